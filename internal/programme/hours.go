package programme

import (
	"fmt"
	"time"

	"jagaetam/internal/chat"
)

// Clock is a time of the day in minutes since midnight.
type Clock int

// UnmarshalText reads the form 07:30.
func (c *Clock) UnmarshalText(text []byte) error {
	t, err := time.Parse("15:04", string(text))
	if err != nil {
		return fmt.Errorf("%q is no time of the day like 07:30", text)
	}
	*c = Clock(t.Hour()*60 + t.Minute())
	return nil
}

// String is the form 07:30.
func (c Clock) String() string { return fmt.Sprintf("%02d:%02d", c/60, c%60) }

// on is the moment of the clock on the day that t falls on.
func (c Clock) on(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, int(c/60), int(c%60), 0, 0, t.Location())
}

// Day is a day of the week by its first three letters in English.
type Day string

var days = map[Day]time.Weekday{
	"mon": time.Monday, "tue": time.Tuesday, "wed": time.Wednesday, "thu": time.Thursday, "fri": time.Friday, "sat": time.Saturday, "sun": time.Sunday,
}

// UnmarshalText reads mon, tue and so on.
func (d *Day) UnmarshalText(text []byte) error {
	if _, ok := days[Day(text)]; !ok {
		return fmt.Errorf("%q is no day like mon or fri", text)
	}
	*d = Day(text)
	return nil
}

func (d Day) arg() chat.Arg { return chat.Message("day." + string(d)) }

func (s Span) arg(zone string) chat.Arg {
	args := chat.Args{
		"First": s.First.arg(), "Last": s.Last.arg(), "From": chat.Literal(s.From.String()), "To": chat.Literal(s.To.String()),
		"Zone": chat.Literal(zone),
	}
	if s.First == s.Last {
		return chat.MessageWith("hours.day", args)
	}
	return chat.MessageWith("hours.days", args)
}

// NextSending is the first moment from t on at which somebody may be written to who has not asked.
func (p Programme) NextSending(t time.Time) time.Time {
	t = t.In(p.zone)
	pause := p.Sending.FridayPause
	switch {
	case t.Before(p.Sending.From.on(t)):
		return p.Sending.From.on(t)
	case !t.Before(p.Sending.To.on(t)):
		return p.Sending.From.on(t.AddDate(0, 0, 1))
	case t.Weekday() == time.Friday && !t.Before(pause[0].on(t)) && t.Before(pause[1].on(t)):
		return pause[1].on(t)
	}
	return t
}
