package sheet

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"jagaetam/internal/reading"
)

// Column is a column that is asked for.
type Column struct {
	ID       string
	Names    []string // headings it may have; the first is the one to tell people
	Required bool
}

// Mapping says which column of a table is which. It is to be shown to the person who sent the file before anything is done with
// the rows.
type Mapping struct {
	Row      int      // the row the headings stand in
	Headings []string // all of them as they stand, empty where a column has none
	Columns  []Mapped // those that were asked for and are there, from left to right
	Unknown  []string // headings that fit no column
}

// Mapped is one column that was found.
type Mapped struct {
	ID       string
	Heading  string // as it stands
	Position int    // from 1
}

// Letters are what a spreadsheet calls the column: A, B … Z, AA.
func (m Mapped) Letters() string { return letters(m.Position) }

func letters(position int) string {
	text := ""
	for ; position > 0; position = (position - 1) / 26 {
		text = string(rune('A'+(position-1)%26)) + text
	}
	return text
}

// String is a line for each column, for the command line.
func (m Mapping) String() string {
	var text strings.Builder
	for _, c := range m.Columns {
		fmt.Fprintf(&text, "%s: %s %q\n", c.ID, c.Letters(), c.Heading)
	}
	for _, heading := range m.Unknown {
		fmt.Fprintf(&text, "-: %q\n", heading)
	}
	return text.String()
}

// Match finds the columns among the headings. Case, spaces, punctuation, "No." and remarks on the form, such as "(16 digit)" and
// "(dd-mm-yyyy)", do not count; what stands in other brackets does, because "Nama (Ibu)" is another name. The error is an *Error
// with Ambiguous, Duplicate or Missing; the mapping is as far as it goes, for the person to see.
func Match(headings []string, columns []Column) (Mapping, error) {
	m, problem := match(headings, columns)
	if problem != nil {
		return m, problem
	}
	return m, nil
}

func match(headings []string, columns []Column) (m Mapping, problem *Error) {
	m.Headings = headings
	for i, heading := range headings {
		fits := fitting(heading, columns)
		switch {
		case strings.TrimSpace(heading) == "":
			continue
		case len(fits) == 0:
			m.Unknown = append(m.Unknown, heading)
			continue
		case len(fits) > 1 && problem == nil:
			problem = &Error{Reason: Ambiguous, Names: append([]string{heading}, fits...)}
		}
		if before := m.find(fits[0]); before != nil && problem == nil {
			problem = &Error{Reason: Duplicate, Column: fits[0], Names: []string{before.Heading, heading}}
		}
		m.Columns = append(m.Columns, Mapped{ID: fits[0], Heading: heading, Position: i + 1})
	}
	var missing []string
	for _, c := range columns {
		if c.Required && m.find(c.ID) == nil {
			missing = append(missing, slices.Concat(c.Names, []string{c.ID})[0])
		}
	}
	if len(missing) > 0 && problem == nil {
		problem = &Error{Reason: Missing, Names: missing}
	}
	return m, problem
}

func (m Mapping) find(id string) *Mapped {
	for i := range m.Columns {
		if m.Columns[i].ID == id {
			return &m.Columns[i]
		}
	}
	return nil
}

// fitting are the IDs of the columns that have the heading among their names.
func fitting(heading string, columns []Column) []string {
	var ids []string
	folded := fold(heading)
	for _, c := range columns {
		if slices.ContainsFunc(c.Names, func(name string) bool { return fold(name) == folded }) {
			ids = append(ids, c.ID)
		}
	}
	return ids
}

// remark is how a value is to be written: "(16 digit)", "(dd/mm/yyyy)", "(hh-bb-tttt)", "(Rp)".
var remark = regexp.MustCompile(`(?i)[(\[][^()\[\]]*\d[^()\[\]]*[)\]]|[(\[][dmyhbt/\-. ]+[)\]]|[(\[]\s*(?:rp|rupiah)\.?\s*[)\]]`)

// numbering is the word that offices put before anything with digits, or leave out.
var numbering = map[string]bool{"no": true, "nomor": true, "nomer": true, "nmr": true, "number": true}

// fold is the form in which headings are compared. "No." alone is the number of the row.
func fold(heading string) string {
	words := strings.Fields(reading.Fold(remark.ReplaceAllString(heading, " ")))
	kept := slices.DeleteFunc(slices.Clone(words), func(word string) bool { return numbering[word] })
	if len(kept) == 0 && len(words) > 0 {
		return "no"
	}
	return strings.Join(kept, "")
}

// titles is how many rows from the top may be the heading: offices put a title and a place above it.
const titles = 10

// Match finds the heading among the first ten rows that are not empty, which is the one with the most of the columns asked for,
// and maps its columns as the function Match does. It refuses, with HiddenHeading, a column that is asked for and hidden, since
// nobody has seen what stands in it.
func (t *Table) Match(columns []Column) (Mapping, error) {
	var best Mapping
	var problem *Error
	count := 0
	for l, err := range t.source.lines() {
		if err != nil {
			return Mapping{}, err
		}
		if count++; count > titles {
			break
		}
		if m, err := match(headings(l.cells), columns); distinct(m) > distinct(best) {
			best, problem = m, err
			best.Row = l.number
		}
	}
	if distinct(best) == 0 {
		return best, &Error{Reason: NoHeading}
	}
	if problem != nil {
		problem.Row = best.Row
		return best, problem
	}
	for _, c := range best.Columns {
		if t.source.hidden(c.Position) {
			return best, &Error{Reason: HiddenHeading, Row: best.Row, Column: c.ID, Names: []string{c.Heading}}
		}
	}
	return best, nil
}

func headings(cells []Cell) []string {
	texts := make([]string, len(cells))
	for i, c := range cells {
		texts[i] = strings.Join(strings.Fields(c.Raw), " ")
	}
	for len(texts) > 0 && texts[len(texts)-1] == "" {
		texts = texts[:len(texts)-1]
	}
	return texts
}

// distinct is how many columns were found, one that is there twice counted once.
func distinct(m Mapping) int {
	ids := make(map[string]bool)
	for _, c := range m.Columns {
		ids[c.ID] = true
	}
	return len(ids)
}
