package sheet

import (
	"slices"
	"strings"
)

// area is a rectangle of cells that are refused: merged ones, of which only the first has the value, and those that one formula
// fills together, of which only the first has the formula.
type area struct {
	left, top, right, bottom int
	reason                   Reason
}

const (
	maxAreas       = 100_000
	maxSheetRow    = 1 << 20
	maxSheetColumn = 1 << 14
)

// parseArea reads B2:C9, or B2 alone.
func parseArea(text string, reason Reason) (area, bool) {
	from, to, found := strings.Cut(text, ":")
	if !found {
		to = from
	}
	left, top, ok1 := parseRef(from)
	right, bottom, ok2 := parseRef(to)
	return area{left, top, right, bottom, reason}, ok1 && ok2 && left <= right && top <= bottom
}

func (a area) isOne() bool { return a.left == a.right && a.top == a.bottom }

// parseRef reads B2.
func parseRef(text string) (column, row int, ok bool) {
	at := 0
	for ; at < len(text) && 'A' <= text[at] && text[at] <= 'Z' && column <= maxSheetColumn; at++ {
		column = column*26 + int(text[at]-'A') + 1
	}
	letters := at
	for ; at < len(text) && '0' <= text[at] && text[at] <= '9' && row <= maxSheetRow; at++ {
		row = row*10 + int(text[at]-'0')
	}
	ok = letters > 0 && at > letters && at == len(text)
	return column, row, ok && column <= maxSheetColumn && 1 <= row && row <= maxSheetRow
}

// sweep goes over the rows of a sheet from the top and refuses the cells that lie in an area.
type sweep struct {
	rest []area // those that begin further down, by their first row
	here []area
}

func (s *sweep) over(l line) line {
	s.here = slices.DeleteFunc(s.here, func(a area) bool { return a.bottom < l.number })
	for len(s.rest) > 0 && s.rest[0].top <= l.number {
		if a := s.rest[0]; a.bottom >= l.number && a.left <= MaxColumns {
			s.here = append(s.here, a)
		}
		s.rest = s.rest[1:]
	}
	for _, a := range s.here {
		for column := a.left; column <= min(a.right, MaxColumns); column++ {
			for len(l.cells) < column {
				l.cells = append(l.cells, Cell{})
			}
			if c := &l.cells[column-1]; c.Kind != Refused {
				*c = Cell{Kind: Refused, Raw: c.Raw, reason: a.reason}
			}
		}
	}
	return l
}
