package input_test

import (
	"testing"

	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/input"
	"jagaetam/internal/record"
)

// bornBy is the question for a birth date after a NIK was given.
func bornBy(nik string) asking {
	return asking{accept: input.Birth{NIK: "nik"}, answers: map[string]string{"nik": nik}}
}

func TestBirth(t *testing.T) {
	bornBy("6402065205859001").reads(t, map[string]string{
		"12 Mei 1985":            "1985-05-12",
		"12-05-85":               "1985-05-12",
		"12/5/1985":              "1985-05-12",
		"12.5.85":                "1985-05-12",
		"120585":                 "1985-05-12",
		"12 mei 85":              "1985-05-12",
		"tgl 12 bln 5 thn 85":    "1985-05-12",
		"Tenggarong, 12-05-1985": "1985-05-12",
		"1985-05-12":             "1985-05-12",
		"12 May 1985":            "1985-05-12",
		"13 Mei 1985":            "1985-05-13 ?input.birth.look #nik-birth",
		"05-13-1985":             "1985-05-13 ?input.birth.look #nik-birth",
		"31-02-1985":             "!input.date.no_such_day",
		"30 Februari 1985":       "!input.date.no_such_day",
		"12-05-2085":             "!input.date.outside",
		"12-05-1885":             "!input.date.outside",
		"Mei 1985":               "!input.date.no_day",
		"1985":                   "!input.date.only_year",
		"41 tahun":               "!input.date.only_age",
		"umur 41":                "!input.date.only_age",
		"41":                     "!input.date.unread",
		"lupa":                   "!input.date.unread",
		"":                       "!input.date.unread",
	})
}

func TestAgesThatMatter(t *testing.T) {
	bornBy("").reads(t, map[string]string{
		"23-11-1961": "1961-11-23 ?input.birth.look #age-65", // 65 today
		"24-11-1961": "1961-11-24 ?input.birth.look #age-64", // 65 tomorrow
		"23-11-1962": "1962-11-23 ?input.birth.look #age-64", // 64 today
		"24-11-1962": "1962-11-24",
		"23-11-2008": "2008-11-23", // 18 today
		"24-11-2008": "2008-11-24 ?input.birth.look #under-18",
		"24-11-2009": "2009-11-24 ?input.birth.look #under-18",
		"23-11-1936": "1936-11-23 ?input.birth.look #age-65",
		"23-11-2026": "2026-11-23 ?input.birth.look #under-18",
		"24-11-2026": "!input.date.outside",
	})
}

func TestCenturyIsSettledByTheNIK(t *testing.T) {
	for nik, want := range map[string]string{
		"":                 "2020-05-12 ?input.birth.look #under-18",
		"6402061205209001": "1920-05-12 ?input.birth.look #age-65",
		"6402065205209001": "1920-05-12 ?input.birth.look #age-65",
		"6402061305209001": "2020-05-12 ?input.birth.look #nik-birth #under-18",
	} {
		bornBy(nik).reads(t, map[string]string{"12-05-20": want})
	}
	bornBy("").reads(t, map[string]string{"12-05-09": "2009-05-12 ?input.birth.look #under-18", "12-05-27": "1927-05-12 ?input.birth.look #age-65"})
}

func TestWhyADateIsLookedAtAgain(t *testing.T) {
	r := bornBy("6402061205209001").read(t, chat.Text{Text: "13-05-1962"}, record.Facts{})
	why := r.Doubt.Args["Why"].List
	if len(why) != 2 || why[0].Key != "input.birth.nik" || why[1].Key != "input.birth.last-year" {
		t.Errorf("the reasons are %+v", why)
	}
	if got := (input.Birth{}).Show(dialogue.Context{}, "1962-05-13").Date.String(); got != "1962-05-13" {
		t.Errorf("it is shown as %s", got)
	}
	if got := (input.Birth{}).Show(dialogue.Context{}, "x").Text; got != "–" {
		t.Errorf("what is no date is shown as %s", got)
	}
}

func TestAgeDoesNotMatterToAPlainBirth(t *testing.T) {
	asking{accept: input.Birth{Plain: true}}.reads(t, map[string]string{
		"12-05-1940": "1940-05-12", "12-05-1962": "1962-05-12", "12-05-2015": "2015-05-12", "31-02-1985": "!input.date.no_such_day",
	})
}

func FuzzBirth(f *testing.F) {
	bornBy("6402061205209001").fuzz(f, "12-05-20", "tgl 12 bln 5", "41 tahun")
}
