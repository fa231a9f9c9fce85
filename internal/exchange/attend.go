package exchange

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"

	"jagaetam/internal/record"
	"jagaetam/internal/sheet"
)

// Wish is what somebody at the command line wants done with a file.
type Wish struct {
	// Write performs it; without it is only looked at.
	Write bool
	// Double lists workers whom another sponsor pays for.
	Double bool
	// Result, where set, is given the rows with what became of each, or would.
	Result io.Writer
	Format sheet.Format
}

// Attend takes a file through to its end, for somebody who sits before it, and gives it back done or dropped; where it cannot be taken
// in, its Problem says why. One that was left in the middle goes on where it was. Of the very same file again it gives what came of it
// the first time.
func (e *Engine) Attend(ctx context.Context, id int64, wish Wish) (record.ImportWork, error) {
	w, found, err := e.Store.ClaimImport(ctx, id, e.Now(), lease)
	if err != nil {
		return w, err
	}
	if !found {
		return e.before(ctx, id, wish)
	}
	if w.State == record.ImportReading {
		t, looked, err := e.prepare(ctx, w)
		same, _ := strconv.ParseInt(looked.Detail, 10, 64)
		switch {
		case err != nil:
			return w, err
		case t == nil && looked.Problem == sameFile:
			return e.Attend(ctx, same, wish)
		case t == nil:
			return looked, nil
		case !wish.Write:
			return e.dry(ctx, t, looked, wish)
		}
		w = anew(looked)
		w.State, w.Double = record.ImportWriting, wish.Double
		if err := e.save(ctx, w); err != nil {
			return w, err
		}
	}
	t, err := e.open(ctx, w)
	if err != nil {
		return w, err
	}
	if w, err = e.perform(ctx, t, w); err != nil {
		return w, err
	}
	if err := e.finish(ctx, t, w); err != nil {
		return w, err
	}
	return e.before(ctx, w.ID, wish)
}

// before is a file that is done, with its result.
func (e *Engine) before(ctx context.Context, id int64, wish Wish) (record.ImportWork, error) {
	w, err := e.Store.Import(ctx, id)
	switch {
	case err != nil:
		return w, err
	case w.State == record.ImportAsking:
		return w, fmt.Errorf("the file was sent in a chat as number %d, and %w", id, errAsked)
	case w.State != record.ImportDone:
		return w, fmt.Errorf("file %d: %w", id, record.ErrLost)
	case wish.Result == nil:
		return w, nil
	}
	return w, e.Result(ctx, w, wish.Format, wish.Result)
}

var errAsked = errors.New("an officer is being asked there whether to save it")

// anew is the file before anything was found out about its rows.
func anew(w record.ImportWork) record.ImportWork {
	w.Rows, w.Last, w.Counts, w.Reasons, w.Paid = 0, 0, record.Counts{}, nil, nil
	return w
}

// dry looks at a file, and leaves it.
func (e *Engine) dry(ctx context.Context, t *table, w record.ImportWork, wish Wish) (record.ImportWork, error) {
	w = anew(w)
	w.Double = wish.Double
	t.clerk.file.Double = wish.Double
	var hear *results
	if wish.Result != nil {
		var err error
		if hear, err = e.newResults(t, wish.Format, wish.Result); err != nil {
			return w, err
		}
	}
	w, err := e.rehearse(ctx, t, w, hear)
	if hear != nil {
		err = errors.Join(err, hear.writer.Close())
	}
	if err != nil {
		return w, err
	}
	w.State = record.ImportDropped
	return w, e.save(ctx, w)
}
