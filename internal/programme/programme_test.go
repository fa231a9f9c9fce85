package programme

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/BurntSushi/toml"

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
	_, err = parse(strings.NewReplacer(
		"first = \"fri\"\n", "", "last  = \"thu\"\nfrom  = \"07:30\"", `from = "07:30"`, `from  = "12:00"`, `from  = "13:00"`, "first_answer_minutes = 60", "first_answer_minutes = 0",
		"next_answer_minutes  = 120", "next_answer_minutes = 10001", "case_minutes         = 20", "case_minutes = -1",
		"closing_days         = 3", "closing_days = 366", "urgent_minutes       = 60", "urgent_minutes = 0",
	).Replace(kutaiKartanegara))
	for _, want := range []string{
		"office_hours from 07:30 to 11:30 have no first or no last day", "office_hours from 07:30 to 16:00 have no first or no last day",
		"office_breaks from 13:00 to 13:00 end before they begin",
		"desk.first_answer_minutes must be from 1 to 10000", "desk.next_answer_minutes", "desk.case_minutes",
		"desk.closing_days must be from 1 to 365", "desk.urgent_minutes",
	} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("the error does not say %q:\n%v", want, err)
		}
	}
	for text, want := range map[string]string{"[sending]\nfrom = \"8\"": "no time of the day", "[[office_hours]]\nfirst = \"senin\"": "no day", "[[office_breaks]]\nlast = \"rabu\"": "no day"} {
		if _, err := parse(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
	if _, err := Read(filepath.Join(t.TempDir(), "none")); err == nil {
		t.Error("a missing file is taken")
	}
}

func TestWhatIsLeftOutOfTheDesk(t *testing.T) {
	desk := strings.Index(kutaiKartanegara, "[desk]")
	sending := strings.Index(kutaiKartanegara, "[sending]")
	breaks := strings.Index(kutaiKartanegara, "[[office_breaks]]")
	without := kutaiKartanegara[:breaks] + kutaiKartanegara[sending:]
	if p, err := parse(without); err != nil || !reflect.DeepEqual(p, Default()) {
		t.Errorf("without breaks and desk: %+v (%v)", p, err)
	}
	p, err := parse("office_breaks = []\n" + without + "[desk]\nnight_duty = true\ncase_minutes = 5")
	if err != nil || len(p.OfficeBreaks) != 0 || p.Desk != (Desk{60, 120, 5, 3, true, 60}) {
		t.Errorf("no breaks, and two settings of the desk: %+v (%v)", p, err)
	}
	partly := kutaiKartanegara[:breaks] + "[[office_breaks]]\nfirst = \"fri\"\nlast = \"fri\"\nfrom = \"11:00\"\n" + kutaiKartanegara[desk:]
	if _, err := parse(partly); err == nil || !strings.Contains(err.Error(), "office_breaks from 11:00 to 00:00") {
		t.Errorf("a break without an end: %v", err)
	}
}

func TestOfficeThatIsNeverOpen(t *testing.T) {
	for _, hours := range []string{
		`from = "12:00"` + "\n" + `to = "13:00"`, // all of it is a break
		`from = "08:00"` + "\n" + `to = "08:15"`, // no quarter is full between opening and closing
		`from = "08:01"` + "\n" + `to = "08:15"`,
	} {
		desk := strings.Index(kutaiKartanegara, "[[office_hours]]")
		breaks := strings.Index(kutaiKartanegara, "[[office_breaks]]")
		span := "[[office_hours]]\nfirst = \"tue\"\nlast = \"wed\"\n" + hours + "\n"
		_, err := parse(kutaiKartanegara[:desk] + span + kutaiKartanegara[breaks:])
		if err == nil || !strings.Contains(err.Error(), "leave no time within which a quarter of an hour is full") {
			t.Errorf("%s: %v", hours, err)
		}
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

// FuzzParse holds that a programme that is taken can be worked with on every day, and that what is wrong with another is said.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{kutaiKartanegara, "", "office = 1", "time_zone = \"../etc/passwd\"", "office_hours = [\"\", \"99:99-00:00\"]", "[sending]\nfrom=\"25.00\""} {
		f.Add(seed)
		f.Add(kutaiKartanegara + "\n" + seed)
	}
	f.Add(strings.Replace(kutaiKartanegara, "Asia/Makassar", "America/Nuuk", 1))
	noon := time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, text string) {
		var names struct {
			HolidaysFile string `toml:"holidays_file"`
		}
		if _, err := toml.Decode(text, &names); err == nil && names.HolidaysFile != "" {
			return // files of this machine are no part of it
		}
		p, err := parse(text)
		if err != nil {
			if strings.TrimSpace(err.Error()) == "" {
				t.Errorf("it is wrong and nobody is told why: %q", text)
			}
			return
		}
		for day := range 14 {
			at := noon.AddDate(0, 0, day)
			for what, next := range map[string]time.Time{
				"sent": p.NextSending(at), "open": p.NextOpen(at), "answered": p.NextAnswerBy(at), "an hour on": p.AfterOfficeTime(at, time.Hour),
			} {
				if next.Before(at) || next.Sub(at) > 366*24*time.Hour {
					t.Errorf("after %s it is %s at %s", at, what, next)
				}
			}
		}
	})
}
