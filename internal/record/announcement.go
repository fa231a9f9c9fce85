package record

import (
	"crypto/rand"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
)

// Announcement is something that the office said to many: all reminders of one day, or a broadcast.
type Announcement struct {
	Code Code
	// About names it once: "reminders:" and the day, or "broadcast:" and its number.
	About string
	Kind  Subscription
	// Title is what news are about, in the words of the officer who wrote them.
	Title string
	At    time.Time
}

// Code is what an announcement carries so that anybody can ask the bot whether the office has really said it: six characters of
// codeAlphabet, drawn by chance, a digit and a letter among them, so that no word and no number is taken for one.
type Code string

const (
	// codeAlphabet has no characters that are taken for each other: no 0 and O, no 1, I and L, no 2 and Z, no 5 and S, no 8 and B, no U
	// and V.
	codeAlphabet = "34679ACDEFGHJKMNPQRTWXY"
	codeDigits   = "34679"
	codeLength   = 6
)

// CodeLink is how what a deep link carries begins, before the code without its dash: resmi-K7M3QP.
const CodeLink = "resmi-"

// NewCode draws a code.
func NewCode() Code {
	for {
		if code := drawCode(); code.mixed() {
			return code
		}
	}
}

func drawCode() Code {
	var drawn strings.Builder
	for drawn.Len() < codeLength {
		var one [1]byte
		_, _ = rand.Read(one[:]) // never fails
		if n := int(one[0]); n < 256/len(codeAlphabet)*len(codeAlphabet) {
			drawn.WriteByte(codeAlphabet[n%len(codeAlphabet)])
		}
	}
	return Code(drawn.String())
}

// mixed says whether it has a digit and a letter.
func (c Code) mixed() bool {
	return strings.ContainsAny(string(c), codeDigits) && strings.Trim(string(c), codeDigits) != ""
}

// String is the code as it is shown, such as "K7M-3QP".
func (c Code) String() string {
	if len(c) != codeLength {
		return string(c)
	}
	return string(c[:codeLength/2]) + "-" + string(c[codeLength/2:])
}

// Link is what the deep link carries that asks for it.
func (c Code) Link() string { return CodeLink + string(c) }

// ParseCode reads a code however it is spaced, dashed or cased.
func ParseCode(text string) (Code, error) {
	bare := separators.Replace(strings.ToUpper(text))
	if code := Code(bare); len(bare) == codeLength && strings.Trim(bare, codeAlphabet) == "" && code.mixed() {
		return code, nil
	}
	return "", fmt.Errorf("%q is not a code like %s", text, Code("K7M3QP"))
}

// FindCode is the first code that stands in a text, be it with its dash, without, or in a link; parted by a space only where nothing else
// is said. It reports false where there is none.
func FindCode(text string) (Code, bool) {
	apart := func(r rune) bool { return r != '-' && !unicode.IsLetter(r) && !unicode.IsDigit(r) }
	tokens := strings.FieldsFunc(strings.Map(dashed, strings.ToUpper(text)), apart)
	tokens = slices.DeleteFunc(tokens, func(token string) bool { return strings.Trim(token, "-") == "" })
	if len(tokens) == 2 && len(tokens[0]) == codeLength/2 && len(tokens[1]) == codeLength/2 {
		tokens = []string{tokens[0] + tokens[1]}
	}
	for _, token := range tokens {
		token = strings.Trim(strings.TrimPrefix(token, strings.ToUpper(CodeLink)), "-")
		if i := strings.IndexByte(token, '-'); i >= 0 && (i != codeLength/2 || len(token) != codeLength+1) {
			continue
		}
		if code, err := ParseCode(token); err == nil {
			return code, true
		}
	}
	return "", false
}

// dashed writes every kind of dash as one, and leaves out what cannot be seen.
func dashed(r rune) rune {
	switch {
	case unicode.Is(unicode.Pd, r), r == '−':
		return '-'
	case unicode.Is(unicode.Cf, r):
		return -1
	}
	return r
}
