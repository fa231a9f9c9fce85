package recordtest

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"jagaetam/internal/identity"
	"jagaetam/internal/record"
)

// testRemembered asks again for a message whose effects have changed what is known, and for another.
func testRemembered(t *testing.T, s Store) {
	siti := Account(1)
	receipt := apply(t, s, "k1", Filing(t, siti, "r1", NIK(t, 1))).Receipt
	query := record.Query{Person: siti, Key: "k2", Insured: true, Kept: true}
	before := facts(t, s, query)
	if len(before.Kept) != 1 || len(before.Insured) != 1 {
		t.Fatalf("known is %+v", before)
	}
	apply(t, s, "k2", record.Remember{By: siti, Facts: before}, record.ReportPayment{By: siti, At: Noon, Receipt: receipt, First: month(12), Months: 1})
	numbers := cmp.Comparer(func(a, b identity.NIK) bool { return a == b })
	phones := cmp.Comparer(func(a, b identity.Phone) bool { return a == b })
	if diff := cmp.Diff(before, facts(t, s, query), numbers, phones); diff != "" {
		t.Errorf("the same message knows something else afterwards (-before +after):\n%s", diff)
	}
	query.Key = "k3"
	if now := facts(t, s, query); len(now.Insured[0].Known.Paid) != 1 {
		t.Errorf("another message knows %+v", now.Insured[0].Known)
	}
	if outcome := apply(t, s, "k2", record.Remember{By: siti}); outcome.Name != record.OutcomeReported {
		t.Errorf("again comes of it %+v", outcome)
	}
}
