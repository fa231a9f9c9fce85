package sheet

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"jagaetam/internal/civil"
	"jagaetam/internal/reading"
)

// Date is a day of the calendar within the bounds, both of which must be given: a cell that Excel holds for a date, or a text that
// reading.Date is sure of. A bare number counts days as Excel does, which is what a date becomes when its format is lost, unless
// it may as well be day, month and year with the zero in front lost: 31179 is 12 May 1985 and 3 November 1979.
func (c Cell) Date(within reading.Between) (civil.Date, error) {
	switch c.Kind {
	case Refused:
		return civil.Date{}, c.fail(c.reason)
	case Date:
		day, err := civil.ParseDate(c.Raw)
		if err != nil || !holds(within, day) {
			return civil.Date{}, c.fail(NotDate)
		}
		return day, nil
	case Number:
		return c.serial(within)
	case Text, Blank, Bool:
	}
	if c.IsEmpty() {
		return civil.Date{}, c.fail(Empty)
	}
	// Without a day to count from, "kemarin" is out of all bounds.
	switch read := reading.Date(c.Raw, civil.Date{}, within); {
	case scientific.MatchString(c.Raw):
		return civil.Date{}, c.fail(NumberForm)
	case read.Certainty == reading.Sure:
		return read.Date, nil
	case read.Certainty == reading.Guess:
		return civil.Date{}, c.fail(Unclear)
	}
	return civil.Date{}, c.fail(NotDate)
}

// serial reads a number of days in a cell without the format of a date.
func (c Cell) serial(within reading.Between) (civil.Date, error) {
	n, err := strconv.Atoi(c.Raw)
	if err != nil || n < 1 || n > 60_000 {
		return civil.Date{}, c.fail(NotDate)
	}
	day, ok := dayOf(n, c.mac)
	if !ok || !holds(within, day) {
		return civil.Date{}, c.fail(NotDate)
	}
	written := reading.Date("0"+c.Raw, civil.Date{}, within)
	if len(c.Raw) == 5 && written.Certainty != reading.Unread && written.Doubt != reading.DoubtSwapped {
		return civil.Date{}, c.fail(Unclear)
	}
	return day, nil
}

// dayOf is the day that Excel means by the number: counted from 1 January 1900, which is 1, with a 29 February 1900 that never
// was, or from 1 January 1904, which is 0. False for a number that is no day.
func dayOf(n int, mac bool) (civil.Date, bool) {
	switch {
	case n < 0 || n > 2_958_465 || !mac && (n == 0 || n == 60):
		return civil.Date{}, false
	case mac:
		return civil.Date{Year: 1904, Month: time.January, Day: 1}.AddDays(n), true
	case n < 60:
		n++
	}
	return civil.Date{Year: 1899, Month: time.December, Day: 30}.AddDays(n), true
}

func holds(within reading.Between, day civil.Date) bool {
	return !day.Before(within.First) && !within.Last.Before(day)
}

var (
	yearFirst  = regexp.MustCompile(`^(\d{4})\s*[-/. ]\s*(0?[1-9]|1[0-2])$`)
	yearLast   = regexp.MustCompile(`^(0?[1-9]|1[0-2])\s*[-/. ]\s*(\d{4})$`)
	monthNamed = regexp.MustCompile(`^(?:(?i:bulan|bln)\s+)?(\p{L}+)[\s.,'/-]*(\d{4}|\d{2})$`)
)

// Month is a month of which the first day is within the bounds, both of which must be given: "2026-01", "01/2026", "Januari 2026",
// "Jan-26", or the first day of it. Any other day is unclear: where somebody types Jan-25, Excel makes the 25th of January of
// the current year of it.
func (c Cell) Month(within reading.Between) (civil.Month, error) {
	text := strings.TrimSpace(c.Raw)
	if c.Kind == Text {
		if m := yearFirst.FindStringSubmatch(text); m != nil {
			c.Raw = "1-" + m[2] + "-" + m[1]
		} else if m := yearLast.FindStringSubmatch(text); m != nil {
			c.Raw = "1-" + m[1] + "-" + m[2]
		} else if m := monthNamed.FindStringSubmatch(text); m != nil {
			c.Raw = "1 " + m[1] + " " + m[2]
		}
	}
	if c.Kind == Number {
		return civil.Month{}, c.fail(NotMonth)
	}
	day, err := c.Date(within)
	switch {
	case ReasonOf(err) == NotDate:
		return civil.Month{}, c.fail(NotMonth)
	case err != nil:
		return civil.Month{}, err
	case day.Day != 1:
		return civil.Month{}, c.fail(Unclear)
	}
	return day.MonthOf(), nil
}

var (
	currency = regexp.MustCompile(`^(?i:rp|idr)\s*\.?\s*`)
	noCents  = regexp.MustCompile(`[.,]-+$`)
	grouped  = regexp.MustCompile(`^(?:\d{1,3}(?:\.\d{3})+(?:,00?)?|\d{1,3}(?:,\d{3})+(?:\.00?)?|\d+(?:[.,]00)?)$`)
	cents    = regexp.MustCompile(`[.,]0{1,2}$`)
)

// Rupiah is an amount of whole rupiah from 0 to reading.MaxRupiah: 16800, "16.800", "16,800", "Rp16.800,-", "16.800,00". From 1 to
// 999 it is unclear, because Excel makes 16 of 16.000 where its decimal sign is the dot, and 16,8 of 16.800.
func (c Cell) Rupiah() (int64, error) {
	switch {
	case c.Kind == Refused:
		return 0, c.fail(c.reason)
	case c.IsEmpty():
		return 0, c.fail(Empty)
	case c.Kind == Date:
		return 0, c.fail(DateForm)
	}
	text := strings.TrimSpace(c.Raw)
	switch {
	case scientific.MatchString(text), c.Kind == Number && !exact(text):
		return 0, c.fail(NumberForm)
	case c.Kind == Number && strings.Contains(text, "."):
		return 0, c.fail(Unclear)
	case c.Kind == Text:
		text = noCents.ReplaceAllString(currency.ReplaceAllString(text, ""), "")
	}
	if !grouped.MatchString(text) {
		return 0, c.fail(NotAmount)
	}
	digits := strings.NewReplacer(".", "", ",", "").Replace(cents.ReplaceAllString(text, ""))
	amount, err := strconv.ParseInt(digits, 10, 64)
	switch {
	case err != nil || amount > reading.MaxRupiah:
		return 0, c.fail(NotAmount)
	case 0 < amount && amount < 1000:
		return 0, c.fail(Unclear)
	}
	return amount, nil
}
