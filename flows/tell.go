package flows

import (
	"strconv"

	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/reading"
	"jagaetam/internal/record"
)

// opening is a button that opens a flow.
func opening(flow string) chat.Option {
	return chat.Option{Label: chat.Message("open." + flow), Press: chat.Press{Kind: chat.PressOpen, Flow: flow}}
}

// menu says what the service can do. It opens wherever nothing else does.
func menu() dialogue.Flow {
	return dialogue.Flow{
		ID:    "menu",
		Open:  append(dialogue.Commands("start", "menu"), dialogue.Intents(reading.Menu, reading.Greeting)...),
		Facts: func(dialogue.Context) record.Query { return record.Query{Helper: true, Officer: true} },
		Says:  []string{"menu", "menu.service"},
		Tries: func() []dialogue.Try { return append(tries(""), dialogue.Try{Facts: helperIs(record.HelperAdmitted)}) },
		Tell: func(c dialogue.Context) dialogue.Told {
			words := chat.Words{Key: "menu"}
			var services []chat.Arg
			for i, flow := range servicesFor(c.Facts) {
				services = append(services, chat.MessageWith("menu.service", chat.Args{
					"Number": chat.Literal(strconv.Itoa(i + 1)), "Service": chat.Message("open." + flow),
				}))
				words.Options = append(words.Options, opening(flow))
			}
			words.Args = chat.Args{"Services": chat.Lines(services...)}
			return dialogue.Told{Words: []chat.Words{words}}
		},
	}
}

// servicesFor are the flows that somebody finds in the menu: what is for helpers and officers stands after what is for all, whose
// numbers people know by heart.
func servicesFor(facts *record.Facts) []string {
	services := []string{"register", "status", "iuran", "emergency", "officer", "privacy", "language"}
	if facts.Helper.State == record.HelperAdmitted {
		services = append(services, "assist", "people")
	}
	if len(facts.Officer.Roles) > 0 {
		services = append(services, "office")
	}
	if facts.Officer.May(record.RoleVerifier) {
		services = append(services, "import-about", "export", "calling")
	}
	if facts.Officer.May(record.RoleSupervisor) {
		services = append(services, "gladi")
	}
	return services
}

// thanks returns a thank-you.
func thanks() dialogue.Flow {
	return telling("thanks", "thanks", dialogue.Intents(reading.Thanks))
}

// privacy says what is kept and what a person can ask for.
func privacy() dialogue.Flow {
	return telling("privacy", "privacy", append(dialogue.Commands("privasi", "privacy"), dialogue.Intents(reading.Privacy)...), "data")
}

func telling(id, key string, open []dialogue.Opening, offers ...string) dialogue.Flow {
	return dialogue.Flow{
		ID: id, Open: open, Says: []string{key},
		Tell: func(dialogue.Context) dialogue.Told {
			words := chat.Words{Key: key}
			for _, flow := range offers {
				words.Options = append(words.Options, opening(flow))
			}
			return dialogue.Told{Words: []chat.Words{words}}
		},
	}
}

// help explains the question on the screen, where there is one that has an explanation, and then the words that work anywhere.
func help() dialogue.Flow {
	return dialogue.Flow{
		ID:   "help",
		Open: append(dialogue.Commands("bantuan", "help"), dialogue.Intents(reading.Help)...),
		Says: []string{"help"},
		Tell: func(c dialogue.Context) dialogue.Told {
			var words []chat.Words
			if c.Help != "" {
				words = append(words, chat.Words{Key: c.Help})
			}
			return dialogue.Told{Words: append(words, chat.Words{Key: "help"})}
		},
	}
}
