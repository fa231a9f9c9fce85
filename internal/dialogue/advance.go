package dialogue

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/reading"
	"jagaetam/internal/record"
)

const (
	// sleep is how long a dialogue may wait for its next answer.
	sleep = 30 * 24 * time.Hour
	// slip is how close together the same press or text counts as one, sent twice by a slip or a weak signal.
	slip = 2 * time.Second
	// patience is how many answers in a row may be misunderstood before a person is offered.
	patience = 3
	// payloadLimit is the most characters that a link can bring (Bot API, Deep Linking); what is longer was typed by hand.
	payloadLimit = 64
	// depth is how many dialogues may lie aside, interrupted one by the other; the oldest is dropped.
	depth = 3
)

// turn is a Turn in the making.
type turn struct {
	Turn
	book  *Book
	event Event
	// finishing names the Finish that the talk came to: what is said depends on what comes of its effects.
	finishing string
}

// Advance is the turn that follows from an event. It changes nothing that it is given.
func (b *Book) Advance(s State, e Event) Turn {
	t := &turn{book: b, event: e}
	t.State = s.clone()
	e.Now = e.Now.In(b.setting.Zone)
	t.event = e
	if reach, ok := e.In.Content.(chat.Reach); ok {
		// It is no sign of life, and nothing is said to somebody who may have left.
		t.Effects = append(t.Effects, record.SetReachable{By: e.In.From, Reachable: reach.Reachable, At: e.Now})
		return t.end()
	}
	t.begin()
	switch content := e.In.Content.(type) {
	case chat.Due:
		t.due()
	case chat.Tap:
		t.heard()
		t.tap(content)
	case chat.Command:
		t.heard()
		t.command(content)
	case chat.Text:
		t.heard()
		t.text(content.Text)
	default:
		t.heard()
		t.other(content)
	}
	return t.end()
}

// begin brings a state of an older version of the flows, or one that slept too long, into a shape that this version knows.
func (t *turn) begin() {
	s := &t.State
	if s.Language == "" {
		s.Language = t.book.setting.Texts.Languages()[0]
	}
	var aside []Talk
	for _, talk := range s.Aside {
		if t.book.renew(&talk) {
			aside = append(aside, talk)
		}
	}
	s.Aside = aside
	if s.Talk != nil && !t.book.renew(s.Talk) {
		t.say("talk.gone", nil)
		t.stop()
		if s.Talk != nil {
			// What is said now answers the talk that is gone, not the one that goes on in its place.
			s.Talk.Asked, s.Talk.Doubt = "", nil
		}
	}
	if s.Talk != nil && t.event.Now.Sub(s.Touched) > sleep {
		s.Talk, s.Aside = nil, nil
		t.say("talk.expired", nil)
	}
}

// renew gives a talk's answers the present names of their questions. It reports false where the flow is no more.
func (b *Book) renew(talk *Talk) bool {
	flow := b.byID[talk.Flow]
	if flow == nil || len(flow.Steps) == 0 {
		return false
	}
	for name, answer := range talk.Answers {
		if step := flow.step(name); step != nil && step.ID != name {
			delete(talk.Answers, name)
			talk.Answers[step.ID] = answer
		}
	}
	if step := flow.step(talk.Asked); step != nil {
		talk.Asked = step.ID
	}
	if step := flow.step(talk.Redo); step != nil {
		talk.Redo = step.ID
	} else {
		talk.Redo = ""
	}
	return true
}

// heard notes that the person gave a sign of life.
func (t *turn) heard() {
	t.State.Touched = t.event.Now
	t.State.Nudged = false
}

// due reminds once of a dialogue that was left. It is no answer to anything, so it may be silent.
func (t *turn) due() {
	s := &t.State
	if s.Talk == nil || s.Nudged || t.event.Now.Before(t.book.nudgeAt(s.Touched)) {
		return
	}
	s.Nudged = true
	t.say("talk.nudge", chat.Args{"Talk": title(s.Talk.Flow)})
	t.ask()
}

func (b *Book) nudgeAt(touched time.Time) time.Time {
	return b.setting.Nudge(touched.Add(24 * time.Hour))
}

func (t *turn) command(c chat.Command) {
	if t.twice(digest("/" + c.Name + " " + c.Payload)) {
		t.say("again", nil)
		t.show()
		return
	}
	switch c.Name {
	case "batal", "cancel":
		t.cancel()
		return
	case "kembali", "back":
		t.back()
		return
	case "ulang", "restart":
		t.restart()
		return
	case "start":
		if len(c.Payload) > payloadLimit {
			break
		}
		for _, start := range t.book.starts {
			if payload, ok := strings.CutPrefix(c.Payload, start.prefix); ok {
				t.open(start.flow, payload)
				return
			}
		}
	}
	if opened, ok := t.book.commands[c.Name]; ok {
		t.open(opened.flow, opened.payload)
		return
	}
	t.unforeseen("unforeseen.command")
}

func (t *turn) text(text string) {
	t.Forget = hasIdentityNumber(text)
	if t.twice(digest(text)) {
		t.say("again", nil)
		t.show()
		return
	}
	if t.offered(text) || t.doubted(text) || t.labelled(text) || t.intended(text) {
		return
	}
	talk, step := t.State.Talk, t.asked()
	switch {
	case t.Forget && (step == nil || !step.Secret):
		// Filed as a name or an address it would be shown again, and kept with less care than an identity number.
		t.unforeseen("unforeseen.identity")
	case talk == nil:
		t.unforeseen("unforeseen.text")
	case talk.Doubt != nil && talk.Doubt.Then != ThenAccept:
		// Whatever this is, it would be filed as the answer to a question that is no longer in sight.
		t.unforeseen("which")
	default:
		t.read(chat.Text{Text: text})
	}
}

// twice reports whether the person did the very same a moment ago, and remembers what he does now.
func (t *turn) twice(what string) bool {
	last := t.State.Last
	t.State.Last = Last{What: what, At: t.event.In.At}
	return what == last.What && t.event.In.At.Sub(last.At).Abs() <= slip
}

// offered takes a text for one of the buttons under the last message, where that was not the question.
func (t *turn) offered(text string) bool {
	if len(t.State.Offer) == 0 {
		return false
	}
	choices := make([]Choice, len(t.State.Offer))
	for i, option := range t.State.Offer {
		choices[i] = Choice{Value: option.Press.String(), Label: option.Label}
	}
	picked, ok := t.context().Pick(text, choices)
	if !ok || picked.Value == "" {
		return false
	}
	press, _ := chat.ParsePress(picked.Value)
	t.press(press)
	return true
}

// raises is what the words for it ask back. Whoever says them again means yes, though "batal" is a no to other doubts.
var raises = map[reading.Intent]Then{reading.Cancel: ThenCancel, reading.Stop: ThenCancel, reading.Restart: ThenRestart}

// doubted takes a text for the yes or no to a doubt.
func (t *turn) doubted(text string) bool {
	if t.State.Talk == nil || t.State.Talk.Doubt == nil {
		return false
	}
	intent, anywhere := reading.IntentOf(text)
	if anywhere && raises[intent] == t.State.Talk.Doubt.Then {
		t.resolve(doubtYes)
		return true
	}
	if picked, ok := t.context().Pick(text, doubtChoices); ok && picked.Value != "" {
		t.resolve(picked.Value)
		return true
	}
	switch answer := reading.YesNo(text); {
	case anywhere:
		return false
	case answer == reading.Yes:
		t.resolve(doubtYes)
	case answer == reading.No:
		t.resolve(doubtNo)
	default:
		return false
	}
	return true
}

// labelled takes a text that is a button's label in full, or its place on the screen, which goes before the words that mean
// something anywhere. A place in a list that has not been shown so far is no answer.
func (t *turn) labelled(text string) bool {
	step := t.asked()
	if step == nil {
		return false
	}
	options := t.options(step)
	typed := reading.Fold(text)
	for _, option := range options {
		same := func(spelling string) bool { return reading.Fold(spelling) == typed }
		if slices.ContainsFunc(t.book.setting.Texts.spellings(option.Label), same) {
			t.press(option.Press)
			return true
		}
	}
	if len(options) < 2 {
		return false
	}
	switch place := placeOf(text, max(len(options), len(t.choices(step)))); {
	case place < 0:
		return false
	case place < len(options):
		t.press(options[place].Press)
	default:
		t.take(step, Complain("which", nil))
	}
	return true
}

// placeOf is the place from 0 in a list of n that a text names: "2", "nomor 2", "yang kedua"; -1 where it names none.
func placeOf(text string, n int) int {
	list := make([]reading.Option, n)
	for i := range list {
		list[i].ID = strconv.Itoa(i)
	}
	if picked := reading.Choose(text, list); picked.Certainty == reading.Sure {
		place, _ := strconv.Atoi(picked.ID)
		return place
	}
	return -1
}

// intended takes a text for one of the words that mean something at any step.
func (t *turn) intended(text string) bool {
	intent, ok := reading.IntentOf(text)
	if step := t.asked(); !ok || step != nil && slices.Contains(step.Keeps, intent) {
		return false
	}
	switch intent {
	case reading.Cancel, reading.Stop:
		t.cancel()
	case reading.Back:
		t.back()
	case reading.Restart:
		t.restart()
	default:
		opened, ok := t.book.intents[intent]
		if !ok {
			return false
		}
		t.open(opened.flow, opened.payload)
	}
	return true
}

// other answers what is neither words nor a button.
func (t *turn) other(content chat.Content) {
	if step := t.asked(); step != nil {
		if r := step.Accept.Read(t.context(), content); !r.None() {
			t.take(step, r)
			return
		}
	}
	t.unforeseen("unforeseen." + kind(content))
}

// kind names a content for the key of a message.
func kind(content chat.Content) string {
	switch content := content.(type) {
	case chat.Media:
		return string(content.Kind)
	case chat.Contact:
		return "contact"
	case chat.Place:
		return "place"
	}
	return "other"
}

// unforeseen says what was not expected, and shows what is.
func (t *turn) unforeseen(key string) {
	t.say(key, nil)
	t.show()
}
