package dialogue_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/record"
)

// worker is a person who talks to a book. Whatever he sends goes the way of the service: what is wanted is looked up, effects are
// performed, and the state goes through JSON before the next message.
type worker struct {
	t       testing.TB
	book    *dialogue.Book
	now     time.Time
	state   dialogue.State
	turn    dialogue.Turn
	buttons []chat.Option
	facts   record.Facts
	outcome record.Outcome
	done    []record.Effect
	sent    int
}

func talkTo(t testing.TB, book *dialogue.Book) *worker {
	return &worker{t: t, book: book, now: noon, outcome: record.Outcome{Name: record.OutcomeFiled, Receipt: 17}}
}

// send sends a content a minute after the last.
func (w *worker) send(content chat.Content) { w.t.Helper(); w.sendAfter(time.Minute, content) }

func (w *worker) sendAfter(pause time.Duration, content chat.Content) {
	w.t.Helper()
	w.now = w.now.Add(pause)
	w.sent++
	w.turn = w.advance(dialogue.Event{
		In:  chat.Incoming{Key: fmt.Sprint("tg:", w.sent), Chat: "tg:1", From: chat.Person{ID: "tg:1"}, At: w.now, Content: content},
		Now: w.now,
	})
	if len(w.turn.Effects) > 0 {
		w.done = append(w.done, w.turn.Effects...)
		w.turn = w.concluded(w.turn)
	}
	w.state = kept(w.t, w.turn.State)
	for _, words := range w.turn.Words {
		if len(words.Options) > 0 {
			w.buttons = words.Options
		}
	}
}

// advance makes a turn, with the facts where it wants some, and sees that nothing it was given has changed.
func (w *worker) advance(event dialogue.Event) dialogue.Turn {
	w.t.Helper()
	before := kept(w.t, w.state)
	turn := w.book.Advance(w.state, event)
	if !turn.Wants.IsZero() {
		event.Facts = &w.facts
		turn = w.book.Advance(w.state, event)
		if !turn.Wants.IsZero() {
			w.t.Errorf("it wants to know %+v a second time", turn.Wants)
		}
	}
	if diff := cmp.Diff(before, w.state); diff != "" {
		w.t.Errorf("Advance changed the state it was given: %s", diff)
	}
	return turn
}

// concluded is the turn after its effects, and sees that the turn before can be concluded otherwise still.
func (w *worker) concluded(turn dialogue.Turn) dialogue.Turn {
	w.t.Helper()
	before, words := kept(w.t, turn.State), slices.Clone(turn.Words)
	concluded := turn.Conclude(w.outcome)
	if diff := cmp.Diff(before, kept(w.t, turn.State)) + cmp.Diff(words, turn.Words); diff != "" {
		w.t.Errorf("Conclude changed the turn it was given: %s", diff)
	}
	if again := concluded.Conclude(record.Outcome{Name: "once more"}); !cmp.Equal(again.Words, concluded.Words) {
		w.t.Errorf("a turn that is concluded can be concluded again")
	}
	return concluded
}

// kept is the state as it comes back from where it is kept.
func kept(t testing.TB, state dialogue.State) dialogue.State {
	t.Helper()
	text := mustJSON(t, state)
	var back dialogue.State
	if err := json.Unmarshal(text, &back); err != nil {
		t.Fatal(err)
	}
	if again := mustJSON(t, back); string(again) != string(text) {
		t.Fatalf("the state comes back changed:\n%s\n%s", text, again)
	}
	return back
}

func mustJSON(t testing.TB, state dialogue.State) []byte {
	t.Helper()
	text, err := json.Marshal(state)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// types sends texts one after the other.
func (w *worker) types(texts ...string) {
	w.t.Helper()
	for _, text := range texts {
		w.send(chat.Text{Text: text})
	}
}

// commands sends a command.
func (w *worker) commands(name string) { w.t.Helper(); w.send(chat.Command{Name: name}) }

// taps presses the button with the value among those last shown, or the one that opens the flow of that name.
func (w *worker) taps(value string) { w.t.Helper(); w.presses(w.button(value)) }

func (w *worker) presses(press chat.Press) { w.t.Helper(); w.send(chat.Tap{Query: "q", Press: press}) }

func (w *worker) button(value string) chat.Press {
	w.t.Helper()
	for _, option := range w.buttons {
		press := option.Press
		if press.Value == value && press.Kind != chat.PressOpen || press.Flow == value && press.Kind == chat.PressOpen {
			return press
		}
	}
	w.t.Fatalf("no button %q among %v", value, w.buttons)
	return chat.Press{}
}

// said are the keys of what was said last.
func (w *worker) said() []string {
	var keys []string
	for _, words := range w.turn.Words {
		keys = append(keys, words.Key)
	}
	return keys
}

// hears fails unless exactly these messages were said last.
func (w *worker) hears(keys ...string) {
	w.t.Helper()
	if diff := cmp.Diff(keys, w.said()); diff != "" {
		w.t.Errorf("what was said is not what was expected: %s", diff)
	}
}

// notices fails unless this was said over the chat.
func (w *worker) notices(key string) {
	w.t.Helper()
	if w.turn.Notice.Key != key {
		w.t.Errorf("over the chat stands %q, not %q", w.turn.Notice.Key, key)
	}
}

// answers fails unless the talk under way has exactly these answers, as valuesOf writes them.
func (w *worker) answers(want string) {
	w.t.Helper()
	if w.state.Talk == nil {
		w.t.Fatalf("no talk is under way")
	}
	if got := valuesOf(w.state.Talk.Answers); got != want {
		w.t.Errorf("the answers are %q, not %q", got, want)
	}
}

// idle fails unless no talk is under way or aside.
func (w *worker) idle() {
	w.t.Helper()
	if w.state.Talk != nil || len(w.state.Aside) > 0 {
		w.t.Errorf("a talk goes on: %+v, aside %+v", w.state.Talk, w.state.Aside)
	}
}
