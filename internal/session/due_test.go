package session

import (
	"fmt"
	"testing"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
)

var noon = time.Date(2026, time.November, 23, 12, 0, 0, 0, time.UTC)

// sleep commits a turn that wants to be woken at that time.
func (w *world) sleep(id, key string, wake time.Time) {
	w.t.Helper()
	w.commit(w.claim(id, key), Next{State: dialogue.State{Count: 3}, Wake: wake})
}

func TestChatFallsDue(t *testing.T) {
	onAll(t, Options{}, func(t *testing.T, w *world) {
		w.sleep(worker, "1", noon)
		if wakes := w.due(noon.Add(-time.Millisecond)); len(wakes) != 0 {
			t.Errorf("due too early: %v", wakes)
		}
		wakes := w.due(noon)
		if len(wakes) != 1 || wakes[0].Chat != worker {
			t.Fatalf("due at noon: %v", wakes)
		}
		equal(t, w.due(noon.Add(time.Hour)), wakes) // another replica finds the same key

		c := w.claim(worker, wakes[0].Key)
		if c.Seen || c.State.Count != 3 {
			t.Errorf("the wake found %+v", c)
		}
		w.commit(c, Next{State: c.State})
		if wakes := w.due(noon.Add(time.Hour)); len(wakes) != 0 {
			t.Errorf("due again: %v", wakes)
		}
		if c := w.claim(worker, wakes[0].Key); !c.Seen {
			t.Error("the other replica wakes the chat once more")
		}
	})
}

func TestWakeIsReplaced(t *testing.T) {
	onAll(t, Options{}, func(t *testing.T, w *world) {
		w.sleep(worker, "1", noon)
		overtaken := w.due(noon)[0]
		w.sleep(worker, "2", noon.Add(time.Hour))
		if wakes := w.due(noon); len(wakes) != 0 {
			t.Errorf("due by a time that was replaced: %v", wakes)
		}
		if c := w.claim(worker, overtaken.Key); !c.Seen || c.Kept != nil {
			t.Errorf("a wake that was replaced found %+v", c)
		}
		if wakes := w.due(noon.Add(time.Hour)); len(wakes) != 1 {
			t.Errorf("due by the new time: %v", wakes)
		}
		withdrawn := w.due(noon.Add(time.Hour))[0]
		w.sleep(worker, "3", time.Time{})
		if c := w.claim(worker, withdrawn.Key); !c.Seen {
			t.Errorf("a wake that was withdrawn found %+v", c)
		}
		if wakes := w.due(noon.Add(2 * time.Hour)); len(wakes) != 0 {
			t.Errorf("due although none is wanted: %v", wakes)
		}
	})
}

func TestLongestOverdueComeFirst(t *testing.T) {
	onAll(t, Options{}, func(t *testing.T, w *world) {
		chats := chatsOfTwoShards(40)
		for i, id := range chats {
			w.sleep(id, "1", noon.Add(time.Duration(i*7%40)*time.Minute))
		}
		wakes, err := w.Due(t.Context(), noon.Add(30*time.Minute), 10)
		if err != nil || len(wakes) != 10 {
			t.Fatalf("due: %v, %v", wakes, err)
		}
		for i, wake := range wakes {
			if want := chats[i*23%40]; wake.Chat != want { // 7 times 23 is 1 modulo 40
				t.Errorf("%d. is %s, want %s", i, wake.Chat, want)
			}
		}
	})
}

func chatsOfTwoShards(n int) []string {
	var chats []string
	for i := 0; len(chats) < n; i++ {
		id := fmt.Sprint("tg:", i)
		if k := keysOf(id); k.wakes == wakesOf(0) || k.wakes == wakesOf(1) {
			chats = append(chats, id)
		}
	}
	return chats
}

func TestUnsaidAnswerIsFound(t *testing.T) {
	onAll(t, Options{Wait: time.Millisecond}, func(t *testing.T, w *world) {
		w.said(w.turn(someone, "1"), chat.Said{Words: 2})
		w.said(w.turn(worker, "1"), chat.Said{Words: 1})
		if chats := w.unsaid(time.Hour); len(chats) != 0 {
			t.Errorf("unsaid for an hour: %v", chats)
		}
		equal(t, w.unsaid(0), []string{worker})

		c, err := w.Reclaim(t.Context(), worker)
		if err != nil || c.Kept == nil {
			t.Fatalf("reclaimed: %+v, %v", c, err)
		}
		equal(t, c.Kept.Answer.Words, answer(worker, "1").Words[1:])
		w.refused(worker, "2", ErrBusy) // nobody speaks before it is said
		w.said(*c.Kept, chat.Said{Words: 1, Shown: "72"})
		w.release(c)
		if chats := w.unsaid(0); len(chats) != 0 {
			t.Errorf("unsaid after it was said: %v", chats)
		}
		if c := w.claim(worker, "2"); c.Shown != "72" || c.Version != 1 {
			t.Errorf("the next delivery finds %+v", c)
		}
	})
}

func TestTwoSweepsSayItOnce(t *testing.T) {
	onAll(t, Options{Wait: time.Millisecond}, func(t *testing.T, w *world) {
		w.turn(worker, "1")
		first, err := w.Reclaim(t.Context(), worker)
		if err != nil {
			t.Fatal(err)
		}
		if c, err := w.Reclaim(t.Context(), worker); err == nil {
			t.Fatalf("both have it: %+v", c)
		}
		w.said(*first.Kept, chat.Said{Words: 2})
		w.release(first)
		if c, err := w.Reclaim(t.Context(), worker); err != nil || c.Kept != nil {
			t.Errorf("after it was said: %+v, %v", c, err)
		}
		if c := w.claim(worker, "2"); c.Version != 1 { // and nothing is leased
			t.Errorf("the next delivery finds %+v", c)
		}
	})
}

// The chat's time is over, and its mark is left.
func TestMarkWithoutAnAnswerIsRemoved(t *testing.T) {
	onAll(t, Options{}, func(t *testing.T, w *world) {
		w.turn(worker, "1")
		w.rdb.Del(t.Context(), keysOf(worker).chat)
		if c, err := w.Reclaim(t.Context(), worker); err != nil || c.Kept != nil {
			t.Fatalf("reclaimed: %+v, %v", c, err)
		}
		if chats := w.unsaid(0); len(chats) != 0 {
			t.Errorf("unsaid for ever: %v", chats)
		}
	})
}

func TestReleaseKeepsTheMarkOfAnAnswer(t *testing.T) {
	onAll(t, Options{}, func(t *testing.T, w *world) {
		w.turn(worker, "1")
		w.release(w.claim(worker, "2"))
		equal(t, w.unsaid(0), []string{worker})
	})
}

func TestOldestUnsaidComesFirst(t *testing.T) {
	w := miniWorld(t, Options{})
	for i, id := range []string{"tg:3", "tg:1", "tg:2", "tg:4"} {
		w.mini.SetTime(noon.Add(time.Duration(i) * time.Minute))
		w.turn(id, "1")
	}
	equal(t, w.unsaid(time.Minute), []string{"tg:3", "tg:1", "tg:2"})
}
