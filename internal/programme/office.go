package programme

import (
	"iter"
	"time"

	"jagaetam/internal/civil"
)

// IsOpen says whether officers are at work at t: within office hours, in no break and on no holiday. At the minute of closing the office
// is closed.
func (p Programme) IsOpen(t time.Time) bool { return !p.NextOpen(t).After(t) }

// NextOpen is the first moment from t on at which the office is open: t itself where it is.
func (p Programme) NextOpen(t time.Time) time.Time {
	for o := range p.openFrom(t) {
		return later(t.In(p.zone), o.from)
	}
	panic("unreachable: openFrom does not end")
}

// AfterOfficeTime is the first moment at which so much office time has passed since from. Nights, breaks, days without office hours and
// holidays do not count, and where clocks are put forward or back the hours count as they pass. Work that ends with the office ends at
// its closing, not at its next opening. No work, or less, ends at from.
func (p Programme) AfterOfficeTime(from time.Time, work time.Duration) time.Time {
	if work <= 0 {
		return from.In(p.zone)
	}
	for o := range p.openFrom(from) {
		begin := later(from, o.from)
		left := o.to.Sub(begin)
		if work <= left {
			return begin.In(p.zone).Add(work)
		}
		work -= left
	}
	panic("unreachable: openFrom does not end")
}

// OfficeTimeBetween is how much office time passes from a to b: none where b is not after a. It undoes AfterOfficeTime.
func (p Programme) OfficeTimeBetween(a, b time.Time) time.Duration {
	var sum time.Duration
	for o := range p.openFrom(a) {
		begin := later(a, o.from)
		if !begin.Before(b) {
			break
		}
		if b.Before(o.to) {
			return sum + b.Sub(begin)
		}
		sum += o.to.Sub(begin)
	}
	return sum
}

// opening is one time, without a pause, for which the office is open: from from until before to.
type opening struct{ from, to time.Time }

// openFrom are the openings that end after t, the earliest first. There is always one more, as every week has office hours, which is
// checked when the settings are read, and holidays have an end.
func (p Programme) openFrom(t time.Time) iter.Seq[opening] {
	return func(yield func(opening) bool) {
		for day := civil.DateOf(t.In(p.zone)); ; day = day.AddDays(1) {
			for _, o := range p.openOn(day) {
				if o.to.After(t) && !yield(o) {
					return
				}
			}
		}
	}
}

// openOn are the openings of a day, none on a holiday.
func (p Programme) openOn(day civil.Date) []opening {
	if p.holidays[day] {
		return nil
	}
	var open []opening
	for _, s := range p.week[day.Weekday()] {
		from, to := p.at(day, s.from), p.at(day, s.to)
		switch last := len(open) - 1; {
		case !from.Before(to): // clocks are put forward over it
		case last >= 0 && open[last].to.Equal(from): // clocks are put forward over the break before it
			open[last].to = to
		default:
			open = append(open, opening{from, to})
		}
	}
	return open
}

// at is the moment of the clock on a day. A clock that is skipped as clocks are put forward is the moment at which they are, so that a
// later clock is never an earlier moment; of one that comes twice it is either.
func (p Programme) at(day civil.Date, c Clock) time.Time {
	t := time.Date(day.Year, day.Month, day.Day, int(c/60), int(c%60), 0, 0, p.zone)
	start, end := t.ZoneBounds()
	switch got := Clock(t.Hour()*60 + t.Minute()); {
	case civil.DateOf(t) != day || got < c:
		return end
	case got > c:
		return start
	}
	return t
}

func later(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}
