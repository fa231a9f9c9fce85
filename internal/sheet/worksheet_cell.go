package sheet

import (
	"encoding/xml"
	"math"
	"regexp"
	"strconv"
	"strings"

	"jagaetam/internal/civil"
)

// readCell reads one cell: ECMA-376 part 1, 18.3.1.4. A formula is refused without a look at the value beside it, which is the
// result of some earlier day, or whatever the program that wrote the file has put there.
func (s *worksheet) readCell(p *part, e xml.StartElement, note func(area) error) (Cell, error) {
	var value, inline string
	formula := false
	err := p.each(func(e xml.StartElement) (err error) {
		switch e.Name.Local {
		case "v":
			value, err = p.text()
		case "is":
			inline, err = p.richText()
		case "f":
			formula = true
			if a, ok := parseArea(attribute(e, "ref"), Formula); ok && attribute(e, "t") != "shared" && !a.isOne() {
				err = note(a)
			}
		}
		return err
	})
	switch {
	case err != nil:
		return Cell{}, err
	case formula:
		return refused(Formula), nil
	}
	switch kind := attribute(e, "t"); kind {
	case "s":
		return s.book.texts.cell(value)
	case "inlineStr":
		return TextCell(unescape(inline)), nil
	case "str":
		return TextCell(unescape(value)), nil
	case "e":
		return refused(ErrorValue), nil
	case "b":
		return Cell{Kind: Bool, Raw: map[bool]string{true: "TRUE", false: "FALSE"}[isTrue(value)]}, nil
	case "d":
		day, err := civil.ParseDate(value[:min(len(value), 10)])
		if err != nil {
			return refused(NotDate), nil
		}
		return DateCell(day), nil
	case "", "n":
		return s.number(value, attribute(e, "s")), nil
	}
	return Cell{}, &Error{Reason: Broken}
}

var numeral = regexp.MustCompile(`^-?\d+(\.\d+)?([eE][+-]?\d+)?$`)

// number is the cell of a number, which is a day where its style says so. A time of the day is left out.
func (s *worksheet) number(value, style string) Cell {
	value = strings.TrimSpace(value)
	if value == "" {
		return Cell{}
	}
	if !numeral.MatchString(value) || len(value) > 40 {
		return refused(ErrorValue)
	}
	if n, err := strconv.Atoi(style); err != nil || n < 0 || n >= len(s.book.dates) || !s.book.dates[n] {
		return Cell{Kind: Number, Raw: value, mac: s.book.mac}
	}
	serial, err := strconv.ParseFloat(value, 64)
	if err != nil || serial < 0 || serial > math.MaxInt32 {
		return refused(NotDate)
	}
	day, ok := dayOf(int(serial), s.book.mac)
	if !ok {
		return refused(NotDate)
	}
	return DateCell(day)
}

// richText is the text of an element with runs of different looks: ECMA-376 part 1, 18.4.8. How it is pronounced is left out.
func (p *part) richText() (string, error) {
	var all strings.Builder
	add := func() error {
		text, err := p.text()
		if all.Len() <= 4*MaxText {
			all.WriteString(text)
		}
		return err
	}
	err := p.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "t":
			return add()
		case "r":
			return p.each(func(e xml.StartElement) error {
				if e.Name.Local == "t" {
					return add()
				}
				return nil
			})
		}
		return nil
	})
	return all.String(), err
}

// escaped is how a character that XML has not is written: _x000D_; a text that looks like one begins with _x005F_.
var escaped = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

func unescape(text string) string {
	if !strings.Contains(text, "_x") {
		return text
	}
	return escaped.ReplaceAllStringFunc(text, func(code string) string {
		n, err := strconv.ParseUint(code[2:6], 16, 16)
		if err != nil {
			return code
		}
		return string(rune(n))
	})
}

// texts are the texts that the cells of all sheets share, one after the other in one string.
type texts struct {
	all  string
	ends []uint32
}

// What is kept of them at most: 64 MB and 2.4 million, which are twelve different ones in each row.
const (
	maxTexts     = 64 << 20
	maxTextCount = 12 * MaxRows
)

func (t *texts) read(p *part, _ xml.StartElement) error {
	var all strings.Builder
	err := p.each(func(e xml.StartElement) error {
		if e.Name.Local != "si" {
			return nil
		}
		text, err := p.richText()
		if err != nil {
			return err
		}
		all.WriteString(text)
		if t.ends = append(t.ends, uint32(all.Len())); all.Len() > maxTexts || len(t.ends) > maxTextCount {
			return &Error{Reason: FileTooLarge}
		}
		return nil
	})
	t.all = all.String()
	return err
}

// cell is the cell with the text of the number, counted from 0.
func (t *texts) cell(number string) (Cell, error) {
	n, err := strconv.Atoi(strings.TrimSpace(number))
	if err != nil || n < 0 || n >= len(t.ends) {
		return Cell{}, &Error{Reason: Broken}
	}
	begin := uint32(0)
	if n > 0 {
		begin = t.ends[n-1]
	}
	return TextCell(unescape(t.all[begin:t.ends[n]])), nil
}
