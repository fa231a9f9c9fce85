package flows

import (
	"cmp"

	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/reading"
)

// interjections are the answers to what people ask at any time, or say instead of an answer in the middle of a dialogue. The question on the
// screen then stands as before.
func interjections() []dialogue.Flow {
	return []dialogue.Flow{
		explain(),
		telling("free", "free", append(dialogue.Intents(reading.Free), besideOnly(reading.Pay)...)),
		telling("safe", "safe", dialogue.Intents(reading.Safe)),
		telling("no-card", "no-card", dialogue.Intents(reading.NoCard)),
		telling("cash", "cash", dialogue.Intents(reading.Cash)),
		telling("health", "health", dialogue.Intents(reading.Health)),
		telling("savings", "savings", dialogue.Intents(reading.Savings)),
		telling("ok", "ok", []dialogue.Opening{{Intent: reading.Ok, Last: true}}),
		telling("why", "why", besideOnly(reading.Why)),
		telling("amend", "amend", besideOnly(reading.Amend, reading.Correct)),
		howLong(),
		notNow(),
	}
}

// besideOnly opens a flow while another is under way; outside of one the words mean something else, or may mean anything.
func besideOnly(intents ...reading.Intent) []dialogue.Opening {
	openings := dialogue.Intents(intents...)
	for i := range openings {
		openings[i].Beside = true
	}
	return openings
}

// explain explains the question on the screen, or where that has no explanation, says what can be typed.
func explain() dialogue.Flow {
	return dialogue.Flow{
		ID: "explain", Open: dialogue.Intents(reading.Explain), Says: []string{"help"},
		Tell: func(c dialogue.Context) dialogue.Told {
			return dialogue.Told{Words: []chat.Words{{Key: cmp.Or(c.Help, "help")}}}
		},
	}
}

// howLong says about how many questions are left.
func howLong() dialogue.Flow {
	return dialogue.Flow{
		ID: "how-long", Open: besideOnly(reading.HowLong), Says: []string{"how-long"},
		Tell: func(c dialogue.Context) dialogue.Told {
			return dialogue.Told{Words: []chat.Words{{Key: "how-long", Args: chat.Args{"Left": chat.Number(c.Left)}}}}
		},
	}
}

// notNow lets somebody go who has no time now.
func notNow() dialogue.Flow {
	return dialogue.Flow{
		ID: "later", Open: besideOnly(reading.Later), Says: []string{"later"},
		Tell: func(dialogue.Context) dialogue.Told {
			return dialogue.Told{Words: []chat.Words{{Key: "later"}}, Rests: true}
		},
	}
}
