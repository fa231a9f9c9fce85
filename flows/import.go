package flows

import (
	"strconv"
	"strings"

	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/input"
	"jagaetam/internal/jamsostek"
	"jagaetam/internal/record"
)

// sendFile takes a file in that an officer sends, and asks what it is. Whether it can be read he hears later.
func sendFile() dialogue.Flow {
	return dialogue.Flow{
		ID:    "import",
		Open:  []dialogue.Opening{{Media: chat.MediaDocument}},
		Facts: officersFacts,
		May:   verifiersOnly("unforeseen.document"),
		Says:  []string{"unforeseen.document"},
		Tries: func() []dialogue.Try { return tries(sampleFile.String()) },
		Steps: []dialogue.Step{
			{ID: "kind", Ask: "import.kind", Accept: input.ChoiceOf("import.kind", kindNames()...), Forgets: []string{"decree"}, Next: dialogue.Routes(
				dialogue.On(string(record.FileDecree), dialogue.To("decree")),
				dialogue.On(string(record.FileAnswer), dialogue.To("decree")),
				dialogue.Perform("begin"))},
			{ID: "decree", Ask: "import.decree", Accept: input.Decree{}, Next: dialogue.Perform("begin")},
		},
		Finishes: map[string]dialogue.Finish{"begin": {Effects: beginImport, Outcomes: map[record.OutcomeName]dialogue.Next{
			record.OutcomeBegun: dialogue.End("import.begun"),
		}}},
	}
}

func kindNames() []string {
	var names []string
	for _, kind := range record.FileKinds {
		names = append(names, string(kind))
	}
	return names
}

func beginImport(c dialogue.Context) []record.Effect {
	file, _ := chat.ParseFile(c.Payload)
	return []record.Effect{record.BeginImport{
		By: c.Person.ID, At: c.Now, Kind: record.FileKind(c.Value("kind")), Decree: input.DecreeOf(c.Facts, c.Value("decree")), File: file,
	}}
}

// importAbout says which files can be sent, and how.
func importAbout() dialogue.Flow {
	flow := telling("import-about", "import.about", dialogue.Commands("impor", "import"))
	flow.Facts, flow.May = officersFacts, verifiersOnly("unforeseen.command")
	flow.Tries = func() []dialogue.Try { return tries("") }
	flow.Says = append(flow.Says, "unforeseen.command")
	return flow
}

// importAnswer is the officer's yes or no to what he saw of a file. It is opened with the number of the file, a dash and the answer.
func importAnswer() dialogue.Flow {
	return dialogue.Flow{
		ID: "import-answer",
		Facts: func(c dialogue.Context) record.Query {
			id, _ := answered(c)
			return record.Query{Officer: true, Import: id}
		},
		May:   verifiersOnly("import.gone"),
		Tries: func() []dialogue.Try { return append(tries("1-yes"), tries("1-no")...) },
		Says:  []string{"import.gone", "import.saving", "import.dropped", "import.answered"},
		Tell: func(c dialogue.Context) dialogue.Told {
			id, answer := answered(c)
			switch file := c.Facts.Import; {
			case file.ID == 0 || file.ID != id:
				return says("import.gone")
			case file.State != record.ImportAsking:
				return says("import.answered")
			}
			write := answer != "no"
			told := says("import.dropped")
			if write {
				told = says("import.saving")
			}
			told.Effects = []record.Effect{record.AnswerImport{
				By: c.Person.ID, At: c.Now, Import: id, Write: write, Double: answer == "all",
			}}
			return told
		},
	}
}

// answered is the file that was answered, and how; 0 where the button is none of ours.
func answered(c dialogue.Context) (int64, string) {
	number, answer, _ := strings.Cut(c.Payload, "-")
	id, err := strconv.ParseInt(number, 10, 64)
	switch answer {
	case "yes", "some", "all", "no":
		if err == nil && id > 0 {
			return id, answer
		}
	}
	return 0, ""
}

func says(key string) dialogue.Told { return dialogue.Told{Words: []chat.Words{{Key: key}}} }

// officersFacts are what the conversations about files have to know.
func officersFacts(dialogue.Context) record.Query { return record.Query{Officer: true, Decrees: true} }

// verifiersOnly says the message to everybody who does not examine applications.
func verifiersOnly(otherwise string) func(dialogue.Context) string {
	return func(c dialogue.Context) string {
		if c.Facts.Officer.May(record.RoleVerifier) {
			return ""
		}
		return otherwise
	}
}

var sampleFile = chat.File{ID: "tg:BQAC", Name: "usulan desa.xlsx", Size: 20_000}

// tries open a flow as somebody who may have it and as somebody who may not.
func tries(payload string) []dialogue.Try {
	year := civil.Month{Year: 2026, Month: 1}
	return []dialogue.Try{{Payload: payload}, {Payload: payload, Facts: record.Facts{
		Officer: record.Officer{Contact: "tg:1", Roles: []record.Role{record.RoleVerifier}},
		Decrees: []record.Decree{{ID: 1, Number: "560/91/2026", Sponsor: jamsostek.Regency, First: year, Last: year.Add(11), Listed: 3}},
		Import:  record.Import{ID: 1, Kind: record.FileProposal, State: record.ImportAsking},
	}}}
}
