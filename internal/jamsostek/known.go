package jamsostek

import "jagaetam/internal/civil"

// Sponsor is who pays for workers besides themselves.
type Sponsor string

// The sponsors.
const (
	Village    Sponsor = "village"  // a village's budget (APBDes)
	Regency    Sponsor = "regency"  // the regency's (APBD)
	Province   Sponsor = "province" // the province's (APBD)
	Enterprise Sponsor = "company"  // a company, for workers who are not its own
)

// Stage is how far a worker's application has come, as far as cover goes.
type Stage string

// The stages.
const (
	StageNone     Stage = ""
	StageApplied  Stage = "applied"
	StageUnderway Stage = "underway"
	StageWaiting  Stage = "waiting"
	StageListed   Stage = "listed"
	StageReturned Stage = "returned"
	StageRefused  Stage = "refused"
)

// SpanState is what BPJS has said of a Span.
type SpanState string

// The states of a span.
const (
	SpanListed  SpanState = "listed"
	SpanActive  SpanState = "active"
	SpanRefused SpanState = "refused"
)

// Span is months that a sponsor pays for by a decree.
type Span struct {
	Sponsor     Sponsor
	First, Last civil.Month
	State       SpanState
}

// Paid is a month that the worker paid for himself.
type Paid struct {
	Month     civil.Month
	Confirmed bool
}

// Leaving is why a worker is no longer among those the programme is for.
type Leaving string

// Known is all that Cover goes by.
type Known struct {
	Stage  Stage
	Terms  Terms
	Spans  []Span
	Paid   []Paid
	Left   Leaving
	LeftOn civil.Date
	AsOf   civil.Date
}

// CoverState says whether a worker is covered.
type CoverState string

// With is the tariff with more rows on top.
func (t Tariff) With(scales []Scale, reliefs []Relief) Tariff {
	t.Scales = append(t.Scales[:len(t.Scales):len(t.Scales)], scales...)
	t.Reliefs = append(t.Reliefs[:len(t.Reliefs):len(t.Reliefs)], reliefs...)
	return t
}
