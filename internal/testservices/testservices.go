// Package testservices gives each test a PostgreSQL database and a Redis of its own, in milliseconds. A test binary runs
// its own servers, started when the first test asks for one, or uses those that TEST_DATABASE_URL and TEST_REDIS_URL
// name; TEST_POOLER is host and port of a pooler through which tests get to the former. Where no server can be had the
// test fails, with the line that installs one.
package testservices

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"
	"testing"
	"time"

	"jagaetam/internal/localservices"
)

// suite is what the tests of this binary share.
var suite *shared

type shared struct {
	postgres lazily[*postgres]
	redis    lazily[*redisServer]
	cluster  lazily[*redisCluster]
}

// Main runs the tests of a package and exits; call it from TestMain. migrate brings the schema into the empty database
// at url, once; every test gets a copy. Nil leaves the databases empty.
func Main(m *testing.M, migrate func(ctx context.Context, url string) error) {
	suite = &shared{
		postgres: lazily[*postgres]{start: func(ctx context.Context) (*postgres, error) { return startPostgres(ctx, migrate) }},
		redis:    lazily[*redisServer]{start: startRedis},
		cluster:  lazily[*redisCluster]{start: startCluster},
	}
	code := m.Run()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if err := errors.Join(suite.postgres.close(ctx), suite.redis.close(ctx), suite.cluster.close(ctx)); err != nil {
		fmt.Fprintln(os.Stderr, "stop the servers of the tests:", err)
		code = max(code, 1)
	}
	os.Exit(code)
}

func theSuite(t testing.TB) *shared {
	t.Helper()
	if suite == nil {
		t.Fatal("TestMain of this package does not call testservices.Main")
	}
	return suite
}

// lazily is a server that is started when it is first asked for.
type lazily[T interface{ close(context.Context) error }] struct {
	start func(context.Context) (T, error)
	once  sync.Once
	it    T
	err   error
	up    bool
}

func (l *lazily[T]) get(t testing.TB) T {
	t.Helper()
	l.once.Do(func() {
		l.it, l.err = l.start(context.Background())
		l.up = l.err == nil
	})
	if l.err != nil {
		t.Fatal(l.err)
	}
	return l.it
}

func (l *lazily[T]) close(ctx context.Context) error {
	if !l.up {
		return nil
	}
	return l.it.close(ctx)
}

// ownServers starts servers that vanish with the test binary.
func ownServers(ctx context.Context, o localservices.Options) (*localservices.Services, error) {
	o.Throwaway = true
	o.RequireRedis = true
	o.Log = func(sentence string) { fmt.Fprintln(os.Stderr, sentence) }
	return localservices.Start(ctx, o)
}
