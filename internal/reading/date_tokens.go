package reading

import (
	"regexp"
	"strconv"
	"strings"
)

// datePart is a number or a month name. Everything else in a date is talk.
type datePart struct {
	text  string // the digits
	month int    // 1 to 12 for a name
}

// dateText is the parts of a text that may make a date.
type dateText struct {
	parts   []datePart
	age     int  // the number beside "umur" or "tahun", 0 where there is none
	ageAt   int  // its place among the parts
	year    bool // "tahun" came before the last number
	strange bool // a word between the parts was not understood
	hedged  bool // "bukan", "sekitar": words that take some of the meaning away
}

var dateToken = regexp.MustCompile(`\d+|\p{L}+`)

// relativeDay is the text without courtesies, to be looked up among the days named from today.
func relativeDay(text string) string {
	return strings.Join(without(words(text), courtesy, dayTalk), " ")
}

// dateTokens finds the parts of a date and what the words around them say about them.
func dateTokens(text string) dateText {
	tokens := dateToken.FindAllString(collapse(plain(text)), -1)
	var d dateText
	strange := false
	for at := 0; at < len(tokens); {
		part, taken := partOf(tokens[at:])
		if taken == 0 {
			strange = d.talk(tokens[at]) || strange
			at++
			continue
		}
		d.strange = d.strange || strange && len(d.parts) > 0
		strange = false
		if part.month == 0 {
			d.label(tokenAt(tokens, at-1), part.text, tokenAt(tokens, at+taken))
		}
		d.parts = append(d.parts, part)
		at += taken
	}
	return d
}

// partOf is the part of a date that the tokens begin with, and how many of them it is.
func partOf(tokens []string) (part datePart, taken int) {
	if !isWord(tokens[0]) {
		return datePart{text: tokens[0]}, 1
	}
	if n, taken := smallNumber(tokens); n > 0 {
		return datePart{text: strconv.Itoa(n)}, taken
	}
	if m := monthOf(tokens[0]); m > 0 {
		return datePart{month: m}, 1
	}
	return datePart{}, 0
}

// talk takes a word that is no part of the date, and says whether it was not understood.
func (d *dateText) talk(word string) bool {
	d.hedged = d.hedged || (denials[word] || roughly[word]) && !courtesy[word]
	return !dateTalk[word] && !ageBefore[word] && !courtesy[word] && !self[word]
}

// label notes whether the words before and after a number make it an age or a year.
func (d *dateText) label(before, digits, after string) {
	if len(digits) <= 3 && (ageBefore[before] || ageAfter[after]) {
		d.age, d.ageAt = number(digits), len(d.parts)
	}
	d.year = ageAfter[before]
}

func tokenAt(tokens []string, i int) string {
	if i < 0 || i >= len(tokens) {
		return ""
	}
	return tokens[i]
}

// monthOf is the month a word names, also shortened or misspelt where only one month is meant; 0 for any other word.
func monthOf(word string) int {
	if m := monthNames[word]; m > 0 || len(word) < 4 {
		return m
	}
	found := 0
	for name, m := range monthNames {
		if len(name) >= 4 && (isTypo(word, name) || strings.HasPrefix(name, word)) {
			if found != 0 && found != m {
				return 0
			}
			found = m
		}
	}
	return found
}
