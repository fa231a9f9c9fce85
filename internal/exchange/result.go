package exchange

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"jagaetam/internal/record"
	"jagaetam/internal/sheet"
	"jagaetam/locales"
)

// fatePage is how many fates are read from the store at once.
const fatePage = 1_000

// Result writes the rows of a file that was written, as they came, with what became of each beside them.
func (e *Engine) Result(ctx context.Context, w record.ImportWork, format sheet.Format, out io.Writer) error {
	t, err := e.open(ctx, w)
	if err != nil {
		return err
	}
	return e.result(ctx, t, w, format, out)
}

func (e *Engine) result(ctx context.Context, t *table, w record.ImportWork, format sheet.Format, out io.Writer) error {
	r, err := e.newResults(t, format, out)
	if err != nil {
		return err
	}
	err = e.writeResult(ctx, t, w, r)
	return errors.Join(err, r.writer.Close())
}

func (e *Engine) writeResult(ctx context.Context, t *table, w record.ImportWork, r *results) error {
	var fates []record.RowFate
	last := 0
	for row, err := range t.Rows(t.mapping) {
		if err != nil {
			return err
		}
		if len(fates) == 0 {
			if fates, err = e.Store.ImportFates(ctx, w.ID, last, fatePage); err != nil {
				return err
			}
		}
		if len(fates) == 0 || fates[0].Row != row.Number {
			return fmt.Errorf("write the result of import %d: row %d has no fate", w.ID, row.Number)
		}
		if err := r.add(row.Cells(), fates[0]); err != nil {
			return err
		}
		last, fates = row.Number, fates[1:]
	}
	return nil
}

// results writes rows with what became of them.
type results struct {
	engine *Engine
	writer *sheet.Writer
	// old are the columns of an earlier result, which are left out.
	old   []int
	words map[remarked]string
	fates map[record.OutcomeName]string
	// unused comes before what of a row was not used.
	unused string
}

func (e *Engine) newResults(t *table, format sheet.Format, out io.Writer) (*results, error) {
	r := &results{engine: e, words: map[remarked]string{}, fates: map[record.OutcomeName]string{}}
	var err error
	if r.unused, err = e.Texts.Render(locales.Indonesian, "sheet.unused", nil, nil); err != nil {
		return nil, err
	}
	var added []string
	for _, key := range []string{"sheet.fate", "sheet.remark"} {
		heading, err := e.Texts.Render(locales.Indonesian, key, nil, nil)
		if err != nil {
			return nil, err
		}
		added = append(added, heading)
	}
	for _, fate := range []record.OutcomeName{record.OutcomeNew, record.OutcomeChanged, record.OutcomeSame, record.OutcomeRefused} {
		word, err := e.Texts.Render(locales.Indonesian, "sheet.fate."+string(fate), nil, nil)
		if err != nil {
			return nil, err
		}
		r.fates[fate] = word
	}
	var headings []string
	for i, heading := range t.mapping.Headings {
		if slices.Contains(added, heading) {
			r.old = append(r.old, i)
		} else {
			headings = append(headings, heading)
		}
	}
	r.writer, err = sheet.NewWriter(out, format, sheet.Layout{Heading: append(headings, added...)})
	return r, err
}

func (r *results) add(cells []sheet.Cell, fate record.RowFate) error {
	for _, i := range slices.Backward(r.old) {
		cells = slices.Delete(cells, i, i+1)
	}
	remark, err := r.remark(fate)
	if err != nil {
		return err
	}
	return r.writer.Write(append(cells, sheet.TextCell(r.fates[fate.Fate]), sheet.TextCell(remark))...)
}

// remark is the reason in words, or what of the row was not used.
func (r *results) remark(fate record.RowFate) (string, error) {
	if fate.Why == "" {
		return "", nil
	}
	key := remarked{fate.Fate, fate.Why, fate.About}
	if words, known := r.words[key]; known {
		return words, nil
	}
	var said []string
	abouts := strings.Split(fate.About, ",")
	if fate.Fate != record.OutcomeRefused && fate.Why != "twice" {
		said = append(said, r.unused)
	}
	for i, reason := range strings.Split(fate.Why, ",") {
		words, err := r.engine.Texts.Arg(locales.Indonesian, why(r.engine.Columns, reason, abouts[min(i, len(abouts)-1)]), nil)
		if err != nil {
			return "", err
		}
		said = append(said, words)
	}
	words := strings.Join(said, " ")
	if len(r.words) < mostPlaces {
		r.words[key] = words
	}
	return words, nil
}

// remarked is what a remark depends on.
type remarked struct {
	fate       record.OutcomeName
	why, about string
}
