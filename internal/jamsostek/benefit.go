package jamsostek

import (
	"errors"
	"fmt"
	"time"

	"jagaetam/internal/civil"
)

// The sums of PP 82/2019, in rupiah.
const (
	deathBenefit        = 42_000_000 // 20 million to the heirs, 12 million in place of a pension, 10 million for the funeral
	funeralBenefit      = 10_000_000
	pensionBenefit      = 12_000_000
	accidentDeathMonths = 48 // of the reported base
)

// The membership that a benefit needs.
const (
	deathMonths      = 3 // before it only the funeral is paid: Permenaker 1/2025
	scholarshipYears = 3 // after a death that is no work accident: PP 82/2019
)

// sinceWait is the day that Permenaker 1/2025 was promulgated.
var sinceWait = civil.Date{Year: 2025, Month: time.February, Day: 24}

// Member is what a member's benefits depend on.
type Member struct {
	Since civil.Date // the first day of a membership without a gap
	Tier  Tier       // as reported; what he really earns raises no benefit
}

// Benefits are the sums that a member's heirs are paid, in rupiah. Treatment after a work accident (JKK) is not among them: it is paid
// as long as it is needed, from the first day of membership.
type Benefits struct {
	// Death is what JKM pays whatever the cause.
	Death int64
	// AccidentDeath is what JKK pays instead after a work accident, without any waiting.
	AccidentDeath int64
	// Scholarship is the most that the children get together after an ordinary death.
	Scholarship int64
	// AccidentScholarship is the same after death or total disability through a work accident, without any waiting.
	AccidentScholarship int64
}

// Benefits are what is due for something that happens on the day to a member who is not inactive by then; before his first day that is
// nothing. It is an error if the member has no first day, or if the day is before 24 February 2025, when other rules were in force.
func (m Member) Benefits(day civil.Date) (Benefits, error) {
	switch {
	case m.Since.IsZero():
		return Benefits{}, errors.New("a member has a first day")
	case day.Before(sinceWait):
		return Benefits{}, fmt.Errorf("the rules for %s are not known, only those since %s", day, sinceWait)
	case day.Before(m.Since):
		return Benefits{}, nil
	}
	b := Benefits{
		Death:               funeralBenefit,
		AccidentDeath:       accidentDeathMonths*m.Tier.Base + pensionBenefit + funeralBenefit,
		AccidentScholarship: MaxScholarship(),
	}
	months := wholeMonths(m.Since, day)
	if months >= deathMonths {
		b.Death = deathBenefit
	}
	if months >= 12*scholarshipYears {
		b.Scholarship = MaxScholarship()
	}
	return b, nil
}

// wholeMonths is how many months have passed since a day. Where the last of them lacks the day, the month is full on the first of the
// next one, so that nothing is promised too early.
func wholeMonths(since, day civil.Date) int {
	months := day.MonthOf().Sub(since.MonthOf())
	if day.Day < since.Day {
		months--
	}
	return months
}
