package recordtest

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"jagaetam/internal/chat"
	"jagaetam/internal/identity"
	"jagaetam/internal/record"
)

// numbers compares what shows itself to nobody.
var numbers = cmp.Options{
	cmp.Comparer(func(a, b identity.NIK) bool { return a == b }), cmp.Comparer(func(a, b identity.Phone) bool { return a == b }),
}

func apply(t *testing.T, s Store, key string, effects ...record.Effect) record.Outcome {
	t.Helper()
	outcome, err := s.Apply(t.Context(), key, effects)
	if err != nil {
		t.Fatal(err)
	}
	return outcome
}

func wantOutcome(t *testing.T, s Store, key string, effect record.Effect, want record.Outcome) {
	t.Helper()
	if got := apply(t, s, key, effect); got != want {
		t.Errorf("%s: outcome %+v, want %+v", key, got, want)
	}
}

func facts(t *testing.T, s Store, query record.Query) record.Facts {
	t.Helper()
	found, err := s.Facts(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	return *found
}

func wantFacts(t *testing.T, s Store, query record.Query, want record.Facts) {
	t.Helper()
	if diff := cmp.Diff(want, facts(t, s, query), numbers); diff != "" {
		t.Errorf("facts (-want +got):\n%s", diff)
	}
}

// wantReceipts are the numbers of the person's applications, the newest first.
func wantReceipts(t *testing.T, s Store, person chat.Person, want ...record.Receipt) {
	t.Helper()
	var got []record.Receipt
	for _, a := range facts(t, s, record.Query{Person: person, Applications: true}).Applications {
		got = append(got, a.Receipt)
	}
	if !slices.Equal(got, want) {
		t.Errorf("receipts %v, want %v", got, want)
	}
}
