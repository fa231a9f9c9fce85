package postgres

import (
	"errors"
	"strings"
	"testing"

	"jagaetam/internal/record"
	"jagaetam/internal/record/recordtest"
)

func TestDisputeIsDecided(t *testing.T) {
	siti, budi, helper := recordtest.Account(1), recordtest.Account(2), recordtest.Account(3)
	for name, transfer := range map[string]bool{"keep": false, "transfer": true} {
		t.Run(name, func(t *testing.T) {
			s := newStore(t)
			asked := apply(t, s, "ask", recordtest.AsksToHelp(t, helper)).Helper
			apply(t, s, "admit", record.AnswerHelper{Officer: "officer:1", At: recordtest.Noon, Number: asked, State: record.HelperAdmitted})
			filing := recordtest.Filing(t, helper, "r1", recordtest.NIK(t, 1))
			filing.Relation = record.RelationHelper
			receipt := apply(t, s, "file", filing).Receipt
			code := facts(t, s, record.Query{Person: helper, Card: receipt}).Card
			apply(t, s, "claim", record.ClaimWorker{By: siti, At: recordtest.Noon, Code: code})
			raise := record.RaiseDispute{By: budi, At: recordtest.Noon, NIK: recordtest.NIK(t, 1)}
			number := apply(t, s, "raise", raise).Case
			open, err := s.Disputes(t.Context())
			if err != nil || len(open) != 1 || open[0] != (DisputeEntry{number, recordtest.Noon, receipt}) {
				t.Fatalf("listed as %+v, %v", open, err)
			}
			verdict := Verdict{Case: number, Transfer: transfer, Reason: "KTP sudah dilihat.", By: "officer:1", At: recordtest.Noon}
			if err := s.DecideDispute(t.Context(), verdict); err != nil {
				t.Fatal(err)
			}
			wantSides(t, s, transfer, receipt)
			if people := facts(t, s, record.Query{Person: helper, Helper: true}).Helper.People; people != 1 {
				t.Errorf("the helper has %d people", people)
			}
			if err := s.DecideDispute(t.Context(), verdict); !errors.Is(err, ErrDone) {
				t.Errorf("a second verdict: %v", err)
			}
			if again := apply(t, s, "again", raise).Case; again != number {
				t.Errorf("raised again it is %s", again)
			}
			if open, err := s.Disputes(t.Context()); err != nil || len(open) != 1 {
				t.Errorf("raised again it is listed as %+v, %v", open, err)
			}
		})
	}
}

func wantSides(t *testing.T, s *Store, transfer bool, receipt record.Receipt) {
	t.Helper()
	siti, budi := recordtest.Account(1), recordtest.Account(2)
	has, lost, toHim, toHer := siti, budi, record.DisputeKept, ""
	if transfer {
		has, lost, toHim, toHer = budi, siti, record.DisputeTransferred, record.DisputeMoved
	}
	if own := facts(t, s, record.Query{Person: has, Applications: true}).Applications; len(own) != 1 || own[0].Receipt != receipt {
		t.Errorf("%s has %+v", has.ID, own)
	}
	if own := facts(t, s, record.Query{Person: lost, Applications: true, Insured: true, Kept: true}); own.Applications != nil || own.Insured != nil || own.Kept != nil {
		t.Errorf("%s has %+v", lost.ID, own)
	}
	if said := words(t, s, budi); len(said) != 1 || !strings.Contains(said[0], toHim) || strings.Contains(said[0], siti.ID) {
		t.Errorf("who asked is told %q", said)
	}
	said := words(t, s, siti)
	switch {
	case toHer == "" && len(said) > 0:
		t.Errorf("who keeps it is told %q", said)
	case toHer != "" && (len(said) != 1 || !strings.Contains(said[0], toHer) || strings.Contains(said[0], budi.ID)):
		t.Errorf("who had it is told %q", said)
	}
}

func TestDisputeThatCannotBeDecided(t *testing.T) {
	s := newStore(t)
	number := apply(t, s, "raise", record.RaiseDispute{By: recordtest.Account(2), At: recordtest.Noon, NIK: recordtest.NIK(t, 1)}).Case
	good := Verdict{Case: number, Transfer: true, Reason: "x", By: "officer:1", At: recordtest.Noon}
	for name, test := range map[string]struct {
		spoil func(*Verdict)
		want  error
	}{
		"no worker":    {func(*Verdict) {}, record.ErrNotFound},
		"no such case": {func(v *Verdict) { v.Case = 99 }, record.ErrNotFound},
		"no reason":    {func(v *Verdict) { v.Reason = " " }, record.ErrNeedsReason},
		"nobody":       {func(v *Verdict) { v.By = "" }, record.ErrNobody},
	} {
		verdict := good
		test.spoil(&verdict)
		if err := s.DecideDispute(t.Context(), verdict); !errors.Is(err, test.want) {
			t.Errorf("%s: %v, want %v", name, err, test.want)
		}
	}
}

// TestTransferBeforeTheClaim kills the code that is out: the worker has an account now.
func TestTransferBeforeTheClaim(t *testing.T) {
	s, helper := newStore(t), recordtest.Account(3)
	asked := apply(t, s, "ask", recordtest.AsksToHelp(t, helper)).Helper
	apply(t, s, "admit", record.AnswerHelper{Officer: "officer:1", At: recordtest.Noon, Number: asked, State: record.HelperAdmitted})
	filing := recordtest.Filing(t, helper, "r1", recordtest.NIK(t, 1))
	filing.Relation = record.RelationHelper
	receipt := apply(t, s, "file", filing).Receipt
	code := facts(t, s, record.Query{Person: helper, Card: receipt}).Card
	number := apply(t, s, "raise", record.RaiseDispute{By: recordtest.Account(2), At: recordtest.Noon, NIK: recordtest.NIK(t, 1)}).Case
	if err := s.DecideDispute(t.Context(), Verdict{Case: number, Transfer: true, Reason: "x", By: "officer:1", At: recordtest.Noon}); err != nil {
		t.Fatal(err)
	}
	claim := record.ClaimWorker{By: recordtest.Account(4), At: recordtest.Noon, Code: code}
	if got := apply(t, s, "claim", claim); got.Name != record.OutcomeNoMatch {
		t.Errorf("the code of before: %+v", got)
	}
}
