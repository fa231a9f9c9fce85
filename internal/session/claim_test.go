package session

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/identity"
)

func TestNewChatIsEmpty(t *testing.T) {
	onAll(t, Options{}, func(t *testing.T, w *world) {
		c := w.claim(worker, "1")
		if c.Seen || c.Kept != nil || c.Version != 0 || c.State.Count != 0 || c.Fence == 0 {
			t.Errorf("a new chat is %+v", c)
		}
	})
}

func TestStateComesBack(t *testing.T) {
	onAll(t, Options{}, func(t *testing.T, w *world) {
		want := dialogue.State{Language: "id", Count: 7, Talk: &dialogue.Talk{Flow: "register", Answers: dialogue.Answers{"name": {Value: "Siti Nur'aini 🙂"}}}}
		w.commit(w.claim(worker, "1"), Next{State: want})
		c := w.claim(worker, "2")
		equal(t, c.State, want)
		if c.Version != 1 {
			t.Errorf("version %d after one commit", c.Version)
		}
		if other := w.claim(someone, "3"); other.Version != 0 {
			t.Errorf("another chat is %+v", other)
		}
	})
}

func TestLeaseKeepsOthersOut(t *testing.T) {
	onAll(t, Options{Wait: time.Millisecond}, func(t *testing.T, w *world) {
		w.turn(worker, "0")
		w.claim(worker, "1")
		w.refused(worker, "2", ErrBusy)
		if c := w.claim(someone, "3"); c.Seen {
			t.Error("the lease of one chat holds another")
		}
	})
}

func TestLeaseOfANewChatKeepsOthersOut(t *testing.T) {
	onAll(t, Options{Wait: time.Millisecond}, func(t *testing.T, w *world) {
		w.claim(worker, "1")
		w.refused(worker, "2", ErrBusy)
	})
}

// A process is killed after its claim; the platform delivers again at once.
func TestSameDeliveryTakesItsLeaseOver(t *testing.T) {
	onAll(t, Options{Wait: time.Millisecond}, func(t *testing.T, w *world) {
		killed := w.claim(worker, "1")
		again := w.claim(worker, "1")
		if again.Seen || again.Fence <= killed.Fence {
			t.Errorf("claimed again as %+v after %+v", again, killed)
		}
		w.commit(again, Next{})
		w.moved(killed)
	})
}

func TestClaimWaitsForTheLease(t *testing.T) {
	onAll(t, Options{Wait: time.Minute}, func(t *testing.T, w *world) {
		first := w.claim(worker, "1")
		second := make(chan Claimed)
		go func() {
			c, err := w.Claim(t.Context(), worker, "2")
			if err != nil {
				t.Error(err)
			}
			second <- c
		}()
		w.commit(first, Next{State: dialogue.State{Count: 5}})
		if c := <-second; c.State.Count != 5 {
			t.Errorf("the one who waited found %+v", c)
		}
	})
}

func TestWaitingEndsWithTheContext(t *testing.T) {
	onAll(t, Options{Wait: time.Hour}, func(t *testing.T, w *world) {
		w.claim(worker, "1")
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		defer cancel()
		if _, err := w.Claim(ctx, worker, "2"); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("waiting ended with %v", err)
		}
	})
}

func TestPauseEndsWithTheContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := pause(ctx, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("the pause ended with %v", err)
	}
}

func TestLeaseRunsOut(t *testing.T) {
	w := miniWorld(t, Options{Lease: 10 * time.Second, Wait: time.Millisecond})
	start := time.Date(2026, time.November, 23, 9, 0, 0, 0, time.UTC)
	w.mini.SetTime(start)
	w.turn(worker, "0")
	paused := w.claim(worker, "1")
	w.mini.SetTime(start.Add(10*time.Second - time.Millisecond))
	w.refused(worker, "2", ErrBusy)
	w.mini.SetTime(start.Add(10 * time.Second))
	other := w.claim(worker, "2")
	w.moved(paused)
	w.commit(other, Next{State: dialogue.State{Count: 9}})
	w.moved(paused)
	if c := w.claim(worker, "3"); c.State.Count != 9 || c.Version != 2 {
		t.Errorf("a process that slept through its lease left %+v", c)
	}
}

// A lease that ran out hurts nobody while nobody else has come.
func TestCommitAfterAnUncontestedLease(t *testing.T) {
	w := miniWorld(t, Options{Lease: time.Second})
	w.turn(worker, "0")
	slow := w.claim(worker, "1")
	w.mini.SetTime(time.Now().Add(time.Minute))
	w.commit(slow, Next{})
}

// The clock of Redis is set back, or its data was lost: fences grow all the same.
func TestFenceGrows(t *testing.T) {
	w := miniWorld(t, Options{})
	start := time.Now()
	w.mini.SetTime(start)
	w.turn(worker, "0")
	last := int64(0)
	for i, at := range []time.Duration{0, 0, -time.Hour, time.Hour, -time.Hour} {
		w.mini.SetTime(start.Add(at))
		c := w.claim(worker, "1")
		if c.Fence <= last {
			t.Errorf("fence %d after %d at claim %d", c.Fence, last, i)
		}
		last = c.Fence
	}
	for i := range 5 { // within a millisecond
		w.mini.FlushAll()
		w.mini.SetTime(start.Add(2*time.Hour + time.Duration(i)*10*time.Microsecond))
		c := w.claim(worker, "1")
		if c.Fence <= last {
			t.Errorf("fence %d after %d, when all was lost", c.Fence, last)
		}
		last = w.claim(worker, "1").Fence
	}
}

func TestReleaseEndsTheLease(t *testing.T) {
	onAll(t, Options{Wait: time.Millisecond}, func(t *testing.T, w *world) {
		w.turn(worker, "0")
		w.release(w.claim(worker, "1"))
		c := w.claim(worker, "2")
		if c.Seen || c.Version != 1 {
			t.Errorf("after a release the chat is %+v", c)
		}
		w.release(c)
		if again := w.claim(worker, "1"); again.Seen {
			t.Error("a released delivery is seen")
		}
	})
}

func TestReleaseLeavesTheLeaseOfOthers(t *testing.T) {
	onAll(t, Options{Wait: time.Millisecond}, func(t *testing.T, w *world) {
		killed := w.claim(worker, "1")
		w.claim(worker, "1")
		w.release(killed)
		w.refused(worker, "2", ErrBusy)
	})
}

func TestKeyWithWhiteSpaceIsRefused(t *testing.T) {
	onAll(t, Options{}, func(t *testing.T, w *world) {
		for _, key := range []string{"", "a b", "a\n", "\u00a0"} {
			w.refused(worker, key, errKey)
		}
	})
}

// A key that is part of another is another.
func TestKeysAreComparedWhole(t *testing.T) {
	onAll(t, Options{}, func(t *testing.T, w *world) {
		w.turn(worker, "tg:12345")
		for _, key := range []string{"tg:1234", "g:12345", "12345", "tg:123456", "tg.12345", "%w+:%d+"} {
			if c := w.claim(worker, key); c.Seen {
				t.Errorf("%s is seen", key)
			} else {
				w.release(c)
			}
		}
	})
}

// A chat id comes from a platform and may hold whatever it likes.
func TestOddChatsKeepApart(t *testing.T) {
	onAll(t, Options{}, func(t *testing.T, w *world) {
		odd := []string{"x:{1}", "x:}{", "x:{}", "x:a b", "x:" + strings.Repeat("é", 100)}
		for _, id := range odd {
			w.turn(id, "1")
		}
		for _, id := range odd {
			if c := w.claim(id, "2"); c.Version != 1 || c.State.Count != 1 {
				t.Errorf("%s is %+v", id, c)
			}
		}
	})
}

func TestWhatIsAnothersIsAnErrorAndNotLeased(t *testing.T) {
	for _, field := range []string{"state", "answer"} {
		onAll(t, Options{Wait: time.Millisecond}, func(t *testing.T, w *world) {
			w.turn(worker, "1")
			w.turn(someone, "1")
			foreign := w.rdb.HGet(t.Context(), keysOf(someone).chat, field).Val()
			w.rdb.HSet(t.Context(), keysOf(worker).chat, field, foreign)
			for _, key := range []string{"2", "3"} {
				if c, err := w.Claim(t.Context(), worker, key); !errors.Is(err, identity.ErrTampered) {
					t.Errorf("another's %s came back as %+v, %v", field, c, err)
				}
			}
		})
	}
}

func TestErrorsNameTheChatOnly(t *testing.T) {
	w := miniWorld(t, Options{})
	kept := w.commit(w.claim(worker, "1"), Next{State: dialogue.State{Talk: &dialogue.Talk{Payload: plantedNIK}}, Answer: answer(worker, plantedNIK)})
	c := w.claim(worker, "2")
	_ = w.rdb.Close()
	_, claim := w.Claim(t.Context(), worker, "3")
	_, commit := w.Commit(t.Context(), c, Next{Answer: answer(worker, plantedNIK)})
	_, reclaim := w.Reclaim(t.Context(), worker)
	_, due := w.Due(t.Context(), time.Now(), 1)
	_, unsaid := w.Unsaid(t.Context(), 0, 1)
	for what, err := range map[string]error{
		"claim": claim, "commit": commit, "reclaim": reclaim, "due": due, "unsaid": unsaid, "ping": w.Ping(t.Context()),
		"release": w.Release(t.Context(), c), "forget": w.Forget(t.Context(), worker), "said": w.Said(t.Context(), kept, chat.Said{Words: 2}),
	} {
		if err == nil || strings.Contains(err.Error(), plantedNIK) {
			t.Errorf("%s over a lost connection: %v", what, err)
		}
	}
}

// Whoever claims the chat next is told that words of the answer before are still to be said, and not once they are said.
func TestClaimIsToldOfWordsLeftUnsaid(t *testing.T) {
	onAll(t, Options{}, func(t *testing.T, w *world) {
		kept := w.turn(worker, "1")
		wantUnsaid(t, w, "2", true)
		if same := w.claim(worker, "1"); same.Unsaid || same.Kept == nil {
			t.Errorf("the delivery itself comes back as %+v", same)
		}
		w.said(kept, chat.Said{Words: 1})
		wantUnsaid(t, w, "3", true)
		w.said(kept, chat.Said{Words: 2, Shown: "71"})
		wantUnsaid(t, w, "4", false)
		w.commit(w.claim(worker, "5"), Next{Answer: chat.Answer{Chat: worker, Tap: "q", Notice: chat.Message("menu")}})
		wantUnsaid(t, w, "6", false) // a notice is nothing that others wait for
	})
}

// An answer that nobody came back for in 40 seconds is waited for no longer.
func TestClaimIsNotToldOfOldWords(t *testing.T) {
	w := miniWorld(t, Options{})
	at := time.Date(2026, time.November, 25, 9, 0, 0, 0, time.UTC)
	w.mini.SetTime(at)
	w.turn(worker, "1")
	w.mini.SetTime(at.Add(39 * time.Second))
	wantUnsaid(t, w, "2", true)
	w.mini.SetTime(at.Add(41 * time.Second))
	wantUnsaid(t, w, "3", false)
}

// What was said last may not have come into the archive.
func TestClaimIsNotToldOfWordsOutOfTheArchive(t *testing.T) {
	onAll(t, Options{}, func(t *testing.T, w *world) {
		w.turn(worker, "1")
		w.lose()
		wantUnsaid(t, w, "2", false)
	})
}

func wantUnsaid(t *testing.T, w *world, key string, want bool) {
	t.Helper()
	c := w.claim(worker, key)
	if c.Unsaid != want || c.Kept != nil {
		t.Errorf("%s is told %v of words left unsaid, and gets %+v to say", key, c.Unsaid, c.Kept)
	}
	w.release(c)
}
