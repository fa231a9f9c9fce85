package postgres

import (
	"sync/atomic"
	"testing"

	"golang.org/x/sync/errgroup"

	"jagaetam/internal/record"
	"jagaetam/internal/record/recordtest"
)

// TestTurnsAtOnce has many ask for a turn at the same moment: five have one, and nobody is told to go on who has none.
func TestTurnsAtOnce(t *testing.T) {
	s := newStore(t)
	apply(t, s, "office", record.SetOffice{By: record.CommandLine, At: recordtest.Noon, Chat: "tg:-100"})
	for range 20 {
		exec(t, s, `update office set turn_at = '-infinity'`)
		var given atomic.Int32
		var asking errgroup.Group
		for range 12 {
			asking.Go(func() error {
				wait, err := s.TakeTurn(t.Context())
				if err == nil && wait == 0 {
					given.Add(1)
				}
				return err
			})
		}
		if err := asking.Wait(); err != nil {
			t.Fatal(err)
		}
		if given.Load() != 5 {
			t.Fatalf("%d turns were given at once, want 5", given.Load())
		}
	}
}
