package flows

import (
	"strings"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/input"
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
		Tries: []dialogue.Try{{}, {Facts: record.Facts{Case: sampleCase}}},
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

// caseState tells a person of his open case, or that he has none.
func caseState(open record.Case) chat.Words {
	if open.Number == 0 {
		return chat.Words{Key: "case.none", Options: []chat.Option{opening("officer"), opening("menu")}}
	}
	return chat.Words{Key: "case.open", Args: caseNumber(open.Number)}
}

func caseNumber(n record.CaseNumber) chat.Args { return chat.Args{"Case": chat.Literal(n.String())} }

// caseSettled takes a person's word on whether his case is settled, and asks how satisfied he is. It is opened with the number of the case,
// a dash, and yes or no.
func caseSettled(s Setting) dialogue.Flow {
	const kept = "kept"
	settled := func(answer string) func(dialogue.Context) bool {
		return func(c dialogue.Context) bool { return c.Value("settled") == answer }
	}
	return dialogue.Flow{
		ID:    "case-settled",
		Facts: caseFacts,
		Begin: func(c dialogue.Context) dialogue.Answers {
			if _, answer := settledPayload(c.Payload); answer != "" {
				return dialogue.Answers{"settled": {Value: answer, At: c.Now, Given: true}}
			}
			return dialogue.Answers{}
		},
		May: func(c dialogue.Context) string {
			if number, _ := settledPayload(c.Payload); number == 0 {
				return "tap.stale"
			}
			return ""
		},
		Tries: []dialogue.Try{{Payload: sampleCase.Number.String()}, {Payload: sampleCase.Number.String() + "-yes"}, {Payload: sampleCase.Number.String() + "-no"}},
		Steps: []dialogue.Step{
			{ID: "settled", Ask: "case.settled.ask", Accept: input.ChoiceOf("case.settled", "yes", "no").YesNo("yes", "no").Done("yes", "no"), Next: dialogue.Routes(
				dialogue.OnFlag(kept, dialogue.To("stars")), dialogue.Perform("settle"))},
			{ID: "stars", Ask: "case.stars", Accept: input.ChoiceOf("case.stars", "1", "2", "3", "4", "5"), Next: dialogue.Perform("rate")},
		},
		Finishes: map[string]dialogue.Finish{
			"settle": {Effects: s.settleCase, Outcomes: map[record.OutcomeName]dialogue.Next{
				record.OutcomeAnswered: dialogue.Routes(
					dialogue.If("yes", settled("yes"), dialogue.Flag("settled", kept)), dialogue.End("case.reopened", "menu")),
				record.OutcomeNoMatch: dialogue.End("case.over", "officer", "menu"),
			}},
			"rate": {Effects: rateCase, Outcomes: map[record.OutcomeName]dialogue.Next{
				record.OutcomeAnswered: dialogue.End("case.rated", "menu"),
				record.OutcomeNoMatch:  dialogue.End("case.rated", "menu"),
				"":                     dialogue.End("case.rated", "menu"),
			}},
		},
		Args: func(c dialogue.Context, outcome record.Outcome) chat.Args {
			args := s.caseArgs(c, outcome)
			number, _ := settledPayload(c.Payload)
			args["Case"], args["By"] = chat.Literal(number.String()), moment(s.Programme, s.promise(c, c.Facts.Case.Urgent))
			return args
		},
	}
}

// settledPayload is the case that it is about, 0 where it is about none, and the answer, empty where there is none yet.
func settledPayload(payload string) (record.CaseNumber, string) {
	number, answer := payload, ""
	for _, known := range []string{"yes", "no"} {
		if rest, ok := strings.CutSuffix(payload, "-"+known); ok {
			number, answer = rest, known
		}
	}
	n, err := record.ParseCase(number)
	if err != nil {
		return 0, ""
	}
	return n, answer
}

func (s Setting) settleCase(c dialogue.Context) []record.Effect {
	number, _ := settledPayload(c.Payload)
	return []record.Effect{record.SettleCase{
		By: c.Person, At: c.Now, Case: number, Settled: c.Value("settled") == "yes", DueAt: s.promise(c, c.Facts.Case.Urgent),
	}}
}

func rateCase(c dialogue.Context) []record.Effect {
	number, _ := settledPayload(c.Payload)
	return []record.Effect{record.RateCase{By: c.Person, At: c.Now, Case: number, Stars: int(c.Value("stars")[0] - '0')}}
}
