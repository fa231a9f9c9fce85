package jamsostek

import (
	"fmt"
	"slices"

	"jagaetam/internal/civil"
)

// Tariff is what contributions cost, month by month. It is a value: rows that are decided later are laid on top by With, and of several
// rows that hold for a month the last one counts.
type Tariff struct {
	Scales  []Scale
	Reliefs []Relief
}

// Scale is a table of tiers that holds from a month on.
type Scale struct {
	From   civil.Month `json:"from"`
	Tiers  []Tier      `json:"tiers"`  // by rising From, the first of them 0
	Source string      `json:"source"` // the regulation
}

// Tier is one bracket of income with its contributions for a month, in rupiah.
type Tier struct {
	From int64 `json:"from"` // the least income in it
	Base int64 `json:"base"` // the income it stands for (dasar penghasilan), which benefits are reckoned from
	JKK  int64 `json:"jkk"`  // one per cent of Base
	JKM  int64 `json:"jkm"`
	JHT  int64 `json:"jht"` // two per cent of Base
}

// Relief is a part of JKK and JKM that need not be paid for some months. JHT is savings, and no relief takes from it.
type Relief struct {
	Sector  Sector      `json:"sector"`
	Payers  []Payer     `json:"payers"`
	First   civil.Month `json:"first"` // the contribution months, both included
	Last    civil.Month `json:"last"`
	Percent int64       `json:"percent"` // what is still to be paid; a fraction of a rupiah is dropped
	Source  string      `json:"source"`  // the regulation
}

func (r Relief) holds(month civil.Month, w Terms) bool {
	return r.Sector == w.Sector && slices.Contains(r.Payers, w.Payer) && !month.Before(r.First) && !r.Last.Before(month)
}

// Tier is the tier of an income in a month. The upper bounds that PP 44/2015 prints end in 99,000 and leave 999 rupiah below the next
// tier to nobody; here a tier reaches up to the next one. It is an error if the month is older than the tariff.
func (t Tariff) Tier(month civil.Month, income int64) (Tier, error) {
	for _, scale := range slices.Backward(t.Scales) {
		if month.Before(scale.From) {
			continue
		}
		for _, tier := range slices.Backward(scale.Tiers) {
			if tier.From <= income {
				return tier, nil
			}
		}
		return Tier{}, fmt.Errorf("income %d is below the lowest tier", income)
	}
	return Tier{}, fmt.Errorf("there is no tariff for %s", month)
}

// percent is what is to be paid of JKK and JKM.
func (t Tariff) percent(month civil.Month, w Terms) int64 {
	for _, relief := range slices.Backward(t.Reliefs) {
		if relief.holds(month, w) {
			return relief.Percent
		}
	}
	return 100
}
