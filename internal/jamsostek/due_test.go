package jamsostek

import (
	"testing"

	"pgregory.net/rapid"

	"jagaetam/internal/civil"
)

func date(t testing.TB, text string) civil.Date {
	t.Helper()
	d, err := civil.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestDue(t *testing.T) {
	decided := Holidays{}
	for _, text := range []string{"2027-03-15", "2027-03-16", "2028-01-14", "2026-06-16"} {
		decided[date(t, text)] = true
	}
	fixed := FixedHolidays()
	holidays := fixed.With(decided)
	for text, want := range map[string]string{
		"2026-11": "2026-11-16", // a Sunday
		"2026-12": "2026-12-15",
		"2027-01": "2027-01-15", // a Friday
		"2027-05": "2027-05-17", // a Saturday
		"2026-08": "2026-08-18", // a Saturday, and the Monday after it is 17 August
		"2027-08": "2027-08-16", // a Sunday; 17 August comes after
		"2027-03": "2027-03-17", // a holiday handed in, and the next day too
		"2026-06": "2026-06-15", // a holiday after it changes nothing
		"2028-01": "2028-01-17", // a Saturday; the holiday before it changes nothing
		"2028-02": "2028-02-15", // leap year
		"2024-02": "2024-02-15",
		"2025-02": "2025-02-17",
	} {
		if got := Due(month(t, text), holidays); got != date(t, want) {
			t.Errorf("%s is due on %s, want %s", text, got, want)
		}
	}
	if got := Due(month(t, "2026-08"), nil); got != date(t, "2026-08-17") {
		t.Errorf("without holidays: %s", got)
	}
	if got := Due(month(t, "2027-03"), Holidays(nil).With(decided)); got != date(t, "2027-03-17") {
		t.Errorf("with decided holidays alone: %s", got)
	}
	if decided[date(t, "2026-08-17")] || fixed[date(t, "2027-03-15")] {
		t.Error("putting holidays together changes them")
	}
}

func TestFixedHolidays(t *testing.T) {
	holidays := FixedHolidays()
	if len(holidays) != 10 {
		t.Errorf("there are %d", len(holidays))
	}
	for _, year := range []string{"2026", "2027"} {
		for _, day := range []string{"-01-01", "-05-01", "-06-01", "-08-17", "-12-25"} {
			if !holidays[date(t, year+day)] {
				t.Errorf("%s%s is missing", year, day)
			}
		}
	}
}

func TestDueProperties(t *testing.T) {
	holidays := FixedHolidays()
	rapid.Check(t, func(t *rapid.T) {
		m := civil.Month{Year: 2026, Month: 1}.Add(rapid.IntRange(0, 60).Draw(t, "month"))
		due := Due(m, holidays)
		if due.MonthOf() != m || due.Day < 15 || due.Day > 18 || holidays[due] {
			t.Fatalf("%s is due on %s", m, due)
		}
	})
}

func TestLapse(t *testing.T) {
	// November to January may stay unpaid.
	for paid, want := range map[string]string{"2026-10": "2027-02", "2026-12": "2027-04", "2027-08": "2027-12"} {
		if got := Lapse(month(t, paid)); got != month(t, want) {
			t.Errorf("paid up to %s, lapsed in %s, want %s", paid, got, want)
		}
	}
}
