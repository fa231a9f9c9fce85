package testservices

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/url"
	"os"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"jagaetam/internal/localservices"
)

// Postgres is a pool over a migrated database of the test's own. Both go when the test ends.
func Postgres(t testing.TB) *pgxpool.Pool {
	t.Helper()
	pool, err := pgxpool.New(t.Context(), PostgresURL(t))
	if err != nil {
		t.Fatalf("open pool: %v", err)
	}
	t.Cleanup(pool.Close)
	return pool
}

// PostgresURL names a migrated database of the test's own, which is dropped when the test ends.
func PostgresURL(t testing.TB) string {
	t.Helper()
	server := theSuite(t).postgres.get(t)
	database, err := server.clone(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.drop(context.Background(), database); err != nil {
			t.Error(err)
		}
	})
	return server.given(database)
}

// EmptyPostgresURL names a database of the test's own with nothing in it, such as one into which a backup is restored.
func EmptyPostgresURL(t testing.TB) string {
	t.Helper()
	server := theSuite(t).postgres.get(t)
	database := databaseName(server.run, server.last.Add(1))
	if err := server.create(t.Context(), database, "template0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.drop(context.Background(), database); err != nil {
			t.Error(err)
		}
	})
	return server.given(database)
}

// postgres is the server of this test binary, with a template of the databases.
type postgres struct {
	own      *localservices.Services // nil when the environment names another one
	address  url.URL
	admin    *pgxpool.Pool
	session  *pgxpool.Conn // marks this run as alive
	run      int32
	strategy string
	last     atomic.Int64
}

func startPostgres(ctx context.Context, migrate func(context.Context, string) error) (_ *postgres, err error) {
	p := &postgres{run: rand.Int32()}
	defer func() {
		if err != nil {
			err = errors.Join(err, p.close(ctx))
		}
	}()
	at := os.Getenv("TEST_DATABASE_URL")
	if at == "" {
		if p.own, err = ownServers(ctx, localservices.Options{NoRedis: true}); err != nil {
			return nil, fmt.Errorf("start PostgreSQL for tests: %w", err)
		}
		at = p.own.PostgresURL
	}
	if err := p.connect(ctx, at); err != nil {
		return nil, fmt.Errorf("connect to PostgreSQL for tests: %w", err)
	}
	if err := p.makeTemplate(ctx, migrate); err != nil {
		return nil, fmt.Errorf("make template database: %w", err)
	}
	return p, nil
}

func (p *postgres) connect(ctx context.Context, at string) error {
	address, err := url.Parse(at)
	if err != nil {
		return err
	}
	p.address = *address
	if p.admin, err = pgxpool.New(ctx, at); err != nil {
		return err
	}
	if p.session, err = p.admin.Acquire(ctx); err != nil {
		return err
	}
	if err := errors.Join(p.mark(ctx), p.sweep(ctx)); err != nil {
		return err
	}
	return p.session.QueryRow(ctx, `select case when current_setting('server_version_num')::int >= 150000
		then 'strategy file_copy' else '' end`).Scan(&p.strategy)
}

// makeTemplate migrates a database once. Copying its files is the quickest way to another one, where a version can say so.
func (p *postgres) makeTemplate(ctx context.Context, migrate func(context.Context, string) error) error {
	if err := p.create(ctx, p.template(), "template0"); err != nil {
		return err
	}
	if migrate == nil {
		return nil
	}
	return migrate(ctx, p.url(p.template()))
}

func (p *postgres) template() string { return databaseName(p.run, 0) }

func (p *postgres) clone(ctx context.Context) (string, error) {
	database := databaseName(p.run, p.last.Add(1))
	if err := p.create(ctx, database, p.template()); err != nil {
		return "", fmt.Errorf("make database of the test: %w", err)
	}
	return database, nil
}

func (p *postgres) create(ctx context.Context, database, template string) error {
	_, err := p.admin.Exec(ctx, fmt.Sprintf("create database %s template %s %s",
		pgx.Identifier{database}.Sanitize(), pgx.Identifier{template}.Sanitize(), p.strategy))
	return err
}

// drop does not wait for sessions that a test is just closing.
func (p *postgres) drop(ctx context.Context, database string) error {
	_, err := p.admin.Exec(ctx, fmt.Sprintf("drop database if exists %s with (force)", pgx.Identifier{database}.Sanitize()))
	if err != nil {
		return fmt.Errorf("drop database %s: %w", database, err)
	}
	return nil
}

func (p *postgres) url(database string) string {
	address := p.address
	address.Path = "/" + database
	return address.String()
}

// given is how a test gets to its database: through the pooler that TEST_POOLER names, where it does. Databases are made and dropped past it.
func (p *postgres) given(database string) string {
	address := p.address
	address.Path = "/" + database
	if pooler := os.Getenv("TEST_POOLER"); pooler != "" {
		address.Host = pooler
	}
	return address.String()
}

func (p *postgres) close(ctx context.Context) error {
	var err error
	if p.session != nil {
		err = p.drop(ctx, p.template())
		p.session.Release()
	}
	if p.admin != nil {
		p.admin.Close()
	}
	if p.own != nil {
		err = errors.Join(err, p.own.Stop(ctx))
	}
	return err
}
