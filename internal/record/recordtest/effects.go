package recordtest

import (
	"testing"

	"jagaetam/internal/identity"
	"jagaetam/internal/record"
)

func testDispute(t *testing.T, s Store) {
	siti, budi := Account(1), Account(2)
	apply(t, s, "k1", Filing(t, siti, "r1", NIK(t, 1)))
	dispute := func(key string, n int) record.CaseNumber {
		outcome := apply(t, s, key, record.RaiseDispute{Run: key, By: budi, At: Noon, NIK: NIK(t, n)})
		if outcome.Name != record.OutcomeRaised || outcome.Case == 0 || outcome.Receipt != 0 {
			t.Errorf("dispute %s: %+v", key, outcome)
		}
		return outcome.Case
	}
	first, other := dispute("k2", 1), dispute("k3", 2)
	if first == other {
		t.Errorf("two NIKs have one case %s", first)
	}
	if again := dispute("k4", 1); again != first {
		t.Errorf("the same NIK again has case %s, not %s", again, first)
	}
	wantFacts(t, s, record.Query{Person: budi, Applications: true, NIK: NIK(t, 1)}, record.Facts{NIK: record.RegisteredByOther})
}

func testSeveralEffects(t *testing.T, s Store) {
	siti := Account(1)
	outcome := apply(t, s, "k1",
		record.SetLanguage{By: siti, Language: "en"},
		Filing(t, siti, "r1", NIK(t, 1)),
		record.SetReachable{By: siti, Reachable: true, At: Noon})
	if want := (record.Outcome{Name: record.OutcomeFiled, Receipt: 1}); outcome != want {
		t.Errorf("outcome %+v, want %+v", outcome, want)
	}
	if outcome := apply(t, s, "k2", record.SetLanguage{By: siti, Language: "id"}); outcome != (record.Outcome{}) {
		t.Errorf("a language tells %+v", outcome)
	}
}

func testNoEffects(t *testing.T, s Store) {
	if outcome := apply(t, s, "k1"); outcome != (record.Outcome{}) {
		t.Errorf("nothing tells %+v", outcome)
	}
	wantOutcome(t, s, "k1", Filing(t, Account(1), "r1", NIK(t, 1)), record.Outcome{Name: record.OutcomeFiled, Receipt: 1})
}

func testImpossible(t *testing.T, s Store) {
	siti := Account(1)
	good := Filing(t, siti, "r1", NIK(t, 1))
	for name, bad := range map[string]struct {
		key    string
		effect record.Effect
	}{
		"filing without a NIK":  {"k1", Filing(t, siti, "r2", identity.NIK{})},
		"dispute without a NIK": {"k1", record.RaiseDispute{Run: "r2", By: siti, At: Noon}},
		"no effect at all":      {"k1", nil},
		"no key":                {"", record.SetLanguage{By: siti, Language: "id"}},
	} {
		if outcome, err := s.Apply(t.Context(), bad.key, []record.Effect{good, bad.effect}); err == nil {
			t.Errorf("%s: %+v and no error", name, outcome)
		}
		wantFacts(t, s, record.Query{Person: siti, Applications: true, NIK: NIK(t, 1)}, record.Facts{})
	}
	if outcome := apply(t, s, "k1", good); outcome.Name != record.OutcomeFiled {
		t.Errorf("after the failures: %+v", outcome)
	}
}
