package dialogue

import (
	"cmp"
	"crypto/sha256"
	"encoding/base64"
	"maps"
	"regexp"
	"slices"

	"jagaetam/internal/chat"
	"jagaetam/internal/reading"
	"jagaetam/internal/record"
)

// clone is a copy that shares nothing that a turn changes.
func (s State) clone() State {
	if s.Talk != nil {
		talk := s.Talk.clone()
		s.Talk = &talk
	}
	aside := make([]Talk, len(s.Aside))
	for i, talk := range s.Aside {
		aside[i] = talk.clone()
	}
	s.Aside = aside
	return s
}

func (t Talk) clone() Talk {
	t.Answers = maps.Clone(t.Answers)
	t.Troubles = slices.Clone(t.Troubles)
	if t.Answers == nil {
		t.Answers = Answers{}
	}
	return t
}

// context is what the flow of the talk under way may know; without a talk it is what any flow may know.
func (t *turn) context() Context {
	c := Context{Now: t.event.Now, Language: t.State.Language, Person: t.event.In.From, In: t.event.In, Else: t.State.Else, Facts: t.event.Facts, texts: t.book.setting.Texts}
	if c.Facts == nil {
		c.Facts = &nothing
	}
	c.Troubles = t.troubles()
	if talk := t.State.Talk; talk != nil {
		c.Flow, c.Run, c.Payload, c.Answers = talk.Flow, talk.Run, talk.Payload, talk.Answers
		if step := t.asked(); step != nil {
			c.Step = step.ID
			if help := cmp.Or(step.Help, step.Ask+".help"); c.texts.Has(c.Language, help) {
				c.Help = help
			}
		}
		if facts := t.book.byID[talk.Flow].Facts; facts != nil {
			t.know(facts(c))
		}
	}
	return c
}

// nothing is what is known where nothing was asked for.
var nothing record.Facts

// troubles are those of the talk under way, or of the one that it interrupted.
func (t *turn) troubles() []string {
	if talk := t.State.Talk; talk != nil && len(talk.Troubles) > 0 {
		return talk.Troubles
	}
	if n := len(t.State.Aside); n > 0 {
		return t.State.Aside[n-1].Troubles
	}
	return nil
}

// asked is the question on the screen; nil where there is none, or this version of the flow has it no more.
func (t *turn) asked() *Step {
	if t.State.Talk == nil {
		return nil
	}
	return t.book.byID[t.State.Talk.Flow].step(t.State.Talk.Asked)
}

// read makes an answer of a content.
func (t *turn) read(content chat.Content) {
	step := t.asked()
	if step == nil {
		// The question was dropped from the flow while it stood on the screen: what is asked now stands in its place.
		t.proceed()
		return
	}
	if _, any := step.Accept.(AnyWords); any && t.beside(reading.Beside) {
		return
	}
	if lookup, ok := step.Accept.(Lookup); ok && !t.know(lookup.Lookup(t.context(), content)) {
		return
	}
	t.take(step, step.Accept.Read(t.context(), content))
}

// take makes what it can of a reading: an answer, a doubt, a narrower question, or a complaint.
func (t *turn) take(step *Step, r Reading) {
	talk := t.State.Talk
	switch {
	case r.None():
		t.unforeseen("unforeseen.text")
	case r.Complaint != nil:
		t.Forget = t.Forget || step.Secret && t.hasDigits(nearlyIdentity)
		if t.beside(reading.Surmise) {
			return
		}
		talk.Stumbles++
		talk.Troubles = append(talk.Troubles, r.Complaint.Key)
		talk.Troubles = talk.Troubles[max(0, len(talk.Troubles)-patience):]
		t.complain(step, r.Complaint.Key, r.Complaint.Args)
	case len(r.Among) > 0:
		talk.Among, talk.Page, talk.Doubt = r.Among, 0, nil
		t.complain(step, "which", nil)
	case r.Doubt != nil && !(talk.Doubt != nil && talk.Doubt.Value == r.Value):
		t.Forget = t.Forget || step.Secret && t.typed()
		t.doubt(Doubt{Then: ThenAccept, Value: r.Value, Flags: r.Flags, Say: *r.Doubt})
	default:
		t.Forget = t.Forget || step.Secret && t.typed()
		t.accept(step, r.Value, r.Flags)
	}
}

func (t *turn) typed() bool {
	_, typed := t.event.In.Content.(chat.Text)
	return typed
}

// accept keeps an answer and goes on.
func (t *turn) accept(step *Step, value string, flags []string) {
	talk := t.State.Talk
	if gatherer, ok := step.Accept.(Gatherer); ok {
		after, all := gatherer.Gather(talk.Answers[step.ID].Value, value)
		if !all {
			t.gather(step, after)
			return
		}
		value = after
	}
	if talk.Answers[step.ID].Value != value {
		for _, name := range step.Forgets {
			delete(talk.Answers, name)
		}
	}
	talk.Answers[step.ID] = Answer{Value: value, Flags: flags, At: t.event.Now}
	if _, gathers := step.Accept.(Gatherer); gathers && value == "" {
		delete(talk.Answers, step.ID)
	}
	talk.Doubt, talk.Redo = nil, ""
	if step.Noted != "" {
		t.say(step.Noted, chat.Args{"Value": step.Accept.Show(t.context(), value)})
	}
	t.proceed()
}

// gather keeps what there is of an answer and leaves the question where it is, with its buttons as they are now. The question keeps its number,
// so that whoever presses several buttons in a row is not told that the second is old.
func (t *turn) gather(step *Step, so string) {
	talk := t.State.Talk
	talk.Answers[step.ID] = Answer{Value: so, At: t.event.Now}
	talk.Redo, talk.Doubt, talk.Among, talk.Stumbles = step.ID, nil, nil, 0
	_, tapped := t.event.In.Content.(chat.Tap)
	t.Edit = tapped && len(t.Words) == 0
	t.ask()
}

// proceed goes to where the answers lead now.
func (t *turn) proceed() {
	talk := t.State.Talk
	flow := t.book.byID[talk.Flow]
	talk.Stumbles, talk.Among, talk.Page, talk.Doubt = 0, nil, 0, nil
	p := flow.place(t.context())
	switch {
	case talk.Redo != "":
		t.put(flow.step(talk.Redo))
	case p.ask != nil:
		t.put(p.ask)
	case p.leave.Finish != "":
		t.finishing = p.leave.Finish
		t.Effects = append(t.Effects, flow.Finishes[t.finishing].Effects(t.context())...)
	case p.leave.Redo != nil:
		talk.Redo = talk.Answers[p.answered[len(p.answered)-1].ID].Value
		for _, name := range p.leave.Redo {
			delete(talk.Answers, name)
		}
		t.redo(flow)
	default:
		t.leave(flow, p.leave, record.Outcome{})
	}
}

// redo asks the question that is to be changed, if the flow has it.
func (t *turn) redo(flow *Flow) {
	if flow.step(t.State.Talk.Redo) == nil {
		t.State.Talk.Redo = ""
	}
	t.proceed()
}

// Conclude is the turn once its effects have been performed.
func (t Turn) Conclude(outcome record.Outcome) Turn {
	if t.unfinished == nil {
		return t
	}
	b := *t.unfinished
	b.State, b.Words = b.State.clone(), slices.Clone(b.Words)
	if b.then != nil {
		then := b.then
		b.then = nil
		b.told(then(outcome))
		return b.end()
	}
	flow := b.book.byID[b.State.Talk.Flow]
	route := flow.Finishes[b.finishing].Outcomes[outcome.Name].pick(b.context(), "")
	b.finishing = ""
	switch {
	case route == nil:
		b.leave(flow, &Route{End: "talk.done"}, outcome)
	case route.Flag != "":
		answer := b.State.Talk.Answers[route.Flagged]
		answer.Flags = append(slices.Clone(answer.Flags), route.Flag)
		b.State.Talk.Answers[route.Flagged] = answer
		b.proceed()
	default:
		b.leave(flow, route, outcome)
	}
	return b.end()
}

// leave ends the talk with the route's message, and goes on with what it interrupted.
func (t *turn) leave(flow *Flow, route *Route, outcome record.Outcome) {
	words := chat.Words{Key: route.End}
	if flow.Args != nil {
		words.Args = flow.Args(t.context(), outcome)
	}
	if flow.Adorn != nil {
		words = flow.Adorn(t.context(), outcome, words)
	}
	t.stop()
	if t.State.Talk != nil {
		t.Words = append(t.Words, words)
		t.resume()
		return
	}
	t.offer(words, route.Offer)
}

// stop drops the talk and takes up the one that it interrupted.
func (t *turn) stop() {
	t.State.Talk = nil
	if n := len(t.State.Aside); n > 0 {
		talk := t.State.Aside[n-1]
		t.State.Talk, t.State.Aside = &talk, t.State.Aside[:n-1]
	}
}

// resume says which talk goes on, and asks its question anew.
func (t *turn) resume() {
	t.say("talk.resumed", chat.Args{"Talk": title(t.State.Talk.Flow)})
	t.proceed()
}

// digest tells two texts apart without keeping them.
func digest(text string) string {
	sum := sha256.Sum256([]byte(reading.Fold(text)))
	return base64.RawURLEncoding.EncodeToString(sum[:9])
}

// identityNumber is sixteen digits, up to half of them typed as the letters that look like them.
var identityNumber = regexp.MustCompile(`(?:[\dOoIl][\s\p{Z}\p{Cf}\p{Pd}._()]{0,3}){16}`)

// nearlyIdentity is how many digits make a mistyped identity number: too many to leave in a chat.
const nearlyIdentity = 12

// hasIdentityNumber says whether a text holds what looks like a NIK or a KK, which should not stay in a chat.
func hasIdentityNumber(text string) bool {
	return digits(identityNumber.FindString(text)) >= 8
}

// hasDigits says whether the person typed at least n digits.
func (t *turn) hasDigits(n int) bool {
	text, _ := t.event.In.Content.(chat.Text)
	return digits(text.Text) >= n
}

func digits(text string) int {
	n := 0
	for _, r := range text {
		if r >= '0' && r <= '9' {
			n++
		}
	}
	return n
}
