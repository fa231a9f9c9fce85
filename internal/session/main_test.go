package session

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/redis/go-redis/v9"
	"go.uber.org/goleak"

	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/identity"
	"jagaetam/internal/record"
	"jagaetam/internal/testservices"
)

func TestMain(m *testing.M) { testservices.Main(m, nil) }

// worker is the chat that most tests are about, and someone is another.
const (
	worker  = "tg:4711"
	someone = "tg:4712"
)

// world is a store with all that it stands on.
type world struct {
	*Store
	t       testing.TB
	archive *memoryArchive
	mini    *miniredis.Miniredis // nil over a real Redis
}

// onAll runs a behaviour over miniredis, over a real Redis, and over a real Redis Cluster.
func onAll(t *testing.T, options Options, test func(t *testing.T, w *world)) {
	t.Helper()
	t.Run("miniredis", func(t *testing.T) { test(t, miniWorld(t, options)) })
	t.Run("Redis", func(t *testing.T) { test(t, realWorld(t, options)) })
	t.Run("Redis Cluster", func(t *testing.T) { test(t, newWorld(t, testservices.RedisClusterURL(t), options)) })
}

// miniWorld is for what needs a clock that the test moves.
func miniWorld(t testing.TB, options Options) *world {
	mini := miniredis.RunT(t)
	w := newWorld(t, "redis://"+mini.Addr(), options)
	w.mini = mini
	return w
}

func realWorld(t testing.TB, options Options) *world {
	return newWorld(t, testservices.RedisURL(t), options)
}

func newWorld(t testing.TB, url string, options Options) *world {
	t.Helper()
	before := goleak.IgnoreCurrent()
	t.Cleanup(func() { goleak.VerifyNone(t, before) })
	rdb := dial(t, url)
	rdb.AddHook(oneSlot{t})
	archive := newArchive()
	return &world{Store: New(rdb, newVault(t), archive, options), t: t, archive: archive}
}

func dial(t testing.TB, url string) redis.UniversalClient {
	t.Helper()
	rdb, err := Open(url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = rdb.Close() }) // the test may have closed it
	return rdb
}

func newVault(t testing.TB) *identity.Vault {
	t.Helper()
	vault, err := identity.NewVault(identity.NewKeyring(civil.Date{Year: 2026, Month: time.November, Day: 23}))
	if err != nil {
		t.Fatal(err)
	}
	return vault
}

func (w *world) claim(id, key string) Claimed {
	w.t.Helper()
	c, err := w.Claim(w.t.Context(), id, key)
	if err != nil {
		w.t.Fatal(err)
	}
	return c
}

// refused demands that a claim fails with that error.
func (w *world) refused(id, key string, want error) {
	w.t.Helper()
	if c, err := w.Claim(w.t.Context(), id, key); !errors.Is(err, want) {
		w.t.Fatalf("claim for %s gave %+v, %v; want %v", key, c, err, want)
	}
}

func (w *world) commit(c Claimed, next Next) Kept {
	w.t.Helper()
	kept, err := w.Commit(w.t.Context(), c, next)
	if err != nil {
		w.t.Fatal(err)
	}
	return kept
}

// turn is one delivery from claim to commit, in which the person's count grows by one.
func (w *world) turn(id, key string) Kept {
	w.t.Helper()
	c := w.claim(id, key)
	if c.Seen {
		w.t.Fatalf("%s is seen", key)
	}
	return w.commit(c, Next{State: dialogue.State{Count: c.State.Count + 1}, Answer: answer(id, key)})
}

func (w *world) said(kept Kept, said chat.Said) {
	w.t.Helper()
	if err := w.Said(w.t.Context(), kept, said); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) release(c Claimed) {
	w.t.Helper()
	if err := w.Release(w.t.Context(), c); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) unsaid(olderThan time.Duration) []string {
	w.t.Helper()
	chats, err := w.Unsaid(w.t.Context(), olderThan, 100)
	if err != nil {
		w.t.Fatal(err)
	}
	return chats
}

func (w *world) due(now time.Time) []Wake {
	w.t.Helper()
	wakes, err := w.Due(w.t.Context(), now, 100)
	if err != nil {
		w.t.Fatal(err)
	}
	return wakes
}

// lose empties Redis after all has been written behind.
func (w *world) lose() {
	w.t.Helper()
	if err := w.behind.flush(w.t.Context()); err != nil {
		w.t.Fatal(err)
	}
	err := eachServer(w.t.Context(), w.rdb, func(server *redis.Client) error { return server.FlushDB(w.t.Context()).Err() })
	if err != nil {
		w.t.Fatal(err)
	}
}

// eachServer does something with the server, or with each master of the cluster in turn.
func eachServer(ctx context.Context, rdb redis.UniversalClient, do func(*redis.Client) error) error {
	cluster, ok := rdb.(*redis.ClusterClient)
	if !ok {
		return do(rdb.(*redis.Client))
	}
	var turn sync.Mutex
	return cluster.ForEachMaster(ctx, func(_ context.Context, server *redis.Client) error {
		turn.Lock()
		defer turn.Unlock()
		return do(server)
	})
}

// dump is all that stands in Redis.
func (w *world) dump() string {
	w.t.Helper()
	var keys []string
	err := eachServer(w.t.Context(), w.rdb, func(server *redis.Client) error {
		here, err := server.Keys(w.t.Context(), "*").Result()
		keys = append(keys, here...)
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	slices.Sort(keys)
	var all strings.Builder
	for _, key := range keys {
		switch w.rdb.Type(w.t.Context(), key).Val() {
		case "hash":
			fmt.Fprintln(&all, key, w.rdb.HGetAll(w.t.Context(), key).Val())
		case "zset":
			fmt.Fprintln(&all, key, w.rdb.ZRangeWithScores(w.t.Context(), key, 0, -1).Val())
		default:
			w.t.Fatalf("%s is neither a hash nor a sorted set", key)
		}
	}
	return all.String()
}

// answer is two messages that name the delivery.
func answer(id, key string) chat.Answer {
	return chat.Answer{
		Chat: id, Language: "id", Edit: "70", Retire: []string{"69"},
		Words: []chat.Words{
			{Key: "register.accepted", Args: chat.Args{"Of": chat.Literal(key)}},
			{Key: "register.name", Options: []chat.Option{{Label: chat.Message("back"), Press: chat.Press{Kind: chat.PressResume}}}},
		},
	}
}

// memoryArchive is an archive that can be away.
type memoryArchive struct {
	mu    sync.Mutex
	chats map[string]record.Snapshot
	calls [][]record.Snapshot
	away  error
	// meanwhile is called once, while the next snapshot is being read, and during while snapshots are being saved.
	meanwhile, during func()
}

func newArchive() *memoryArchive { return &memoryArchive{chats: map[string]record.Snapshot{}} }

func (a *memoryArchive) SaveSnapshots(ctx context.Context, snapshots []record.Snapshot) error {
	if a.during != nil {
		a.during()
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if err := errors.Join(a.away, ctx.Err()); err != nil {
		return err
	}
	a.calls = append(a.calls, slices.Clone(snapshots))
	for _, s := range snapshots {
		if s.Version >= a.chats[s.Chat].Version {
			a.chats[s.Chat] = s
		}
	}
	return nil
}

func (a *memoryArchive) Snapshot(_ context.Context, id string) (record.Snapshot, bool, error) {
	a.mu.Lock()
	meanwhile := a.meanwhile
	a.meanwhile = nil
	s, found := a.chats[id]
	err := a.away
	a.mu.Unlock()
	if meanwhile != nil {
		meanwhile()
	}
	if err != nil {
		return record.Snapshot{}, false, err
	}
	return s, found, nil
}

func (a *memoryArchive) setAway(err error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.away = err
}

// saved is how many calls there were and what they wrote last of the chat.
func (a *memoryArchive) saved(id string) (calls int, last record.Snapshot) {
	a.mu.Lock()
	defer a.mu.Unlock()
	return len(a.calls), a.chats[id]
}
