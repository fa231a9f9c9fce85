package flows

import (
	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/input"
	"jagaetam/internal/record"
)

// join makes an officer of who has an invitation. It asks first, for an invitation can be used by one account only.
func join(s Setting) dialogue.Flow {
	return dialogue.Flow{
		ID:    "join",
		Open:  []dialogue.Opening{{Start: "petugas-"}},
		Tries: func() []dialogue.Try { return []dialogue.Try{{Payload: "undangan-1"}} },
		Steps: []dialogue.Step{
			{ID: "sure", Ask: "join.sure", Accept: input.ChoiceOf("join.sure", "yes", "no").YesNo("yes", "no"), Next: dialogue.Routes(
				dialogue.On("yes", dialogue.Perform("join")), dialogue.On("no", dialogue.End("join.declined", "menu")))},
		},
		Finishes: map[string]dialogue.Finish{"join": {
			Effects: func(c dialogue.Context) []record.Effect {
				return []record.Effect{record.JoinOffice{By: c.Person, At: c.Now, Token: c.Payload}}
			},
			Outcomes: map[record.OutcomeName]dialogue.Next{
				record.OutcomeAnswered: dialogue.End("join.done", "office"),
				record.OutcomeNoMatch:  dialogue.End("join.none", "menu"),
				record.OutcomeWait:     dialogue.End("wait", "officer", "menu"),
			},
		}},
		Args: func(_ dialogue.Context, outcome record.Outcome) chat.Args {
			return chat.Args{"Until": notBefore(s.Programme, outcome.Until)}
		},
	}
}
