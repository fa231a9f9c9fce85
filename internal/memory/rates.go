package memory

import (
	"context"
	"fmt"
	"time"

	"jagaetam/internal/jamsostek"
	"jagaetam/internal/record"
)

// AddScale lays a scale on top of the rates; AddRelief does that with a relief.
func (s *Store) AddScale(_ context.Context, scale jamsostek.Scale, by string, _ time.Time) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if by == "" {
		return fmt.Errorf("add scale: %w", record.ErrNobody)
	}
	s.rates.Scales = append(s.rates.Scales[:len(s.rates.Scales):len(s.rates.Scales)], scale)
	return nil
}

// AddRelief lays a relief on top of the rates.
func (s *Store) AddRelief(_ context.Context, relief jamsostek.Relief, by string, _ time.Time) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if by == "" {
		return fmt.Errorf("add relief: %w", record.ErrNobody)
	}
	s.rates.Reliefs = append(s.rates.Reliefs[:len(s.rates.Reliefs):len(s.rates.Reliefs)], relief)
	return nil
}

// Rates are the rows that were laid on top of the law.
func (s *Store) Rates(context.Context) (record.Rates, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.rates, nil
}
