package postgres

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
)

// settings are given to the server with every connection; the URL overrules each of them. A statement of a turn takes
// milliseconds: what runs for 15 s is a mistake, and what idles in a transaction holds up everybody.
var settings = map[string]string{
	"application_name":                    "jagaetam",
	"statement_timeout":                   "15s",
	"idle_in_transaction_session_timeout": "30s",
	"timezone":                            "UTC",
}

const (
	minPoolSize    = 8
	connectTimeout = 5 * time.Second
	idleTime       = 10 * time.Minute
)

// Open is a pool of connections to the database at url, a postgres:// address or a key=value string. It does not connect yet:
// see Store.WaitReady. The pool has at least 8 connections unless url says pool_max_conns; connecting takes at most 5 s.
func Open(ctx context.Context, url string) (*pgxpool.Pool, error) { return open(ctx, url, nil) }

// OpenReading is a pool as Open's, through which nothing can be written: the server refuses it.
func OpenReading(ctx context.Context, url string) (*pgxpool.Pool, error) {
	return open(ctx, url, map[string]string{"default_transaction_read_only": "on"})
}

func open(ctx context.Context, url string, always map[string]string) (*pgxpool.Pool, error) {
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, fmt.Errorf("open database: %w", err) // pgx leaves the password out
	}
	for name, value := range settings {
		if _, set := config.ConnConfig.RuntimeParams[name]; !set {
			config.ConnConfig.RuntimeParams[name] = value
		}
	}
	maps.Copy(config.ConnConfig.RuntimeParams, always)
	if asked, err := pgx.ParseConfig(url); err == nil && asked.RuntimeParams["pool_max_conns"] == "" {
		config.MaxConns = max(config.MaxConns, minPoolSize)
	}
	if config.ConnConfig.ConnectTimeout == 0 {
		config.ConnConfig.ConnectTimeout = connectTimeout
	}
	config.MaxConnIdleTime = idleTime
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	return pool, nil
}

// Ping says whether the database answers.
func (s *Store) Ping(ctx context.Context) error {
	if err := s.pool.Ping(ctx); err != nil {
		return fmt.Errorf("ping database: %w", err)
	}
	return nil
}

// readyRetry is how long WaitReady waits between two tries.
const readyRetry = 250 * time.Millisecond

// WaitReady returns when the database answers. It tries until ctx ends, and gives up earlier only where waiting cannot help:
// the password is wrong or the database does not exist.
func (s *Store) WaitReady(ctx context.Context) error {
	retry := time.NewTicker(readyRetry)
	defer retry.Stop()
	for {
		err := s.pool.Ping(ctx)
		if err == nil {
			return nil
		}
		if isHopeless(err) {
			return fmt.Errorf("connect to database: %w", err)
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("wait for database: %w", errors.Join(ctx.Err(), err))
		case <-retry.C:
		}
	}
}

// isHopeless says whether the server itself refused: invalid authorization (class 28) or no such database (3D000).
func isHopeless(err error) bool {
	var refused *pgconn.PgError
	return errors.As(err, &refused) && (refused.Code[:2] == "28" || refused.Code == "3D000")
}
