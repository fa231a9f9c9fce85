package postgres

import (
	"errors"
	"strings"
	"testing"
	"time"

	"jagaetam/internal/record"
	"jagaetam/internal/record/recordtest"
)

func TestRequestsAreListedByTheirClock(t *testing.T) {
	s, siti := newStore(t), recordtest.Account(1)
	receipt := file(t, s, 1)
	late := record.AskData{By: siti, At: recordtest.Noon.Add(time.Hour), Kind: record.RequestDelete}
	soon := record.AskData{By: siti, At: recordtest.Noon, Kind: record.RequestDecision, Receipt: receipt}
	first, second := apply(t, s, "k1", late).Request, apply(t, s, "k2", soon).Request
	listed := func(all bool, want ...record.RequestNumber) []RequestEntry {
		t.Helper()
		entries, err := s.Requests(t.Context(), all)
		if err != nil {
			t.Fatal(err)
		}
		if len(entries) != len(want) {
			t.Fatalf("%+v, want %v", entries, want)
		}
		for i, number := range want {
			if entries[i].Number != number {
				t.Errorf("%s stands where %s is to be", entries[i].Number, number)
			}
		}
		return entries
	}
	if e := listed(false, second, first)[0]; e.Receipt != receipt || !e.DueAt.Equal(recordtest.Noon.Add(72*time.Hour)) || !e.DoneAt.IsZero() {
		t.Errorf("listed as %+v", e)
	}
	at := recordtest.Noon.Add(2 * time.Hour)
	if err := s.CompleteRequest(t.Context(), second, "Keputusan diperiksa lagi.", false, "officer:1", at); err != nil {
		t.Fatal(err)
	}
	listed(false, first)
	listed(true, second, first)
	for _, r := range facts(t, s, record.Query{Person: siti, Kept: true}).Kept[0].Requests {
		if r.Number == second && (r.Answer != "Keputusan diperiksa lagi." || !r.DoneAt.Equal(at)) {
			t.Errorf("she sees %+v", r)
		}
	}
	if said := words(t, s, siti); len(said) != 1 || !strings.Contains(said[0], "Keputusan diperiksa lagi.") {
		t.Errorf("she is told %q", said)
	}
	for want, try := range map[error]func() error{
		ErrDone:               func() error { return s.CompleteRequest(t.Context(), second, "x", false, "officer:1", at) },
		record.ErrNeedsReason: func() error { return s.CompleteRequest(t.Context(), first, " ", false, "officer:1", at) },
		record.ErrNobody:      func() error { return s.CompleteRequest(t.Context(), first, "x", false, "", at) },
		record.ErrNotFound:    func() error { return s.CompleteRequest(t.Context(), 99, "x", false, "officer:1", at) },
		errNothingProposed:    func() error { return s.CompleteRequest(t.Context(), first, "x", true, "officer:1", at) },
	} {
		if err := try(); !errors.Is(err, want) {
			t.Errorf("%v, want %v", err, want)
		}
	}
	listed(false, first)
}

func TestProposedCorrectionIsMade(t *testing.T) {
	s, siti := newStore(t), recordtest.Account(1)
	receipt := file(t, s, 1)
	decree, err := s.AddDecree(t.Context(), recordtest.YearOf2026(0), "officer:1", recordtest.Noon)
	if err != nil {
		t.Fatal(err)
	}
	apply(t, s, "list", record.ListWorker{By: "officer:1", At: recordtest.Noon, NIK: recordtest.NIK(t, 1), Decree: decree})
	propose := func(key string, n int) record.RequestNumber {
		return apply(t, s, key, record.CorrectWorker{
			By: siti, At: recordtest.Noon, Receipt: receipt, Field: record.FieldNIK, Worker: record.Worker{NIK: recordtest.NIK(t, n)},
		}).Request
	}
	number := propose("k1", 2)
	if again := propose("k2", 3); again != number {
		t.Errorf("proposing anew is request %s, not %s", again, number)
	}
	opened, err := s.Request(t.Context(), number, "officer:1", recordtest.Noon)
	if err != nil || opened.Present != recordtest.NIK(t, 1).Reveal() || opened.Proposed != recordtest.NIK(t, 3).Reveal() {
		t.Fatalf("opened: present %t, proposed %t, %v", opened.Present != "", opened.Proposed != "", err)
	}
	if n := one[int](t, s, `select count(*) from audit where act = 'show request' and actor = 'officer:1'`); n != 1 {
		t.Errorf("%d looks are written down", n)
	}
	apply(t, s, "taken", recordtest.Filing(t, recordtest.Account(2), "r2", recordtest.NIK(t, 3)))
	if err := s.CompleteRequest(t.Context(), number, "Sudah.", true, "officer:1", recordtest.Noon); !errors.Is(err, record.ErrExists) {
		t.Errorf("a NIK of another: %v", err)
	}
	propose("k3", 4)
	if err := s.CompleteRequest(t.Context(), number, "Sudah.", true, "officer:1", recordtest.Noon); err != nil {
		t.Fatal(err)
	}
	if nik := facts(t, s, record.Query{Person: siti, Kept: true}).Kept[0].Worker.NIK; nik != recordtest.NIK(t, 4) {
		t.Error("the NIK is another than what was proposed last")
	}
	if by := one[*string](t, s, `select by from worker_changes`); by != nil {
		t.Errorf("the change is by %s", *by)
	}
}
