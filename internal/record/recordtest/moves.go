package recordtest

import (
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"jagaetam/internal/record"
)

func testOrder(t *testing.T, s Store) {
	siti := Account(1)
	var receipts []record.Receipt
	for n, run := range []string{"r1", "r2", "r3"} {
		filing := Filing(t, siti, run, NIK(t, n))
		filing.At = Noon.Add(time.Duration(n) * time.Hour)
		receipts = append(receipts, apply(t, s, run, filing).Receipt)
	}
	wantReceipts(t, s, siti, receipts[2], receipts[1], receipts[0])
}

func testMoves(t *testing.T, s Store) {
	siti := Account(1)
	receipt := apply(t, s, "k1", Filing(t, siti, "r1", NIK(t, 1))).Receipt
	want := []record.Moved{{State: record.StateReceived, At: Noon}}
	for i, move := range []record.Moved{
		{State: record.StateVerifying},
		{State: record.StateRefused, Reason: "Alamat di KTP bukan di Kutai Kartanegara."},
		{State: record.StateReceived},
		{State: record.StateVerifying, Reason: "Kami periksa sekali lagi 🙂"},
	} {
		move.At = Noon.Add(time.Duration(i+1) * time.Hour)
		if err := s.MoveApplication(t.Context(), receipt, move.State, move.Reason, "officer:1", move.At); err != nil {
			t.Fatal(err)
		}
		want = append(want, move)
		wantFacts(t, s, record.Query{Person: siti, Applications: true}, record.Facts{Applications: []record.Application{{
			Receipt: receipt, Name: "Siti", State: move.State, Since: move.At, Reason: move.Reason, History: want,
		}}})
	}
}

func testForbiddenMoves(t *testing.T, s Store) {
	siti := Account(1)
	receipt := apply(t, s, "k1", Filing(t, siti, "r1", NIK(t, 1))).Receipt
	before := facts(t, s, record.Query{Person: siti, Applications: true})
	for name, move := range map[string]struct {
		receipt    record.Receipt
		to         record.ApplicationState
		reason, by string
	}{
		"no such number":         {receipt + 1, record.StateVerifying, "", "officer:1"},
		"number zero":            {0, record.StateVerifying, "", "officer:1"},
		"a state that must wait": {receipt, record.StateDecreed, "", "officer:1"},
		"the same state":         {receipt, record.StateReceived, "", "officer:1"},
		"no state at all":        {receipt, "lost", "reason", "officer:1"},
		"no reason":              {receipt, record.StateRefused, "", "officer:1"},
		"a blank reason":         {receipt, record.StateReturned, " \n", "officer:1"},
		"nobody":                 {receipt, record.StateVerifying, "", ""},
	} {
		if err := s.MoveApplication(t.Context(), move.receipt, move.to, move.reason, move.by, Noon.Add(time.Hour)); err == nil {
			t.Errorf("%s: no error", name)
		}
		wantFacts(t, s, record.Query{Person: siti, Applications: true}, before)
	}
}

func testMovesAtOnce(t *testing.T, s Store) {
	siti := Account(1)
	receipt := apply(t, s, "k1", Filing(t, siti, "r1", NIK(t, 1))).Receipt
	var moved atomic.Int32
	var officers errgroup.Group
	for range 10 {
		officers.Go(func() error {
			if s.MoveApplication(t.Context(), receipt, record.StateVerifying, "", "officer:1", Noon.Add(time.Hour)) == nil {
				moved.Add(1)
			}
			return nil
		})
	}
	_ = officers.Wait() // none of them returns one
	history := facts(t, s, record.Query{Person: siti, Applications: true}).Applications[0].History
	if moved.Load() != 1 || len(history) != 2 {
		t.Errorf("moved %d times, history %v", moved.Load(), history)
	}
}
