package postgres

import (
	"fmt"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"jagaetam/internal/record"
	"jagaetam/internal/record/recordtest"
)

// TestTwoTakeACaseAtTheSameMoment has both come to the case before either can take it.
func TestTwoTakeACaseAtTheSameMoment(t *testing.T) {
	s, at := newStore(t), recordtest.Noon
	number := apply(t, s, "open", record.OpenCase{By: recordtest.Account(1), At: at, Matter: record.MatterOther, DueAt: at.Add(time.Hour)}).Case
	outcomes := make([]record.Outcome, 2)
	for i := range outcomes {
		token, err := s.InviteOfficer(t.Context(), []record.Role{record.RoleOperator}, nil, "officer:1", at)
		if err != nil {
			t.Fatal(err)
		}
		apply(t, s, fmt.Sprint("join", i), record.JoinOffice{By: recordtest.Account(10 + i), At: at, Token: token})
	}
	blocker := block(t, s, fmt.Sprintf(`select from cases where number = %d for update`, number))
	var taking errgroup.Group
	for i := range outcomes {
		taking.Go(func() (err error) {
			e := record.TakeCase{By: recordtest.Account(10 + i).ID, At: at, Case: number}
			outcomes[i], err = s.Apply(t.Context(), fmt.Sprint("take", i), []record.Effect{e})
			return err
		})
	}
	untilWaiting(t, s, 2)
	if err := blocker.Rollback(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := taking.Wait(); err != nil {
		t.Fatal(err)
	}
	first, second := outcomes[0], outcomes[1]
	if first.Name != record.OutcomeAnswered {
		first, second = second, first
	}
	taker := facts(t, s, record.Query{Person: recordtest.Account(1), Case: true}).Case.Taker
	if first.Name != record.OutcomeAnswered || second != (record.Outcome{Name: record.OutcomeTaken, Case: number, Who: taker}) {
		t.Errorf("two take the case: %+v", outcomes)
	}
}

// TestNumbersOfCasesAndDisputesAreOneSeries keeps a number from being read out for two matters.
func TestNumbersOfCasesAndDisputesAreOneSeries(t *testing.T) {
	s, at := newStore(t), recordtest.Noon
	seen := map[record.CaseNumber]bool{}
	for n := range 5 {
		dispute := apply(t, s, fmt.Sprint("d", n), record.RaiseDispute{By: recordtest.Account(1), At: at, NIK: recordtest.NIK(t, n)}).Case
		open := apply(t, s, fmt.Sprint("c", n), record.OpenCase{By: recordtest.Account(20 + n), At: at, Matter: record.MatterOther, DueAt: at}).Case
		if dispute == 0 || open == 0 || seen[dispute] || seen[open] || dispute == open {
			t.Errorf("numbers %s and %s beside %v", dispute, open, seen)
		}
		seen[dispute], seen[open] = true, true
	}
}

// TestSomebodyElsesApplicationIsNotShown opens a case about a receipt that is another's.
func TestSomebodyElsesApplicationIsNotShown(t *testing.T) {
	s, at := newStore(t), recordtest.Noon
	receipt := file(t, s, 1)
	stranger := recordtest.Account(2)
	apply(t, s, "open", record.OpenCase{By: stranger, At: at, Matter: record.MatterOther, Receipt: receipt, DueAt: at})
	if c := facts(t, s, record.Query{Person: stranger, Case: true}).Case; c.First != "" || c.Receipt != 0 || c.Village != "" {
		t.Errorf("the case shows %+v", c)
	}
}
