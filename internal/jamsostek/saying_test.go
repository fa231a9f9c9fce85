package jamsostek

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"jagaetam/internal/civil"
)

// read reads what is known of a worker, part by part: "regency 2026-01..2026-12 listed", "own 2027-01..2027-03", "said 2027-04",
// "stage applied", "left moved 2027-03-10", "income 2000000", "transport", "jht", "no sector", "as of 2026-11-20". A decree that is
// said to be neither listed nor refused is active; the worker is no driver and earns a million.
func read(t *testing.T, text string) Known {
	t.Helper()
	k := Known{Terms: Terms{Sector: Others, Income: 1_000_000}}
	for part := range strings.SplitSeq(text, "; ") {
		words := strings.Fields(part)
		switch {
		case part == "":
		case part == "transport":
			k.Terms.Sector = Transport
		case part == "no sector":
			k.Terms.Sector = ""
		case part == "jht":
			k.Terms.JHT = true
		case words[0] == "income":
			k.Terms.Income, _ = strconv.ParseInt(words[1], 10, 64)
		case words[0] == "stage":
			k.Stage = Stage(words[1])
		case words[0] == "left":
			k.Left, k.LeftOn = Leaving(words[1]), date(t, words[2])
		case words[0] == "as":
			k.AsOf = date(t, words[2])
		case words[0] == "own" || words[0] == "said":
			first, last := between(t, words[1])
			for m := first; !last.Before(m); m = m.Add(1) {
				k.Paid = append(k.Paid, Paid{m, words[0] == "own"})
			}
		default:
			s := Span{Sponsor: Sponsor(words[0]), State: SpanActive}
			s.First, s.Last = between(t, words[1])
			if len(words) > 2 {
				s.State = SpanState(words[2])
			}
			k.Spans = append(k.Spans, s)
		}
	}
	return k
}

func between(t *testing.T, text string) (first, last civil.Month) {
	t.Helper()
	from, to, found := strings.Cut(text, "..")
	if !found {
		to = from
	}
	return month(t, from), month(t, to)
}

// say says a cover in one line, without what is empty in it.
func say(c Cover) string {
	parts := []string{string(c.State)}
	if c.Payer != "" {
		by := string(c.Sponsor)
		if by == "" {
			by = "self"
		}
		parts[0] += " by " + by
	}
	if !c.Until.IsZero() {
		parts = append(parts, c.Since.String()+".."+c.Until.String())
	}
	if d := c.Decree; d.State != "" {
		parts = append(parts, fmt.Sprintf("decree %s %s..%s %s", d.Sponsor, d.First, d.Last, d.State))
	}
	for _, list := range []struct {
		name   string
		months []civil.Month
	}{{"promised", c.Promised}, {"reported", c.Reported}, {"double", c.Double}, {"holes", c.Holes}, {"unpaid", c.Unpaid}} {
		if len(list.months) > 0 {
			parts = append(parts, list.name+" "+ranges(list.months))
		}
	}
	if !c.Next.Month.IsZero() {
		next := fmt.Sprintf("next %s %d", c.Next.Month, c.Next.Total())
		if !c.Due.IsZero() {
			next += " due " + c.Due.String()
		}
		parts = append(parts, next)
	}
	if !c.AsOf.IsZero() {
		parts = append(parts, "as of "+c.AsOf.String())
	}
	return strings.Join(append(parts, string(c.Step)), "; ")
}

// ranges writes months as 2027-01..2027-03,2027-05.
func ranges(months []civil.Month) string {
	var all []string
	for len(months) > 0 {
		n := 1
		for n < len(months) && months[n] == months[0].Add(n) {
			n++
		}
		text := months[0].String()
		if n > 1 {
			text += ".." + months[n-1].String()
		}
		all = append(all, text)
		months = slices.Clone(months[n:])
	}
	return strings.Join(all, ",")
}
