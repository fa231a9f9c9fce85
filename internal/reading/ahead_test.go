package reading

import (
	"testing"
	"time"

	"jagaetam/internal/civil"
)

// monday is a Monday at ten.
var monday = time.Date(2026, time.November, 23, 10, 0, 0, 0, time.FixedZone("WITA", 8*60*60))

func TestAhead(t *testing.T) {
	for text, want := range map[string]string{
		"besok jam 9": "2026-11-24 09:00", "Besok pukul 09.30": "2026-11-24 09:30", "besok 08.30": "2026-11-24 08:30", "besok": "2026-11-24 00:00",
		"lusa jam 3": "2026-11-25 15:00", "lusa jam 3 sore": "2026-11-25 15:00", "hari ini jam 15": "2026-11-23 15:00", "jam 2": "2026-11-23 14:00",
		"nanti sore": "2026-11-23 15:00", "senin jam 9": "2026-11-30 09:00", "senin jam 11": "2026-11-23 11:00", "jumat 13:30": "2026-11-27 13:30",
		"27 November jam 10": "2026-11-27 10:00", "27-11-2026 10:00": "2026-11-27 10:00", "1 Januari 2027 pukul 8": "2027-01-01 08:00",
		"tomorrow at 9 am": "2026-11-24 09:00", "besok setengah sembilan": "", "besok jam setengah sembilan pagi": "2026-11-24 08:30",
		"besok jam 13.00 wita": "2026-11-24 13:00", "senin depan jam 9": "2026-11-30 09:00",
		"kemarin": "", "hari ini jam 8": "", "23 November 2025 jam 10": "", "Desember 2030": "", "terserah": "", "": "", "🙂": "",
	} {
		at, ok := Ahead(text, monday)
		got := ""
		if ok {
			got = at.Format("2006-01-02 15:04")
		}
		if got != want {
			t.Errorf("%q is read as %q, want %q", text, got, want)
		}
	}
}

func TestMonth(t *testing.T) {
	today := civil.DateOf(monday)
	for text, want := range map[string]string{
		"Desember 2026": "2026-12", "des 26": "2026-12", "desmber 2026": "2026-12", "12-2026": "2026-12", "12/2026": "2026-12", "2026-12": "2026-12",
		"bulan Januari": "2027-01", "januari": "2027-01", "Oktober": "2026-10", "January 2027": "2027-01", "2027 januari": "2027-01",
		"13-2026": "", "2026": "", "besok": "", "Desember 1999": "", "1 Desember 2026": "", "": "",
	} {
		month, ok := Month(text, today)
		got := ""
		if ok {
			got = month.String()
		}
		if got != want {
			t.Errorf("%q is read as %q, want %q", text, got, want)
		}
	}
}

func FuzzAhead(f *testing.F) {
	for _, seed := range []string{"besok jam 9", "senin 08.30", "27 November pukul 10", "24.60", "jam 99", "\xff"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		at, ok := Ahead(text, monday)
		if ok && (!at.After(monday) || at.After(monday.AddDate(0, 0, aheadDays+1)) || at.Location() != monday.Location()) {
			t.Errorf("%q is read as %s", text, at)
		}
	})
}

func FuzzMonth(f *testing.F) {
	for _, seed := range []string{"Desember 2026", "12-2026", "2026-12", "bulan januari", "99999999999999999999-1", "\xff"} {
		f.Add(seed)
	}
	today := civil.DateOf(monday)
	f.Fuzz(func(t *testing.T, text string) {
		month, ok := Month(text, today)
		if !ok {
			return
		}
		if again, err := civil.ParseMonth(month.String()); err != nil || again != month {
			t.Errorf("%q is read as %+v, which is none: %v", text, month, err)
		}
	})
}
