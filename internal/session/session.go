// Package session keeps a chat's dialogue between two messages, in Redis.
//
// A delivery claims its chat, the turn is computed, and what came of it is committed: the new state, the key of the delivery and
// the answer, in one step or not at all. Whoever delivers the same again is told so and is given the answer to say again, as long
// as nobody has said it. Two deliveries at once wait for each other by a lease; a process that slept through its lease is refused
// by its fence. Every change of Redis is one script that touches one shard, so it works on Redis Cluster.
//
// What people wrote is sealed before it leaves the process. Changed dialogues are written behind to an Archive, from which a
// chat is restored when Redis has lost it.
package session

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/redis/go-redis/v9"

	"jagaetam/internal/identity"
	"jagaetam/internal/record"
)

var (
	// ErrBusy says that another delivery of the chat is being worked on; try again in about a second.
	ErrBusy = errors.New("another delivery of the chat is under way")
	// ErrMoved says that the chat has gone on without this claim, which thereby has changed nothing; claim again.
	ErrMoved = errors.New("the chat has gone on since it was claimed")
)

// Archive keeps the sealed copies of dialogues for the day Redis has lost them.
type Archive interface {
	// SaveSnapshots keeps all of the snapshots or fails. A snapshot takes the place of one of the same or a lower version only.
	SaveSnapshots(ctx context.Context, snapshots []record.Snapshot) error
	// Snapshot is the chat's copy; false where there is none.
	Snapshot(ctx context.Context, chat string) (record.Snapshot, bool, error)
}

// Options are the measures of a Store. A zero field takes its default.
type Options struct {
	// Lease is how long a claim keeps others out, 15 s: it must be more than twice the longest that a turn may take.
	Lease time.Duration
	// TTL is how long a chat is kept after its last commit, 40 days.
	TTL time.Duration
	// Wait is how long a claim waits for another delivery of the chat, 200 ms.
	Wait time.Duration
	// Behind is how often changed dialogues are written to the archive, 1 s; in a rush it is more often.
	Behind time.Duration
	// Backlog is how many changed dialogues are held while the archive is away, 10,000; what exceeds it stands in Redis alone.
	Backlog int
	// Log is told when the archive goes away and comes back; slog.Default().
	Log *slog.Logger
}

// Store is the dialogues of all chats. It may be used by many goroutines at once.
type Store struct {
	rdb     redis.UniversalClient
	vault   *identity.Vault
	archive Archive
	options Options
	behind  *behind
}

// New is a Store over a client made by Open. Run has to run beside it, or nothing reaches the archive.
func New(rdb redis.UniversalClient, vault *identity.Vault, archive Archive, options Options) *Store {
	options.Lease = cmp.Or(options.Lease, 15*time.Second)
	options.TTL = cmp.Or(options.TTL, 40*24*time.Hour)
	options.Wait = cmp.Or(options.Wait, 200*time.Millisecond)
	options.Behind = cmp.Or(options.Behind, time.Second)
	options.Backlog = cmp.Or(options.Backlog, 10_000)
	options.Log = cmp.Or(options.Log, slog.Default())
	s := &Store{rdb: rdb, vault: vault, archive: archive, options: options}
	s.behind = &behind{vault: vault, archive: archive, bound: options.Backlog, log: options.Log, full: make(chan struct{}, 1), waiting: map[string]change{}}
	return s
}

// Run writes changed dialogues to the archive, all of one Options.Behind in one call, until ctx ends; then it writes what is left
// and returns. An archive that is away is tried again each time.
func (s *Store) Run(ctx context.Context) error {
	return s.behind.run(ctx, s.options.Behind)
}

// Ping says whether Redis answers.
func (s *Store) Ping(ctx context.Context) error {
	if err := s.rdb.Ping(ctx).Err(); err != nil {
		return fmt.Errorf("ping redis: %w", err)
	}
	return nil
}

// Forget removes all that is kept of a chat in Redis and all that this process was about to write behind. A turn under way then
// ends in ErrMoved. The archive's copy is the caller's to remove: after Forget, and after a write in flight had time to end.
func (s *Store) Forget(ctx context.Context, chat string) error {
	s.behind.forget(chat)
	k := keysOf(chat)
	_, err := s.rdb.TxPipelined(ctx, func(p redis.Pipeliner) error {
		p.Del(ctx, k.chat)
		p.ZRem(ctx, k.wakes, chat)
		p.ZRem(ctx, k.unsaid, chat)
		return nil
	})
	if err != nil {
		return fmt.Errorf("forget dialogue of %s: %w", chat, err)
	}
	return nil
}
