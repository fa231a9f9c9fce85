package programme

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"jagaetam/internal/civil"
)

func TestNextSending(t *testing.T) {
	p := with(t, []string{"2027-03-10", "2027-03-11", "2027-03-12"})
	for now, want := range map[string]string{
		"2026-11-23 07:59": "2026-11-23 08:00", // before the window
		"2026-11-23 08:00": "2026-11-23 08:00",
		"2026-11-23 12:30": "2026-11-23 12:30", // the office's break is none of it
		"2026-11-23 16:59": "2026-11-23 16:59",
		"2026-11-23 17:00": "2026-11-24 08:00", // after it
		"2026-11-27 10:59": "2026-11-27 10:59", // Friday
		"2026-11-27 11:00": "2026-11-27 13:00",
		"2026-11-27 12:59": "2026-11-27 13:00",
		"2026-11-27 13:00": "2026-11-27 13:00",
		"2026-11-26 11:30": "2026-11-26 11:30", // Thursday has no pause
		"2026-11-28 07:00": "2026-11-28 08:00", // nor has a Saturday, which is a day like others
		"2026-12-31 16:59": "2026-12-31 16:59",
		"2026-12-31 17:00": "2027-01-02 08:00", // over 1 January
		"2027-01-01 00:00": "2027-01-02 08:00",
		"2027-01-01 12:00": "2027-01-02 08:00", // a Friday too
		"2027-03-10 10:00": "2027-03-13 08:00", // several holidays in a row
		"2027-03-09 18:00": "2027-03-13 08:00",
	} {
		got := p.NextSending(at(t, p, now))
		if got.Format(minute) != want || got.Location() != p.Zone() {
			t.Errorf("after %s comes %s, want %s", now, got, want)
		}
	}
}

func TestNextSendingInAYearOfHolidays(t *testing.T) {
	p := with(t, yearOfHolidays())
	if got := p.NextSending(at(t, p, "2026-12-31 17:00")).Format(minute); got != "2028-01-01 08:00" {
		t.Errorf("after a year of holidays comes %s", got)
	}
}

func TestNextSendingWhereTheDayBeginsInThePause(t *testing.T) {
	p := with(t, nil, `from         = "08:00"`, `from = "11:30"`)
	for _, now := range []string{"2026-11-26 18:00", "2026-11-27 08:00", "2026-11-27 12:00"} {
		if got := p.NextSending(at(t, p, now)).Format(minute); got != "2026-11-27 13:00" {
			t.Errorf("after %s comes %s, in the pause", now, got)
		}
	}
}

func TestNextSendingProperties(t *testing.T) {
	all := offices(t)
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.SampledFrom(all).Draw(t, "programme")
		a, b := moments(p).Draw(t, "a"), moments(p).Draw(t, "b")
		got := p.NextSending(a)
		if got.Before(a) || !p.NextSending(got).Equal(got) {
			t.Fatalf("after %s comes %s, then %s", a, got, p.NextSending(got))
		}
		clock := got.Format("15:04")
		if clock < "08:00" || clock >= "17:00" || got.Weekday() == time.Friday && clock >= "11:00" && clock < "13:00" || p.Holidays()[civil.DateOf(got)] {
			t.Fatalf("after %s comes %s, when nobody may be written to", a, got)
		}
		if next := p.NextSending(b); !a.After(b) && next.Before(got) {
			t.Fatalf("after %s comes %s, but after the later %s %s", a, got, b, next)
		}
		if b.Before(got) && b.After(a) && p.NextSending(b).Equal(b) {
			t.Fatalf("after %s comes %s, but %s would do", a, got, b)
		}
	})
}

func TestAfterSending(t *testing.T) {
	p := with(t, []string{"2026-11-24"})
	for from, want := range map[string]string{
		"2026-11-23 09:00": "2026-11-23 12:00",
		"2026-11-23 14:00": "2026-11-23 17:00", // with the closing
		"2026-11-23 15:00": "2026-11-25 09:00", // over a holiday
		"2026-11-26 16:00": "2026-11-27 10:00",
		"2026-11-27 09:00": "2026-11-27 14:00", // over the pause of a Friday
		"2026-11-27 12:00": "2026-11-27 16:00",
		"2026-11-28 20:00": "2026-11-29 11:00",
	} {
		if got := p.AfterSending(at(t, p, from), 3*time.Hour); got.Format(minute) != want {
			t.Errorf("three hours from %s end at %s, want %s", from, got, want)
		}
	}
	if got := p.AfterSending(at(t, p, "2026-11-23 20:00"), 0); got.Format(minute) != "2026-11-25 08:00" {
		t.Errorf("nothing at all ends at %s", got)
	}
}

func TestFails(t *testing.T) {
	for _, c := range []struct {
		tried, failed int
		want          bool
	}{{49, 49, false}, {50, 2, false}, {50, 3, true}, {200, 10, false}, {200, 11, true}} {
		if got := usualBroadcast.Fails(c.tried, c.failed); got != c.want {
			t.Errorf("%d of %d: %t", c.failed, c.tried, got)
		}
	}
}
