package memory

import (
	"context"
	"fmt"

	"jagaetam/internal/record"
)

func (s *Store) proposeWorker(e record.ProposeWorker) record.Outcome {
	if e.Worker.NIK.IsZero() {
		return record.Refused(record.WhyNoNIK)
	}
	w := s.workerOf(e.Worker.NIK)
	if w == nil {
		return record.Outcome{Name: record.OutcomeNew, Receipt: s.newApplication(e.Worker, nil, e.At).Receipt}
	}
	outcome := record.Outcome{Name: record.OutcomeSame, Receipt: s.latestOf(w).Receipt}
	switch filled := w.Fill(e.Worker); {
	case s.latestOf(w).State == record.StateRefused:
		return record.Refused(record.WhyRefused)
	case w.left != "":
		return record.Refused(record.WhyLeft)
	case filled != w.Worker:
		w.Worker, outcome.Name = filled, record.OutcomeChanged
	}
	return outcome
}

func (s *Store) matchWorker(e record.MatchWorker) record.Outcome {
	w, refused := s.named(e.NIK)
	if w == nil {
		return refused
	}
	a := s.latestOf(w)
	outcome := record.Outcome{Name: record.OutcomeSame, Receipt: a.Receipt}
	if flags := e.Mark(a.flags); !record.SameFlags(flags, a.flags) {
		a.flags, outcome.Name = flags, record.OutcomeChanged
	}
	if e.Decile != 0 && e.Decile != w.decile {
		w.decile, outcome.Name = e.Decile, record.OutcomeChanged
	}
	if e.Passes(a.State, a.flags) {
		a.move(record.StateMatching, "", e.At)
		outcome.Name = record.OutcomeChanged
	}
	return outcome
}

// LeaveWorker keeps that a worker has left, or takes it back. The error is record.ErrNotFound or one of its Check's.
func (s *Store) LeaveWorker(_ context.Context, leave record.Leave) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := leave.Check(); err != nil {
		return fmt.Errorf("keep that the worker of %s left: %w", leave.Receipt, err)
	}
	a := s.under(leave.Receipt)
	if a == nil {
		return fmt.Errorf("keep that the worker of %s left: %w", leave.Receipt, record.ErrNotFound)
	}
	a.worker.left, a.worker.leftOn = leave.Why, leave.On
	return nil
}
