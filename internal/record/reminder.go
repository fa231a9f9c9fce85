package record

import (
	"jagaetam/internal/civil"
)

// ReminderKey names a reminder. Nobody is reminded twice of the same.
type ReminderKey struct {
	Worker int64 // his place in the roll
	// Month is the contribution month that is to be paid: the first after the end of what is paid.
	Month civil.Month
	Step  ReminderStep
}

// ReminderStep is a reminder's place in the calendar of a contribution month.
type ReminderStep string

// The steps, in the order of their days: those before the end of a cover that a sponsor pays for, those of a month that the worker pays
// for, and those after months that nobody has paid.
const (
	StepEnds60  ReminderStep = "ends-60" // days before the end
	StepEnds30  ReminderStep = "ends-30"
	StepEnds7   ReminderStep = "ends-7"
	StepEndsNow ReminderStep = "ends-now" // the last days

	StepBefore ReminderStep = "before" // the due date
	StepOn     ReminderStep = "on"
	StepAfter  ReminderStep = "after"

	StepUnpaid1 ReminderStep = "unpaid-1" // one month is unpaid
	StepUnpaid2 ReminderStep = "unpaid-2"
	StepLast    ReminderStep = "last"  // before membership ends
	StepAgain   ReminderStep = "again" // it has ended: the one offer to begin again
)

// ReminderSteps are all steps, in the order of their days.
var ReminderSteps = []ReminderStep{
	StepEnds60, StepEnds30, StepEnds7, StepEndsNow, StepBefore, StepOn, StepAfter, StepUnpaid1, StepUnpaid2, StepLast, StepAgain,
}

// Why a reminder is not said, besides the reasons of letters.
const (
	SkipPaid      = "paid"      // the month is paid, as BPJS says
	SkipReported  = "reported"  // the worker says that he has paid it
	SkipSponsored = "sponsored" // somebody else pays for it now
	SkipLeft      = "left"      // the worker has left the programme: died, moved, or another reason
	SkipWithdrawn = "withdrawn" // the consent to be reminded was taken back
	SkipStopped   = "stopped"   // the account does not want such messages
	SkipOvertaken = "overtaken" // its days passed before it could be said
	SkipOutranked = "outranked" // a more important one about the same worker was said on its day
	SkipUnpriced  = "unpriced"  // the tariff has no price for the month, or the cover cannot be told
)
