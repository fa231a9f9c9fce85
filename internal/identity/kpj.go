package identity

import (
	"strings"
	"unicode/utf8"
)

// KPJ is the membership number on a BPJS Ketenagakerjaan card: eleven digits, with capital letters among them on old
// Jamsostek cards. The working key of a member is the NIK; a KPJ is only ever extra.
type KPJ struct{ number }

// ParseKPJ reads a KPJ, small letters and separators allowed. The error is an *Error with reason Length or Letters.
func ParseKPJ(text string) (KPJ, error) {
	text = strings.ToUpper(strings.Map(dropSeparator, text))
	count := utf8.RuneCountInString(text)
	switch {
	case countDigits(text) == 0 || strings.ContainsFunc(text, notKPJ):
		return KPJ{}, &Error{KindKPJ, Letters, count}
	case count != 11:
		return KPJ{}, &Error{KindKPJ, Length, count}
	}
	return KPJ{number{text}}, nil
}

func notKPJ(r rune) bool { return !isDigit(r) && (r < 'A' || r > 'Z') }
