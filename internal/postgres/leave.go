package postgres

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"jagaetam/internal/record"
)

const lockLeavingSQL = `
select w.id, w.leaving is not null from applications a join workers w on w.id = a.worker where a.number = $1 for update of w`

const leaveSQL = `update workers set leaving = nullif($2, ''), left_on = $3 where id = $1`

// roomSQL counts a worker out of all lists that he is on, or in again.
const roomSQL = `update decrees set listed = listed + $2 where id in (select decree from covers where worker = $1)`

// LeaveWorker keeps that a worker has left, which makes room on the lists that he is on, or takes it back. The error is
// record.ErrNotFound or one of its Check's.
func (s *Store) LeaveWorker(ctx context.Context, leave record.Leave) error {
	err := leave.Check()
	if err == nil {
		err = s.transact(ctx, func(tx pgx.Tx) error { return s.leaveWorker(ctx, tx, leave) })
	}
	if err != nil {
		return fmt.Errorf("keep that the worker of %s left: %w", leave.Receipt, err)
	}
	return nil
}

func (s *Store) leaveWorker(ctx context.Context, tx pgx.Tx, leave record.Leave) error {
	var worker int64
	var left bool
	switch err := tx.QueryRow(ctx, lockLeavingSQL, leave.Receipt).Scan(&worker, &left); {
	case errors.Is(err, pgx.ErrNoRows):
		return record.ErrNotFound
	case err != nil:
		return err
	}
	if _, err := tx.Exec(ctx, leaveSQL, worker, string(leave.Why), dateOf(leave.On)); err != nil {
		return err
	}
	if leaves := leave.Why != ""; leaves != left {
		more := 1
		if leaves {
			more = -1
		}
		if _, err := tx.Exec(ctx, roomSQL, worker, more); err != nil {
			return err
		}
	}
	return audit(ctx, tx, act{leave.At, leave.By, "leave", applicationName(leave.Receipt), map[string]any{"why": leave.Why}})
}
