package exchange

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"iter"
	"strings"

	"jagaetam/internal/civil"
	"jagaetam/internal/identity"
	"jagaetam/internal/record"
	"jagaetam/internal/sheet"
)

// batchSize is how many rows are performed in one transaction: a second's work.
const batchSize = 200

// table is a file that has been opened and whose columns are known.
type table struct {
	*sheet.Table
	mapping sheet.Mapping
	clerk   *Clerk
	vault   *identity.Vault
	kind    record.FileKind
}

// open opens a kept file. The error is a *sheet.Error where it is none that can be taken in, and chat.ErrGone where it is not there
// any more.
func (e *Engine) open(ctx context.Context, w record.ImportWork) (*table, error) {
	_, _, data, err := e.Store.ReadFile(ctx, w.Kept)
	if err != nil {
		return nil, err
	}
	opened, err := sheet.Open(bytes.NewReader(data), int64(len(data)), "")
	if err != nil {
		return nil, err
	}
	t := &table{Table: opened, vault: e.Vault, kind: w.Kind}
	if t.mapping, err = opened.Match(e.Columns.Of(w.Kind)); err != nil {
		return t, err
	}
	t.clerk, err = newClerk(e.Columns, e.Region, e.Texts, w, civil.DateOf(w.At.In(e.Zone)))
	return t, err
}

// columns say which heading was taken for which column.
func (t *table) columns() []string {
	var columns []string
	for _, c := range t.mapping.Columns {
		columns = append(columns, c.ID+"="+c.Heading)
	}
	return columns
}

// row is a row as it was read: an effect, or a fate that needs none.
type row struct {
	record.RowFate
	effect record.Effect
	source sheet.Row
}

// seen is where a key stood first, and a digest of what stood there.
type seen struct {
	row    int
	digest uint64
}

// batches are the rows after the one with that number, in batches. Rows before it are read for what they say twice.
func (t *table) batches(after int) iter.Seq2[[]row, error] {
	return func(yield func([]row, error) bool) {
		keys := map[string]seen{}
		var batch []row
		for r, err := range t.Rows(t.mapping) {
			if err != nil {
				yield(nil, err)
				return
			}
			read := t.read(r, keys)
			if r.Number <= after {
				continue
			}
			if batch = append(batch, read); len(batch) == batchSize {
				if !yield(batch, nil) {
					return
				}
				batch = nil
			}
		}
		if len(batch) > 0 {
			yield(batch, nil)
		}
	}
}

// read reads one row. One that says the same as an earlier row is that one again; one that contradicts it is refused, as nobody knows
// which of the two is right.
func (t *table) read(r sheet.Row, keys map[string]seen) row {
	read := row{RowFate: record.RowFate{Row: r.Number, Hash: []byte{}}, source: r}
	taken, problem := t.clerk.Take(r)
	if problem != nil {
		read.Fate, read.Why, read.About = record.OutcomeRefused, problem.Why, problem.About
		return read
	}
	read.Hash = t.vault.Index(kindRow, taken.Key)[:16]
	this := seen{r.Number, t.digest(r)}
	first, twice := keys[string(read.Hash)]
	switch {
	case !twice:
		keys[string(read.Hash)] = this
		read.effect = taken.Effect
		read.Why, read.About = join(taken.Notes)
	case first.digest == this.digest:
		read.Fate, read.Why, read.About = record.OutcomeSame, "twice", fmt.Sprint(first.row)
	default:
		read.Fate, read.Why, read.About = record.OutcomeRefused, "contradicts", fmt.Sprint(first.row)
	}
	return read
}

// join has several notes in the place of one, with commas between them.
func join(notes []Problem) (why, about string) {
	var whys, abouts []string
	for _, note := range notes {
		whys, abouts = append(whys, note.Why), append(abouts, note.About)
	}
	return strings.Join(whys, ","), strings.Join(abouts, ",")
}

// kindRow keeps the hashes of rows apart from those of what they are about.
const kindRow identity.Kind = "row of a file"

// digest tells rows apart by the columns that count.
func (t *table) digest(r sheet.Row) uint64 {
	sum := fnv.New64a()
	for _, c := range t.mapping.Columns {
		fmt.Fprintf(sum, "%s\x00", strings.Join(strings.Fields(r.Cell(c.ID).Raw), " "))
	}
	return sum.Sum64()
}

// effectsOf are the effects of the rows that have one.
func effectsOf(batch []row) []record.Effect {
	var effects []record.Effect
	for _, r := range batch {
		if r.effect != nil {
			effects = append(effects, r.effect)
		}
	}
	return effects
}

// fates are what became of the rows, with the outcomes of their effects in order.
func fates(batch []row, outcomes []record.Outcome) []record.RowFate {
	all := make([]record.RowFate, len(batch))
	next := 0
	for i, r := range batch {
		all[i] = r.RowFate
		if r.effect == nil {
			continue
		}
		all[i].Fate = outcomes[next].Name
		if outcomes[next].Name == record.OutcomeRefused {
			all[i].Why, all[i].About = outcomes[next].Why, ""
		}
		next++
	}
	return all
}

// survey is what can be known of a file without performing anything.
type survey struct{ rows, niks, rounded int }

// survey counts the rows. Of every NIK the last digit is looked at: a spreadsheet that took them for numbers wrote them with a 0 at the
// end, and then each is another person's.
func (t *table) survey() (survey, error) {
	var s survey
	for r, err := range t.Rows(t.mapping) {
		if err != nil {
			return s, err
		}
		s.rows++
		if digits, err := r.Cell("nik").Digits(16, 16); err == nil {
			s.niks++
			if strings.HasSuffix(digits, "0") {
				s.rounded++
			}
		}
	}
	return s, nil
}

// fewest is from how many NIKs on it is no accident that nearly all end in 0: by chance it is one in ten.
const fewest = 5

func (s survey) isRounded() bool { return s.niks >= fewest && s.rounded*10 >= s.niks*9 }

// unreadable is the id of why the file cannot be taken in at all, with what it is about; empty where the error is none of that kind.
func unreadable(err error) (problem, detail string) {
	if e, ok := errors.AsType[*sheet.Error](err); ok {
		return string(e.Reason), strings.Join(e.Names, ", ")
	}
	return "", ""
}
