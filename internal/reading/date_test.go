package reading

import (
	"fmt"
	"testing"
	"time"

	"jagaetam/internal/civil"
)

var (
	today = civil.Date{Year: 2026, Month: time.November, Day: 24}
	// births are the birth dates of people from 15 to 90 years old.
	births = Between{
		First: civil.Date{Year: 1936, Month: time.November, Day: 24},
		Last:  civil.Date{Year: 2011, Month: time.November, Day: 24},
	}
)

func TestDateThatIsSure(t *testing.T) {
	for typed, want := range map[string]string{
		"12 Mei 1985":                      "1985-05-12",
		"12 mei 85":                        "1985-05-12",
		"12-05-1985":                       "1985-05-12",
		"12-05-85":                         "1985-05-12",
		"12/5/1985":                        "1985-05-12",
		"12/05/85":                         "1985-05-12",
		"12.5.85":                          "1985-05-12",
		"12.05.1985":                       "1985-05-12",
		"12 5 1985":                        "1985-05-12",
		"12 - 05 - 1985":                   "1985-05-12",
		"12–05–1985":                       "1985-05-12",
		"12,05,1985":                       "1985-05-12",
		"12-5/1985":                        "1985-05-12",
		"120585":                           "1985-05-12",
		"12051985":                         "1985-05-12",
		"１２-０５-１９８５":                       "1985-05-12",
		"12mei1985":                        "1985-05-12",
		"12mei85":                          "1985-05-12",
		"12-Mei-1985":                      "1985-05-12",
		"12 MEI 1985":                      "1985-05-12",
		"12 may 1985":                      "1985-05-12",
		"May 12, 1985":                     "1985-05-12",
		"Mei 12 1985":                      "1985-05-12",
		"12th of May 1985":                 "1985-05-12",
		"tgl 12 bln 5 thn 85":              "1985-05-12",
		"tanggal 12 bulan 5 tahun 1985":    "1985-05-12",
		"tgl 12 bulan mei thn 1985":        "1985-05-12",
		"tgl12bln5thn85":                   "1985-05-12",
		"1985-05-12":                       "1985-05-12",
		"1985/5/12":                        "1985-05-12",
		"19850512":                         "1985-05-12",
		"1985 mei 12":                      "1985-05-12",
		"dua belas mei 1985":               "1985-05-12",
		"dua belas mei delapan puluh lima": "1985-05-12",
		"12 mei seribu sembilan ratus delapan puluh lima": "1985-05-12",
		"satu januari dua ribu tiga":                      "2003-01-01",
		"Tenggarong, 12-05-1985":                          "1985-05-12",
		"TTL: Loa Kulu, 12 Mei 1985":                      "1985-05-12",
		"Tenggarong 12 mei 1985":                          "1985-05-12",
		"saya lahir tanggal 12 mei 1985 pak":              "1985-05-12",
		"12 mei 1985 di Samarinda":                        "1985-05-12",
		"Senin, 12 Agustus 1985":                          "1985-08-12",
		"12 agutus 1985":                                  "1985-08-12",
		"12 agustsu 1985":                                 "1985-08-12",
		"12 agus 85":                                      "1985-08-12",
		"12 agt 85":                                       "1985-08-12",
		"12 ags 85":                                       "1985-08-12",
		"12 aug 85":                                       "1985-08-12",
		"3 nopember 1970":                                 "1970-11-03",
		"3 novmber 1970":                                  "1970-11-03",
		"3 nov 70":                                        "1970-11-03",
		"2 pebruari 1971":                                 "1971-02-02",
		"2 februri 1971":                                  "1971-02-02",
		"2 peb 71":                                        "1971-02-02",
		"29 februari 1984":                                "1984-02-29",
		"29 feb 2000":                                     "2000-02-29",
		"1 janauri 1960":                                  "1960-01-01",
		"31 des 1959":                                     "1959-12-31",
		"31 desembr 1959":                                 "1959-12-31",
		"1 juli 1955":                                     "1955-07-01",
		"01-07-55":                                        "1955-07-01",
		"10 oktobr 1990":                                  "1990-10-10",
		"10 october 1990":                                 "1990-10-10",
		"5 septmber 1990":                                 "1990-09-05",
		"5 septem 90":                                     "1990-09-05",
		"7 maret 01":                                      "2001-03-07",
		"07-03-05":                                        "2005-03-07",
		"070399":                                          "1999-03-07",
		"9 april 1999":                                    "1999-04-09",
		"9 aprl 1999":                                     "1999-04-09",
		"6 june 1980":                                     "1980-06-06",
		"12 mei 1985 (41 tahun)":                          "1985-05-12",
		"umur 41, 12 mei 1985":                            "1985-05-12",
		"tgl 12 bulan 5 tahun 1985 umur 41":               "1985-05-12",
		"12 mei 1985 min":                                 "1985-05-12",
		"24-11-2011":                                      "2011-11-24",
		"24-11-1936":                                      "1936-11-24",
	} {
		got := Date(typed, today, births)
		if got.Certainty != Sure || got.Doubt != "" || got.Date.String() != want {
			t.Errorf("Date(%q) = %+v, want %s", typed, got, want)
		}
	}
}

func TestDateToAskBackAbout(t *testing.T) {
	for _, c := range []struct {
		typed  string
		within Between
		want   string
		doubt  Doubt
	}{
		{"05/13/1985", births, "1985-05-13", DoubtSwapped},
		{"5-31-85", births, "1985-05-31", DoubtSwapped},
		{"051385", births, "1985-05-13", DoubtSwapped},
		{"1985-13-05", births, "1985-05-13", DoubtSwapped},
		{"12 mei", births, "2011-05-12", DoubtNoYear},
		{"12-05", births, "2011-05-12", DoubtNoYear},
		{"mei 12", births, "2011-05-12", DoubtNoYear},
		{"12 nov", Between{}, "2026-11-12", DoubtNoYear},
		{"25 nov", Between{}, "2025-11-25", DoubtNoYear},
		{"29 feb", Between{}, "2024-02-29", DoubtNoYear},
		{"12-05-20", Between{}, "2020-05-12", DoubtCentury},
		{"12-05-85", Between{}, "1985-05-12", ""},
		{"241126", Between{}, "2026-11-24", DoubtCentury},
		{"251126", Between{}, "1926-11-25", ""},
		{"bukan 12 mei 1985", births, "1985-05-12", DoubtWords},
		{"sekitar 12 mei 1985", births, "1985-05-12", DoubtWords},
	} {
		want := Guess
		if c.doubt == "" {
			want = Sure
		}
		got := Date(c.typed, today, c.within)
		if got.Certainty != want || got.Doubt != c.doubt || got.Date.String() != c.want {
			t.Errorf("Date(%q) = %+v, want %s with doubt %q", c.typed, got, c.want, c.doubt)
		}
	}
}

func TestDateThatIsNone(t *testing.T) {
	at := func(text string) civil.Date { d, _ := civil.ParseDate(text); return d }
	for typed, want := range map[string]DateReading{
		"":                           {},
		"tidak tahu":                 {},
		"lupa":                       {},
		"12":                         {},
		"mei":                        {},
		"6402051205859001":           {},
		"081234567890":               {},
		"12 xyz 1985":                {},
		"1 jumi 1980":                {}, // June or July
		"12585":                      {},
		"12 mei 985":                 {Doubt: DoubtNoSuchDay},
		"31-02-1985":                 {Doubt: DoubtNoSuchDay},
		"31 april 1985":              {Doubt: DoubtNoSuchDay},
		"29-02-1985":                 {Doubt: DoubtNoSuchDay},
		"30 feb":                     {Doubt: DoubtNoSuchDay},
		"32-01-1985":                 {Doubt: DoubtNoSuchDay},
		"00-05-1985":                 {Doubt: DoubtNoSuchDay},
		"12-00-1985":                 {Doubt: DoubtNoSuchDay},
		"13-13-1985":                 {Doubt: DoubtNoSuchDay},
		"310285":                     {Doubt: DoubtNoSuchDay},
		"99999999":                   {Doubt: DoubtNoSuchDay},
		"1985":                       {Year: 1985, Doubt: DoubtOnlyYear},
		"tahun 1985":                 {Year: 1985, Doubt: DoubtOnlyYear},
		"lahir thn 85":               {Year: 1985, Doubt: DoubtOnlyYear},
		"1850":                       {},
		"2020":                       {Doubt: DoubtOutside},
		"mei 1985":                   {Year: 1985, Doubt: DoubtNoDay},
		"05-1985":                    {Year: 1985, Doubt: DoubtNoDay},
		"1985-05":                    {Year: 1985, Doubt: DoubtNoDay},
		"1985 mei":                   {Year: 1985, Doubt: DoubtNoDay},
		"mei juni":                   {},
		"41 1985":                    {},
		"12 5 mei":                   {},
		"umur 200":                   {},
		"mei 12 juni":                {},
		"112 5 1985":                 {},
		"umur empat puluh satu":      {Age: 41, Doubt: DoubtOnlyAge},
		"bulan mei thn 1985":         {Year: 1985, Doubt: DoubtNoDay},
		"41 tahun":                   {Age: 41, Doubt: DoubtOnlyAge},
		"41 thn":                     {Age: 41, Doubt: DoubtOnlyAge},
		"41th":                       {Age: 41, Doubt: DoubtOnlyAge},
		"umur 41":                    {Age: 41, Doubt: DoubtOnlyAge},
		"umur saya 41 tahun":         {Age: 41, Doubt: DoubtOnlyAge},
		"empat puluh satu tahun":     {Age: 41, Doubt: DoubtOnlyAge},
		"12-05-2020":                 {Date: at("2020-05-12"), Doubt: DoubtOutside},
		"12-05-1885":                 {Date: at("1885-05-12"), Doubt: DoubtOutside},
		"23-11-1936":                 {Date: at("1936-11-23"), Doubt: DoubtOutside},
		"25-11-2011":                 {Date: at("2011-11-25"), Doubt: DoubtOutside},
		"12-05-30":                   {Date: at("1930-05-12"), Doubt: DoubtOutside},
		"hari ini":                   {Date: today, Doubt: DoubtOutside},
		"12-05-1985 atau 13-05-1985": {Doubt: DoubtSeveral},
	} {
		if got := Date(typed, today, births); got != want {
			t.Errorf("Date(%q) = %+v, want %+v", typed, got, want)
		}
	}
}

func TestDaysNamedFromToday(t *testing.T) {
	for typed, want := range map[string]string{
		"hari ini": "2026-11-24", "tadi pagi pak": "2026-11-24", "Kemarin": "2026-11-23", "kmrn": "2026-11-23",
		"kemarin sore":       "2026-11-23",
		"dua hari yang lalu": "2026-11-22", "2 hari lalu": "2026-11-22", "seminggu lalu": "2026-11-17",
		"20 november": "2026-11-20",
	} {
		if got := Date(typed, today, Between{}); got.Date.String() != want {
			t.Errorf("Date(%q) = %+v, want %s", typed, got, want)
		}
	}
	if got := Date("25-11-2026", today, Between{}); got.Doubt != DoubtOutside {
		t.Errorf("tomorrow is %+v, want outside", got)
	}
	next := Between{Last: today.AddDays(30)}
	if got := Date("25-11-2026", today, next); got.Certainty != Sure {
		t.Errorf("tomorrow in a bound that ends later is %+v, want sure", got)
	}
}

func FuzzDate(f *testing.F) {
	for i, seed := range []string{
		"12 Mei 1985", "31-02-85", "tgl 12 bln 5 thn 85", "umur 41", "mei 12", "1985-13-05", "dua puluh", "0-0-0", "kemarin",
	} {
		f.Add(seed, 10_000+i)
	}
	months := []string{
		"Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember",
	}
	f.Fuzz(func(t *testing.T, text string, n int) {
		switch got := Date(text, today, births); {
		case got.Certainty != Unread && (!got.Date.IsValid() || !births.holds(got.Date)):
			t.Errorf("Date(%q) = %+v is out of bounds", text, got)
		case got.Certainty == Sure && got.Doubt != "", got.Certainty == Guess && got.Doubt == "", got.Age < 0 || got.Age >= 130:
			t.Errorf("Date(%q) = %+v contradicts itself", text, got)
		}
		day := births.Last.AddDays(-((n%27_000 + 27_000) % 27_000))
		for _, form := range []string{
			day.String(),
			fmt.Sprintf("%d %s %d", day.Day, months[day.Month-1], day.Year),
			fmt.Sprintf("%02d-%02d-%04d", day.Day, day.Month, day.Year),
			fmt.Sprintf("%d/%d/%d", day.Day, day.Month, day.Year),
			fmt.Sprintf("%02d%02d%04d", day.Day, day.Month, day.Year),
			fmt.Sprintf("%02d.%02d.%02d", day.Day, day.Month, day.Year%100),
		} {
			if got := Date(form, today, births); got.Certainty != Sure || got.Date != day {
				t.Errorf("Date(%q) = %+v, want %s", form, got, day)
			}
		}
	})
}
