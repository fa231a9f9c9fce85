package sheet

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"
	"time"

	"jagaetam/internal/civil"
)

// textForm is a text as Excel in Indonesia opens it without asking: semicolons, because the comma is the decimal sign, and the
// mark by which it knows UTF-8.
type textForm struct{ csv *csv.Writer }

func newTextForm(w io.Writer, layout Layout) (*textForm, error) {
	if _, err := io.WriteString(w, "\uFEFF"); err != nil {
		return nil, err
	}
	t := &textForm{csv.NewWriter(w)}
	t.csv.Comma = ';'
	t.csv.UseCRLF = true
	cells := make([]Cell, len(layout.Heading))
	for i, heading := range layout.Heading {
		cells[i] = TextCell(heading)
	}
	return t, t.row(cells)
}

func (t *textForm) row(cells []Cell) error {
	fields := make([]string, len(cells))
	for i, c := range cells {
		fields[i] = field(c)
	}
	return t.csv.Write(fields)
}

func (t *textForm) close() error {
	t.csv.Flush()
	return t.csv.Error()
}

func field(c Cell) string {
	switch c.Kind {
	case Text:
		return inert(c.Raw)
	case Bool:
		return c.Raw
	case Number:
		return bare(c.Raw)
	case Date:
		day, err := civil.ParseDate(c.Raw)
		if err != nil {
			return ""
		}
		return day.In(time.UTC).Format("02-01-2006")
	case Blank, Refused:
	}
	return ""
}

// bare is a number without a sign around it. One that is not whole, or longer than Excel keeps, is written in powers of ten, since
// as a text it would be read as the number of a person, or with a thousands sign.
func bare(number string) string {
	if exact(number) && !strings.Contains(number, ".") {
		return number
	}
	value, err := strconv.ParseFloat(number, 64)
	if err != nil {
		return ""
	}
	return strconv.FormatFloat(value, 'E', -1, 64)
}

// inert is a text with an apostrophe before it where a spreadsheet would make something else of it: a formula of what begins with
// = + - @, which may run a program or send the table away; a number of a NIK; a date of RT/RW 05/06. Open takes it off again.
func inert(text string) string {
	begin := strings.TrimLeft(text, " \u00A0\uFEFF")
	if begin != "" && strings.ContainsAny(begin[:1], "=+-@\t\n'0123456789") {
		return "'" + text
	}
	return text
}
