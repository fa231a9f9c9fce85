package reading

import (
	"time"

	"jagaetam/internal/civil"
)

// Between bounds a date, both ends included. A zero First is 1 January 1900, a zero Last is today: the bounds of anything that
// has happened. For a birth date the ages that are plausible make better ones, since they settle most two-digit years.
type Between struct {
	First, Last civil.Date
}

// DateReading is a date as it was typed.
//
//	Sure    Date is what was meant, and inside the bounds.
//	Guess   Date is likely, and inside the bounds; ask back. Doubt is DoubtCentury, DoubtSwapped, DoubtNoYear (Date is the last
//	        such day in the bounds) or DoubtWords.
//	Unread  Doubt says what was found instead, if anything: DoubtNoSuchDay; DoubtOutside with the Date; DoubtNoDay and
//	        DoubtOnlyYear with the Year; DoubtOnlyAge with the Age; DoubtSeveral.
type DateReading struct {
	Date      civil.Date
	Year      int
	Age       int
	Certainty Certainty
	Doubt     Doubt
}

// Date reads a day of the calendar in the ways people type it, always the day first: "12 Mei 1985", "12-05-85", "120585", "tgl 12
// bln 5 thn 85". The order of ISO, 1985-05-12, is read too because it cannot mean anything else. Month names may be Indonesian
// or English, shortened, or misspelt by a letter. Two digits of a year are the one century that is within the bounds; where both
// are, the later is a guess. Words before and after a date ("Tenggarong, 12-05-1985") are passed over; "kemarin" and its like are
// counted from today.
func Date(text string, today civil.Date, within Between) DateReading {
	if within.First.IsZero() {
		within.First = civil.Date{Year: 1900, Month: time.January, Day: 1}
	}
	if within.Last.IsZero() {
		within.Last = today
	}
	if days, ok := daysAgo[relativeDay(text)]; ok {
		return within.check(today.AddDays(-days), Sure, "")
	}
	return dateTokens(text).read(within)
}

// check is the reading of a day found, unread where it is out of the bounds.
func (b Between) check(day civil.Date, certainty Certainty, doubt Doubt) DateReading {
	if !b.holds(day) {
		return DateReading{Date: day, Doubt: DoubtOutside}
	}
	return DateReading{Date: day, Certainty: certainty, Doubt: doubt}
}

func (b Between) holds(day civil.Date) bool { return !day.Before(b.First) && !b.Last.Before(day) }

// day reads a day, a month and a year as they were typed, the year in two or four digits.
func (b Between) day(d, m int, year string) DateReading {
	years := b.years(year)
	if len(years) == 0 || d < 1 || m < 1 || d > 31 || m > 31 {
		return DateReading{Doubt: DoubtNoSuchDay}
	}
	certainty, doubt := Sure, Doubt("")
	if m > 12 && d <= 12 {
		d, m, certainty, doubt = m, d, Guess, DoubtSwapped
	}
	var real, fitting []civil.Date
	for _, y := range years {
		if day := (civil.Date{Year: y, Month: time.Month(m), Day: d}); day.IsValid() {
			real = append(real, day)
			if b.holds(day) {
				fitting = append(fitting, day)
			}
		}
	}
	switch {
	case len(real) == 0:
		return DateReading{Doubt: DoubtNoSuchDay}
	case len(fitting) == 0:
		return DateReading{Date: nearest(real, b.Last), Doubt: DoubtOutside}
	case len(fitting) > 1 && doubt == "":
		return DateReading{Date: fitting[0], Certainty: Guess, Doubt: DoubtCentury}
	}
	return DateReading{Date: fitting[0], Certainty: certainty, Doubt: doubt}
}

// years are the years that typed digits may stand for, the later century first.
func (b Between) years(typed string) []int {
	n := number(typed)
	switch len(typed) {
	case 4:
		return []int{n}
	case 2:
		return []int{2000 + n, 1900 + n}
	}
	return nil
}

// nearest is the latest of the days, given from late to early, that is not after last; the earliest where all are.
func nearest(days []civil.Date, last civil.Date) civil.Date {
	for _, day := range days {
		if !last.Before(day) {
			return day
		}
	}
	return days[len(days)-1]
}
