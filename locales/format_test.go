package locales_test

import (
	"math"
	"testing"
	"time"

	"jagaetam/internal/civil"
	"jagaetam/locales"
)

func TestRupiah(t *testing.T) {
	for amount, want := range map[int64]string{
		0: "Rp0", 7: "Rp7", 99: "Rp99", 999: "Rp999", 1_000: "Rp1.000", 16_800: "Rp16.800", 100_000: "Rp100.000", 1_500_000: "Rp1.500.000",
		20_700_000: "Rp20.700.000", -1: "-Rp1", -999: "-Rp999", -1_000: "-Rp1.000", -16_800: "-Rp16.800",
		math.MaxInt64: "Rp9.223.372.036.854.775.807", math.MinInt64: "-Rp9.223.372.036.854.775.808",
	} {
		if got := locales.Rupiah(amount); got != want {
			t.Errorf("Rupiah(%d) = %q, want %q", amount, got, want)
		}
	}
}

func TestDate(t *testing.T) {
	for _, test := range []struct {
		day    civil.Date
		id, en string
	}{
		{civil.Date{Year: 1985, Month: 5, Day: 12}, "12 Mei 1985", "12 May 1985"},
		{civil.Date{Year: 2024, Month: 2, Day: 29}, "29 Februari 2024", "29 February 2024"},
		{civil.Date{Year: 2026, Month: 8, Day: 1}, "1 Agustus 2026", "1 August 2026"},
		{civil.Date{Year: 2026, Month: 12, Day: 31}, "31 Desember 2026", "31 December 2026"},
	} {
		if got := locales.Date("id", test.day); got != test.id {
			t.Errorf("Date(id, %s) = %q, want %q", test.day, got, test.id)
		}
		if got := locales.Date("en", test.day); got != test.en {
			t.Errorf("Date(en, %s) = %q, want %q", test.day, got, test.en)
		}
	}
}

func TestMonth(t *testing.T) {
	for i, names := range [][2]string{
		{"Januari", "January"},
		{"Februari", "February"},
		{"Maret", "March"},
		{"April", "April"},
		{"Mei", "May"},
		{"Juni", "June"},
		{"Juli", "July"},
		{"Agustus", "August"},
		{"September", "September"},
		{"Oktober", "October"},
		{"November", "November"},
		{"Desember", "December"},
	} {
		month := civil.Month{Year: 2027, Month: time.Month(i + 1)}
		if got, want := locales.Month("id", month), names[0]+" 2027"; got != want {
			t.Errorf("month %d = %q, want %q", i+1, got, want)
		}
		if got, want := locales.Month("en", month), names[1]+" 2027"; got != want {
			t.Errorf("month %d = %q, want %q", i+1, got, want)
		}
	}
}

func TestPlain(t *testing.T) {
	for html, want := range map[string]string{
		"":                                  "",
		"Ketik <b>menu</b>.":                "Ketik menu.",
		"<b><i>Siti</i></b> 🙂":              "Siti 🙂",
		"&lt;b&gt; &amp; &quot;Ani&quot;":   `<b> & "Ani"`,
		"&amp;lt;b&amp;gt;":                 "&lt;b&gt;", // once only
		"2 < 3 and a lone & stay as before": "2 < 3 and a lone & stay as before",
	} {
		if got := locales.Plain(html); got != want {
			t.Errorf("Plain(%q) = %q, want %q", html, got, want)
		}
	}
}
