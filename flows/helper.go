package flows

import (
	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/identity"
	"jagaetam/internal/input"
	"jagaetam/internal/reading"
	"jagaetam/internal/record"
)

// helper says what helpers do, and how far the person has come in becoming one.
func helper() dialogue.Flow {
	return dialogue.Flow{
		ID:    "helper",
		Open:  append(dialogue.Commands("pembantu", "helper"), dialogue.Intents(reading.Helper)...),
		Facts: func(dialogue.Context) record.Query { return record.Query{Helper: true} },
		Says:  []string{"helper.none", "helper.asked", "helper.admitted", "helper.refused", "helper.ended"},
		Tries: func() []dialogue.Try {
			return []dialogue.Try{
				{}, {Facts: helperIs(record.HelperAsked)}, {Facts: helperIs(record.HelperAdmitted)}, {Facts: helperIs(record.HelperRefused)},
				{Facts: helperIs(record.HelperEnded)},
			}
		},
		Tell: func(c dialogue.Context) dialogue.Told {
			me := c.Facts.Helper
			words := chat.Words{Key: "helper.none", Options: []chat.Option{opening("become"), opening("menu")}}
			switch me.State {
			case record.HelperAsked:
				words = chat.Words{Key: "helper.asked", Options: []chat.Option{opening("officer"), opening("menu")}}
			case record.HelperRefused, record.HelperEnded:
				words = chat.Words{Key: "helper." + string(me.State), Options: []chat.Option{opening("become"), opening("officer"), opening("menu")}}
			case record.HelperAdmitted:
				words = chat.Words{Key: "helper.admitted", Options: []chat.Option{opening("assist"), opening("people"), opening("menu")}}
			}
			words.Args = chat.Args{"Helper": chat.Literal(me.Number.String()), "People": chat.Number(me.People)}
			return dialogue.Told{Words: []chat.Words{words}}
		},
	}
}

func helperIs(state record.HelperState) record.Facts {
	return record.Facts{Helper: record.Helper{Number: 17, State: state}}
}

// become asks to be admitted as a helper. Whoever was refused or ended may ask anew.
func become(s Setting) dialogue.Flow {
	kinds := make([]string, len(record.HelperKinds))
	for i, kind := range record.HelperKinds {
		kinds[i] = string(kind)
	}
	return dialogue.Flow{
		ID:    "become",
		Facts: func(dialogue.Context) record.Query { return record.Query{Helper: true} },
		May: func(c dialogue.Context) string {
			if state := c.Facts.Helper.State; state == record.HelperAsked || state == record.HelperAdmitted {
				return "become.already"
			}
			return ""
		},
		Says:  []string{"become.already"},
		Tries: func() []dialogue.Try { return []dialogue.Try{{}, {Facts: helperIs(record.HelperAsked)}} },
		Steps: []dialogue.Step{
			{ID: "kind", Ask: "become.kind", Accept: input.ChoiceOf("helper.kind", kinds...), Next: dialogue.To("name")},
			{ID: "name", Ask: "become.name", Accept: input.Name{}, Keeps: []reading.Intent{reading.Genuine}, Next: dialogue.To("phone")},
			{ID: "phone", Ask: "become.phone", Accept: input.Phone{}, Noted: "register.phone.noted", Next: dialogue.To("district")},
			{ID: "district", Ask: "become.district", Accept: input.District{Region: s.Region}, Forgets: []string{"village"}, Next: dialogue.To("village")},
			{ID: "village", Ask: "register.village", Args: districtName(s), Accept: input.Village{Region: s.Region, District: "district"},
				Next: dialogue.Perform("ask")},
		},
		Finishes: map[string]dialogue.Finish{
			"ask": {Effects: askToHelp, Outcomes: map[record.OutcomeName]dialogue.Next{
				record.OutcomeAsked: dialogue.End("become.asked", "menu"),
			}},
		},
		Args: func(_ dialogue.Context, outcome record.Outcome) chat.Args {
			return chat.Args{"Helper": chat.Literal(outcome.Helper.String())}
		},
	}
}

func askToHelp(c dialogue.Context) []record.Effect {
	phone, _ := identity.ParsePhone(c.Value("phone")) // it was read by the same parser
	return []record.Effect{record.AskToHelp{
		By: c.Person, At: c.Now, Kind: record.HelperKind(c.Value("kind")), Name: identity.Name(c.Value("name")), Phone: phone,
		Village: listed(c.Value("village")),
	}}
}

// listed is the code of a village; empty for one that is not in the list.
func listed(village string) string {
	if village == input.NoVillage {
		return ""
	}
	return village
}
