package reading

import (
	"regexp"
	"strings"
)

var (
	belowZero = regexp.MustCompile(`^(rp\.? ?)?-(rp\.? ?)?\d|^minus\b`)

	// The ",-" after whole rupiah.
	centsDash = regexp.MustCompile(`[.,](-+|=)`)

	// "1 500 000" and "500 000" are one number; "500 600" are two.
	spaceParted = regexp.MustCompile(`\d+(?: \d+)+`)
	thousands   = regexp.MustCompile(`^\d{1,3}(?: \d{3})*(?: \d{3} \d{3}| 000)$`)

	// "rata2" is a word, not two of anything.
	doubled = regexp.MustCompile(`\b(kira|rata|masing|kurang)2\b`)

	// "1 koma 5" is dictated.
	spokenComma = regexp.MustCompile(`(\d) koma (\d)`)

	moneyToken = regexp.MustCompile(`\d+(?:[.,]\d+)*|\p{L}+|[-/@]`)
	moneySigns = strings.NewReplacer(
		"1⁄2", " setengah ", "1/2", " setengah ", "±", " sekitar ", "~", " sekitar ", "s/d", " sampai ",
	)
)

// moneyTokens is a text cut into numbers, words and the signs - / @.
func moneyTokens(text string) []string {
	text = moneySigns.Replace(collapse(plain(text)))
	text = spokenComma.ReplaceAllString(text, "$1,$2")
	text = centsDash.ReplaceAllString(text, " ")
	text = doubled.ReplaceAllString(text, "$1")
	text = spaceParted.ReplaceAllStringFunc(text, func(digits string) string {
		if thousands.MatchString(digits) {
			return strings.ReplaceAll(digits, " ", "")
		}
		return digits
	})
	return moneyToken.FindAllString(text, -1)
}
