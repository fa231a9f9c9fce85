package faketelegram_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"jagaetam/internal/faketelegram"
)

func TestTheEventStreamShowsEverything(t *testing.T) {
	s := start(t, faketelegram.Options{Transport: faketelegram.InProcess(&hook{})})
	events, cancel := s.Subscribe(100)
	u := s.NewUser(faketelegram.User{})
	call(t, s, "setWebhook", params{"url": "http://127.0.0.1/hook"})
	u.Text("halo")
	idle(t, s)
	id := u.User().ID
	m := call(t, s, "sendMessage", params{"chat_id": id, "text": "x", "reply_markup": params{"keyboard": [][]string{{"Ya"}}}}).messageID(t)
	call(t, s, "sendChatAction", params{"chat_id": id, "action": "typing"})
	call(t, s, "deleteMessage", params{"chat_id": id, "message_id": m})
	call(t, s, "sendMessage", params{"chat_id": 5, "text": "x"})
	cancel()
	cancel() // harmless

	var kinds []faketelegram.EventKind
	var acknowledged *faketelegram.UpdateEvent
	var lastCall *faketelegram.CallEvent
	last := uint64(0)
	for e := range events {
		kinds = append(kinds, e.Kind)
		if e.Seq <= last {
			t.Errorf("event %d comes after %d", e.Seq, last)
		}
		last = e.Seq
		if e.Kind == faketelegram.UpdateDelivered && (e.Update.Status != 200 || e.Update.Attempt != 1) {
			t.Errorf("delivered: %+v", e.Update)
		}
		if e.Update != nil && e.Kind == faketelegram.UpdateAcknowledged {
			acknowledged = e.Update
		}
		if e.Call != nil {
			lastCall = e.Call
		}
	}
	want := []faketelegram.EventKind{
		"call_made", "message_new", "update_queued", "update_delivered", "update_acknowledged",
		"message_new", "keyboard_changed", "call_made", "chat_action", "call_made", "message_deleted", "keyboard_changed", "call_made", "call_made",
	}
	if !slices.Equal(kinds, want) {
		t.Errorf("the events are\n%q, want\n%q", kinds, want)
	}
	if acknowledged == nil || acknowledged.Type != "message" || acknowledged.Chat != id {
		t.Errorf("acknowledged: %+v", acknowledged)
	}
	if lastCall.Method != "sendMessage" || lastCall.Code != 400 || lastCall.Chat != 5 {
		t.Errorf("the last call is %+v", lastCall)
	}
}

func TestASlowSubscriberMissesEventsAndIsTold(t *testing.T) {
	s := start(t, faketelegram.Options{})
	events, cancel := s.Subscribe(2)
	defer cancel()
	u := s.NewUser(faketelegram.User{})
	for range 5 { // two events each
		u.Text("x")
	}
	<-events
	<-events
	u.Text("y")
	if gap := <-events; gap.Kind != faketelegram.Gap || gap.Missed != 8 {
		t.Errorf("after a miss comes %+v, want a gap of 8", gap)
	}
	if e := <-events; e.Kind != faketelegram.MessageNew || e.Message.Text != "y" {
		t.Errorf("after the gap comes %+v", e)
	}
}

func TestCloseEndsSubscriptionsAndPolls(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := faketelegram.New(faketelegram.Options{})
		events, cancel := s.Subscribe(1)
		defer cancel()
		ended := make(chan result)
		go func() { ended <- callCtx(t.Context(), s, "getUpdates", params{"timeout": 50}) }()
		synctest.Wait()
		s.Close()
		wantError(t, <-ended, 500, "Internal Server Error: restart")
		for range events {
		}
		late, _ := s.Subscribe(1)
		if _, open := <-late; open {
			t.Error("a closed server takes subscribers")
		}
	})
}

func TestWaitForSeesEveryChange(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := start(t, faketelegram.Options{})
		u := s.NewUser(faketelegram.User{})
		u.Start("")
		got := make(chan []faketelegram.Message)
		go func() {
			messages, _ := s.WaitFor(t.Context(), u.User().ID, func(ms []faketelegram.Message) bool {
				return len(ms) == 3 && ms[2].Text == "empat"
			})
			got <- messages
		}()
		sent := 0
		for _, text := range []string{"dua", "tiga"} {
			synctest.Wait()
			sent = call(t, s, "sendMessage", params{"chat_id": u.User().ID, "text": text}).messageID(t)
		}
		synctest.Wait()
		call(t, s, "editMessageText", params{"chat_id": u.User().ID, "message_id": sent, "text": "empat"})
		if messages := <-got; len(messages) != 3 {
			t.Errorf("waited for %+v", messages)
		}
	})
	s := start(t, faketelegram.Options{})
	u := s.NewUser(faketelegram.User{})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := u.Chat().WaitFor(ctx, func([]faketelegram.Message) bool { return false }); err == nil {
		t.Error("waiting goes on after its context ended")
	}
	if _, err := s.WaitFor(t.Context(), 5, nil); err == nil {
		t.Error("a chat that is not there can be waited for")
	}
}

func TestLimits(t *testing.T) {
	c := clock()
	s := start(t, faketelegram.Options{Now: c.time, Limits: faketelegram.TelegramLimits()})
	send := func(chat int64) result {
		return call(t, s, "sendMessage", params{"chat_id": chat, "text": "x"})
	}
	u := s.NewUser(faketelegram.User{})
	u.Start("")
	for range 5 {
		send(u.User().ID).messageID(t)
	}
	refused := send(u.User().ID)
	wantError(t, refused, 429, "Too Many Requests: retry after 1")
	if refused.Parameters.RetryAfter != 1 || refused.header.Get("Retry-After") != "1" {
		t.Errorf("retry_after is %d, Retry-After %q", refused.Parameters.RetryAfter, refused.header.Get("Retry-After"))
	}
	c.now = c.now.Add(time.Second)
	send(u.User().ID).messageID(t)

	c.now = c.now.Add(time.Minute)
	for i := range 31 {
		p := s.NewUser(faketelegram.User{})
		p.Start("")
		if got := send(p.User().ID); got.OK != (i < 30) {
			t.Errorf("message %d of one second: %s", i+1, got.Description)
		}
	}
	c.now = c.now.Add(time.Minute)
	g := s.NewGroup(faketelegram.GroupOptions{})
	first := send(g.ID()).messageID(t)
	for i := range 19 { // edits count too
		c.now = c.now.Add(100 * time.Millisecond)
		call(t, s, "editMessageText", params{"chat_id": g.ID(), "message_id": first, "text": fmt.Sprint(i)}).messageID(t)
	}
	wantError(t, send(g.ID()), 429, "Too Many Requests: retry after 2")
	c.now = c.now.Add(2 * time.Second)
	send(g.ID()).messageID(t)
	s.SetLimits(faketelegram.Limits{})
	send(g.ID()).messageID(t)
}

// TestPaidBroadcastIsLimitedApart: what is charged for ignores the limit of 30 a second and leaves it to the rest; a chat takes no more of it
// than of others.
func TestPaidBroadcastIsLimitedApart(t *testing.T) {
	c := clock()
	s := start(t, faketelegram.Options{Now: c.time, Limits: faketelegram.TelegramLimits()})
	send := func(chat int64, paid bool) result {
		return call(t, s, "sendMessage", params{"chat_id": chat, "text": "x", "allow_paid_broadcast": paid})
	}
	begun := func() int64 {
		p := s.NewUser(faketelegram.User{})
		p.Start("")
		return p.User().ID
	}
	for i := range 1001 {
		if got := send(begun(), true); got.OK != (i < 1000) {
			t.Fatalf("paid message %d of one second: %s", i+1, got.Description)
		}
	}
	for i := range 31 {
		if got := send(begun(), false); got.OK != (i < 30) {
			t.Fatalf("message %d of the same second: %s", i+1, got.Description)
		}
	}
	c.now = c.now.Add(time.Minute)
	one := begun()
	for range 5 {
		send(one, true).messageID(t)
	}
	wantError(t, send(one, true), 429, "Too Many Requests: retry after 1")
}

func TestFaultsAreDrawnAndHealed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := start(t, faketelegram.Options{Seed: 1})
		u := s.NewUser(faketelegram.User{})
		u.Start("")
		send := func() result { return call(t, s, "sendMessage", params{"chat_id": u.User().ID, "text": "x"}) }
		heal := s.Inject(faketelegram.Fault{Method: "sendMessage", Kind: faketelegram.DropBefore, Probability: 0.5})
		broken := 0
		for range 100 {
			if send().broken != nil {
				broken++
			}
		}
		if broken < 30 || broken > 70 {
			t.Errorf("%d of 100 calls broke at a probability of a half", broken)
		}
		heal()
		s.Inject(faketelegram.Fault{Chat: 5, Kind: faketelegram.DropBefore, Next: 1}) // another chat
		s.Inject(faketelegram.Fault{Method: "getMe", Kind: faketelegram.DropBefore, Next: 1})
		s.Inject(faketelegram.Fault{Kind: faketelegram.Latency, Latency: 3 * time.Second, Next: 1})
		began := time.Now()
		if got := send(); got.broken != nil || time.Since(began) != 3*time.Second {
			t.Errorf("a slow call: %v after %v", got.broken, time.Since(began))
		}
		poll(t, s, params{"offset": -1}) // a fault for every method spares getUpdates
		if got := call(t, s, "getMe", params{}); got.broken == nil {
			t.Error("the fault of getMe was spent on another method")
		}
	})
}

func TestIdleWaitsForCallsBeingAnswered(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := start(t, faketelegram.Options{})
		s.Inject(faketelegram.Fault{Kind: faketelegram.Latency, Latency: 5 * time.Second, Next: 1})
		began, answered := time.Now(), make(chan result)
		go func() { answered <- callCtx(t.Context(), s, "getMe", params{}) }()
		synctest.Wait()
		idle(t, s)
		if took := time.Since(began); took != 5*time.Second {
			t.Errorf("the server was idle after %v with a call being answered for 5s", took)
		}
		<-answered
	})
}

func TestKeepMessagesBoundsAChat(t *testing.T) {
	s := start(t, faketelegram.Options{KeepMessages: 10})
	u := s.NewUser(faketelegram.User{})
	var last faketelegram.Message
	for range 100 {
		last = u.Text("x")
	}
	shown := u.Chat().Messages()
	if len(shown) < 10 || len(shown) > 20 || shown[len(shown)-1].ID != last.ID {
		t.Errorf("the chat keeps %d messages", len(shown))
	}
}

// Everybody at once: the race detector watches, and every message arrives exactly once and in order for its chat.
func TestManyPeopleAtOnce(t *testing.T) {
	const people, texts = 20, 25
	h := &hook{}
	s := hooked(t, h, faketelegram.Options{RetryScale: 0.001, QueueJitter: time.Millisecond})
	events, cancel := s.Subscribe(10)
	defer cancel()
	s.Inject(faketelegram.Fault{Method: faketelegram.WebhookCalls, Kind: faketelegram.DropBefore, Probability: 0.1})
	var everybody sync.WaitGroup
	for range people {
		u := s.NewUser(faketelegram.User{})
		everybody.Go(func() {
			for i := range texts {
				u.Text(fmt.Sprint(i))
				callCtx(t.Context(), s, "sendMessage", params{"chat_id": u.User().ID, "text": "x"})
				u.Chat().Messages()
			}
		})
	}
	everybody.Wait()
	idle(t, s)
	<-events
	next := map[int64]int{}
	for _, u := range h.updates() {
		if u.Message.Text != fmt.Sprint(next[u.Message.Chat.ID]) {
			t.Fatalf("chat %d gets %s, want %d", u.Message.Chat.ID, u.Message.Text, next[u.Message.Chat.ID])
		}
		next[u.Message.Chat.ID]++
	}
	if len(h.updates()) != people*texts {
		t.Errorf("%d updates came, want %d", len(h.updates()), people*texts)
	}
}
