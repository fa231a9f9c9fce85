package memory

import (
	"errors"
	"time"

	"jagaetam/internal/record"
)

// attempt names whose misses are counted: an account's at something, or those with a NIK.
type attempt struct{ act, subject string }

// waitUntil is the end of the longest wait; zero where nobody has to wait.
func (s *Store) waitUntil(at time.Time, keys ...attempt) (until time.Time) {
	for _, key := range keys {
		if a := s.attempts[key]; a.Until.After(at) && a.Until.After(until) {
			until = a.Until
		}
	}
	return until
}

func (s *Store) miss(at time.Time, keys ...attempt) {
	for _, key := range keys {
		s.attempts[key] = s.attempts[key].Missed(at)
	}
}

func (s *Store) lookUp(e record.LookUp) record.Outcome {
	account, nik := attempt{"look up", e.By.ID}, attempt{"look up nik", e.NIK.Reveal()}
	if until := s.waitUntil(e.At, account, nik); !until.IsZero() {
		return record.Outcome{Name: record.OutcomeWait, Until: until}
	}
	w := s.workerOf(e.NIK)
	if w == nil || w.Birth != e.Birth || !record.SamePlace(e.Village, w.Village, w.District) {
		s.miss(e.At, account, nik)
		return record.Outcome{Name: record.OutcomeNoMatch}
	}
	delete(s.attempts, account)
	looked, err := s.standing(w).Insured().Looked(s.rates, e.At, s.Zone)
	if err != nil {
		return record.Outcome{Name: record.OutcomeNoMatch} // what is kept of him contradicts itself, which nothing here can cause
	}
	return record.Outcome{Name: record.OutcomeLooked, Looked: looked}
}

func checkLookUp(e record.LookUp) error {
	if e.NIK.IsZero() {
		return errors.New("look up: no NIK")
	}
	return nil
}
