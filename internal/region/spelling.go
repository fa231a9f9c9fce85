package region

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// spelling is a name in the ways in which two spellings of it are compared.
type spelling struct {
	words []string // small letters, abbreviations that cannot be guessed written out, numerals as on the map
	plain string   // the words run together
	sound string   // plain, with spellings that sound alike made one
}

func spell(text string) spelling {
	words := wordPattern.FindAllString(strings.ToLower(text), -1)
	for i, word := range words {
		if written, ok := writtenOut[word]; ok && len(words) > 1 {
			words[i] = written
		}
	}
	plain := strings.Join(words, "")
	return spelling{words, plain, single(sounds.Replace(plain))}
}

// wordPattern also parts "bangun2".
var wordPattern = regexp.MustCompile(`\pL+|\d+`)

// writtenOut has the short forms that are not made of the word's own consonants.
var writtenOut = map[string]string{
	"1": "i", "2": "ii", "3": "iii", "4": "iv", "5": "v", "6": "vi",
	"sei": "sungai", "sui": "sungai", "ma": "muara",
}

// sounds are the spelling of before 1972, Dayak q beside k, and the h of Sanskrit words.
var sounds = strings.NewReplacer("oe", "u", "dj", "j", "tj", "c", "q", "k", "bh", "b", "dh", "d")

// single makes a doubled letter one, but not i, which counts: Kota Bangun II.
func single(text string) string {
	var out strings.Builder
	var last rune
	for _, letter := range text {
		if letter != last || letter == 'i' {
			out.WriteRune(letter)
		}
		last = letter
	}
	return out.String()
}

// bare is the name alone of what was typed: "desa Perian, kec. Muara Muntai" becomes "Perian".
func bare(text string) string {
	text, _, _ = strings.Cut(text, ",")
	words := wordPattern.FindAllString(strings.ToLower(text), -1)
	for len(words) > 0 && slices.Contains(before, words[0]) {
		words = words[1:]
	}
	if end := slices.IndexFunc(words, func(word string) bool { return slices.Contains(larger, word) }); end > 0 {
		words = words[:end]
	}
	return strings.Join(words, " ")
}

// before is what stands before a name, larger what introduces the larger area after it.
var (
	before = []string{"di", "desa", "ds", "kel", "kelurahan", "kec", "kecamatan"}
	larger = []string{"kec", "kecamatan", "kab", "kabupaten"}
)

// allowedSlips is how many slips of the finger a name of that length may suffer before it could be another.
func allowedSlips(name string) int {
	switch letters := utf8.RuneCountInString(name); {
	case letters >= 8:
		return 2
	case letters >= 4:
		return 1
	default:
		return 0
	}
}
