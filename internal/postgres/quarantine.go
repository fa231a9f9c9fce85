package postgres

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"jagaetam/internal/record"
)

// Quarantined is something that could not be handled, and why.
type Quarantined struct {
	ID int64
	// Source is where it came from, such as "telegram"; Key is its name there.
	Source, Key string
	Cause       string
	At          time.Time
}

const nextQuarantineSQL = `select nextval(pg_get_serial_sequence('quarantine', 'id'))`

const quarantineSQL = `
insert into quarantine (id, source, key, raw, cause) values ($1, $2, $3, $4, $5)
on conflict (source, key) do nothing`

// Quarantine keeps what could not be handled, sealed, until somebody has looked at it. What comes again with the same key is
// kept once, with its first cause. The cause is kept in the clear and must hold nothing personal.
func (s *Store) Quarantine(ctx context.Context, source, key string, raw []byte, cause string) error {
	var id int64
	if err := s.pool.QueryRow(ctx, nextQuarantineSQL).Scan(&id); err != nil {
		return fmt.Errorf("quarantine %s: %w", key, err)
	}
	sealed := s.vault.Seal(place("quarantine", "raw", id), raw)
	if _, err := s.pool.Exec(ctx, quarantineSQL, id, source, key, sealed, storable(cause)); err != nil {
		return fmt.Errorf("quarantine %s: %w", key, err)
	}
	return nil
}

// storable is the text without what a text column refuses: a cause may quote the very bytes that could not be handled.
func storable(text string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(text, "\uFFFD"), "\x00", "\uFFFD")
}

const quarantinedSQL = `select id, source, key, cause, at from quarantine order by id`

// Quarantined is all that is in quarantine, the oldest first.
func (s *Store) Quarantined(ctx context.Context) ([]Quarantined, error) {
	rows, _ := s.pool.Query(ctx, quarantinedSQL) // CollectRows has the error
	all, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Quarantined])
	if err != nil {
		return nil, fmt.Errorf("list quarantine: %w", err)
	}
	return all, nil
}

const quarantinedRawSQL = `select raw from quarantine where id = $1`

// QuarantinedRaw is what arrived, opened, or record.ErrNotFound.
func (s *Store) QuarantinedRaw(ctx context.Context, id int64) ([]byte, error) {
	var sealed []byte
	err := s.pool.QueryRow(ctx, quarantinedRawSQL, id).Scan(&sealed)
	if errors.Is(err, pgx.ErrNoRows) {
		err = record.ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("read quarantine %d: %w", id, err)
	}
	return s.vault.Open(place("quarantine", "raw", id), sealed)
}

const removeQuarantinedSQL = `delete from quarantine where id = $1`

// RemoveQuarantined deletes it for good, or returns record.ErrNotFound.
func (s *Store) RemoveQuarantined(ctx context.Context, id int64) error {
	removed, err := s.pool.Exec(ctx, removeQuarantinedSQL, id)
	if err == nil && removed.RowsAffected() == 0 {
		err = record.ErrNotFound
	}
	if err != nil {
		return fmt.Errorf("remove quarantine %d: %w", id, err)
	}
	return nil
}
