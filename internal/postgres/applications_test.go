package postgres

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"jagaetam/internal/record"
	"jagaetam/internal/record/recordtest"
)

func TestApplicationShowsNothingPersonal(t *testing.T) {
	s := newStore(t)
	receipt, later := file(t, s, 1), recordtest.Noon.Add(time.Hour)
	if err := s.MoveApplication(t.Context(), receipt, record.StateVerifying, "", "officer:1", later); err != nil {
		t.Fatal(err)
	}
	want := Entry{
		Receipt: receipt, State: record.StateVerifying, Since: later, FiledAt: recordtest.Noon, District: "64.02.06", Village: "64.02.06.1001",
		Occupation: "other", Flags: []record.Flag{record.FlagMember, record.FlagPhoneOthers},
	}
	got, err := s.Application(t.Context(), receipt)
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v\n%s", err, diff)
	}
	if _, err := s.Application(t.Context(), receipt+1); !errors.Is(err, record.ErrNotFound) {
		t.Errorf("an application that is not there: %v", err)
	}
}

func TestApplicationsSelected(t *testing.T) {
	s := newStore(t)
	var filed []record.Receipt
	for n, village := range []string{"64.02.06.1001", "64.02.06.1002", "64.02.01.2001"} {
		filing := recordtest.Filing(t, recordtest.Account(1), village, recordtest.NIK(t, n))
		filing.Worker.Village, filing.Worker.District = village, village[:8]
		filed = append(filed, apply(t, s, village, filing).Receipt)
	}
	if err := s.MoveApplication(t.Context(), filed[1], record.StateVerifying, "", "officer:1", recordtest.Noon); err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		filter Filter
		want   []record.Receipt
	}{
		"all":         {Filter{}, []record.Receipt{filed[2], filed[1], filed[0]}},
		"the newest":  {Filter{Limit: 1}, []record.Receipt{filed[2]}},
		"by state":    {Filter{State: record.StateReceived}, []record.Receipt{filed[2], filed[0]}},
		"by district": {Filter{District: "64.02.06"}, []record.Receipt{filed[1], filed[0]}},
		"by village":  {Filter{Village: "64.02.06.1002"}, []record.Receipt{filed[1]}},
		"none":        {Filter{State: record.StateDecreed}, nil},
	} {
		entries, err := s.Applications(t.Context(), test.filter)
		if err != nil {
			t.Fatal(err)
		}
		var got []record.Receipt
		for _, entry := range entries {
			got = append(got, entry.Receipt)
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestMoveSaysWhyNot(t *testing.T) {
	s := newStore(t)
	receipt := file(t, s, 1)
	for want, move := range map[error]struct {
		receipt record.Receipt
		to      record.ApplicationState
	}{
		record.ErrNotFound:     {receipt + 1, record.StateVerifying},
		record.ErrCannotFollow: {receipt, record.StateDecreed},
		record.ErrNeedsReason:  {receipt, record.StateReturned},
	} {
		if err := s.MoveApplication(t.Context(), move.receipt, move.to, "", "officer:1", recordtest.Noon); !errors.Is(err, want) {
			t.Errorf("%v, want %v", err, want)
		}
	}
}

// TestTwoOfficersMoveAtOnce stops both where they have read the state and not written yet.
func TestTwoOfficersMoveAtOnce(t *testing.T) {
	s := newStore(t)
	receipt := file(t, s, 1)
	blocker := block(t, s, `lock table audit in exclusive mode`)
	results := make(chan error, 2)
	for range 2 {
		go func() {
			results <- s.MoveApplication(t.Context(), receipt, record.StateVerifying, "", "officer:1", recordtest.Noon)
		}()
	}
	untilWaiting(t, s, 2)
	if err := blocker.Rollback(t.Context()); err != nil {
		t.Fatal(err)
	}
	first, second := <-results, <-results
	if (first == nil) == (second == nil) || !errors.Is(errors.Join(first, second), record.ErrCannotFollow) {
		t.Errorf("%v and %v, want that one moves it and the other cannot", first, second)
	}
}

func TestMoveIsAudited(t *testing.T) {
	s := newStore(t)
	receipt := file(t, s, 1)
	if err := s.MoveApplication(t.Context(), receipt, record.StateRefused, "Data tidak cocok", "officer:1", recordtest.Noon); err != nil {
		t.Fatal(err)
	}
	if err := s.MoveApplication(t.Context(), receipt, record.StateDecreed, "", "officer:2", recordtest.Noon); err == nil {
		t.Fatal("a refused application was decreed")
	}
	got := one[string](t, s, `select string_agg(concat_ws(' ', actor, act, subject, detail->>'from', detail->>'to'), '; ') from audit`)
	if want := "officer:1 move application application:" + receipt.String() + " received refused"; got != want {
		t.Errorf("audit %q, want %q", got, want)
	}
}
