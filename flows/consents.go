package flows

import (
	"slices"
	"strings"

	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/input"
	"jagaetam/internal/record"
)

// What the flow consents can be opened with before the number of a worker.
const (
	remind   = "on-"
	unremind = "off-"
)

// consents shows what a worker has agreed to and lets him take back or give each apart: reminders at once, processing after he has read
// what it means.
func consents(s Setting) dialogue.Flow {
	known := record.Facts{Kept: []record.Kept{sample}}
	return dialogue.Flow{
		ID: "consents", Facts: knowSubscriptions,
		Says: append([]string{"data.not-here", "consents.on.said", "consents.off.said"}, consentKeys...),
		Tries: func() []dialogue.Try {
			return []dialogue.Try{
				{}, {Payload: sample.Receipt.String(), Facts: known}, {Payload: remind + sample.Receipt.String(), Facts: known},
				{Payload: unremind + sample.Receipt.String(), Facts: known}, {Payload: unremind + "x", Facts: known},
			}
		},
		Tell: func(c dialogue.Context) dialogue.Told {
			number := strings.TrimPrefix(strings.TrimPrefix(c.Payload, remind), unremind)
			kept, ok := keptUnder(ownKept(c), number)
			if !ok {
				return dialogue.Told{Words: []chat.Words{{Key: "data.not-here", Options: []chat.Option{opening("data"), opening("menu")}}}}
			}
			if number == c.Payload {
				return dialogue.Told{Words: []chat.Words{consentWords(s, c, kept)}}
			}
			given := strings.HasPrefix(c.Payload, remind)
			key := "consents.off.said"
			if given {
				key = "consents.on.said"
			}
			return dialogue.Told{
				Words: []chat.Words{{Key: key, Options: []chat.Option{opening("data"), opening("menu")}}},
				Effects: []record.Effect{record.SetConsent{
					By: c.Person, At: c.Now, Receipt: kept.Receipt, Purpose: record.PurposeReminders, Version: s.Programme.ConsentVersion, Given: given,
				}},
			}
		},
	}
}

var consentKeys = []string{
	"consents", "consents.given", "consents.withdrawn", "consents.none", "consents.on", "consents.off", "consents.withdraw", "consents.agree",
	"pengingat.off",
}

// consentWords says which consents stand, with a button that turns each round.
func consentWords(s Setting, c dialogue.Context, kept record.Kept) chat.Words {
	processing, processed := stands(s, kept, record.PurposeProcessing)
	reminders, reminded := stands(s, kept, record.PurposeReminders)
	if reminded && slices.Contains(c.Facts.Stopped, record.Contribution) { // registered after the account had stopped them
		reminders, reminded = chat.Message("pengingat.off"), false
	}
	button := func(label string, press chat.Press) chat.Option {
		return chat.Option{Label: chat.Message(label), Press: press}
	}
	words := chat.Words{Key: "consents", Args: chat.Args{
		"Name": chat.Literal(kept.Worker.Name.First()), "Receipt": chat.Literal(kept.Receipt.String()),
		"Processing": processing, "Reminders": reminders,
	}}
	press := opens("consents", kept.Receipt.String())
	if reminded {
		press.Value = unremind + press.Value
		words.Options = append(words.Options, button("consents.off", press))
	} else {
		press.Value = remind + press.Value
		words.Options = append(words.Options, button("consents.on", press))
	}
	if processed {
		words.Options = append(words.Options, button("consents.withdraw", opens("withdraw", kept.Receipt.String())))
	} else {
		words.Options = append(words.Options, button("consents.agree", opens("agree", kept.Receipt.String())))
	}
	words.Options = append(words.Options, opening("pengingat"), opening("data"))
	return words
}

// stands says whether a consent is given, and since when, or when it was taken back. Reminders go with processing until they are taken
// back themselves.
func stands(s Setting, kept record.Kept, purpose record.Purpose) (chat.Arg, bool) {
	var last record.Consent
	for _, consent := range kept.Consents {
		switch {
		case consent.Purpose == purpose || consent.Purpose == "" && purpose == record.PurposeProcessing:
			last = consent
		case last.At.IsZero() && purpose == record.PurposeReminders:
			last.At = consent.At
		}
	}
	on := func(key string, day civil.Date) chat.Arg {
		return chat.MessageWith(key, chat.Args{"Date": chat.Day(day)})
	}
	if !last.WithdrawnAt.IsZero() {
		return on("consents.withdrawn", civil.DateOf(last.WithdrawnAt.In(s.Programme.Zone()))), false
	}
	if last.At.IsZero() {
		return chat.Message("consents.none"), false
	}
	return on("consents.given", civil.DateOf(last.At.In(s.Programme.Zone()))), true
}

// withdraw takes back the consent to processing, once the worker has read what that means. An officer then sees to it that it ends.
func withdraw(s Setting) dialogue.Flow {
	return ownRequest(s, "withdraw", func(c dialogue.Context, receipt record.Receipt) record.Effect {
		return setProcessing(s, c, receipt, false)
	})
}

func setProcessing(s Setting, c dialogue.Context, receipt record.Receipt, given bool) record.Effect {
	return record.SetConsent{
		By: c.Person, At: c.Now, Receipt: receipt, Purpose: record.PurposeProcessing, Version: s.Programme.ConsentVersion, Given: given,
	}
}

// erase asks for the deletion of what is kept of a worker, once he has read what an archive keeps all the same.
func erase(s Setting) dialogue.Flow {
	return ownRequest(s, "erase", func(c dialogue.Context, receipt record.Receipt) record.Effect {
		return record.AskData{By: c.Person, At: c.Now, Kind: record.RequestDelete, Receipt: receipt}
	})
}

// ownRequest asks the worker whether he is sure, and then an officer.
func ownRequest(s Setting, id string, effect func(dialogue.Context, record.Receipt) record.Effect) dialogue.Flow {
	return dialogue.Flow{
		ID: id, Facts: knowKept, May: mayOwn,
		Says: []string{"data.not-here", "moment", "erase.archived", "erase.free"},
		Tries: func() []dialogue.Try {
			return []dialogue.Try{{}, {Payload: sample.Receipt.String(), Facts: record.Facts{Kept: []record.Kept{sample}}}}
		},
		Steps: []dialogue.Step{{
			ID: "sure", Ask: id + ".sure", Accept: input.ChoiceOf(id, "yes", "no").YesNo("yes", "no"),
			Args: func(c dialogue.Context) chat.Args {
				kept, _ := keptAbout(c)
				archive := "erase.free"
				if kept.Archived {
					archive = "erase.archived"
				}
				return chat.Args{
					"Name": chat.Literal(kept.Worker.Name.First()), "Receipt": chat.Literal(kept.Receipt.String()), "Archive": chat.Message(archive),
				}
			},
			Next: dialogue.Routes(dialogue.On("yes", dialogue.Perform("ask")), dialogue.On("no", dialogue.End(id+".kept", "data", "menu"))),
		}},
		Finishes: map[string]dialogue.Finish{"ask": {
			Effects: func(c dialogue.Context) []record.Effect {
				receipt, _ := parseAbout(c.Payload) // May has seen that it is one
				return []record.Effect{effect(c, receipt)}
			},
			Outcomes: map[record.OutcomeName]dialogue.Next{
				record.OutcomeAsked:   dialogue.End(id+".asked", "data", "menu"),
				record.OutcomeNoMatch: dialogue.End("data.not-here", "data", "menu"),
			},
		}},
		Args: func(_ dialogue.Context, outcome record.Outcome) chat.Args { return asked(s, outcome) },
	}
}

// asked names a request and the end of its clock.
func asked(s Setting, outcome record.Outcome) chat.Args {
	return chat.Args{"Request": chat.Literal(outcome.Request.String()), "Due": dueBy(s.Programme, outcome.Until)}
}

// agree gives the consent to processing again.
func agree(s Setting) dialogue.Flow {
	return dialogue.Flow{
		ID: "agree", Facts: knowKept, May: mayOwn, Says: []string{"data.not-here"},
		Tries: func() []dialogue.Try {
			return []dialogue.Try{{}, {Payload: sample.Receipt.String(), Facts: record.Facts{Kept: []record.Kept{sample}}}}
		},
		Steps: []dialogue.Step{{
			ID: "consent", Ask: "agree.consent", Args: terms, Accept: input.ChoiceOf("register.consent", "agree", "decline").YesNo("agree", "decline"),
			Next: dialogue.Routes(dialogue.On("agree", dialogue.Perform("agree")), dialogue.On("decline", dialogue.End("agree.declined", "data", "menu"))),
		}},
		Finishes: map[string]dialogue.Finish{"agree": {
			Effects: func(c dialogue.Context) []record.Effect {
				receipt, _ := parseAbout(c.Payload) // May has seen that it is one
				return []record.Effect{setProcessing(s, c, receipt, true)}
			},
			Outcomes: map[record.OutcomeName]dialogue.Next{
				record.OutcomeAnswered: dialogue.End("agree.done", "data", "menu"),
				record.OutcomeSame:     dialogue.End("agree.done", "data", "menu"),
				record.OutcomeNoMatch:  dialogue.End("data.not-here", "data", "menu"),
			},
		}},
	}
}
