package jamsostek

import (
	"fmt"
	"slices"

	"jagaetam/internal/civil"
)

// Payer is who pays a contribution.
type Payer string

// The payers. PP 50/2025 leaves out the two budgets of the state, so that a worker's payer decides what a month costs.
const (
	Self    Payer = "self"    // the worker
	APBD    Payer = "apbd"    // the budget of a regency, city or province
	APBN    Payer = "apbn"    // the budget of the state
	Company Payer = "company" // a company, for workers who are not its own
)

// Payers are all payers.
var Payers = []Payer{Self, APBD, APBN, Company}

// Terms are what a contribution depends on besides its month.
type Terms struct {
	Sector Sector
	Payer  Payer
	// Income is what the worker reports to earn in a month, in rupiah.
	Income int64
	// JHT says that he saves for old age too, which is his own choice (Permenaker 5/2021).
	JHT bool
}

func (w Terms) check() error {
	switch {
	case w.Sector != Transport && w.Sector != Others:
		return fmt.Errorf("sector %q is neither %s nor %s", w.Sector, Transport, Others)
	case !slices.Contains(Payers, w.Payer):
		return fmt.Errorf("payer %q is none of %v", w.Payer, Payers)
	case w.Income < 0:
		return fmt.Errorf("income %d is below zero", w.Income)
	}
	return nil
}

// Contribution is what one contribution month (bulan iuran) costs, programme by programme, in rupiah.
type Contribution struct {
	Month civil.Month `json:"month"`
	JKK   int64       `json:"jkk"`
	JKM   int64       `json:"jkm"`
	JHT   int64       `json:"jht"`
}

// Total is what is to be paid for the month.
func (c Contribution) Total() int64 { return c.JKK + c.JKM + c.JHT }

// Contribution is what the month costs on these terms. It goes by the month that is paid for, never by the day of payment. The error
// says which of the terms is wrong, or that the month is older than the tariff.
func (t Tariff) Contribution(month civil.Month, w Terms) (Contribution, error) {
	if err := w.check(); err != nil {
		return Contribution{}, err
	}
	tier, err := t.Tier(month, w.Income)
	if err != nil {
		return Contribution{}, err
	}
	percent := t.percent(month, w)
	c := Contribution{Month: month, JKK: tier.JKK * percent / 100, JKM: tier.JKM * percent / 100}
	if w.JHT {
		c.JHT = tier.JHT
	}
	return c, nil
}

// Bill is what several months cost together.
type Bill struct {
	Total int64          `json:"total"`
	Parts []Contribution `json:"parts"`
}

// Periods are the numbers of months that can be paid for at once.
var Periods = []int{1, 3, 6, 12}

// Bill is what so many months from the first one on cost, each by the tariff of its own month: paid across the end of a relief, the sum
// is mixed. Besides what is wrong with a month, it is an error if the number is not one of Periods.
func (t Tariff) Bill(first civil.Month, months int, w Terms) (Bill, error) {
	if !slices.Contains(Periods, months) {
		return Bill{}, fmt.Errorf("%d months cannot be paid at once, only one of %v", months, Periods)
	}
	var bill Bill
	for i := range months {
		part, err := t.Contribution(first.Add(i), w)
		if err != nil {
			return Bill{}, err
		}
		bill.Total += part.Total()
		bill.Parts = append(bill.Parts, part)
	}
	return bill, nil
}
