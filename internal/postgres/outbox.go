package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"jagaetam/internal/record"
)

const nextOutboxSQL = `select nextval(pg_get_serial_sequence('outbox', 'id'))`

// saySQL leaves out what was to be said under that name before. A row for a worker names him, not his number, as he may apply again.
const saySQL = `
insert into outbox (id, chat, worker, case_number, to_office, relays, edits, words, once, not_before, created_at)
values (@id, nullif(@chat, ''), @worker, nullif(@case::bigint, 0), @office, nullif(@relays::bigint, 0), @edits, @words, nullif(@once, ''),
    coalesce(@at::timestamptz, to_timestamp(0)), now())
on conflict (once) do nothing`

const workerOfSQL = `select worker from applications where number = $1`

// say puts words into the outbox.
func (s *Store) say(ctx context.Context, tx pgx.Tx, e record.Say) error {
	if err := e.Check(); err != nil {
		return err
	}
	var worker *int64
	if e.Receipt != 0 {
		err := tx.QueryRow(ctx, workerOfSQL, e.Receipt).Scan(&worker)
		if errors.Is(err, pgx.ErrNoRows) {
			return fmt.Errorf("say to the worker of %s: %w", e.Receipt, record.ErrNotFound)
		}
		if err != nil {
			return fmt.Errorf("say to the worker of %s: %w", e.Receipt, err)
		}
	}
	var id int64
	if err := tx.QueryRow(ctx, nextOutboxSQL).Scan(&id); err != nil {
		return fmt.Errorf("say: %w", err)
	}
	words, err := json.Marshal(e.Words)
	if err != nil {
		return fmt.Errorf("say: %w", err)
	}
	args := pgx.NamedArgs{
		"id": id, "chat": e.To, "worker": worker, "words": s.vault.Seal(place("outbox", "words", id), words), "once": e.Once, "at": nil,
		"case": e.Case, "office": e.Office, "relays": e.Relays, "edits": e.Edits,
	}
	if !e.At.IsZero() {
		args["at"] = e.At
	}
	if _, err := tx.Exec(ctx, saySQL, args); err != nil {
		return fmt.Errorf("say: %w", err)
	}
	return nil
}
