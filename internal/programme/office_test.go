package programme

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"jagaetam/internal/civil"
)

const minute = "2006-01-02 15:04"

// with is the programme of Kutai Kartanegara, changed, with other holidays besides.
func with(t testing.TB, holidays []string, changes ...string) Programme {
	t.Helper()
	p, err := parse(strings.NewReplacer(changes...).Replace(kutaiKartanegara))
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range holidays {
		day, err := civil.ParseDate(text)
		if err != nil {
			t.Fatal(err)
		}
		p.holidays[day] = true
	}
	return p
}

// at reads a time of the office, to the minute or the second, and gives it in another zone.
func at(t testing.TB, p Programme, text string) time.Time {
	t.Helper()
	layout := minute
	if len(text) > len(layout) {
		layout = time.DateTime
	}
	moment, err := time.ParseInLocation(layout, text, p.Zone())
	if err != nil {
		t.Fatal(err)
	}
	return moment.UTC()
}

func TestNextOpen(t *testing.T) {
	p := with(t, []string{"2026-12-21", "2026-12-22", "2026-12-23", "2026-12-24", "2026-12-28"})
	for now, want := range map[string]string{
		"2026-11-23 07:29:59": "2026-11-23 07:30", // Monday
		"2026-11-23 07:30":    "",
		"2026-11-23 11:59:59": "",
		"2026-11-23 12:00":    "2026-11-23 13:00",
		"2026-11-23 12:59:59": "2026-11-23 13:00",
		"2026-11-23 13:00":    "",
		"2026-11-23 15:59:59": "",
		"2026-11-23 16:00":    "2026-11-24 07:30",
		"2026-11-23 23:59":    "2026-11-24 07:30",
		"2026-11-24 00:00":    "2026-11-24 07:30",
		"2026-11-26 16:00":    "2026-11-27 07:30", // to Friday
		"2026-11-27 11:29:59": "",
		"2026-11-27 11:30":    "2026-11-30 07:30",
		"2026-11-28 10:00":    "2026-11-30 07:30", // Saturday
		"2026-11-29 10:00":    "2026-11-30 07:30",
		"2026-12-31 15:59:59": "",
		"2026-12-31 16:00":    "2027-01-04 07:30", // over Friday, 1 January
		"2027-01-01 09:00":    "2027-01-04 07:30",
		"2026-12-18 11:30":    "2026-12-29 07:30", // over two weekends, four days decided, 25 December and one more
		"2026-12-24 09:00":    "2026-12-29 07:30",
	} {
		moment := at(t, p, now)
		got := p.NextOpen(moment)
		if want == "" && !got.Equal(moment) || want != "" && got.Format(time.DateTime) != want+":00" {
			t.Errorf("at %s the office is open from %s, want %q", now, got.Format(time.DateTime), want)
		}
		if p.IsOpen(moment) != (want == "") || got.Location() != p.Zone() {
			t.Errorf("at %s it is open: %t, and next in %s", now, p.IsOpen(moment), got.Location())
		}
	}
}

func TestAfterOfficeTime(t *testing.T) {
	p := with(t, []string{"2026-12-21", "2026-12-22", "2026-12-23", "2026-12-24"})
	for _, c := range []struct{ from, work, want string }{
		{"2026-11-23 08:00", "1h", "2026-11-23 09:00"},
		{"2026-11-23 06:00", "1h", "2026-11-23 08:30"},
		{"2026-11-23 11:30", "30m", "2026-11-23 12:00"}, // it ends with the break's beginning
		{"2026-11-23 11:30", "31m", "2026-11-23 13:01"},
		{"2026-11-23 12:15", "1m", "2026-11-23 13:01"},
		{"2026-11-23 15:59", "1m", "2026-11-23 16:00"}, // the last minute
		{"2026-11-23 15:59", "2m", "2026-11-24 07:31"},
		{"2026-11-23 16:00", "1m", "2026-11-24 07:31"},
		{"2026-11-23 07:30", "7h30m", "2026-11-23 16:00"}, // a day
		{"2026-11-23 07:30", "34h", "2026-11-27 11:30"},   // a week
		{"2026-11-23 07:30", "68h", "2026-12-04 11:30"},   // two
		{"2026-11-27 11:29", "2m", "2026-11-30 07:31"},    // over a weekend
		{"2026-11-28 12:00", "10m", "2026-11-30 07:40"},
		{"2026-12-31 15:30", "1h", "2027-01-04 08:00"}, // over 1 January
		{"2026-12-18 11:00", "1h", "2026-12-28 08:00"}, // over five holidays and two weekends
		{"2026-11-28 12:00", "0s", "2026-11-28 12:00"},
		{"2026-11-28 12:00", "-1h", "2026-11-28 12:00"},
	} {
		work, err := time.ParseDuration(c.work)
		if err != nil {
			t.Fatal(err)
		}
		from := at(t, p, c.from)
		got := p.AfterOfficeTime(from, work)
		if got.Format(minute) != c.want || got.Location() != p.Zone() {
			t.Errorf("%s after %s is %s, want %s", c.work, c.from, got, c.want)
		}
		if back := p.OfficeTimeBetween(from, got); back != max(work, 0) {
			t.Errorf("between %s and %s: %s, want %s", c.from, c.want, back, c.work)
		}
		if back := p.OfficeTimeBetween(got, from); back != 0 {
			t.Errorf("backwards from %s to %s: %s", c.want, c.from, back)
		}
	}
}

func TestOfficeTimeWhereClocksAreChanged(t *testing.T) {
	p := night(t, "02:30", "03:00")
	for _, c := range []struct {
		from, to string
		want     time.Duration
	}{
		{"2026-03-21 12:00", "2026-03-22 12:00", 3*time.Hour + 30*time.Minute}, // from 01:00 to 05:00, less the break from 02:30 to 03:00
		{"2026-03-28 12:00", "2026-03-29 12:00", 3 * time.Hour},                // no clock shows 02:00 to 03:00, nor the break
		{"2026-10-24 12:00", "2026-10-25 12:00", 4*time.Hour + 30*time.Minute}, // 02:00 to 03:00 comes twice
	} {
		from, to := at(t, p, c.from), at(t, p, c.to)
		if got := p.OfficeTimeBetween(from, to); got != c.want {
			t.Errorf("from %s to %s: %s, want %s", c.from, c.to, got, c.want)
		}
		if got := p.AfterOfficeTime(from, c.want).Format("15:04"); got != "05:00" {
			t.Errorf("after %s the night of %s ends at %s", c.want, c.to, got)
		}
	}
	for zone, want := range map[string]string{"America/Santiago": "2026-09-06 01:00", "Europe/Berlin": "2026-09-06 00:00"} {
		p := with(t, nil, "Asia/Makassar", zone, `first = "fri"`, `first = "sun"`, `last  = "fri"`, `last = "sun"`, `from  = "07:30"`, `from = "00:00"`)
		if got := p.NextOpen(at(t, p, "2026-09-05 12:00")).Format(minute); got != want { // in Chile no clock shows 00:00 to 01:00
			t.Errorf("in %s the office opens at %s, want %s", zone, got, want)
		}
	}
}

func TestHoursThatClocksSkip(t *testing.T) {
	p := with(t, nil, "Asia/Makassar", "Europe/Berlin", `"mon"`, `"sun"`, `"thu"`, `"sun"`, `"fri"`, `"sun"`,
		`from  = "07:30"`, `from = "02:00"`, `to    = "11:30"`, `to = "03:00"`, `to    = "16:00"`, `to = "02:45"`)
	now := at(t, p, "2026-03-23 12:00")
	if got := p.NextOpen(now).Format(minute); got != "2026-04-05 02:00" {
		t.Errorf("the office opens at %s", got)
	}
	if got := p.ClosesAt(now).Format(minute); got != "2026-04-19 03:00" {
		t.Errorf("a case closes at %s", got)
	}
}

// night is an office in a zone whose clocks are changed, at an hour at which it works, with a break.
func night(t testing.TB, from, to string) Programme {
	return with(t, nil, "Asia/Makassar", "Europe/Berlin", `first = "fri"`, `first = "sat"`, `last  = "fri"`, `last = "mon"`,
		`from  = "07:30"`, `from = "01:00"`, `to    = "11:30"`, `to = "05:00"`, `to    = "16:00"`, `to = "05:00"`,
		`"thu"`, `"sun"`, `from  = "12:00"`, fmt.Sprintf("from = %q", from), `to    = "13:00"`, fmt.Sprintf("to = %q", to))
}

// offices are offices that could hardly be more different. The first has a break that clocks skip, or show twice.
func offices(t testing.TB) []Programme {
	odd := with(t, []string{"2027-03-08", "2027-03-09", "2027-03-10", "2027-03-11", "2027-03-12", "2027-03-15"},
		`first = "mon"`+"\n"+`last  = "thu"`+"\n"+`from  = "07:30"`, `first = "sat"`+"\n"+`last = "tue"`+"\n"+`from = "07:35"`,
		`to    = "11:30"`, `to = "07:46"`, `from  = "12:00"`, `from = "07:44"`)
	west := with(t, nil, "Asia/Makassar", "Pacific/Honolulu")
	holidays := with(t, yearOfHolidays(), "night_duty           = false", "night_duty = true")
	return []Programme{night(t, "02:30", "03:00"), night(t, "03:30", "04:00"), Default(), west, odd, holidays}
}

func yearOfHolidays() []string {
	var days []string
	for day := (civil.Date{Year: 2027, Month: 1, Day: 1}); day.Year == 2027; day = day.AddDays(1) {
		days = append(days, day.String())
	}
	return days
}

// moments draws moments of three years, most of them about a full quarter or about a change of clocks.
func moments(p Programme) *rapid.Generator[time.Time] {
	first := civil.Date{Year: 2026, Month: 3, Day: 1}.In(p.zone)
	var changes []time.Time
	for _, day := range []civil.Date{{Year: 2026, Month: 3, Day: 29}, {Year: 2026, Month: 10, Day: 25}, {Year: 2027, Month: 3, Day: 28}} {
		changes = append(changes, day.In(p.zone))
	}
	return rapid.Custom(func(t *rapid.T) time.Time {
		about := rapid.Int64Range(0, int64(3*365*24*time.Hour)).Draw(t, "since")
		switch rapid.IntRange(0, 3).Draw(t, "sort of moment") {
		case 0:
			return first.Add(time.Duration(about)).UTC()
		case 1:
			return rapid.SampledFrom(changes).Draw(t, "change").Add(time.Duration(about) % (8 * time.Hour)).UTC()
		}
		beside := rapid.SampledFrom([]time.Duration{-time.Minute, -time.Second, -1, 0, 1, time.Second}).Draw(t, "beside it")
		return first.Add(time.Duration(about).Truncate(15 * time.Minute)).Add(beside).UTC()
	})
}

func TestOfficeTimeAndBack(t *testing.T) {
	all := offices(t)
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.SampledFrom(all).Draw(t, "office")
		a := moments(p).Draw(t, "a")
		work := time.Duration(rapid.Int64Range(1, int64(100*time.Hour)).Draw(t, "work"))
		end := p.AfterOfficeTime(a, work)
		if got := p.OfficeTimeBetween(a, end); got != work {
			t.Fatalf("%s after %s is %s, and between them are %s", work, a, end, got)
		}
		if !p.IsOpen(end.Add(-1)) {
			t.Fatalf("%s after %s is %s, when nobody has been at work", work, a, end)
		}
		b := moments(p).Draw(t, "b")
		between := p.OfficeTimeBetween(a, b)
		if back := p.AfterOfficeTime(a, between); between > 0 && (back.After(b) || p.OfficeTimeBetween(back, b) != 0) {
			t.Fatalf("from %s to %s are %s, which end at %s", a, b, between, back)
		}
		c := moments(p).Draw(t, "c")
		if a.After(b) || b.After(c) {
			return
		}
		if got, want := p.OfficeTimeBetween(a, c), between+p.OfficeTimeBetween(b, c); got != want {
			t.Fatalf("from %s over %s to %s are %s, want %s", a, b, c, got, want)
		}
	})
}

// TestOfficeTimeByTheMinute holds the arithmetic to a count of minutes, each looked up in the settings by what the clock shows.
func TestOfficeTimeByTheMinute(t *testing.T) {
	all := offices(t)[1:]
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.SampledFrom(all).Draw(t, "office")
		from := moments(p).Draw(t, "from").Truncate(time.Minute)
		to := from.Add(time.Duration(rapid.IntRange(0, 5*24*60).Draw(t, "minutes")) * time.Minute)
		var want time.Duration
		for m := from; m.Before(to); m = m.Add(time.Minute) {
			clock := m.In(p.Zone())
			in := func(s Span) bool {
				name := Day(strings.ToLower(clock.Format("Mon")))
				on := []Day{s.First}
				for d := s.First; d != s.Last; on = append(on, d) {
					d = map[Day]Day{"mon": "tue", "tue": "wed", "wed": "thu", "thu": "fri", "fri": "sat", "sat": "sun", "sun": "mon"}[d]
				}
				return slices.Contains(on, name) && s.From.String() <= clock.Format("15:04") && clock.Format("15:04") < s.To.String()
			}
			open := slices.ContainsFunc(p.OfficeHours, in) && !slices.ContainsFunc(p.OfficeBreaks, in) && !p.Holidays()[civil.DateOf(clock)]
			if open {
				want += time.Minute
			}
			if p.IsOpen(m) != open {
				t.Fatalf("open at %s: %t", clock, !open)
			}
		}
		if got := p.OfficeTimeBetween(from, to); got != want {
			t.Fatalf("from %s to %s: %s, want %s", from, to, got, want)
		}
	})
}
