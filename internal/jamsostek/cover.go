package jamsostek

import (
	"fmt"

	"jagaetam/internal/civil"
)

// Cover says whether a worker is insured, until when, who pays, and what he is to do next. It is silent on no month from the first that
// anybody pays: each is paid for, or stands in Promised, Holes or Unpaid, or does not come before that of Next. Only once he has left,
// nothing is said of the months after what was paid.
type Cover struct {
	State CoverState
	// Payer and Sponsor pay for the present month or, where nobody does, paid last; if the state is CoverListed, they are who will pay.
	// The sponsor is empty where the worker pays himself, and the payer too where nobody ever did.
	Payer   Payer
	Sponsor Sponsor
	// Since and Until are the first and the last of the unbroken row of paid months that the present one is in, or of the last before it
	// or, where there was none, of the first to come; zero if no month is paid. A month that is not paid breaks it, even if he stays a
	// member: no source says that the waits for benefits run on, so that is not promised.
	Since, Until civil.Month
	// Decree is the one that begins after this month, or that BPJS has not confirmed though it has begun; zero if there is none.
	Decree Span
	// Promised are the months, past and to come, that only a decree pays for that BPJS has not confirmed. They are no cover yet.
	Promised []civil.Month
	// Reported are the months that he says he has paid and nobody else pays. They count as paid before BPJS confirms them.
	Reported []civil.Month
	// Double are the months that more than one pays for: paying twice.
	Double []civil.Month
	// Holes are the months between the first and the last one paid or promised so far that nobody has paid.
	Holes []civil.Month
	// Unpaid are the months after that whose last day to pay in time is over: up to three while he is still a member.
	Unpaid []civil.Month
	// Next is what he would pay himself for the first month to pay: the first unpaid one while he is a member, else the first from the
	// present one on that nobody pays or will. Its month is zero if there is nothing for him to pay.
	Next Contribution
	// Due is the last day to pay Next in time, which is over if it is unpaid; zero where no membership is left to be kept up, and any day
	// will do.
	Due  civil.Date
	Step Step
	// AsOf is the day of the data from BPJS that this rests on; zero if there are none.
	AsOf civil.Date
}

// Cover is a worker's cover on a day of the programme's zone.
//
// A month counts as unpaid when its Due is over, and three of them in a row as Lapse has it: in the fourth month he is a member no
// more, from its first day on. A decree that BPJS has not confirmed keeps months from counting as unpaid, since the worker is not the
// one to pay them, but insures nobody: whether he is insured, Protects says.
//
// The error says what is wrong with what is known, or that the tariff knows no price for the month to be paid next.
func (t Tariff) Cover(k Known, day civil.Date, holidays Holidays) (Cover, error) {
	if err := k.check(day); err != nil {
		return Cover{}, fmt.Errorf("tell the cover: %w", err)
	}
	l := k.ledger(day.MonthOf())
	c := Cover{
		Decree: l.decree(), Promised: l.months(promised), Reported: l.months(reported), Double: l.months(double),
		Holes: l.holes(), AsOf: k.AsOf,
	}
	c.Since, c.Until = l.run()
	if !k.ended(day) {
		c.Unpaid = l.unpaid(day, holidays)
	}
	c.State = k.state(l, c, day)
	c.Payer, c.Sponsor = l.payer(c)
	next, err := t.next(k, k.nextMonth(l, c))
	if err != nil {
		return Cover{}, fmt.Errorf("tell the cover: %w", err)
	}
	c.Next = next
	if owes := c.State == CoverDue || c.State == CoverUnpaid; owes || l.now.Before(next.Month) {
		c.Due = Due(next.Month, holidays)
	}
	c.Step = k.step(l, c)
	return c, nil
}

// next is what the worker would pay himself for the month; without a month there is nothing to pay.
func (t Tariff) next(k Known, month civil.Month) (Contribution, error) {
	if month.IsZero() || k.Terms.Sector == "" {
		return Contribution{Month: month}, nil
	}
	terms := k.Terms
	terms.Payer = Self
	return t.Contribution(month, terms)
}

// Protects says whether the worker is insured on the day: it is in a month that is paid, or within the grace after it, which ends where
// he has left.
func (c Cover) Protects(day civil.Date) bool {
	month, end := day.MonthOf(), Lapse(c.Until)
	if c.State == CoverEnded {
		end = c.Until.Add(1)
	}
	return !c.Until.IsZero() && !month.Before(c.Since) && month.Before(end)
}

// Benefits are what is due to a worker of this cover for something that happens on the day; nothing if it does not protect him then. An
// unpaid month within the grace does not count as membership. Since the day of payment is not known, membership begins with the first
// day of the first paid month. The errors are those of Member.Benefits.
func (c Cover) Benefits(tier Tier, day civil.Date) (Benefits, error) {
	if !c.Protects(day) {
		return Benefits{}, nil
	}
	since := c.Since
	if unpaid := day.MonthOf().Sub(c.Until); unpaid > 0 {
		since = since.Add(unpaid - 1) // as if the present month were the first after the paid ones
	}
	return Member{Since: since.First(), Tier: tier}.Benefits(day)
}
