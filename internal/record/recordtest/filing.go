package recordtest

import (
	"fmt"
	"testing"

	"golang.org/x/sync/errgroup"

	"jagaetam/internal/chat"
	"jagaetam/internal/identity"
	"jagaetam/internal/record"
)

func testFiling(t *testing.T, s Store) {
	siti, nik := Account(1), NIK(t, 1)
	wantFacts(t, s, record.Query{Person: siti, Applications: true, NIK: nik}, record.Facts{})

	wantOutcome(t, s, "k1", Filing(t, siti, "r1", nik), record.Outcome{Name: record.OutcomeFiled, Receipt: 1})

	wantFacts(t, s, record.Query{Person: siti, Applications: true, NIK: nik}, record.Facts{
		Applications: []record.Application{{
			Receipt: 1, Name: "Siti", State: record.StateReceived, Since: Noon,
			History: []record.Moved{{State: record.StateReceived, At: Noon}},
		}},
		NIK: record.RegisteredByAsker, NIKReceipt: 1,
	})
	wantFacts(t, s, record.Query{Person: siti}, record.Facts{})
	wantFacts(t, s, record.Query{Person: Account(2), Applications: true, NIK: nik}, record.Facts{NIK: record.RegisteredByOther})
}

func testSameKey(t *testing.T, s Store) {
	siti := Account(1)
	first := apply(t, s, "k1", Filing(t, siti, "r1", NIK(t, 1)))
	wantOutcome(t, s, "k1", Filing(t, siti, "r1", NIK(t, 1)), first)
	wantOutcome(t, s, "k1", Filing(t, siti, "r2", NIK(t, 2)), first)
	wantFacts(t, s, record.Query{Person: siti, NIK: NIK(t, 2)}, record.Facts{})
}

func testSameKeyAtOnce(t *testing.T, s Store) {
	oneOfTwenty(t, s, func(i int) (key, run string) { return "k1", fmt.Sprint("r", i) })
}

func testSameRunAtOnce(t *testing.T, s Store) {
	oneOfTwenty(t, s, func(i int) (key, run string) { return fmt.Sprint("k", i), "r1" })
}

// oneOfTwenty has an account file twenty NIKs at once, so that only the key or the run says that they are the same application.
func oneOfTwenty(t *testing.T, s Store, name func(i int) (key, run string)) {
	t.Helper()
	siti := Account(1)
	var outcomes [20]record.Outcome
	var group errgroup.Group
	for i := range outcomes {
		group.Go(func() (err error) {
			key, run := name(i)
			outcomes[i], err = s.Apply(t.Context(), key, []record.Effect{Filing(t, siti, run, NIK(t, i))})
			return err
		})
	}
	if err := group.Wait(); err != nil {
		t.Fatal(err)
	}
	for _, outcome := range outcomes {
		if outcome != outcomes[0] || outcome.Name != record.OutcomeFiled {
			t.Errorf("outcome %+v beside %+v", outcome, outcomes[0])
		}
	}
	wantReceipts(t, s, siti, outcomes[0].Receipt)
}

func testSameRun(t *testing.T, s Store) {
	siti := Account(1)
	first := apply(t, s, "k1", Filing(t, siti, "r1", NIK(t, 1)))
	wantOutcome(t, s, "k2", Filing(t, siti, "r1", NIK(t, 1)), first)
	wantOutcome(t, s, "k3", Filing(t, siti, "r1", NIK(t, 2)), first)
	wantReceipts(t, s, siti, first.Receipt)
}

func testRunOfAnother(t *testing.T, s Store) {
	first := apply(t, s, "k1", Filing(t, Account(1), "r1", NIK(t, 1)))
	second := apply(t, s, "k2", Filing(t, Account(2), "r1", NIK(t, 2)))
	if second.Name != record.OutcomeFiled || second.Receipt == first.Receipt {
		t.Errorf("the run of another account gave %+v beside %+v", second, first)
	}
}

func testOwn(t *testing.T, s Store) {
	siti := Account(1)
	first := apply(t, s, "k1", Filing(t, siti, "r1", NIK(t, 1)))
	apply(t, s, "k2", Filing(t, siti, "r2", NIK(t, 2)))
	wantOutcome(t, s, "k3", Filing(t, siti, "r3", NIK(t, 1)), record.Outcome{Name: record.OutcomeOwn, Receipt: first.Receipt})
}

func testTaken(t *testing.T, s Store) {
	siti, budi := Account(1), Account(2)
	apply(t, s, "k1", Filing(t, siti, "r1", NIK(t, 1)))
	before := facts(t, s, record.Query{Person: siti, Applications: true})
	wantOutcome(t, s, "k2", Filing(t, budi, "r2", NIK(t, 1)), record.Outcome{Name: record.OutcomeTaken})
	wantOutcome(t, s, "k2", Filing(t, budi, "r2", NIK(t, 1)), record.Outcome{Name: record.OutcomeTaken})
	wantReceipts(t, s, budi)
	wantFacts(t, s, record.Query{Person: siti, Applications: true}, before)
}

func testRace(t *testing.T, s Store) {
	for round := range 50 {
		names := map[record.OutcomeName]int{}
		for _, outcome := range race(t, s, round, NIK(t, round)) {
			names[outcome.Name]++
		}
		if names[record.OutcomeFiled] != 1 || names[record.OutcomeTaken] != 1 {
			t.Fatalf("round %d: %v", round, names)
		}
	}
}

// race has two accounts file the same NIK at the same instant.
func race(t *testing.T, s Store, round int, nik identity.NIK) [2]record.Outcome {
	t.Helper()
	var outcomes [2]record.Outcome
	var group errgroup.Group
	start := make(chan struct{})
	for i, person := range []chat.Person{Account(1), Account(2)} {
		group.Go(func() (err error) {
			<-start
			name := fmt.Sprintf("%d-%d", round, i)
			outcomes[i], err = s.Apply(t.Context(), name, []record.Effect{Filing(t, person, name, nik)})
			return err
		})
	}
	close(start)
	if err := group.Wait(); err != nil {
		t.Fatal(err)
	}
	return outcomes
}
