package identity

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestParseName(t *testing.T) {
	for text, want := range map[string]Name{
		"Siti":                       "Siti",
		"  Budi \n  Santoso ":        "Budi Santoso",
		"NUR'AINI BINTI ABD. KADIR":  "NUR'AINI BINTI ABD. KADIR",
		"H. Abd. Rahman, S.Pd.":      "H. Abd. Rahman, S.Pd.",
		"Ma’rifah":                   "Ma’rifah",
		"Siti Nur-Halimah":           "Siti Nur-Halimah",
		"- Budi Santoso,":            "Budi Santoso",
		"Budi 🙏🏽 Santoso ❤️":         "Budi Santoso",
		"José Ramón":                 "José Ramón",
		"Jose\u0301":                 "Jose\u0301",
		"Nur`aini":                   "Nur`aini",
		"Budi\xff":                   "Budi",
		"'Aisyah":                    "'Aisyah",
		"O":                          "O",
		"Mulia Tidak":                "Mulia Tidak",
		strings.Repeat("é", MaxName): Name(strings.Repeat("é", MaxName)),
	} {
		if name, err := ParseName(text); err != nil || name != want {
			t.Errorf("%q reads as %q (%v), want %q", text, name, err, want)
		}
	}
	for text, want := range map[string]Error{
		"":                             {KindName, Empty, 0},
		" \u200b ":                     {KindName, Empty, 0},
		"🙏🏽❤️👨‍👩‍👧":                    {KindName, Empty, 0},
		"...":                          {KindName, Empty, 0},
		"6402":                         {KindName, Digits, 4},
		"Budi2":                        {KindName, Digits, 5},
		"Budi²":                        {KindName, Digits, 5},
		"=HYPERLINK(A)":                {KindName, Symbols, 13},
		"<b>Budi</b>":                  {KindName, Symbols, 11},
		"budi@desa":                    {KindName, Symbols, 9},
		"/batal":                       {KindName, NotName, 6},
		"Batal":                        {KindName, NotName, 5},
		"y":                            {KindName, NotName, 1},
		"nama siapa?":                  {KindName, NotName, 11},
		"kenapa ditanya":               {KindName, NotName, 14},
		strings.Repeat("é", MaxName+1): {KindName, Length, MaxName + 1},
	} {
		_, err := ParseName(text)
		wantError(t, err, want)
	}
}

func TestFirst(t *testing.T) {
	for name, want := range map[Name]string{
		"Budi Santoso": "Budi", "SITI AMINAH": "Siti", "siti": "Siti", "H. Abd. RAHMAN, S.Pd": "Rahman", "Muh. Said": "Said",
		"A.Rahman": "Rahman", "Hj Nur'aini": "Nur'aini", "NUR'AINI": "Nur'aini", "DR. Ir. H. Joko": "Joko", "McDonald": "McDonald",
		"O": "O", "H.": "H", "élan": "Élan", "": "",
	} {
		if got := name.First(); got != want {
			t.Errorf("%q is called %q, want %q", name, got, want)
		}
	}
}

func TestNamesAreNotLogged(t *testing.T) {
	var out bytes.Buffer
	slog.New(slog.NewTextHandler(&out, nil)).Info("worker", "name", Name("Budi Santoso"))
	if strings.Contains(out.String(), "Budi") {
		t.Error(out.String())
	}
}

func FuzzParseName(f *testing.F) {
	for _, text := range []string{"H. Abd. Rahman, S.Pd", "Nur'aini", "🙏🏽", ", , -", "\xff", "ǅ", "ß", "/start", "- /x", "- batal"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		name, err := ParseName(text)
		if err != nil {
			return
		}
		if !utf8.ValidString(string(name)) || utf8.RuneCountInString(string(name)) > MaxName || name.First() == "" {
			t.Errorf("%q reads as %q, called %q", text, name, name.First())
		}
		if again, err := ParseName(string(name)); err != nil || again != name {
			t.Errorf("%q reads as %q, which reads as %q (%v)", text, name, again, err)
		}
	})
}
