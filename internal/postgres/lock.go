package postgres

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
)

const (
	lockRetry = time.Second
	lockCheck = 5 * time.Second
)

// tryLockSQL does not wait: a statement that waits for days would hold back vacuum for as long.
const tryLockSQL = `select pg_try_advisory_lock(hashtextextended($1, 0))`

// HoldLock takes the lock of that name, of which there is one in the database, trying until ctx ends. It is held until release
// is called, or until lost is closed because the connection broke: then somebody else may hold it already, and what it guards
// must stop. A connection that died without a word is found out within ten seconds, and its lock set free by the server within
// thirty. After release lost says nothing; release may be called more than once.
func (s *Store) HoldLock(ctx context.Context, name string) (lost <-chan struct{}, release func(), err error) {
	conn, err := s.lockConn(ctx)
	if err != nil {
		return nil, nil, fmt.Errorf("hold lock %s: %w", name, err)
	}
	if err := takeLock(ctx, conn, name); err != nil {
		conn.Close(context.WithoutCancel(ctx))
		return nil, nil, fmt.Errorf("hold lock %s: %w", name, err)
	}
	lost, release = watch(conn)
	return lost, release, nil
}

// lockConn is a connection of its own that the server checks for life, so that the lock of a machine without power is not held
// for the two hours that are the default. Over a unix socket the settings mean nothing and do no harm.
func (s *Store) lockConn(ctx context.Context) (*pgx.Conn, error) {
	config := s.pool.Config().ConnConfig.Copy()
	config.RuntimeParams["tcp_keepalives_idle"] = "10"
	config.RuntimeParams["tcp_keepalives_interval"] = "5"
	config.RuntimeParams["tcp_keepalives_count"] = "3"
	return pgx.ConnectConfig(ctx, config)
}

func takeLock(ctx context.Context, conn *pgx.Conn, name string) error {
	retry := time.NewTicker(lockRetry)
	defer retry.Stop()
	for {
		var taken bool
		if err := conn.QueryRow(ctx, tryLockSQL, name).Scan(&taken); err != nil || taken {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-retry.C:
		}
	}
}

// watch closes lost when the connection breaks, and the connection when release is called.
func watch(conn *pgx.Conn) (<-chan struct{}, func()) {
	lost, done := make(chan struct{}), make(chan struct{})
	ctx, stop := context.WithCancel(context.Background())
	go func() {
		defer close(done)
		for isAlive(ctx, conn, lockCheck) {
		}
		if ctx.Err() == nil {
			close(lost)
		}
		closing, cancel := context.WithTimeout(context.Background(), lockCheck)
		defer cancel()
		conn.Close(closing)
	}()
	return lost, sync.OnceFunc(func() { stop(); <-done })
}

// isAlive listens for a while, which finds a closed connection at once, and then asks, which finds a dead one.
func isAlive(ctx context.Context, conn *pgx.Conn, quiet time.Duration) bool {
	listening, cancel := context.WithTimeout(ctx, quiet)
	defer cancel()
	_, _ = conn.WaitForNotification(listening) // its error is the timeout, or comes again with Ping
	asking, cancel := context.WithTimeout(ctx, lockCheck)
	defer cancel()
	return conn.Ping(asking) == nil
}
