package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"jagaetam/internal/record"
)

const lockApplicationSQL = `select state from applications where number = $1 for update`

const nextHistorySQL = `select nextval(pg_get_serial_sequence('application_history', 'id'))`

// moveApplicationSQL keeps the new state, the step that led to it, and who did it. The reason is in the history alone, sealed.
const moveApplicationSQL = `
with moved as (
    update applications set state = @to, since = @at where number = @number
), stepped as (
    insert into application_history (id, application, state, at, reason, field) values (@step, @number, @to, @at, @reason, @field)
)
insert into audit (at, actor, act, subject, detail)
values (@at, @by, 'move application', @subject, jsonb_build_object('from', @from::text, 'to', @to))`

// MoveApplication brings an application into another state, with a reason that the worker gets, and writes down that by did it.
// The error is record.ErrNotFound or one of record.CheckMove's; then nothing has changed.
func (s *Store) MoveApplication(ctx context.Context, receipt record.Receipt, to record.ApplicationState, reason, by string, at time.Time) error {
	err := s.transact(ctx, func(tx pgx.Tx) error {
		var from record.ApplicationState
		switch err := tx.QueryRow(ctx, lockApplicationSQL, receipt).Scan(&from); {
		case errors.Is(err, pgx.ErrNoRows):
			return record.ErrNotFound
		case err != nil:
			return err
		}
		if err := record.CheckMove(from, to, reason, by); err != nil {
			return err
		}
		return s.move(ctx, tx, receipt, from, record.Moved{State: to, At: at, Reason: reason}, by)
	})
	if err != nil {
		return fmt.Errorf("move application %s to %s: %w", receipt, to, err)
	}
	return nil
}

func (s *Store) move(ctx context.Context, tx pgx.Tx, receipt record.Receipt, from record.ApplicationState, to record.Moved, by string) error {
	var step int64
	if err := tx.QueryRow(ctx, nextHistorySQL).Scan(&step); err != nil {
		return err
	}
	var reason []byte
	if to.Reason != "" {
		reason = s.vault.Seal(place("application_history", "reason", step), []byte(to.Reason))
	}
	_, err := tx.Exec(ctx, moveApplicationSQL, pgx.NamedArgs{
		"number": receipt, "from": from, "to": to.State, "at": to.At, "step": step, "reason": reason, "field": to.Field, "by": by,
		"subject": "application:" + receipt.String(),
	})
	return err
}
