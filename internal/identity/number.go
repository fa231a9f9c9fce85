package identity

import (
	"fmt"
	"io"
	"log/slog"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// number is a person's number that shows itself only through Reveal. The zero number is none at all.
type number struct{ text string }

// Reveal is the whole number, for the vault, its index and the one person it belongs to.
func (n number) Reveal() string { return n.text }

// Mask shows at most the first four and the last four, such as 6402••••••••9001, and always hides at least as many as it
// shows at the end. The mask of no number is empty.
func (n number) Mask() string {
	if n.IsZero() {
		return ""
	}
	head, rest := n.text[:4], n.text[4:]
	tail := min(4, len(rest)/2)
	hidden := len(rest) - tail
	return head + strings.Repeat("•", hidden) + rest[hidden:]
}

// IsZero says whether there is no number.
func (n number) IsZero() bool { return n.text == "" }

// String is the mask.
func (n number) String() string { return n.Mask() }

// Format prints the mask whatever the verb: without it %d and %#v would print the digits.
func (n number) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, n.Mask()) }

// LogValue logs the mask.
func (n number) LogValue() slog.Value { return slog.StringValue(n.Mask()) }

// MarshalText writes the mask, so that a number that slips into JSON leaks nothing. It cannot be read back.
func (n number) MarshalText() ([]byte, error) { return []byte(n.Mask()), nil }

// label is what people put before a number they were asked for: "NIK : ", "No. KK", "nomor hp =".
var label = regexp.MustCompile(`(?i)^[\s*]*(?:(?:nomor|nmr|no)[\s.]*)?(?:nik|ktp|kk|hp|wa|telp|telepon)?[\s.]*[:=]?`)

// slips are the letters that thumbs and photo-copied cards turn digits into.
var slips = strings.NewReplacer("O", "0", "o", "0", "l", "1", "I", "1", "|", "1")

// tidy is the number meant by the text: without label and separators, slips repaired.
func tidy(text string) string {
	return slips.Replace(strings.Map(dropSeparator, label.ReplaceAllLiteralString(text, "")))
}

// dropSeparator also drops the invisible marks that come along when a number is copied from a web page or a chat.
func dropSeparator(r rune) rune {
	if unicode.IsSpace(r) || unicode.In(r, unicode.Pd, unicode.Cf) || strings.ContainsRune("._()[]", r) {
		return -1
	}
	return r
}

// parse16 reads a number of sixteen digits, which NIK and KK both are.
func parse16(kind Kind, text string) (number, error) {
	digits := tidy(text)
	count := countDigits(digits)
	switch {
	case count < utf8.RuneCountInString(digits):
		return number{}, &Error{kind, Letters, count}
	case count != 16:
		return number{}, &Error{kind, Length, count}
	case strings.Count(digits, digits[:1]) == 16:
		return number{}, &Error{kind, SameDigits, count}
	}
	return number{digits}, nil
}

func countDigits(text string) int {
	count := 0
	for _, r := range text {
		if isDigit(r) {
			count++
		}
	}
	return count
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' }
