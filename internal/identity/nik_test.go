package identity

import (
	"slices"
	"strings"
	"testing"

	"jagaetam/internal/civil"
)

func date(text string) civil.Date {
	d, err := civil.ParseDate(text)
	if err != nil {
		panic(err)
	}
	return d
}

var today = date("2026-11-23")

func TestParseNIK(t *testing.T) {
	for text, want := range map[string]string{
		"6402051204859001":             "6402051204859001",
		" 6402 0512 0485 9001\n":       "6402051204859001",
		"64.02.05.120485.9001":         "6402051204859001",
		"6402-0512-0485–9001":          "6402051204859001",
		"640205120485\u200b\u00a09001": "6402051204859001",
		"64O2o5l2O485900I":             "6402051204859001",
		"NIK : 6402051204859001":       "6402051204859001",
		"no. ktp 6402051204859001":     "6402051204859001",
		"*6402051204859001":            "6402051204859001",
		"3374017112509999":             "3374017112509999", // a woman born on 31 December, first registered elsewhere
		"6402053102859001":             "6402053102859001", // 31 February: warned about, never refused
	} {
		nik, err := ParseNIK(text)
		if err != nil || nik.Reveal() != want {
			t.Errorf("%q reads as %q (%v), want %q", text, nik.Reveal(), err, want)
		}
	}
}

func TestParseNIKRefuses(t *testing.T) {
	for text, want := range map[string]Error{
		"":                     {KindNIK, Length, 0},
		"640205120485900":      {KindNIK, Length, 15},
		"64020512048590011":    {KindNIK, Length, 17},
		"halo":                 {KindNIK, Letters, 2},
		"6402051204859OOX":     {KindNIK, Letters, 15},
		"٦٤٠٢٠٥١٢٠٤٨٥٩٠٠١":     {KindNIK, Letters, 0},
		"6402051204859001 🙏":   {KindNIK, Letters, 16},
		"1111111111111111":     {KindNIK, SameDigits, 16},
		"0000000000000000":     {KindNIK, SameDigits, 16},
		"6402050004859001":     {KindNIK, Day, 16},
		"6402053204859001":     {KindNIK, Day, 16},
		"6402054004859001":     {KindNIK, Day, 16},
		"6402057204859001":     {KindNIK, Day, 16},
		"6402058004859001":     {KindNIK, Day, 16},
		"6402058104859001":     {KindNIK, Day, 16},
		"6402051200859001":     {KindNIK, Month, 16},
		"6402051213859001":     {KindNIK, Month, 16},
		"6402051204850000":     {KindNIK, Serial, 16},
		"6402051204859001 dan": {KindNIK, Letters, 16},
	} {
		nik, err := ParseNIK(text)
		wantError(t, err, want)
		if !nik.IsZero() {
			t.Errorf("%q is refused and reads as %q", text, nik.Reveal())
		}
	}
}

func TestErrorsDoNotRepeatTheNumber(t *testing.T) {
	_, err := ParseNIK("6402051204850000")
	if text := err.Error(); strings.Contains(text, "6402") || strings.Contains(text, "1204") {
		t.Error(text)
	}
}

func TestWhatANIKSays(t *testing.T) {
	for _, c := range []struct {
		nik    string
		sex    Sex
		births []civil.Date
	}{
		{"6402051204859001", Male, []civil.Date{date("1985-04-12")}},
		{"6402055204859001", Female, []civil.Date{date("1985-04-12")}},
		{"6402053101109001", Male, []civil.Date{date("1910-01-31"), date("2010-01-31")}},
		{"6402052311269001", Male, []civil.Date{date("1926-11-23"), date("2026-11-23")}},
		{"6402052411269001", Male, []civil.Date{date("1926-11-24")}}, // tomorrow is nobody's birth date
		{"6402052311069001", Male, []civil.Date{date("2006-11-23")}}, // in 1906 it would be 120 years ago
		{"6402052411069001", Male, []civil.Date{date("1906-11-24"), date("2006-11-24")}},
		{"6402052902009001", Male, []civil.Date{date("2000-02-29")}}, // 1900 was no leap year
		{"6402056902859001", Female, nil},
	} {
		nik, err := ParseNIK(c.nik)
		if err != nil || nik.Sex() != c.sex || !slices.Equal(nik.Births(today), c.births) || nik.Region() != c.nik[:6] {
			t.Errorf("%s says %s, %v, %s (%v)", c.nik, nik.Sex(), nik.Births(today), nik.Region(), err)
		}
		for _, birth := range c.births {
			if !nik.BirthMatches(birth) || nik.BirthMatches(birth.AddDays(1)) {
				t.Errorf("%s does not match %s alone", c.nik, birth)
			}
		}
	}
	var none NIK
	if none.Sex() != "" || none.Births(today) != nil || none.Region() != "" || none.BirthMatches(civil.Date{}) {
		t.Error("no NIK says something")
	}
}

func TestWarnings(t *testing.T) {
	born := date("1985-04-12")
	kk, _ := ParseKK("6402051204859001")
	otherKK, _ := ParseKK("6402051506129001")
	for name, c := range map[string]struct {
		nik   string
		birth civil.Date
		sex   Sex
		kk    KK
		want  []Warning
	}{
		"all agrees":                     {"6402051204859001", born, Male, otherKK, nil},
		"nothing to compare with":        {"6402051204859001", civil.Date{}, "", KK{}, nil},
		"another day":                    {"6402051304859001", born, Male, otherKK, []Warning{BirthDiffers}},
		"another century is no other":    {"6402051204859001", date("1885-04-12"), Male, otherKK, nil},
		"a day the calendar lacks":       {"6402053102859001", born, Male, otherKK, []Warning{BirthDiffers}},
		"the other sex":                  {"6402055204859001", born, Male, otherKK, []Warning{SexDiffers}},
		"first registered elsewhere":     {"3374011204859001", born, Male, otherKK, nil},
		"a card of 2012":                 {"6402051506129001", born, Male, KK{}, []Warning{BirthDiffers, LooksLikeKK}},
		"a card of 2012, birth not told": {"6402051506129001", civil.Date{}, "", KK{}, []Warning{LooksLikeKK}},
		"a card of today":                {"6402052311269001", civil.Date{}, "", KK{}, []Warning{LooksLikeKK}},
		"a card of 2005":                 {"6402051506059001", civil.Date{}, "", KK{}, []Warning{LooksLikeKK}},
		"before there were cards":        {"6402051506049001", civil.Date{}, "", KK{}, nil},
		"no card adds 40":                {"6402055506129001", civil.Date{}, "", KK{}, nil},
		"a worker of twenty":             {"6402051506069001", date("2006-06-15"), Male, otherKK, nil},
		"the same number twice":          {"6402051204859001", born, Male, kk, []Warning{EqualsKK}},
		"everything at once": {"6402051506129001", born, Female, otherKK,
			[]Warning{BirthDiffers, SexDiffers, LooksLikeKK, EqualsKK}},
	} {
		nik, err := ParseNIK(c.nik)
		if got := nik.Warnings(c.birth, c.sex, c.kk, today); err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%s: %v (%v), want %v", name, got, err, c.want)
		}
	}
	if got := (NIK{}).Warnings(born, Male, KK{}, today); got != nil {
		t.Errorf("no NIK is warned about: %v", got)
	}
}

func FuzzParseNIK(f *testing.F) {
	for _, text := range []string{"6402051204859001", "nik: 64O2 0512-0485.900l", "no", "6402058004859001", "🙏", "\xff"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		nik, err := ParseNIK(text)
		if err != nil {
			return
		}
		checkMask(t, nik.Reveal(), nik.Mask())
		if again, err := ParseNIK(nik.Reveal()); err != nil || again != nik {
			t.Errorf("%q reads as %q, which does not read as itself (%v)", text, nik.Reveal(), err)
		}
		for _, birth := range nik.Births(today) {
			if !birth.IsValid() || !nik.BirthMatches(birth) || today.Before(birth) {
				t.Errorf("%q may not be born on %s", text, birth)
			}
		}
	})
}
