package bench

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"jagaetam/internal/faketelegram"
	"jagaetam/internal/transcript"
)

// Manner is how people answer.
type Manner struct {
	// TapsTwice has every button tapped twice at once, and Twice every text sent twice as well, within three milliseconds.
	TapsTwice, Twice bool
	// Ahead is how many typed answers are sent before the first is answered; 0 and 1 are people who wait.
	Ahead int
	// Patience is how long somebody looks at a question that he has answered before he answers it again; 0 is for ever.
	Patience time.Duration
	// Within is how long anybody waits for an answer before he counts as let down; a minute when 0.
	Within time.Duration
}

// Worker is somebody with a telephone, who answers what he is asked.
type Worker struct {
	Telegram *faketelegram.Server
	Person   *faketelegram.Person
	Manner   Manner
	// Answered, where set, is told of each answer: how long it took, and of how many of the worker's messages it is the last one's.
	Answered func(took time.Duration, messages int)
	// Think, where set, is done before each answer.
	Think func()
	// Forges says that the worker taps buttons that are not there, of a bot that shows none.
	Forges bool
	// Again counts the questions that were asked a second time, because an answer of the worker's had been forgotten.
	Again int

	seen int // the newest message when the worker last did something
}

// patient is how often somebody answers again before he gives up.
const patient = 12

// NewWorker is somebody who has not spoken with the bot yet.
func NewWorker(telegram *faketelegram.Server, manner Manner) *Worker {
	person := telegram.NewUser(faketelegram.User{FirstName: "Pekerja", LanguageCode: "id", Phone: phone})
	return &Worker{Telegram: telegram, Person: person, Manner: manner}
}

// Register does everything in the script, each thing once the one before is answered. It fails where somebody is let down: where nobody
// answers him, or the button that he has to tap is not there.
func (w *Worker) Register(ctx context.Context, script Script) error {
	for at := 0; at < len(script); {
		until := at + w.ahead(script[at:])
		if w.Think != nil {
			w.Think()
		}
		began := time.Now()
		w.seen = newest(w.Person.Chat().Messages())
		for _, step := range script[at:until] {
			if err := w.do(step.Doing); err != nil {
				return err
			}
		}
		answered, err := w.await(ctx, script, until-1)
		if err != nil {
			return err
		}
		if answered != until-1 {
			if w.Again++; w.Again > patient {
				return fmt.Errorf("the same is asked again and again; the screen ends:%s", w.screen())
			}
		} else if w.Answered != nil {
			w.Answered(time.Since(began), until-at)
		}
		at = answered + 1
	}
	return nil
}

// ahead is how many of the steps are done at once.
func (w *Worker) ahead(steps Script) int {
	n := 1
	for n < w.Manner.Ahead && n < len(steps) && steps[n-1].Doing.Text != "" && steps[n].Doing.Text != "" {
		n++
	}
	return n
}

func (w *Worker) do(d transcript.Doing) error {
	switch {
	case d.Own:
		w.Person.ShareContact()
	case d.Tap != "":
		return w.tap(d.Tap)
	default:
		w.Person.Text(d.Text)
		if w.Manner.Twice {
			w.Person.Text(d.Text)
		}
	}
	return nil
}

// tap taps the newest button with that label.
func (w *Worker) tap(label string) error {
	if w.Forges {
		_, err := w.Person.TapData(w.Person.Chat().Last().ID, label)
		return err
	}
	messages := w.Person.Chat().Messages()
	for i := len(messages) - 1; i >= 0; i-- {
		data := dataOf(messages[i], label)
		if data == "" {
			continue
		}
		_, err := w.Person.TapData(messages[i].ID, data)
		if w.Manner.Twice || w.Manner.TapsTwice {
			_, again := w.Person.TapData(messages[i].ID, data)
			err = errors.Join(err, again)
		}
		return err
	}
	return fmt.Errorf("there is no button %q; the screen ends:%s", label, w.screen())
}

func dataOf(m faketelegram.Message, label string) string {
	if m.Inline == nil {
		return ""
	}
	for _, row := range m.Inline.Rows {
		for _, button := range row {
			if button.Text == label {
				return button.CallbackData
			}
		}
	}
	return ""
}

// await waits until the last that is said to a step is on the screen, and gives the step; or, for somebody without patience, the step to
// which belongs what has stood last on the screen for too long.
func (w *Worker) await(ctx context.Context, script Script, step int) (int, error) {
	within := w.Manner.Within
	if within == 0 {
		within = time.Minute
	}
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	words := script[step].Says
	want := words[len(words)-1].Text
	looking, stop := ctx, context.CancelFunc(func() {})
	if w.Manner.Patience > 0 {
		looking, stop = context.WithTimeout(ctx, w.Manner.Patience)
	}
	_, err := w.Person.Chat().WaitFor(looking, func(messages []faketelegram.Message) bool { return w.stands(messages, want) })
	stop()
	if err == nil {
		return step, nil
	}
	if ctx.Err() != nil {
		return 0, fmt.Errorf("nobody says %.40q: %w; the screen ends:%s", strings.Join(want, "…"), err, w.screen())
	}
	return w.asked(script, step), nil
}

// stands says whether the bot has said something since the worker last did something.
func (w *Worker) stands(messages []faketelegram.Message, want Pattern) bool {
	for i := len(messages) - 1; i >= 0 && messages[i].ID > w.seen; i-- {
		if messages[i].From.IsBot && want.Matches(messages[i].Text) {
			return true
		}
	}
	return false
}

// asked is the step whose words are the last that the bot said, -1 where it has said nothing. Words of none are a complaint about what
// was an answer to something else: then the question before it is taken to be asked.
func (w *Worker) asked(script Script, awaited int) int {
	last := w.Person.Chat().Last()
	if last.ID == 0 {
		return -1
	}
	for i, step := range script {
		if step.Says[len(step.Says)-1].Text.Matches(last.Text) {
			return i
		}
	}
	return max(awaited-2, -1)
}

// screen is the end of what stands on the telephone.
func (w *Worker) screen() string {
	var end strings.Builder
	messages := w.Person.Chat().Messages()
	for _, m := range messages[max(0, len(messages)-6):] {
		fmt.Fprintf(&end, "\n  %s: %.80q", m.From.FirstName, m.Text)
	}
	return end.String()
}

func newest(messages []faketelegram.Message) int {
	if len(messages) == 0 {
		return 0
	}
	return messages[len(messages)-1].ID
}
