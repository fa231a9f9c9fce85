package dialogue

import (
	"fmt"
	"strings"
	"time"

	"jagaetam/internal/chat"
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
	// then makes words of what comes of the effects of a telling flow, and elsewhere says that it is the one for whatever else.
	then      func(record.Outcome) []chat.Words
	elsewhere bool
	// rests is Told.Rests of the telling flow.
	rests bool
	// heardLast is when the person was heard of before this.
	heardLast time.Time
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

// lookUps is how often a turn may find that it has to know more.
const lookUps = 4

// Lead is the turn that follows from an event, once everything it has to know has been found out, and what that was, nil for nothing. The errors
// are those of know.
func (b *Book) Lead(s State, e Event, know func(record.Query) (*record.Facts, error)) (Turn, *record.Facts, error) {
	for range lookUps {
		turn := b.Advance(s, e)
		if turn.Wants.IsZero() {
			return turn, e.Facts, nil
		}
		facts, err := know(turn.Wants)
		if err != nil {
			return turn, nil, err
		}
		e.Facts, e.Asked = facts, turn.Wants
	}
	return Turn{}, nil, fmt.Errorf("lead the dialogue: it wants to know ever more, at last %+v", e.Asked)
}

// know says whether something is known; where it is not, the turn wants it.
func (t *turn) know(q record.Query) bool {
	q.Person = t.event.In.From
	if q.IsZero() || t.event.Facts != nil && (t.event.Asked.IsZero() || t.event.Asked.Covers(q)) {
		return true
	}
	t.Wants = t.Wants.And(t.event.Asked).And(q)
	return false
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
	if s.Talk != nil {
		if flow := t.book.byID[s.Talk.Flow]; !t.allowed(flow, s.Talk.Payload) {
			t.stop()
		}
	}
}

// allowed says whether the person may have this conversation, and tells him where he may not.
func (t *turn) allowed(flow *Flow, payload string) bool {
	if flow.May == nil {
		return true
	}
	c := t.context()
	c.Payload = payload
	if flow.Facts != nil && !t.know(flow.Facts(c)) {
		return true // the turn does not count
	}
	if key := flow.May(c); key != "" {
		t.say(key, nil)
		return false
	}
	return true
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
	t.heardLast = t.State.Touched
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
	if t.twice(&t.State.Last, digest("command "+c.Name+" "+c.Payload)) {
		t.say("again", nil)
		t.show()
		return
	}
	t.State.Pressed.At = time.Time{}
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

// other answers what is neither words nor a button.
func (t *turn) other(content chat.Content) {
	if media, ok := content.(chat.Media); ok && t.found(media.Caption) {
		t.Forget = hasIdentityNumber(media.Caption)
		return
	}
	if step := t.asked(); step != nil {
		if lookup, ok := step.Accept.(Lookup); ok && !t.know(lookup.Lookup(t.context(), content)) {
			return
		}
		if r := step.Accept.Read(t.context(), content); !r.None() {
			t.take(step, r)
			return
		}
	}
	// Filed in a case it would be shown to others.
	identified := hasIdentityNumber(written(content))
	if !identified && t.restTakes() {
		return
	}
	if media, ok := content.(chat.Media); ok {
		// The next file opens its flow too while the talk is about the last one.
		if flow, talk := t.book.media[media.Kind], t.State.Talk; flow != nil && (talk == nil || talk.Flow == flow.ID) {
			t.open(flow, media.File.String())
			return
		}
	}
	if identified {
		t.Forget = true
		t.unforeseen("unforeseen.identity")
		return
	}
	t.unforeseen("unforeseen." + kind(content))
}

// written are the words of a content that is no text of its own.
func written(content chat.Content) string {
	switch content := content.(type) {
	case chat.Media:
		return content.Caption
	case chat.Edited:
		return content.Text
	}
	return ""
}

// restTakes gives what has arrived to the flow for whatever else, and says whether that made something of it.
func (t *turn) restTakes() bool {
	flow := t.book.rest
	if flow == nil {
		return false
	}
	c := t.context()
	if flow.Facts != nil && !t.know(flow.Facts(c).And(t.newsQuery())) {
		return true // the turn does not count
	}
	told := flow.Tell(c)
	if len(told.Words) == 0 && len(told.Effects) == 0 {
		return false
	}
	t.State.Else, t.elsewhere = t.event.Now, true
	t.make(told)
	return true
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
	if len(t.Words) == 0 { // whoever was told that his talk is gone knows why it is not understood
		t.say(key, nil)
	}
	t.show()
}
