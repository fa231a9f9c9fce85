package identity

import (
	"strconv"
	"time"

	"jagaetam/internal/civil"
)

// NIK is the number of a person in the population register, sixteen digits: six of the region of first registration, birth
// date as DDMMYY with 40 added to a woman's day, serial. It has no check digit, and it is not corrected when a wrong birth
// date or sex is: what it says about them is a reason to ask again, never a reason to refuse.
type NIK struct{ number }

// Sex is male or female as the register has it; the empty Sex is not known.
type Sex string

// The two entries of the register.
const (
	Male   Sex = "male"
	Female Sex = "female"
)

// femaleDay is added to the day of birth in a woman's NIK.
const femaleDay = 40

// ParseNIK reads a NIK as people type it, with spaces, dots, dashes, a label before it, O for 0 and l or I for 1. The error is
// an *Error whose reason is Letters, Length, SameDigits, Day, Month or Serial; nothing else is ever held against a NIK.
func ParseNIK(text string) (NIK, error) {
	n, err := parse16(KindNIK, text)
	if err != nil {
		return NIK{}, err
	}
	nik := NIK{n}
	switch day := nik.part(6, 8); {
	case day%femaleDay < 1 || day%femaleDay > 31 || day >= 2*femaleDay:
		return NIK{}, &Error{KindNIK, Day, 16}
	case nik.part(8, 10) < 1 || nik.part(8, 10) > 12:
		return NIK{}, &Error{KindNIK, Month, 16}
	case nik.part(12, 16) == 0:
		return NIK{}, &Error{KindNIK, Serial, 16}
	}
	return nik, nil
}

// Region is the code of the kecamatan of first registration, six digits without dots. It stays for life and through every
// redrawing of borders, so it says nothing about where the person lives.
func (n NIK) Region() string {
	if n.IsZero() {
		return ""
	}
	return n.text[:6]
}

// Sex is what the day of birth in the NIK says.
func (n NIK) Sex() Sex {
	switch {
	case n.IsZero():
		return ""
	case n.part(6, 8) > femaleDay:
		return Female
	default:
		return Male
	}
}

// Births are the dates the two-digit year may mean, the older first: at most two, none after today, none 120 years ago or
// more, and none at all where the calendar lacks the day.
func (n NIK) Births(today civil.Date) []civil.Date {
	if n.IsZero() {
		return nil
	}
	var births []civil.Date
	for year := today.Year - 120; year <= today.Year; year++ {
		birth := n.birthIn(year)
		if n.BirthMatches(birth) && birth.IsValid() && !today.Before(birth) && birth.YearsUntil(today) < 120 {
			births = append(births, birth)
		}
	}
	return births
}

// BirthMatches says whether the NIK has this day, month and two-digit year of birth.
func (n NIK) BirthMatches(birth civil.Date) bool {
	return !n.IsZero() && n.birthIn(birth.Year) == birth && birth.Year%100 == n.part(10, 12)
}

// birthIn is the day and month of the NIK in the year.
func (n NIK) birthIn(year int) civil.Date {
	return civil.Date{Year: year, Month: time.Month(n.part(8, 10)), Day: n.part(6, 8) % femaleDay}
}

// part is the number that the digits from one place up to another make.
func (n NIK) part(from, to int) int {
	value, _ := strconv.Atoi(n.text[from:to])
	return value
}
