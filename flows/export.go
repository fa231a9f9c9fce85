package flows

import (
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

func askExport(c dialogue.Context) []record.Effect {
	return []record.Effect{record.AskExport{
		By: c.Person.ID, At: c.Now, Kind: record.FileEnrolment, Decree: input.DecreeOf(c.Facts, c.Value("decree")),
	}}
}
