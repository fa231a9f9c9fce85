package identity

import (
	"strings"
	"unicode/utf8"
)

// Phone is an Indonesian mobile number. It is kept in the national form with its leading 0. Whose telephone it is, it does
// not say: many share one in the family.
type Phone struct{ number }

// ParsePhone reads a mobile number that starts with +62, 62, 0 or 8, separators and brackets allowed, ten to thirteen digits
// in the national form. The error is an *Error with reason Letters, Length, FixedLine or Foreign.
func ParsePhone(text string) (Phone, error) {
	typed := tidy(text)
	digits, international := strings.CutPrefix(typed, "+")
	count := countDigits(digits)
	if count < utf8.RuneCountInString(digits) {
		return Phone{}, &Error{KindPhone, Letters, count}
	}
	if international && !strings.HasPrefix(digits, "62") {
		return Phone{}, &Error{KindPhone, Foreign, count}
	}
	subscriber := subscriberOf(digits)
	switch {
	case len(subscriber) < 8 || len(subscriber) > 12:
		return Phone{}, &Error{KindPhone, Length, count}
	case subscriber[0] != '8' || subscriber[1] == '0':
		return Phone{}, &Error{KindPhone, FixedLine, count}
	case len(subscriber) < 9:
		return Phone{}, &Error{KindPhone, Length, count}
	}
	return Phone{number{"0" + subscriber}}, nil
}

// subscriberOf is the number without country code and leading zero, whichever of them were typed, even both: +62 (0)812.
func subscriberOf(digits string) string {
	digits = strings.TrimPrefix(digits, "00")
	digits = strings.TrimPrefix(digits, "62")
	return strings.TrimPrefix(digits, "0")
}

// Reveal is the number in the form of E.164, +6281234567890; it is what is sealed and indexed.
func (p Phone) Reveal() string {
	if p.IsZero() {
		return ""
	}
	return "+62" + p.text[1:]
}

// Display is the number as people here write it, 0812-3456-7890. It reveals all of it.
func (p Phone) Display() string {
	if p.IsZero() {
		return ""
	}
	return p.text[:4] + "-" + p.text[4:8] + "-" + p.text[8:]
}
