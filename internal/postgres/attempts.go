package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"jagaetam/internal/record"
)

// The acts whose misses are counted.
const (
	actLookUp = "look up"
	actClaim  = "claim"
	actVerify = "verify code"
	actJoin   = "join office"
)

// lockAttemptsSQL holds the row to the end of the transaction, so that of two attempts at once the second sees the first's miss.
const lockAttemptsSQL = `
insert into attempts (act, subject_index, misses, until) values ($1, $2, 0, $3)
on conflict (act, subject_index) do update set misses = attempts.misses
returning misses, until`

const missSQL = `update attempts set misses = $3, until = $4 where act = $1 and subject_index = $2`

const hitSQL = `delete from attempts where act = $1 and subject_index = $2`

// lockAttempts are the attempts with each subject as they count at the time. All who lock several lock them in the same order.
func lockAttempts(ctx context.Context, tx pgx.Tx, act string, at time.Time, subjects ...[]byte) ([]record.Attempts, error) {
	all := make([]record.Attempts, len(subjects))
	for i, subject := range subjects {
		if err := tx.QueryRow(ctx, lockAttemptsSQL, act, subject, at).Scan(&all[i].Misses, &all[i].Until); err != nil {
			return nil, fmt.Errorf("count attempts: %w", err)
		}
		all[i] = all[i].At(at)
	}
	return all, nil
}

// waitUntil is the end of the longest wait; zero where nobody has to wait.
func waitUntil(at time.Time, attempts []record.Attempts) (until time.Time) {
	for _, a := range attempts {
		if a.Until.After(at) && a.Until.After(until) {
			until = a.Until.UTC()
		}
	}
	return until
}

func miss(ctx context.Context, tx pgx.Tx, act string, subject []byte, after record.Attempts) error {
	if _, err := tx.Exec(ctx, missSQL, act, subject, after.Misses, after.Until); err != nil {
		return fmt.Errorf("count attempts: %w", err)
	}
	return nil
}

func hit(ctx context.Context, tx pgx.Tx, act string, subject []byte) error {
	if _, err := tx.Exec(ctx, hitSQL, act, subject); err != nil {
		return fmt.Errorf("count attempts: %w", err)
	}
	return nil
}

const purgeAttemptsSQL = `delete from attempts where until < $1`

// PurgeAttempts forgets the misses whose wait ended before then, and says how many rows they were.
func (s *Store) PurgeAttempts(ctx context.Context, before time.Time) (int, error) {
	deleted, err := s.pool.Exec(ctx, purgeAttemptsSQL, before)
	if err != nil {
		return 0, fmt.Errorf("purge attempts: %w", err)
	}
	return int(deleted.RowsAffected()), nil
}
