// Package sheet reads and writes tables as offices exchange them: workbooks (XLSX) and text (CSV), row by row, in bounded memory.
//
// It never gives a value that does not stand in the file. What cannot be known is refused, with a Reason that others turn into
// words: a formula, whatever its last result; a merged cell; a number of which Excel kept only fifteen digits; a row that a filter
// hides. It knows nothing of what columns mean; the caller names them, see Column.
//
// Workbooks are written by excelize. They are read here, over archive/zip and encoding/xml, because excelize's rows have the
// values only, without formulas, types and merged cells, which it gives for a sheet in memory; because it takes a sheet that
// breaks off for one that ends; and because it unpacks every part of an archive, whoever sent it.
package sheet

import (
	"bytes"
	"io"
	"iter"
)

// What a table may hold at most. What is larger is refused as a whole, but for a cell that is too long, which is refused alone.
const (
	MaxFile     = 20 << 20  // bytes of the file
	MaxUnpacked = 300 << 20 // bytes of a workbook once it is unpacked
	MaxRows     = 200_000   // rows that are not empty
	MaxColumns  = 100
	MaxText     = 1_000 // characters of a cell
)

// Format is the form of a file.
type Format string

// The forms that are read and written.
const (
	XLSX Format = "xlsx"
	CSV  Format = "csv"
)

// Table is one sheet of a workbook, or a file of text, from the data it was opened on, which must stay as they are. It is for one
// goroutine at a time.
type Table struct {
	Format Format
	Sheet  string // the name of the sheet, empty for text
	Notes  []Note // what the person who sent the file should know about how it was read

	source source
}

// Note is something that was left out or had to be guessed. None makes a value doubtful.
type Note struct {
	Kind NoteKind
	Name string // the sheet, the letters of the column, or the encoding
}

// NoteKind is what a Note is about.
type NoteKind string

// The notes there are.
const (
	NoteHiddenSheet  NoteKind = "hidden-sheet"  // was not read
	NoteHiddenColumn NoteKind = "hidden-column" // may not have a heading that is asked for
	NoteEncoding     NoteKind = "encoding"      // the text is not UTF-8 and was taken for Windows-1252, which fits any text
)

// source is a table in either form, read from the top as often as it is asked for.
type source interface {
	// lines are the rows that are not empty. The error is the last thing yielded.
	lines() iter.Seq2[line, error]
	// hidden says whether a column, counted from 1, is hidden.
	hidden(column int) bool
	// below is the row down to which cells are merged with some of the row given, which is that row where none are.
	below(row int) int
}

// line is a row as the source has it.
type line struct {
	number int    // of the row in a spreadsheet, from 1
	at     int    // of the line in a text, from 1; 0 in a workbook
	reason Reason // why the whole row is refused
	cells  []Cell
}

// Open finds out by the content, not by the name, what the data are, and reads them through once, so that a file that is broken,
// too large or no table is refused before anything is done with its rows. Sheet names the sheet to read; where it is empty there
// must be one visible sheet with anything in it. The error is an *Error, or the data's own.
func Open(data io.ReaderAt, size int64, sheet string) (*Table, error) {
	if size > MaxFile {
		return nil, &Error{Reason: FileTooLarge}
	}
	head := make([]byte, min(size, 512))
	if _, err := io.ReadFull(io.NewSectionReader(data, 0, size), head); err != nil {
		return nil, err
	}
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return openWorkbook(data, size, sheet)
	case bytes.HasPrefix(head, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")):
		return nil, oldFile(data, size)
	default:
		return openText(data, size)
	}
}

// oldFile tells the two that share a container apart: what Excel wrote before 2007, and a workbook under a password.
func oldFile(data io.ReaderAt, size int64) error {
	all, err := io.ReadAll(io.NewSectionReader(data, 0, size))
	if err != nil {
		return err
	}
	var name []byte
	for _, letter := range []byte("EncryptedPackage") {
		name = append(name, letter, 0) // names in the container are UTF-16
	}
	if bytes.Contains(all, name) {
		return &Error{Reason: Encrypted}
	}
	return &Error{Reason: OldExcel}
}
