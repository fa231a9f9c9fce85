package sheet

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"jagaetam/internal/civil"
)

// Kind is what a cell holds.
type Kind string

// The kinds there are. In a text file a cell is Text, Blank or Refused.
const (
	Blank   Kind = ""
	Text    Kind = "text"
	Number  Kind = "number"
	Date    Kind = "date"
	Bool    Kind = "bool"
	Refused Kind = "refused" // its value cannot be known; every reader gives the reason
)

// Cell is one cell of a table, read or to be written.
type Cell struct {
	Kind Kind
	Raw  string // as it stands; a Date as 2006-01-02, a Bool as TRUE or FALSE. No value where the cell is Refused

	reason  Reason
	found   int
	mac     bool // dates are counted from 1904
	row, at int
	column  string
}

// TextCell is a cell of text, also where it looks like a number; blank where there are only spaces, refused over MaxText. Control
// characters other than line breaks and tabs are dropped.
func TextCell(text string) Cell {
	text = clean(text)
	if strings.TrimSpace(text) == "" {
		return Cell{}
	}
	if n := utf8.RuneCountInString(text); n > MaxText {
		return Cell{Kind: Refused, reason: TooLong, found: n}
	}
	return Cell{Kind: Text, Raw: text}
}

// NumberCell is a cell that can be reckoned with: an amount, a count. Numbers of people and accounts are text.
func NumberCell(n int64) Cell { return Cell{Kind: Number, Raw: strconv.FormatInt(n, 10)} }

// DateCell is a cell with a day of the calendar, empty for the zero date.
func DateCell(day civil.Date) Cell {
	if day.IsZero() {
		return Cell{}
	}
	return Cell{Kind: Date, Raw: day.String()}
}

func refused(reason Reason) Cell { return Cell{Kind: Refused, reason: reason} }

// IsEmpty says whether the cell has no value: blank, spaces, or the dash that offices put where there is nothing. A refused cell
// is not empty.
func (c Cell) IsEmpty() bool {
	return c.Kind == Blank || c.Kind == Text && strings.TrimFunc(c.Raw, isDash) == ""
}

func isDash(r rune) bool {
	return unicode.IsSpace(r) || unicode.In(r, unicode.Pd, unicode.Cf) || r == '\''
}

// Text is the text of the cell on one line, at most so many characters long. A number is its digits where Excel has kept them all;
// a date is refused, because nobody knows from what Excel made it.
func (c Cell) Text(most int) (string, error) {
	switch {
	case c.Kind == Refused:
		return "", c.fail(c.reason)
	case c.IsEmpty():
		return "", c.fail(Empty)
	case c.Kind == Date:
		return "", c.fail(DateForm)
	case c.Kind == Bool:
		return "", c.fail(NotText)
	case c.Kind == Number && !exact(c.Raw):
		return "", c.fail(NumberForm)
	}
	text := strings.Join(strings.Fields(c.Raw), " ")
	if n := utf8.RuneCountInString(text); n > most {
		err := c.fail(TooLong)
		err.Found = n
		return "", err
	}
	return text, nil
}

// Digits is a number of a person, a card or a telephone, from least to most digits long: as text, with spaces, dots, dashes, a
// leading plus or apostrophe. In a cell with a number there must be no more than the fifteen digits that Excel keeps, so that a
// NIK is never taken from one; zeros at its beginning are lost. Excel may have lost the end of a NIK before it wrote a text, and
// that cannot be seen any more: the caller must hold it against something else.
func (c Cell) Digits(least, most int) (string, error) {
	switch {
	case c.Kind == Refused:
		return "", c.fail(c.reason)
	case c.IsEmpty():
		return "", c.fail(Empty)
	case c.Kind == Date:
		return "", c.fail(DateForm)
	case scientific.MatchString(strings.TrimSpace(c.Raw)), c.Kind == Number && !exact(c.Raw):
		return "", c.fail(NumberForm)
	}
	raw := c.Raw
	if c.Kind == Text {
		raw = strings.TrimPrefix(strings.Map(dropSeparator, raw), "+")
	}
	if strings.ContainsFunc(raw, func(r rune) bool { return r < '0' || r > '9' }) {
		return "", c.fail(NotDigits)
	}
	if len(raw) < least || len(raw) > most {
		err := c.fail(Length)
		err.Found = len(raw)
		return "", err
	}
	return raw, nil
}

func dropSeparator(r rune) rune {
	if unicode.IsSpace(r) || unicode.In(r, unicode.Pd, unicode.Cf) || strings.ContainsRune(".'`’‘", r) {
		return -1
	}
	return r
}

// scientific is how Excel shows a number that is too long for it: 6.40203E+15, with a comma where that is the decimal sign.
var scientific = regexp.MustCompile(`^[+-]?\d+([.,]\d+)?[eE][+-]?\d+$`)

// exact says whether a number of a workbook is one that Excel keeps to the last digit.
func exact(number string) bool {
	digits := strings.TrimLeft(strings.NewReplacer("-", "", ".", "").Replace(number), "0")
	return !scientific.MatchString(number) && len(digits) <= 15
}

// fail is the error of the cell, which knows where it stands.
func (c Cell) fail(reason Reason) *Error {
	e := &Error{Reason: reason, Row: c.row, Line: c.at, Column: c.column}
	if reason == c.reason {
		e.Found = c.found
	}
	return e
}

// clean is text as both forms can hold it.
func clean(text string) string {
	text = strings.ReplaceAll(strings.ToValidUTF8(text, "\uFFFD"), "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\r':
			return '\n'
		case unicode.IsControl(r) && r != '\n' && r != '\t', r == '\uFFFE', r == '\uFFFF':
			return -1
		}
		return r
	}, text)
}
