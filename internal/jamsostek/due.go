package jamsostek

import (
	"time"

	"jagaetam/internal/civil"
)

// dueDay is the day of its own month that a contribution is due on. The 15th of the month after, with a fine of two per cent, is the
// rule for people who are paid a wage.
const dueDay = 15

// Due is the last day to pay the contribution of a month in time: the 15th of that same month or, where that is a Saturday, a Sunday or
// a holiday, the next working day (PP 44/2015). Nobody is fined for paying later.
func Due(month civil.Month, holidays Holidays) civil.Date {
	day := civil.Date{Year: month.Year, Month: month.Month, Day: dueDay}
	for day.Weekday() == time.Saturday || day.Weekday() == time.Sunday || holidays[day] {
		day = day.AddDays(1)
	}
	return day
}

// graceMonths is how many months in a row may stay unpaid.
const graceMonths = 3

// Lapse is the first month in which somebody is no longer an active member, if the last month he has paid for is the given one: three
// months in a row may stay unpaid, as the agency's own answers for BPU have it. Whether one who comes back waits for the full death
// benefit anew, they do not say.
func Lapse(lastPaid civil.Month) civil.Month { return lastPaid.Add(graceMonths + 1) }
