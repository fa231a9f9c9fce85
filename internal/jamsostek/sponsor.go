package jamsostek

import (
	"fmt"
	"slices"

	"jagaetam/internal/civil"
)

// Sponsor is who pays for workers besides themselves.
type Sponsor string

// The sponsors. A worker whom two of them pay for gets nothing for the second payment.
const (
	Village    Sponsor = "village"  // from the village's budget (APBDes)
	Regency    Sponsor = "regency"  // from the budget of the regency (APBD)
	Province   Sponsor = "province" // from the budget of the province (APBD)
	Enterprise Sponsor = "company"  // a company, as its social responsibility (CSR)
)

// Sponsors are all sponsors.
var Sponsors = []Sponsor{Village, Regency, Province, Enterprise}

// Payer is the payer of a contribution that the sponsor is: a village's budget gets no relief either, as the two others do not.
// Without a sponsor it is the worker himself.
func (s Sponsor) Payer() Payer {
	switch s {
	case "":
		return Self
	case Enterprise:
		return Company
	default:
		return APBD
	}
}

// SpanState is what has become of a row of a decree.
type SpanState string

// The states of a span.
const (
	SpanListed  SpanState = "listed"  // in the decree; BPJS has not said anything yet
	SpanActive  SpanState = "active"  // accepted by BPJS
	SpanRefused SpanState = "refused" // refused by BPJS, so that nobody pays
)

// Span is months that a sponsor pays for by a decree, both ends included.
type Span struct {
	Sponsor     Sponsor
	First, Last civil.Month
	State       SpanState
}

// Has says whether the month is one of the span's, whatever has become of it.
func (s Span) Has(month civil.Month) bool { return !month.Before(s.First) && !s.Last.Before(month) }

// pays says whether the sponsor pays for the month, or will when BPJS has accepted the row.
func (s Span) pays(month civil.Month) bool { return s.State != SpanRefused && s.Has(month) }

func (s Span) check() error {
	switch {
	case !slices.Contains(Sponsors, s.Sponsor):
		return fmt.Errorf("sponsor %q is none of %v", s.Sponsor, Sponsors)
	case s.State != SpanListed && s.State != SpanActive && s.State != SpanRefused:
		return fmt.Errorf("a decree's row is %q, which is none of %s, %s and %s", s.State, SpanListed, SpanActive, SpanRefused)
	case s.First.IsZero() || s.Last.IsZero() || s.Last.Before(s.First):
		return fmt.Errorf("a decree from %s to %s has no months", s.First, s.Last)
	}
	return nil
}

// Overlaps are the months of a span that others pay for already, by rising month: it would be paying twice. A row that BPJS refused
// pays for nothing.
func Overlaps(spans []Span, with Span) []civil.Month {
	var twice []civil.Month
	for month := with.First; !with.Last.Before(month); month = month.Add(1) {
		if slices.ContainsFunc(spans, func(s Span) bool { return s.pays(month) }) {
			twice = append(twice, month)
		}
	}
	return twice
}
