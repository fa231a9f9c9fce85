package flows

import (
	"slices"

	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/jamsostek"
	"jagaetam/internal/record"
	"jagaetam/internal/reminder"
)

// lanjutArgs are what the plan comes to, or what happens without one.
func (s Setting) lanjutArgs(c dialogue.Context, _ record.Outcome) chat.Args {
	w, ok := s.goer(c)
	if !ok {
		return nil
	}
	args := chat.Args{"Name": chat.Literal(w.Name), "Reminder": s.nextReminder(c, w)}
	if c.Value("months") == later {
		args["Cover"], args["After"] = w.headline(), w.after()
		return args
	}
	q := w.quote(c, plannedMonths(c))
	bill, _ := q.bill(c.Value("jht") == "with")
	args["Period"], args["Amount"], args["Parts"], args["Months"] = period(q.months), chat.Rupiah(bill.Total), parts(bill), q.span()
	args["When"], args["Steps"] = w.when(), paySteps()
	return args
}

// adornPlan puts the card of the plan above its message, and the buttons for what comes next below.
func (s Setting) adornPlan(c dialogue.Context, _ record.Outcome, words chat.Words) chat.Words {
	w, ok := s.goer(c)
	if words.Key == "lanjut.done" && ok {
		q := w.quote(c, plannedMonths(c))
		bill, _ := q.bill(c.Value("jht") == "with")
		words.Picture = q.card(bill.Total)
		words.Options = append(words.Options, chat.Option{Label: chat.Message("open.paid"), Press: opens("paid", w.Receipt.String())})
	}
	if words.Key != "paid.gone" {
		words.Options = append(words.Options, chat.Option{
			Label: chat.Message("open.pengingat"), Press: opens("pengingat", string(record.Contribution)),
		})
	}
	return words
}

// after says what happens if the month is not paid: the last day to pay in time, the last of all, and the day on which the cover stops.
func (w worked) after() chat.Arg {
	if w.Due.IsZero() {
		return w.when()
	}
	key := "lanjut.after"
	if w.Due.Before(w.day) {
		key = "lanjut.after.late"
	}
	stops := jamsostek.Lapse(w.Next.Month.Add(-1)).First()
	return chat.MessageWith(key, chat.Args{
		"Month": chat.Month(w.Next.Month), "Due": chat.Day(w.Due), "Last": chat.Day(stops.AddDays(-1)), "Stops": chat.Day(stops),
	})
}

// nextReminder says on which day he is reminded next, or that he is not; nothing where there is nothing to remind of.
func (s Setting) nextReminder(c dialogue.Context, w worked) chat.Arg {
	calendar := reminder.Calendar{Programme: s.Programme}
	next, ok := calendar.Next(w.Known, c.Facts.Rates.Tariff(), c.Today())
	switch {
	case !ok:
		return chat.Arg{}
	case !s.reminds(c, w):
		return chat.Message("lanjut.silent")
	}
	return chat.MessageWith("lanjut.next", chat.Args{"Date": chat.Day(calendar.Opens(next))})
}

// reminds says whether the account is reminded of the worker.
func (s Setting) reminds(c dialogue.Context, w worked) bool {
	kept, own := keptUnder(ownKept(c), w.Receipt.String())
	return !slices.Contains(c.Facts.Stopped, record.Contribution) && (!own || s.reminded(kept))
}

func lanjutTries() []dialogue.Try {
	tries := coverTries()[:8]
	two := iuranTries()[len(iuranTries())-1]
	helped := dialogue.Try{Payload: sample.Receipt.String(), Facts: record.Facts{Insured: []record.Insured{tries[1].Facts.Insured[0]}}}
	helped.Facts.Insured[0].Relation = record.RelationHelper
	silent := tries[1]
	silent.Facts.Stopped = record.Subscriptions
	return append(tries, two, helped, silent)
}
