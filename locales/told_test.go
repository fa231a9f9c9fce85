package locales_test

import (
	"regexp"
	"testing"

	"jagaetam/internal/reading"
)

// told finds the words a text tells people to type.
var told = regexp.MustCompile(`(?:[Kk]etik|[Tt]ype| atau| or) <b>([a-z]+)</b>|(?m:^)<b>([a-z]+)</b> –`)

func TestWordsThatAreToldAreUnderstood(t *testing.T) {
	seen := map[string]bool{}
	each(t, "x", func(t *testing.T, lang, key, text string) {
		for _, found := range told.FindAllStringSubmatch(text, -1) {
			word := found[1] + found[2]
			seen[word] = true
			if _, ok := reading.IntentOf(word); !ok {
				t.Errorf("%s in %s tells people to type %q, which nothing understands", key, lang, word)
			}
		}
	})
	for _, word := range []string{
		"kembali", "ulang", "batal", "menu", "petugas", "status", "bantuan", "privasi", "daftar",
		"back", "restart", "cancel", "officer", "help", "privacy", "register",
	} {
		if !seen[word] {
			t.Errorf("no text tells of %q any more", word)
		}
	}
}
