package session

import (
	"errors"
	"fmt"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"pgregory.net/rapid"

	"jagaetam/internal/dialogue"
)

// Many deliveries of one chat at once, each on two replicas, and each replica is first killed or put to sleep after its claim: every
// delivery counts once, and whoever wakes up later changes nothing.
func TestEachOfManyAtOnceCommitsOnce(t *testing.T) {
	onAll(t, Options{Wait: time.Minute}, func(t *testing.T, w *world) {
		const deliveries = 20
		var commits atomic.Int64
		asleep := make(chan Claimed, 2*deliveries)
		var replicas sync.WaitGroup
		for i := range 2 * deliveries {
			replicas.Go(func() {
				key := strconv.Itoa(i / 2)
				if c, err := w.Claim(t.Context(), worker, key); err != nil {
					t.Error(err)
				} else if !c.Seen {
					asleep <- c
				}
				w.deliver(key, &commits)
			})
		}
		replicas.Wait()
		close(asleep)
		for c := range asleep {
			w.moved(c)
		}
		c := w.claim(worker, "last")
		if commits.Load() != deliveries || c.State.Count != deliveries || c.Version != deliveries {
			t.Errorf("%d deliveries: %d commits, %+v", deliveries, commits.Load(), c)
		}
	})
}

// deliver claims and commits until the delivery is committed by somebody.
func (w *world) deliver(key string, commits *atomic.Int64) {
	for {
		c, err := w.Claim(w.t.Context(), worker, key)
		if err != nil {
			w.t.Error(err)
			return
		}
		if c.Seen {
			return
		}
		switch _, err := w.Commit(w.t.Context(), c, Next{State: dialogue.State{Count: c.State.Count + 1}}); {
		case err == nil:
			commits.Add(1)
			return
		case !errors.Is(err, ErrMoved):
			w.t.Error(err)
			return
		}
	}
}

// Whatever processes claim, sleep, die and commit in whatever order: every key counts once, and fences grow.
func TestEveryOrderOfWorkCountsOnce(t *testing.T) {
	w := miniWorld(t, Options{Lease: 10 * time.Second, Wait: time.Nanosecond})
	var chats int
	rapid.Check(t, func(t *rapid.T) {
		chats++
		id, now := fmt.Sprint("tg:", chats), noon
		committed, held, fence := map[string]bool{}, []Claimed{}, int64(0)
		t.Repeat(map[string]func(*rapid.T){
			"claim": func(t *rapid.T) {
				key := rapid.StringMatching(`[a-e]`).Draw(t, "key")
				c, err := w.Claim(w.t.Context(), id, key)
				switch {
				case errors.Is(err, ErrBusy):
				case err != nil:
					t.Fatal(err)
				case c.Seen != committed[key]:
					t.Fatalf("%s is seen: %v", key, c.Seen)
				case c.Seen:
				case c.Fence <= fence:
					t.Fatalf("fence %d after %d", c.Fence, fence)
				default:
					fence = c.Fence
					held = append(held, c)
				}
			},
			"commit": func(t *rapid.T) {
				if len(held) == 0 {
					t.Skip()
				}
				c := rapid.SampledFrom(held).Draw(t, "claim")
				_, err := w.Commit(w.t.Context(), c, Next{State: dialogue.State{Count: c.State.Count + 1}})
				switch {
				case err == nil:
					committed[c.Key] = true
				case !errors.Is(err, ErrMoved):
					t.Fatal(err)
				}
			},
			"time": func(t *rapid.T) {
				now = now.Add(time.Duration(rapid.IntRange(1, 12).Draw(t, "seconds")) * time.Second)
				w.mini.SetTime(now)
			},
			"": func(t *rapid.T) {
				version, _ := w.rdb.HGet(w.t.Context(), keysOf(id).chat, "version").Int()
				if version != len(committed) {
					t.Fatalf("%d deliveries were committed in %d versions", len(committed), version)
				}
			},
		})
	})
}
