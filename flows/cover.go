package flows

import (
	"slices"
	"strings"

	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/jamsostek"
	"jagaetam/internal/record"
)

// worked is a worker of the account and his cover today.
type worked struct {
	record.Insured
	jamsostek.Cover
	day civil.Date
}

// coverKeys are the messages that tell whether somebody is covered.
var coverKeys = func() []string {
	keys := []string{
		"cover.unknown", "cover.unconfirmed", "cover.self.reported", "cover.refused.bpjs", "cover.ended.still", "cover.ended.died", "payer.self",
		"months.range", "months.and",
	}
	for _, state := range jamsostek.CoverStates {
		keys = append(keys, "cover."+string(state))
	}
	for _, sponsor := range jamsostek.Sponsors {
		keys = append(keys, "payer."+string(sponsor))
	}
	for _, reason := range jamsostek.Leavings {
		keys = append(keys, "left."+string(reason))
	}
	return keys
}()

// ownWorkers are the workers that the account is itself, not those it helps.
func ownWorkers(c dialogue.Context) []record.Insured {
	return slices.DeleteFunc(slices.Clone(c.Facts.Insured), func(w record.Insured) bool { return w.Relation == record.RelationHelper })
}

// cover tells the cover of a worker. It reports false where what is known of him cannot be told from.
func (s Setting) cover(c dialogue.Context, w record.Insured) (worked, bool) {
	cover, err := c.Facts.Rates.Tariff().Cover(w.Known, c.Today(), s.Programme.Holidays())
	return worked{w, cover, c.Today()}, err == nil
}

// headline is the first line of all that is said of a cover: whether he is covered, until when, and by whose word.
func (w worked) headline() chat.Arg {
	key, until := string(w.State), w.certain()
	switch w.State {
	case jamsostek.CoverSelf:
		if slices.Contains(w.Reported, w.day.MonthOf()) {
			key, until = "self.reported", w.Until
		}
	case jamsostek.CoverDue, jamsostek.CoverUnpaid:
		if !w.Protects(w.day) {
			key = "unconfirmed"
		}
	case jamsostek.CoverRefused:
		if w.Known.Stage != jamsostek.StageRefused {
			key = "refused.bpjs"
		}
	case jamsostek.CoverEnded:
		switch {
		case w.Known.Left == jamsostek.LeftDied:
			key = "ended.died"
		case w.Protects(w.day):
			key = "ended.still"
		}
	default:
	}
	args := chat.Args{"Name": chat.Literal(w.Name), "Month": chat.Month(w.Next.Month), "Until": lastDay(until)}
	if w.State == jamsostek.CoverEnded {
		args["Reason"], args["Date"] = chat.Message("left."+string(w.Known.Left)), chat.Day(w.Known.LeftOn)
	}
	if w.State == jamsostek.CoverUnpaid {
		args["Stops"] = chat.Day(jamsostek.Lapse(w.Until).First())
	}
	return chat.MessageWith("cover."+key, args)
}

// certain is the last month of his cover, from the present one on, that rests on more than his own word.
func (w worked) certain() civil.Month {
	until := w.Until
	for w.day.MonthOf().Before(until) && slices.Contains(w.Reported, until) {
		until = until.Add(-1)
	}
	return until
}

// soon is how many days before its end somebody is asked whether he goes on by himself.
const soon = 60

// endsSoon says whether what a sponsor pays for ends within so many days and he would then pay himself.
func (w worked) endsSoon() bool {
	return w.State == jamsostek.CoverSponsored && w.Next.Total() > 0 && !w.day.Before(w.Next.Month.First().AddDays(-1-soon))
}

// lastDay is the day on which a month ends; nothing where there is no month.
func lastDay(m civil.Month) chat.Arg {
	if m.IsZero() {
		return chat.Arg{}
	}
	return chat.Day(m.Last())
}

// payer names who pays.
func payer(sponsor jamsostek.Sponsor) chat.Arg {
	if sponsor == "" {
		return chat.Message("payer.self")
	}
	return chat.Message("payer." + string(sponsor))
}

// inWords names months, those in a row by the first and the last of them.
func inWords(months []civil.Month) chat.Arg {
	var all chat.Arg
	for len(months) > 0 {
		n := 1
		for n < len(months) && months[n] == months[0].Add(n) {
			n++
		}
		one := chat.Month(months[0])
		if n > 1 {
			one = chat.MessageWith("months.range", chat.Args{"First": one, "Last": chat.Month(months[n-1])})
		}
		if !all.IsZero() {
			one = chat.MessageWith("months.and", chat.Args{"Months": all, "Month": one})
		}
		all, months = one, months[n:]
	}
	return all
}

// correcting opens the correction of the particular that BPJS or an officer wants corrected.
func (w worked) correcting() chat.Press {
	return chat.Press{Kind: chat.PressOpen, Flow: "correct", Value: strings.Join([]string{w.Receipt.String(), string(w.Correct)}, "-")}
}
