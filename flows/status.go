package flows

import (
	"slices"

	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/jamsostek"
	"jagaetam/internal/programme"
	"jagaetam/internal/reading"
	"jagaetam/internal/record"
)

// status is the one answer to "am I covered?", for each worker that the account is: whether, until when, who pays, what is next and by
// which day, and as of when that is known. While an application is under way it says how far that has come.
func status(s Setting) dialogue.Flow {
	says := append([]string{"status.none", "status.unfinished", "status.application", "status.done", "status.now", "status.fix", "status.correct"}, standingKeys...)
	for _, state := range record.ApplicationStates {
		says = append(says, "state."+string(state), "state."+string(state)+".next")
	}
	return dialogue.Flow{
		ID:    "status",
		Open:  append(dialogue.Commands("status"), dialogue.Intents(reading.Status)...),
		Facts: func(dialogue.Context) record.Query { return record.Query{Applications: true, Insured: true} },
		Says:  append(says, coverKeys...),
		Tries: coverTries,
		Tell: func(c dialogue.Context) dialogue.Told {
			var words []chat.Words
			for _, w := range ownWorkers(c) {
				words = append(words, s.standing(c, w))
			}
			if len(words) == 0 && c.Flow == "register" {
				return dialogue.Told{Words: []chat.Words{{Key: "status.unfinished"}}}
			}
			if len(words) == 0 {
				words = []chat.Words{{Key: "status.none", Options: []chat.Option{opening("register"), opening("claim"), opening("others")}}}
			}
			last := &words[len(words)-1]
			if helps := func(w record.Insured) bool { return w.Relation == record.RelationHelper }; slices.ContainsFunc(c.Facts.Insured, helps) {
				last.Options = append(last.Options, opening("people"))
			}
			last.Options = append(last.Options, opening("menu"))
			return dialogue.Told{Words: words}
		},
	}
}

// standing tells of one worker, with the button of the one thing that he is to do next.
func (s Setting) standing(c dialogue.Context, insured record.Insured) chat.Words {
	w, ok := s.cover(c, insured)
	if !ok {
		return chat.Words{
			Key: "status.cover", Options: []chat.Option{opening("officer")},
			Args: chat.Args{"Cover": w.unknown(), "Lines": {}, "Next": chat.Message("next.ask"), "AsOf": asOf(w.Known.AsOf)},
		}
	}
	words := chat.Words{Key: "status.cover", Args: chat.Args{
		"Cover": w.headline(), "Lines": chat.Lines(w.lines()...), "Next": w.next(), "AsOf": asOf(w.AsOf),
	}}
	if i := slices.IndexFunc(c.Facts.Applications, func(a record.Application) bool { return a.Receipt == w.Receipt }); i >= 0 && w.underway() {
		words.Key, words.Args = "status.application", applicationArgs(s.Programme, c.Facts.Applications[i])
		words.Args["Cover"], words.Args["Fix"] = w.headline(), w.fix()
		if w.Correct != "" {
			words.Args["Next"] = w.next()
		}
	}
	words.Options = w.step()
	if w.Protects(w.day) {
		words.Options = append(words.Options, chat.Option{Label: chat.Message("open.benefit"), Press: opens("benefit", w.Receipt.String())})
	}
	return words
}

// underway says whether there is nothing to tell but how far his application is.
func (w worked) underway() bool {
	switch w.State {
	case jamsostek.CoverApplied, jamsostek.CoverUnderway, jamsostek.CoverWaiting, jamsostek.CoverReturned:
		return true
	case jamsostek.CoverRefused:
		return w.Known.Stage == jamsostek.StageRefused
	case jamsostek.CoverListed: // by an officer's word, before the list itself is here
		return len(w.Known.Spans)+len(w.Known.Paid) == 0
	default:
		return false
	}
}

// step is the button of the one thing to do; none where there is nothing to do but wait.
func (w worked) step() []chat.Option {
	pay := chat.Option{Label: chat.Message("open.iuran"), Press: opens("iuran", w.Receipt.String())}
	if w.endsSoon() {
		pay = chat.Option{Label: chat.Message("open.lanjut"), Press: opens("lanjut", w.Receipt.String())}
	}
	switch {
	case w.State == jamsostek.CoverWaiting: // he need not wait without cover
		return []chat.Option{pay}
	case w.Known.Left == jamsostek.LeftDied:
		return []chat.Option{{Label: chat.Message("emergency.kind.death"), Press: opens("emergency", "death")}}
	}
	switch w.Step {
	case jamsostek.StepRegister:
		return []chat.Option{opening("register")}
	case jamsostek.StepPayNext, jamsostek.StepPayNow, jamsostek.StepPayAgain:
		return []chat.Option{pay}
	case jamsostek.StepCorrect, jamsostek.StepAsk:
		if w.Correct != "" {
			label := chat.MessageWith("status.correct", chat.Args{"Field": chat.Message("register.field." + string(w.Correct))})
			return []chat.Option{{Label: label, Press: w.correcting()}}
		}
		return []chat.Option{opening("officer")}
	default:
		return nil
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
		"Receipt": chat.Literal(a.Receipt.String()), "Steps": chat.Lines(steps...), "Reason": record.ReasonWords(a.Reason),
		"Next": chat.MessageWith("state."+string(a.State)+".next", chat.Args{
			"By": chat.Day(p.ExaminedBy(civil.DateOf(a.History[0].At.In(p.Zone())))),
		}),
	}
}
