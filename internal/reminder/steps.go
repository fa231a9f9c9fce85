package reminder

import (
	"slices"

	"jagaetam/internal/civil"
	"jagaetam/internal/jamsostek"
	"jagaetam/internal/record"
)

// byImportance are the steps, the one first that is said where only one can be.
var byImportance = []record.ReminderStep{
	record.StepLast, record.StepOn, record.StepEndsNow, record.StepUnpaid2, record.StepUnpaid1, record.StepAfter, record.StepEnds7,
	record.StepBefore, record.StepEnds30, record.StepEnds60, record.StepAgain,
}

// Rank is how important a step is: the smaller, the more. What is no step comes last.
func Rank(step record.ReminderStep) int {
	if at := slices.Index(byImportance, step); at >= 0 {
		return at
	}
	return len(byImportance)
}

// place is when a step is said: from the day on, as long as it makes sense.
type place struct {
	step       record.ReminderStep
	day, until civil.Date
}

const (
	// early is the day of a month on which a contribution is reminded of: seven days before the 15th.
	early = 8
	// patience is how many days after its own a step still makes sense, where nothing ends it earlier.
	patience = 6
	// monthsReminded is how many months after the first unpaid one there is something to say: the offer to begin again comes in the last.
	monthsReminded = 3
)

// endings are the steps before the end of what a sponsor pays, by how many days.
var endings = []struct {
	step record.ReminderStep
	days int
}{{record.StepEnds60, 60}, {record.StepEnds30, 30}, {record.StepEnds7, 7}}

// places are when the steps of a month are said that the worker has to pay himself.
func (c Calendar) places(known jamsostek.Known, cover jamsostek.Cover, month civil.Month) []place {
	all := c.paying(month)
	if _, sponsored := sponsor(known, month.Add(-1)); sponsored {
		all = append(all, ending(month.Add(-1).Last())...)
	}
	if cover.State == jamsostek.CoverLapsed {
		all = append(all, lasting(record.StepAgain, on(month.Add(monthsReminded), early)))
	}
	return all
}

// ending are the steps before the last day that a sponsor pays for.
func ending(last civil.Date) []place {
	all := []place{{record.StepEndsNow, last.AddDays(-2), last}}
	for _, e := range endings {
		all = append(all, lasting(e.step, last.AddDays(-e.days)))
	}
	return all
}

// paying are the steps around the last day to pay a month in time, and after it until the membership ends.
func (c Calendar) paying(month civil.Month) []place {
	due := jamsostek.Due(month, c.Programme.Holidays())
	ends := month.Add(monthsReminded - 1).Last()
	return []place{
		{record.StepBefore, on(month, early), due.AddDays(-1)},
		{record.StepOn, due, due},
		lasting(record.StepAfter, due.AddDays(7)),
		lasting(record.StepUnpaid1, on(month.Add(1), early)),
		lasting(record.StepUnpaid2, on(month.Add(2), early)),
		{record.StepLast, ends.AddDays(-7), ends},
	}
}

func lasting(step record.ReminderStep, day civil.Date) place {
	return place{step, day, day.AddDays(patience)}
}

func on(month civil.Month, day int) civil.Date {
	return civil.Date{Year: month.Year, Month: month.Month, Day: day}
}
