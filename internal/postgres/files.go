package postgres

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"jagaetam/internal/chat"
	"jagaetam/internal/record"
)

const keepFileSQL = `insert into files (id, name, type, data, expires_at) values ($1, $2, $3, $4, $5)`

// KeepFile keeps a file until it expires, sealed, and gives the name by which it is read again.
func (s *Store) KeepFile(ctx context.Context, f record.KeptFile) (string, error) {
	id := rand.Text()
	_, err := s.pool.Exec(ctx, keepFileSQL, id, s.vault.Seal(place("files", "name", id), []byte(f.Name)), f.Type,
		s.vault.Seal(place("files", "data", id), f.Data), f.Expires)
	if err != nil {
		return "", fmt.Errorf("keep file: %w", err)
	}
	return id, nil
}

const readFileSQL = `select name, type, data from files where id = $1`

// ReadFile gives a file's name as the reader is to see it, its MIME type and its content. The error is chat.ErrGone where there is no
// such file, or no longer.
func (s *Store) ReadFile(ctx context.Context, id string) (name, mime string, data []byte, err error) {
	var sealedName, sealed []byte
	switch err := s.pool.QueryRow(ctx, readFileSQL, id).Scan(&sealedName, &mime, &sealed); {
	case errors.Is(err, pgx.ErrNoRows):
		return "", "", nil, fmt.Errorf("read file: %w", chat.ErrGone)
	case err != nil:
		return "", "", nil, fmt.Errorf("read file: %w", err)
	}
	if name, err = s.open(place("files", "name", id), sealedName); err != nil {
		return "", "", nil, err
	}
	data, err = s.vault.Open(place("files", "data", id), sealed)
	return name, mime, data, err
}

const purgeFilesSQL = `delete from files where expires_at <= $1`

// PurgeFiles deletes the files that have expired, and says how many they were.
func (s *Store) PurgeFiles(ctx context.Context, now time.Time) (int, error) {
	deleted, err := s.pool.Exec(ctx, purgeFilesSQL, now)
	if err != nil {
		return 0, fmt.Errorf("purge files: %w", err)
	}
	return int(deleted.RowsAffected()), nil
}

const purgeImportRowsSQL = `delete from import_rows r using imports i where i.id = r.import and i.at < $1`

// PurgeImportRows deletes what became of the rows of files that came in before, and says how many they were.
func (s *Store) PurgeImportRows(ctx context.Context, before time.Time) (int, error) {
	deleted, err := s.pool.Exec(ctx, purgeImportRowsSQL, before)
	if err != nil {
		return 0, fmt.Errorf("purge rows of files: %w", err)
	}
	return int(deleted.RowsAffected()), nil
}
