package record

import (
	"slices"
	"time"

	"jagaetam/internal/civil"
	"jagaetam/internal/jamsostek"
)

// Standing is all that the records know of a worker that decides about his cover. Stores gather it; what follows from it is told here,
// so that it is the same in each.
type Standing struct {
	Receipt  Receipt
	Name     string // the first word of it
	Relation Relation
	State    ApplicationState
	Reason   string // of State
	Field    Field  // of State: what is to be corrected
	// Occupation and Income are what the worker says of himself.
	Occupation string
	Income     int64
	Left       jamsostek.Leaving
	LeftOn     civil.Date
	Since      civil.Date
	Plan       Plan
	// Listings are in the order in which the worker came onto the lists; Payments by month.
	Listings []Listing
	Payments []Payment
}

// Listing is a worker's row on a decree's list.
type Listing struct {
	ID          int64  // of the decree
	Decree      string // its number
	Sponsor     jamsostek.Sponsor
	First, Last civil.Month
	State       jamsostek.SpanState
	// DataDate is the day that BPJS' answer speaks of; zero before there is one.
	DataDate civil.Date
	// Field and Reason are what BPJS refused and its words; Corrected says that the worker has corrected it since.
	Field     Field
	Reason    string
	Corrected bool
}

// Payment is a month that somebody paid for outside of a decree's list.
type Payment struct {
	Month    civil.Month
	Sponsor  jamsostek.Sponsor // empty: the worker himself
	State    PaymentState
	DataDate civil.Date
}

// PaymentState is how sure a payment is.
type PaymentState string

// The states of a payment.
const (
	PaymentReported  PaymentState = "reported"  // the worker says so
	PaymentConfirmed PaymentState = "confirmed" // a file or an officer says so too
	PaymentRejected  PaymentState = "rejected"  // an officer found that it is not so
)

// Insured is what the standing tells of the worker's cover.
func (s Standing) Insured() Insured {
	insured := Insured{Receipt: s.Receipt, Name: s.Name, Relation: s.Relation, Since: s.Since, Plan: s.Plan, Known: jamsostek.Known{
		Stage: s.State.Stage(), Left: s.Left, LeftOn: s.LeftOn,
		Terms: jamsostek.Terms{Sector: jamsostek.SectorOf(s.Occupation), Payer: jamsostek.Self, Income: s.Income},
	}}
	known := &insured.Known
	for _, l := range s.Listings {
		span := jamsostek.Span{Sponsor: l.Sponsor, First: l.First, Last: l.Last, State: l.State}
		if l.State == jamsostek.SpanRefused && l.Corrected {
			span.State = jamsostek.SpanListed // the next list for BPJS has him again
		}
		known.Spans = append(known.Spans, span)
		known.AsOf = latest(known.AsOf, l.DataDate)
	}
	for _, p := range s.Payments {
		known.AsOf = latest(known.AsOf, p.DataDate)
		switch {
		case p.State == PaymentRejected:
		case p.Sponsor == "":
			known.Paid = append(known.Paid, jamsostek.Paid{Month: p.Month, Confirmed: p.State == PaymentConfirmed})
		case !s.lists(p):
			known.Spans = append(known.Spans, jamsostek.Span{Sponsor: p.Sponsor, First: p.Month, Last: p.Month, State: jamsostek.SpanActive})
		}
	}
	insured.Decree = s.decree()
	insured.Correct, insured.Why = s.correction()
	return insured
}

// lists says whether a decree of the same sponsor pays for the month already, so that it is not counted as paid twice.
func (s Standing) lists(p Payment) bool {
	return slices.ContainsFunc(s.Listings, func(l Listing) bool {
		return l.Sponsor == p.Sponsor && l.State == jamsostek.SpanActive && !p.Month.Before(l.First) && !l.Last.Before(p.Month)
	})
}

// decree is the number of the decree that pays longest and that BPJS has not refused.
func (s Standing) decree() string {
	var last Listing
	for _, l := range s.Listings {
		if l.State != jamsostek.SpanRefused && !l.Last.Before(last.Last) {
			last = l
		}
	}
	return last.Decree
}

// correction is what is wrong with the last list's row, or with an application that was returned.
func (s Standing) correction() (Field, string) {
	var last Listing
	for _, l := range s.Listings {
		if !l.Last.Before(last.Last) {
			last = l
		}
	}
	switch {
	case last.State == jamsostek.SpanRefused && !last.Corrected:
		return last.Field, last.Reason
	case s.State == StateReturned:
		return s.Field, s.Reason
	}
	return "", ""
}

func latest(a, b civil.Date) civil.Date {
	if a.Before(b) {
		return b
	}
	return a
}

// Stage is what the state means for cover.
func (s ApplicationState) Stage() jamsostek.Stage {
	switch s {
	case StateReceived:
		return jamsostek.StageApplied
	case StateVerifying, StateMatching:
		return jamsostek.StageUnderway
	case StateDecreed:
		return jamsostek.StageListed
	case StateWaiting:
		return jamsostek.StageWaiting
	case StateReturned:
		return jamsostek.StageReturned
	case StateRefused:
		return jamsostek.StageRefused
	}
	return jamsostek.StageNone
}

// Dated is the day of the moment in the zone; UTC where that is nil.
func Dated(at time.Time, zone *time.Location) civil.Date {
	if zone == nil {
		zone = time.UTC
	}
	return civil.DateOf(at.In(zone))
}
