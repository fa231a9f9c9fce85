package flows

import (
	"slices"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/input"
	"jagaetam/internal/record"
)

// seeData shows everything that is kept of one worker.
func seeData(s Setting, kept record.Kept) chat.Words {
	words := chat.Words{Key: "data.see", Args: chat.Args{
		"Receipt": chat.Literal(kept.Receipt.String()), "Lines": chat.Lines(particulars(s, kept)...), "More": chat.Lines(besides(s, kept)...),
	}}
	words.Options = []chat.Option{
		{Label: chat.Message("data.do.fix"), Press: opens("correct", kept.Receipt.String())},
		{Label: chat.Message("data.do.copy"), Press: pressFor(dataCopy, "data", kept)},
		opening("data"),
	}
	return words
}

// copyData gives the same as a file to take away. The NIK is masked in it too, though it is the person's own: the file travels through a
// chat that is not sealed from end to end and stays in it, and he has the number on his identity card.
func copyData(s Setting, kept record.Kept) chat.Words {
	lines := append(particulars(s, kept), chat.Literal(""))
	lines = append(append(lines, besides(s, kept)...), chat.Literal(""), chat.Message("data.copy.masked"))
	return chat.Words{
		Key: "data.copy", Args: chat.Args{"Receipt": chat.Literal(kept.Receipt.String())},
		Paper: &chat.Paper{
			Name: "data-" + kept.Receipt.String(), Lines: lines,
			Title: chat.MessageWith("data.copy.title", chat.Args{"Receipt": chat.Literal(kept.Receipt.String())}),
		},
		Options: []chat.Option{opening("data"), opening("menu")},
	}
}

// particulars are what the worker said of himself, a line each, under the names of the questions. Of what is not known there is a dash.
func particulars(s Setting, kept record.Kept) []chat.Arg {
	w := kept.Worker
	var c dialogue.Context
	var lines []chat.Arg
	line := func(step string, value chat.Arg) {
		if value.IsZero() {
			value = chat.Literal("–")
		}
		lines = append(lines, chat.MessageWith("data.line", chat.Args{"Label": chat.Message("register.field." + step), "Value": value}))
	}
	chosen := func(step, value string) chat.Arg {
		if value == "" {
			return chat.Arg{}
		}
		return chat.Message("register." + step + "." + value)
	}
	line("nik", chat.Literal(w.NIK.Mask()))
	line("name", chat.Literal(string(w.Name)))
	line("birth", chat.Day(w.Birth))
	line("sex", chosen("sex", string(w.Sex)))
	line("district", input.District{Region: s.Region}.Show(c, w.District))
	line("village", villageOf(s, w))
	line("neighbourhood", input.Neighbourhood{}.Show(c, w.Neighbourhood))
	line("address", chat.Literal(w.Address))
	line("phone", chat.Literal(w.Phone.Display()))
	line("phone-owner", chosen("phone-owner", string(w.PhoneOwner)))
	line("occupation", occupationOf(w))
	line("workplace", chat.Literal(w.Workplace))
	line("income", incomeOf(w))
	line("member", chosen("member", string(w.Member)))
	line("employment", chosen("employment", string(w.Employment)))
	return lines
}

func villageOf(s Setting, w record.Worker) chat.Arg {
	if w.Village == "" {
		return chat.Literal(w.VillageText)
	}
	return input.Village{Region: s.Region}.Show(dialogue.Context{}, w.Village)
}

func occupationOf(w record.Worker) chat.Arg {
	if w.OccupationText != "" || w.Occupation == "" {
		return chat.Literal(w.OccupationText)
	}
	return input.Occupation{}.Show(dialogue.Context{}, w.Occupation)
}

// incomeOf is nothing where no income was given: nobody who was asked is without a membership answer.
func incomeOf(w record.Worker) chat.Arg {
	if w.Income == 0 && w.Member == "" {
		return chat.Arg{}
	}
	return chat.Rupiah(w.Income)
}

// besides are the consents, the helpers, what the archive keeps, and what the account has asked for.
func besides(s Setting, kept record.Kept) []chat.Arg {
	day := func(t time.Time) chat.Arg { return chat.Day(civil.DateOf(t.In(s.Programme.Zone()))) }
	var lines []chat.Arg
	for _, consent := range kept.Consents {
		key, args := "data.consent.given", chat.Args{"What": purposeWord(consent.Purpose), "Version": chat.Literal(consent.Version), "At": day(consent.At)}
		if !consent.WithdrawnAt.IsZero() {
			key, args["Withdrawn"] = "data.consent.withdrawn", day(consent.WithdrawnAt)
		}
		lines = append(lines, chat.MessageWith(key, args))
	}
	lines = append(lines, helpers(kept, "data.helper")...)
	if kept.Plan != (record.Plan{}) {
		lines = append(lines, planLine(kept.Plan))
	}
	if kept.Archived {
		lines = append(lines, chat.Message("data.archived"))
	}
	return append(lines, requests(s, kept)...)
}

var helpedByKeys = []string{"helper.kind.rt", "helper.kind.village", "helper.kind.agent", "helper.kind.other"}

// helpers are who registered the worker and may see his states, each a message of that key.
func helpers(kept record.Kept, key string) []chat.Arg {
	var lines []chat.Arg
	for _, helper := range kept.Helpers {
		kind := helper.Kind
		if kind == "" {
			kind = record.HelperOther
		}
		lines = append(lines, chat.MessageWith(key, chat.Args{
			"Name": chat.Literal(helper.Name), "Kind": chat.Message("helper.kind." + string(kind)),
		}))
	}
	return lines
}

// requests are what the account has asked for, with the end of the clock while that is open.
func requests(s Setting, kept record.Kept) []chat.Arg {
	var lines []chat.Arg
	for _, request := range kept.Requests {
		args := chat.Args{
			"Request": chat.Literal(request.Number.String()), "What": chat.Message("data.request." + string(request.Kind)),
			"Due": dueBy(s.Programme, request.DueAt), "Answer": chat.Literal(request.Answer),
		}
		key := "data.request.open"
		if !request.DoneAt.IsZero() {
			key = "data.request.done"
		}
		lines = append(lines, chat.MessageWith(key, args))
	}
	return lines
}

func purposeWord(purpose record.Purpose) chat.Arg {
	if purpose == "" {
		purpose = record.PurposeProcessing
	}
	return chat.Message("data.purpose." + string(purpose))
}

// dataKeys are all messages that are said about somebody's data.
func dataKeys() []string {
	keys := append([]string{
		"data", "data.none", "data.whose", "data.worker", "data.see", "data.line", "data.helper", "data.copy", "data.copy.title", "data.copy.masked",
		"data.consent.given", "data.consent.withdrawn", "data.archived", "data.request.open", "data.request.done", "moment",
		"data.purpose.processing", "data.purpose.reminders", "data.do.end-help",
		"data.request.correct", "data.request.stop", "data.request.delete", "data.request.object",
	}, slices.Concat(consentKeys, helpedByKeys)...)
	for _, doing := range doings {
		keys = append(keys, "data.do."+doing.what, "data.whose."+doing.what)
	}
	return keys
}
