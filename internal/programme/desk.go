package programme

import (
	"fmt"
	"time"

	"jagaetam/internal/civil"
)

// Desk is what is promised to somebody who turns to an officer. kutai-kartanegara.toml says what each setting means.
type Desk struct {
	FirstAnswerMinutes int  `toml:"first_answer_minutes"`
	NextAnswerMinutes  int  `toml:"next_answer_minutes"`
	CaseMinutes        int  `toml:"case_minutes"`
	ClosingDays        int  `toml:"closing_days"`
	NightDuty          bool `toml:"night_duty"`
	UrgentMinutes      int  `toml:"urgent_minutes"`
}

// usualDesk is that of a programme that says nothing else.
var usualDesk = Desk{FirstAnswerMinutes: 60, NextAnswerMinutes: 120, CaseMinutes: 20, ClosingDays: 3, UrgentMinutes: 60}

const (
	mostMinutes = 10_000
	mostDays    = 365
	mostWaiting = 10_000 // with mostMinutes each this is 190 years, which a Duration can just hold
)

func (d Desk) validate() []error {
	var wrong []error
	for _, s := range []struct {
		name        string
		value, most int
	}{
		{"first_answer_minutes", d.FirstAnswerMinutes, mostMinutes},
		{"next_answer_minutes", d.NextAnswerMinutes, mostMinutes},
		{"case_minutes", d.CaseMinutes, mostMinutes},
		{"closing_days", d.ClosingDays, mostDays},
		{"urgent_minutes", d.UrgentMinutes, mostMinutes},
	} {
		if s.value < 1 || s.value > s.most {
			wrong = append(wrong, fmt.Errorf("desk.%s must be from 1 to %d", s.name, s.most))
		}
	}
	return wrong
}

// Load is what the officers have before them.
type Load struct {
	Waiting  int // cases that wait for their first answer, the urgent ones included
	Urgent   int // those of them that are urgent
	Officers int // who answer cases; nobody counts as one
}

// Promise is the time by which a case that comes in at now has its first answer at the latest, as it is told to the worker. That is
// first_answer_minutes of office time, and case_minutes for each case that waits before it, shared among the officers; before an urgent
// case only urgent ones wait. It is rounded up to a full quarter of an hour at which the office is open, and was before: instead of the
// closing, of a time in a break or of the opening itself it is the first quarter after the next opening.
//
// With night_duty an urgent case is promised urgent_minutes of the clock instead, at any hour, and what urgent cases before it take,
// unless the office is sooner.
//
// More cases, fewer officers or a later now never make it earlier. Beyond 10,000 cases waiting it stays as it is.
func (p Programme) Promise(now time.Time, l Load, urgent bool) time.Time {
	waiting := max(l.Waiting, l.Urgent)
	if urgent {
		waiting = l.Urgent
	}
	queue := minutes(p.Desk.CaseMinutes) * time.Duration(min(max(waiting, 0), mostWaiting)) / time.Duration(max(l.Officers, 1))
	by := p.quarter(p.AfterOfficeTime(now, minutes(p.Desk.FirstAnswerMinutes)+queue))
	if urgent && p.Desk.NightDuty {
		if anyHour := roundUp(now.In(p.zone).Add(minutes(p.Desk.UrgentMinutes) + queue)); anyHour.Before(by) {
			return anyHour
		}
	}
	return by
}

// NextAnswerBy is the time by which something that a worker adds to a case at now is answered at the latest: next_answer_minutes of office
// time, rounded up as Promise does.
func (p Programme) NextAnswerBy(now time.Time) time.Time {
	return p.quarter(p.AfterOfficeTime(now, minutes(p.Desk.NextAnswerMinutes)))
}

// ClosesAt is when a case closes of itself that was answered at now, if the worker says nothing more: when the office closes on the last
// of closing_days days on which it works, counted from the day after now.
func (p Programme) ClosesAt(now time.Time) time.Time {
	day := civil.DateOf(now.In(p.zone))
	var closing time.Time
	for worked := 0; worked < p.Desk.ClosingDays; {
		day = day.AddDays(1)
		if open := p.openOn(day); len(open) > 0 {
			closing = open[len(open)-1].to
			worked++
		}
	}
	return closing
}

// quarter is the first full quarter of an hour from t on that lies within an opening, later than its beginning: nobody can have been
// answered by the minute at which the office opens.
func (p Programme) quarter(t time.Time) time.Time {
	for o := range p.openFrom(t) {
		if q := roundUp(later(t.In(p.zone), o.from.Add(time.Nanosecond))); q.Before(o.to) {
			return q
		}
	}
	panic("unreachable: openFrom does not end")
}

// roundUp is the first full quarter of an hour from t on. Zones are whole quarters apart, so it is full on every clock.
func roundUp(t time.Time) time.Time {
	const quarter = 15 * time.Minute
	if q := t.Truncate(quarter); q.Before(t) {
		return q.Add(quarter)
	}
	return t
}

func minutes(n int) time.Duration { return time.Duration(n) * time.Minute }
