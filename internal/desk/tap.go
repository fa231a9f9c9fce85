package desk

import (
	"slices"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/record"
)

// Quick are the ready answers, which officers word anew as they like: their texts are "office.quick.<name>".
var Quick = []string{"wait", "photo", "visit", "bpjs", "thanks"}

// Reasons are why an officer may look at a worker's data; their texts are "office.reason.<name>".
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
		return Turn{Notice: notice("office.stale")}
	case !officer.MayHandle(c):
		return Turn{Notice: notice("office.not-allowed")}
	}
	base, what := act.Split()
	switch base {
	case record.ActTake:
		return d.does(record.TakeCase{By: officer.Contact, At: now, Case: number}, "office.taken")
	case record.ActNote:
		return Turn{Notice: notice("office.note.how")}
	case record.ActClose:
		return d.does(record.CloseCase{By: officer.Contact, At: now, Case: number}, "office.closing")
	case record.ActPass:
		return d.pass(c, officer, what, known.Officers, now)
	case record.ActQuick:
		return d.quick(c, officer, what, now)
	case record.ActLook:
		return d.lookFor(c, officer, what, known, now)
	default:
		return Turn{Notice: notice("office.stale")}
	}
}

// does performs an effect and says what came of it.
func (d Desk) does(effect record.Effect, done string) Turn {
	return Turn{Effects: []record.Effect{effect}, Notice: func(outcome record.Outcome) chat.Arg { return told(outcome, done) }}
}

func told(outcome record.Outcome, done string) chat.Arg {
	switch outcome.Name {
	case record.OutcomeNotAllowed:
		return chat.Message("office.not-allowed")
	case record.OutcomeTaken:
		return chat.Message("office.others")
	case record.OutcomeNoMatch:
		return chat.Message("office.stale")
	case record.OutcomeSame:
		return chat.Message("office.already")
	default:
		return chat.Message(done)
	}
}

// desk stands for nobody in the button that gives a case back.
const backToDesk = "0"

// pass asks to whom a case is to go, or gives it to him. Only those who may handle it are named.
func (d Desk) pass(c record.Case, officer record.Officer, to string, officers []record.Officer, now time.Time) Turn {
	if to == "" {
		words := chat.Words{Key: "office.pass", Args: chat.Args{"Case": chat.Literal(c.Number.String())}, Columns: 2}
		for _, other := range officers {
			if other.MayHandle(c) && other.Contact != c.Taker {
				words.Options = append(words.Options, button(officerNamed(other.Name), record.ActPass.With(other.Name), c))
			}
		}
		words.Options = append(words.Options, button(chat.Message("office.pass.desk"), record.ActPass.With(backToDesk), c))
		return Turn{Words: []chat.Words{words}}
	}
	effect := record.PassCase{By: officer.Contact, At: now, Case: c.Number}
	if to != backToDesk {
		i := slices.IndexFunc(officers, func(o record.Officer) bool { return o.Name == to })
		if i < 0 {
			return Turn{Notice: notice("office.stale"), Retire: true}
		}
		effect.To = officers[i].Contact
	}
	turn := d.does(effect, "office.passed")
	turn.Retire = true
	return turn
}

// quick offers the ready answers, or gives one.
func (d Desk) quick(c record.Case, officer record.Officer, name string, now time.Time) Turn {
	if name == "" {
		words := chat.Words{Key: "office.quick", Args: chat.Args{"Case": chat.Literal(c.Number.String())}}
		for _, name := range Quick {
			words.Options = append(words.Options, button(chat.Message("office.quick."+name+".button"), record.ActQuick.With(name), c))
		}
		return Turn{Words: []chat.Words{words}}
	}
	if !slices.Contains(Quick, name) {
		return Turn{Notice: notice("office.stale")}
	}
	text := d.write(c.Language, "office.quick."+name, chat.Args{"Name": chat.Literal(c.First)})
	turn := d.does(record.AnswerCase{By: officer.Contact, At: now, Case: c.Number, Said: record.CaseMessage{Text: text}}, "office.answered")
	turn.Retire = true
	return turn
}

func button(label chat.Arg, act record.CaseAct, c record.Case) chat.Option {
	return chat.Option{Label: label, Press: record.CasePress(act, c.Number)}
}
