package flows

import (
	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/input"
	"jagaetam/internal/record"
)

// reveal shows an officer the NIK of the application that is with him, or of a request to correct one, for a reason that is written down,
// in a message that is deleted after a minute. It is opened with the number of the one or the name of the other.
func reveal() dialogue.Flow {
	return dialogue.Flow{
		ID: "reveal",
		Facts: func(c dialogue.Context) record.Query {
			query := knowWork(c)
			query.Task, _ = record.ParseTask(c.Payload)
			return query
		},
		May: func(c dialogue.Context) string {
			if name, ok := record.ParseTask(c.Payload); ok {
				may := answerersOnly(c)
				if may == "" && (c.Facts.Task.TaskName != name || c.Facts.Task.Field != record.FieldNIK) {
					may = "task.gone"
				}
				return may
			}
			receipt, _ := parseAbout(c.Payload)
			return aboutHeld(c, receipt)
		},
		Says:  []string{"unforeseen.command", "verify.lost", "task.gone"},
		Tries: func() []dialogue.Try { return append(officerTries(sample.Receipt.String()), taskTries()...) },
		Steps: []dialogue.Step{{
			ID: "why", Ask: "reveal.why", Args: aboutWhat, Accept: input.ChoiceOf("reveal.why", "card", "register", "double"), Next: dialogue.Perform("reveal"),
		}},
		Finishes: map[string]dialogue.Finish{"reveal": {
			Effects: func(c dialogue.Context) []record.Effect {
				task, _ := record.ParseTask(c.Payload)
				receipt, _ := parseAbout(c.Payload)
				return []record.Effect{record.RevealNIK{By: c.Person.ID, At: c.Now, Receipt: receipt, Task: task, Why: c.Value("why")}}
			},
			Outcomes: map[record.OutcomeName]dialogue.Next{
				record.OutcomeAnswered:   dialogue.End("reveal.done", "office"),
				record.OutcomeLost:       dialogue.End("verify.lost", "office"),
				record.OutcomeNotAllowed: dialogue.End("not-allowed", "menu"),
			},
		}},
		Args: func(c dialogue.Context, _ record.Outcome) chat.Args { return aboutWhat(c) },
		Adorn: func(c dialogue.Context, outcome record.Outcome, words chat.Words) chat.Words {
			if outcome.Name != record.OutcomeAnswered {
				return words
			}
			back := opening("verify")
			if name, ok := record.ParseTask(c.Payload); ok {
				back = chat.Option{Label: taskLabel(record.Task{TaskName: name}), Press: opens("task", c.Payload)}
			}
			words.Options = append(words.Options, back)
			return words
		},
	}
}

// aboutWhat names what the flow was opened for.
func aboutWhat(c dialogue.Context) chat.Args {
	if name, ok := record.ParseTask(c.Payload); ok {
		return chat.Args{"Receipt": chat.Literal(name.Shown())}
	}
	return aboutReceipt(c)
}
