package desk

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/record"
)

// Quick are the ready answers, which officers word anew as they like: their texts are "office.quick.<name>".
var Quick = []string{"wait", "photo", "visit", "bpjs", "thanks"}

// Reasons are why an officer may look at a worker's data; their texts are "desk.reason.<name>".
var Reasons = []string{"identity", "answer", "claim", "correct"}

// pressed is the act of a button and the case it is about.
func pressed(in chat.Incoming) (record.CaseAct, record.CaseNumber, bool) {
	tap, ok := in.Content.(chat.Tap)
	if !ok {
		return "", 0, false
	}
	return record.ParseCasePress(tap.Press)
}

// tap does what a button under the card says, or one of those that it asked with. The case is that of the topic: a button of another is
// forged, and one of a case that is over is old.
func (d Desk) tap(in chat.Incoming, _ chat.Tap, known Known, now time.Time) Turn {
	act, number, ok := pressed(in)
	c, officer := known.Facts.Case, known.Facts.Officer
	switch {
	case !ok || c.Number == 0 || c.Number != number || c.State == record.CaseClosed:
		return Turn{Notice: notice("desk.stale")}
	case !officer.MayHandle(c):
		return Turn{Notice: notice("desk.not-allowed")}
	}
	base, what := act.Split()
	switch base {
	case record.ActTake:
		return d.does(record.TakeCase{By: officer.Contact, At: now, Case: number}, "desk.taken")
	case record.ActNote:
		return Turn{Notice: notice("desk.note.how")}
	case record.ActClose:
		return d.does(record.CloseCase{By: officer.Contact, At: now, Case: number}, "desk.closing")
	case record.ActPass:
		return d.pass(c, officer, what, known.Officers, now)
	case record.ActQuick:
		return d.quick(c, officer, what, now)
	case record.ActLook:
		return d.lookFor(c, officer, what, known, now)
	default:
		return Turn{Notice: notice("desk.stale")}
	}
}

// does performs an effect and says what came of it.
func (d Desk) does(effect record.Effect, done string) Turn {
	return Turn{Effects: []record.Effect{effect}, Notice: func(outcome record.Outcome) chat.Arg { return told(outcome, done) }}
}

func told(outcome record.Outcome, done string) chat.Arg {
	switch outcome.Name {
	case record.OutcomeNotAllowed:
		return chat.Message("desk.not-allowed")
	case record.OutcomeTaken:
		return chat.Message("desk.others")
	case record.OutcomeNoMatch:
		return chat.Message("desk.stale")
	case record.OutcomeSame:
		return chat.Message("desk.already")
	default:
		return chat.Message(done)
	}
}

// backToDesk stands for nobody in the button that gives a case back.
const backToDesk = "0"

// pass asks to whom a case is to go, or gives it to him. Only those who may handle it are named.
func (d Desk) pass(c record.Case, officer record.Officer, to string, officers []record.Officer, now time.Time) Turn {
	if to == "" {
		words := chat.Words{Key: "desk.pass", Args: chat.Args{"Case": chat.Literal(c.Number.String())}, Columns: 2}
		for i, other := range officers {
			if other.MayHandle(c) && other.Contact != c.Taker {
				words.Options = append(words.Options, button(officerNamed(strconv.Itoa(i+1)), record.ActPass.With(inButton(other)), c))
			}
		}
		words.Options = append(words.Options, button(chat.Message("desk.pass.desk"), record.ActPass.With(backToDesk), c))
		return Turn{Words: []chat.Words{words}}
	}
	effect := record.PassCase{By: officer.Contact, At: now, Case: c.Number}
	if to != backToDesk {
		i := slices.IndexFunc(officers, func(o record.Officer) bool { return inButton(o) == to })
		if i < 0 {
			return Turn{Notice: notice("desk.stale"), Retire: true}
		}
		effect.To = officers[i].Contact
	}
	turn := d.does(effect, "desk.passed")
	turn.Retire = true
	return turn
}

// inButton is an officer as a button carries him, in which colons part the act from the case.
func inButton(o record.Officer) string { return strings.ReplaceAll(o.Contact, ":", ".") }

// quick offers the ready answers, or gives one.
func (d Desk) quick(c record.Case, officer record.Officer, name string, now time.Time) Turn {
	if name == "" {
		words := chat.Words{Key: "desk.quick", Args: chat.Args{"Case": chat.Literal(c.Number.String())}}
		for _, name := range Quick {
			words.Options = append(words.Options, button(chat.Message("office.quick."+name+".button"), record.ActQuick.With(name), c))
		}
		return Turn{Words: []chat.Words{words}}
	}
	if !slices.Contains(Quick, name) {
		return Turn{Notice: notice("desk.stale")}
	}
	text := d.write(c.Language, "office.quick."+name, chat.Args{"Name": person(c)})
	turn := d.does(record.AnswerCase{By: officer.Contact, At: now, Case: c.Number, Said: record.CaseMessage{Text: text}}, "desk.answered")
	turn.Retire = true
	return turn
}

// person is how the person is addressed.
func person(c record.Case) chat.Arg {
	if c.First == "" {
		return chat.Message("desk.person.unknown")
	}
	return chat.MessageWith("desk.person", chat.Args{"Name": chat.Literal(c.First)})
}

func button(label chat.Arg, act record.CaseAct, c record.Case) chat.Option {
	return chat.Option{Label: label, Press: record.CasePress(act, c.Number)}
}
