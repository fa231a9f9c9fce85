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
