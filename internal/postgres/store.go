package postgres

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"jagaetam/internal/identity"
)

// Store keeps the records. It may be used by many goroutines and by many programs at once.
type Store struct {
	// Zone is where days are counted; UTC when nil.
	Zone *time.Location

	pool  *pgxpool.Pool
	vault *identity.Vault

	repeats atomic.Uint64
}

// New is a store over the pool, which stays the caller's to close.
func New(pool *pgxpool.Pool, vault *identity.Vault) *Store { return &Store{pool: pool, vault: vault} }

// maxAttempts is how often a transaction is tried that PostgreSQL broke off in favour of another.
const maxAttempts = 5

// transact does work in one transaction, again from the start where it collided with another.
func (s *Store) transact(ctx context.Context, work func(pgx.Tx) error) error {
	for attempt := 1; ; attempt++ {
		err := pgx.BeginFunc(ctx, s.pool, work)
		if attempt == maxAttempts || !isCollision(err) {
			return err
		}
	}
}

// isCollision says whether the transaction was a victim: serialization_failure or deadlock_detected.
func isCollision(err error) bool {
	var broken *pgconn.PgError
	return errors.As(err, &broken) && (broken.Code == "40001" || broken.Code == "40P01")
}

// place names where a value is sealed; the vault opens it nowhere else.
func place[K int64 | string](table, column string, key K) string {
	return fmt.Sprintf("%s:%s:%v", table, column, key)
}
