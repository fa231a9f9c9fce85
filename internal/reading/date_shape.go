package reading

import (
	"slices"
	"time"

	"jagaetam/internal/civil"
)

// read makes a date of the parts, a guess where they are hedged.
func (d dateText) read(within Between) DateReading {
	found := d.byShape(within)
	if d.hedged && found.Certainty == Sure {
		found.Certainty, found.Doubt = Guess, DoubtWords
	}
	return found
}

// byShape tells from the number and the shape of the parts which is which.
func (d dateText) byShape(within Between) DateReading {
	p := d.parts
	if len(p) == 4 && d.age > 0 { // "12 Mei 1985 (41 tahun)"
		p = slices.Delete(slices.Clone(p), d.ageAt, d.ageAt+1)
	}
	switch {
	case len(p) == 6:
		return DateReading{Doubt: DoubtSeveral}
	case d.strange:
		return DateReading{}
	case len(p) == 1:
		return d.one(within)
	case len(p) == 2:
		return two(p[0], p[1], within)
	case len(p) == 3:
		return three(p[0], p[1], p[2], within)
	}
	return DateReading{}
}

// one reads a date written without separators, a year, or an age.
func (d dateText) one(within Between) DateReading {
	switch text := d.parts[0].text; {
	case d.parts[0].month > 0:
		return DateReading{}
	case d.age > 0 && d.age < 130:
		return DateReading{Age: d.age, Doubt: DoubtOnlyAge}
	case len(text) == 4 && (text[:2] == "19" || text[:2] == "20"), len(text) == 2 && d.year:
		return within.onlyYear(text, DoubtOnlyYear)
	case len(text) == 6:
		return within.day(number(text[:2]), number(text[2:4]), text[4:])
	case len(text) == 8 && number(text[4:]) >= 1900 && number(text[4:]) < 2100:
		return within.day(number(text[:2]), number(text[2:4]), text[4:])
	case len(text) == 8 && (text[:2] == "19" || text[:2] == "20"):
		return within.day(number(text[6:]), number(text[4:6]), text[:4])
	case len(text) == 8:
		return DateReading{Doubt: DoubtNoSuchDay}
	}
	return DateReading{}
}

// onlyYear is the reading of a year alone, in the latest century of the bounds.
func (b Between) onlyYear(typed string, doubt Doubt) DateReading {
	for _, y := range b.years(typed) {
		if b.First.Year <= y && y <= b.Last.Year {
			return DateReading{Year: y, Doubt: doubt}
		}
	}
	return DateReading{Doubt: DoubtOutside}
}

// two reads a day and a month, or a month and a year.
func two(a, b datePart, within Between) DateReading {
	switch {
	case a.month > 0 && b.month > 0:
		return DateReading{}
	case a.month > 0 && len(b.text) <= 2:
		a, b = b, a // "Mei 12": the day, since a year of two digits would come with one
	case a.month == 0 && b.month == 0 && len(a.text) == 4 && len(b.text) <= 2:
		a, b = b, a // 1985-05
	}
	switch {
	case len(b.text) == 4 && b.month == 0 && (a.month > 0 || len(a.text) <= 2 && 1 <= number(a.text) && number(a.text) <= 12):
		return within.onlyYear(b.text, DoubtNoDay)
	case a.month == 0 && len(a.text) == 4 && b.month > 0:
		return within.onlyYear(a.text, DoubtNoDay)
	case len(a.text) > 2 || b.month == 0 && len(b.text) > 2:
		return DateReading{}
	}
	return within.lastSuch(number(a.text), b.number())
}

// lastSuch guesses the year of a day and a month: the last one in the bounds.
func (b Between) lastSuch(d, m int) DateReading {
	if !(civil.Date{Year: 2000, Month: time.Month(m), Day: d}).IsValid() {
		return DateReading{Doubt: DoubtNoSuchDay}
	}
	for y := b.Last.Year; y >= b.First.Year; y-- {
		day := civil.Date{Year: y, Month: time.Month(m), Day: d}
		if day.IsValid() && b.holds(day) {
			return DateReading{Date: day, Certainty: Guess, Doubt: DoubtNoYear}
		}
	}
	return DateReading{Doubt: DoubtNoYear}
}

// three reads a day, a month and a year: day first unless the year is, or the month is named.
func three(a, b, c datePart, within Between) DateReading {
	switch {
	case b.month == 0 && a.month > 0 && c.month == 0:
		a, b = b, a // May 12, 1985
	case a.month == 0 && len(a.text) == 4 && c.month == 0 && len(c.text) <= 2:
		a, c = c, a // 1985-05-12
	}
	if a.month > 0 || c.month > 0 || len(a.text) > 2 || b.month == 0 && len(b.text) > 2 {
		return DateReading{}
	}
	return within.day(number(a.text), b.number(), c.text)
}

func (p datePart) number() int {
	if p.month > 0 {
		return p.month
	}
	return number(p.text)
}
