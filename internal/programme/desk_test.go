package programme

import (
	"fmt"
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestPromise(t *testing.T) {
	p := with(t, []string{"2026-12-21", "2026-12-22", "2026-12-23", "2026-12-24"})
	for _, c := range []struct {
		now  string
		load Load
		want string
	}{
		{"2026-11-23 08:00", Load{Officers: 1}, "2026-11-23 09:00"},
		{"2026-11-23 08:00:01", Load{Officers: 1}, "2026-11-23 09:15"},
		{"2026-11-23 07:00", Load{Officers: 1}, "2026-11-23 08:30"},
		{"2026-11-23 08:00", Load{Waiting: 3, Officers: 1}, "2026-11-23 10:00"},
		{"2026-11-23 08:00", Load{Waiting: 3, Officers: 3}, "2026-11-23 09:30"}, // 09:20
		{"2026-11-23 08:00", Load{Waiting: 3}, "2026-11-23 10:00"},              // no officer counts as one
		{"2026-11-23 08:00", Load{Waiting: 3, Officers: -2}, "2026-11-23 10:00"},
		{"2026-11-23 08:00", Load{Waiting: -3, Urgent: -1, Officers: 1}, "2026-11-23 09:00"},
		{"2026-11-23 08:00", Load{Waiting: 1, Urgent: 3, Officers: 1}, "2026-11-23 10:00"}, // urgent ones wait too
		{"2026-11-23 10:45", Load{Officers: 1}, "2026-11-23 11:45"},
		{"2026-11-23 10:46", Load{Officers: 1}, "2026-11-23 13:15"}, // 11:46 is 12:00, in the break
		{"2026-11-23 11:00", Load{Officers: 1}, "2026-11-23 13:15"}, // its beginning
		{"2026-11-23 11:10", Load{Officers: 1}, "2026-11-23 13:15"},
		{"2026-11-23 13:10", Load{Waiting: 3, Officers: 1}, "2026-11-23 15:15"}, // as docs/programme.md says
		{"2026-11-23 14:30", Load{Waiting: 3, Officers: 1}, "2026-11-24 08:00"}, // this too
		{"2026-11-23 14:45", Load{Officers: 1}, "2026-11-23 15:45"},
		{"2026-11-23 14:46", Load{Officers: 1}, "2026-11-24 07:45"}, // 15:46 is 16:00, the closing
		{"2026-11-23 15:00", Load{Officers: 1}, "2026-11-24 07:45"},
		{"2026-11-23 15:59", Load{Officers: 1}, "2026-11-24 08:30"}, // the last minute
		{"2026-11-27 10:15", Load{Officers: 1}, "2026-11-27 11:15"}, // Friday
		{"2026-11-27 10:30", Load{Officers: 1}, "2026-11-30 07:45"},
		{"2026-11-27 11:30", Load{Officers: 1}, "2026-11-30 08:30"},
		{"2026-11-28 20:00", Load{Officers: 1}, "2026-11-30 08:30"},
		{"2026-12-31 15:30", Load{Officers: 1}, "2027-01-04 08:00"}, // over 1 January
		{"2027-01-01 10:00", Load{Officers: 1}, "2027-01-04 08:30"},
		{"2026-12-18 11:15", Load{Officers: 1}, "2026-12-28 08:15"},               // over five holidays
		{"2026-11-23 07:30", Load{Waiting: 99, Officers: 1}, "2026-11-30 07:45"},  // a week's work, which ends with it
		{"2026-11-23 07:30", Load{Waiting: 100, Officers: 1}, "2026-11-30 08:00"}, // 07:50
	} {
		if got := p.Promise(at(t, p, c.now), c.load, false); got.Format(time.DateTime) != c.want+":00" || got.Location() != p.Zone() {
			t.Errorf("at %s with %+v: %s, want %s", c.now, c.load, got, c.want)
		}
	}
}

func TestPromiseWhereItIsUrgent(t *testing.T) {
	day := Default()
	duty := with(t, nil, "night_duty           = false", "night_duty = true", "urgent_minutes       = 60", "urgent_minutes = 90")
	for _, c := range []struct {
		now       string
		load      Load
		day, duty string
	}{
		{"2026-11-23 08:00", Load{Waiting: 30, Officers: 1}, "2026-11-23 09:00", "2026-11-23 09:00"}, // the office is sooner
		{"2026-11-23 08:00", Load{Waiting: 30, Urgent: 4, Officers: 2}, "2026-11-23 09:45", "2026-11-23 09:45"},
		{"2026-11-23 15:30", Load{Waiting: 30, Officers: 1}, "2026-11-24 08:00", "2026-11-23 17:00"},
		{"2026-11-28 22:50", Load{Waiting: 30, Officers: 1}, "2026-11-30 08:30", "2026-11-29 00:30"}, // at night, Saturday
		{"2026-11-28 22:50", Load{Waiting: 30, Urgent: 2}, "2026-11-30 09:15", "2026-11-29 01:00"},
	} {
		for _, side := range []struct {
			p    Programme
			want string
		}{{day, c.day}, {duty, c.duty}} {
			if got := side.p.Promise(at(t, side.p, c.now), c.load, true); got.Format(time.DateTime) != side.want+":00" || got.Location() != side.p.Zone() {
				t.Errorf("night duty %t, at %s with %+v: %s, want %s", side.p.Desk.NightDuty, c.now, c.load, got, side.want)
			}
		}
	}
}

func TestNextAnswerAndClosing(t *testing.T) {
	p := with(t, []string{"2026-12-21", "2026-12-22"})
	for _, c := range []struct{ now, next, closes string }{
		{"2026-11-23 08:00", "2026-11-23 10:00", "2026-11-26 16:00"},
		{"2026-11-23 15:00", "2026-11-24 08:30", "2026-11-26 16:00"},
		{"2026-11-24 15:10", "2026-11-25 08:45", "2026-11-27 11:30"}, // on a Friday
		{"2026-11-27 09:00", "2026-11-27 11:00", "2026-12-02 16:00"},
		{"2026-11-29 09:00", "2026-11-30 09:30", "2026-12-02 16:00"}, // answered on a Sunday
		{"2026-12-18 11:00", "2026-12-23 09:00", "2026-12-28 16:00"}, // 23, 24 and 28 December
		{"2026-12-30 16:30", "2026-12-31 09:30", "2027-01-05 16:00"},
	} {
		now := at(t, p, c.now)
		if got := p.NextAnswerBy(now).Format(minute); got != c.next {
			t.Errorf("at %s the next answer is there by %s, want %s", c.now, got, c.next)
		}
		if got := p.ClosesAt(now).Format(minute); got != c.closes {
			t.Errorf("answered at %s it closes at %s, want %s", c.now, got, c.closes)
		}
	}
}

func TestPromiseOfMoreThanCanBeCounted(t *testing.T) {
	p := with(t, nil, "first_answer_minutes = 60", "first_answer_minutes = 10000", "case_minutes         = 20", "case_minutes = 10000")
	now := at(t, p, "2026-11-23 08:00")
	most := p.Promise(now, Load{Waiting: mostWaiting}, false)
	if got := p.Promise(now, Load{Waiting: math.MaxInt}, false); !got.Equal(most) || most.Year() < 2800 {
		t.Errorf("with 10,000 before it: %s, with more than that: %s", most, got)
	}
}

func TestPromiseProperties(t *testing.T) {
	all := offices(t)
	loads := rapid.Custom(func(t *rapid.T) Load {
		return Load{rapid.IntRange(-1, 60).Draw(t, "waiting"), rapid.IntRange(-1, 60).Draw(t, "urgent"), rapid.IntRange(-1, 5).Draw(t, "officers")}
	})
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.SampledFrom(all).Draw(t, "office")
		now, load, urgent := moments(p).Draw(t, "now"), loads.Draw(t, "load"), rapid.Bool().Draw(t, "urgent")
		by := p.Promise(now, load, urgent)
		said := fmt.Sprintf("at %s with %+v, urgent %t, night duty %t: %s", now.In(p.Zone()), load, urgent, p.Desk.NightDuty, by)
		anyHour := urgent && p.Desk.NightDuty
		if by.Minute()%15 != 0 || by.Second() != 0 || by.Nanosecond() != 0 || !anyHour && !(p.IsOpen(by) && p.IsOpen(by.Add(-1))) {
			t.Fatal(said)
		}
		before := max(load.Urgent, 0)
		if !urgent {
			before = max(before, load.Waiting)
		}
		atLeast := 60*time.Minute + 20*time.Minute*time.Duration(before)/time.Duration(max(load.Officers, 1))
		if !anyHour && p.OfficeTimeBetween(now, by) < atLeast || by.Sub(now) < atLeast {
			t.Fatalf("%s, which is less than %s from then", said, atLeast)
		}
		if sooner := by.Add(-15 * time.Minute); !anyHour && p.IsOpen(sooner) && p.IsOpen(sooner.Add(-1)) && p.OfficeTimeBetween(now, sooner) >= atLeast {
			t.Fatalf("%s, but %s would do", said, sooner)
		}
		if !urgent && p.Promise(now, load, true).After(by) {
			t.Fatalf("%s, and where it is urgent %s", said, p.Promise(now, load, true))
		}
		more := loads.Draw(t, "more")
		more = Load{max(load.Waiting, more.Waiting), max(load.Urgent, more.Urgent), min(load.Officers, more.Officers)}
		then := moments(p).Draw(t, "then")
		if then.Before(now) {
			then = now
		}
		for _, later := range []time.Time{p.Promise(now, more, urgent), p.Promise(then, load, urgent)} {
			if later.Before(by) {
				t.Fatalf("%s, but with %+v or at %s it is %s", said, more, then, later)
			}
		}
		if p.NextAnswerBy(then).Before(p.NextAnswerBy(now)) || p.ClosesAt(then).Before(p.ClosesAt(now)) {
			t.Fatalf("at %s the next answer and the closing are sooner than at %s", then, now)
		}
	})
}
