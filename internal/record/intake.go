package record

import (
	"slices"

	"jagaetam/internal/civil"
)

// Intake says whether registration is open on a day, as the windows of the decrees have it.
type Intake struct {
	State IntakeState
	// Room is how many places are free on the lists of the decrees for which registration is open; NoLimit where one of them has no quota.
	Room int
	// Opens is the next day on which registration opens for a decree, as far as one is known; Closes is the last day on which it is open.
	// Either may be zero.
	Opens, Closes civil.Date
}

// NoLimit is the Room of an intake in which nobody counts.
const NoLimit = -1

// IntakeState is whether registration is open. An application is taken at any time: whoever files one while it is not open waits.
type IntakeState string

// The states of registration.
const (
	IntakeOpen   IntakeState = "open"
	IntakeClosed IntakeState = "closed" // no decree's window is open
	IntakeFull   IntakeState = "full"   // a window is open, and its quota is full
)

// IntakeOn is whether registration is open on the day. It is while a decree whose months are not over is within its window and has room; a
// decree without a window is within it always. Where no decree has ever had a window, registration is open always, whatever the quotas:
// the office has not chosen to close it.
func IntakeOn(decrees []Decree, day civil.Date) Intake {
	if !slices.ContainsFunc(decrees, Decree.HasWindow) {
		return Intake{State: IntakeOpen, Room: NoLimit}
	}
	var current []Decree
	intake := Intake{State: IntakeClosed}
	for _, d := range decrees {
		switch {
		case d.Last.Before(day.MonthOf()):
		case d.opensAfter(day):
			if intake.Opens.IsZero() || d.Opens.Before(intake.Opens) {
				intake.Opens = d.Opens
			}
		case d.Closes.IsZero() || !d.Closes.Before(day):
			current = append(current, d)
		}
	}
	if len(current) == 0 {
		return intake
	}
	intake.State = IntakeFull
	for _, d := range current {
		switch room := d.room(); {
		case room == 0:
		case intake.State == IntakeFull:
			intake.State, intake.Room, intake.Closes = IntakeOpen, room, d.Closes
		default:
			intake.join(room, d.Closes)
		}
	}
	return intake
}

// join adds another decree for which registration is open: the longest of their windows counts.
func (i *Intake) join(room int, closes civil.Date) {
	if room == NoLimit || i.Room == NoLimit {
		i.Room = NoLimit
	} else {
		i.Room += room
	}
	if closes.IsZero() || !i.Closes.IsZero() && i.Closes.Before(closes) {
		i.Closes = closes
	}
}

// For is the intake as somebody meets it: places that are kept for others, or for which others stand before him in line, are not free for
// him.
func (i Intake) For(l Line) Intake {
	if i.State == IntakeOpen && i.Room != NoLimit && !l.Holds && i.Room <= l.Held+l.Ahead {
		i.State = IntakeFull
	}
	return i
}

// HasWindow says whether registration for the decree is bound to days.
func (d Decree) HasWindow() bool { return !d.Opens.IsZero() || !d.Closes.IsZero() }

func (d Decree) opensAfter(day civil.Date) bool { return !d.Opens.IsZero() && day.Before(d.Opens) }

// room is how many more the decree pays for.
func (d Decree) room() int {
	if d.Quota == 0 {
		return NoLimit
	}
	return max(0, d.Quota-d.Listed)
}
