// Package memory keeps the records in memory only, for talking to the flows in a terminal and for tests: what it says is what
// internal/postgres says, and nothing of it is left afterwards.
package memory

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"jagaetam/internal/identity"
	"jagaetam/internal/record"
)

// Store keeps the records of one program. It may be used by many goroutines at once.
type Store struct {
	mu           sync.Mutex
	outcomes     map[string]record.Outcome
	applications []application
	cases        map[dispute]record.CaseNumber
}

type application struct {
	by, run string
	nik     identity.NIK
	record.Application
}

type dispute struct {
	by  string
	nik identity.NIK
}

// New is an empty store. Its first application is number 1, and so is its first case.
func New() *Store {
	return &Store{outcomes: map[string]record.Outcome{}, cases: map[dispute]record.CaseNumber{}}
}

// Facts answers the query.
func (s *Store) Facts(_ context.Context, query record.Query) (record.Facts, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var facts record.Facts
	for _, a := range slices.Backward(s.applications) {
		if query.Applications && a.by == query.Person.ID {
			facts.Applications = append(facts.Applications, copyOf(a.Application))
		}
	}
	if registered := s.findNIK(query.NIK); registered != nil {
		facts.NIK = record.RegisteredByOther
		if registered.by == query.Person.ID {
			facts.NIK, facts.NIKReceipt = record.RegisteredByAsker, registered.Receipt
		}
	}
	return facts, nil
}

// Apply performs the effects once per key: a second call with the key performs nothing and returns the first outcome. Where an
// effect is refused, none of them is performed.
func (s *Store) Apply(_ context.Context, key string, effects []record.Effect) (record.Outcome, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if outcome, done := s.outcomes[key]; done || len(effects) == 0 {
		return outcome, nil
	}
	if err := check(key, effects); err != nil {
		return record.Outcome{}, fmt.Errorf("apply effects of %s: %w", key, err)
	}
	var outcome record.Outcome
	for _, effect := range effects {
		if told := s.perform(effect); told != (record.Outcome{}) {
			outcome = told
		}
	}
	s.outcomes[key] = outcome
	return outcome, nil
}

func check(key string, effects []record.Effect) error {
	if key == "" {
		return errors.New("no key")
	}
	for _, effect := range effects {
		switch e := effect.(type) {
		case record.SetLanguage, record.SetReachable:
		case record.FileApplication:
			if e.Worker.NIK.IsZero() {
				return errors.New("file application: no NIK")
			}
		case record.RaiseDispute:
			if e.NIK.IsZero() {
				return errors.New("raise dispute: no NIK")
			}
		default:
			return fmt.Errorf("no such effect: %T", effect)
		}
	}
	return nil
}

// perform leaves out languages and reachability: no question asks for them, and nothing is sent from memory.
func (s *Store) perform(effect record.Effect) record.Outcome {
	switch e := effect.(type) {
	case record.FileApplication:
		return s.file(e)
	case record.RaiseDispute:
		return s.raise(e)
	default:
		return record.Outcome{}
	}
}

func (s *Store) file(e record.FileApplication) record.Outcome {
	same := func(a application) bool { return a.by == e.By.ID && a.run == e.Run }
	if i := slices.IndexFunc(s.applications, same); i >= 0 {
		return record.Outcome{Name: record.OutcomeFiled, Receipt: s.applications[i].Receipt}
	}
	if registered := s.findNIK(e.Worker.NIK); registered != nil {
		if registered.by != e.By.ID {
			return record.Outcome{Name: record.OutcomeTaken}
		}
		return record.Outcome{Name: record.OutcomeOwn, Receipt: registered.Receipt}
	}
	receipt := record.Receipt(len(s.applications) + 1)
	s.applications = append(s.applications, application{e.By.ID, e.Run, e.Worker.NIK, record.Application{
		Receipt: receipt, Name: e.Worker.Name.First(), State: record.StateReceived, Since: e.At,
		History: []record.Moved{{State: record.StateReceived, At: e.At}},
	}})
	return record.Outcome{Name: record.OutcomeFiled, Receipt: receipt}
}

func (s *Store) raise(e record.RaiseDispute) record.Outcome {
	matter := dispute{e.By.ID, e.NIK}
	if s.cases[matter] == 0 {
		s.cases[matter] = record.CaseNumber(len(s.cases) + 1)
	}
	return record.Outcome{Name: record.OutcomeRaised, Case: s.cases[matter]}
}

// MoveApplication brings an application into another state. The error is record.ErrNotFound or one of record.CheckMove's; then
// nothing has changed.
func (s *Store) MoveApplication(_ context.Context, receipt record.Receipt, to record.ApplicationState, reason, by string, at time.Time) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if receipt < 1 || int(receipt) > len(s.applications) {
		return fmt.Errorf("move application %s: %w", receipt, record.ErrNotFound)
	}
	a := &s.applications[receipt-1].Application
	if err := record.CheckMove(a.State, to, reason, by); err != nil {
		return fmt.Errorf("move application %s to %s: %w", receipt, to, err)
	}
	a.State, a.Since, a.Reason = to, at, reason
	a.History = append(a.History, record.Moved{State: to, At: at, Reason: reason})
	return nil
}

func (s *Store) findNIK(nik identity.NIK) *application {
	for i, a := range s.applications {
		if a.nik == nik {
			return &s.applications[i]
		}
	}
	return nil
}

// copyOf shares no memory with a, whose history grows.
func copyOf(a record.Application) record.Application {
	a.History = slices.Clone(a.History)
	return a
}
