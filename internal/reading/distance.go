package reading

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Distance is the number of slips of the finger between two words: a letter missing, added, mistaken, or two neighbours swapped.
// It counts letters, not bytes (Damerau and Levenshtein's distance in its optimal string alignment form).
func Distance(a, b string) int {
	from, to := []rune(a), []rune(b)
	var before []int
	last := make([]int, len(to)+1)
	for j := range last {
		last[j] = j
	}
	for i := range from {
		row := make([]int, len(to)+1)
		row[0] = i + 1
		for j := range to {
			cost := 1
			if from[i] == to[j] {
				cost = 0
			}
			row[j+1] = min(last[j+1]+1, row[j]+1, last[j]+cost)
			if i > 0 && j > 0 && from[i] == to[j-1] && from[i-1] == to[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last = last, row
	}
	return last[len(to)]
}

// maxSlips is the most slips that isTypo lets pass.
const maxSlips = 2

// isTypo says whether typed is word with so few slips that nobody would take it for another: one from four letters, two from
// eight. Digits do not slip, since "2 bulan" is not a misspelt "3 bulan", nor does a denial: "isn't right" is no "is right".
func isTypo(typed, word string) bool {
	allowed := 0
	switch n := min(utf8.RuneCountInString(typed), utf8.RuneCountInString(word)); {
	case n >= 8:
		allowed = maxSlips
	case n >= 4:
		allowed = 1
	}
	gap := len(typed) - len(word)
	if allowed == 0 || max(gap, -gap) > 4*allowed || digits(typed) != digits(word) || denies(typed) && !denies(word) {
		return false
	}
	return Distance(typed, word) <= allowed
}

func denies(text string) bool {
	return slices.ContainsFunc(strings.Fields(text), func(word string) bool { return denials[word] })
}

// digits is the digits of a text, in order.
func digits(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return r
		}
		return -1
	}, text)
}
