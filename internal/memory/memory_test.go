package memory_test

import (
	"errors"
	"testing"

	"jagaetam/internal/memory"
	"jagaetam/internal/record"
	"jagaetam/internal/record/recordtest"
)

func TestStore(t *testing.T) {
	recordtest.Suite(t, func(*testing.T) recordtest.Store { return memory.New() })
}

func TestMoveSaysWhyNot(t *testing.T) {
	s := memory.New()
	filing := recordtest.Filing(t, recordtest.Account(1), "r1", recordtest.NIK(t, 1))
	if _, err := s.Apply(t.Context(), "k1", []record.Effect{filing}); err != nil {
		t.Fatal(err)
	}
	for want, move := range map[error]struct {
		receipt record.Receipt
		to      record.ApplicationState
	}{
		record.ErrNotFound:     {2, record.StateVerifying},
		record.ErrCannotFollow: {1, record.StateDecreed},
		record.ErrNeedsReason:  {1, record.StateReturned},
	} {
		if err := s.MoveApplication(t.Context(), move.receipt, move.to, "", "officer:1", recordtest.Noon); !errors.Is(err, want) {
			t.Errorf("%v, want %v", err, want)
		}
	}
}
