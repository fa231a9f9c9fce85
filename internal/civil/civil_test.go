package civil

import (
	"encoding/json"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestDateKnowsTheCalendar(t *testing.T) {
	for text, valid := range map[string]bool{
		"2024-02-29": true, "2023-02-29": false, "1900-02-29": false, "2000-02-29": true,
		"2026-04-31": false, "2026-13-01": false, "26-01-01": false, "2026-1-1": false, "": false,
	} {
		d, err := ParseDate(text)
		if (err == nil) != valid || (err == nil && !d.IsValid()) {
			t.Errorf("ParseDate(%q) = %v, %v; want valid %t", text, d, err, valid)
		}
	}
	if (Date{2023, time.February, 29}).IsValid() || (Date{2026, 0, 1}).IsValid() || (Date{}).IsValid() {
		t.Error("a day that is not in the calendar passes for one")
	}
}

func TestYearsUntil(t *testing.T) {
	for _, c := range []struct {
		born, day string
		want      int
	}{
		{"1961-11-24", "2026-11-23", 64}, {"1961-11-23", "2026-11-23", 65},
		{"2008-02-29", "2026-02-28", 17}, {"2008-02-29", "2026-03-01", 18}, {"2026-11-23", "2026-11-23", 0},
	} {
		born, _ := ParseDate(c.born)
		day, _ := ParseDate(c.day)
		if got := born.YearsUntil(day); got != c.want {
			t.Errorf("%s until %s = %d, want %d", c.born, c.day, got, c.want)
		}
	}
}

func TestMonthEnds(t *testing.T) {
	for month, last := range map[string]string{"2024-02": "2024-02-29", "2026-02": "2026-02-28", "2026-12": "2026-12-31"} {
		m, err := ParseMonth(month)
		if err != nil || m.Last().String() != last {
			t.Errorf("last day of %s = %s (%v), want %s", month, m.Last(), err, last)
		}
	}
}

func TestMonthsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := Month{rapid.IntRange(1900, 2200).Draw(t, "year"), time.Month(rapid.IntRange(1, 12).Draw(t, "month"))}
		n := rapid.IntRange(-500, 500).Draw(t, "n")
		if got := m.Add(n).Sub(m); got != n {
			t.Fatalf("%s plus %d months is %s, which is %d away", m, n, m.Add(n), got)
		}
		if m.Last().AddDays(1) != m.Add(1).First() {
			t.Fatalf("a day is missing between %s and %s", m, m.Add(1))
		}
	})
}

func TestDatesAndMonthsSurviveJSON(t *testing.T) {
	type both struct {
		Day   Date
		Month Month
	}
	for _, want := range []both{{}, {Date{1985, time.May, 12}, Month{2026, time.November}}} {
		text, err := json.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		var got both
		if err := json.Unmarshal(text, &got); err != nil || got != want {
			t.Errorf("%s came back as %+v (%v)", text, got, err)
		}
	}
	if err := json.Unmarshal([]byte(`"12-05-1985"`), &Date{}); err == nil {
		t.Error("a date that is not ISO was read")
	}
}
