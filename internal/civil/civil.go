// Package civil has dates and months without a time of day or a zone: a birth date, the month a contribution is for.
package civil

import (
	"fmt"
	"time"
)

// Date is a day of the calendar. The zero Date is no date at all.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// DateOf is the day that t falls on in t's own zone.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date{y, m, d}
}

// ParseDate reads the ISO form 2006-01-02 and nothing else.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, fmt.Errorf("date %q is not of the form 2006-01-02", s)
	}
	return DateOf(t), nil
}

// IsValid says whether the day is in the calendar: 29 February only in leap years.
func (d Date) IsValid() bool {
	return d.Day >= 1 && d.Month >= 1 && d.Month <= 12 && DateOf(d.In(time.UTC)) == d
}

// IsZero says whether d is no date at all.
func (d Date) IsZero() bool { return d == Date{} }

// In is midnight at the start of d in the zone.
func (d Date) In(zone *time.Location) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, zone)
}

// AddDays is the date n days after d, or before it where n is negative.
func (d Date) AddDays(n int) Date { return DateOf(d.In(time.UTC).AddDate(0, 0, n)) }

// Before says whether d is earlier than o.
func (d Date) Before(o Date) bool { return d.In(time.UTC).Before(o.In(time.UTC)) }

// Weekday is the day of the week of d.
func (d Date) Weekday() time.Weekday { return d.In(time.UTC).Weekday() }

// MonthOf is the month that d falls in.
func (d Date) MonthOf() Month { return Month{d.Year, d.Month} }

// YearsUntil is the age in whole years that somebody born on d has on day. Born on 29 February, he is a year older on 1 March
// of a common year.
func (d Date) YearsUntil(day Date) int {
	years := day.Year - d.Year
	if day.Month < d.Month || (day.Month == d.Month && day.Day < d.Day) {
		years--
	}
	return years
}

// String is the ISO form, 2006-01-02.
func (d Date) String() string { return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day) }

// MarshalText writes the ISO form; the zero Date is empty text.
func (d Date) MarshalText() ([]byte, error) {
	if d.IsZero() {
		return nil, nil
	}
	return []byte(d.String()), nil
}

// UnmarshalText reads what MarshalText wrote.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	parsed, err := ParseDate(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}
