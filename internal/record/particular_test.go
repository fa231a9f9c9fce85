package record_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"jagaetam/internal/identity"
	"jagaetam/internal/record"
	"jagaetam/internal/record/recordtest"
)

// TestParticularsGoThroughText covers every field, so that a new one cannot be forgotten in one of the three switches.
func TestParticularsGoThroughText(t *testing.T) {
	full := recordtest.Filing(t, recordtest.Account(1), "r1", recordtest.NIK(t, 1)).Worker
	var taken, parsed record.Worker
	for _, field := range record.Fields {
		before := taken
		field.Take(&taken, full)
		if before == taken {
			t.Errorf("%s takes nothing", field)
		}
		if err := field.Parse(field.Text(full), &parsed); err != nil {
			t.Errorf("%s: %v", field, err)
		}
	}
	if diff := cmp.Diff(taken, parsed, cmp.Comparer(func(a, b identity.NIK) bool { return a == b }),
		cmp.Comparer(func(a, b identity.Phone) bool { return a == b })); diff != "" {
		t.Errorf("taken and parsed differ:\n%s", diff)
	}
	var none record.Worker
	for _, field := range []record.Field{record.FieldPhone, record.FieldVillage, record.FieldOccupation} {
		if err := field.Parse(field.Text(none), &none); err != nil || none != (record.Worker{}) {
			t.Errorf("an empty %s is read as %v, %v", field, none, err)
		}
	}
	if err := record.Field("shoe").Parse("44", &none); err == nil {
		t.Error("a shoe is a particular")
	}
}
