package flows

import (
	"slices"
	"strconv"

	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/jamsostek"
	"jagaetam/internal/reading"
	"jagaetam/internal/record"
)

// peopleAtOnce is how many workers a helper is shown in one message.
const peopleAtOnce = 8

// people lists the workers that a helper registered, a page at a time; the payload is the place of the first.
func people(s Setting) dialogue.Flow {
	return dialogue.Flow{
		ID:    "people",
		Open:  append(dialogue.Commands("warga", "people"), dialogue.Intents(reading.People)...),
		Facts: func(dialogue.Context) record.Query { return record.Query{Insured: true, Helper: true} },
		May:   mayAssist,
		Says:  append([]string{"assist.not-helper", "assist.not-yet", "people", "people.none", "people.line", "people.card"}, coverWords()...),
		Tries: func() []dialogue.Try {
			return []dialogue.Try{{}, {Facts: helperIs(record.HelperAdmitted)}, {Facts: record.Facts{
				Helper:  record.Helper{Number: 17, State: record.HelperAdmitted},
				Insured: []record.Insured{{Receipt: 17, Name: "Siti", Relation: record.RelationHelper}},
			}}}
		},
		Tell: func(c dialogue.Context) dialogue.Told {
			helped := helpedBy(c)
			if len(helped) == 0 {
				return dialogue.Told{Words: []chat.Words{{Key: "people.none", Options: []chat.Option{opening("assist"), opening("menu")}}}}
			}
			first, _ := strconv.Atoi(c.Payload)
			if first < 0 || first >= len(helped) {
				first = 0
			}
			last := min(first+peopleAtOnce, len(helped))
			words := chat.Words{Key: "people", Columns: 2}
			var lines []chat.Arg
			for _, worker := range helped[first:last] {
				lines = append(lines, chat.MessageWith("people.line", chat.Args{
					"Name": chat.Literal(worker.Name), "Receipt": chat.Literal(worker.Receipt.String()), "State": coverWord(coverState(s, c, worker)),
				}))
				words.Options = append(words.Options, chat.Option{
					Label: chat.MessageWith("people.card", chat.Args{"Receipt": chat.Literal(worker.Receipt.String())}), Press: opens("card", worker.Receipt.String()),
				})
			}
			words.Args = chat.Args{
				"Lines": chat.Lines(lines...), "First": chat.Number(first + 1), "Last": chat.Number(last), "All": chat.Number(len(helped)),
			}
			if last < len(helped) {
				words.Options = append(words.Options, chat.Option{Label: chat.Message("page.next"), Press: opens("people", strconv.Itoa(last))})
			}
			c.Payload = ofPeople
			if able, _ := s.goingOn(c); len(able) > 0 {
				words.Options = append(words.Options, chat.Option{Label: chat.Message("open.lanjut"), Press: opens("lanjut", ofPeople)})
			}
			words.Options = append(words.Options, opening("assist"))
			return dialogue.Told{Words: []chat.Words{words}}
		},
	}
}

// helpedBy are the workers that the account helps.
func helpedBy(c dialogue.Context) []record.Insured {
	return slices.DeleteFunc(slices.Clone(c.Facts.Insured), func(i record.Insured) bool { return i.Relation != record.RelationHelper })
}

// coverState is how a worker is covered today. What cannot be reckoned counts as being looked at: an officer sees why.
func coverState(s Setting, c dialogue.Context, worker record.Insured) jamsostek.CoverState {
	if w, ok := s.cover(c, worker); ok {
		return w.State
	}
	return jamsostek.CoverUnderway
}

// card shows a helper the claim card of a worker he registered: a picture to pass on or to print.
func card() dialogue.Flow {
	return dialogue.Flow{
		ID: "card",
		Facts: func(c dialogue.Context) record.Query {
			receipt, _ := parseAbout(c.Payload)
			return record.Query{Card: receipt, Insured: true}
		},
		Says: []string{"claim.card", "claim.card.none", "claim.card.title", "claim.card.line.1", "claim.card.line.2", "claim.card.receipt"},
		Tries: func() []dialogue.Try {
			return []dialogue.Try{
				{Payload: "nobody"}, {Payload: record.Receipt(17).String()}, {Payload: record.Receipt(17).String(), Facts: record.Facts{
					Card: "7K2P-9XQ4", Insured: []record.Insured{{Receipt: 17, Name: "Siti", Relation: record.RelationHelper}},
				}},
			}
		},
		Tell: func(c dialogue.Context) dialogue.Told {
			receipt, _ := parseAbout(c.Payload)
			worker, ok := c.Facts.InsuredUnder(receipt)
			if !ok || c.Facts.Card == "" {
				return dialogue.Told{Words: []chat.Words{{Key: "claim.card.none", Options: []chat.Option{opening("people"), opening("menu")}}}}
			}
			code := chat.Literal(c.Facts.Card)
			args := chat.Args{"Receipt": chat.Literal(receipt.String()), "Name": chat.Literal(worker.Name), "Code": code}
			return dialogue.Told{Words: []chat.Words{{
				Key: "claim.card", Args: args,
				Picture: &chat.Picture{
					Title: chat.Message("claim.card.title"), Big: code, Link: claimLink + c.Facts.Card,
					Lines: []chat.Arg{chat.MessageWith("claim.card.receipt", args), chat.Message("claim.card.line.1"), chat.Message("claim.card.line.2")},
				},
				Options: []chat.Option{opening("assist"), opening("people"), opening("menu")},
			}}}
		},
	}
}

// parseAbout reads the number of a worker's application that a button carries. It reports false for anything else: buttons can be forged.
func parseAbout(payload string) (record.Receipt, bool) {
	receipt, err := record.ParseReceipt(payload)
	return receipt, err == nil && payload == receipt.String()
}
