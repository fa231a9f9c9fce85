package reminder

import (
	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/jamsostek"
	"jagaetam/internal/record"
)

// telling is a reminder as it is worded on a day.
type telling struct {
	Due
	tariff jamsostek.Tariff
	day    civil.Date
	// bill is what is to be paid: from the first month that nobody paid to the present one, or the first alone as long as it is to come.
	bill []jamsostek.Contribution
	// due is the last day to pay the first of them in time, and by the last day to pay all.
	due, by civil.Date
}

func (c Calendar) tell(d Due, tariff jamsostek.Tariff, day civil.Date) telling {
	t := telling{Due: d, tariff: tariff, day: day}
	first, last := d.Month, day.MonthOf()
	if last.Before(first) {
		last = first
	}
	if d.Step == record.StepAgain { // what was not paid before is not asked for
		first = last
	}
	for m := first; !last.Before(m); m = m.Add(1) {
		t.bill = append(t.bill, t.price(m))
	}
	t.due, t.by = jamsostek.Due(d.Month, c.Programme.Holidays()), jamsostek.Due(last, c.Programme.Holidays())
	if d.Step == record.StepLast {
		t.by = d.Until
	}
	return t
}

// price is what the worker pays himself for a month. A tariff that prices the month to be paid next prices all after it.
func (t telling) price(month civil.Month) jamsostek.Contribution {
	terms := t.Known.Terms
	terms.Payer, terms.JHT = jamsostek.Self, false
	one, _ := t.tariff.Contribution(month, terms)
	return one
}

// kind is the part of the keys by which the messages of steps differ.
func (t telling) kind() string {
	switch t.Step {
	case record.StepEnds60, record.StepEnds30, record.StepEnds7, record.StepEndsNow:
		return "ends"
	case record.StepUnpaid1, record.StepUnpaid2:
		return "unpaid"
	default:
		return string(t.Step)
	}
}

func (t telling) ending() bool { return t.kind() == "ends" }

// args are the placeholders of all messages of reminders.
func (t telling) args() chat.Args {
	args := chat.Args{
		"Amount": chat.Rupiah(total(t.bill)), "Parts": parts(t.bill), "Months": months(t.bill), "Month": chat.Month(t.Month), "By": chat.Day(t.by),
		"Due": chat.Day(t.due), "Stops": {}, "Late": chat.Number(max(1, len(t.Cover.Unpaid))), "Left": left(t.day, t.by), "Change": t.change(),
	}
	if t.ending() {
		until := t.Month.Add(-1).Last()
		span, _ := sponsor(t.Known, t.Month.Add(-1))
		args["Payer"], args["Until"], args["Left"] = chat.Message("payer."+string(span.Sponsor)), chat.Day(until), left(t.day, until)
	}
	if stops := jamsostek.Lapse(t.Cover.Until); t.Cover.Protects(t.day) && stops == t.Month.Add(monthsReminded) {
		args["Stops"] = chat.Day(stops.First())
	}
	if t.Step == record.StepAgain || t.Step == record.StepLast {
		args["Reactivation"] = chat.Message("office.reactivation")
	}
	return args
}

// change says what a month costs from when on, where that changes within a year from the first month to be paid.
func (t telling) change() chat.Arg {
	for i := range 12 {
		if one := t.price(t.Month.Add(i)); one.Total() != t.price(t.Month).Total() {
			return chat.MessageWith("reminder.change", chat.Args{"Month": chat.Month(one.Month), "Amount": chat.Rupiah(one.Total())})
		}
	}
	return chat.Arg{}
}

// left is how many days there are until a day, in words; nothing when it is over.
func left(day, until civil.Date) chat.Arg {
	days := 0
	for d := day; d.Before(until); d = d.AddDays(1) {
		days++
	}
	switch {
	case until.Before(day):
		return chat.Arg{}
	case days == 0:
		return chat.Message("reminder.today")
	case days == 1:
		return chat.Message("reminder.tomorrow")
	}
	return chat.MessageWith("reminder.days", chat.Args{"Days": chat.Number(days)})
}

func total(bill []jamsostek.Contribution) int64 {
	sum := int64(0)
	for _, one := range bill {
		sum += one.Total()
	}
	return sum
}

// months names the months of a bill, which are in a row.
func months(bill []jamsostek.Contribution) chat.Arg {
	first, last := bill[0].Month, bill[len(bill)-1].Month
	if first == last {
		return chat.Month(first)
	}
	return chat.MessageWith("months.range", chat.Args{"First": chat.Month(first), "Last": chat.Month(last)})
}

// parts is what a mixed sum is made up of, such as 1 bulan × Rp8.400 + 2 bulan × Rp16.800; nothing where all months cost the same.
func parts(bill []jamsostek.Contribution) chat.Arg {
	var all chat.Arg
	for from := 0; from < len(bill); {
		to := from + 1
		for to < len(bill) && bill[to].Total() == bill[from].Total() {
			to++
		}
		if to-from == len(bill) {
			return chat.Arg{}
		}
		one := chat.MessageWith("price.part", chat.Args{"Count": chat.Number(to - from), "Amount": chat.Rupiah(bill[from].Total())})
		if from > 0 {
			one = chat.MessageWith("price.and", chat.Args{"Parts": all, "Part": one})
		}
		all, from = one, to
	}
	return all
}
