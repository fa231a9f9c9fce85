package memory

import (
	"slices"

	"jagaetam/internal/record"
)

func (s *Store) say(e record.Say) record.Outcome {
	said := func(other record.Tell) bool { return e.Once != "" && other.Once == e.Once }
	if !slices.ContainsFunc(s.outbox, said) {
		s.outbox = append(s.outbox, e.Tell)
	}
	return record.Outcome{}
}

// Outbox is all that was ever to be said to somebody who was not speaking, in order. Nothing is sent from memory.
func (s *Store) Outbox() []record.Tell {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.outbox)
}
