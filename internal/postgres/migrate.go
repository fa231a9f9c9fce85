package postgres

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

// The migrations are numbered, go forward only, and add before they take away, so that the version of the program before this
// one still runs on the schema of this one.
//
//go:embed migrations/*.sql
var migrations embed.FS

// Migrate brings the database at url to the schema of this program. Any number of programs may do it at once: one works, the
// others wait for up to five minutes and find it done. A schema newer than the program is left alone; see ErrSchemaNewer.
func Migrate(ctx context.Context, url string) error {
	config, err := pgxpool.ParseConfig(url) // takes the pool's own settings out
	if err != nil {
		return fmt.Errorf("migrate database: %w", err)
	}
	db := stdlib.OpenDB(*config.ConnConfig)
	defer db.Close()
	if err := migrate(ctx, db); err != nil {
		return fmt.Errorf("migrate database: %w", err)
	}
	if err := migrateJobs(ctx, url); err != nil {
		return fmt.Errorf("migrate the tables of jobs: %w", err)
	}
	return nil
}

func migrate(ctx context.Context, db *sql.DB) error {
	// A try a second for 300 seconds: waiting inside one statement would hold back vacuum and every concurrent index.
	locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 300))
	if err != nil {
		return err
	}
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	provider, err := goose.NewProvider(goose.DialectPostgres, db, files, goose.WithSessionLocker(locker))
	if err != nil {
		return err
	}
	if _, err := provider.Up(ctx); err != nil {
		return err
	}
	have, want, err := provider.GetVersions(ctx)
	if err != nil {
		return err
	}
	return compareSchemas(have, want)
}

// How the schema of a database and that of the program can differ; errors.As with *SchemaError has the numbers.
var (
	ErrSchemaNewer = errors.New("the database has a newer schema than this program")
	ErrSchemaOlder = errors.New("the database has an older schema than this program: run migrate")
)

// SchemaError has the two schemas that differ, as numbers of their last migration. It is ErrSchemaNewer or ErrSchemaOlder.
type SchemaError struct{ Database, Program int64 }

func (e *SchemaError) Error() string {
	return fmt.Sprintf("%v (database %d, program %d)", e.Unwrap(), e.Database, e.Program)
}

// Unwrap is ErrSchemaNewer or ErrSchemaOlder.
func (e *SchemaError) Unwrap() error {
	if e.Database > e.Program {
		return ErrSchemaNewer
	}
	return ErrSchemaOlder
}

// schemaVersionSQL is the number of the last migration that the database has had.
const schemaVersionSQL = `select coalesce(max(version_id), 0) from goose_db_version where is_applied`

// CheckSchema compares the schema of the database with the program's, for those that do not migrate. The error is a
// *SchemaError where they differ; a database that was never migrated has schema 0.
func CheckSchema(ctx context.Context, pool *pgxpool.Pool) error {
	var have int64
	err := pool.QueryRow(ctx, schemaVersionSQL).Scan(&have)
	var missing *pgconn.PgError
	if err != nil && !(errors.As(err, &missing) && missing.Code == "42P01") {
		return fmt.Errorf("check schema: %w", err)
	}
	if err := compareSchemas(have, programSchema()); err != nil {
		return fmt.Errorf("check schema: %w", err)
	}
	return nil
}

func compareSchemas(database, program int64) error {
	if database == program {
		return nil
	}
	return &SchemaError{database, program}
}

// programSchema is the number of the last migration embedded.
func programSchema() int64 {
	var last int64
	entries, _ := migrations.ReadDir("migrations") // the folder is in the program
	for _, entry := range entries {
		if number, err := goose.NumericComponent(entry.Name()); err == nil {
			last = max(last, number)
		}
	}
	return last
}
