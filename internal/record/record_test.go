package record

import (
	"errors"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestReceiptIsReadHoweverItIsWritten(t *testing.T) {
	for _, text := range []string{"JE-000017-4", "je0000174", " JE 000017 4 ", "000017-4", "0000174", "JE.000017.4"} {
		if got, err := ParseReceipt(text); err != nil || got != 17 {
			t.Errorf("%q is %d (%v)", text, got, err)
		}
	}
	if got := Receipt(17).String(); got != "JE-000017-4" {
		t.Errorf("receipt 17 is shown as %s", got)
	}
	if got := CaseNumber(12345678).String(); got[:11] != "KS-12345678" {
		t.Errorf("a case of eight digits is shown as %s", got)
	}
	for _, text := range []string{"", "17", "JE-000017", "JE-000018-4", "KS-000017-4", "JE-00001x-9", "JE-000000-0", "999999999999999999999"} {
		if got, err := ParseReceipt(text); err == nil {
			t.Errorf("%q passes for %s", text, got)
		}
	}
}

// TestCheckDigit: no single wrong digit and no swap of two neighbours goes unnoticed.
func TestCheckDigit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		receipt := Receipt(rapid.Int64Range(1, 1_000_000_000).Draw(t, "receipt"))
		text := []byte(receipt.String()[3:])
		if got, err := ParseReceipt(string(text)); err != nil || got != receipt {
			t.Fatalf("%s comes back as %s (%v)", receipt, got, err)
		}
		i := rapid.IntRange(0, len(text)-1).Filter(func(i int) bool { return text[i] != '-' }).Draw(t, "place")
		wrong := slices.Clone(text)
		wrong[i] = '0' + (wrong[i]-'0'+byte(rapid.IntRange(1, 9).Draw(t, "by")))%10
		if got, err := ParseReceipt(string(wrong)); err == nil {
			t.Fatalf("%s with a wrong digit, %s, passes for %s", receipt, wrong, got)
		}
		if j := i + 1; j < len(text) && text[j] != '-' && text[i] != text[j] {
			swapped := slices.Clone(text)
			swapped[i], swapped[j] = swapped[j], swapped[i]
			if got, err := ParseReceipt(string(swapped)); err == nil {
				t.Fatalf("%s with two digits swapped, %s, passes for %s", receipt, swapped, got)
			}
		}
	})
}

func TestCheckMove(t *testing.T) {
	for _, c := range []struct {
		from, to   ApplicationState
		reason, by string
		want       error
	}{
		{StateReceived, StateVerifying, "", "petugas", nil},
		{StateReceived, StateDecreed, "", "petugas", ErrCannotFollow},
		{StateReceived, StateReceived, "", "petugas", ErrCannotFollow},
		{StateVerifying, StateRefused, " ", "petugas", ErrNeedsReason},
		{StateVerifying, StateRefused, "sudah meninggal", "petugas", nil},
		{StateVerifying, StateReturned, "", "petugas", ErrNeedsReason},
		{StateRefused, StateReceived, "", "petugas", nil},
		{StateReceived, StateVerifying, "", " ", ErrNobody},
	} {
		if got := CheckMove(c.from, c.to, c.reason, c.by); !errors.Is(got, c.want) || (got == nil) != (c.want == nil) {
			t.Errorf("from %s to %s for %q by %q: %v, want %v", c.from, c.to, c.reason, c.by, got, c.want)
		}
	}
}

// TestEveryStateCanBeLeftAndReached: whatever was decided wrongly can be mended.
func TestEveryStateCanBeLeftAndReached(t *testing.T) {
	for _, state := range ApplicationStates {
		if len(state.Next()) == 0 {
			t.Errorf("nothing follows %s", state)
		}
		reached := func(from ApplicationState) bool { return from.CanFollow(state) }
		if !slices.ContainsFunc(ApplicationStates, reached) {
			t.Errorf("%s follows nothing", state)
		}
	}
}
