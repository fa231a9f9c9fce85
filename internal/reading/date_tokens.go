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
	year    bool // "tahun" came before the last number
	strange bool // a word between the parts was not understood
	hedged  bool // "bukan", "sekitar": words that take some of the meaning away
}

var dateToken = regexp.MustCompile(`\d+|\p{L}+`)

// relativeDay is the text without courtesies, to be looked up among the days named from today.
func relativeDay(text string) string {
	return strings.Join(without(words(text), courtesy, set(`pada pd tgl tanggal saya sy`)), " ")
}

func dateTokens(text string) dateText {
	tokens := dateToken.FindAllString(collapse(plain(text)), -1)
	var d dateText
	strange := false
	for i := 0; i < len(tokens); i++ {
		token := tokens[i]
		part := datePart{text: token}
		switch {
		case isWord(token):
			if n, taken := smallNumber(tokens[i:]); taken > 0 && n > 0 {
				part.text = strconv.Itoa(n)
				i += taken - 1
				break
			}
			part.month = monthOf(token)
			if part.month == 0 {
				d.hedged = d.hedged || (denials[token] || roughly[token]) && !courtesy[token]
				strange = strange || !dateTalk[token] && !courtesy[token] && !self[token]
				continue
			}
		}
		d.strange = d.strange || strange && len(d.parts) > 0
		strange = false
		if part.month == 0 && d.age == 0 {
			before, after := tokenAt(tokens, i-1), tokenAt(tokens, i+1)
			if len(part.text) <= 3 && (ageBefore[before] || ageAfter[after] && !ageAfter[before]) {
				d.age = number(part.text)
			}
			d.year = ageAfter[before]
		}
		d.parts = append(d.parts, part)
	}
	return d
}

func tokenAt(tokens []string, i int) string {
	if i < 0 || i >= len(tokens) {
		return ""
	}
	return tokens[i]
}

// monthOf is the month a word names, also shortened or misspelt where only one month is meant; 0 for any other word.
func monthOf(word string) int {
	if m := monthNames[word]; m > 0 || len(word) < 4 || dateTalk[word] || courtesy[word] {
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
