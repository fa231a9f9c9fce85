package flows

import (
	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/programme"
	"jagaetam/internal/reading"
	"jagaetam/internal/record"
)

// status shows how far the applications of this account have come, in the worker's words.
func status(p programme.Programme) dialogue.Flow {
	says := []string{"status.none", "status.application", "status.done", "status.now"}
	for _, state := range record.ApplicationStates {
		says = append(says, "state."+string(state), "state."+string(state)+".next")
	}
	return dialogue.Flow{
		ID:    "status",
		Open:  append(dialogue.Commands("status"), dialogue.Intents(reading.Status)...),
		Facts: func(dialogue.Context) record.Query { return record.Query{Applications: true} },
		Says:  says,
		Tell: func(c dialogue.Context) dialogue.Told {
			if len(c.Facts.Applications) == 0 {
				words := chat.Words{Key: "status.none"}
				words.Options = []chat.Option{opening("register"), opening("menu")}
				return dialogue.Told{Words: []chat.Words{words}}
			}
			var words []chat.Words
			for _, application := range c.Facts.Applications {
				words = append(words, chat.Words{Key: "status.application", Args: applicationArgs(p, application)})
			}
			words[len(words)-1].Options = []chat.Option{opening("menu")}
			return dialogue.Told{Words: words}
		},
	}
}

func applicationArgs(p programme.Programme, a record.Application) chat.Args {
	day := func(m record.Moved) chat.Arg { return chat.Day(civil.DateOf(m.At.In(p.Zone()))) }
	var steps []chat.Arg
	for i, moved := range a.History {
		key := "status.done"
		if i == len(a.History)-1 {
			key = "status.now"
		}
		steps = append(steps, chat.MessageWith(key, chat.Args{"State": chat.Message("state." + string(moved.State)), "Date": day(moved)}))
	}
	return chat.Args{
		"Receipt": chat.Literal(a.Receipt.String()), "Name": chat.Literal(a.Name), "Steps": chat.Lines(steps...), "Reason": chat.Literal(a.Reason),
		"Next": chat.MessageWith("state."+string(a.State)+".next", chat.Args{
			"By": chat.Day(p.ExaminedBy(civil.DateOf(a.History[0].At.In(p.Zone())))),
		}),
	}
}
