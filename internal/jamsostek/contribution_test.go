package jamsostek

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"slices"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"jagaetam/internal/civil"
)

func month(t testing.TB, text string) civil.Month {
	t.Helper()
	m, err := civil.ParseMonth(text)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// published is the table as it is printed, every column of it.
func published(t *testing.T) []map[string]int64 {
	t.Helper()
	file, err := os.Open("data/bpu_tiers.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var tiers []map[string]int64
	for _, row := range rows[1:] {
		tier := map[string]int64{}
		for i, name := range rows[0] {
			if row[i] != "" { // the last tier has no upper bound
				if tier[name], err = strconv.ParseInt(row[i], 10, 64); err != nil {
					t.Fatal(err)
				}
			}
		}
		tiers = append(tiers, tier)
	}
	return tiers
}

// Every tier is right at its lower bound, at its printed upper bound, and in the hole that the table leaves above that; with all
// programmes and without JHT, in full and halved.
func TestTiers(t *testing.T) {
	tiers := published(t)
	if len(tiers) != 33 {
		t.Fatalf("there are %d tiers", len(tiers))
	}
	for i, tier := range tiers {
		incomes := []int64{tier["income_min"], tier["base"]}
		if i < len(tiers)-1 {
			next := tiers[i+1]["income_min"]
			if next-tier["income_max"] != 1000 {
				t.Errorf("tier %d: no hole of 999 rupiah above it", tier["no"])
			}
			incomes = append(incomes, tier["income_max"], tier["income_max"]+1, next-1)
		} else {
			incomes = append(incomes, 1_000_000_000)
		}
		for _, income := range incomes {
			for _, c := range []struct {
				payer  Payer
				jht    bool
				column string
			}{{APBD, false, "jkk_jkm"}, {Self, false, "jkk_jkm_50pct"}, {APBD, true, "total"}, {Self, true, "total_50pct"}} {
				got, err := Law().Contribution(month(t, "2026-11"), Terms{Others, c.payer, income, c.jht})
				if err != nil || got.Total() != tier[c.column] {
					t.Errorf("income %d, %s: %d (%v), want %s %d of tier %d", income, c.payer, got.Total(), err, c.column, tier[c.column], tier["no"])
				}
			}
		}
		got, err := Law().Tier(month(t, "2026-11"), tier["income_min"])
		if err != nil || got.Base != tier["base"] || got.JKK*100 != got.Base || got.JHT*50 != got.Base || got.JKM != 6800 {
			t.Errorf("tier %d is %+v (%v)", tier["no"], got, err)
		}
	}
}

// The lowest tier through every change of the tariff, one month before it and in it.
func TestReliefs(t *testing.T) {
	full, half := int64(16_800), int64(8_400)
	for _, c := range []struct {
		month            string
		transport, other int64
	}{
		{"2015-07", full, full},
		{"2025-12", full, full}, {"2026-01", half, full},
		{"2026-03", half, full}, {"2026-04", half, half},
		{"2026-12", half, half}, {"2027-01", half, full},
		{"2027-03", half, full}, {"2027-04", full, full},
		{"2028-02", full, full},
	} {
		for _, payer := range Payers {
			for sector, want := range map[Sector]int64{Transport: c.transport, Others: c.other} {
				if payer != Self {
					want = full
				}
				for _, jht := range []bool{false, true} {
					wantJHT := int64(0)
					if jht {
						wantJHT = 20_000
					}
					got, err := Law().Contribution(month(t, c.month), Terms{sector, payer, 1_000_000, jht})
					if err != nil || got.JKK+got.JKM != want || got.JHT != wantJHT {
						t.Errorf("%s %s %s: %+v (%v), want %d and JHT %d", c.month, sector, payer, got, err, want, wantJHT)
					}
				}
			}
		}
	}
}

func TestBillAcrossTheEndOfARelief(t *testing.T) {
	for _, c := range []struct {
		first  string
		months int
		terms  Terms
		want   int64
	}{
		{"2026-11", 12, Terms{Others, Self, 1_000_000, false}, 2*8_400 + 10*16_800},
		{"2026-11", 12, Terms{Transport, Self, 1_000_000, false}, 5*8_400 + 7*16_800},
		{"2026-11", 12, Terms{Others, APBD, 1_000_000, false}, 12 * 16_800},
		{"2026-11", 12, Terms{Others, Self, 1_000_000, true}, 2*28_400 + 10*36_800},
		{"2026-11", 6, Terms{Transport, Self, 2_700_000, false}, 5*18_150 + 36_300},
		{"2026-12", 3, Terms{Others, Self, 0, false}, 8_400 + 2*16_800},
		{"2027-01", 1, Terms{Others, Self, 1_000_000, false}, 16_800},
	} {
		bill, err := Law().Bill(month(t, c.first), c.months, c.terms)
		if err != nil || bill.Total != c.want || len(bill.Parts) != c.months {
			t.Errorf("%d months from %s, %+v: %d in %d parts (%v), want %d", c.months, c.first, c.terms, bill.Total, len(bill.Parts), err, c.want)
		}
		for i, part := range bill.Parts {
			if part.Month != month(t, c.first).Add(i) {
				t.Errorf("part %d of those from %s is for %s", i, c.first, part.Month)
			}
		}
	}
}

func TestBillAsJSON(t *testing.T) {
	bill, err := Law().Bill(month(t, "2027-01"), 1, Terms{Others, Self, 1_000_000, false})
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(bill)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(`{"total":16800,"parts":[{"month":"2027-01","jkk":10000,"jkm":6800,"jht":0}]}`, string(text)); diff != "" {
		t.Error(diff)
	}
}

func TestWrongTerms(t *testing.T) {
	right := Terms{Others, Self, 1_000_000, false}
	for _, c := range []struct {
		month  string
		months int
		terms  Terms
		want   string
	}{
		{"2027-01", 1, Terms{"sea", Self, 0, false}, `sector "sea" is neither transport nor other`},
		{"2027-01", 1, Terms{Others, "village", 0, false}, `payer "village" is none of [self apbd apbn company]`},
		{"2027-01", 1, Terms{Others, Self, -1, false}, "income -1 is below zero"},
		{"2015-06", 1, right, "there is no tariff for 2015-06"},
		{"2027-01", 2, right, "2 months cannot be paid at once, only one of [1 3 6 12]"},
		{"2027-01", 0, right, "0 months cannot be paid at once, only one of [1 3 6 12]"},
	} {
		if bill, err := Law().Bill(month(t, c.month), c.months, c.terms); err == nil || err.Error() != c.want || bill.Parts != nil {
			t.Errorf("%+v: %v, %v; want %s", c.terms, bill, err, c.want)
		}
	}
}

// A relief that is prolonged and a scale that is raised are rows laid over the law; the law itself stays as it is.
func TestRowsLaidOver(t *testing.T) {
	over := Law()
	over.Reliefs = append(over.Reliefs,
		Relief{Others, []Payer{Self}, month(t, "2027-01"), month(t, "2027-06"), 50, "prolonged"},
		Relief{Others, []Payer{Self}, month(t, "2027-06"), month(t, "2027-06"), 0, "nothing to pay"})
	over.Scales = append(over.Scales, Scale{month(t, "2028-01"), []Tier{{0, 2_000_000, 20_000, 7_000, 40_000}}, "raised"})
	for text, want := range map[string]int64{
		"2026-12": 8_400, "2027-01": 8_400, "2027-05": 8_400, "2027-06": 0, "2027-07": 16_800, "2027-12": 16_800, "2028-01": 27_000,
	} {
		got, err := over.Contribution(month(t, text), Terms{Others, Self, 1_000_000, false})
		if err != nil || got.Total() != want {
			t.Errorf("%s: %d (%v), want %d", text, got.Total(), err, want)
		}
	}
	if got, _ := Law().Contribution(month(t, "2027-01"), Terms{Others, Self, 1_000_000, false}); got.Total() != 16_800 {
		t.Errorf("the law itself has changed: %d", got.Total())
	}
	over.Scales = append(over.Scales, Scale{month(t, "2029-01"), []Tier{{1_000_000, 1_000_000, 10_000, 6_800, 20_000}}, "no lowest tier"})
	if _, err := over.Tier(month(t, "2029-01"), 999_999); err == nil {
		t.Error("an income below every tier has one")
	}
}

func TestEveryRowHasItsSource(t *testing.T) {
	law := Law()
	for _, scale := range law.Scales {
		if scale.Source == "" || !slices.IsSortedFunc(scale.Tiers, func(a, b Tier) int { return int(a.From - b.From) }) || scale.Tiers[0].From != 0 {
			t.Errorf("the scale from %s has no source or no order", scale.From)
		}
	}
	for _, relief := range law.Reliefs {
		if relief.Source == "" || relief.Last.Before(relief.First) {
			t.Errorf("%+v", relief)
		}
	}
}

func TestContributionProperties(t *testing.T) {
	law := Law()
	rapid.Check(t, func(t *rapid.T) {
		first := civil.Month{Year: 2025, Month: 1}.Add(rapid.IntRange(0, 48).Draw(t, "month"))
		months := rapid.SampledFrom(Periods).Draw(t, "months")
		w := Terms{
			Sector: rapid.SampledFrom([]Sector{Transport, Others}).Draw(t, "sector"),
			Payer:  rapid.SampledFrom(Payers).Draw(t, "payer"),
			Income: rapid.Int64Range(0, 30_000_000).Draw(t, "income"),
			JHT:    rapid.Bool().Draw(t, "jht"),
		}
		bill, err := law.Bill(first, months, w)
		if err != nil {
			t.Fatal(err)
		}
		budget := w
		budget.Payer = APBD
		richer := w
		richer.Income += rapid.Int64Range(0, 5_000_000).Draw(t, "more")
		more, err := law.Bill(first, months, richer)
		if err != nil || more.Total < bill.Total {
			t.Fatalf("%d for %+v is less than %d for %+v (%v)", more.Total, richer, bill.Total, w, err)
		}
		var sum int64
		for _, part := range bill.Parts {
			sum += part.JKK + part.JKM + part.JHT
			full, err := law.Contribution(part.Month, budget)
			if err != nil {
				t.Fatal(err)
			}
			halved := part.JKK*2 == full.JKK && part.JKM*2 == full.JKM
			whole := part.JKK == full.JKK && part.JKM == full.JKM
			if part.JHT != full.JHT || !halved && !whole || halved && w.Payer == APBN {
				t.Fatalf("%+v is neither %+v nor exactly half of it", part, full)
			}
		}
		if sum != bill.Total {
			t.Fatalf("the parts make %d, the bill says %d", sum, bill.Total)
		}
	})
}
