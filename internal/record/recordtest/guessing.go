package recordtest

import (
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"jagaetam/internal/record"
)

// testGuessedInvitations guesses at an invitation until it has to wait; then the true one waits as well, and works afterwards.
func testGuessedInvitations(t *testing.T, s Store) {
	siti, budi := Account(1), Account(2)
	token, err := s.InviteOfficer(t.Context(), []record.Role{record.RoleAdmin}, nil, "test", Noon)
	if err != nil {
		t.Fatal(err)
	}
	at := Noon
	for i, wait := range []time.Duration{0, 0, 15 * time.Minute, time.Hour, 6 * time.Hour, 24 * time.Hour} {
		guess := record.JoinOffice{By: siti, At: at, Token: token + fmt.Sprint(i)}
		wantOutcome(t, s, fmt.Sprint("guess", i), guess, record.Outcome{Name: record.OutcomeNoMatch})
		if wait == 0 {
			continue
		}
		early := record.JoinOffice{By: siti, At: at.Add(wait - time.Second), Token: token}
		wantOutcome(t, s, fmt.Sprint("early", i), early, record.Outcome{Name: record.OutcomeWait, Until: at.Add(wait)})
		at = at.Add(wait)
	}
	wantFacts(t, s, record.Query{Person: siti, Officer: true}, record.Facts{})
	wantOutcome(t, s, "late", record.JoinOffice{By: siti, At: at, Token: token}, record.Outcome{Name: record.OutcomeAnswered})
	// To who guesses, one that another has used is one that never was.
	for i, guess := range []string{token, "never", token} {
		wantOutcome(t, s, fmt.Sprint("used", i), record.JoinOffice{By: budi, At: at, Token: guess}, record.Outcome{Name: record.OutcomeNoMatch})
	}
	wantOutcome(t, s, "used", record.JoinOffice{By: budi, At: at, Token: token}, record.Outcome{Name: record.OutcomeWait, Until: at.Add(15 * time.Minute)})
}

// testGuessesBesideOnesOwn guesses with a code and an invitation of one's own between the guesses, which do not begin the count anew.
func testGuessesBesideOnesOwn(t *testing.T, s Store) {
	siti, rahman := Account(1), Account(3)
	admit(t, s, rahman)
	receipt := apply(t, s, "k1", filesFor(t, rahman, "r1", 1)).Receipt
	code := facts(t, s, record.Query{Person: rahman, Card: receipt}).Card
	token, err := s.InviteOfficer(t.Context(), []record.Role{record.RoleOperator}, nil, "test", Noon)
	if err != nil {
		t.Fatal(err)
	}
	claim, join := record.ClaimWorker{By: siti, At: Noon, Code: code}, record.JoinOffice{By: siti, At: Noon, Token: token}
	wantOutcome(t, s, "claimed", claim, record.Outcome{Name: record.OutcomeClaimed, Receipt: receipt})
	wantOutcome(t, s, "joined", join, record.Outcome{Name: record.OutcomeAnswered})
	later := Noon.Add(time.Minute)
	claim.At, join.At = later, later
	for i := range 2 {
		wantOutcome(t, s, fmt.Sprint("code", i), record.ClaimWorker{By: siti, At: later, Code: "ZZZZ-ZZZ1"}, record.Outcome{Name: record.OutcomeNoMatch})
		wantOutcome(t, s, fmt.Sprint("token", i), record.JoinOffice{By: siti, At: later, Token: "none"}, record.Outcome{Name: record.OutcomeNoMatch})
	}
	wantOutcome(t, s, "own code", claim, record.Outcome{Name: record.OutcomeOwn, Receipt: receipt})
	wantOutcome(t, s, "own token", join, record.Outcome{Name: record.OutcomeAnswered})
	wantOutcome(t, s, "code", record.ClaimWorker{By: siti, At: later, Code: "ZZZZ-ZZZ1"}, record.Outcome{Name: record.OutcomeNoMatch})
	wantOutcome(t, s, "token", record.JoinOffice{By: siti, At: later, Token: "none"}, record.Outcome{Name: record.OutcomeNoMatch})
	wait := record.Outcome{Name: record.OutcomeWait, Until: later.Add(15 * time.Minute)}
	wantOutcome(t, s, "code after", claim, wait)
	wantOutcome(t, s, "token after", join, wait)
}

// testGuessedReceipts: receipt numbers follow each other, so anybody can name another's. To who is not bound to the worker it is in all that
// can be asked and done as if there were no such number, and nothing is changed.
func testGuessedReceipts(t *testing.T, s Store) {
	siti, budi := Account(1), Account(2)
	theirs := apply(t, s, "k1", Filing(t, siti, "r1", NIK(t, 1))).Receipt
	nobodys := theirs + 1000
	before := facts(t, s, record.Query{Person: siti, Applications: true, Insured: true, Kept: true})
	for name, make := range map[string]func(record.Receipt) record.Effect{
		"end help": func(r record.Receipt) record.Effect { return record.EndHelp{By: budi, At: Noon, Receipt: r} },
		"correct": func(r record.Receipt) record.Effect {
			return record.CorrectWorker{Run: fmt.Sprint("c", r), By: budi, At: Noon, Receipt: r, Field: record.FieldAddress, Worker: record.Worker{Address: "Jl. Lain"}}
		},
		"ask": func(r record.Receipt) record.Effect {
			return record.AskData{By: budi, At: Noon, Kind: record.RequestDelete, Receipt: r}
		},
		"consent": func(r record.Receipt) record.Effect {
			return record.SetConsent{By: budi, At: Noon, Receipt: r, Purpose: record.PurposeReminders}
		},
		"report": func(r record.Receipt) record.Effect {
			return record.ReportPayment{By: budi, At: Noon, Receipt: r, First: month(11), Months: 1}
		},
	} {
		var outcomes []record.Outcome
		var errs []string
		for i, receipt := range []record.Receipt{theirs, nobodys} {
			outcome, err := s.Apply(t.Context(), fmt.Sprint(name, i), []record.Effect{make(receipt)})
			outcomes, errs = append(outcomes, outcome), append(errs, fmt.Sprint(err != nil))
		}
		if diff := cmp.Diff(outcomes[0], outcomes[1]); diff != "" || errs[0] != errs[1] {
			t.Errorf("%s: another's differs from nobody's by\n%s%v", name, diff, errs)
		}
		if slices.Contains([]record.OutcomeName{record.OutcomeAnswered, record.OutcomeCorrected, record.OutcomeAsked, record.OutcomeReported}, outcomes[0].Name) {
			t.Errorf("%s: it is done: %+v", name, outcomes[0])
		}
	}
	for _, ask := range []record.Query{{Person: budi, Card: theirs}, {Person: budi, Card: nobodys}, {Person: budi, Applications: true, Insured: true, Kept: true}} {
		told := facts(t, s, ask)
		if told.Card != "" || len(told.Applications)+len(told.Insured)+len(told.Kept) > 0 {
			t.Errorf("a stranger is told %+v", told)
		}
	}
	if after := facts(t, s, record.Query{Person: siti, Applications: true, Insured: true, Kept: true}); !reflect.DeepEqual(before, after) {
		t.Errorf("what is kept was\n%+v\nand has become\n%+v", before, after)
	}
}
