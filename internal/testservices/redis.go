package testservices

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strconv"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/maintnotifications"

	"jagaetam/internal/localservices"
)

// Redis is a client of an empty Redis database of the test's own, which is closed when the test ends. FLUSHDB empties
// it; FLUSHALL would empty those of other tests as well.
func Redis(t testing.TB) redis.UniversalClient {
	t.Helper()
	client, err := open(RedisURL(t))
	if err != nil {
		t.Fatalf("open Redis: %v", err)
	}
	t.Cleanup(func() { _ = client.Close() }) // the test may have closed it
	return client
}

// RedisURL names an empty Redis database of the test's own. When all of the server's are taken it waits for one.
func RedisURL(t testing.TB) string {
	t.Helper()
	server := theSuite(t).redis.get(t)
	database, err := server.take(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.giveBack(context.Background(), database); err != nil {
			t.Error(err)
		}
	})
	return server.url(database)
}

// lease is how long a database stays taken when its test binary is killed: longer than go test lets one run.
const lease = 15 * time.Minute

// redisServer is the server of this test binary, or one that binaries share. Its database 0 says which are taken.
type redisServer struct {
	own       *localservices.Services // nil when the environment names another one
	address   url.URL
	register  *redis.Client
	run       string
	databases int
}

func startRedis(ctx context.Context) (_ *redisServer, err error) {
	r := &redisServer{run: rand.Text()}
	defer func() {
		if err != nil {
			err = errors.Join(err, r.close(ctx))
		}
	}()
	at := os.Getenv("TEST_REDIS_URL")
	if at == "" {
		if r.own, err = ownServers(ctx, localservices.Options{NoPostgres: true}); err != nil {
			return nil, fmt.Errorf("start Redis for tests: %w", err)
		}
		at = r.own.RedisURL
	}
	if err := r.connect(ctx, at); err != nil {
		return nil, fmt.Errorf("connect to Redis for tests: %w", err)
	}
	return r, nil
}

func (r *redisServer) connect(ctx context.Context, at string) error {
	address, err := url.Parse(at)
	if err != nil {
		return err
	}
	r.address = *address
	if r.register, err = open(r.url(0)); err != nil {
		return err
	}
	limits, err := r.register.ConfigGet(ctx, "databases").Result()
	if err != nil {
		return err
	}
	r.databases, err = strconv.Atoi(limits["databases"])
	return err
}

func open(at string) (*redis.Client, error) {
	options, err := redis.ParseURL(at)
	if err != nil {
		return nil, err
	}
	options.ContextTimeoutEnabled = true
	options.MaintNotificationsConfig = &maintnotifications.Config{Mode: maintnotifications.ModeDisabled}
	return redis.NewClient(options), nil
}

func (r *redisServer) url(database int) string {
	address := r.address
	if address.Scheme == "unix" {
		address.RawQuery = url.Values{"db": {strconv.Itoa(database)}}.Encode()
	} else {
		address.Path = "/" + strconv.Itoa(database)
	}
	return address.String()
}

func key(database int) string { return "testservices:database:" + strconv.Itoa(database) }

// take takes a free database and empties it, which the test before it may have had no time for.
func (r *redisServer) take(ctx context.Context) (int, error) {
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for {
		for database := 1; database < r.databases; database++ {
			taken, err := r.register.SetNX(ctx, key(database), r.run, lease).Result()
			if err != nil {
				return 0, fmt.Errorf("take a Redis database: %w", err)
			}
			if taken {
				return database, r.empty(ctx, database)
			}
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return 0, fmt.Errorf("take a Redis database: %w", ctx.Err())
		}
	}
}

func (r *redisServer) giveBack(ctx context.Context, database int) error {
	if err := r.empty(ctx, database); err != nil {
		return err
	}
	return r.register.Del(ctx, key(database)).Err()
}

func (r *redisServer) empty(ctx context.Context, database int) error {
	client, err := open(r.url(database))
	if err != nil {
		return err
	}
	defer client.Close()
	if err := client.FlushDB(ctx).Err(); err != nil {
		return fmt.Errorf("empty Redis database %d: %w", database, err)
	}
	return nil
}

func (r *redisServer) close(ctx context.Context) error {
	var err error
	if r.register != nil {
		err = r.register.Close()
	}
	if r.own != nil {
		err = errors.Join(err, r.own.Stop(ctx))
	}
	return err
}
