package telegram

import (
	"errors"
	"fmt"
	"net/http"
	"testing"
	"time"

	"jagaetam/internal/chat"
)

// TestFloodOfOneAccount has one account send far too much, by the second, while another sends as people do.
func TestFloodOfOneAccount(t *testing.T) {
	w, in := newWorld(t), &inbox{}
	now := time.Now()
	w.p.floods.now = func() time.Time { return now }
	hook := w.p.Webhook(in.handle, &shelf{}, secret)
	id := 0
	send := func(who int64, kind string) {
		t.Helper()
		id++
		body := fmt.Sprintf(`{"update_id":%d,"message":{"message_id":%d,"date":1790000000,"text":"x",
			"chat":{"id":%d,"type":"private"},"from":{"id":%d,"first_name":"x"}}}`, id, id, who, who)
		if kind == "blocked" {
			body = fmt.Sprintf(`{"update_id":%d,"my_chat_member":{"date":1790000000,"chat":{"id":%d,"type":"private"},"from":{"id":%d,"first_name":"x"},
				"old_chat_member":{"status":"member"},"new_chat_member":{"status":"kicked"}}}`, id, who, who)
		}
		if got := deliver(hook, body); got.Code != http.StatusOK {
			t.Fatalf("%d %s", got.Code, got.Body)
		}
	}
	siti := w.siti.User().ID
	for range floodBurst + 100 {
		send(siti, "")
	}
	if got, counts := len(in.all()), w.p.Counts(); got < floodBurst || got > floodBurst+1 || counts.Flooded != uint64(floodBurst+100-got) {
		t.Fatalf("of %d messages at once %d are handled, %+v", floodBurst+100, got, counts)
	}
	if told := w.called("sendMessage"); len(told) != 1 {
		t.Errorf("the account is told %d times", len(told))
	}
	handled := len(in.all())
	send(900000999, "")
	send(siti, "blocked")
	if got := len(in.all()); got != handled+2 {
		t.Errorf("another's message, and that the account blocked the bot, are handled %d times", got-handled)
	}
	now = now.Add(10 * floodEvery)
	for range 20 {
		send(siti, "")
	}
	if got := len(in.all()) - handled - 2; got != 10 {
		t.Errorf("after a while %d more are handled, want 10", got)
	}
	in.err = func(chat.Incoming) error { return errors.New("the database is away") }
	for range 2 * floodBurst {
		id++
		body := fmt.Sprintf(`{"update_id":%d,"message":{"message_id":1,"date":1790000000,"text":"x",
			"chat":{"id":900000777,"type":"private"},"from":{"id":900000777,"first_name":"x"}}}`, id)
		if got := deliver(hook, body); got.Code != http.StatusServiceUnavailable {
			t.Fatalf("what cannot be handled is answered %d", got.Code)
		}
	}
	in.err = nil
	now = now.Add(floodTold)
	for range 400 {
		send(siti, "")
	}
	if told := w.called("sendMessage"); len(told) != 2 {
		t.Errorf("the account is told %d times in two minutes", len(told))
	}
}

// TestFloodsForgets has new people come all day, beside somebody who sends too much all the time.
func TestFloodsForgets(t *testing.T) {
	now := time.Now()
	f := newFloods(func() time.Time { return now })
	for range floodBurst + 1 {
		f.count("flood")
	}
	for second := range 24 * 60 * 60 {
		now = now.Add(time.Second)
		f.count(fmt.Sprint("somebody ", second))
		for range time.Second / floodEvery {
			f.count("flood")
		}
	}
	if n := len(f.accounts); n > 62 {
		t.Errorf("%d accounts are remembered of who came in a minute", n)
	}
	if over, _ := f.over("flood"); !over {
		t.Error("who sends too much is forgotten too")
	}
}
