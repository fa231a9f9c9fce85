package record

import (
	"testing"
	"time"

	"jagaetam/internal/civil"
)

func TestIntake(t *testing.T) {
	nov := func(n int) civil.Date { return civil.Date{Year: 2026, Month: time.November, Day: n} }
	none := civil.Date{}
	decree := func(quota, listed int, opens, closes civil.Date) Decree {
		return Decree{
			First: civil.Month{Year: 2026, Month: 1}, Last: civil.Month{Year: 2026, Month: 12}, Quota: quota, Listed: listed, Opens: opens, Closes: closes,
		}
	}
	over := decree(0, 0, nov(1), none)
	over.Last = civil.Month{Year: 2026, Month: 10}
	for name, c := range map[string]struct {
		decrees []Decree
		want    Intake
	}{
		"no decree":                    {nil, Intake{State: IntakeOpen, Room: NoLimit}},
		"no windows, and full":         {[]Decree{decree(5, 5, none, none)}, Intake{State: IntakeOpen, Room: NoLimit}},
		"the first day":                {[]Decree{decree(5, 2, nov(10), nov(20))}, Intake{State: IntakeOpen, Room: 3, Closes: nov(20)}},
		"the last day":                 {[]Decree{decree(0, 2, nov(1), nov(10))}, Intake{State: IntakeOpen, Room: NoLimit, Closes: nov(10)}},
		"not yet":                      {[]Decree{decree(5, 2, nov(12), none), decree(5, 2, nov(11), none)}, Intake{State: IntakeClosed, Opens: nov(11)}},
		"over":                         {[]Decree{decree(5, 2, nov(1), nov(9))}, Intake{State: IntakeClosed}},
		"its months are over":          {[]Decree{over}, Intake{State: IntakeClosed}},
		"full":                         {[]Decree{decree(5, 5, nov(1), none)}, Intake{State: IntakeFull}},
		"fuller than full":             {[]Decree{decree(5, 7, nov(1), none), decree(5, 0, nov(30), none)}, Intake{State: IntakeFull, Opens: nov(30)}},
		"another has room":             {[]Decree{decree(5, 5, nov(1), none), decree(9, 2, nov(1), nov(15))}, Intake{State: IntakeOpen, Room: 7, Closes: nov(15)}},
		"one without a window":         {[]Decree{decree(5, 2, nov(1), nov(9)), decree(9, 2, none, none)}, Intake{State: IntakeOpen, Room: 7}},
		"the longest of two":           {[]Decree{decree(5, 2, nov(1), nov(11)), decree(9, 2, nov(1), nov(15))}, Intake{State: IntakeOpen, Room: 10, Closes: nov(15)}},
		"one of two has no last day":   {[]Decree{decree(5, 2, nov(1), none), decree(9, 2, nov(1), nov(15))}, Intake{State: IntakeOpen, Room: 10}},
		"one of two has no quota":      {[]Decree{decree(5, 2, nov(1), nov(11)), decree(0, 2, nov(1), nov(11))}, Intake{State: IntakeOpen, Room: NoLimit, Closes: nov(11)}},
		"open, and another opens soon": {[]Decree{decree(5, 2, nov(1), nov(11)), decree(0, 2, nov(12), none)}, Intake{State: IntakeOpen, Room: 3, Opens: nov(12), Closes: nov(11)}},
	} {
		if got := IntakeOn(c.decrees, nov(10)); got != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}

// TestIntakeForSomebodyInLine keeps who comes later from places that others stand in line for.
func TestIntakeForSomebodyInLine(t *testing.T) {
	open := Intake{State: IntakeOpen, Room: 3}
	for name, c := range map[string]struct {
		intake Intake
		line   Line
		want   IntakeState
	}{
		"nobody in line":      {open, Line{}, IntakeOpen},
		"two ahead":           {open, Line{Held: 1, Ahead: 1}, IntakeOpen},
		"three ahead":         {open, Line{Held: 1, Ahead: 2}, IntakeFull},
		"a place is his":      {open, Line{Holds: true, Held: 7, Ahead: 9}, IntakeOpen},
		"room for all":        {Intake{State: IntakeOpen, Room: NoLimit}, Line{Ahead: 9}, IntakeOpen},
		"closed to all":       {Intake{State: IntakeClosed}, Line{Holds: true}, IntakeClosed},
		"full, though he has": {Intake{State: IntakeFull}, Line{Holds: true}, IntakeFull},
	} {
		if got := c.intake.For(c.line).State; got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}
