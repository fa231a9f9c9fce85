package session

import (
	"context"
	"errors"
	"testing"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
)

func TestChatIsRestoredWhenRedisHasLostIt(t *testing.T) {
	onAll(t, Options{}, func(t *testing.T, w *world) {
		w.said(w.turn(worker, "1"), chat.Said{Words: 2, Shown: "71"})
		state := dialogue.State{Count: 2, Talk: &dialogue.Talk{Flow: "register"}}
		w.commit(w.claim(worker, "2"), Next{State: state, Answer: answer(worker, "2"), Wake: noon})
		w.lose()

		seen := w.claim(worker, "2")
		if !seen.Seen || seen.Kept == nil {
			t.Fatalf("the last delivery comes back as %+v", seen)
		}
		equal(t, seen.Kept.Answer, answer(worker, "2"))
		if c := w.claim(worker, "1"); !c.Seen || c.Kept != nil {
			t.Errorf("the delivery before comes back as %+v", c)
		}
		equal(t, w.unsaid(0), []string{worker})
		if wakes := w.due(noon); len(wakes) != 1 {
			t.Errorf("due: %v", wakes)
		}
		if left := w.rdb.PTTL(t.Context(), keysOf(worker).chat).Val(); left < 39*24*time.Hour {
			t.Errorf("the restored chat lives %s", left)
		}
		c := w.claim(worker, "3")
		equal(t, c.State, state)
		if c.Seen || c.Version != 2 || c.Shown != "71" {
			t.Errorf("the next delivery finds %+v", c)
		}
		w.commit(c, Next{State: state})
	})
}

func TestWhatWasSaidStaysSaidWhenRestored(t *testing.T) {
	onAll(t, Options{}, func(t *testing.T, w *world) {
		kept := w.turn(worker, "1")
		if err := w.behind.flush(t.Context()); err != nil { // between the commit and the saying
			t.Fatal(err)
		}
		w.said(kept, chat.Said{Words: 2, Shown: "71"})
		w.lose()
		if c := w.claim(worker, "1"); !c.Seen || c.Kept != nil {
			t.Errorf("restored as %+v", c)
		}
		if c := w.claim(worker, "2"); c.Shown != "71" {
			t.Errorf("the buttons are at %q", c.Shown)
		}
	})
}

func TestHalfSaidAnswerIsRestoredWhole(t *testing.T) {
	onAll(t, Options{}, func(t *testing.T, w *world) {
		w.said(w.turn(worker, "1"), chat.Said{Words: 1})
		w.lose()
		c := w.claim(worker, "1")
		if c.Kept == nil {
			t.Fatal("the answer is lost")
		}
		equal(t, c.Kept.Answer, answer(worker, "1"))
	})
}

func TestLostArchiveIsAnErrorAndNotAnEmptyState(t *testing.T) {
	onAll(t, Options{Wait: time.Millisecond}, func(t *testing.T, w *world) {
		w.turn(worker, "1")
		w.lose()
		away := errors.New("the archive is away")
		w.archive.setAway(away)
		w.refused(worker, "2", away)
		w.refused(worker, "3", away) // and not ErrBusy: the lease was given back
		w.archive.setAway(nil)
		if c := w.claim(worker, "4"); c.Version != 1 {
			t.Errorf("when the archive is back the chat is %+v", c)
		}
	})
}

// The archive takes longer than the caller has time for.
func TestLeaseIsGivenBackWhenTimeIsUp(t *testing.T) {
	onAll(t, Options{Wait: time.Millisecond}, func(t *testing.T, w *world) {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		w.archive.meanwhile = cancel
		w.archive.setAway(context.Canceled)
		if _, err := w.Claim(ctx, worker, "1"); !errors.Is(err, context.Canceled) {
			t.Fatalf("claimed: %v", err)
		}
		w.archive.setAway(nil)
		w.claim(worker, "2")
	})
}

func TestForeignSnapshotIsAnError(t *testing.T) {
	onAll(t, Options{}, func(t *testing.T, w *world) {
		w.turn(someone, "1")
		w.lose()
		w.archive.chats[worker] = w.archive.chats[someone]
		if c, err := w.Claim(t.Context(), worker, "2"); err == nil {
			t.Errorf("another's dialogue was restored: %+v", c)
		}
	})
}

// While one process reads the archive, its lease runs out, which takes all there is of a new chat, and another goes on with it.
func TestRestoreOverwritesNothing(t *testing.T) {
	onAll(t, Options{}, func(t *testing.T, w *world) {
		w.turn(worker, "1")
		w.lose()
		w.archive.meanwhile = func() {
			w.rdb.Del(t.Context(), keysOf(worker).chat)
			w.turn(worker, "2")
		}
		if c := w.claim(worker, "3"); c.Version != 2 || c.State.Count != 2 {
			t.Errorf("restored over another's turn: %+v", c)
		}
	})
}

// The overtaken process still holds a claim from before the loss.
func TestClaimFromBeforeTheLossIsRefused(t *testing.T) {
	onAll(t, Options{}, func(t *testing.T, w *world) {
		w.turn(worker, "1")
		before := w.claim(worker, "2")
		w.lose()
		w.moved(before)
		w.release(w.claim(worker, "3"))
		w.moved(before)
	})
}
