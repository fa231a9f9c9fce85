package postgres

import (
	"context"
	"errors"
	"net"
	"net/url"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5/pgxpool"

	"jagaetam/internal/testservices"
)

func withSetting(t *testing.T, address, name, value string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	query := u.Query()
	query.Set(name, value)
	u.RawQuery = query.Encode()
	return u.String()
}

func TestOpenSettings(t *testing.T) {
	address := testservices.PostgresURL(t)
	s := New(openPool(t, address), nil)
	for name, want := range map[string]string{"application_name": "jagaetam", "statement_timeout": "15s", "TimeZone": "UTC"} {
		if got := one[string](t, s, `select current_setting($1)`, name); got != want {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
	}
	if size := s.pool.Config().MaxConns; size < minPoolSize {
		t.Errorf("pool of %d", size)
	}
}

func TestURLOverrulesSettings(t *testing.T) {
	address := withSetting(t, testservices.PostgresURL(t), "statement_timeout", "7s")
	s := New(openPool(t, withSetting(t, address, "pool_max_conns", "2")), nil)
	if got := one[string](t, s, `select current_setting('statement_timeout')`); got != "7s" {
		t.Errorf("statement_timeout is %s", got)
	}
	if size := s.pool.Config().MaxConns; size != 2 {
		t.Errorf("pool of %d", size)
	}
}

// dialled is a pool whose way to the server is dial.
func dialled(t *testing.T, dial func(ctx context.Context, network, address string) (net.Conn, error)) *Store {
	t.Helper()
	config, err := pgxpool.ParseConfig(testservices.PostgresURL(t))
	if err != nil {
		t.Fatal(err)
	}
	config.ConnConfig.DialFunc = dial
	pool, err := pgxpool.NewWithConfig(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	return New(pool, nil)
}

func TestWaitReadyOutlastsAStartingServer(t *testing.T) {
	var tries atomic.Int32
	s := dialled(t, func(ctx context.Context, network, address string) (net.Conn, error) {
		if tries.Add(1) < 3 {
			return nil, errors.New("connection refused")
		}
		return (&net.Dialer{}).DialContext(ctx, network, address)
	})
	if err := s.WaitReady(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := s.Ping(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestWaitReadyEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	refused := errors.New("connection refused")
	s := dialled(t, func(context.Context, string, string) (net.Conn, error) { cancel(); return nil, refused })
	if err := s.WaitReady(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("%v, want that the wait was cancelled", err)
	}
}

func TestWaitReadyGivesUpWhereWaitingCannotHelp(t *testing.T) {
	u, err := url.Parse(testservices.PostgresURL(t))
	if err != nil {
		t.Fatal(err)
	}
	u.Path = "/no_such_database"
	if err := New(openPool(t, u.String()), nil).WaitReady(t.Context()); !isHopeless(err) {
		t.Errorf("%v, want that the database does not exist", err)
	}
}
