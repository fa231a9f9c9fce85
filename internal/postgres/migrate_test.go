package postgres

import (
	"errors"
	"testing"

	"golang.org/x/sync/errgroup"

	"jagaetam/internal/testservices"
)

// emptyDatabase names a database that was never migrated, with a store over it.
func emptyDatabase(t *testing.T) (url string, s *Store) {
	t.Helper()
	url = testservices.PostgresURL(t)
	s = New(openPool(t, url), nil)
	exec(t, s, `drop schema public cascade`)
	exec(t, s, `create schema public`)
	return url, s
}

func TestFiveMigrateAtOnce(t *testing.T) {
	url, s := emptyDatabase(t)
	var programs errgroup.Group
	for range 5 {
		programs.Go(func() error { return Migrate(t.Context(), url) })
	}
	if err := programs.Wait(); err != nil {
		t.Fatal(err)
	}
	if err := CheckSchema(t.Context(), s.pool); err != nil {
		t.Error(err)
	}
}

func TestMigrateUnderstandsThePoolsSettings(t *testing.T) {
	url, _ := emptyDatabase(t)
	if err := Migrate(t.Context(), withSetting(t, url, "pool_max_conns", "3")); err != nil {
		t.Error(err)
	}
}

func TestNewerSchema(t *testing.T) {
	url := testservices.PostgresURL(t)
	s := New(openPool(t, url), nil)
	newer := programSchema() + 1
	exec(t, s, `insert into goose_db_version (version_id, is_applied) values ($1, true)`, newer)
	wantSchemaError(t, Migrate(t.Context(), url), ErrSchemaNewer, newer)
	wantSchemaError(t, CheckSchema(t.Context(), s.pool), ErrSchemaNewer, newer)
}

func TestOlderSchema(t *testing.T) {
	_, s := emptyDatabase(t)
	wantSchemaError(t, CheckSchema(t.Context(), s.pool), ErrSchemaOlder, 0)
}

func wantSchemaError(t *testing.T, err, kind error, database int64) {
	t.Helper()
	var numbers *SchemaError
	if !errors.Is(err, kind) || !errors.As(err, &numbers) || *numbers != (SchemaError{database, programSchema()}) {
		t.Errorf("%v, want %v with %d and %d", err, kind, database, programSchema())
	}
}
