package reading

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold is the form in which two texts are compared: lower case without accents, words of letters and digits parted by single
// spaces, everything else gone. A letter written three times or more counts once ("yaaa" is "ya"); "orang2" stays one word,
// "jum'at" becomes "jumat" and the keycap 2️⃣ becomes "2". Fold(Fold(s)) is Fold(s).
func Fold(text string) string {
	return strings.Join(strings.FieldsFunc(collapse(plain(text)), func(r rune) bool { return !isWordRune(r) }), " ")
}

// plain is text in lower case and compatibility form, without accents, joiners and apostrophes, but with its punctuation.
func plain(text string) string {
	if isASCII(text) { // which has but one form
		return strings.TrimSpace(strings.Map(plainASCII, text))
	}
	text = norm.NFKD.String(strings.ToLower(norm.NFKC.String(text)))
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) || strings.ContainsRune("'`´‘’ʼʻ", r):
			return -1
		case unicode.Is(unicode.Pd, r) || r == '−':
			return '-'
		case unicode.IsSpace(r):
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, " "))
	return strings.TrimSpace(norm.NFKC.String(text))
}

func isASCII(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return r >= utf8.RuneSelf })
}

func plainASCII(r rune) rune {
	switch {
	case r == '\'' || r == '`':
		return -1
	case unicode.IsSpace(r):
		return ' '
	}
	return unicode.ToLower(r)
}

// collapse writes a letter that stands three times or more in a row once. Digits are left alone: 1000000 is a number.
func collapse(text string) string {
	runes := []rune(text)
	kept := runes[:0:0]
	for i := 0; i < len(runes); {
		end := i
		for end < len(runes) && runes[end] == runes[i] {
			end++
		}
		if end-i >= 3 && unicode.IsLetter(runes[i]) {
			kept = append(kept, runes[i])
		} else {
			kept = append(kept, runes[i:end]...)
		}
		i = end
	}
	return string(kept)
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
