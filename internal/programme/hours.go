package programme

import (
	"errors"
	"fmt"
	"slices"
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

// Span is hours, from From until before To, that are the same on several days in a row. From sat to mon is three days.
type Span struct {
	First Day   `toml:"first"`
	Last  Day   `toml:"last"`
	From  Clock `toml:"from"`
	To    Clock `toml:"to"`
}

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

// has says whether the minute that begins at c on the day is in the span.
func (s Span) has(day time.Weekday, c Clock) bool {
	sinceFirst := func(d time.Weekday) time.Weekday { return (d - days[s.First] + 7) % 7 }
	return sinceFirst(day) <= sinceFirst(days[s.Last]) && s.From <= c && c < s.To
}

// usualBreaks are those of an office that names none.
func usualBreaks() []Span { return []Span{{First: "mon", Last: "thu", From: 12 * 60, To: 13 * 60}} }

// week is when the office is open on each day of the week, in order, without overlaps: hours less breaks.
type week [7][]stretch

type stretch struct{ from, to Clock }

func weekOf(hours, breaks []Span) week {
	var w week
	for day := range time.Weekday(len(w)) {
		for c := range Clock(24 * 60) {
			in := func(s Span) bool { return s.has(day, c) }
			if !slices.ContainsFunc(hours, in) || slices.ContainsFunc(breaks, in) {
				continue
			}
			if last := len(w[day]) - 1; last >= 0 && w[day][last].to == c {
				w[day][last].to++
			} else {
				w[day] = append(w[day], stretch{c, c + 1})
			}
		}
	}
	return w
}

// hasQuarter says whether a full quarter of an hour lies within some stretch, which is what a promise is for.
func (w week) hasQuarter() bool {
	return slices.ContainsFunc(slices.Concat(w[:]...), func(s stretch) bool { return (s.from/15+1)*15 < s.to })
}

func (p Programme) validateHours() []error {
	var wrong []error
	if len(p.OfficeHours) == 0 {
		wrong = append(wrong, errors.New("office_hours are missing"))
	}
	wrong = append(wrong, validateSpans("office_hours", p.OfficeHours)...)
	wrong = append(wrong, validateSpans("office_breaks", p.OfficeBreaks)...)
	if len(wrong) == 0 && !p.week.hasQuarter() {
		wrong = append(wrong, errors.New("office_hours less office_breaks leave no time within which a quarter of an hour is full, as at 08:15"))
	}
	return wrong
}

func validateSpans(name string, spans []Span) []error {
	var wrong []error
	for _, span := range spans {
		if span.First == "" || span.Last == "" {
			wrong = append(wrong, fmt.Errorf("%s from %s to %s have no first or no last day", name, span.From, span.To))
		}
		if span.To <= span.From {
			wrong = append(wrong, fmt.Errorf("%s from %s to %s end before they begin", name, span.From, span.To))
		}
	}
	return wrong
}
