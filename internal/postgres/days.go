package postgres

import (
	"time"

	"jagaetam/internal/civil"
)

// dateOf is a day as a date column has it; null for no day.
func dateOf(day civil.Date) *time.Time {
	if day.IsZero() {
		return nil
	}
	at := day.In(time.UTC)
	return &at
}

// dayOf is what dateOf made a date of.
func dayOf(date *time.Time) civil.Date {
	if date == nil {
		return civil.Date{}
	}
	return civil.DateOf(*date)
}

// firstOf is a month as a date column has it: its first day.
func firstOf(month civil.Month) time.Time { return month.First().In(time.UTC) }

// monthOf is the month of a date.
func monthOf(date time.Time) civil.Month { return civil.DateOf(date).MonthOf() }
