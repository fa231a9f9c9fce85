package sheet

import (
	"errors"
	"fmt"
	"io"
)

// Layout is what a file to be written has besides its rows.
type Layout struct {
	Sheet    string // the name of the sheet, up to 31 characters; a text has none
	Heading  []string
	Password string // where there is one, the workbook opens with it only; not for a text
}

// Writer writes a table row by row, so that Open reads the same cells from it again. In a workbook every kind of cell stays what it
// is. A text has text only, with dates as dd-mm-yyyy. Refused cells are left empty, because nobody knows what they are.
type Writer struct {
	form    form
	columns int
	rows    int
	failed  error
}

// form is one of the two forms being written.
type form interface {
	row(cells []Cell) error
	close() error
}

// NewWriter begins a file with the heading. Close must be called, also after an error.
//
// A workbook is put together in memory, compressed, of which 100,000 rows take about 10 MB. Above 16 MB of rows excelize keeps them,
// uncompressed and in the clear, in a file in the folder for temporary files that only this user may read, until Close.
func NewWriter(w io.Writer, format Format, layout Layout) (*Writer, error) {
	out := &Writer{columns: len(layout.Heading)}
	var err error
	switch {
	case out.columns == 0 || out.columns > MaxColumns:
		return nil, fmt.Errorf("write table: %d columns", out.columns)
	case format == XLSX:
		out.form, err = newBook(w, layout)
	case format == CSV && layout.Password == "":
		out.form, err = newTextForm(w, layout)
	default:
		return nil, fmt.Errorf("write table: no such form as %q, or none with a password", format)
	}
	if err != nil {
		return nil, fmt.Errorf("write table: %w", err)
	}
	return out, nil
}

// Write adds a row. It may be shorter than the heading and must not be longer.
func (w *Writer) Write(cells ...Cell) error {
	if w.failed != nil {
		return w.failed
	}
	switch w.rows++; {
	case len(cells) > w.columns:
		w.failed = fmt.Errorf("write table: row of %d cells under %d headings", len(cells), w.columns)
	case w.rows >= MaxRows: // the heading is a row too
		w.failed = errors.New("write table: too many rows")
	default:
		padded := make([]Cell, w.columns)
		copy(padded, cells)
		if err := w.form.row(padded); err != nil {
			w.failed = fmt.Errorf("write table: %w", err)
		}
	}
	return w.failed
}

// Close ends the file, which is whole only if the error is nil.
func (w *Writer) Close() error {
	err := w.form.close()
	switch {
	case w.failed != nil:
		return w.failed
	case err != nil:
		return fmt.Errorf("write table: %w", err)
	}
	w.failed = errors.New("write table: closed")
	return nil
}
