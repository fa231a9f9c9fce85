package reading

import (
	"regexp"
	"strings"
)

var (
	belowZero   = regexp.MustCompile(`^(rp\.? ?)?-(rp\.? ?)?\d|^minus\b`)
	centsDash   = regexp.MustCompile(`[.,](-+|=)`)   // the ",-" after whole rupiah
	spaceGroups = regexp.MustCompile(`\d+(?: \d+)+`) // 1 500 000
	threes      = regexp.MustCompile(`^\d{1,3}(?: \d{3})+$`)
	doubled     = regexp.MustCompile(`\b(kira|rata|masing|kurang)2\b`) // "rata2" is a word, not two of anything
	moneyToken  = regexp.MustCompile(`\d+(?:[.,]\d+)*|\p{L}+|[-/@]`)
)

// moneyTokens is a text cut into numbers, words and the signs - / @.
func moneyTokens(text string) []string {
	text = strings.NewReplacer("1⁄2", " setengah ", "1/2", " setengah ", "±", " sekitar ", "~", " sekitar ", "s/d", " sampai ").Replace(collapse(plain(text)))
	text = centsDash.ReplaceAllString(text, " ")
	text = doubled.ReplaceAllString(text, "$1")
	text = spaceGroups.ReplaceAllStringFunc(text, func(digits string) string {
		if threes.MatchString(digits) {
			return strings.ReplaceAll(digits, " ", "")
		}
		return digits
	})
	return moneyToken.FindAllString(text, -1)
}
