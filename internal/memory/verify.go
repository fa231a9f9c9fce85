package memory

import (
	"slices"
	"time"

	"jagaetam/internal/jamsostek"
	"jagaetam/internal/record"
)

func (s *Store) leaseApplication(e record.LeaseApplication) record.Outcome {
	officer := s.officers[e.By]
	if !officer.May(record.RoleVerifier) {
		return record.Outcome{Name: record.OutcomeNotAllowed}
	}
	a := s.lease(officer, e.At, e.After)
	if a == nil {
		return record.Outcome{Name: record.OutcomeNoMatch}
	}
	return record.Outcome{Name: record.OutcomeLeased, Receipt: a.Receipt}
}

// lease gives the officer what has been in its state the longest, in the place of what he has; nil where there is nothing.
func (s *Store) lease(officer record.Officer, at time.Time, after record.Receipt) *application {
	s.free(officer.Contact)
	var last *application
	if after != 0 {
		last = s.under(after)
	}
	behind := func(a *application) bool { return last != nil && !longer(last, a) }
	var next *application
	for _, a := range s.applications {
		if !s.mayLease(officer, a, at) {
			continue
		}
		if next == nil || behind(next) && !behind(a) || behind(next) == behind(a) && longer(a, next) {
			next = a
		}
	}
	if next != nil {
		next.leasedBy, next.leasedUntil = officer.Contact, at.Add(record.LeaseHolds)
	}
	return next
}

// longer says whether a has been in its state for longer than b.
func longer(a, b *application) bool {
	if by := a.Since.Compare(b.Since); by != 0 {
		return by < 0
	}
	return a.Receipt < b.Receipt
}

func (s *Store) mayLease(officer record.Officer, a *application, at time.Time) bool {
	return a.State.Examinable() && officer.Examines(a.worker.District) && s.bound(officer.Contact, a.worker) == nil &&
		(a.leasedBy == "" || !a.leasedUntil.After(at))
}

func (s *Store) free(contact string) {
	for _, a := range s.applications {
		if a.leasedBy == contact {
			a.leasedBy, a.leasedUntil = "", time.Time{}
		}
	}
}

// held is the application if it is with the officer; otherwise the outcome says why it is not to be decided on.
func (s *Store) held(by string, receipt record.Receipt) (*application, record.Outcome) {
	officer, a := s.officers[by], s.under(receipt)
	switch {
	case !officer.May(record.RoleVerifier):
		return nil, record.Outcome{Name: record.OutcomeNotAllowed}
	case a == nil || a.leasedBy == "":
		return nil, record.Outcome{Name: record.OutcomeLost, Receipt: receipt}
	case !officer.Examines(a.worker.District):
		return nil, record.Outcome{Name: record.OutcomeNotAllowed}
	case a.leasedBy != by || !a.State.Examinable():
		return nil, record.Outcome{Name: record.OutcomeLost, Receipt: receipt}
	}
	return a, record.Outcome{}
}

func (s *Store) revealNIK(e record.RevealNIK) record.Outcome {
	if e.Task.Sort != "" {
		return s.revealProposed(e)
	}
	a, otherwise := s.held(e.By, e.Receipt)
	if a == nil {
		return otherwise
	}
	s.say(record.Say{Tell: record.Tell{To: e.By, Words: record.NIKShown(e.Receipt, a.worker.NIK), At: e.At}})
	return record.Outcome{Name: record.OutcomeAnswered, Receipt: e.Receipt}
}

func (s *Store) decide(e record.Decide) record.Outcome {
	a, otherwise := s.held(e.By, e.Receipt)
	if a == nil {
		return otherwise
	}
	if record.CheckMove(a.State, e.To, e.Reason, e.By) != nil {
		return record.Outcome{Name: record.OutcomeLost, Receipt: e.Receipt}
	}
	listed := record.Outcome{Name: record.OutcomeSame}
	if e.To == record.StateDecreed {
		listed = s.listWorker(record.ListWorker{By: e.By, At: e.At, NIK: a.worker.NIK, Decree: e.Decree})
	}
	switch listed.Name {
	case record.OutcomeRefused:
		return listed
	case record.OutcomeSame:
		a.moved(record.Moved{State: e.To, At: e.At, Reason: e.Reason, Field: e.Field})
	default: // it has moved with the list
	}
	a.decidedBy = e.By
	s.say(record.Say{Tell: record.Tell{Receipt: e.Receipt, Words: e.Told(a.worker.Name.First()), At: e.At}})
	s.lease(s.officers[e.By], e.At, 0)
	return record.Outcome{Name: record.OutcomeDecided, Receipt: e.Receipt}
}

func (s *Store) undoDecision(e record.UndoDecision) record.Outcome {
	officer, a := s.officers[e.By], s.under(e.Receipt)
	lost := record.Outcome{Name: record.OutcomeLost, Receipt: e.Receipt}
	switch {
	case !officer.May(record.RoleVerifier):
		return record.Outcome{Name: record.OutcomeNotAllowed}
	case a == nil || a.decidedBy != e.By || a.Since.Before(e.At.Add(-record.UndoWithin)) || len(a.History) < 2:
		return lost
	case a.leasedBy != "" && a.leasedBy != e.By && a.leasedUntil.After(e.At):
		return lost
	case !officer.Examines(a.worker.District):
		return record.Outcome{Name: record.OutcomeNotAllowed}
	case a.State == record.StateDecreed && !a.worker.unlist():
		return lost
	}
	a.move(a.History[len(a.History)-2].State, "", e.At)
	s.free(e.By)
	a.leasedBy, a.leasedUntil = e.By, e.At.Add(record.LeaseHolds)
	s.say(record.Say{Tell: record.Tell{Receipt: e.Receipt, Words: record.DecisionUndone(e.Receipt, a.worker.Name.First()), At: e.At}})
	return record.Outcome{Name: record.OutcomeUndone, Receipt: e.Receipt}
}

// unlist takes the worker off the list that he came onto last, unless BPJS has answered.
func (w *worker) unlist() bool {
	last := len(w.listings) - 1
	if last < 0 || w.listings[last].State != jamsostek.SpanListed {
		return false
	}
	w.listings = slices.Clone(w.listings[:last])
	return true
}
