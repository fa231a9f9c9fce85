package flows

import (
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
		Tries: tries(""),
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
		Tries: tries(""),
		Tell: func(c dialogue.Context) dialogue.Told {
			return dialogue.Told{
				Effects: []record.Effect{record.AskExport{By: c.Person.ID, At: c.Now, Kind: record.FileCalling}},
				Then:    func(record.Outcome) []chat.Words { return []chat.Words{{Key: "calling.begun"}} },
			}
		},
	}
}

func askExport(c dialogue.Context) []record.Effect {
	return []record.Effect{record.AskExport{
		By: c.Person.ID, At: c.Now, Kind: record.FileEnrolment, Decree: input.DecreeOf(c.Facts, c.Value("decree")),
	}}
}
