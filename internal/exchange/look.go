package exchange

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"strings"

	"jagaetam/internal/chat"
	"jagaetam/internal/record"
	"jagaetam/internal/sheet"
)

// look fetches a file, reads it through, and finds out what would come of it. At its end the officer is asked.
func (e *Engine) look(ctx context.Context, w record.ImportWork) error {
	t, w, err := e.prepare(ctx, w)
	if t == nil || err != nil {
		return err
	}
	if w, err = e.rehearse(ctx, t, w, nil); err != nil {
		return err
	}
	w.State = record.ImportAsking
	return e.save(ctx, w, e.tell(w, "asks", asks(e.Columns, w))...)
}

// prepare brings a file to where its rows can be looked at. The table is nil where the file was dropped.
func (e *Engine) prepare(ctx context.Context, w record.ImportWork) (*table, record.ImportWork, error) {
	w, err := e.fetch(ctx, w)
	switch {
	case errors.Is(err, chat.ErrGone):
		w, err = e.drop(ctx, w, "file-gone", "")
		return nil, w, err
	case err != nil:
		return nil, w, err
	}
	same, err := e.Store.SameImport(ctx, w)
	if err != nil {
		return nil, w, err
	}
	if same != 0 {
		w, err = e.drop(ctx, w, sameFile, fmt.Sprint(same))
		return nil, w, err
	}
	t, err := e.open(ctx, w)
	if t != nil {
		w.Columns, w.Unused = t.columns(), t.mapping.Unknown
	}
	if problem, detail := unreadable(err); problem != "" {
		w, err = e.drop(ctx, w, problem, detail)
		return nil, w, err
	}
	if err != nil {
		return nil, w, err
	}
	found, err := t.survey()
	switch problem, detail := unreadable(err); {
	case problem != "":
		w, err = e.drop(ctx, w, problem, detail)
		return nil, w, err
	case err != nil:
		return nil, w, err
	case found.rows == 0:
		w, err = e.drop(ctx, w, string(sheet.NoData), "")
		return nil, w, err
	case found.isRounded():
		w, err = e.drop(ctx, w, "nik-rounded", "")
		return nil, w, err
	}
	w.Total = found.rows
	return t, w, e.save(ctx, w)
}

// sameFile is the problem of a file that was taken in before.
const sameFile = "same-file"

// fetch gets the content of a file, once, and keeps it.
func (e *Engine) fetch(ctx context.Context, w record.ImportWork) (record.ImportWork, error) {
	if w.Kept != "" {
		return w, nil
	}
	if kept, ok := strings.CutPrefix(w.File.ID, keptPrefix); ok {
		_, _, data, err := e.Store.ReadFile(ctx, kept)
		if err != nil {
			return w, err
		}
		sum := sha256.Sum256(data)
		w.Kept, w.Sum = kept, sum[:]
		return w, e.save(ctx, w)
	}
	if e.Fetch == nil {
		return w, chat.ErrGone
	}
	var data bytes.Buffer
	if err := e.Fetch.Fetch(ctx, w.File.ID, &data, sheet.MaxFile); err != nil {
		return w, err
	}
	kept, err := e.Store.KeepFile(ctx, record.KeptFile{
		Name: w.File.Name, Type: w.File.Type, Data: data.Bytes(), Expires: e.Now().Add(sourceKept),
	})
	if err != nil {
		return w, err
	}
	sum := sha256.Sum256(data.Bytes())
	w.Kept, w.Sum = kept, sum[:]
	return w, e.save(ctx, w)
}

// rehearse finds out what would come of every row from where it has come to, and tells hear, where it is not nil.
func (e *Engine) rehearse(ctx context.Context, t *table, w record.ImportWork, hear *results) (record.ImportWork, error) {
	places, err := e.places(ctx, w)
	if err != nil {
		return w, err
	}
	for batch, err := range t.batches(w.Last) {
		if err != nil {
			return w, err
		}
		outcomes, err := e.Store.Rehearse(ctx, effectsOf(batch))
		if err != nil {
			return w, err
		}
		for i := range outcomes {
			if outcomes[i].Name == record.OutcomeNew {
				outcomes[i] = places.take(outcomes[i])
			}
		}
		before, became := w.Rows, fates(batch, outcomes)
		w = tally(w, became, outcomes)
		for i := range became {
			if hear == nil {
				break
			}
			if err := hear.add(batch[i].source.Cells(), became[i]); err != nil {
				return w, err
			}
		}
		if err := e.save(ctx, w, e.progress(w, before)...); err != nil {
			return w, err
		}
	}
	return w, nil
}

// places are what is left of a decree's quota. A rehearsal takes every batch back, so that it must count by itself.
type places struct {
	limited bool
	left    int
}

func (e *Engine) places(ctx context.Context, w record.ImportWork) (*places, error) {
	if w.Kind != record.FileDecree {
		return &places{}, nil
	}
	facts, err := e.Store.Facts(ctx, record.Query{Decrees: true})
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(facts.Decrees, func(d record.Decree) bool { return d.ID == w.Decree })
	if i < 0 || facts.Decrees[i].Quota == 0 {
		return &places{}, nil
	}
	return &places{limited: true, left: facts.Decrees[i].Quota - facts.Decrees[i].Listed - w.Counts.New}, nil
}

// take is the outcome of a row that needs a place.
func (p *places) take(outcome record.Outcome) record.Outcome {
	if p.limited && p.left <= 0 {
		return record.Refused(record.WhyQuota)
	}
	p.left--
	return outcome
}

// tally adds what became of some rows to how far the file has come.
func tally(w record.ImportWork, fates []record.RowFate, outcomes []record.Outcome) record.ImportWork {
	w.Reasons, w.Paid = slices.Clone(w.Reasons), slices.Clone(w.Paid)
	for _, f := range fates {
		w.Rows, w.Last = w.Rows+1, f.Row
		switch f.Fate {
		case record.OutcomeNew:
			w.Counts.New++
		case record.OutcomeChanged:
			w.Counts.Changed++
		case record.OutcomeSame:
			w.Counts.Same++
		default:
			w.Counts.Refused++
			w.Reasons = count(w.Reasons, f)
		}
	}
	for _, outcome := range outcomes {
		if outcome.Why == record.WhyPaidTwice {
			w.Paid = pay(w.Paid, outcome)
		}
	}
	slices.SortStableFunc(w.Reasons, func(a, b record.Reason) int { return b.Rows - a.Rows })
	return w
}

// count adds a refused row to the reasons. Rows that only differ in which earlier row they repeat have one reason.
func count(reasons []record.Reason, f record.RowFate) []record.Reason {
	if f.Why == "contradicts" {
		f.About = ""
	}
	for i := range reasons {
		if reasons[i].Why == f.Why && reasons[i].About == f.About {
			reasons[i].Rows++
			return reasons
		}
	}
	return append(reasons, record.Reason{Why: f.Why, About: f.About, Rows: 1, First: f.Row})
}

func pay(paid []record.PaidBy, outcome record.Outcome) []record.PaidBy {
	for i := range paid {
		if paid[i].Sponsor == outcome.Sponsor {
			paid[i].Rows++
			return paid
		}
	}
	return append(paid, record.PaidBy{Sponsor: outcome.Sponsor, Rows: 1})
}
