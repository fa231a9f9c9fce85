package civil

import (
	"fmt"
	"time"
)

// Month is a month of a year, such as the one a contribution is paid for. The zero Month is no month at all.
type Month struct {
	Year  int
	Month time.Month
}

// ParseMonth reads the form 2006-01 and nothing else.
func ParseMonth(s string) (Month, error) {
	t, err := time.Parse("2006-01", s)
	if err != nil {
		return Month{}, fmt.Errorf("month %q is not of the form 2006-01", s)
	}
	return Month{t.Year(), t.Month()}, nil
}

// Add is the month n months after m, or before it where n is negative.
func (m Month) Add(n int) Month {
	months := m.Year*12 + int(m.Month) - 1 + n
	year, month := months/12, months%12
	if month < 0 {
		year, month = year-1, month+12
	}
	return Month{year, time.Month(month + 1)}
}

// Sub is the number of months from o to m, negative where m is the earlier.
func (m Month) Sub(o Month) int { return (m.Year-o.Year)*12 + int(m.Month) - int(o.Month) }

// Before says whether m is earlier than o.
func (m Month) Before(o Month) bool { return m.Sub(o) < 0 }

// First is the first day of m.
func (m Month) First() Date { return Date{m.Year, m.Month, 1} }

// Last is the last day of m.
func (m Month) Last() Date { return m.Add(1).First().AddDays(-1) }

// IsZero says whether m is no month at all.
func (m Month) IsZero() bool { return m == Month{} }

// String is the form 2006-01.
func (m Month) String() string { return fmt.Sprintf("%04d-%02d", m.Year, m.Month) }

// MarshalText writes the form 2006-01; the zero Month is empty text.
func (m Month) MarshalText() ([]byte, error) {
	if m.IsZero() {
		return nil, nil
	}
	return []byte(m.String()), nil
}

// UnmarshalText reads what MarshalText wrote.
func (m *Month) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*m = Month{}
		return nil
	}
	parsed, err := ParseMonth(string(text))
	if err != nil {
		return err
	}
	*m = parsed
	return nil
}
