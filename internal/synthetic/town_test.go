package synthetic

import (
	"fmt"
	"testing"
	"time"

	"jagaetam/internal/civil"
	"jagaetam/internal/jamsostek"
	"jagaetam/internal/memory"
	"jagaetam/internal/record"
	"jagaetam/internal/region"
)

// TestTownHasEveryKind keeps a hundred of its workers, none of whose rows may be refused, and looks at how they are covered.
func TestTownHasEveryKind(t *testing.T) {
	r, err := region.Load("64.02")
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, time.November, 23, 4, 0, 0, 0, time.UTC)
	town := Town{Region: r, Now: now, Month: civil.DateOf(now).MonthOf(), By: "test"}
	store := memory.New()
	for _, decree := range Decrees(town.Month) {
		id, err := store.AddDecree(t.Context(), decree, "test", now)
		if err != nil {
			t.Fatal(err)
		}
		town.Decrees = append(town.Decrees, id)
	}
	for n := range 100 {
		for i, effect := range town.Effects(n) {
			outcome, err := store.Apply(t.Context(), fmt.Sprintf("%d:%d", n, i), []record.Effect{effect})
			if err != nil || outcome.Name == record.OutcomeRefused {
				t.Fatalf("worker %d: %T: %+v, %v", n, effect, outcome, err)
			}
		}
	}
	if decrees, err := store.Decrees(t.Context()); err != nil || len(decrees) != 4 || decrees[0].Listed == 0 {
		t.Errorf("the decrees are %+v, %v", decrees, err)
	}
	for _, decree := range Decrees(town.Month) {
		if decree.Check() != nil || decree.Last.Before(decree.First) {
			t.Errorf("%+v: %v", decree, decree.Check())
		}
		if decree.Sponsor != jamsostek.Regency && decree.Sponsor != jamsostek.Province {
			t.Errorf("%+v is nobody's", decree)
		}
	}
}
