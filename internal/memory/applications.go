package memory

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"jagaetam/internal/identity"
	"jagaetam/internal/record"
)

type application struct {
	by, run     string // empty where no account sent it
	worker      *worker
	flags       []record.Flag
	attribution string
	leasedBy    string
	leasedUntil time.Time
	decidedBy   string // the officer who decided on the last step
	record.Application
}

type dispute struct {
	number   record.CaseNumber
	by       string
	nik      identity.NIK
	raisedAt time.Time
	closed   bool
}

func (s *Store) file(e record.FileApplication) record.Outcome {
	same := func(a *application) bool { return a.by == e.By.ID && a.run == e.Run }
	if i := slices.IndexFunc(s.applications, same); i >= 0 {
		return record.Outcome{Name: record.OutcomeFiled, Receipt: s.applications[i].Receipt}
	}
	if e.Relation == record.RelationHelper {
		if h := s.helperOf(e.By.ID); h == nil || h.State != record.HelperAdmitted {
			return record.Outcome{Name: record.OutcomeNotAllowed}
		}
	}
	if w := s.workerOf(e.Worker.NIK); w != nil {
		if s.bound(e.By.ID, w) == nil {
			return record.Outcome{Name: record.OutcomeTaken}
		}
		return record.Outcome{Name: record.OutcomeOwn, Receipt: s.latestOf(w).Receipt}
	}
	a := s.newApplication(e.Worker, e.Flags, e.At)
	a.by, a.run, a.attribution = e.By.ID, e.Run, e.Attribution
	s.bind(e.By, a.worker, e.Relation, e.At)
	a.worker.consents = append(a.worker.consents, record.Consent{
		Version: e.Consent.Version, At: e.Consent.At, Purpose: cmp.Or(e.Consent.Purpose, record.PurposeProcessing),
	})
	if e.Relation == record.RelationHelper {
		s.giveCode(a.worker)
	}
	return record.Outcome{Name: record.OutcomeFiled, Receipt: a.Receipt}
}

// newApplication keeps a new worker and his application.
func (s *Store) newApplication(of record.Worker, flags []record.Flag, at time.Time) *application {
	w := &worker{Worker: of, since: at}
	s.workers = append(s.workers, w)
	a := &application{worker: w, flags: slices.Clone(flags), Application: record.Application{
		Receipt: record.Receipt(len(s.applications) + 1), Name: of.Name.First(), State: record.StateReceived, Since: at,
		History: []record.Moved{{State: record.StateReceived, At: at}},
	}}
	s.applications = append(s.applications, a)
	return a
}

func (s *Store) raise(e record.RaiseDispute) record.Outcome {
	same := func(d *dispute) bool { return d.by == e.By.ID && d.nik == e.NIK }
	i := slices.IndexFunc(s.disputes, same)
	if i < 0 {
		i = len(s.disputes)
		s.disputes = append(s.disputes, &dispute{number: s.nextCase(), by: e.By.ID, nik: e.NIK, raisedAt: e.At})
	}
	return record.Outcome{Name: record.OutcomeRaised, Case: s.disputes[i].number}
}

// MoveApplication brings an application into another state. The error is record.ErrNotFound or one of record.CheckMove's; then
// nothing has changed.
func (s *Store) MoveApplication(_ context.Context, receipt record.Receipt, to record.ApplicationState, reason, by string, at time.Time) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	a := s.under(receipt)
	if a == nil {
		return fmt.Errorf("move application %s: %w", receipt, record.ErrNotFound)
	}
	if err := record.CheckMove(a.State, to, reason, by); err != nil {
		return fmt.Errorf("move application %s to %s: %w", receipt, to, err)
	}
	a.move(to, reason, at)
	return nil
}

func (a *application) move(to record.ApplicationState, reason string, at time.Time) {
	a.moved(record.Moved{State: to, At: at, Reason: reason})
}

func (a *application) moved(to record.Moved) {
	a.State, a.Since, a.Reason, a.decidedBy = to.State, to.At, to.Reason, ""
	a.History = append(a.History, to)
}

// under is the application of that number; nil where there is none.
func (s *Store) under(receipt record.Receipt) *application {
	if receipt < 1 || int(receipt) > len(s.applications) {
		return nil
	}
	return s.applications[receipt-1]
}

// latestOf is the worker's latest application. Every worker has one.
func (s *Store) latestOf(w *worker) *application {
	for _, a := range slices.Backward(s.applications) {
		if a.worker == w {
			return a
		}
	}
	panic("a worker without an application")
}

// copyOf shares no memory with a, whose history grows.
func copyOf(a record.Application) record.Application {
	a.History = slices.Clone(a.History)
	return a
}
