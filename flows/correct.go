package flows

import (
	"slices"
	"strings"

	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/input"
	"jagaetam/internal/record"
)

// correct asks one particular of a worker anew, with the question of register. It is opened with the number of his application, a dash
// and the particular (JE-000017-4-address), or with the number alone, and then asks which.
func correct(s Setting) dialogue.Flow {
	return dialogue.Flow{
		ID:    "correct",
		Facts: func(dialogue.Context) record.Query { return record.Query{Insured: true} },
		May: func(c dialogue.Context) string {
			if _, _, ok := toCorrect(c); !ok {
				return "data.not-here"
			}
			return ""
		},
		Says:  []string{"data.not-here", "moment", "correct.wrong"},
		Tries: correctTries,
		Begin: func(c dialogue.Context) dialogue.Answers {
			if _, field, _ := toCorrect(c); field != "" {
				return dialogue.Answers{"field": {Value: string(field), At: c.Now, Given: true}}
			}
			return dialogue.Answers{}
		},
		Steps: correctSteps(s),
		Finishes: map[string]dialogue.Finish{
			"correction": {Effects: correctWorker, Outcomes: corrections()},
			"identity":   {Effects: correctWorker, Outcomes: corrections(record.OutcomeTaken)},
			"dispute":    dispute,
		},
		Args: func(c dialogue.Context, outcome record.Outcome) chat.Args {
			args := asked(s, outcome)
			args["Case"] = chat.Literal(outcome.Case.String())
			args["Field"] = fieldWord(record.Field(c.Value("field")))
			return args
		},
	}
}

// corrections are where a correction leads; only that of a NIK can find it taken.
func corrections(taken ...record.OutcomeName) map[record.OutcomeName]dialogue.Next {
	ways := map[record.OutcomeName]dialogue.Next{
		record.OutcomeCorrected: dialogue.End("correct.done", "data", "status", "menu"),
		record.OutcomeAsked:     dialogue.End("correct.asked", "data", "menu"),
		record.OutcomeNoMatch:   dialogue.End("data.not-here", "data", "menu"),
	}
	for _, name := range taken {
		ways[name] = dialogue.Flag("nik", input.FlagTaken)
	}
	return ways
}

// toCorrect is the worker that the flow was opened for, and the particular, which may be empty. It reports false where the account is not
// bound to such a worker, whether there is one or not.
func toCorrect(c dialogue.Context) (record.Insured, record.Field, bool) {
	number, field := c.Payload, record.Field("")
	if i := strings.LastIndex(c.Payload, "-"); i >= 0 && slices.Contains(record.Fields, record.Field(c.Payload[i+1:])) {
		number, field = c.Payload[:i], record.Field(c.Payload[i+1:])
	}
	receipt, ok := parseAbout(number)
	worker, bound := c.Facts.InsuredUnder(receipt)
	return worker, field, ok && bound
}

// further are the questions that belong to a particular and follow it.
var further = map[string]dialogue.Next{
	"nik":          dialogue.Routes(dialogue.OnFlag(input.FlagTaken, dialogue.To("taken")), dialogue.Perform("identity")),
	"taken":        dialogue.Routes(dialogue.On("look", dialogue.Perform("dispute")), dialogue.On("stop", dialogue.End("register.stopped", "menu"))),
	"district":     dialogue.To("village"),
	"village":      dialogue.Routes(dialogue.On(input.NoVillage, dialogue.To("village-name")), dialogue.Perform("correction")),
	"phone":        dialogue.To("phone-owner"),
	"occupation":   dialogue.Routes(dialogue.On("other", dialogue.To("trade")), dialogue.Perform("correction")),
	"name":         dialogue.Perform("correction"),
	"birth":        dialogue.Perform("correction"),
	"village-name": dialogue.Perform("correction"), "neighbourhood": dialogue.Perform("correction"), "address": dialogue.Perform("correction"),
	"phone-owner": dialogue.Perform("correction"), "trade": dialogue.Perform("correction"), "workplace": dialogue.Perform("correction"),
	"income": dialogue.Perform("correction"),
}

// correctSteps are the questions of register about what can be corrected alone, after the one which it is.
func correctSteps(s Setting) []dialogue.Step {
	var fields []string
	var ways []dialogue.Next
	for _, field := range record.Fields {
		first := string(field)
		if field == record.FieldVillage {
			first = "district"
		}
		fields = append(fields, string(field))
		ways = append(ways, dialogue.On(string(field), dialogue.To(first)))
	}
	steps := []dialogue.Step{{
		ID: "field", Ask: "correct.field", Args: whatIsWrong, Accept: input.ChoiceOf("register.field", fields...), Next: dialogue.Routes(ways...),
	}}
	for _, step := range register(s).Steps {
		next, asked := further[step.ID]
		if !asked {
			continue
		}
		step.Next = next
		if step.ID == "nik" {
			step.Accept = input.NIK{Plain: true} // whether it is taken, the correction finds out
		}
		if slices.Contains(record.Fields, record.Field(step.ID)) || step.ID == "district" {
			step.Help, step.Ask, step.Args = step.Ask+".help", "correct.ask", underWhatIsWrong(step)
		}
		steps = append(steps, step)
	}
	return steps
}

// whatIsWrong says what BPJS or an officer found wrong with the worker's particulars.
func whatIsWrong(c dialogue.Context) chat.Args {
	worker, _, _ := toCorrect(c)
	return chat.Args{"Name": chat.Literal(worker.Name), "Wrong": wrongWith(worker)}
}

// underWhatIsWrong puts a question of register below what was found wrong with its answer.
func underWhatIsWrong(step dialogue.Step) func(dialogue.Context) chat.Args {
	return func(c dialogue.Context) chat.Args {
		question := chat.Message(step.Ask)
		if step.Args != nil {
			question = chat.MessageWith(step.Ask, step.Args(c))
		}
		worker, _, _ := toCorrect(c)
		if string(worker.Correct) != c.Value("field") {
			worker.Correct = ""
		}
		return chat.Args{"Name": chat.Literal(worker.Name), "Wrong": wrongWith(worker), "Question": question}
	}
}

func wrongWith(worker record.Insured) chat.Arg {
	if worker.Correct == "" {
		return chat.Literal("")
	}
	return chat.MessageWith("correct.wrong", chat.Args{"Field": fieldWord(worker.Correct), "Why": record.ReasonWords(worker.Why)})
}

// fieldWord is a particular as it stands on its button.
func fieldWord(field record.Field) chat.Arg {
	if field == "" {
		return chat.Literal("–")
	}
	return chat.Message("register.field." + string(field))
}

// correctWorker changes the one particular that was asked for.
func correctWorker(c dialogue.Context) []record.Effect {
	insured, _, _ := toCorrect(c)
	return []record.Effect{record.CorrectWorker{
		Run: c.Run, By: c.Person, At: c.Now, Receipt: insured.Receipt, Field: record.Field(c.Value("field")), Worker: worker(c),
	}}
}

// correctTries open it forged, without a particular, and with each of them.
func correctTries() []dialogue.Try {
	worker := record.Insured{Receipt: sample.Receipt, Name: "Siti", Relation: record.RelationSelf, Correct: record.FieldName, Why: "Nama berbeda dengan KTP."}
	known := record.Facts{Insured: []record.Insured{worker}}
	number := sample.Receipt.String()
	tries := []dialogue.Try{{}, {Payload: "JE-000018-1", Facts: known}, {Payload: number, Facts: known}}
	for _, field := range record.Fields {
		tries = append(tries, dialogue.Try{Payload: number + "-" + string(field), Facts: known})
	}
	return tries
}
