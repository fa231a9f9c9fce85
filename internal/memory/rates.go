package memory

import (
	"context"
	"fmt"
	"slices"
	"time"

	"jagaetam/internal/record"
)

// AddRates lays rows on top of the rates there are, all of them or none. The error says what is wrong with them.
func (s *Store) AddRates(_ context.Context, rates record.Rates, by string, _ time.Time) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if by == "" {
		return fmt.Errorf("add rates: %w", record.ErrNobody)
	}
	if err := rates.Check(); err != nil {
		return fmt.Errorf("add rates: %w", err)
	}
	s.rates.Scales = slices.Concat(s.rates.Scales, rates.Scales) // copies, for who was told of the former ones has them still
	s.rates.Reliefs = slices.Concat(s.rates.Reliefs, rates.Reliefs)
	return nil
}

// Rates are the rows that were laid on top of the law, the latest last.
func (s *Store) Rates(context.Context) (record.Rates, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.rates, nil
}
