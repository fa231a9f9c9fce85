package flows_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/jamsostek"
	"jagaetam/internal/record"
	"jagaetam/locales"
)

func regencyUntil2026(terms jamsostek.Terms) record.Facts {
	return facts(jamsostek.Known{
		Stage: jamsostek.StageListed, Terms: terms, AsOf: november,
		Spans: []jamsostek.Span{decree(jamsostek.Regency, "2026-01", "2026-12", jamsostek.SpanActive)},
	}, "", "")
}

func selfUntil(terms jamsostek.Terms, last string) record.Facts {
	return facts(jamsostek.Known{Terms: terms, Paid: paidFor(true, last)}, "", "")
}

// The prices are those of each month's own tariff: PP 50/2025 ends for a farmer with 2026, for an ojek rider with March 2027.
func TestIuranIsMixedWhereTheTariffChanges(t *testing.T) {
	for name, test := range map[string]struct {
		day   string
		facts record.Facts
		says  []string
	}{
		"farmer across 2027": {"2026-11-10", selfUntil(farmer, "2026-10"), []string{
			"mulai November 2026", "1 bulan: Rp8.400", "3 bulan: Rp33.600 (2 bulan × Rp8.400 + 1 bulan × Rp16.800)",
			"12 bulan: Rp184.800 (2 bulan × Rp8.400 + 10 bulan × Rp16.800)", "paling lambat 16 November 2026",
		}},
		"ojek rider across April 2027": {"2027-02-10", selfUntil(rider, "2027-01"), []string{
			"mulai Februari 2027", "1 bulan: Rp11.400", "3 bulan: Rp45.600 (2 bulan × Rp11.400 + 1 bulan × Rp22.800)",
		}},
		"whom the regency pays for": {"2026-11-10", regencyUntil2026(farmer), []string{
			"Belum perlu bayar sekarang.", "Sampai 31 Desember 2026", "1 bulan: Rp16.800", "12 bulan: Rp201.600", "15 Januari 2027",
		}},
		"who is late": {"2027-01-20", regencyUntil2026(farmer), []string{"mulai Januari 2027", "tanpa tambahan biaya"}},
		"lapsed":      {"2027-05-20", regencyUntil2026(farmer), []string{"mulai Mei 2027", "Masa tunggu santunan bisa mengulang"}},
	} {
		text := told(t, locales.Indonesian, test.day, "iuran", "", test.facts)
		for _, say := range test.says {
			if !strings.Contains(text, say) {
				t.Errorf("%s: %q is not said in\n%s", name, say, text)
			}
		}
	}
}

func TestNobodyIsOfferedMonthsThatAnotherPays(t *testing.T) {
	known := facts(jamsostek.Known{
		Terms: farmer, Paid: paidFor(true, "2026-11"),
		Spans: []jamsostek.Span{decree(jamsostek.Village, "2027-02", "2027-12", jamsostek.SpanListed)},
	}, "", "")
	text := told(t, locales.Indonesian, "2026-11-23", "iuran", "", known)
	if !strings.Contains(text, "[1 bulan]") || strings.Contains(text, "3 bulan") {
		t.Errorf("December and January are free, and it offers\n%s", text)
	}
}

// Nothing on the card is a number of the person's, and what is to be seen at once is the amount.
func TestCardOfThePrice(t *testing.T) {
	for payload, big := range map[string]string{"JE-000017-4.12": "Rp201.600", "JE-000017-4.12.jht": "Rp441.600", "JE-000017-4.1": "Rp16.800"} {
		b, texts := book(t)
		known := regencyUntil2026(farmer)
		turn := b.Advance(dialogue.State{}, dialogue.Event{
			In:  chat.Incoming{Content: chat.Tap{Query: "q", Press: chat.Press{Kind: chat.PressOpen, Flow: "iuran", Value: payload}}},
			Now: date("2026-11-23").In(time.UTC), Facts: &known,
		})
		picture := turn.Words[0].Picture
		if picture == nil {
			t.Fatalf("%s shows no card", payload)
		}
		var lines []string
		for _, line := range append([]chat.Arg{picture.Title, picture.Big}, picture.Lines...) {
			text, err := texts.Arg(locales.Indonesian, line, nil)
			if err != nil {
				t.Fatal(err)
			}
			lines = append(lines, text)
		}
		months := "Januari 2027 sampai Desember 2027"
		if big == "Rp16.800" {
			months = "Januari 2027"
		}
		want := []string{"Iuran BPJS Ketenagakerjaan", big, "Untuk Siti", months, "Paling lambat 15 Januari 2027", "Bayar dengan NIK Siti, 16 angka"}
		if got := strings.Join(lines, "\n"); got != strings.Join(want, "\n") {
			t.Errorf("%s shows\n%s", payload, got)
		}
	}
}

// What is said of prices, payments and benefits is in testdata/iuran.golden, to be read by an officer.
func TestIuranAndBenefitAreTold(t *testing.T) {
	two := regencyUntil2026(farmer)
	two.Insured = append(two.Insured, record.Insured{Receipt: 18, Name: "Udin", Known: jamsostek.Known{Terms: rider}})
	var out strings.Builder
	for _, test := range []struct {
		name, day, flow, payload string
		facts                    record.Facts
	}{
		{"prices", "2026-11-23", "iuran", "", regencyUntil2026(farmer)},
		{"how to pay", "2026-11-23", "iuran", "JE-000017-4.12", regencyUntil2026(farmer)},
		{"how to pay, with JHT and mixed", "2027-02-10", "iuran", "JE-000017-4.3.jht", selfUntil(rider, "2027-01")},
		{"no such period", "2026-11-23", "iuran", "JE-000017-4.7", regencyUntil2026(farmer)},
		{"of two workers", "2026-11-23", "iuran", "", two},
		{"of nobody", "2026-11-23", "iuran", "", record.Facts{}},
		{"another's worker", "2026-11-23", "iuran", "JE-000018-2.12", regencyUntil2026(farmer)},
		{"of unknown trade", "2026-11-23", "iuran", "", selfUntil(jamsostek.Terms{}, "2026-11")},
		{"of who has an employer", "2026-11-23", "iuran", "", facts(jamsostek.Known{
			Terms: farmer, Paid: paidFor(true, "2026-11"), Left: jamsostek.LeftEmployed, LeftOn: date("2026-11-05"),
		}, "", "")},
		{"benefits in the first months", "2026-02-20", "benefit", "", regencyUntil2026(farmer)},
		{"benefits after three months", "2026-11-23", "benefit", "", regencyUntil2026(farmer)},
		{"benefits of who pays himself", "2027-02-03", "benefit", "", selfUntil(jamsostek.Terms{Sector: jamsostek.Others, Income: 2_500_000}, "2027-02")},
		{"benefits while a month is unpaid, which is no membership", "2027-02-20", "benefit", "", facts(jamsostek.Known{
			Terms: farmer, Paid: paidFor(true, "2026-11", "2026-12"),
		}, "", "")},
		{"benefits of nobody", "2026-11-23", "benefit", "", record.Facts{}},
		{"paid, of two workers", "2026-11-23", "paid", "", two},
		{"paid, of nobody", "2026-11-23", "paid", "", record.Facts{}},
	} {
		for _, lang := range []string{locales.Indonesian, locales.English} {
			fmt.Fprintf(&out, "== %s, %s, %s\n%s\n", test.name, test.day, lang, told(t, lang, test.day, test.flow, test.payload, test.facts))
		}
	}
	golden(t, "testdata/iuran.golden", out.String())
}
