package recordtest

import (
	"fmt"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"jagaetam/internal/chat"
	"jagaetam/internal/jamsostek"
	"jagaetam/internal/record"
)

func looks(t *testing.T, by chat.Person, n int) record.LookUp {
	t.Helper()
	w := Filing(t, by, "", NIK(t, n)).Worker
	return record.LookUp{By: by, At: Noon, NIK: w.NIK, Birth: w.Birth, Village: w.Village}
}

func testLookUp(t *testing.T, s Store) {
	siti, budi := Account(1), Account(2)
	apply(t, s, "k1", Filing(t, siti, "r1", NIK(t, 1)))
	found := record.Outcome{Name: record.OutcomeLooked, Looked: record.Looked{State: jamsostek.CoverApplied}}
	wantOutcome(t, s, "k2", looks(t, budi, 1), found)

	wrong := map[string]record.LookUp{"NIK": looks(t, budi, 2)}
	for name, spoil := range map[string]func(*record.LookUp){
		"birth":   func(l *record.LookUp) { l.Birth = l.Birth.AddDays(1) },
		"village": func(l *record.LookUp) { l.Village = "64.02.06.1002" },
		"nowhere": func(l *record.LookUp) { l.Village = "" },
	} {
		l := looks(t, budi, 1)
		spoil(&l)
		wrong[name] = l
	}
	asker := 10
	for name, l := range wrong {
		asker++
		l.By, l.At = Account(asker), Noon.Add(time.Duration(asker)*24*time.Hour)
		wantOutcome(t, s, name, l, record.Outcome{Name: record.OutcomeNoMatch})
	}
}

func testLookUpWithoutAVillage(t *testing.T, s Store) {
	filing := Filing(t, Account(1), "r1", NIK(t, 1))
	filing.Worker.Village = ""
	apply(t, s, "k1", filing)
	l := looks(t, Account(2), 1)
	if got := apply(t, s, "k2", l); got.Name != record.OutcomeLooked {
		t.Errorf("a village in his district: %+v", got)
	}
	l.Village = "64.02.07.2001"
	wantOutcome(t, s, "k3", l, record.Outcome{Name: record.OutcomeNoMatch})
	l.Village = ""
	wantOutcome(t, s, "k4", l, record.Outcome{Name: record.OutcomeNoMatch})
}

// testWaits asks for a NIK that is there and one that nobody has, and hears the same.
func testWaits(t *testing.T, s Store) {
	apply(t, s, "k1", Filing(t, Account(1), "r1", NIK(t, 1)))
	for _, n := range []int{1, 2} {
		miss := looks(t, Account(10+n), n)
		miss.Birth = miss.Birth.AddDays(1)
		at := Noon
		for i, wait := range []time.Duration{0, 0, 15 * time.Minute, time.Hour, 6 * time.Hour, 24 * time.Hour, 24 * time.Hour} {
			miss.At = at
			wantOutcome(t, s, fmt.Sprint(n, "miss", i), miss, record.Outcome{Name: record.OutcomeNoMatch})
			if wait == 0 {
				continue
			}
			right := looks(t, Account(10+n), n)
			right.At = at.Add(wait - time.Second)
			wantOutcome(t, s, fmt.Sprint(n, "wait", i), right, record.Outcome{Name: record.OutcomeWait, Until: at.Add(wait)})
			at = at.Add(wait)
		}
		other := looks(t, Account(20+n), n)
		other.At = at.Add(-time.Second)
		wantOutcome(t, s, fmt.Sprint(n, "other account"), other, record.Outcome{Name: record.OutcomeWait, Until: at})
	}
}

func testHitEndsTheRow(t *testing.T, s Store) {
	budi := Account(2)
	apply(t, s, "k1", Filing(t, Account(1), "r1", NIK(t, 1)))
	for round := range 3 {
		for n := range 2 {
			wantOutcome(t, s, fmt.Sprint("miss", round, n), looks(t, budi, 10+2*round+n), record.Outcome{Name: record.OutcomeNoMatch})
		}
		if got := apply(t, s, fmt.Sprint("hit", round), looks(t, budi, 1)); got.Name != record.OutcomeLooked {
			t.Fatalf("round %d: %+v", round, got)
		}
	}
}

// testLookUpsAtOnce has one account ask ten times at the same instant: three are answered.
func testLookUpsAtOnce(t *testing.T, s Store) {
	var group errgroup.Group
	var outcomes [10]record.Outcome
	for i := range outcomes {
		group.Go(func() (err error) {
			outcomes[i], err = s.Apply(t.Context(), fmt.Sprint("k", i), []record.Effect{looks(t, Account(2), i)})
			return err
		})
	}
	if err := group.Wait(); err != nil {
		t.Fatal(err)
	}
	names := map[record.OutcomeName]int{}
	for _, outcome := range outcomes {
		names[outcome.Name]++
	}
	if names[record.OutcomeNoMatch] != 3 || names[record.OutcomeWait] != 7 {
		t.Errorf("ten at once: %v", names)
	}
}
