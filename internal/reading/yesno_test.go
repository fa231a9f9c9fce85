package reading

import (
	"slices"
	"testing"
)

func TestYesNo(t *testing.T) {
	for want, texts := range map[Answer][]string{
		Yes: {
			"y", "Y", "ya", "yaa", "yaaaa", "iya", "iyaa", "iyah", "iyak", "iyap", "yap", "yup", "yoi", "ea", "yes", "ok",
			"oke", "okee", "okey", "OKEEE",
			"sip", "siap", "baik", "setuju", "setju", "stuju", "betul", "btul", "benar", "bener", "bnr", "lanjut", "gas",
			"gasss", "boleh", "mau", "maw",
			"ya pak", "iya bu", "iya benar pak", "ok setuju", "boleh dong", "mau dong kak", "saya mau", "saya setuju",
			"siap pak", "ya setuju", "iya iya",
			"ya ya", "betul sekali", "benar semua", "sudah benar", "udah bener pak", "sdh betul", "iya sudah benar",
			"sudah sesuai datanya", "sudah setuju",
			"ya, saya bersedia", "iya makasih", "ok terima kasih", "baik, lanjut", "ada", "punya", "pernah", "ya ada",
			"iya punya", "mau daftar",
			"inggih", "nggih", "nggih pak", "injih", "hakun", "bujur", "kawa", "handak", "leres",
			"👍", "👍🏽", "✅", "👌", "👍👍", "setuju 👍", "iya 🙏", "pak ya", "silakan", "tidak masalah",
		},
		No: {
			"t", "g", "n", "no", "tidak", "Tidak.", "tdk", "tdak", "gak", "ga", "nggak", "ngga", "enggak", "kagak", "kaga",
			"ndak", "nda", "bukan",
			"jangan", "jgn", "ga mau", "gak mau", "gausah", "ga usah", "ndak usah", "gamau", "tidak mau", "tidak setuju",
			"ga setuju", "gak setuju pak",
			"tdk benar", "tidak benar", "bukan begitu", "bukan itu", "tidak pak", "nggak bu", "tidak ya", "ga ya",
			"tidak, terima kasih", "ogah", "tidak ada",
			"ga ada", "gaada", "tidak punya", "tidak pernah", "tidak boleh", "tidak jadi", "tidak sesuai", "ngga deh",
			"ngga bener", "tidak tidak", "enggak ah", "endak pak",
			"salah", "ada yang salah", "datanya salah", "belum benar", "belum sesuai",
			"kada", "kadak", "endik", "ndik", "hik", "kada hakun", "ndik mau", "mboten", "ora", "ra", "ora gelem", "emoh",
			"👎", "👎🏾", "❌", "tidak ❌", "tidak, saya tidak mau",
		},
		Already: {
			"sudah", "sdh", "udh", "udah", "dah", "uda", "sud", "telah", "wis", "uwis", "sampun", "sudah pak", "udah dong",
			"sudah bayar", "iya sudah",
			"iya sdh", "sudah punya", "sudah ada", "sudah pernah", "sudah daftar", "alhamdulillah sudah", "suda", "beres",
		},
		NotYet: {
			"belum", "blm", "blum", "belom", "blom", "belum pak", "blm bu", "belum bayar", "belum ada", "belum punya",
			"belum pernah", "durung", "dereng",
			"balum", "nanti", "nanti saja", "nanti dulu", "jangan dulu", "tidak, belum", "belum ya", "belum setuju",
			"belum mau",
		},
		Unclear: {
			"", " ", "iya tapi besok", "iya tapi", "tapi", "tidak tahu", "ga tau", "gatau", "kurang tahu", "mungkin",
			"terserah", "boleh?", "ya?", "boleh tidak",
			"boleh ga", "iya tidak", "ya tidak", "bukan tidak mau", "gapapa", "tidak apa apa", "ya sudah", "yaudah",
			"kalau boleh", "apa", "maksudnya",
			"1", "2", "nomor 1", "saya", "pak", "terima kasih", "bayar", "daftar", "tidak 👍", "iya 👎", "👍👎", "🙏",
			"insya allah", "yamaha", "nokia",
			"Yadi", "tono", "petani", "y n", "jangan dikirim ke kantor", "lupa", "tidak salah", "besok", "ya mungkin",
		},
	} {
		for _, text := range texts {
			if got := YesNo(text); got != want {
				t.Errorf("YesNo(%q) = %q, want %q", text, got, want)
			}
		}
	}
}

func TestNoWordAnswersTwoWays(t *testing.T) {
	kinds := make(map[string]rune)
	for kind, entries := range yesNoLexicon {
		for _, entry := range entries {
			if Fold(entry) != entry {
				t.Errorf("%q can never be found: it folds to %q", entry, Fold(entry))
			}
			if other, ok := kinds[entry]; ok && other != kind {
				t.Errorf("%q is listed under %c and %c", entry, other, kind)
			}
			kinds[entry] = kind
		}
	}
}

func FuzzYesNo(f *testing.F) {
	for _, seed := range []string{"iya pak", "tidak setuju 👍", "blm", "?", "ya sudah", "\xff"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := YesNo(text)
		if !slices.Contains([]Answer{Unclear, Yes, No, Already, NotYet}, got) {
			t.Errorf("YesNo(%q) = %q", text, got)
		}
		if again := YesNo(text + " "); again != got {
			t.Errorf("YesNo(%q) = %q, with a space after it %q", text, got, again)
		}
	})
}
