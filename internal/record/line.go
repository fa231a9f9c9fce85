package record

import (
	"fmt"
	"slices"
	"time"

	"jagaetam/internal/chat"
)

// Waiting is an account's place in the line of those who asked to be told when registration opens.
type Waiting struct {
	// Place names it. Who asked earlier has a lower one.
	Place   int64
	Contact string
	Since   time.Time
	// ToldAt is when the account was told; zero while it waits. Lost says that what it was told could not be said, because it could not be
	// reached: then it waits as before.
	ToldAt    time.Time
	Lost      bool
	Reachable bool
	// Receipt is the latest application of the account's own, or one that it filed for another since it asked; 0 where there is none. State
	// is how far that has come.
	Receipt Receipt
	State   ApplicationState
}

// PlaceHolds is how long a place is kept for who was told that registration is open. Whoever has filed an application keeps it until that
// was examined.
const PlaceHolds = 7 * 24 * time.Hour

// Told says whether the account was told.
func (w Waiting) Told() bool { return !w.ToldAt.IsZero() && !w.Lost }

// Holds says whether a place is kept for the account at the moment. Who is on a decree's list counts there and not here.
func (w Waiting) Holds(now time.Time) bool {
	return w.Told() && w.State != StateDecreed && (w.State.Examinable() || now.Before(w.ToldAt.Add(PlaceHolds)))
}

// Once names what the account is told at the moment: nobody is told the same twice.
func (w Waiting) Once(at time.Time) string { return fmt.Sprintf("opening:%d:%d", w.Place, at.Unix()) }

// Line is the line as one account sees it.
type Line struct {
	// Place is the account's among those who wait, from 1; 0 where it does not wait.
	Place int
	// Holds says that the account was told that registration is open and a place is kept for it. Held is how many are kept for others.
	Holds bool
	Held  int
	// Ahead is how many are told before the account: those who wait and can be reached, and asked earlier.
	Ahead int
}

// LineFor is the line as the account sees it at the moment; all is in its order.
func LineFor(all []Waiting, contact string, now time.Time) Line {
	var l Line
	mine := slices.IndexFunc(all, func(w Waiting) bool { return w.Contact == contact })
	for i, w := range all {
		before := mine < 0 || all[mine].Told() || i < mine
		switch {
		case i == mine:
			l.Holds = w.Holds(now)
		case w.Holds(now):
			l.Held++
		case !w.Told() && w.Reachable && before:
			l.Ahead++
		}
		if !w.Told() && mine >= 0 && i <= mine && !all[mine].Told() {
			l.Place++
		}
	}
	return l
}

// StillWaiting is how many of them wait to be told.
func StillWaiting(all []Waiting) int {
	n := 0
	for _, w := range all {
		if !w.Told() {
			n++
		}
	}
	return n
}

// The effects on the line.
type (
	// AskToBeTold puts the account at the end of the line. The outcome is OutcomeAsked with Place, its place among those who wait, or
	// OutcomeSame with Place where it waits already. Who was told before begins anew.
	AskToBeTold struct {
		By chat.Person
		At time.Time
	}

	// LeaveLine takes the account out of the line. The outcome is OutcomeAnswered, or OutcomeNoMatch where it is not in it.
	LeaveLine struct {
		By chat.Person
		At time.Time
	}

	// TellOpening tells the account at the place that registration is open, and keeps that it was told. The outcome is OutcomeAnswered, or
	// OutcomeSame, with nothing said, where it has been told or has left the line.
	TellOpening struct {
		Place int64
		At    time.Time
		Words chat.Words
	}
)

func (AskToBeTold) effect() {}
func (LeaveLine) effect()   {}
func (TellOpening) effect() {}
