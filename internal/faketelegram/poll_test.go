package faketelegram_test

import (
	"context"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"jagaetam/internal/faketelegram"
)

// polled is as much of an update as these tests look at.
type polled struct {
	ID      int                   `json:"update_id"`
	Message *faketelegram.Message `json:"message"`
	Edited  *faketelegram.Message `json:"edited_message"`
	Query   *struct {
		ID   string `json:"id"`
		Data string `json:"data"`
	} `json:"callback_query"`
	Member *struct {
		New struct {
			Status string `json:"status"`
		} `json:"new_chat_member"`
	} `json:"my_chat_member"`
}

// stale counts offsets that lie before every queue.
var stale atomic.Int64

// poll asks from the head of the queue unless the offset is given, and never twice with the same offset.
func poll(t *testing.T, s *faketelegram.Server, p params) []polled {
	t.Helper()
	if p["offset"] == nil {
		p["offset"] = stale.Add(1)
	}
	var updates []polled
	call(t, s, "getUpdates", p).into(t, &updates)
	return updates
}

func TestAnUpdateStaysUntilAHigherOffsetIsAsked(t *testing.T) {
	s := start(t, faketelegram.Options{})
	u := s.NewUser(faketelegram.User{})
	u.Text("satu")
	u.Text("dua")
	u.Text("tiga")

	first := poll(t, s, params{"limit": 2})
	if len(first) != 2 || first[0].Message.Text != "satu" || first[1].ID != first[0].ID+1 {
		t.Fatalf("first poll gives %+v", first)
	}
	if first[0].ID < 2_000_001 || first[0].ID >= 1<<30 {
		t.Errorf("the first update_id is %d", first[0].ID)
	}
	again := poll(t, s, params{"timeout": 0}) // the client crashed and begins anew
	if len(again) != 3 || again[0].ID != first[0].ID {
		t.Fatalf("after a crash the poll gives %+v", again)
	}
	rest := poll(t, s, params{"offset": first[1].ID + 1})
	if len(rest) != 1 || rest[0].Message.Text != "tiga" || s.Pending() != 1 {
		t.Fatalf("confirming two leaves %+v, %d pending", rest, s.Pending())
	}
	if far := poll(t, s, params{"offset": rest[0].ID + 1000}); len(far) != 1 {
		t.Errorf("an offset far ahead gives %d updates, want the queue from its head", len(far))
	}
	if behind := poll(t, s, params{"offset": 5}); len(behind) != 1 {
		t.Errorf("a stale offset gives %d updates, want the queue from its head", len(behind))
	}
	poll(t, s, params{"offset": rest[0].ID + 1})
	if s.Pending() != 0 {
		t.Errorf("%d updates are pending after all were confirmed", s.Pending())
	}
}

func TestANegativeOffsetKeepsTheNewest(t *testing.T) {
	s := start(t, faketelegram.Options{})
	u := s.NewUser(faketelegram.User{})
	for _, text := range []string{"a", "b", "c"} {
		u.Text(text)
	}
	if got := poll(t, s, params{"offset": -1}); len(got) != 1 || got[0].Message.Text != "c" || s.Pending() != 1 {
		t.Errorf("offset -1 gives %+v and leaves %d", got, s.Pending())
	}
}

func TestTheSameOffsetAtOnceGivesOneUpdate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := start(t, faketelegram.Options{})
		u := s.NewUser(faketelegram.User{})
		u.Text("a")
		u.Text("b")
		for i, want := range []int{2, 1, 2} {
			if got := poll(t, s, params{"offset": 0}); len(got) != want {
				t.Errorf("poll %d gives %d updates, want %d", i+1, len(got), want)
			}
			if i == 1 {
				pass(500 * time.Millisecond)
			}
		}
	})
}

func TestALongPollEndsWithTheFirstUpdateOrItsTimeout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := start(t, faketelegram.Options{})
		u := s.NewUser(faketelegram.User{})
		answers := make(chan result)
		go func() { answers <- callCtx(t.Context(), s, "getUpdates", params{"timeout": 30}) }()
		synctest.Wait()
		u.Text("halo")
		var got []polled
		(<-answers).into(t, &got)
		if len(got) != 1 {
			t.Fatalf("the poll gives %+v", got)
		}
		began := time.Now()
		if got := poll(t, s, params{"timeout": 300, "offset": got[0].ID + 1}); len(got) != 0 || time.Since(began) != 50*time.Second {
			t.Errorf("an empty poll gives %d updates after %v, want none after 50s", len(got), time.Since(began))
		}
	})
}

func TestOnlyOnePollerIsServed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := start(t, faketelegram.Options{})
		older, newer := make(chan result), make(chan result)
		go func() { older <- call(t, s, "getUpdates", params{"timeout": 30}) }()
		synctest.Wait()
		go func() { newer <- call(t, s, "getUpdates", params{"timeout": 30}) }()
		wantError(t, <-older, 409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running")
		synctest.Wait()
		call(t, s, "setWebhook", params{"url": "http://127.0.0.1/hook"})
		wantError(t, <-newer, 409, "Conflict: terminated by setWebhook request")
		wantError(t, call(t, s, "getUpdates", params{}), 409,
			"Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first")
		call(t, s, "deleteWebhook", params{})
		if got := call(t, s, "getUpdates", params{}); !got.OK {
			t.Errorf("after deleteWebhook: %s", got.Description)
		}
	})
}

func TestAPollerThatWentAwayIsForgotten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := start(t, faketelegram.Options{})
		ctx, cancel := context.WithCancel(t.Context())
		gone, there := make(chan result), make(chan result)
		go func() { gone <- callCtx(ctx, s, "getUpdates", params{"timeout": 50}) }()
		synctest.Wait()
		cancel()
		<-gone
		go func() { there <- call(t, s, "getUpdates", params{"timeout": 1}) }()
		if got := <-there; !got.OK {
			t.Errorf("the next poll: %s", got.Description)
		}
	})
}

func TestUnwantedUpdatesTakeNoID(t *testing.T) {
	s := start(t, faketelegram.Options{})
	u := s.NewUser(faketelegram.User{})
	poll(t, s, params{"allowed_updates": []string{"message"}})
	u.Text("a")
	u.Block()
	u.Unblock()
	u.Text("b")
	got := poll(t, s, params{})
	if len(got) != 2 || got[1].ID != got[0].ID+1 || got[1].Message == nil {
		t.Errorf("the poll gives %+v, want two messages in a row", got)
	}
	poll(t, s, params{"allowed_updates": []string{}})
	u.Block()
	if got := poll(t, s, params{}); len(got) != 3 || got[2].Member.New.Status != "kicked" {
		t.Errorf("with the default kinds the poll gives %+v", got)
	}
}

func TestUpdatesExpire(t *testing.T) {
	now := time.Date(2026, 11, 1, 8, 0, 0, 0, time.UTC)
	s := start(t, faketelegram.Options{Now: func() time.Time { return now }})
	u := s.NewUser(faketelegram.User{})
	m := u.Text("halo")
	if _, err := u.TapData(m.ID, "x"); err != nil {
		t.Fatal(err)
	}
	now = now.Add(151 * time.Second)
	if got := poll(t, s, params{}); len(got) != 1 || got[0].Query != nil {
		t.Errorf("after 151 s the poll gives %+v, want the message without the tap", got)
	}
	now = now.Add(24 * time.Hour)
	if got := poll(t, s, params{}); len(got) != 0 || s.Pending() != 0 {
		t.Errorf("after a day the poll gives %+v", got)
	}
}
