package memory

import (
	"slices"
	"time"

	"jagaetam/internal/jamsostek"
	"jagaetam/internal/record"
)

func (s *Store) correctWorker(e record.CorrectWorker) record.Outcome {
	w := s.correctable(e)
	if w == nil {
		return record.Outcome{Name: record.OutcomeNoMatch}
	}
	after := w.Worker
	e.Field.Take(&after, e.Worker)
	if after == w.Worker {
		return record.Outcome{Name: record.OutcomeCorrected, Receipt: e.Receipt}
	}
	other := s.workerOf(after.NIK)
	a := s.latestOf(w)
	known := len(w.listings) > 0 || a.State == record.StateDecreed
	switch {
	case other != nil && other != w:
		return record.Outcome{Name: record.OutcomeTaken}
	case e.Field.Identifies() && known && !slices.ContainsFunc(w.listings, refusedFor(e.Field)):
		return s.ask(request{by: e.By.ID, worker: w, proposed: after, DataRequest: record.DataRequest{Kind: record.RequestCorrect, Field: e.Field, AskedAt: e.At}})
	}
	s.change(w, e.Field, after, e.At)
	return record.Outcome{Name: record.OutcomeCorrected, Receipt: e.Receipt}
}

// change has one particular become another.
func (s *Store) change(w *worker, field record.Field, after record.Worker, at time.Time) {
	w.Worker = after
	for i := range w.listings {
		if refusedFor(field)(w.listings[i]) {
			w.listings[i].Corrected = true
		}
	}
	for _, other := range s.applications {
		if other.worker == w {
			other.Name = after.Name.First()
		}
	}
	a := s.latestOf(w)
	if !slices.Contains(a.flags, record.FlagCorrected) {
		a.flags = append(slices.Clip(a.flags), record.FlagCorrected)
	}
	if a.State == record.StateReturned {
		a.move(record.StateReceived, "", at)
	}
}

// refusedFor says whether BPJS refused a row because of the field.
func refusedFor(field record.Field) func(record.Listing) bool {
	return func(l record.Listing) bool {
		return l.State == jamsostek.SpanRefused && l.Field == field && !l.Corrected
	}
}

// correctable is the worker whom the account may correct: itself, or one whom it helps and who has no account of his own.
func (s *Store) correctable(e record.CorrectWorker) *worker {
	a := s.under(e.Receipt)
	if a == nil {
		return nil
	}
	b := s.bound(e.By.ID, a.worker)
	switch {
	case b == nil:
		return nil
	case b.relation == record.RelationHelper && s.claimed(a.worker):
		return nil
	}
	return a.worker
}

// claimed says whether an account is bound to the worker as himself.
func (s *Store) claimed(w *worker) bool {
	return slices.ContainsFunc(s.bindings, func(b *binding) bool {
		return b.worker == w && b.relation == record.RelationSelf && b.until.IsZero()
	})
}
