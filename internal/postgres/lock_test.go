package postgres

import (
	"context"
	"errors"
	"testing"
	"time"
)

// held is a lock that somebody got.
type held struct {
	lost    <-chan struct{}
	release func()
}

func hold(t *testing.T, ctx context.Context, s *Store, name string) held {
	t.Helper()
	lost, release, err := s.HoldLock(ctx, name)
	if err != nil {
		t.Error(err)
		return held{make(chan struct{}), func() {}}
	}
	t.Cleanup(release)
	return held{lost, release}
}

// isHeld says whether somebody has the lock, by trying to take it for one transaction.
func isHeld(t *testing.T, s *Store, name string) bool {
	t.Helper()
	return !one[bool](t, s, `select pg_try_advisory_xact_lock(hashtextextended($1, 0))`, name)
}

func TestLockHasOneHolder(t *testing.T) {
	s := newStore(t)
	first := hold(t, t.Context(), s, "poller")
	if !isHeld(t, s, "poller") {
		t.Error("two hold the lock")
	}
	if isHeld(t, s, "sweeper") {
		t.Error("a lock of another name is held too")
	}
	first.release()
	first.release()
	hold(t, t.Context(), s, "poller")
	select {
	case <-first.lost:
		t.Error("released is called lost")
	default:
	}
}

func TestLockGoesOnWhenTheConnectionIsCut(t *testing.T) {
	s := newStore(t)
	first := hold(t, t.Context(), s, "poller")
	next := make(chan held)
	go func() { next <- hold(t, t.Context(), s, "poller") }()
	select {
	case <-next:
		t.Fatal("two hold the lock")
	case <-first.lost:
		t.Fatal("lost while the connection stands")
	default:
	}
	exec(t, s, `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted
		and database = (select oid from pg_database where datname = current_database())`)
	<-first.lost
	second := <-next
	first.release()
	if !isHeld(t, s, "poller") {
		t.Error("the release of the first took the lock from the second")
	}
	second.release()
}

// TestQuietConnectionIsAlive goes through many checks: listening in vain must not break the connection.
func TestQuietConnectionIsAlive(t *testing.T) {
	s := newStore(t)
	conn, err := s.lockConn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	for range 10 {
		if !isAlive(t.Context(), conn, time.Millisecond) {
			t.Fatal("a quiet connection passes for lost")
		}
	}
}

func TestWaitForLockEndsWithItsContext(t *testing.T) {
	s := newStore(t)
	hold(t, t.Context(), s, "poller")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := s.HoldLock(ctx, "poller"); !errors.Is(err, context.Canceled) {
		t.Errorf("%v, want that the wait was cancelled", err)
	}
}
