package reading

import (
	"fmt"
	"strings"
	"testing"
)

func TestMoneyThatIsSure(t *testing.T) {
	for _, c := range []struct {
		typed string
		want  int64
		per   Per
	}{
		{"Rp 1.500.000", 1_500_000, PerUnknown},
		{"Rp1.500.000", 1_500_000, PerUnknown},
		{"Rp. 1.500.000,-", 1_500_000, PerUnknown},
		{"1.500.000,-", 1_500_000, PerUnknown},
		{"1.500.000.-", 1_500_000, PerUnknown},
		{"1.500.000,00", 1_500_000, PerUnknown},
		{"1,500,000", 1_500_000, PerUnknown},
		{"1,500,000.00", 1_500_000, PerUnknown},
		{"1 500 000", 1_500_000, PerUnknown},
		{"1500000", 1_500_000, PerUnknown},
		{"IDR 1500000", 1_500_000, PerUnknown},
		{"1500000 rupiah", 1_500_000, PerUnknown},
		{"１５０００００", 1_500_000, PerUnknown},
		{"50.000", 50_000, PerUnknown},
		{"50000", 50_000, PerUnknown},
		{"16.800", 16_800, PerUnknown},
		{"16800,-", 16_800, PerUnknown},
		{"750.000", 750_000, PerUnknown},
		{"1,5jt", 1_500_000, PerUnknown},
		{"1.5jt", 1_500_000, PerUnknown},
		{"1,5 juta", 1_500_000, PerUnknown},
		{"1.25 jt", 1_250_000, PerUnknown},
		{"1jt", 1_000_000, PerUnknown},
		{"2 JUTA", 2_000_000, PerUnknown},
		{"1jt500", 1_500_000, PerUnknown},
		{"1jt 500", 1_500_000, PerUnknown},
		{"1jt500rb", 1_500_000, PerUnknown},
		{"1 juta 500 ribu", 1_500_000, PerUnknown},
		{"1 juta 250", 1_250_000, PerUnknown},
		{"1 juta 500.000", 1_500_000, PerUnknown},
		{"1jt 5ratus", 1_500_000, PerUnknown},
		{"500rb", 500_000, PerUnknown},
		{"500 ribu", 500_000, PerUnknown},
		{"500 rbu", 500_000, PerUnknown},
		{"500k", 500_000, PerUnknown},
		{"1.500rb", 1_500_000, PerUnknown},
		{"1500 ribu", 1_500_000, PerUnknown},
		{"5 ratus ribu", 500_000, PerUnknown},
		{"0,5 juta", 500_000, PerUnknown},
		{"sejuta", 1_000_000, PerUnknown},
		{"1 koma 5 juta", 1_500_000, PerUnknown},
		{"satu koma lima juta", 1_500_000, PerUnknown},
		{"sejuta setengah", 1_500_000, PerUnknown},
		{"sejuta dua ratus ribu", 1_200_000, PerUnknown},
		{"satu juta", 1_000_000, PerUnknown},
		{"satu setengah juta", 1_500_000, PerUnknown},
		{"1 setengah juta", 1_500_000, PerUnknown},
		{"dua juta setengah", 2_500_000, PerUnknown},
		{"dua juta lima ratus ribu", 2_500_000, PerUnknown},
		{"dua juta lima ratus", 2_500_000, PerUnknown},
		{"satu juta tujuh ratus lima puluh ribu", 1_750_000, PerUnknown},
		{"setengah juta", 500_000, PerUnknown},
		{"stgh juta", 500_000, PerUnknown},
		{"1/2 juta", 500_000, PerUnknown},
		{"½ juta", 500_000, PerUnknown},
		{"lima ratus ribu", 500_000, PerUnknown},
		{"tujuh puluh lima ribu", 75_000, PerUnknown},
		{"dua belas juta", 12_000_000, PerUnknown},
		{"sebelas juta", 11_000_000, PerUnknown},
		{"seratus ribu", 100_000, PerUnknown},
		{"seribu lima ratus", 1_500, PerUnknown},
		{"goban", 50_000, PerUnknown},
		{"5 ribu", 5_000, PerUnknown},
		{"100 juta", MaxSure, PerUnknown},
		{"penghasilan saya 2jt pak", 2_000_000, PerUnknown},
		{"gajinya 1.2 jt bersih", 1_200_000, PerUnknown},
		{"1,5jt sebulan", 1_500_000, PerMonth},
		{"1,5jt/bln", 1_500_000, PerMonth},
		{"Rp 1.500.000,-/bulan", 1_500_000, PerMonth},
		{"2 juta per bulan", 2_000_000, PerMonth},
		{"2jt perbulan", 2_000_000, PerMonth},
		{"tiap bulan 2jt", 2_000_000, PerMonth},
		{"1 bulan 2 juta", 2_000_000, PerMonth},
		{"sehari 50rb", 50_000, PerDay},
		{"50rb/hari", 50_000, PerDay},
		{"50.000 per hari", 50_000, PerDay},
		{"50 ribu sehari", 50_000, PerDay},
		{"harian 80rb", 80_000, PerDay},
		{"1 hari 50rb", 50_000, PerDay},
		{"300rb seminggu", 300_000, PerWeek},
		{"mingguan 300rb", 300_000, PerWeek},
		{"24 juta setahun", 24_000_000, PerYear},
		{"5 juta sekali panen", 5_000_000, PerHarvest},
		{"5jt per panen", 5_000_000, PerHarvest},
		{"3 bulan sekali panen 5jt", 5_000_000, PerHarvest},
		{"10 juta 3 bulan", 10_000_000, PerOther},
		{"100rb per trip", 100_000, PerOther},
		{"50rb/karung", 50_000, PerOther},
		{"tiap karung 50rb", 50_000, PerOther},
		{"200rb sekali melaut", 200_000, PerOther},
		{"1.5 million", 1_500_000, PerUnknown},
		{"1,5 Million", 1_500_000, PerUnknown},
		{"Rp 2 million", 2_000_000, PerUnknown},
		{"500 thousand", 500_000, PerUnknown},
		{"1 million 500 thousand", 1_500_000, PerUnknown},
		{"1.5 million a month", 1_500_000, PerMonth},
		{"I earn 1.5 million per month", 1_500_000, PerMonth},
		{"Rp1.500.000 monthly", 1_500_000, PerMonth},
		{"2 million / month", 2_000_000, PerMonth},
		{"80 thousand per day", 80_000, PerDay},
		{"80.000 a day", 80_000, PerDay},
		{"80 thousand daily", 80_000, PerDay},
		{"300 thousand a week", 300_000, PerWeek},
		{"weekly 300 thousand", 300_000, PerWeek},
		{"24 million a year", 24_000_000, PerYear},
		{"20 thousand an hour", 20_000, PerOther},
		{"10 million every 3 months", 10_000_000, PerOther},
	} {
		if got, want := Money(c.typed), (Amount{Rupiah: c.want, High: c.want, Per: c.per, Certainty: Sure}); got != want {
			t.Errorf("Money(%q) = %+v, want %+v", c.typed, got, want)
		}
	}
}

func TestMoneyToAskBackAbout(t *testing.T) {
	for _, c := range []struct {
		typed     string
		low, high int64
		per       Per
		doubt     Doubt
	}{
		{"500", 500_000, 500_000, PerUnknown, DoubtScale},
		{"Rp 500", 500_000, 500_000, PerUnknown, DoubtScale},
		{"lima ratus", 500_000, 500_000, PerUnknown, DoubtScale},
		{"1,5", 1_500_000, 1_500_000, PerUnknown, DoubtScale},
		{"1.5", 1_500_000, 1_500_000, PerUnknown, DoubtScale},
		{"1.500", 1_500_000, 1_500_000, PerUnknown, DoubtScale},
		{"1,500", 1_500_000, 1_500_000, PerUnknown, DoubtScale},
		{"1500", 1_500_000, 1_500_000, PerUnknown, DoubtScale},
		{"2", 2_000_000, 2_000_000, PerUnknown, DoubtScale},
		{"dua", 2_000_000, 2_000_000, PerUnknown, DoubtScale},
		{"50", 50_000, 50_000, PerUnknown, DoubtScale},
		{"1.500jt", 1_500_000, 1_500_000, PerUnknown, DoubtScale},
		{"1,125jt", 1_125_000, 1_125_000, PerUnknown, DoubtScale},
		{"500.000 jt", 500_000, 500_000, PerUnknown, DoubtScale},
		{"500 hari", 500_000, 500_000, PerDay, DoubtScale},
		{"1.500.000 juta", 1_500_000, 1_500_000, PerUnknown, DoubtScale},
		{"1500000rb", 1_500_000, 1_500_000, PerUnknown, DoubtScale},
		{"1jt5", 1_500_000, 1_500_000, PerUnknown, DoubtScale},
		{"1jt50", 1_050_000, 1_050_000, PerUnknown, DoubtScale},
		{"500 sehari", 500_000, 500_000, PerDay, DoubtScale},
		{"20 sehari", 20_000, 20_000, PerDay, DoubtScale},
		{"1 juta lebih", 1_000_000, 1_000_000, PerUnknown, DoubtAbout},
		{"±1jt", 1_000_000, 1_000_000, PerUnknown, DoubtAbout},
		{"~ 1jt", 1_000_000, 1_000_000, PerUnknown, DoubtAbout},
		{"sekitar 1,2 juta", 1_200_000, 1_200_000, PerUnknown, DoubtAbout},
		{"kurang lebih 1jt", 1_000_000, 1_000_000, PerUnknown, DoubtAbout},
		{"kira2 1jt sebulan", 1_000_000, 1_000_000, PerMonth, DoubtAbout},
		{"kira-kira 1jt", 1_000_000, 1_000_000, PerUnknown, DoubtAbout},
		{"rata-rata 80rb sehari", 80_000, 80_000, PerDay, DoubtAbout},
		{"1 jutaan", 1_000_000, 1_000_000, PerUnknown, DoubtAbout},
		{"sejutaan", 1_000_000, 1_000_000, PerUnknown, DoubtAbout},
		{"500 ribuan", 500_000, 500_000, PerUnknown, DoubtAbout},
		{"1jt an", 1_000_000, 1_000_000, PerUnknown, DoubtAbout},
		{"hampir 2jt", 2_000_000, 2_000_000, PerUnknown, DoubtAbout},
		{"50-60rb sehari", 50_000, 60_000, PerDay, DoubtRange},
		{"50rb-60rb/hari", 50_000, 60_000, PerDay, DoubtRange},
		{"50 – 60 ribu", 50_000, 60_000, PerUnknown, DoubtRange},
		{"1-1,5 juta", 1_000_000, 1_500_000, PerUnknown, DoubtRange},
		{"1jt sampai 1,5jt", 1_000_000, 1_500_000, PerUnknown, DoubtRange},
		{"1jt s/d 2jt", 1_000_000, 2_000_000, PerUnknown, DoubtRange},
		{"500-1jt", 500_000, 1_000_000, PerUnknown, DoubtRange},
		{"500rb-750", 500_000, 750_000, PerUnknown, DoubtRange},
		{"1 atau 2 juta", 1_000_000, 2_000_000, PerUnknown, DoubtRange},
		{"50-60", 50_000, 60_000, PerUnknown, DoubtRange},
		{"1.500-2.000", 1_500_000, 2_000_000, PerUnknown, DoubtRange},
		{"500.000-700.000", 500_000, 700_000, PerUnknown, DoubtRange},
		{"seratus sampai dua ratus ribu", 100_000, 200_000, PerUnknown, DoubtRange},
		{"0", 0, 0, PerUnknown, DoubtZero},
		{"Rp 0,-", 0, 0, PerUnknown, DoubtZero},
		{"nol rupiah", 0, 0, PerUnknown, DoubtZero},
		{"tidak ada", 0, 0, PerUnknown, DoubtZero},
		{"ga ada penghasilan pak", 0, 0, PerUnknown, DoubtZero},
		{"belum kerja", 0, 0, PerUnknown, DoubtZero},
		{"nihil", 0, 0, PerUnknown, DoubtZero},
		{"150000000", 150_000_000, 150_000_000, PerUnknown, DoubtSize},
		{"1 m", 1_000_000_000, 1_000_000_000, PerUnknown, DoubtSize},
		{"500 juta", 500_000_000, 500_000_000, PerUnknown, DoubtSize},
		{"tidak sampai 1jt", 1_000_000, 1_000_000, PerUnknown, DoubtWords},
		{"bukan 1jt", 1_000_000, 1_000_000, PerUnknown, DoubtWords},
		{"1jt dipotong utang", 1_000_000, 1_000_000, PerUnknown, DoubtWords},
		{"50rb sehari kerja 26 hari", 50_000, 50_000, PerDay, DoubtWords},
		{"50rb sehari sebulan", 50_000, 50_000, PerDay, DoubtWords},
		{"500 a day", 500_000, 500_000, PerDay, DoubtScale},
		{"1 to 2 million", 1_000_000, 2_000_000, PerUnknown, DoubtRange},
		{"200 million", 200_000_000, 200_000_000, PerUnknown, DoubtSize},
		{"not 1 million", 1_000_000, 1_000_000, PerUnknown, DoubtWords},
		{"1 million a lot", 1_000_000, 1_000_000, PerUnknown, DoubtWords},
		{"80 thousand a day 26 days", 80_000, 80_000, PerDay, DoubtWords},
		{"100rb 2 kali seminggu", 100_000, 100_000, PerWeek, DoubtWords},
	} {
		if got, want := Money(c.typed), (Amount{c.low, c.high, c.per, Guess, c.doubt}); got != want {
			t.Errorf("Money(%q) = %+v, want %+v", c.typed, got, want)
		}
	}
}

func TestMoneyThatIsNone(t *testing.T) {
	for typed, doubt := range map[string]Doubt{
		"": "", "petani": "", "tidak": "", "tidak tahu": "", "sebulan": "", "rp": "", "juta": "", "-": "", "👍": "",
		"tidak tentu": "",
		"million":     "", "a million": "", "a month": "", "3 children": "", "26 days": "", "two million": "", "2 and a half million": "",
		"anak saya 3":    "",
		"3 - 4 anak":     "",
		"3 anak":         "",
		"081234567890":   "",
		"0812-3456-7890": "",
		"1.50.000":       "",
		"1.500.00":       "",
		"1.5.000":        "",
		"tidak mau":      "",
		"-500000":        DoubtNegative, "Rp -500.000": DoubtNegative, "minus 5jt": DoubtNegative, "-1,5jt": DoubtNegative,
		"6402051205859001": DoubtTooLarge, "999999999999999999999999": DoubtTooLarge, "1000 triliun": DoubtTooLarge,
		"9999 m 1":                DoubtTooLarge,
		strings.Repeat("9", 4000): DoubtTooLarge,
		"1jt dan 500rb":           DoubtSeveral, "500 600": DoubtSeveral, "gaji 1jt, ojek 500rb": DoubtSeveral,
		"1jt-500rb": DoubtSeveral, "0-5": DoubtSeveral,
		"sehari 50rb, sebulan 1,5jt": DoubtSeveral, "50rb-5jt": DoubtSeveral,
		"1jt 2,5": DoubtSeveral, "anak saya 2-3": DoubtSeveral, "1rb 5000": DoubtSeveral, "1jt 2jt": DoubtSeveral,
	} {
		got := Money(typed)
		if got.Certainty != Unread || got.Doubt != doubt || got.Rupiah != 0 || got.High != 0 {
			t.Errorf("Money(%.40q) = %+v, want nothing with doubt %q", typed, got, doubt)
		}
	}
}

func TestWhichAmountsNeedAMonth(t *testing.T) {
	for typed, want := range map[string]bool{
		"1jt": false, "1jt sebulan": false, "50rb sehari": true, "5jt sekali panen": true, "300rb seminggu": true, "100rb per trip": true,
		"1 million a month": false, "80 thousand a day": true, "300 thousand weekly": true,
	} {
		if got := Money(typed).NeedsMonth(); got != want {
			t.Errorf("Money(%q).NeedsMonth() = %t", typed, got)
		}
	}
}

func FuzzMoney(f *testing.F) {
	for _, seed := range []string{
		"Rp 1.500.000,-", "1jt500", "50-60rb sehari", "satu setengah juta", "½ juta", "0-0", "1e9", "-", "kosong kosong", "1.500jt-2",
	} {
		f.Add(seed, int64(1_500_000))
	}
	f.Fuzz(func(t *testing.T, text string, rupiah int64) {
		switch got := Money(text); {
		case got.Rupiah < 0 || got.High < got.Rupiah || got.High > MaxRupiah:
			t.Errorf("Money(%q) = %+v is out of bounds", text, got)
		case got.Certainty == Unread && got.High != 0,
			got.Certainty == Sure && got.Doubt != "",
			got.Certainty == Guess && got.Doubt == "":
			t.Errorf("Money(%q) = %+v contradicts itself", text, got)
		}
		if rupiah = rupiah % (MaxSure + 1); rupiah < 10_000 {
			return
		}
		for _, form := range []string{fmt.Sprint(rupiah), "Rp" + grouped(rupiah), grouped(rupiah) + ",-/bulan"} {
			if got := Money(form); got.Certainty != Sure || got.Rupiah != rupiah {
				t.Errorf("Money(%q) = %+v, want %d", form, got, rupiah)
			}
		}
	})
}

// grouped writes an amount with a dot after every three digits.
func grouped(rupiah int64) string {
	if rupiah < 1000 {
		return fmt.Sprint(rupiah)
	}
	return fmt.Sprintf("%s.%03d", grouped(rupiah/1000), rupiah%1000)
}
