package memory

import (
	"context"
	"fmt"
	"slices"
	"time"

	"jagaetam/internal/identity"
	"jagaetam/internal/jamsostek"
	"jagaetam/internal/record"
)

// AddDecree keeps a decree and gives its id. The error is record.ErrExists where the sponsor has one of that number, or says what is
// wrong with it.
func (s *Store) AddDecree(_ context.Context, d record.Decree, by string, _ time.Time) (int64, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if by == "" {
		return 0, fmt.Errorf("add decree: %w", record.ErrNobody)
	}
	if err := d.Check(); err != nil {
		return 0, fmt.Errorf("add decree: %w", err)
	}
	same := func(other record.Decree) bool { return other.Number == d.Number && other.Sponsor == d.Sponsor }
	if slices.ContainsFunc(s.decrees, same) {
		return 0, fmt.Errorf("add decree: %w", record.ErrExists)
	}
	d.ID, d.Listed = int64(len(s.decrees)+1), 0
	s.decrees = append(s.decrees, d)
	return d.ID, nil
}

// Decrees are all decrees, the newest first.
func (s *Store) Decrees(context.Context) ([]record.Decree, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.allDecrees(), nil
}

func (s *Store) allDecrees() []record.Decree {
	var all []record.Decree
	for _, d := range slices.Backward(s.decrees) {
		all = append(all, *s.decree(d.ID))
	}
	return all
}

// decree is a copy of the decree, with its list counted; nil where there is none.
func (s *Store) decree(id int64) *record.Decree {
	if id < 1 || int(id) > len(s.decrees) {
		return nil
	}
	d := s.decrees[id-1]
	for _, w := range s.workers {
		if w.left == "" && w.listing(id) != nil {
			d.Listed++
		}
	}
	return &d
}

// listing is the worker's row on the decree's list; nil where there is none.
func (w *worker) listing(decree int64) *record.Listing {
	if i := slices.IndexFunc(w.listings, func(l record.Listing) bool { return l.ID == decree }); i >= 0 {
		return &w.listings[i]
	}
	return nil
}

// named is the worker of a row, or why there is none.
func (s *Store) named(nik identity.NIK) (*worker, record.Outcome) {
	if nik.IsZero() {
		return nil, record.Refused(record.WhyNoNIK)
	}
	w := s.workerOf(nik)
	if w == nil {
		return nil, record.Refused(record.WhyUnknownNIK)
	}
	return w, record.Outcome{}
}

func (s *Store) listWorker(e record.ListWorker) record.Outcome {
	d := s.decree(e.Decree)
	if d == nil {
		return record.Refused(record.WhyNoDecree)
	}
	w, refused := s.named(e.NIK)
	if w == nil {
		return refused
	}
	outcome := e.Judge(*d, s.standing(w))
	switch outcome.Name {
	case record.OutcomeNew:
		w.listings = append(slices.Clone(w.listings), record.Listing{
			ID: d.ID, Decree: d.Number, Sponsor: d.Sponsor, First: d.First, Last: d.Last, State: jamsostek.SpanListed,
		})
	case record.OutcomeChanged:
		l := w.listing(d.ID)
		l.State, l.Field, l.Reason, l.Corrected = jamsostek.SpanListed, "", "", false
	default:
		return outcome
	}
	if a := s.latestOf(w); a.State != record.StateDecreed {
		a.move(record.StateDecreed, "", e.At)
	}
	return outcome
}

func (s *Store) answerEnrolment(e record.AnswerEnrolment) record.Outcome {
	if s.decree(e.Decree) == nil {
		return record.Refused(record.WhyNoDecree)
	}
	w, refused := s.named(e.NIK)
	if w == nil {
		return refused
	}
	outcome, keep := e.Judge(s.standing(w), w.kpj)
	if !keep {
		return outcome
	}
	l := w.listing(e.Decree)
	l.DataDate = e.DataDate
	if outcome.Name == record.OutcomeSame {
		return outcome
	}
	l.State, l.Field, l.Reason, l.Corrected = jamsostek.SpanActive, "", "", false
	if !e.Accepted {
		l.State, l.Field, l.Reason = jamsostek.SpanRefused, e.Field, e.Reason
	} else if !e.KPJ.IsZero() {
		w.kpj = e.KPJ
	}
	return outcome
}
