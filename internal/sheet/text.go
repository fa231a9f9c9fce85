package sheet

import (
	"bytes"
	"io"
	"iter"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// text is a table whose cells are parted by a sign. Its records are taken apart here and not by encoding/csv, which has no bound on
// the cells of a record, so that 20 MB of commas become a gigabyte, and takes everything up to the next quotation mark, thousands of
// rows away, for part of a cell that somebody forgot to close.
type text struct {
	all   string
	comma byte
	above int // lines that are no part of the table
}

// openText finds out the encoding and the sign between cells.
func openText(data io.ReaderAt, size int64) (*Table, error) {
	raw, err := io.ReadAll(io.NewSectionReader(data, 0, size))
	if err != nil {
		return nil, err
	}
	table := &Table{Format: CSV}
	var all string
	switch {
	case bytes.HasPrefix(raw, []byte("\xFF\xFE")), bytes.HasPrefix(raw, []byte("\xFE\xFF")):
		raw, err = unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Bytes(raw)
		all = string(raw)
	case utf8.Valid(raw):
		all = strings.TrimPrefix(string(raw), "\uFEFF")
	default:
		raw, err = charmap.Windows1252.NewDecoder().Bytes(raw)
		all = string(raw)
		table.Notes = append(table.Notes, Note{NoteEncoding, "Windows-1252"})
	}
	if err != nil {
		return nil, &Error{Reason: NotTable}
	}
	all = strings.TrimRight(all, "\x1A") // the end of a file, as DOS wrote it
	if !strings.Contains(all, "\n") {
		all = strings.ReplaceAll(all, "\r", "\n")
	}
	switch begin := strings.ToLower(strings.TrimSpace(all[:min(len(all), 512)])); {
	case strings.HasPrefix(begin, "%pdf"), strings.HasPrefix(begin, `{\rtf`), strings.ContainsFunc(all, isBinary):
		return nil, &Error{Reason: NotTable}
	case strings.HasPrefix(begin, "<"):
		return nil, &Error{Reason: WebPage}
	}
	t := &text{all: all}
	if said := saidSeparator.FindStringSubmatch(all); said != nil {
		t.comma, t.all, t.above = said[1][0], all[len(said[0]):], 1
	} else {
		t.comma = separator(all)
	}
	if err := t.survey(); err != nil {
		return nil, err
	}
	table.source = t
	return table, nil
}

// survey reads the text through, so that it is refused as a whole before anything is done with its rows.
func (t *text) survey() error {
	rows := 0
	for _, err := range t.lines() {
		if err != nil {
			return err
		}
		rows++
	}
	if rows == 0 {
		return &Error{Reason: NoData}
	}
	return nil
}

// saidSeparator is the line by which Excel is told the separator, and which it does not count.
var saidSeparator = regexp.MustCompile(`^sep=([;,\t|])\r?\n`)

func isBinary(r rune) bool { return r < ' ' && r != '\n' && r != '\r' && r != '\t' }

// separator is the sign that parts most of the first rows into equally many cells.
func separator(all string) byte {
	best, most := byte(';'), 0
	for _, comma := range []byte{';', ',', '\t'} {
		rows := make(map[int]int) // by the number of cells
		t := text{all: all, comma: comma}
		for rest, n := all, 0; rest != "" && n < 20; n++ {
			cells, size, ok := t.record(rest)
			if rest = rest[size:]; ok && len(cells) > 1 {
				rows[len(cells)]++
			}
		}
		for cells, n := range rows {
			if score := n*(MaxColumns+2) + cells; score > most {
				best, most = comma, score
			}
		}
	}
	return best
}

func (t *text) hidden(int) bool   { return false }
func (t *text) below(row int) int { return row }

func (t *text) lines() iter.Seq2[line, error] {
	return func(yield func(line, error) bool) {
		number, at, filled := 0, 1+t.above, 0
		for rest := t.all; rest != ""; {
			cells, size, ok := t.record(rest)
			l := line{number: number + 1, at: at, cells: cells}
			if !ok {
				l.reason, l.cells = Quotes, nil
			}
			number++
			at += strings.Count(rest[:size], "\n")
			rest = rest[size:]
			if ok && blank(cells) {
				continue
			}
			if len(cells) > MaxColumns {
				yield(line{}, &Error{Reason: TooManyColumns, Row: l.number, Line: l.at})
				return
			}
			if filled++; filled > MaxRows {
				yield(line{}, &Error{Reason: TooManyRows, Row: l.number, Line: l.at})
				return
			}
			if !yield(l, nil) {
				return
			}
		}
	}
}

func blank(cells []Cell) bool {
	for _, c := range cells {
		if c.Kind != Blank {
			return false
		}
	}
	return true
}

// record takes a record from the front of a text, with its line break, and says how many bytes it is. Where quotation marks are
// broken it is false, and the record is the first line alone: what comes after is looked at by itself. Of a record with too many
// cells those above MaxColumns+1 are passed over.
func (t *text) record(all string) (cells []Cell, size int, ok bool) {
	at := 0
	for {
		raw, length, ok := t.field(all[at:])
		if !ok {
			first, _, _ := strings.Cut(all, "\n")
			return nil, min(len(first)+1, len(all)), false
		}
		switch cell := textCell(raw); {
		case len(cells) <= MaxColumns:
			cells = append(cells, cell)
		case cell.Kind != Blank:
			cells[MaxColumns] = cell
		}
		at += length
		switch {
		case at == len(all):
			return trimmed(cells), at, true
		case all[at] == '\n':
			return trimmed(cells), at + 1, true
		}
		at++ // the separator
	}
}

// trimmed lets a record that is too long only by blank cells pass.
func trimmed(cells []Cell) []Cell {
	for len(cells) > MaxColumns && cells[len(cells)-1].Kind == Blank {
		cells = cells[:len(cells)-1]
	}
	return cells
}

// field takes a field from the front of a text, up to the separator or the line break, without its quotation marks.
func (t *text) field(all string) (value string, length int, ok bool) {
	if !strings.HasPrefix(all, `"`) {
		if length = strings.IndexAny(all, string([]byte{t.comma, '\n'})); length < 0 {
			length = len(all)
		}
		value = strings.TrimSuffix(all[:length], "\r")
		return value, length, !strings.Contains(value, `"`)
	}
	length = 1
	var text strings.Builder
	for {
		mark := strings.IndexByte(all[length:], '"')
		if mark < 0 {
			return "", 0, false
		}
		text.WriteString(all[length : length+mark])
		length += mark + 1
		if !strings.HasPrefix(all[length:], `"`) {
			break
		}
		text.WriteByte('"')
		length++
	}
	rest := all[length:]
	switch {
	case strings.HasPrefix(rest, "\r\n"), rest == "\r":
		return text.String(), length + 1, true
	case rest == "", rest[0] == '\n', rest[0] == t.comma:
		return text.String(), length, true
	}
	return "", 0, false
}

// textCell is the cell of a field. One apostrophe before it is the Writer's, which keeps spreadsheets from making something else of
// it; a field that spreadsheets would reckon is refused as they would show something else than it says.
func textCell(raw string) Cell {
	if strings.HasPrefix(raw, "=") {
		return refused(Formula)
	}
	return TextCell(strings.TrimPrefix(raw, "'"))
}
