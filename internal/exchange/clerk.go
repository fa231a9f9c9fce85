package exchange

import (
	"errors"
	"strings"

	"jagaetam/internal/civil"
	"jagaetam/internal/identity"
	"jagaetam/internal/jamsostek"
	"jagaetam/internal/reading"
	"jagaetam/internal/record"
	"jagaetam/internal/region"
	"jagaetam/internal/sheet"
	"jagaetam/locales"
)

// Problem is why a row is not taken, or what of it is not used: the id of a reason, and the id of the column it is about.
type Problem struct{ Why, About string }

// Taken is what a row says.
type Taken struct {
	Effect record.Effect
	// Key is the same for two rows of a file that are about the same.
	Key string
	// Notes are what of the row is not used.
	Notes []Problem
}

// Clerk reads the rows of one file. It decides by the row alone and asks nobody.
type Clerk struct {
	columns *Columns
	region  *region.Region
	trades  []reading.Option
	file    record.ImportWork
	today   day
	// places and works are what came of looking for the words of earlier rows: a list has the same ones over and over.
	places map[[2]string]found
	works  map[string]string
}

// found is what came of looking for a village.
type found struct {
	village region.Village
	problem *Problem
}

// newClerk reads a file that came in today.
func newClerk(c *Columns, r *region.Region, texts *locales.Catalogue, file record.ImportWork, today civil.Date) (*Clerk, error) {
	clerk := &Clerk{columns: c, region: r, file: file, today: day{today}, places: map[[2]string]found{}, works: map[string]string{}}
	for _, occupation := range jamsostek.Occupations {
		key := "occupation." + occupation.ID
		option := reading.Option{ID: occupation.ID}
		for _, lang := range texts.Languages() {
			for _, key := range []string{key, key + ".also"} {
				if !texts.Has(lang, key) {
					continue
				}
				words, err := texts.Render(lang, key, nil, nil)
				if err != nil {
					return nil, err
				}
				option.Labels = append(option.Labels, strings.Split(words, "|")...)
			}
		}
		clerk.trades = append(clerk.trades, option)
	}
	return clerk, nil
}

// Take makes an effect of a row, or says why it cannot.
func (c *Clerk) Take(row sheet.Row) (Taken, *Problem) {
	if err := row.Err(); err != nil {
		return Taken{}, problemOf(err, "")
	}
	r := &reader{row: row}
	var taken Taken
	switch c.file.Kind {
	case record.FileProposal:
		taken = c.proposal(r)
	case record.FileMatch:
		taken = c.match(r)
	case record.FileDecree:
		taken = c.listing(r)
	case record.FileAnswer:
		taken = c.answer(r)
	case record.FilePayments:
		taken = c.payment(r)
	case record.FileEnrolment, record.FileCalling, record.FileRehearsal:
		r.refuse("kind", "")
	}
	taken.Notes = r.notes
	return taken, r.refused
}

// reader reads the cells of one row, and keeps the first thing for which it is refused and whatever else is not used.
type reader struct {
	row     sheet.Row
	refused *Problem
	notes   []Problem
}

func (r *reader) refuse(why, about string) {
	if r.refused == nil {
		r.refused = &Problem{why, about}
	}
}

// must takes a value without which the row is nothing.
func must[T any](r *reader, column string, value T, err error) T {
	if err != nil && r.refused == nil {
		r.refused = problemOf(err, column)
	}
	return value
}

// may takes a value if there is one. What cannot be read is left out and noted.
func may[T any](r *reader, column string, read func(sheet.Cell) (T, error)) T {
	var none T
	cell := r.row.Cell(column)
	if cell.IsEmpty() {
		return none
	}
	value, err := read(cell)
	if err != nil {
		r.notes = append(r.notes, *problemOf(err, column))
		return none
	}
	return value
}

// problemOf is the reason of an error of sheet, identity or this package.
func problemOf(err error, column string) *Problem {
	if cell, ok := errors.AsType[*sheet.Error](err); ok {
		return &Problem{string(cell.Reason), column}
	}
	if number, ok := errors.AsType[*identity.Error](err); ok {
		return &Problem{string(number.Kind) + "-" + strings.ReplaceAll(string(number.Reason), "_", "-"), column}
	}
	return &Problem{err.Error(), column}
}

// unread is the id of a reason of our own.
type unread string

func (u unread) Error() string { return string(u) }

func (r *reader) nik() identity.NIK {
	digits, err := r.row.Cell("nik").Digits(16, 16)
	must(r, "nik", digits, err)
	if err != nil {
		return identity.NIK{}
	}
	nik, err := identity.ParseNIK(digits)
	return must(r, "nik", nik, err)
}

// text reads a cell of at most so many characters.
func text(most int) func(sheet.Cell) (string, error) {
	return func(cell sheet.Cell) (string, error) { return cell.Text(most) }
}

// meaning reads a cell by the words about something.
func (c *Clerk) meaning(about string, most int) func(sheet.Cell) (string, error) {
	return func(cell sheet.Cell) (string, error) {
		words, err := cell.Text(most)
		if err != nil {
			return "", err
		}
		if meaning := c.columns.lexicons[about].find(words); meaning != "" {
			return meaning, nil
		}
		return "", unread(about + "-unknown")
	}
}
