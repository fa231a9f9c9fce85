package sheet

import (
	"errors"
	"io"
	"strconv"
	"time"

	"github.com/xuri/excelize/v2"

	"jagaetam/internal/civil"
)

// book is a workbook with one sheet, its heading frozen. All its columns are formatted as text, so that a NIK that somebody types
// into one keeps its digits.
type book struct {
	w      io.Writer
	file   *excelize.File
	stream *excelize.StreamWriter
	secret string
	rows   int

	heading, text, number, date int // styles
}

func newBook(w io.Writer, layout Layout) (*book, error) {
	b := &book{w: w, file: excelize.NewFile(), secret: layout.Password}
	if err := b.begin(layout); err != nil {
		return nil, errors.Join(err, b.file.Close())
	}
	return b, nil
}

func (b *book) begin(layout Layout) (err error) {
	name := b.file.GetSheetName(0)
	if layout.Sheet != "" {
		if err := b.file.SetSheetName(name, layout.Sheet); err != nil {
			return err
		}
		name = layout.Sheet
	}
	if err := b.file.SetDocProps(&excelize.DocProperties{Creator: "Jaga Etam"}); err != nil {
		return err
	}
	if err := b.makeStyles(); err != nil {
		return err
	}
	if b.stream, err = b.file.NewStreamWriter(name); err != nil {
		return err
	}
	if err := b.stream.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	if err := b.stream.SetColStyle(1, len(layout.Heading), b.text); err != nil {
		return err
	}
	cells := make([]any, len(layout.Heading))
	for i, heading := range layout.Heading {
		// Room for a NIK, and for the heading in bold.
		if err := b.stream.SetColWidth(i+1, i+1, float64(min(max(18, len(heading)+4), 60))); err != nil {
			return err
		}
		cells[i] = excelize.Cell{StyleID: b.heading, Value: TextCell(heading).Raw}
	}
	return b.add(cells)
}

func (b *book) makeStyles() (err error) {
	dmy := "dd-mm-yyyy"
	for _, style := range []struct {
		id   *int
		look excelize.Style
	}{
		{&b.heading, excelize.Style{NumFmt: 49, Font: &excelize.Font{Bold: true}}},
		{&b.text, excelize.Style{NumFmt: 49}}, // @
		{&b.number, excelize.Style{NumFmt: 1}},
		{&b.date, excelize.Style{CustomNumFmt: &dmy}},
	} {
		if *style.id, err = b.file.NewStyle(&style.look); err != nil {
			return err
		}
	}
	return nil
}

func (b *book) row(cells []Cell) error {
	values := make([]any, len(cells))
	for i, c := range cells {
		values[i] = b.value(c)
	}
	return b.add(values)
}

func (b *book) add(values []any) error {
	b.rows++
	return b.stream.SetRow("A"+strconv.Itoa(b.rows), values)
}

// value is the cell for excelize, nil for an empty one.
func (b *book) value(c Cell) any {
	switch c.Kind {
	case Text:
		return excelize.Cell{StyleID: b.text, Value: c.Raw}
	case Bool:
		return c.Raw == "TRUE"
	case Number:
		if n, err := strconv.ParseInt(c.Raw, 10, 64); err == nil {
			return excelize.Cell{StyleID: b.number, Value: n}
		}
		if x, err := strconv.ParseFloat(c.Raw, 64); err == nil {
			return x
		}
	case Date:
		day, err := civil.ParseDate(c.Raw)
		if err != nil {
			return nil
		}
		if day.Before(firstDay) {
			return excelize.Cell{StyleID: b.text, Value: c.Raw}
		}
		return excelize.Cell{StyleID: b.date, Value: serialOf(day)}
	case Blank, Refused:
	}
	return nil
}

// firstDay is the first from which on Excel counts rightly.
var firstDay = civil.Date{Year: 1900, Month: time.March, Day: 1}

// serialOf is the number by which Excel knows the day; see dayOf.
func serialOf(day civil.Date) int {
	return int(day.In(time.UTC).Sub(firstDay.In(time.UTC))/(24*time.Hour)) + 61
}

// close seals the file where there is a password, with AES of 128 bits in the way of Office 2007 (MS-OFFCRYPTO 2.3.4), and always
// removes what was kept in the folder for temporary files.
func (b *book) close() error {
	err := b.stream.Flush()
	if err == nil {
		err = b.file.Write(b.w, excelize.Options{Password: b.secret})
	}
	if closed := b.file.Close(); err == nil {
		err = closed
	}
	return err
}
