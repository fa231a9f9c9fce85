package jamsostek

import (
	"errors"
	"fmt"
	"slices"

	"jagaetam/internal/civil"
)

// Known is all that a worker's cover is told from.
type Known struct {
	Stage Stage
	// Terms price the month that he would pay for himself; their payer is ignored. Without a sector nothing is priced.
	Terms Terms
	Spans []Span
	Paid  []Paid
	// Left says why he has left, on the day LeftOn: sponsors pay until the end of that month. It may be known beforehand.
	Left   Leaving
	LeftOn civil.Date
	// AsOf is the day of the newest data from BPJS that Spans and Paid were held to; zero if there are none yet.
	AsOf civil.Date
}

// Stage is how far a worker's application has come, as far as cover goes.
type Stage string

// The stages of an application.
const (
	StageNone     Stage = ""
	StageApplied  Stage = "applied"
	StageUnderway Stage = "underway" // being examined
	StageWaiting  Stage = "waiting"  // eligible, but the quota is full
	StageListed   Stage = "listed"   // in a decree
	StageReturned Stage = "returned" // to be mended by the worker
	StageRefused  Stage = "refused"
)

// Stages are all stages.
var Stages = []Stage{StageNone, StageApplied, StageUnderway, StageWaiting, StageListed, StageReturned, StageRefused}

// Paid is a month that the worker has paid for himself.
type Paid struct {
	Month civil.Month
	// Confirmed says that BPJS knows of it, and not the worker alone.
	Confirmed bool
}

// Leaving is why a worker has left the programme.
type Leaving string

// The reasons to leave. Who moved or withdrew may go on paying for himself; the others have no need of it, or no right to.
const (
	LeftDied      Leaving = "died"
	LeftMoved     Leaving = "moved"     // away from the regency
	LeftEmployed  Leaving = "employed"  // became PU, so that an employer pays
	LeftState     Leaving = "state"     // became ASN, TNI or POLRI
	LeftAged      Leaving = "aged"      // has turned 65
	LeftWithdrawn Leaving = "withdrawn" // wanted to
)

// Leavings are all reasons to leave.
var Leavings = []Leaving{LeftDied, LeftMoved, LeftEmployed, LeftState, LeftAged, LeftWithdrawn}

func (l Leaving) mayGoOn() bool { return l == LeftMoved || l == LeftWithdrawn }

func (k Known) check(day civil.Date) error {
	switch {
	case !day.IsValid():
		return fmt.Errorf("cover is asked for on %s, which is no day", day)
	case !slices.Contains(Stages, k.Stage):
		return fmt.Errorf("stage %q is none of %q", k.Stage, Stages)
	case k.Left != "" && !slices.Contains(Leavings, k.Left):
		return fmt.Errorf("reason to leave %q is none of %v", k.Left, Leavings)
	case k.Left != "" && !k.LeftOn.IsValid():
		return fmt.Errorf("left (%s), but on no day", k.Left)
	case k.Left == "" && !k.LeftOn.IsZero():
		return fmt.Errorf("left on %s for no reason", k.LeftOn)
	case slices.ContainsFunc(k.Paid, func(p Paid) bool { return p.Month.IsZero() }):
		return errors.New("something is paid for no month")
	}
	for _, s := range k.Spans {
		if err := s.check(); err != nil {
			return err
		}
	}
	return nil
}

// ended says whether the worker has left by the day and is not one who pays for himself since.
func (k Known) ended(day civil.Date) bool {
	if k.Left == "" || day.Before(k.LeftOn) {
		return false
	}
	paysOn := func(p Paid) bool { return k.LeftOn.MonthOf().Before(p.Month) }
	return !k.Left.mayGoOn() || !slices.ContainsFunc(k.Paid, paysOn)
}
