package flows

import (
	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/identity"
	"jagaetam/internal/input"
	"jagaetam/internal/reading"
	"jagaetam/internal/record"
)

// claimLink begins the payload of the link on a claim card: klaim-7K2P-9XQ4.
const claimLink = "klaim-"

// claim binds the account to the worker whose card it has, who was registered by a helper. Before that it says nothing of him.
func claim(s Setting) dialogue.Flow {
	return dialogue.Flow{
		ID:   "claim",
		Open: append(append(dialogue.Commands("klaim", "claim"), dialogue.Intents(reading.Claim)...), dialogue.Opening{Start: claimLink}),
		Begin: func(c dialogue.Context) dialogue.Answers {
			if code, ok := identity.ParseCode(c.Payload); ok {
				return dialogue.Answers{"code": {Value: code, At: c.Now, Given: true}}
			}
			return dialogue.Answers{}
		},
		Steps: []dialogue.Step{{ID: "code", Ask: "claim.code", Accept: input.Code{}, Next: dialogue.Perform("claim")}},
		Finishes: map[string]dialogue.Finish{
			"claim": {
				Effects: func(c dialogue.Context) []record.Effect {
					return []record.Effect{record.ClaimWorker{By: c.Person, At: c.Now, Code: c.Value("code")}}
				},
				Outcomes: map[record.OutcomeName]dialogue.Next{
					record.OutcomeClaimed: dialogue.End("claim.done", "status", "data", "menu"),
					record.OutcomeOwn:     dialogue.End("claim.own", "status", "data", "menu"),
					record.OutcomeNoMatch: dialogue.End("claim.no-match", "claim", "register", "officer"),
					record.OutcomeWait:    dialogue.End("wait", "officer", "menu"),
				},
			},
		},
		Args: func(_ dialogue.Context, outcome record.Outcome) chat.Args {
			return chat.Args{"Receipt": chat.Literal(outcome.Receipt.String()), "Until": notBefore(s.Programme, outcome.Until)}
		},
	}
}

// endHelp ends what the helpers of a worker may see and do, at the worker's wish.
func endHelp() dialogue.Flow {
	return dialogue.Flow{
		ID:    "end-help",
		Facts: knowKept,
		May: func(c dialogue.Context) string {
			if kept, ok := keptAbout(c); !ok || len(kept.Helpers) == 0 {
				return "end-help.nobody"
			}
			return ""
		},
		Says: append([]string{"end-help.nobody", "end-help.helper"}, helpedByKeys...),
		Tries: func() []dialogue.Try {
			return []dialogue.Try{{Payload: "nobody"}, {Payload: sample.Receipt.String(), Facts: record.Facts{Kept: []record.Kept{sample}}}}
		},
		Steps: []dialogue.Step{{
			ID: "sure", Ask: "end-help.sure", Args: func(c dialogue.Context) chat.Args {
				kept, _ := keptAbout(c)
				return chat.Args{"Helpers": chat.Lines(helpers(kept, "end-help.helper")...)}
			},
			Accept: input.ChoiceOf("end-help", "end", "keep").YesNo("end", "keep"),
			Next:   dialogue.Routes(dialogue.On("end", dialogue.Perform("end")), dialogue.On("keep", dialogue.End("end-help.kept", "data", "menu"))),
		}},
		Finishes: map[string]dialogue.Finish{
			"end": {
				Effects: func(c dialogue.Context) []record.Effect {
					receipt, _ := parseAbout(c.Payload)
					return []record.Effect{record.EndHelp{By: c.Person, At: c.Now, Receipt: receipt}}
				},
				Outcomes: map[record.OutcomeName]dialogue.Next{
					record.OutcomeAnswered: dialogue.End("end-help.done", "data", "menu"),
					record.OutcomeNoMatch:  dialogue.End("end-help.nobody", "data", "menu"),
				},
			},
		},
	}
}
