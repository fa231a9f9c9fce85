package sheet

import (
	"archive/zip"
	"cmp"
	"encoding/xml"
	"errors"
	"iter"
	"slices"
	"strconv"
)

// worksheet is one sheet of a workbook, unpacked as it is read.
type worksheet struct {
	book *workbook
	name string
	part *zip.File

	veiled [MaxColumns + 1]bool // hidden columns
	areas  []area               // by their first row, once the sheet was surveyed
}

var errStop = errors.New("no more rows are asked for")

// hasData says whether any cell of the sheet has something in it.
func (s *worksheet) hasData() (bool, error) {
	for _, err := range s.lines() {
		return err == nil, err
	}
	return false, nil
}

// survey reads the sheet through for what stands after its rows: merged cells.
func (s *worksheet) survey() error {
	var areas []area
	err := s.read(func(line) bool { return true }, func(a area) { areas = append(areas, a) })
	slices.SortStableFunc(areas, func(a, b area) int { return cmp.Compare(a.top, b.top) })
	s.areas = areas
	return err
}

func (s *worksheet) hidden(column int) bool { return column <= MaxColumns && s.veiled[column] }

func (s *worksheet) hiddenColumns() []int {
	var columns []int
	for column, hidden := range s.veiled {
		if hidden {
			columns = append(columns, column)
		}
	}
	return columns
}

func (s *worksheet) below(row int) int {
	last := row
	for _, a := range s.areas {
		if a.top <= row && row <= a.bottom && a.reason == Merged {
			last = max(last, a.bottom)
		}
	}
	return last
}

func (s *worksheet) lines() iter.Seq2[line, error] {
	return func(yield func(line, error) bool) {
		sweep := sweep{rest: s.areas}
		err := s.read(func(l line) bool { return yield(sweep.over(l), nil) }, func(area) {})
		if err != nil && !errors.Is(err, errStop) {
			yield(line{}, err)
		}
	}
}

// read gives the rows that are not empty, until give is false, and the areas in which cells are not what they say.
func (s *worksheet) read(give func(line) bool, note func(area)) error {
	p, root, err := openPart(s.part)
	if err != nil {
		return err
	}
	defer p.close()
	if root.Name.Local != "worksheet" {
		return &Error{Reason: Broken}
	}
	areas := 0
	noteFew := func(a area) error {
		if areas++; areas > maxAreas {
			return &Error{Reason: FileTooLarge}
		}
		note(a)
		return nil
	}
	err = p.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "cols":
			return p.each(s.readColumns)
		case "sheetData":
			return s.readRows(p, give, noteFew)
		case "mergeCells":
			return p.each(func(e xml.StartElement) error {
				a, ok := parseArea(attribute(e, "ref"), Merged)
				if !ok {
					return &Error{Reason: Broken}
				}
				return noteFew(a)
			})
		}
		return nil
	})
	if err != nil {
		return err
	}
	return p.finish()
}

func (s *worksheet) readColumns(e xml.StartElement) error {
	first, err1 := strconv.Atoi(attribute(e, "min"))
	last, err2 := strconv.Atoi(attribute(e, "max"))
	if err1 != nil || err2 != nil || first < 1 {
		return &Error{Reason: Broken}
	}
	if isTrue(attribute(e, "hidden")) || isZero(attribute(e, "width")) {
		for column := first; column <= min(last, MaxColumns); column++ {
			s.veiled[column] = true
		}
	}
	return nil
}

// isZero says whether a width or a height leaves nothing to be seen.
func isZero(size string) bool {
	n, err := strconv.ParseFloat(size, 64)
	return err == nil && n == 0
}

// readRows reads the rows, which must come in order.
func (s *worksheet) readRows(p *part, give func(line) bool, note func(area) error) error {
	number, filled := 0, 0
	return p.each(func(e xml.StartElement) error {
		if e.Name.Local != "row" {
			return nil
		}
		l := line{number: number + 1}
		if r := attribute(e, "r"); r != "" {
			n, err := strconv.Atoi(r)
			if err != nil || n <= number || n > maxSheetRow {
				return &Error{Reason: Broken}
			}
			l.number = n
		}
		number = l.number
		if isTrue(attribute(e, "hidden")) || isZero(attribute(e, "ht")) {
			l.reason = HiddenRow
		}
		var err error
		if l.cells, err = s.readCells(p, number, note); err != nil || len(l.cells) == 0 {
			return err
		}
		if filled++; filled > MaxRows {
			return &Error{Reason: TooManyRows, Row: number}
		}
		if !give(l) {
			return errStop
		}
		return nil
	})
}

// readCells reads the cells of a row, to the last that is not blank.
func (s *worksheet) readCells(p *part, row int, note func(area) error) ([]Cell, error) {
	var cells []Cell
	column := 0
	err := p.each(func(e xml.StartElement) error {
		if e.Name.Local != "c" {
			return nil
		}
		at := column + 1
		if ref := attribute(e, "r"); ref != "" {
			c, r, ok := parseRef(ref)
			if !ok || r != row || c <= column {
				return &Error{Reason: Broken}
			}
			at = c
		}
		column = at
		cell, err := s.readCell(p, e, note)
		if err != nil || cell.Kind == Blank {
			return err
		}
		if column > MaxColumns {
			return &Error{Reason: TooManyColumns, Row: row}
		}
		for len(cells) < column-1 {
			cells = append(cells, Cell{})
		}
		cells = append(cells, cell)
		return nil
	})
	return cells, err
}
