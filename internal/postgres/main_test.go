package postgres

import (
	"fmt"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5/pgxpool"

	"jagaetam/internal/civil"
	"jagaetam/internal/identity"
	"jagaetam/internal/record"
	"jagaetam/internal/record/recordtest"
	"jagaetam/internal/testservices"
)

func TestMain(m *testing.M) { testservices.Main(m, Migrate) }

func TestStore(t *testing.T) {
	recordtest.Suite(t, func(t *testing.T) recordtest.Store { return newStore(t) })
}

var today = civil.Date{Year: 2026, Month: 11, Day: 23}

// newStore is a store over a database of the test's own, with a fresh vault.
func newStore(t testing.TB) *Store {
	t.Helper()
	return New(openPool(t, testservices.PostgresURL(t)), vaultOf(t, identity.NewKeyring(today)))
}

func openPool(t testing.TB, url string) *pgxpool.Pool {
	t.Helper()
	pool, err := Open(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	return pool
}

// vaultOf goes through the text of the keyring, so that the caller can go on changing his.
func vaultOf(t testing.TB, keys *identity.Keyring) *identity.Vault {
	t.Helper()
	var text strings.Builder
	if err := keys.Write(&text); err != nil {
		t.Fatal(err)
	}
	parsed, err := identity.ParseKeyring(text.String())
	if err != nil {
		t.Fatal(err)
	}
	vault, err := identity.NewVault(parsed)
	if err != nil {
		t.Fatal(err)
	}
	return vault
}

func apply(t testing.TB, s *Store, key string, effects ...record.Effect) record.Outcome {
	t.Helper()
	outcome, err := s.Apply(t.Context(), key, effects)
	if err != nil {
		t.Fatal(err)
	}
	return outcome
}

// file has account 1 file an application for the worker with NIK number n.
func file(t testing.TB, s *Store, n int) record.Receipt {
	t.Helper()
	key := fmt.Sprint("file-", n)
	return apply(t, s, key, recordtest.Filing(t, recordtest.Account(1), key, recordtest.NIK(t, n))).Receipt
}

// addDecree keeps a decree with room for all, and gives its id.
func addDecree(t testing.TB, s *Store) int64 {
	t.Helper()
	id, err := s.AddDecree(t.Context(), recordtest.YearOf2026(0), "officer:1", recordtest.Noon)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func exec(t testing.TB, s *Store, statement string, args ...any) {
	t.Helper()
	if _, err := s.pool.Exec(t.Context(), statement, args...); err != nil {
		t.Fatal(err)
	}
}

// one is the single value that the query finds.
func one[T any](t testing.TB, s *Store, query string, args ...any) (value T) {
	t.Helper()
	if err := s.pool.QueryRow(t.Context(), query, args...).Scan(&value); err != nil {
		t.Fatal(err)
	}
	return value
}
