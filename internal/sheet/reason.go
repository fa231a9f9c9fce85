package sheet

import (
	"errors"
	"fmt"
)

// Reason is why a file, a row or a cell was not taken. Others turn it into words, so it does not change.
type Reason string

// Why a file is refused, or its heading.
const (
	FileTooLarge   Reason = "file-too-large"   // over MaxFile, MaxUnpacked, or more different texts than fit into memory
	TooManyRows    Reason = "too-many-rows"    // over MaxRows
	TooManyColumns Reason = "too-many-columns" // over MaxColumns
	OldExcel       Reason = "old-excel"        // XLS or another file of the old Office: save as XLSX
	Encrypted      Reason = "encrypted"        // a password: take it off and save
	Macros         Reason = "macros"           // a program is in it: save as XLSX, without macros
	WebPage        Reason = "web-page"         // HTML or XML under the name of a spreadsheet: open in Excel and save as XLSX
	NotTable       Reason = "not-a-table"      // a picture, a PDF, a text document, another spreadsheet: save as XLSX
	Broken         Reason = "broken"           // breaks off or contradicts itself: save or send again
	NoData         Reason = "no-data"          // nothing in it that can be seen
	SeveralSheets  Reason = "several-sheets"   // which of Names?
	NoSuchSheet    Reason = "no-such-sheet"    // no visible sheet has that name; Names are those there are

	NoHeading     Reason = "no-heading"        // no row at the top has any heading that is asked for
	Missing       Reason = "missing-columns"   // Names are the first names of required columns that are not there
	Duplicate     Reason = "duplicate-columns" // the headings Names are all the one column
	Ambiguous     Reason = "ambiguous-column"  // the first of Names is a heading that fits the columns after it
	HiddenHeading Reason = "hidden-column"     // the column under the heading Names is hidden
)

// Why a row is refused.
const (
	HiddenRow Reason = "hidden-row" // a filter or somebody's hand hides it
	Quotes    Reason = "quotes"     // a quotation mark is open or stands where none may
	Ragged    Reason = "ragged"     // more or fewer cells than the heading, so that some may be in the wrong column
)

// Why a cell is refused.
const (
	Formula    Reason = "formula"     // replace it by its value
	Merged     Reason = "merged"      // unmerge it and write the value into each row
	ErrorValue Reason = "error-value" // #N/A and its like
	TooLong    Reason = "too-long"    // Found characters
	NumberForm Reason = "number-form" // Excel made a number of it and lost digits: format as text and type it again
	DateForm   Reason = "date-form"   // Excel made a date of a text, such as of RT/RW 05/06: format as text and type it again
	Empty      Reason = "empty"       // a value was asked for
	NotDigits  Reason = "not-digits"  // something other than digits in a number
	Length     Reason = "length"      // Found digits, too many or too few
	NotText    Reason = "not-text"    // TRUE or FALSE
	NotDate    Reason = "not-date"    // no day of the calendar, or one out of the bounds
	NotMonth   Reason = "not-month"   // no month, or one out of the bounds
	NotAmount  Reason = "not-amount"  // no whole amount of rupiah
	Unclear    Reason = "unclear"     // may mean two things: month first or day first, 16.8 or 16.800
)

// Error says why a file, a row or a cell was not taken. It never holds what stood in a cell; Names may hold what stood in a
// heading, which is for the person who sent the file and not for a log.
type Error struct {
	Reason Reason
	Row    int    // as the spreadsheet counts, from 1; 0 where the whole file is meant
	Line   int    // the line of a text file, which differs where a cell has line breaks; 0 in a workbook
	Column string // the ID; empty where more than a cell is meant
	Found  int    // how many digits or characters there are, for Length and TooLong
	Names  []string
}

// Error is for developers and logs.
func (e *Error) Error() string {
	text := "read table: " + string(e.Reason)
	if e.Row > 0 {
		text += fmt.Sprintf(", row %d", e.Row)
	}
	if e.Column != "" {
		text += ", column " + e.Column
	}
	return text
}

// ReasonOf is the reason of an *Error anywhere in err, and empty where there is none.
func ReasonOf(err error) Reason {
	var e *Error
	if errors.As(err, &e) {
		return e.Reason
	}
	return ""
}
