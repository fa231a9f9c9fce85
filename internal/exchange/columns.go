package exchange

import (
	_ "embed"
	"errors"
	"fmt"
	"os"
	"slices"

	"github.com/BurntSushi/toml"

	"jagaetam/internal/record"
	"jagaetam/internal/sheet"
)

// Columns say how files name their columns and what the words in them mean.
type Columns struct {
	// Headings are what a column may be called, by its id; the first is for people.
	Headings map[string][]string `toml:"columns"`
	// Files are the columns of each kind of file.
	Files map[record.FileKind]needed `toml:"files"`
	// Words are, by what they are about, the words for each meaning.
	Words map[string]map[string][]string `toml:"words"`
	// Enrolment are the columns of the list that is given out.
	Enrolment []Outgoing `toml:"enrolment"`

	lexicons map[string]lexicon
}

type needed struct {
	Needs []string `toml:"needs"`
	Takes []string `toml:"takes"`
}

// Outgoing is a column of the list for BPJS.
type Outgoing struct {
	Heading string `toml:"heading"`
	Field   string `toml:"field"`
	// Value stands in every row where there is no field.
	Value string `toml:"value"`
	Form  string `toml:"form"`
}

//go:embed columns.toml
var standard string

// LoadColumns are the columns as they are built in, with what the file says in their place; an empty path is no file. The error lists
// everything that is wrong.
func LoadColumns(path string) (*Columns, error) {
	c := &Columns{}
	if err := c.read(standard); err != nil {
		return nil, err
	}
	if path != "" {
		own, err := os.ReadFile(path)
		if err != nil {
			return nil, fmt.Errorf("read columns: %w", err)
		}
		if err := c.read(string(own)); err != nil {
			return nil, err
		}
	}
	if err := c.check(); err != nil {
		return nil, fmt.Errorf("read columns: %w", err)
	}
	c.lexicons = map[string]lexicon{}
	for about, words := range c.Words {
		c.lexicons[about] = newLexicon(words)
	}
	return c, nil
}

// read takes over what the text says. A list, and the words about one thing, are replaced as a whole.
func (c *Columns) read(text string) error {
	var own Columns
	meta, err := toml.Decode(text, &own)
	if err != nil {
		return fmt.Errorf("read columns: %w", err)
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		return fmt.Errorf("read columns: there is no %v", unknown)
	}
	c.Headings = over(c.Headings, own.Headings)
	c.Files = over(c.Files, own.Files)
	c.Words = over(c.Words, own.Words)
	if own.Enrolment != nil {
		c.Enrolment = own.Enrolment
	}
	return nil
}

func over[K comparable, V any](below, above map[K]V) map[K]V {
	if below == nil {
		return above
	}
	for key, value := range above {
		below[key] = value
	}
	return below
}

// Of are the columns of a kind of file.
func (c *Columns) Of(kind record.FileKind) []sheet.Column {
	var columns []sheet.Column
	for _, id := range c.Files[kind].Needs {
		columns = append(columns, sheet.Column{ID: id, Names: c.Headings[id], Required: true})
	}
	for _, id := range c.Files[kind].Takes {
		columns = append(columns, sheet.Column{ID: id, Names: c.Headings[id]})
	}
	return columns
}

// Title is what a column is called when somebody is told about it.
func (c *Columns) Title(id string) string {
	if names := c.Headings[id]; len(names) > 0 {
		return names[0]
	}
	return id
}

// meanings are what the words of each sort may mean.
var meanings = map[string][]string{
	"sex":     {"male", "female"},
	"status":  {"accepted", "refused", "pending"},
	"match":   {"agrees", "not-found", "name-differs", "birth-differs", "died", "moved"},
	"source":  {"dukcapil", "dtsen"},
	"sponsor": {"village", "regency", "province", "company", "self"},
}

// fields are what a list for BPJS can have of a worker, forms are how it can be written.
var (
	fields = []string{
		"number", "nik", "name", "birth", "sex", "phone", "address", "neighbourhood", "village", "district", "occupation", "workplace", "income",
		"decree", "first", "last", "months",
	}
	forms = []string{"", "capitals", "dd-mm-yyyy", "yyyy-mm-dd"}
)

func (c *Columns) check() error {
	var wrong []error
	report := func(bad bool, format string, args ...any) {
		if bad {
			wrong = append(wrong, fmt.Errorf(format, args...))
		}
	}
	for kind, file := range c.Files {
		report(!slices.Contains(record.FileKinds, kind), "files.%s: there is no such kind of file", kind)
		report(!slices.Contains(file.Needs, "nik"), "files.%s: needs no nik", kind)
		for _, id := range slices.Concat(file.Needs, file.Takes) {
			report(len(c.Headings[id]) == 0, "files.%s: the column %q has no heading", kind, id)
		}
		for _, column := range c.Of(kind) {
			for _, name := range column.Names {
				_, err := sheet.Match([]string{name}, c.optional(kind))
				report(err != nil, "files.%s: %q is the heading of two columns", kind, name)
			}
		}
	}
	for about, words := range c.Words {
		for meaning := range words {
			known := slices.Contains(meanings[about], meaning) || about == "field" && slices.Contains(record.Fields, record.Field(meaning))
			report(!known, "words.%s: there is no %q", about, meaning)
		}
	}
	for i, column := range c.Enrolment {
		report(column.Heading == "", "enrolment %d: has no heading", i+1)
		report((column.Field == "") == (column.Value == ""), "enrolment %d: has neither a field nor a value, or both", i+1)
		report(column.Field != "" && !slices.Contains(fields, column.Field), "enrolment %d: there is no field %q", i+1, column.Field)
		report(!slices.Contains(forms, column.Form), "enrolment %d: there is no form %q", i+1, column.Form)
	}
	return errors.Join(wrong...)
}

// optional are the columns of a kind of file, of which a heading alone can be looked for.
func (c *Columns) optional(kind record.FileKind) []sheet.Column {
	columns := c.Of(kind)
	for i := range columns {
		columns[i].Required = false
	}
	return columns
}
