package reading

import (
	"time"

	"jagaetam/internal/civil"
)

// Month reads a month: "Desember 2026", "des 26", "12-2026", "2026-12", "bulan Desember". Without a year it is the one that is nearest to
// today. It is false where the text is anything else.
func Month(text string, today civil.Date) (civil.Month, bool) {
	d := dateTokens(text)
	if d.strange || d.hedged {
		return civil.Month{}, false
	}
	switch p := d.parts; {
	case len(p) == 1 && p[0].month > 0:
		return nearestMonth(p[0].month, today), true
	case len(p) == 2 && p[0].month > 0 && p[1].month == 0:
		return monthIn(p[0].month, p[1].text)
	case len(p) == 2 && p[1].month > 0 && p[0].month == 0 && len(p[0].text) == 4:
		return monthIn(p[1].month, p[0].text)
	case len(p) == 2 && len(p[1].text) == 4 && p[0].month == 0:
		return monthIn(number(p[0].text), p[1].text)
	case len(p) == 2 && len(p[0].text) == 4 && p[1].month == 0:
		return monthIn(number(p[1].text), p[0].text)
	}
	return civil.Month{}, false
}

func monthIn(month int, year string) (civil.Month, bool) {
	n := number(year)
	if len(year) == 2 {
		n += 2000
	}
	m := civil.Month{Year: n, Month: time.Month(month)}
	return m, month >= 1 && month <= 12 && n >= 2000 && n < 2100
}

func nearestMonth(month int, today civil.Date) civil.Month {
	now := today.MonthOf()
	m := civil.Month{Year: now.Year, Month: time.Month(month)}
	switch away := m.Sub(now); {
	case away < -6:
		return m.Add(12)
	case away > 6:
		return m.Add(-12)
	}
	return m
}
