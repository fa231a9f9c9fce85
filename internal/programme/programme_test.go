package programme

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"jagaetam/internal/civil"
)

func TestDefaultIsWhole(t *testing.T) {
	p := Default()
	if p.Zone().String() != "Asia/Makassar" || p.RegencyCode != "64.02" || len(p.OfficeHours) != 2 || len(p.Globals()) == 0 {
		t.Errorf("the default programme is not whole: %+v", p)
	}
}

func TestEverythingWrongIsSaidAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "programme.toml")
	if err := os.WriteFile(path, []byte("time_zone = \"Mars\"\nofice = \"x\"\nexamination_days = 0\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := Read(path)
	if err == nil {
		t.Fatal("a wrong file is taken")
	}
	for _, want := range []string{path, "ofice is no setting", "office is missing", `time_zone "Mars"`, "examination_days", "retention_years", "office_hours", "sending"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("the error does not say %q:\n%v", want, err)
		}
	}
	for text, want := range map[string]string{"[sending]\nfrom = \"8\"": "no time of the day", "[[office_hours]]\nfirst = \"senin\"": "no day"} {
		if _, err := parse(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
	if _, err := Read(filepath.Join(t.TempDir(), "none")); err == nil {
		t.Error("a missing file is taken")
	}
}

func TestHolidays(t *testing.T) {
	fixed, decided := civil.Date{Year: 2027, Month: 8, Day: 17}, civil.Date{Year: 2027, Month: 3, Day: 15}
	if holidays := Default().Holidays(); !holidays[fixed] || holidays[decided] {
		t.Errorf("without a file: %v", holidays)
	}
	with := func(table string) (Programme, error) {
		path := filepath.Join(t.TempDir(), "holidays.csv")
		if err := os.WriteFile(path, []byte(table), 0o600); err != nil {
			t.Fatal(err)
		}
		return parse(strings.Replace(kutaiKartanegara, `holidays_file = ""`, fmt.Sprintf("holidays_file = %q", path), 1))
	}
	p, err := with("date,name\n2027-03-15,Cuti bersama\n")
	if err != nil {
		t.Fatal(err)
	}
	if holidays := p.Holidays(); !holidays[fixed] || !holidays[decided] {
		t.Errorf("with a file: %v", holidays)
	}
	if _, err := with("date,name\n15-03-2027,Cuti bersama\n"); err == nil || !strings.Contains(err.Error(), "holidays.csv: read holidays: line 2: ") {
		t.Errorf("a wrong table: %v", err)
	}
	if _, err := parse(`holidays_file = "none/at/all"`); err == nil || !strings.Contains(err.Error(), "holidays_file: open none/at/all") {
		t.Errorf("a missing table: %v", err)
	}
}

func TestNextSending(t *testing.T) {
	p := Default()
	for at, want := range map[string]string{
		"2026-11-23 07:59": "2026-11-23 08:00", // before the window
		"2026-11-23 08:00": "2026-11-23 08:00",
		"2026-11-23 16:59": "2026-11-23 16:59",
		"2026-11-23 17:00": "2026-11-24 08:00", // after it
		"2026-11-27 10:59": "2026-11-27 10:59", // Friday
		"2026-11-27 11:00": "2026-11-27 13:00",
		"2026-11-27 13:00": "2026-11-27 13:00",
		"2026-11-26 11:30": "2026-11-26 11:30", // Thursday has no pause
		"2026-12-31 20:00": "2027-01-01 08:00", // over the turn of the year, to a Friday morning
	} {
		moment, err := time.ParseInLocation("2006-01-02 15:04", at, p.Zone())
		if err != nil {
			t.Fatal(err)
		}
		if got := p.NextSending(moment.UTC()).Format("2006-01-02 15:04"); got != want {
			t.Errorf("after %s comes %s, want %s", at, got, want)
		}
	}
}
