package jamsostek

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"jagaetam/internal/civil"
)

// naive is the cover reckoned month by month, by other means than Cover: a row of boxes, one a month, and what is in each.
type naive struct {
	known    Known
	holidays Holidays
	day      civil.Date
}

const (
	nobody = iota
	onlyPromised
	onlySaid
	himself
	bySponsor
)

// box is what a month is worth, and how many pay for it.
func (n naive) box(m civil.Month) (worth, payers int) {
	gone := func(dead bool) bool {
		return n.known.Left != "" && (!dead || n.known.Left == LeftDied) && m.First().Year*12+int(m.Month) > n.known.LeftOn.Year*12+int(n.known.LeftOn.Month)
	}
	for _, s := range n.known.Spans {
		inside := m == s.First || m == s.Last || s.First.Before(m) && m.Before(s.Last)
		if !inside || gone(false) || s.State == SpanRefused {
			continue
		}
		payers++
		if s.State == SpanActive {
			worth = bySponsor
		} else {
			worth = max(worth, onlyPromised)
		}
	}
	own := false
	for _, p := range n.known.Paid {
		if p.Month != m || gone(true) {
			continue
		}
		own = true
		if p.Confirmed {
			worth = max(worth, himself)
		} else {
			worth = max(worth, onlySaid)
		}
	}
	if own {
		payers++
	}
	return worth, payers
}

// overdue counts the days from the fifteenth on that somebody can pay on.
func (n naive) overdue(m civil.Month) bool {
	for day := m.First().AddDays(14); day.Before(n.day); day = day.AddDays(1) {
		if weekday := day.Weekday(); weekday != time.Saturday && weekday != time.Sunday && !n.holidays[day] {
			return true
		}
	}
	return false
}

func (n naive) gone() bool {
	if n.known.Left == "" || n.day.Before(n.known.LeftOn) {
		return false
	}
	if n.known.Left == LeftMoved || n.known.Left == LeftWithdrawn {
		for _, p := range n.known.Paid {
			if p.Month.Sub(n.known.LeftOn.MonthOf()) > 0 {
				return false
			}
		}
	}
	return true
}

// state walks from the first month to the present one and counts the months in a row that nobody pays.
func (n naive) state(from, to civil.Month) CoverState {
	now := n.day.MonthOf()
	inRow, late, ever, everPaid, coming := 0, false, false, false, false
	for m := from; m.Before(now) || m == now; m = m.Add(1) {
		switch worth, _ := n.box(m); {
		case worth != nobody:
			inRow, late, ever = 0, false, true
			everPaid = everPaid || worth > onlyPromised
		case ever:
			inRow++
			late = late || n.overdue(m)
		}
	}
	for m := now.Add(1); m.Before(to); m = m.Add(1) {
		worth, _ := n.box(m)
		coming = coming || worth != nobody
	}
	worth, _ := n.box(now)
	switch {
	case n.gone():
		return CoverEnded
	case worth == bySponsor:
		return CoverSponsored
	case worth == himself || worth == onlySaid:
		return CoverSelf
	case worth == onlyPromised:
		return CoverListed
	case !ever && !coming:
		return "by the application"
	case !everPaid, inRow > 3 && coming:
		return CoverListed
	case inRow > 3:
		return CoverLapsed
	case late:
		return CoverUnpaid
	}
	return CoverDue
}

func drawKnown(t *rapid.T) (Known, civil.Date) {
	base := civil.Month{Year: 2026, Month: 1}
	drawMonth := func(name string) civil.Month { return base.Add(rapid.IntRange(0, 30).Draw(t, name)) }
	k := Known{
		Stage: rapid.SampledFrom(Stages).Draw(t, "stage"),
		Terms: Terms{Sector: rapid.SampledFrom([]Sector{Transport, Others}).Draw(t, "sector"), Income: rapid.Int64Range(0, 25_000_000).Draw(t, "income")},
	}
	for range rapid.IntRange(0, 4).Draw(t, "spans") {
		first := drawMonth("first")
		k.Spans = append(k.Spans, Span{
			Sponsor: rapid.SampledFrom(Sponsors).Draw(t, "sponsor"), First: first, Last: first.Add(rapid.IntRange(0, 13).Draw(t, "length")),
			State: rapid.SampledFrom([]SpanState{SpanListed, SpanActive, SpanActive, SpanRefused}).Draw(t, "state"),
		})
	}
	for range rapid.IntRange(0, 4).Draw(t, "payments") {
		first, confirmed := drawMonth("paid"), rapid.Bool().Draw(t, "confirmed")
		for i := range rapid.SampledFrom(Periods).Draw(t, "months") {
			k.Paid = append(k.Paid, Paid{first.Add(i), confirmed})
		}
	}
	drawDay := func(name string) civil.Date { return base.First().AddDays(rapid.IntRange(-40, 1200).Draw(t, name)) }
	if rapid.IntRange(0, 3).Draw(t, "left") == 0 {
		k.Left, k.LeftOn = rapid.SampledFrom(Leavings).Draw(t, "why"), drawDay("left on")
	}
	return k, drawDay("day")
}

// Whatever is known and whatever the day, cover has no hole that the answer is silent on, and promises nothing that nobody pays for.
func TestCoverLeavesNoHoleUnsaid(t *testing.T) {
	law, holidays := Law(), FixedHolidays()
	rapid.Check(t, func(t *rapid.T) {
		k, day := drawKnown(t)
		c, err := law.Cover(k, day, holidays)
		if err != nil {
			t.Fatal(err)
		}
		n := naive{k, holidays, day}
		from, to, now := civil.Month{Year: 2025, Month: 6}, civil.Month{Year: 2031, Month: 1}, day.MonthOf()
		said := say(c)

		if want := n.state(from, to); want != "by the application" && c.State != want {
			t.Fatalf("%s; want %s", said, want)
		}
		begun, last := false, civil.Month{}
		for m := from; m.Before(now) || m == now; m = m.Add(1) {
			if worth, _ := n.box(m); worth != nobody {
				last = m
			}
		}
		for m := from; m.Before(to); m = m.Add(1) {
			worth, payers := n.box(m)
			begun = begun || worth != nobody
			in := func(months []civil.Month) bool { return slices.Contains(months, m) }
			switch {
			case in(c.Double) != (payers > 1), in(c.Promised) != (worth == onlyPromised), in(c.Reported) != (worth == onlySaid):
				t.Fatalf("%s: %s has %d payers and is worth %d", said, m, payers, worth)
			case (in(c.Holes) || in(c.Unpaid)) && (!begun || worth != nobody || now.Before(m)):
				t.Fatalf("%s: %s is said to be missing", said, m)
			case worth != nobody && m == c.Next.Month:
				t.Fatalf("%s: %s is paid already", said, m)
			case worth != nobody || !begun || in(c.Holes) || in(c.Unpaid):
			case n.gone() && last.Before(m):
			case m.Before(now):
				t.Fatalf("%s: nobody paid %s, and that is not said", said, m)
			case m == now && n.overdue(m):
				t.Fatalf("%s: %s is overdue, and that is not said", said, m)
			case !c.Next.Month.IsZero() && m.Before(c.Next.Month):
				t.Fatalf("%s: nobody pays %s, and next comes a later one", said, m)
			case c.Next.Month.IsZero() && !(k.Left != "" && k.LeftOn.MonthOf().Before(m)):
				t.Fatalf("%s: nobody pays %s, and nothing comes next", said, m)
			}
			if paid := worth > onlyPromised; !c.Until.IsZero() {
				switch within := !m.Before(c.Since) && !c.Until.Before(m); {
				case within && !paid:
					t.Fatalf("%s: nobody paid %s", said, m)
				case paid && (m.Add(1) == c.Since || m == c.Until.Add(1)):
					t.Fatalf("%s: it is longer, %s is paid", said, m)
				case paid && !within && c.Until.Before(m) && !now.Before(m), paid && m == now && !within:
					t.Fatalf("%s: it is not the last, %s is paid", said, m)
				}
			} else if paid {
				t.Fatalf("%s: %s is paid", said, m)
			}
		}
		if late := slices.ContainsFunc(c.Unpaid, func(m civil.Month) bool { return !n.overdue(m) }); late || c.State == CoverUnpaid && len(c.Unpaid) > 3 {
			t.Fatal(said)
		}
	})
}

// Protection lasts through every paid month and at most three after, and no benefit is promised for months that were not paid.
func TestCoverProtectsNoLongerThanPaid(t *testing.T) {
	law, holidays := Law(), FixedHolidays()
	tier, err := law.Tier(month(t, "2027-01"), 1_000_000)
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		k, day := drawKnown(t)
		c, err := law.Cover(k, day, holidays)
		if err != nil {
			t.Fatal(err)
		}
		n := naive{k, holidays, day}
		inRow, unpaid := 0, 4
		for m := (civil.Month{Year: 2025, Month: 6}); m.Before(day.MonthOf()); m = m.Add(1) {
			worth, _ := n.box(m)
			switch {
			case worth > onlyPromised && unpaid > 0:
				inRow, unpaid = 1, 0
			case worth > onlyPromised:
				inRow++
			default:
				unpaid++
			}
		}
		now, _ := n.box(day.MonthOf())
		if now > onlyPromised && unpaid > 0 {
			inRow, unpaid = 0, 0
		}
		protects := now > onlyPromised || unpaid < 3 && !n.gone()
		b, err := c.Benefits(tier, day)
		if err != nil || c.Protects(day) != protects {
			t.Fatalf("%s on %s: protects is %t (%v)", say(c), day, c.Protects(day), err)
		}
		want := int64(0)
		switch {
		case protects && inRow >= 3:
			want = 42_000_000
		case protects:
			want = 10_000_000
		}
		if b.Death != want || (b.AccidentDeath > 0) != protects || (b.Scholarship > 0) != (protects && inRow >= 36) {
			t.Fatalf("%s on %s, after %d months: %+v", say(c), day, inRow, b)
		}
	})
}
