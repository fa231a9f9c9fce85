package jamsostek

import (
	_ "embed"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"jagaetam/internal/civil"
)

// Holidays are days on which no office works, besides Saturdays and Sundays.
type Holidays map[civil.Date]bool

//go:embed data/holidays.csv
var fixedHolidays string

// FixedHolidays are the public holidays of 2026 and 2027 that fall on the same date every year (Keppres 8/2024): 1 January, 1 May, 1
// June, 17 August and 25 December. All others (Idulfitri, Nyepi, Waisak and whatever follows the moon) are decided year by year, and are
// a setting that has to be handed in.
func FixedHolidays() Holidays {
	holidays, err := ReadHolidays(strings.NewReader(fixedHolidays))
	if err != nil {
		panic(err) // the file is embedded and tested
	}
	return holidays
}

// With is these holidays and others.
func (h Holidays) With(others Holidays) Holidays {
	all := Holidays{}
	maps.Copy(all, h)
	maps.Copy(all, others)
	return all
}

// ReadHolidays reads a table in CSV with the heading date,name, such as 2027-03-09,Idulfitri. Two holidays may fall on one day. The error
// names the first line that cannot be read and what is wrong with it.
func ReadHolidays(r io.Reader) (Holidays, error) {
	rows := csv.NewReader(r)
	rows.FieldsPerRecord = -1 // counted below, with words of our own
	heading, err := rows.Read()
	switch {
	case errors.Is(err, io.EOF):
		return nil, errors.New("read holidays: line 1: the heading date,name is missing")
	case err != nil:
		return nil, fmt.Errorf("read holidays: %w", err) // it names the line
	}
	heading[0] = strings.TrimPrefix(heading[0], "\ufeff") // spreadsheets write it
	if !slices.Equal(heading, []string{"date", "name"}) {
		return nil, fmt.Errorf("read holidays: line 1: the heading is %q, not date,name", strings.Join(heading, ","))
	}
	holidays := Holidays{}
	for {
		row, err := rows.Read()
		switch {
		case errors.Is(err, io.EOF):
			return holidays, nil
		case err != nil:
			return nil, fmt.Errorf("read holidays: %w", err)
		}
		line, _ := rows.FieldPos(0)
		day, err := holiday(row)
		if err != nil {
			return nil, fmt.Errorf("read holidays: line %d: %w", line, err)
		}
		holidays[day] = true
	}
}

func holiday(row []string) (civil.Date, error) {
	switch {
	case len(row) != 2:
		return civil.Date{}, fmt.Errorf("fields: %d, and not the two of a date and a name", len(row))
	case strings.TrimSpace(row[1]) == "":
		return civil.Date{}, fmt.Errorf("the holiday on %s has no name", row[0])
	}
	return civil.ParseDate(row[0])
}
