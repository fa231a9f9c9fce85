package synthetic

import (
	"fmt"

	"jagaetam/internal/civil"
	"jagaetam/internal/jamsostek"
)

// kind lays out a part of a life; n makes the days differ within the kind.
type kind struct {
	name string
	lay  func(l *Life, n int)
}

// stories are what becomes of people's cover.
var stories = []kind{
	{"a decree of 3 months, then nothing", func(l *Life, n int) { l.past(jamsostek.Regency, "2026-11", "2027-01") }},
	{"a decree of 9 months, then pays early each month", func(l *Life, n int) {
		l.past(jamsostek.Regency, "2026-03", "2026-11")
		l.monthly("2026-12", "2027-10", 2+n%5)
	}},
	{"a decree of 12 months, then pays late each month", func(l *Life, n int) {
		l.past(jamsostek.Regency, "2026-01", "2026-12")
		l.monthly("2027-01", "2027-10", 20+n%8)
	}},
	{"a decree into March, then says that he pays", func(l *Life, n int) {
		l.past(jamsostek.Province, "2026-04", "2027-03")
		for m := month("2027-04"); m.Before(month("2027-10")); m = m.Add(1) {
			l.add(on(m, 9+n%5), Event{What: Reported, First: m, Last: m})
			if n%2 == 0 {
				l.pays(on(m, 25), m, 1)
			}
		}
	}},
	{"a decree of 9 months that begins later", func(l *Life, n int) {
		l.decree(jamsostek.Regency, "2027-01", "2027-09", day("2026-12-04").AddDays(n%9), day("2027-01-20").AddDays(n%9))
	}},
	{"one decree after the other", func(l *Life, n int) {
		l.past(jamsostek.Regency, "2026-01", "2026-12")
		l.decree(jamsostek.Regency, "2027-01", "2027-12", day("2026-12-24").AddDays(n%14), day("2027-01-25").AddDays(n%9))
	}},
	{"prepays 3 months again and again", func(l *Life, n int) {
		for m := month("2026-09"); m.Before(month("2027-10")); m = m.Add(3) {
			l.pays(on(m, 9+n%12), m, 3)
		}
	}},
	{"prepays 6 months across the end of the relief", func(l *Life, n int) {
		l.past(jamsostek.Regency, "2026-01", "2026-10")
		l.pays(day("2026-11-09").AddDays(n%14), month("2026-11"), 6)
	}},
	{"has prepaid 12 months", func(l *Life, n int) { l.pays(before, month("2026-06"), 12) }},
	{"pays two months together, each time late", func(l *Life, n int) {
		l.past(jamsostek.Regency, "2026-04", "2026-12")
		for m := month("2027-01"); m.Before(month("2027-10")); m = m.Add(2) {
			l.pays(on(m.Add(1), 11+n%9), m, 2)
		}
	}},
	{"pays after the last word", func(l *Life, n int) {
		l.past(jamsostek.Regency, "2026-02", "2026-12")
		l.pays(day("2027-03-25").AddDays(n%6), month("2027-01"), 3)
	}},
	{"has lapsed long ago", func(l *Life, n int) { l.past(jamsostek.Village, "2025-09", "2026-05") }},
	{"lapses as the year begins", func(l *Life, n int) { l.past(jamsostek.Village, "2026-01", "2026-07") }},
	{"lapses and is back again", func(l *Life, n int) {
		l.past(jamsostek.Regency, "2026-01", "2026-12")
		l.monthly("2027-06", "2027-08", 10+n%9)
	}},
	{"lapses and gets another decree", func(l *Life, n int) {
		l.past(jamsostek.Regency, "2026-01", "2026-11")
		l.decree(jamsostek.Province, "2027-05", "2027-10", day("2027-03-10").AddDays(n%40), day("2027-05-20"))
	}},
	{"dies", func(l *Life, n int) {
		l.past(jamsostek.Regency, "2026-01", "2026-12")
		died := day("2026-11-20").AddDays(n * 11 % 120)
		l.add(died.AddDays(n%9), Event{What: Left, Why: jamsostek.LeftDied, On: died})
	}},
	{"moves away", func(l *Life, n int) {
		l.past(jamsostek.Regency, "2026-07", "2027-06")
		moved := day("2027-02-03").AddDays(n * 7 % 90)
		l.add(moved.AddDays(3-n%6), Event{What: Left, Why: jamsostek.LeftMoved, On: moved})
	}},
	{"moves away and pays on", func(l *Life, n int) {
		l.past(jamsostek.Regency, "2026-07", "2027-06")
		l.add(day("2027-01-12"), Event{What: Left, Why: jamsostek.LeftMoved, On: day("2027-01-14")})
		l.monthly("2027-02", "2027-05", 4+n%20)
	}},
	{"is employed", func(l *Life, n int) {
		l.past(jamsostek.Regency, "2026-03", "2026-11")
		l.monthly("2026-12", "2027-01", 12)
		l.add(day("2027-02-14"), Event{What: Left, Why: jamsostek.LeftEmployed, On: day("2027-02-01").AddDays(n % 40)})
	}},
	{"turns 65, as is known before", func(l *Life, n int) {
		l.past(jamsostek.Regency, "2026-09", "2027-08")
		l.add(day("2026-12-01"), Event{What: Left, Why: jamsostek.LeftAged, On: day("2027-06-10").AddDays(n * 5 % 60)})
	}},
	{"takes back his consent", func(l *Life, n int) {
		l.past(jamsostek.Regency, "2026-01", "2026-12")
		if l.Own == "" {
			return // nobody asks him
		}
		l.add(day("2026-12-01").AddDays(n*3%45), Event{What: Withdrew, Who: l.Own})
		if n%2 == 0 {
			l.add(day("2027-02-15"), Event{What: Agreed, Who: l.Own})
		}
	}},
	{"says that he paid, which an officer rejects", func(l *Life, n int) {
		l.past(jamsostek.Regency, "2026-03", "2026-11")
		l.add(day("2026-12-10"), Event{What: Reported, First: month("2026-12"), Last: month("2027-01")})
		l.add(day("2026-12-17").AddDays(n%20), Event{What: Rejected, First: month("2026-12"), Last: month("2027-01")})
	}},
	{"a decree that BPJS says nothing about", func(l *Life, n int) {
		l.decree(jamsostek.Regency, "2026-10", "2026-12", before, civil.Date{})
	}},
	{"a decree that BPJS refuses", func(l *Life, n int) {
		l.decree(jamsostek.Regency, "2026-10", "2026-12", before, civil.Date{})
		l.add(day("2026-11-16").AddDays(n%30), Event{What: Refused, Sponsor: jamsostek.Regency, First: month("2026-10"), Last: month("2026-12")})
	}},
	{"only waits", func(l *Life, n int) {}},
	{"a company pays", func(l *Life, n int) {
		l.pays(before, month("2026-08"), 3)
		l.add(day("2026-11-18").AddDays(n%9), Event{What: Confirmed, Sponsor: jamsostek.Enterprise, First: month("2026-11"), Last: month("2027-01")})
	}},
	{"pays, then is taken into a decree", func(l *Life, n int) {
		l.pays(before, month("2026-05"), 6)
		l.monthly("2026-11", "2026-12", 14)
		l.decree(jamsostek.Regency, "2027-02", "2027-07", day("2027-01-09").AddDays(n%12), day("2027-02-20"))
	}},
	{"leaves out a month", func(l *Life, n int) {
		l.past(jamsostek.Regency, "2026-02", "2026-10")
		l.pays(day("2026-12-20"), month("2026-12"), 1)
		l.monthly("2027-01", "2027-04", 13)
	}},
	{"comes onto a list in its last days", func(l *Life, n int) {
		known := day("2027-01-29").AddDays(n % 2)
		l.decree(jamsostek.Province, "2026-11", "2027-01", known, known)
	}},
	{"of two decrees one pays longer", func(l *Life, n int) {
		l.past(jamsostek.Regency, "2026-01", "2026-12")
		l.decree(jamsostek.Village, "2026-11", "2027-02", day("2026-11-12"), day("2026-11-28").AddDays(n%9))
	}},
}

// accesses are the ways in which people can be told something. Of four, three have an account of their own.
var accesses = []kind{
	{"own", func(l *Life, n int) { l.Own = own(l) }},
	{"helped", func(l *Life, n int) {
		l.Helper = helper(l)
		if l.Number%7 == 3 { // who helps these has no worker of his own, and has had enough one day
			l.Helper = "tg:299999"
			l.add(day("2027-02-10"), Event{What: Stopped, Who: l.Helper})
		}
	}},
	{"own, later blocked", func(l *Life, n int) {
		l.Own = own(l)
		l.add(day("2026-12-20").AddDays(n*9%90), Event{What: Blocked, Who: l.Own})
		if n%2 == 0 {
			l.add(day("2027-04-02"), Event{What: Unblocked, Who: l.Own})
		}
	}},
	{"none", func(l *Life, n int) {}},
	{"own, and helped when blocked", func(l *Life, n int) {
		l.Own, l.Helper = own(l), helper(l)
		l.add(day("2026-12-28").AddDays(n*5%60), Event{What: Blocked, Who: l.Own})
	}},
	{"own, stops reminders", func(l *Life, n int) {
		l.Own = own(l)
		l.add(day("2026-12-27").AddDays(n*6%60), Event{What: Stopped, Who: l.Own})
		if n%2 == 1 {
			l.add(day("2027-03-20"), Event{What: Started, Who: l.Own})
		}
	}},
	// He helps others himself, so that what is about him and what is about them compete for the day.
	{"own, and helps others", func(l *Life, n int) { l.Own = helper(l) }},
	{"shares an account", func(l *Life, n int) { l.Own = fmt.Sprintf("tg:3%05d", l.Number/3) }},
}

func own(l *Life) string { return fmt.Sprintf("tg:1%05d", l.Number) }

// helper is one of some thirty, each of whom helps workers of all stories.
func helper(l *Life) string { return fmt.Sprintf("tg:2%05d", l.Number%31) }

func on(m civil.Month, day int) civil.Date {
	return civil.Date{Year: m.Year, Month: m.Month, Day: day}
}
