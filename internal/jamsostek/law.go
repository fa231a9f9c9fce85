package jamsostek

import (
	"bytes"
	_ "embed"
	"encoding/csv"
	"fmt"
	"strconv"

	"jagaetam/internal/civil"
)

// relieved are the payers that PP 50/2025 helps for certain: it leaves out whom the state pays for, from whichever budget, and of
// companies that pay for workers not their own the sources say nothing.
var relieved = []Payer{Self}

// Law is the tariff as the regulations have it: the 33 tiers of PP 44/2015, annex II, with the two per cent for JHT of PP 46/2015, and
// the reliefs of PP 50/2025, which halve JKK and JKM for transport from January 2026 to March 2027 and for all others from April to
// December 2026, and take nothing from any benefit. Each call gives a copy, to which rows can be appended.
func Law() Tariff {
	tiers, err := readTiers(tiersOfPP44)
	if err != nil {
		panic(err) // the file is embedded and tested
	}
	return Tariff{
		Scales: []Scale{{civil.Month{Year: 2015, Month: 7}, tiers, "PP 44/2015, annex II; PP 46/2015"}},
		Reliefs: []Relief{
			{Transport, relieved, civil.Month{Year: 2026, Month: 1}, civil.Month{Year: 2027, Month: 3}, 50, "PP 50/2025"},
			{Others, relieved, civil.Month{Year: 2026, Month: 4}, civil.Month{Year: 2026, Month: 12}, 50, "PP 50/2025"},
		},
	}
}

// tiersOfPP44 has the table as it is published, with sums that only the tests read.
//
//go:embed data/bpu_tiers.csv
var tiersOfPP44 []byte

func readTiers(table []byte) ([]Tier, error) {
	rows, err := csv.NewReader(bytes.NewReader(table)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("read tiers: %w", err)
	}
	column := map[string]int{}
	for i, name := range rows[0] {
		column[name] = i
	}
	var tiers []Tier
	for _, row := range rows[1:] {
		var t Tier
		for name, to := range map[string]*int64{"income_min": &t.From, "base": &t.Base, "jkk": &t.JKK, "jkm": &t.JKM, "jht": &t.JHT} {
			if *to, err = strconv.ParseInt(row[column[name]], 10, 64); err != nil {
				return nil, fmt.Errorf("read tiers: %s: %w", name, err)
			}
		}
		tiers = append(tiers, t)
	}
	return tiers, nil
}
