package flows

import (
	"strconv"

	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/input"
	"jagaetam/internal/record"
)

// export asks for the list for collective enrolment at BPJS.
func export() dialogue.Flow {
	return dialogue.Flow{
		ID:    "export",
		Open:  dialogue.Commands("ekspor", "export"),
		Facts: officersFacts,
		May:   verifiersOnly("unforeseen.command"),
		Says:  []string{"unforeseen.command"},
		Tries: func() []dialogue.Try { return tries("") },
		Steps: []dialogue.Step{
			{ID: "decree", Ask: "export.decree", Accept: input.Decree{}, Next: dialogue.Perform("ask")},
		},
		Finishes: map[string]dialogue.Finish{"ask": {Effects: askExport, Outcomes: map[record.OutcomeName]dialogue.Next{
			record.OutcomeBegun: dialogue.End("export.begun"),
		}}},
	}
}

// calling asks for the list of those whom no message reaches, in the districts that the officer works for.
func calling() dialogue.Flow {
	return dialogue.Flow{
		ID:    "calling",
		Open:  dialogue.Commands("hubungi", "calling"),
		Facts: func(dialogue.Context) record.Query { return record.Query{Officer: true} },
		May:   verifiersOnly("unforeseen.command"),
		Says:  []string{"calling.begun", "unforeseen.command"},
		Tries: func() []dialogue.Try { return tries("") },
		Tell: func(c dialogue.Context) dialogue.Told {
			return dialogue.Told{
				Effects: []record.Effect{record.AskExport{By: c.Person.ID, At: c.Now, Kind: record.FileCalling}},
				Then:    func(record.Outcome) []chat.Words { return []chat.Words{{Key: "calling.begun"}} },
			}
		},
	}
}

// gladi asks for a rehearsal of what the workers of the officer's districts will be reminded of.
func gladi() dialogue.Flow {
	return dialogue.Flow{
		ID:    "gladi",
		Open:  dialogue.Commands("gladi", "rehearsal"),
		Facts: func(dialogue.Context) record.Query { return record.Query{Officer: true} },
		May: func(c dialogue.Context) string {
			if c.Facts.Officer.May(record.FileRehearsal.Role()) {
				return ""
			}
			return "unforeseen.command"
		},
		Says: []string{"unforeseen.command"},
		Tries: func() []dialogue.Try {
			return []dialogue.Try{{}, {Facts: record.Facts{Officer: record.Officer{Contact: "tg:1", Roles: []record.Role{record.RoleSupervisor}}}}}
		},
		Steps: []dialogue.Step{
			{ID: "months", Ask: "gladi.months", Accept: input.ChoiceOf("period", "1", "3", "6"), Next: dialogue.Perform("ask")},
		},
		Finishes: map[string]dialogue.Finish{"ask": {Effects: askRehearsal, Outcomes: map[record.OutcomeName]dialogue.Next{
			record.OutcomeBegun: dialogue.End("gladi.begun"),
		}}},
	}
}

func askRehearsal(c dialogue.Context) []record.Effect {
	months, _ := strconv.Atoi(c.Value("months")) // one of the choices
	return []record.Effect{record.AskExport{By: c.Person.ID, At: c.Now, Kind: record.FileRehearsal, Months: months}}
}

func askExport(c dialogue.Context) []record.Effect {
	return []record.Effect{record.AskExport{
		By: c.Person.ID, At: c.Now, Kind: record.FileEnrolment, Decree: input.DecreeOf(c.Facts, c.Value("decree")),
	}}
}
