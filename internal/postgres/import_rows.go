package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"jagaetam/internal/record"
)

// saveImportSQL changes nothing where somebody else has taken the file up since.
const saveImportSQL = `
update imports set double = @double, file = @file, sum_index = @sum, state = @state, total = @total, looked_at = @rows, last_row = @last, counts = @counts, reasons = @reasons,
    paid = @paid, columns = @columns, unused = @unused, problem = @problem, detail = @detail, attempts = 0,
    leased_until = case when @state in ('reading', 'writing') then @until::timestamptz else '-infinity' end
where id = @id and claim = @claim and state in ('reading', 'writing')`

const auditImportSQL = `
insert into audit (at, actor, act, subject, detail)
values (@at, @by, 'import', @subject, jsonb_build_object('kind', @kind::text, 'decree', @decree::bigint, 'counts', @counts::jsonb))`

const expireFileSQL = `update files set expires_at = $2 where id = $1 and expires_at > $2`

// SaveImport keeps how far the file has come and performs the effects, all or nothing, and keeps it in the caller's hand until at and
// lease. The error is record.ErrLost where it is in another's by now; then nothing has changed.
func (s *Store) SaveImport(ctx context.Context, w record.ImportWork, at time.Time, lease time.Duration, effects ...record.Effect) error {
	err := s.transact(ctx, func(tx pgx.Tx) error {
		if err := saveImport(ctx, tx, w, at, lease); err != nil {
			return err
		}
		_, err := s.performAll(ctx, tx, effects)
		return err
	})
	if err != nil {
		return fmt.Errorf("save import %d: %w", w.ID, err)
	}
	return nil
}

func saveImport(ctx context.Context, tx pgx.Tx, w record.ImportWork, at time.Time, lease time.Duration) error {
	saved, err := tx.Exec(ctx, saveImportSQL, pgx.NamedArgs{
		"id": w.ID, "claim": w.Claim, "double": w.Double, "file": w.Kept, "sum": w.Sum, "state": w.State, "total": w.Total, "rows": w.Rows, "last": w.Last, "counts": w.Counts,
		"reasons": orEmpty(w.Reasons), "paid": orEmpty(w.Paid), "columns": orEmpty(w.Columns), "unused": orEmpty(w.Unused),
		"problem": w.Problem, "detail": w.Detail, "until": at.Add(lease),
	})
	if err != nil {
		return err
	}
	if saved.RowsAffected() == 0 {
		return record.ErrLost
	}
	switch w.State {
	case record.ImportDropped: // nobody needs the file any more
		_, err = tx.Exec(ctx, expireFileSQL, w.Kept, at)
		return err
	case record.ImportDone:
	default:
		return nil
	}
	_, err = tx.Exec(ctx, auditImportSQL, pgx.NamedArgs{
		"at": at, "by": w.By, "subject": fmt.Sprintf("import:%d", w.ID), "kind": w.Kind, "decree": w.Decree, "counts": w.Counts,
	})
	return err
}

// orEmpty is never nil: the columns know no null.
func orEmpty[T any](values []T) []T {
	if values == nil {
		return []T{}
	}
	return values
}

func (s *Store) performAll(ctx context.Context, tx pgx.Tx, effects []record.Effect) ([]record.Outcome, error) {
	outcomes := make([]record.Outcome, len(effects))
	for i, effect := range effects {
		var err error
		if outcomes[i], err = s.perform(ctx, tx, effect); err != nil {
			return nil, err
		}
	}
	return outcomes, nil
}

// rowsLockSQL lets one batch be performed at a time: two that name the same workers in other orders would each wait for the other.
const rowsLockSQL = `select pg_advisory_xact_lock(hashtext('rows of files'))`

// errRehearsed breaks a transaction off that was never meant to last.
var errRehearsed = errors.New("rehearsed")

// Rehearse says what would come of each of the effects, performed one after the other, and performs none.
func (s *Store) Rehearse(ctx context.Context, effects []record.Effect) (outcomes []record.Outcome, err error) {
	err = s.transact(ctx, func(tx pgx.Tx) (err error) {
		if _, err := tx.Exec(ctx, rowsLockSQL); err != nil {
			return err
		}
		if outcomes, err = s.performAll(ctx, tx, effects); err != nil {
			return err
		}
		return errRehearsed
	})
	if !errors.Is(err, errRehearsed) {
		return nil, fmt.Errorf("rehearse %d effects: %w", len(effects), err)
	}
	return outcomes, nil
}

// Settled is what is kept together with the effects of some rows.
type Settled struct {
	Work  record.ImportWork
	Fates []record.RowFate
	// Effects follow from what came of the rows, such as to tell a worker.
	Effects []record.Effect
}

var importRowColumns = []string{"import", "row", "row_index", "fate", "reason", "about"}

// WriteImport performs the effects of some rows of the file, and keeps with them what settle makes of their outcomes, all or nothing.
// Settle may be called again with other outcomes. The error is record.ErrLost where the file is in another's hand by now.
func (s *Store) WriteImport(
	ctx context.Context, w record.ImportWork, at time.Time, lease time.Duration, effects []record.Effect, settle func([]record.Outcome) Settled,
) (record.ImportWork, error) {
	var settled Settled
	err := s.transact(ctx, func(tx pgx.Tx) error {
		// Before anything else: whoever has lost the file does no work that another one does at this moment.
		if err := saveImport(ctx, tx, w, at, lease); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, rowsLockSQL); err != nil {
			return err
		}
		outcomes, err := s.performAll(ctx, tx, effects)
		if err != nil {
			return err
		}
		settled = settle(outcomes)
		if _, err := s.performAll(ctx, tx, settled.Effects); err != nil {
			return err
		}
		fates := pgx.CopyFromSlice(len(settled.Fates), func(i int) ([]any, error) {
			f := settled.Fates[i]
			return []any{w.ID, f.Row, f.Hash, string(f.Fate), f.Why, f.About}, nil
		})
		if _, err := tx.CopyFrom(ctx, pgx.Identifier{"import_rows"}, importRowColumns, fates); err != nil {
			return err
		}
		return saveImport(ctx, tx, settled.Work, at, lease)
	})
	if err != nil {
		return w, fmt.Errorf("write import %d after %d rows: %w", w.ID, w.Rows, err)
	}
	return settled.Work, nil
}

const importFatesSQL = `
select row, row_index, fate, reason, about from import_rows where import = $1 and row > $2 order by row limit $3`

// ImportFates are what became of at most limit rows after the one with that number, in their order.
func (s *Store) ImportFates(ctx context.Context, id int64, after, limit int) ([]record.RowFate, error) {
	rows, _ := s.pool.Query(ctx, importFatesSQL, id, after, limit) // CollectRows has the error
	fates, err := pgx.CollectRows(rows, pgx.RowToStructByPos[record.RowFate])
	if err != nil {
		return nil, fmt.Errorf("read rows of import %d: %w", id, err)
	}
	return fates, nil
}
