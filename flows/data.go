package flows

import (
	"strings"

	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/reading"
	"jagaetam/internal/record"
)

// What the flow data can be opened with, before the number of a worker or alone.
const (
	dataSee    = "see"
	dataCopy   = "copy"
	dataFix    = "fix"
	dataAgreed = "consents"
	dataErase  = "erase"
)

// doings are what can be done about one's data, as the buttons under it stand, by what the flow data is opened with for it.
var doings = []struct{ what, flow string }{
	{dataSee, "data"}, {dataFix, "correct"}, {dataCopy, "data"}, {dataAgreed, "consents"}, {dataErase, "erase"},
}

// data is a person's way to what is kept of him: to see it, correct it, take it away, say what it may be used for, and have it deleted
// (UU PDP 27/2022, articles 5 to 13).
func data(s Setting) dialogue.Flow {
	whole := record.Facts{Kept: []record.Kept{sample, {Receipt: 18, Relation: record.RelationSelf}}}
	return dialogue.Flow{
		ID: "data",
		Open: append(append(dialogue.Commands("data"), dialogue.Intents(reading.Data)...),
			dialogue.Opening{Intent: reading.Correct, Payload: dataFix}, dialogue.Opening{Intent: reading.Amend, Payload: dataFix}, dialogue.Opening{Intent: reading.Consents, Payload: dataAgreed},
			dialogue.Opening{Intent: reading.Delete, Payload: dataErase}),
		Facts: knowSubscriptions, Says: dataKeys(),
		Tries: func() []dialogue.Try {
			return []dialogue.Try{
				{}, {Facts: whole}, {Facts: record.Facts{Kept: whole.Kept[:1]}}, {Payload: dataFix, Facts: whole}, {Payload: "x", Facts: whole},
				{Payload: dataSee + "-" + sample.Receipt.String(), Facts: whole}, {Payload: dataCopy + "-" + sample.Receipt.String(), Facts: whole},
				{Payload: dataSee + "-" + whole.Kept[1].Receipt.String(), Facts: whole},
			}
		},
		Tell: func(c dialogue.Context) dialogue.Told {
			mine := ownKept(c)
			what, number, _ := strings.Cut(c.Payload, "-")
			kept, known := keptUnder(mine, number)
			words := chat.Words{Key: "data.none", Options: []chat.Option{opening("register"), opening("claim"), opening("menu")}}
			switch {
			case len(mine) == 0:
			case known && what == dataSee:
				words = seeData(s, kept)
			case known && what == dataCopy:
				words = copyData(s, kept)
			case known && what == "":
				words = aboutData(s, kept)
			case len(mine) == 1 && c.Payload == "":
				words = aboutData(s, mine[0])
			case len(mine) == 1 && c.Payload == dataAgreed:
				words = consentWords(s, c, mine[0])
			default:
				words = chooseData(mine, what)
			}
			return dialogue.Told{Words: []chat.Words{words}}
		},
	}
}

// aboutData offers what can be done about one worker's data.
func aboutData(s Setting, kept record.Kept) chat.Words {
	words := chat.Words{Key: "data", Args: chat.Args{
		"Name": chat.Literal(kept.Worker.Name.First()), "Receipt": chat.Literal(kept.Receipt.String()), "Requests": chat.Lines(requests(s, kept)...),
	}}
	for _, doing := range doings {
		words.Options = append(words.Options, chat.Option{Label: chat.Message("data.do." + doing.what), Press: pressFor(doing.what, doing.flow, kept)})
	}
	if len(kept.Helpers) > 0 {
		words.Options = append(words.Options, chat.Option{Label: chat.Message("data.do.end-help"), Press: opens("end-help", kept.Receipt.String())})
	}
	words.Options = append(words.Options, opening("menu"))
	return words
}

// chooseData asks whose data are meant, where the account registered several or did not say.
func chooseData(mine []record.Kept, what string) chat.Words {
	words := chat.Words{Key: "data.whose"}
	meant := func(kept record.Kept) chat.Press { return opens("data", "-"+kept.Receipt.String()) }
	for _, doing := range doings {
		if doing.what == what {
			words.Key += "." + what
			meant = func(kept record.Kept) chat.Press { return pressFor(what, doing.flow, kept) }
		}
	}
	for _, kept := range mine {
		label := chat.MessageWith("data.worker", chat.Args{
			"Name": chat.Literal(kept.Worker.Name.First()), "Receipt": chat.Literal(kept.Receipt.String()),
		})
		words.Options = append(words.Options, chat.Option{Label: label, Press: meant(kept)})
	}
	return words
}

func pressFor(what, flow string, kept record.Kept) chat.Press {
	press := opens(flow, kept.Receipt.String())
	if flow == "data" {
		press.Value = what + "-" + press.Value
	}
	return press
}

func knowKept(dialogue.Context) record.Query { return record.Query{Kept: true} }

// ownKept is what is kept of the workers that the account is itself, not of those it helps.
func ownKept(c dialogue.Context) []record.Kept {
	var own []record.Kept
	for _, kept := range c.Facts.Kept {
		if kept.Relation == record.RelationSelf {
			own = append(own, kept)
		}
	}
	return own
}

// keptAbout is what is kept of the worker that the flow was opened for, if he is the account's own.
func keptAbout(c dialogue.Context) (record.Kept, bool) { return keptUnder(ownKept(c), c.Payload) }

func keptUnder(mine []record.Kept, number string) (record.Kept, bool) {
	receipt, ok := parseAbout(number)
	for _, kept := range mine {
		if ok && kept.Receipt == receipt {
			return kept, true
		}
	}
	return record.Kept{}, false
}

// mayOwn lets nobody have a conversation about a worker who is not the account's own. It says the same whether there is such a worker.
func mayOwn(c dialogue.Context) string {
	if _, ok := keptAbout(c); !ok {
		return "data.not-here"
	}
	return ""
}
