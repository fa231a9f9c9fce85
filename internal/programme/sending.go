package programme

import (
	"time"

	"jagaetam/internal/civil"
)

// Sending says when people may be written to who have not asked.
type Sending struct {
	From        Clock    `toml:"from"`
	To          Clock    `toml:"to"`
	FridayPause [2]Clock `toml:"friday_pause"`
}

// NextSending is the first moment from t on at which somebody may be written to who has not asked: from sending's from until before its
// to, not in the pause of a Friday, and on no holiday. Saturdays and Sundays are days like others. The search passes over holidays alone,
// of which there is an end, so even a year full of them has an answer: the first day after it.
func (p Programme) NextSending(t time.Time) time.Time {
	t = t.In(p.zone)
	day := civil.DateOf(t)
	for p.holidays[day] || !t.Before(p.at(day, p.Sending.To)) {
		day = day.AddDays(1)
		t = p.at(day, p.Sending.From)
	}
	t = later(t, p.at(day, p.Sending.From))
	from, to := p.at(day, p.Sending.FridayPause[0]), p.at(day, p.Sending.FridayPause[1])
	if day.Weekday() == time.Friday && !t.Before(from) && t.Before(to) {
		return to
	}
	return t
}

// AfterSending is the first moment at which people could have been written to for so long since from: what lies outside of the window does
// not count. What ends with the window ends at its closing, not at its next opening.
func (p Programme) AfterSending(from time.Time, work time.Duration) time.Time {
	for {
		from = p.NextSending(from)
		left := p.sendingEnd(from).Sub(from)
		if work <= left {
			return from.Add(work)
		}
		work -= left
		from = from.Add(left)
	}
}

// sendingEnd is the end of the stretch of the window that t is in.
func (p Programme) sendingEnd(t time.Time) time.Time {
	day := civil.DateOf(t)
	if pause := p.at(day, p.Sending.FridayPause[0]); day.Weekday() == time.Friday && t.Before(pause) && p.Sending.FridayPause[0] < p.Sending.FridayPause[1] {
		return pause
	}
	return p.at(day, p.Sending.To)
}
