package jamsostek

import (
	"slices"

	"jagaetam/internal/civil"
)

// CoverState is how a worker is covered.
type CoverState string

// The states of cover. Where nobody has paid anything yet, the stage of the application tells them apart.
const (
	CoverNever    CoverState = "never" // nobody has paid, and he has not applied
	CoverApplied  CoverState = "applied"
	CoverUnderway CoverState = "underway"
	CoverWaiting  CoverState = "waiting"
	CoverReturned CoverState = "returned"
	CoverRefused  CoverState = "refused" // the application, or by BPJS
	// CoverListed: cover is to come, by a decree that begins later or that BPJS has not confirmed, or by months that he has paid ahead.
	CoverListed    CoverState = "listed"
	CoverSponsored CoverState = "sponsored" // a sponsor pays for this month
	CoverSelf      CoverState = "self"      // he has paid for this month
	CoverDue       CoverState = "due"       // this month can still be paid in time, and none before it is unpaid
	CoverUnpaid    CoverState = "unpaid"    // up to three months are unpaid, and he is still a member
	CoverLapsed    CoverState = "lapsed"    // he is a member no more, as three months were not paid
	CoverEnded     CoverState = "ended"     // he has left; what is paid holds to its end
)

// CoverStates are all states of cover.
var CoverStates = []CoverState{
	CoverNever, CoverApplied, CoverUnderway, CoverWaiting, CoverReturned, CoverRefused, CoverListed, CoverSponsored, CoverSelf, CoverDue,
	CoverUnpaid, CoverLapsed, CoverEnded,
}

// Step is the one thing that a worker is to do next.
type Step string

// The steps.
const (
	StepNone     Step = "none"
	StepRegister Step = "register"
	StepWait     Step = "wait"    // until the application is decided
	StepCorrect  Step = "correct" // the application, and send it again
	StepConfirm  Step = "confirm" // wait until BPJS has confirmed what was decreed or reported
	StepAsk      Step = "ask"     // an officer
	StepPayNext  Step = "pay-next"
	StepPayNow   Step = "pay-now" // its due date is over
	// StepPayAgain: pay for a month, or ask. The sources disagree on what a payment after a lapse brings back, and whether waits begin anew.
	StepPayAgain Step = "pay-again"
)

// Steps are all steps.
var Steps = []Step{StepNone, StepRegister, StepWait, StepCorrect, StepConfirm, StepAsk, StepPayNext, StepPayNow, StepPayAgain}

// nearMonths is how many months before the first that nobody pays a worker is told to pay it.
const nearMonths = 2

// state is the state of a cover whose months are told already.
func (k Known) state(l ledger, c Cover, day civil.Date) CoverState {
	here := l.at(l.now)
	switch {
	case k.ended(day):
		return CoverEnded
	case here.paid && here.sponsor == "":
		return CoverSelf
	case here.paid:
		return CoverSponsored
	case l.first.IsZero():
		return k.applicant()
	case here.promised || c.Until.IsZero() || l.now.Before(c.Since):
		return CoverListed
	case l.now.Before(Lapse(l.last)) && len(c.Unpaid) == 0:
		return CoverDue
	case l.now.Before(Lapse(l.last)):
		return CoverUnpaid
	case !l.ahead().IsZero():
		return CoverListed
	}
	return CoverLapsed
}

// applicant is the state of somebody for whom nobody has paid or will.
func (k Known) applicant() CoverState {
	refused := slices.ContainsFunc(k.Spans, func(s Span) bool { return s.State == SpanRefused })
	switch {
	case refused && (k.Stage == StageNone || k.Stage == StageListed):
		return CoverRefused
	case k.Stage == StageNone:
		return CoverNever
	}
	return CoverState(k.Stage) // the same words
}

// payer is who pays for the present month, paid last or, in CoverListed, will pay.
func (l ledger) payer(c Cover) (Payer, Sponsor) {
	month := c.Until
	switch {
	case anybody(l.at(l.now)):
		month = l.now
	case c.State == CoverListed && !l.ahead().IsZero():
		month = l.ahead()
	case c.State == CoverListed:
		month = l.last
	}
	e := l.at(month)
	if !anybody(e) {
		return "", ""
	}
	return e.sponsor.Payer(), e.sponsor
}

// nextMonth is the month that the worker is to pay next; zero if there is none.
func (k Known) nextMonth(l ledger, c Cover) civil.Month {
	if c.State == CoverDue || c.State == CoverUnpaid {
		return l.last.Add(1)
	}
	from := l.now
	if from.Before(l.first) {
		from = l.first
	}
	next := l.free(from)
	if gone := k.Left != "" && !k.Left.mayGoOn(); gone && (c.State == CoverEnded || k.LeftOn.MonthOf().Before(next)) {
		return civil.Month{}
	}
	return next
}

// step is the step of a cover that all else is told of.
func (k Known) step(l ledger, c Cover) Step {
	switch c.State {
	case CoverNever:
		return StepRegister
	case CoverApplied, CoverUnderway, CoverWaiting:
		return StepWait
	case CoverReturned:
		return StepCorrect
	case CoverRefused:
		return StepAsk
	case CoverListed:
		return c.await(l)
	case CoverSponsored, CoverSelf:
		return c.keep(l.now)
	case CoverDue:
		return StepPayNext
	case CoverUnpaid:
		return StepPayNow
	case CoverLapsed:
		if k.Stage == StageReturned {
			return StepCorrect
		}
		return StepPayAgain
	default: // CoverEnded
		return k.goOn(l, c)
	}
}

// await is the step of somebody whose cover is to come.
func (c Cover) await(l ledger) Step {
	switch {
	case l.first.IsZero(), c.Decree.State == SpanListed:
		return StepConfirm
	case anybody(l.at(l.now)) || !l.ahead().IsZero():
		return StepNone
	}
	return StepAsk // the decree is over, and BPJS never confirmed it
}

// keep is the step of somebody who is covered.
func (c Cover) keep(now civil.Month) Step {
	near := func(month civil.Month) bool { return month.Sub(now) <= nearMonths }
	switch {
	case !c.Next.Month.IsZero() && near(c.Next.Month):
		return StepPayNext
	case !c.Next.Month.IsZero() && near(c.Until.Add(1)): // a decree follows that is not confirmed
		return StepConfirm
	case slices.Contains(c.Reported, now):
		return StepConfirm
	}
	return StepNone
}

// goOn is the step of somebody who has left.
func (k Known) goOn(l ledger, c Cover) Step {
	switch {
	case k.Left == LeftAged:
		return StepAsk
	case !k.Left.mayGoOn() || c.Until.IsZero():
		return StepNone
	case l.now.Before(c.Next.Month):
		return StepPayNext
	}
	return StepPayAgain
}
