package jamsostek

import (
	"slices"

	"jagaetam/internal/civil"
)

// ledger says of each month who pays for it.
type ledger struct {
	spans      []Span               // none of them refused
	own        map[civil.Month]bool // the months he paid himself, and whether that is confirmed
	first, end civil.Month          // of all months that anybody pays; zero if nobody pays any
	now        civil.Month          // the present month
	last       civil.Month          // up to the present one that anybody pays; zero if there is none
}

// entry is who pays for a month. A decree that BPJS has not confirmed is a promise, and no payment.
type entry struct {
	paid, promised bool
	sponsor        Sponsor // empty if he pays himself
	reported       bool    // by his word alone
	payers         int
}

// ledger leaves out what a worker who left is not paid for any more.
func (k Known) ledger(now civil.Month) ledger {
	gone, left := k.LeftOn.MonthOf(), k.Left != ""
	l := ledger{own: map[civil.Month]bool{}, now: now}
	for _, s := range k.Spans {
		if left && gone.Before(s.Last) {
			s.Last = gone
		}
		if s.State != SpanRefused && !s.Last.Before(s.First) {
			l.spans = append(l.spans, s)
			l.reach(s.First, s.Last)
		}
	}
	for _, p := range k.Paid {
		if k.Left != LeftDied || !gone.Before(p.Month) {
			l.own[p.Month] = l.own[p.Month] || p.Confirmed
			l.reach(p.Month, p.Month)
		}
	}
	l.last = l.lastUntil(now, anybody)
	return l
}

func (l *ledger) reach(first, end civil.Month) {
	if l.first.IsZero() || first.Before(l.first) {
		l.first = first
	}
	if l.end.Before(end) {
		l.end = end
	}
}

// at is who pays for the month. Of several sponsors that is one whom BPJS has accepted, and of those the one that pays longest; what
// a sponsor pays for, the worker need not have paid.
func (l ledger) at(month civil.Month) entry {
	var e entry
	var by Span
	for _, s := range l.spans {
		if !s.Has(month) {
			continue
		}
		e.payers++
		if by.State == "" || s.State == SpanActive && by.State != SpanActive || s.State == by.State && by.Last.Before(s.Last) {
			by = s
		}
	}
	confirmed, own := l.own[month]
	if own {
		e.payers++
	}
	switch {
	case by.State == SpanActive:
		e.paid, e.sponsor = true, by.Sponsor
	case own:
		e.paid, e.reported = true, !confirmed
	case by.State == SpanListed:
		e.promised, e.sponsor = true, by.Sponsor
	}
	return e
}

func anybody(e entry) bool  { return e.payers > 0 }
func paid(e entry) bool     { return e.paid }
func promised(e entry) bool { return e.promised }
func reported(e entry) bool { return e.reported }
func double(e entry) bool   { return e.payers > 1 }

// months are those for which holds does, of all that anybody pays and that lie between.
func (l ledger) months(holds func(entry) bool) []civil.Month {
	var months []civil.Month
	for month := l.first; !l.first.IsZero() && !l.end.Before(month); month = month.Add(1) {
		if holds(l.at(month)) {
			months = append(months, month)
		}
	}
	return months
}

// lastUntil is the last month up to the given one for which holds does; zero if there is none.
func (l ledger) lastUntil(month civil.Month, holds func(entry) bool) civil.Month {
	for _, m := range slices.Backward(l.months(holds)) {
		if !month.Before(m) {
			return m
		}
	}
	return civil.Month{}
}

// ahead is the first month after the present one that anybody pays; zero if there is none.
func (l ledger) ahead() civil.Month {
	for _, month := range l.months(anybody) {
		if l.now.Before(month) {
			return month
		}
	}
	return civil.Month{}
}

// free is the first month from the given one on that nobody pays.
func (l ledger) free(month civil.Month) civil.Month {
	for anybody(l.at(month)) {
		month = month.Add(1)
	}
	return month
}

// run is the unbroken row of paid months that the present one is in, or the last before it or, where there was none, the first to
// come; zero if no month is paid.
func (l ledger) run() (first, last civil.Month) {
	first = l.lastUntil(l.now, paid)
	if months := l.months(paid); first.IsZero() && len(months) > 0 {
		first = months[0]
	}
	for last = first; paid(l.at(last.Add(1))); {
		last = last.Add(1)
	}
	for paid(l.at(first.Add(-1))) {
		first = first.Add(-1)
	}
	return first, last
}

// holes are the months before the last one that anybody pays, up to the present, that nobody did.
func (l ledger) holes() []civil.Month {
	var months []civil.Month
	for month := l.first; month.Before(l.last); month = month.Add(1) {
		if !anybody(l.at(month)) {
			months = append(months, month)
		}
	}
	return months
}

// unpaid are the months after the last one that anybody pays whose due date is over on the day.
func (l ledger) unpaid(day civil.Date, holidays Holidays) []civil.Month {
	var months []civil.Month
	for month := l.last.Add(1); !l.last.IsZero() && Due(month, holidays).Before(day); month = month.Add(1) {
		months = append(months, month)
	}
	return months
}

// decree is the first that begins after the present month, or that is not confirmed and not over; zero if there is none.
func (l ledger) decree() Span {
	var first Span
	for _, s := range l.spans {
		coming := l.now.Before(s.First) || s.State == SpanListed && s.Has(l.now)
		if coming && (first.State == "" || s.First.Before(first.First)) {
			first = s
		}
	}
	return first
}
