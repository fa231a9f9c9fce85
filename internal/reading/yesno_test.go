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
			"agree", "I agree", "Yes, I agree", "aggree", "i agre", "agreed", "I accept", "I do", "right", "that is right", "That's right",
			"yes, that is right", "correct", "yes correct", "it's correct", "sure", "I am sure", "yes sure", "yes please",
			"ok, thank you", "yes, thank you", "go on", "continue",
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
			"disagree", "I disagree", "i disaggree", "No, I disagree", "not agree", "I do not agree", "I don't agree", "No, I do not agree", "i dont",
			"do not agree", "I have not agreed", "I cannot agree", "I can't accept", "I won't continue", "never agree",
			"not right", "that is not right", "That isn't right", "no, that is not correct", "it's not correct", "not correct",
			"wrong", "that's wrong", "no, wrong", "incorrect", "I refuse", "no thank you", "no, thanks", "no please",
		},
		Already: {
			"sudah", "sdh", "udh", "udah", "dah", "uda", "sud", "telah", "wis", "uwis", "sampun", "sudah pak", "udah dong",
			"sudah bayar", "iya sudah",
			"iya sdh", "already", "yes already", "sudah punya", "sudah ada", "sudah pernah", "sudah daftar", "alhamdulillah sudah", "suda", "beres",
		},
		NotYet: {
			"belum", "blm", "blum", "belom", "blom", "belum pak", "blm bu", "belum bayar", "belum ada", "belum punya",
			"belum pernah", "durung", "dereng",
			"balum", "nanti", "nanti saja", "nanti dulu", "jangan dulu", "not yet", "not now", "later", "tidak, belum", "belum ya", "belum setuju",
			"belum mau",
		},
		Unclear: {
			"", " ", "iya tapi besok", "iya tapi", "tapi", "tidak tahu", "ga tau", "gatau", "kurang tahu", "mungkin",
			"terserah", "boleh?", "ya?", "boleh tidak",
			"boleh ga", "iya tidak", "ya tidak", "bukan tidak mau", "gapapa", "tidak apa apa", "ya sudah", "yaudah",
			"kalau boleh", "apa", "maksudnya",
			"1", "2", "nomor 1", "saya", "pak", "terima kasih", "bayar", "daftar", "tidak 👍", "iya 👎", "👍👎", "🙏",
			"insya allah", "yamaha", "nokia",
			"Yadi", "tono", "petani", "y n", "jangan dikirim ke kantor", "lupa", "I", "not sure", "I'm not sure", "I am not sure", "sure not", "not wrong", "not disagree", "I do not disagree",
			"I do disagree", "I don't know", "I do not know", "please correct", "correct it", "correct my name", "correct data", "I correct",
			"I want to correct", "is that right", "right?", "right now", "agree but later", "I agree but", "agree if free", "agree not",
			"agree or disagree", "agreement", "hardly agree", "correction", "tidak salah", "besok", "ya mungkin",
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
