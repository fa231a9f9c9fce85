package reading

import (
	"slices"
	"strings"
	"unicode"
)

// Surmise is what a short message is probably about, by the words in it: "siapa yang bayar bulan depan" is about Status. It may be wrong, and
// speaks only where nothing else reads the message; whoever goes by it should let the person say otherwise. It reads at most twelve words.
func Surmise(text string) (Intent, bool) {
	guess, ok := surmise(text)
	return guess.intent, ok
}

// Beside is what a short message is about that is said in place of an answer to a question that takes almost any words, such as one for a name:
// Surmise of a question, or of what nobody would answer ("nanti saja", "lupa nik").
func Beside(text string) (Intent, bool) {
	guess, ok := surmise(text)
	if !ok || !guess.sure && !Asks(text) {
		return "", false
	}
	return guess.intent, true
}

// Asks says whether a text is a question, by its mark, its first word, or a last one such as in "aman gak".
func Asks(text string) bool {
	core := without(words(text), courtesy, self)
	if strings.HasSuffix(strings.TrimRightFunc(text, func(r rune) bool { return r != '?' && !unicode.IsLetter(r) && !unicode.IsDigit(r) }), "?") {
		return true
	}
	return len(core) > 0 && (askingFirst[core[0]] || askingLast[core[len(core)-1]])
}

var (
	askingFirst = set(`
		kenapa knp mengapa ngapain apa apakah siapa siapakah kapan kpn berapa brp gimana gmn bagaimana bgmn dimana mana bisakah bolehkah haruskah adakah
		why what how who when where is are do does can must
	`)
	askingLast = set(`gak ga gk nggak ngga enggak tidak tdk kada ndak kah kan apa kenapa knp kapan siapa berapa brp gimana gmn mana dimana`)
)

// Talks says whether a text sounds like something that is said to somebody rather than a name: a question, or with words of oneself, of a no, or
// of what is asked here. Some people are called so all the same.
func Talks(text string) bool {
	return Asks(text) || slices.ContainsFunc(words(text), func(word string) bool { return denials[word] || talk[word] })
}

var talk = set(`
	saya sya aku gue ulun kami kita minta mohon tolong bisa pengen ingin ini itu
	kalau kalo klo lupa salah takut sudah sdh udah lagi masih nanti besok tadi ganti bayar ktp kk nik hp bpjs iuran bantuan daftar nama namanya tahu tau
	boleh harus kasih tanya ketik pesan sinyal susah sulit capek cape
	my the name forgot do can have know
`)

// surmise is the first of the guesses that fits.
func surmise(text string) (guess, bool) {
	all := words(text)
	switch {
	case len(all) == 0 && strings.ContainsFunc(text, isPicture):
		return guess{intent: Ok}, true // 👍
	case len(all) > longest || isAddress(all):
		return guess{}, false
	}
	said, core := strings.Join(without(all, courtesy), " "), strings.Join(without(all, courtesy, self), " ")
	for _, g := range surmises {
		if slices.Contains(g.phrases, said) || slices.Contains(g.phrases, core) || len(g.groups) > 0 && g.fits(all) {
			return g, true
		}
	}
	return guess{}, false
}

func isPicture(r rune) bool { return unicode.Is(unicode.So, r) }

// guess is an intent, and what it is known by: phrases that are the whole message, courtesies aside, or groups of words, of each of which one
// has to be said. A sure one is no answer to anything.
type guess struct {
	intent  Intent
	phrases []string
	groups  []map[string]bool
	sure    bool
}

func (g guess) fits(all []string) bool {
	return !slices.ContainsFunc(g.groups, func(group map[string]bool) bool {
		return !slices.ContainsFunc(all, func(word string) bool { return group[word] })
	})
}
