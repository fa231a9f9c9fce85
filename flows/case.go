package flows

import (
	"strconv"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/input"
	"jagaetam/internal/reading"
	"jagaetam/internal/record"
)

// quiet is how long after one message to an officer the next are passed on without saying so each time.
const quiet = 10 * time.Minute

// caseTalk passes on whatever a person with an open case writes or sends that means nothing else.
func caseTalk(s Setting) dialogue.Flow {
	return dialogue.Flow{
		ID:    "case-talk",
		Open:  []dialogue.Opening{{Else: true}},
		Facts: caseFacts,
		Says:  []string{"case.open", "case.none", "case.relayed"},
		Tries: func() []dialogue.Try { return []dialogue.Try{{}, {Facts: record.Facts{Case: sampleCase}}} },
		Tell: func(c dialogue.Context) dialogue.Told {
			open := c.Facts.Case
			said, ok := input.Said(c.In)
			switch c.In.Content.(type) {
			case chat.Tap, chat.Command:
				return dialogue.Told{Words: []chat.Words{caseState(open)}}
			}
			if !ok || open.Number == 0 {
				return dialogue.Told{}
			}
			if settled, answered := saysSettled(c, open); answered {
				return s.settle(c, open.Number, settled)
			}
			_, edited := c.In.Content.(chat.Edited)
			return dialogue.Told{
				Effects: []record.Effect{record.SayInCase{
					By: c.Person, At: c.Now, Said: said, Edited: edited, DueAt: s.Programme.NextAnswerBy(c.Now),
				}},
				Then: func(outcome record.Outcome) []chat.Words {
					switch {
					case outcome.Name != record.OutcomeRelayed && edited:
						return []chat.Words{{Key: "unforeseen.other"}}
					case outcome.Name != record.OutcomeRelayed:
						return []chat.Words{caseState(record.Case{})}
					case edited || c.Now.Sub(c.Else) < quiet:
						return nil
					}
					return []chat.Words{{Key: "case.relayed", Args: caseNumber(outcome.Case)}}
				},
			}
		},
	}
}

// saysSettled reads the typed answer of somebody who was asked whether his case is settled.
func saysSettled(c dialogue.Context, open record.Case) (settled, answered bool) {
	text, typed := c.In.Content.(chat.Text)
	if !typed || open.State != record.CaseClosing {
		return false, false
	}
	switch reading.YesNo(text.Text) {
	case reading.Yes, reading.Already:
		return true, true
	case reading.No, reading.NotYet:
		return false, true
	default:
		return false, false
	}
}

// caseState tells a person of his open case, or that he has none.
func caseState(open record.Case) chat.Words {
	if open.Number == 0 {
		return chat.Words{Key: "case.none", Options: []chat.Option{opening("officer"), opening("menu")}}
	}
	return chat.Words{Key: "case.open", Args: caseNumber(open.Number)}
}

func caseNumber(n record.CaseNumber) chat.Args { return chat.Args{"Case": chat.Literal(n.String())} }

// caseSettled takes a person's word on whether his case is settled, and then on how satisfied he is. It is opened with what the buttons
// under such a question carry.
func caseSettled(s Setting) dialogue.Flow {
	press := func(act record.CaseAct) string { return record.CasePress(act, sampleCase.Number).Value }
	return dialogue.Flow{
		ID:    "case-settled",
		Open:  []dialogue.Opening{{Case: true}},
		Facts: caseFacts,
		Says:  []string{"tap.stale", "case.thanks", "case.reopened", "case.over", "case.rated"},
		Tries: func() []dialogue.Try {
			return []dialogue.Try{{}, {Payload: press(record.ActSettled)}, {Payload: press(record.ActUnsettled)}, {Payload: press("5")}, {Payload: press("x")}}
		},
		Tell: func(c dialogue.Context) dialogue.Told {
			act, number, ok := record.ParseCasePress(chat.Press{Kind: chat.PressCase, Value: c.Payload})
			stars, _ := strconv.Atoi(string(act))
			switch {
			case ok && (act == record.ActSettled || act == record.ActUnsettled):
				return s.settle(c, number, act == record.ActSettled)
			case ok && stars >= 1 && stars <= 5:
				return dialogue.Told{
					Words:   []chat.Words{{Key: "case.rated", Args: caseNumber(number)}},
					Effects: []record.Effect{record.RateCase{By: c.Person, At: c.Now, Case: number, Stars: stars}},
				}
			}
			return dialogue.Told{Words: []chat.Words{{Key: "tap.stale"}}}
		},
	}
}

// settle takes the answer to whether a case is settled. Where it is not, the office has promised its next word anew.
func (s Setting) settle(c dialogue.Context, number record.CaseNumber, settled bool) dialogue.Told {
	due := s.promise(c, c.Facts.Case.Urgent)
	return dialogue.Told{
		Effects: []record.Effect{record.SettleCase{By: c.Person, At: c.Now, Case: number, Settled: settled, DueAt: due}},
		Then: func(outcome record.Outcome) []chat.Words {
			words := chat.Words{Key: "case.reopened", Args: caseNumber(number)}
			words.Args["By"] = moment(s.Programme, due)
			switch {
			case outcome.Name != record.OutcomeAnswered:
				words.Key = "case.over"
			case settled:
				words.Key, words.Options, words.Columns = "case.thanks", record.Case{Number: number}.Stars(), 5
			}
			return []chat.Words{words}
		},
	}
}
