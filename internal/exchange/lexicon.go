package exchange

import (
	"maps"
	"slices"
	"strings"

	"jagaetam/internal/reading"
)

// lexicon finds what the words in a cell mean.
type lexicon []phrase

type phrase struct {
	meaning string
	words   []string
}

// newLexicon has the longest phrases first, so that "tidak aktif" goes before "aktif".
func newLexicon(words map[string][]string) lexicon {
	var l lexicon
	for _, meaning := range slices.Sorted(maps.Keys(words)) {
		for _, text := range words[meaning] {
			l = append(l, phrase{meaning, strings.Fields(reading.Fold(text))})
		}
	}
	slices.SortStableFunc(l, func(a, b phrase) int { return len(b.words) - len(a.words) })
	return l
}

// denials before a phrase turn it into something else, which the lexicon has to say itself.
var denials = []string{"tidak", "tdk", "belum", "blm", "bukan", "non", "kurang", "not"}

// find is the meaning of the longest phrase that stands in the text and is not denied; where several are as long, of the first one in
// the text. It is empty where there is none.
func (l lexicon) find(text string) string {
	words := strings.Fields(reading.Fold(text))
	meaning, length, place := "", 0, 0
	for _, p := range l {
		if len(p.words) < length {
			break
		}
		at := p.in(words)
		denied := at > 0 && slices.Contains(denials, words[at-1])
		if at >= 0 && !denied && (length == 0 || at < place) {
			meaning, length, place = p.meaning, len(p.words), at
		}
	}
	return meaning
}

// first is the meaning of the phrase that stands first in the text, denied or not.
func (l lexicon) first(text string) string {
	words := strings.Fields(reading.Fold(text))
	meaning, place := "", len(words)
	for _, p := range l {
		if at := p.in(words); at >= 0 && at < place {
			meaning, place = p.meaning, at
		}
	}
	return meaning
}

// in is where the phrase stands among the words; -1 where it does not.
func (p phrase) in(words []string) int {
	for i := range words {
		if len(p.words) > 0 && i+len(p.words) <= len(words) && slices.Equal(p.words, words[i:i+len(p.words)]) {
			return i
		}
	}
	return -1
}
