package memory

import (
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/identity"
	"jagaetam/internal/jamsostek"
	"jagaetam/internal/record"
)

type worker struct {
	record.Worker
	since    time.Time
	kpj      identity.KPJ
	decile   int
	left     jamsostek.Leaving
	leftOn   civil.Date
	plan     record.Plan
	payments []*payment
	listings []record.Listing // by Decree ID, in the order he came onto the lists
	consents []record.Consent
	code     string // that claims him; empty where none is out
	claimed  string // the code that was used
}

// binding says which account may see a worker. It ends; it is never removed.
type binding struct {
	worker   *worker
	by       string // the account
	relation record.Relation
	since    time.Time
	until    time.Time // zero while it holds
}

func (s *Store) workerOf(nik identity.NIK) *worker {
	for _, w := range s.workers {
		if !nik.IsZero() && w.NIK == nik {
			return w
		}
	}
	return nil
}

// bound is the binding of the account to the worker that holds; nil where there is none.
func (s *Store) bound(by string, w *worker) *binding {
	for _, b := range s.bindings {
		if b.by == by && b.worker == w && b.until.IsZero() {
			return b
		}
	}
	return nil
}

func (s *Store) bind(by chat.Person, w *worker, relation record.Relation, at time.Time) {
	if relation == "" {
		relation = record.RelationSelf
	}
	s.bindings = append(s.bindings, &binding{worker: w, by: by.ID, relation: relation, since: at})
}

// standing is all that is told of the worker's cover.
func (s *Store) standing(w *worker) record.Standing {
	a := s.latestOf(w)
	standing := record.Standing{
		Receipt: a.Receipt, Name: w.Name.First(), State: a.State, Reason: a.Reason, Field: a.History[len(a.History)-1].Field, Occupation: w.Occupation, Income: w.Income,
		Left: w.left, LeftOn: w.leftOn, Since: record.Dated(w.since, s.Zone), Plan: w.plan, Listings: w.listings,
	}
	for _, p := range s.paymentsOf(w) {
		standing.Payments = append(standing.Payments, p.Payment)
	}
	return standing
}
