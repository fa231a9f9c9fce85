package record

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestFindCode(t *testing.T) {
	for _, text := range []string{
		"K7M-3QP", "k7m3qp", " k7m 3qp ", "K7M – 3QP", "k7m—3qp", "Kode: K7M-3QP.", "pak ini benar? kode nya K7M3QP", "(K7M-3QP)",
		"t.me/JagaEtamBot?start=resmi-K7M3QP", "resmi-K7M3QP", "K7M\u2011\u200b3QP",
		"Bapak/Ibu, iuran Januari Rp16.800 dibayar paling lambat 15 Januari 2027.\n\nPesan resmi K7M-3QP",
	} {
		if code, ok := FindCode(text); !ok || code != "K7M3QP" {
			t.Errorf("in %q it finds %q", text, code)
		}
	}
	for _, text := range []string{
		"", "tempat", "HANGAT", "tem-pat", "347-679", "0812-347-679", "cek 974 orang", "jan 497 kali", "kode k7m 3qp ya", "JE-000017-4", "7K2P-9XQ4", "K7M-3QPA",
		"A-K7M-3QP-4", "K7M-30P", "KT 3647 AC", "KT3647AC", "6402064708859041", "RT 3-4", "K7-M3QP", "rp16.800", "3 jam",
	} {
		if code, ok := FindCode(text); ok {
			t.Errorf("in %q it finds %q", text, code)
		}
	}
}

// TestCodesAreFound: whatever is drawn is found again as it is shown and in its link, and holds nothing that is taken for something else.
func TestCodesAreFound(t *testing.T) {
	for range 10_000 {
		code := NewCode()
		for _, text := range []string{"Kode " + code.String(), strings.ToLower(string(code)), code.Link()} {
			if found, ok := FindCode(text); !ok || found != code {
				t.Fatalf("in %q it finds %q", text, found)
			}
		}
		if strings.ContainsAny(string(code), "0O1IL2Z5S8BUV") {
			t.Fatalf("%s is misread", code)
		}
	}
}

func FuzzFindCode(f *testing.F) {
	for _, seed := range []string{"K7M-3QP", "resmi-", "-", "k7m 3qp", "\xff"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		code, ok := FindCode(text)
		if again, err := ParseCode(string(code)); ok != (err == nil && again == code) {
			t.Errorf("in %q it finds %q", text, code)
		}
	})
}

func TestWordsAreNoCodes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[A-Za-z]{1,9}|[0-9]{1,9}|[0-9]{3}-[0-9]{3}|[A-Za-z]{3}-[A-Za-z]{3}`).Draw(t, "word")
		if code, ok := FindCode(text); ok {
			t.Errorf("%q is taken for %s", text, code)
		}
	})
}
