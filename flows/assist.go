package flows

import (
	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/reading"
	"jagaetam/internal/record"
)

// assist has an admitted helper register a worker who sits beside him: the questions of register, after the worker has heard what he
// agrees to. It ends with the card by which the worker takes over what was filed for him.
func assist(s Setting) dialogue.Flow {
	flow := registration(s, record.RelationHelper)
	flow.ID = "assist"
	flow.Open = append(dialogue.Commands("bantu", "assist"), dialogue.Intents(reading.Assist)...)
	flow.Facts = func(c dialogue.Context) record.Query { return record.Query{Helper: true}.And(registrationFacts(c)) }
	flow.May = mayAssist
	flow.Says = append(flow.Says, "assist.not-helper", "assist.not-yet", "claim.card.show")
	registrationTries := flow.Tries
	flow.Tries = func() []dialogue.Try {
		tries := registrationTries()
		for i := range tries {
			tries[i].Facts.Helper = record.Helper{Number: 17, State: record.HelperAdmitted}
		}
		return append(tries, dialogue.Try{})
	}
	outcomes := flow.Finishes["application"].Outcomes
	outcomes[record.OutcomeFiled] = dialogue.End("assist.done", "assist", "people", "menu")
	outcomes[record.OutcomeOwn] = dialogue.End("register.own", "people", "menu")
	outcomes[record.OutcomeNotAllowed] = dialogue.End("assist.not-helper", "helper", "menu")
	flow.Adorn = func(_ dialogue.Context, outcome record.Outcome, words chat.Words) chat.Words {
		if outcome.Name == record.OutcomeFiled {
			words.Options = append(words.Options, chat.Option{Label: chat.Message("claim.card.show"), Press: opens("card", outcome.Receipt.String())})
		}
		return words
	}
	return flow
}

// mayAssist lets admitted helpers register others.
func mayAssist(c dialogue.Context) string {
	switch c.Facts.Helper.State {
	case record.HelperAdmitted:
		return ""
	case record.HelperAsked:
		return "assist.not-yet"
	default:
		return "assist.not-helper"
	}
}
