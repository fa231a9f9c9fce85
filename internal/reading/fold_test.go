package reading

import (
	"testing"
	"unicode/utf8"
)

func TestFold(t *testing.T) {
	for typed, want := range map[string]string{
		"":                        "",
		"   ":                     "",
		"Ya":                      "ya",
		"  YA,  Pak!! ":           "ya pak",
		"yaaaa":                   "ya",
		"iyaaaaa dooong":          "iya dong",
		"okee":                    "okee",
		"siiiip 👍🏽":               "sip",
		"jum'at":                  "jumat",
		"Jum’at":                  "jumat",
		"do`a":                    "doa",
		"orang2":                  "orang2",
		"orang²":                  "orang2",
		"teman-teman":             "teman teman",
		"2️⃣":                     "2",
		"1️⃣ Daftar bantuan":      "1 daftar bantuan",
		"①":                       "1",
		"１２３":                     "123",
		"ＰＥＴＡＮＩ":                  "petani",
		"𝐏𝐞𝐭𝐚𝐧𝐢":                  "petani",
		"café":                    "cafe",
		"a\u20ddb":                "ab",
		"cafe\u0301":              "cafe",
		"Sépaku":                  "sepaku",
		"1000000":                 "1000000",
		"Rp1.500.000,-":           "rp1 500 000",
		"a.n. Budi":               "a n budi",
		"tdk.":                    "tdk",
		"ya\u200b":                "ya",
		"y\u200da":                "ya",
		"ya\u00a0pak":             "ya pak",
		"ya\npak\tbu":             "ya pak bu",
		"🙏🙏🙏":                     "",
		"ﬁsh":                     "fish",
		"İya":                     "iya",
		"/batal":                  "batal",
		"/batal@JagaEtam_bot":     "batal jagaetam bot",
		"RT.03/RW.01":             "rt 03 rw 01",
		"___":                     "",
		"ya_pak":                  "ya pak",
		"½":                       "1 2",
		"Петани":                  "петани",
		"\xff\xfe":                "",
		"nda' mau":                "nda mau",
		"Loa Duri – Ilir":         "loa duri ilir",
		"wwwww.situs.com":         "w situs com",
		"haiii\u0301\u0301\u0301": "hai",
	} {
		if got := Fold(typed); got != want {
			t.Errorf("Fold(%q) = %q, want %q", typed, got, want)
		}
	}
}

func FuzzFold(f *testing.F) {
	for _, seed := range []string{
		"Yaaa, Pak 👍🏽", "jum'at 2️⃣", "İ ǅ ß ſ ΐ", "a\u0301\u0323\u200b'a", "\xff", "᾿Α", "ʼn ʹʹʹ",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		once := Fold(text)
		if twice := Fold(once); twice != once {
			t.Errorf("Fold(%q) = %q, folded again %q", text, once, twice)
		}
		if !utf8.ValidString(once) {
			t.Errorf("Fold(%q) = %q is no text", text, once)
		}
	})
}
