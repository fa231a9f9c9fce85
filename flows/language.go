package flows

import (
	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/reading"
	"jagaetam/internal/record"
	"jagaetam/locales"
)

// language changes the language a person is answered in.
func language() dialogue.Flow {
	return dialogue.Flow{
		ID: "language",
		Open: append(append(dialogue.Commands("bahasa", "language"), dialogue.Intents(reading.Language)...),
			dialogue.Opening{Command: "english", Payload: locales.English}, dialogue.Opening{Command: "indonesia", Payload: locales.Indonesian}),
		Says: []string{"language", "language.set", "language.id", "language.en"},
		Tell: func(c dialogue.Context) dialogue.Told {
			if c.Payload == locales.Indonesian || c.Payload == locales.English {
				return dialogue.Told{
					Words:    []chat.Words{{Key: "language.set"}},
					Effects:  []record.Effect{record.SetLanguage{By: c.Person, Language: c.Payload}},
					Language: c.Payload,
				}
			}
			words := chat.Words{Key: "language"}
			for _, lang := range []string{locales.Indonesian, locales.English} {
				words.Options = append(words.Options, chat.Option{
					Label: chat.Message("language." + lang), Press: chat.Press{Kind: chat.PressOpen, Flow: "language", Value: lang},
				})
			}
			return dialogue.Told{Words: []chat.Words{words}}
		},
	}
}
