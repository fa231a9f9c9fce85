package identity

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
)

const place = "workers:nik:17"

func newVault(t *testing.T, keys *Keyring) *Vault {
	t.Helper()
	v, err := NewVault(keys)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestVaultOpensWhatItSealed(t *testing.T) {
	v := newVault(t, NewKeyring(today))
	for _, plain := range []string{"", "6402051204859001", "Budi 🙏"} {
		sealed := v.Seal(place, []byte(plain))
		if len(sealed) != len(plain)+30 || (plain != "" && bytes.Contains(sealed, []byte(plain))) || v.Stale(sealed) {
			t.Errorf("%q is sealed as %x", plain, sealed)
		}
		if opened, err := v.Open(place, sealed); err != nil || string(opened) != plain {
			t.Errorf("%q opens as %q (%v)", plain, opened, err)
		}
	}
	if bytes.Equal(v.Seal(place, []byte("a")), v.Seal(place, []byte("a"))) {
		t.Error("the same value is sealed alike twice")
	}
}

func TestVaultNoticesEveryChangedByte(t *testing.T) {
	v := newVault(t, NewKeyring(today))
	sealed := v.Seal(place, []byte("6402051204859001"))
	for i := range sealed {
		changed := slices.Clone(sealed)
		changed[i] ^= 1
		want := ErrTampered
		if i < keyIDBytes {
			want = ErrUnknownKey
		}
		if opened, err := v.Open(place, changed); !errors.Is(err, want) || opened != nil {
			t.Errorf("byte %d changed: %q, %v", i, opened, err)
		}
	}
	for length := range sealed {
		if opened, err := v.Open(place, sealed[:length]); !errors.Is(err, ErrTampered) || opened != nil {
			t.Errorf("cut to %d bytes: %q, %v", length, opened, err)
		}
	}
}

func TestVaultOpensOnlyInPlace(t *testing.T) {
	v := newVault(t, NewKeyring(today))
	sealed := v.Seal(place, []byte("6402051204859001"))
	for _, other := range []string{"workers:nik:18", "workers:kk:17", ""} {
		if opened, err := v.Open(other, sealed); !errors.Is(err, ErrTampered) {
			t.Errorf("opens as %q at %q (%v)", opened, other, err)
		}
	}
}

func TestVaultAfterRotation(t *testing.T) {
	keys := NewKeyring(today)
	before := newVault(t, keys)
	old := before.Seal(place, []byte("6402051204859001"))
	keys.Rotate(today)
	after := newVault(t, keys)

	opened, err := after.Open(place, old)
	if err != nil || string(opened) != "6402051204859001" || !after.Stale(old) {
		t.Errorf("what the older key sealed opens as %q (%v), stale %t", opened, err, after.Stale(old))
	}
	fresh := after.Seal(place, opened)
	if after.Stale(fresh) {
		t.Error("what the current key sealed is stale")
	}
	if _, err := before.Open(place, fresh); !errors.Is(err, ErrUnknownKey) {
		t.Errorf("a vault without the key says %v", err)
	}
	if !bytes.Equal(before.Index(KindNIK, "6402051204859001"), after.Index(KindNIK, "6402051204859001")) {
		t.Error("the index changed with the sealing key")
	}
}

// A key that was added opens and does not seal before the next rotation, which adds none.
func TestVaultBeforeRotation(t *testing.T) {
	keys := NewKeyring(today)
	first := newVault(t, keys)
	if !keys.Add(today) || keys.Add(today) {
		t.Error("a key is added twice, or not at all")
	}
	ready := newVault(t, keys)
	if opened, err := first.Open(place, ready.Seal(place, []byte("6402051204859001"))); err != nil {
		t.Errorf("the added key seals already: %q (%v)", opened, err)
	}
	keys.Rotate(today)
	sealed := newVault(t, keys).Seal(place, []byte("6402051204859001"))
	if opened, err := ready.Open(place, sealed); err != nil || string(opened) != "6402051204859001" {
		t.Errorf("what it seals after the rotation opens before it as %q (%v)", opened, err)
	}
	if !keys.Add(today) || keys.Retire() != 1 {
		t.Error("the rotation did more than take the added key")
	}
	if _, err := newVault(t, keys).Open(place, sealed); err != nil {
		t.Errorf("the current key is retired: %v", err)
	}
}

func TestVaultAfterRetirement(t *testing.T) {
	keys := NewKeyring(today)
	old := newVault(t, keys).Seal(place, []byte("6402051204859001"))
	if n := keys.Retire(); n != 0 {
		t.Errorf("of a single key %d are retired", n)
	}
	keys.Rotate(today)
	keys.Rotate(today)
	fresh := newVault(t, keys).Seal(place, []byte("6402051204859001"))
	if n := keys.Retire(); n != 2 {
		t.Errorf("%d keys are retired", n)
	}
	after := newVault(t, keys)
	if _, err := after.Open(place, old); !errors.Is(err, ErrUnknownKey) {
		t.Errorf("what a retired key sealed: %v", err)
	}
	if _, err := after.Open(place, fresh); err != nil {
		t.Error(err)
	}
	keys.Rotate(today)
	if again := newVault(t, keys).Seal(place, nil); bytes.Equal(again[:keyIDBytes], old[:keyIDBytes]) {
		t.Error("a new key has the number of a retired one")
	}
}

func TestAnotherRingDoesNotOpen(t *testing.T) {
	mine, theirs := newVault(t, NewKeyring(today)), newVault(t, NewKeyring(today))
	if _, err := theirs.Open(place, mine.Seal(place, []byte("secret"))); !errors.Is(err, ErrTampered) {
		t.Errorf("another ring with a key of the same id says %v", err)
	}
}

func TestIndexKeepsKindsRingsAndValuesApart(t *testing.T) {
	v, other := newVault(t, NewKeyring(today)), newVault(t, NewKeyring(today))
	index := v.Index(KindNIK, "6402051204859001")
	if len(index) != 32 || !bytes.Equal(index, v.Index(KindNIK, "6402051204859001")) {
		t.Errorf("the index %x is not always the same", index)
	}
	for name, unlike := range map[string][]byte{
		"another kind":  v.Index(KindKK, "6402051204859001"),
		"another value": v.Index(KindNIK, "6402051204859002"),
		"another ring":  other.Index(KindNIK, "6402051204859001"),
	} {
		if bytes.Equal(index, unlike) {
			t.Errorf("%s has the same index", name)
		}
	}
}

func TestCodeIsDerived(t *testing.T) {
	keys := NewKeyring(today)
	v, other := newVault(t, keys), newVault(t, NewKeyring(today))
	code := v.Code("workers:claim:17:1")
	if len(code) != 9 || code[4] != '-' || strings.Trim(code[:4]+code[5:], codeAlphabet) != "" {
		t.Errorf("a code looks like %q", code)
	}
	keys.Rotate(today)
	if again := newVault(t, keys).Code("workers:claim:17:1"); again != code {
		t.Errorf("after a rotation it is %q, not %q", again, code)
	}
	seen := map[string]bool{other.Code("workers:claim:17:1"): true}
	for version := range 1000 {
		seen[v.Code(fmt.Sprint("workers:claim:17:", version))] = true
	}
	if len(seen) != 1001 {
		t.Errorf("1001 codes are %d", len(seen))
	}
	for _, typed := range []string{code, strings.ToLower(code), " " + strings.ReplaceAll(code, "-", " "), strings.ReplaceAll(code, "-", "")} {
		if parsed, ok := ParseCode(typed); !ok || parsed != code {
			t.Errorf("%q is read as %q, %t", typed, parsed, ok)
		}
	}
}

func TestParseCode(t *testing.T) {
	if code, ok := ParseCode("oil2-3abc"); !ok || code != "0112-3ABC" {
		t.Errorf("slips are read as %q, %t", code, ok)
	}
	for _, wrong := range []string{"", "ABCD-EFG", "ABCD-EFGHJ", "ABCU-EFGH", "🙂BCD-EFG", "6402065205859001"} {
		if code, ok := ParseCode(wrong); ok {
			t.Errorf("%q is read as %q", wrong, code)
		}
	}
}

// FuzzParseCode holds that whatever passes for a claim code is one as Code writes it, and is read again as itself.
func FuzzParseCode(f *testing.F) {
	for _, seed := range []string{"7K2P-9XQ0", "7k2p 9xqo", "ilo-", "\xff", "ŀŀŀŀŀŀŀŀ"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		code, ok := ParseCode(text)
		if !ok {
			if code != "" {
				t.Errorf("%q is none, and %q", text, code)
			}
			return
		}
		again, ok := ParseCode(code)
		if !ok || again != code || len(code) != codeLength+1 || strings.Trim(code, codeAlphabet+"-") != "" {
			t.Errorf("%q is read as %q, and that as %q", text, code, again)
		}
	})
}
