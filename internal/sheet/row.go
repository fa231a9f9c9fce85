package sheet

import (
	"iter"
	"strconv"
	"strings"
)

// Row is one row of a table below its heading.
type Row struct {
	Number int // as the spreadsheet counts, from 1
	Line   int // the line of a text file; 0 in a workbook

	reason  Reason
	mapping *Mapping
	cells   []Cell
}

// Rows are the rows below the heading that are not empty, nor the row of column numbers (1, 2, 3 or (1), (2), (3)) that forms have
// under it. A row that is refused comes like any other, so that it can be reported; see Err. The error is the last thing yielded.
func (t *Table) Rows(m Mapping) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		first, heading := true, t.source.below(m.Row)
		for l, err := range t.source.lines() {
			if err != nil {
				yield(Row{}, err)
				return
			}
			if l.number <= heading || first && numbers(l.cells) {
				continue
			}
			first = false
			if !yield(Row{Number: l.number, Line: l.at, reason: l.refusal(m), mapping: &m, cells: l.cells}, nil) {
				return
			}
		}
	}
}

// refusal is why the row is not taken. In a text, cells are told apart by their number alone, so that one too many or too few
// means that others stand in the wrong column; only a workbook says where each is.
func (l line) refusal(m Mapping) Reason {
	if l.reason != "" || l.at == 0 {
		return l.reason
	}
	for i, c := range l.cells {
		if i >= len(m.Headings) && c.Kind != Blank {
			return Ragged
		}
	}
	if len(l.cells) < len(m.Headings) {
		return Ragged
	}
	return ""
}

// numbers says whether the cells count the columns.
func numbers(cells []Cell) bool {
	n := 0
	for _, c := range cells {
		if c.Kind == Blank {
			continue
		}
		if n++; strings.Trim(c.Raw, "() .") != strconv.Itoa(n) {
			return false
		}
	}
	return n > 1
}

// Err says why the whole row is refused, an *Error with HiddenRow, Quotes or Ragged, or nil. A hidden row is refused because it
// may be what somebody filtered out of the list or what he has forgotten there: to read it and to pass over it are both a guess.
func (r Row) Err() error {
	if r.reason == "" {
		return nil
	}
	return &Error{Reason: r.reason, Row: r.Number, Line: r.Line}
}

// Cell is the cell in a column, blank where the table lacks the column. In a row that is refused every cell is.
func (r Row) Cell(id string) Cell {
	c := Cell{}
	if found := r.mapping.find(id); found != nil && found.Position <= len(r.cells) {
		c = r.cells[found.Position-1]
	}
	if r.reason != "" {
		c = refused(r.reason)
	}
	c.row, c.at, c.column = r.Number, r.Line, id
	return c
}

// Cells are all cells as they stand, one for each heading, to be written again with what became of the row beside them.
func (r Row) Cells() []Cell {
	cells := make([]Cell, len(r.mapping.Headings))
	copy(cells, r.cells)
	return cells
}

// Line is a row of a table of which no column is asked for.
type Line struct {
	Number int      // as the spreadsheet counts, from 1
	Texts  []string // its cells as they stand; nothing of those that are refused
	Err    error    // why the whole row is refused, as Row.Err; nil where it is not
}

// Lines are all rows that are not empty, a heading among them. The error is the last thing yielded.
func (t *Table) Lines() iter.Seq2[Line, error] {
	return func(yield func(Line, error) bool) {
		for l, err := range t.source.lines() {
			if err != nil {
				yield(Line{}, err)
				return
			}
			line := Line{Number: l.number, Err: Row{Number: l.number, Line: l.at, reason: l.reason}.Err()}
			for _, cell := range l.cells {
				line.Texts = append(line.Texts, cell.Raw)
			}
			if !yield(line, nil) {
				return
			}
		}
	}
}
