package telegram

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/faketelegram"
)

// inbox is a handler that notes what it is given. Its answer is nil unless err is set.
type inbox struct {
	mu  sync.Mutex
	got []chat.Incoming
	err func(in chat.Incoming) error
}

func (b *inbox) handle(_ context.Context, in chat.Incoming) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.err != nil {
		if err := b.err(in); err != nil {
			return err
		}
	}
	b.got = append(b.got, in)
	return nil
}

func (b *inbox) all() []chat.Incoming {
	b.mu.Lock()
	defer b.mu.Unlock()
	return append([]chat.Incoming(nil), b.got...)
}

// shelf is a quarantine in memory, or one that is away.
type shelf struct {
	mu   sync.Mutex
	away error
	kept map[string]string // raw by key
	why  []string
}

func (s *shelf) Quarantine(ctx context.Context, source, key string, raw []byte, cause string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.away != nil || ctx.Err() != nil || source != "telegram" {
		return errors.Join(s.away, ctx.Err())
	}
	if s.kept == nil {
		s.kept = map[string]string{}
	}
	s.kept[key] = string(raw)
	s.why = append(s.why, cause)
	return nil
}

func (s *shelf) len() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.kept)
}

const secret = "correct-horse"

// deliver posts a body to the webhook as Telegram does.
func deliver(hook http.Handler, body string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(body))
	r.Header.Set("X-Telegram-Bot-Api-Secret-Token", secret)
	return serve(hook, r)
}

func serve(hook http.Handler, r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	hook.ServeHTTP(w, r)
	return w
}

func TestWebhookAcknowledgesWithAnEmptyBody(t *testing.T) {
	w, in := newWorld(t), &inbox{}
	hook := w.p.Webhook(in.handle, &shelf{}, secret)
	for _, name := range []string{"text", "from_bot"} {
		if got := deliver(hook, string(recorded(t, name))); got.Code != http.StatusOK || got.Body.Len() > 0 {
			t.Errorf("%s: %d %q", name, got.Code, got.Body)
		}
	}
	if got := in.all(); len(got) != 1 || got[0].Content != (chat.Text{Text: "Saya petani sawit di Loa Kulu 🙂"}) {
		t.Errorf("handled %+v", got)
	}
	if got := w.p.Counts(); got != (Counts{Handled: 1, Ignored: 1}) {
		t.Errorf("counted %+v", got)
	}
}

func TestWebhookGivesATapTheTimeOfItsReceipt(t *testing.T) {
	w, in := newWorld(t), &inbox{}
	before := time.Now()
	deliver(w.p.Webhook(in.handle, &shelf{}, secret), string(recorded(t, "tap")))
	if at := in.all()[0].At; at.Before(before) || at.After(time.Now()) {
		t.Errorf("tapped at %s", at)
	}
}

func TestWebhookAdmitsOnlyTelegram(t *testing.T) {
	w, in := newWorld(t), &inbox{}
	hook := w.p.Webhook(in.handle, &shelf{}, secret)
	open := w.p.Webhook(in.handle, &shelf{}, "")
	post := func(body, given string) *http.Request {
		r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(body))
		r.Header.Set("X-Telegram-Bot-Api-Secret-Token", given)
		return r
	}
	text := string(recorded(t, "text"))
	for name, c := range map[string]struct {
		hook http.Handler
		r    *http.Request
		want int
	}{
		"get":          {hook, httptest.NewRequest(http.MethodGet, "/", nil), http.StatusMethodNotAllowed},
		"no secret":    {hook, httptest.NewRequest(http.MethodPost, "/", strings.NewReader(text)), http.StatusUnauthorized},
		"wrong secret": {hook, post(text, secret+"x"), http.StatusUnauthorized},
		"none set":     {open, post(text, ""), http.StatusUnauthorized},
		"too long":     {hook, post(strings.Repeat(" ", updateLimit)+text, secret), http.StatusRequestEntityTooLarge},
		"broken off":   {hook, httptest.NewRequest(http.MethodPost, "/", brokenOff{}), http.StatusBadRequest},
	} {
		if name == "broken off" {
			c.r.Header.Set("X-Telegram-Bot-Api-Secret-Token", secret)
		}
		if got := serve(c.hook, c.r); got.Code != c.want {
			t.Errorf("%s: %d, want %d", name, got.Code, c.want)
		}
	}
	if len(in.all()) > 0 {
		t.Errorf("handled %+v", in.all())
	}
}

// brokenOff is a body whose sender hangs up.
type brokenOff struct{}

func (brokenOff) Read([]byte) (int, error) { return 0, errors.New("hung up") }

func TestWebhookAsksForDeliveryAgain(t *testing.T) {
	w, in := newWorld(t), &inbox{err: func(chat.Incoming) error { return errors.New("database away") }}
	hook := w.p.Webhook(in.handle, &shelf{}, secret)
	if got := deliver(hook, string(recorded(t, "text"))); got.Code != http.StatusServiceUnavailable || got.Header().Get("Retry-After") != "1" {
		t.Errorf("%d %v", got.Code, got.Header())
	}
	in.err = nil
	if got := deliver(hook, string(recorded(t, "text"))); got.Code != http.StatusOK || len(in.all()) != 1 {
		t.Errorf("%d, handled %+v", got.Code, in.all())
	}
}

func TestPoisonGoesIntoQuarantine(t *testing.T) {
	poison := map[string]string{
		"panic": string(recorded(t, "text")), "undecodable": `{"update_id":7,"message":5}`, "no update": `{}`, "no JSON": `{"`,
	}
	for name, body := range poison {
		w, away := newWorld(t), &shelf{away: errors.New("database away")}
		in := &inbox{err: func(chat.Incoming) error {
			if name == "panic" {
				panic(secretWord)
			}
			return nil
		}}
		if got := deliver(w.p.Webhook(in.handle, away, secret), body); got.Code != http.StatusServiceUnavailable {
			t.Errorf("%s: %d though the quarantine is away", name, got.Code)
		}
		there := &shelf{}
		hook := w.p.Webhook(in.handle, there, secret)
		for range 2 {
			if got := deliver(hook, body); got.Code != http.StatusOK {
				t.Errorf("%s: %d", name, got.Code)
			}
		}
		if there.len() != 1 {
			t.Errorf("%s: kept %q", name, there.kept)
		}
		for key, raw := range there.kept {
			if raw != body || !strings.HasPrefix(key, "tg:") {
				t.Errorf("%s: kept %q under %q", name, raw, key)
			}
		}
	}
}

func TestWorkGoesOnWhenTelegramHangsUp(t *testing.T) {
	w := newWorld(t)
	var limit time.Time
	hook := w.p.Webhook(func(ctx context.Context, _ chat.Incoming) error {
		limit, _ = ctx.Deadline()
		return ctx.Err()
	}, &shelf{}, secret)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, body := range []string{string(recorded(t, "text")), `{"update_id":7,"message":5}`} {
		r := httptest.NewRequestWithContext(ctx, http.MethodPost, "/", strings.NewReader(body))
		r.Header.Set("X-Telegram-Bot-Api-Secret-Token", secret)
		if got := serve(hook, r); got.Code != http.StatusOK {
			t.Errorf("%s: %d", body, got.Code)
		}
	}
	if left := time.Until(limit); left <= 0 || left > 10*time.Second {
		t.Errorf("the handler has %s", left)
	}
}

// Two deliveries of one update at once are one to the handler, or it would say twice what it has not noted yet; both are acknowledged.
func TestDeliveredAgainWhileItIsHandled(t *testing.T) {
	w := newWorld(t)
	synctest.Test(t, func(t *testing.T) {
		handled := 0
		hook := w.p.Webhook(func(context.Context, chat.Incoming) error {
			handled++
			time.Sleep(time.Second) // of the bubble's time
			return nil
		}, &shelf{}, secret)
		var both sync.WaitGroup
		for range 2 {
			both.Go(func() {
				if got := deliver(hook, string(recorded(t, "text"))); got.Code != http.StatusOK {
					t.Errorf("status %d", got.Code)
				}
			})
		}
		both.Wait()
		if handled != 1 {
			t.Errorf("handled %d times", handled)
		}
	})
}

func TestPoisonIsGivenUpButAnOutageIsNot(t *testing.T) {
	for name, c := range map[string]struct {
		err    error
		others bool // whether other updates are handled meanwhile
		after  time.Duration
		out    bool
	}{
		"fails alone":        {errors.New("no such flow"), true, strikeTime, true},
		"not for long":       {errors.New("no such flow"), true, strikeTime - time.Second, false},
		"all fail":           {errors.New("no such flow"), false, strikeTime, false},
		"network":            {&faultyNetwork{}, true, time.Hour, false},
		"deadline":           {context.DeadlineExceeded, true, time.Hour, false},
		"Telegram's wish":    {&chat.WaitError{After: time.Second}, true, time.Hour, false},
		"called an outage":   {errOutage, true, time.Hour, false},
		"wrapped, no outage": {errors.Join(errors.New("no such flow")), true, strikeTime, true},
	} {
		w, kept := newWorld(t), &shelf{}
		w.p.options.Outage = func(err error) bool { return err == errOutage || IsOutage(err) }
		now := time.Now()
		w.p.strikes.now = func() time.Time { return now }
		in := &inbox{err: func(in chat.Incoming) error {
			if in.Content == (chat.Tap{Query: "3865470900000000001", Press: consent}) {
				return c.err
			}
			return nil
		}}
		hook := w.p.Webhook(in.handle, kept, secret)
		for n := range strikesOut {
			if n == 1 {
				now = now.Add(c.after)
				if c.others {
					deliver(hook, string(recorded(t, "text")))
				}
			}
			if got := deliver(hook, string(recorded(t, "tap"))); got.Code != http.StatusServiceUnavailable && n < strikesOut-1 {
				t.Errorf("%s: %d at try %d", name, got.Code, n)
			}
		}
		if (kept.len() == 1) != c.out {
			t.Errorf("%s: quarantined %d", name, kept.len())
		}
	}
}

var errOutage = errors.New("the database is starting up")

type faultyNetwork struct{ error }

func (*faultyNetwork) Error() string   { return "connection refused" }
func (*faultyNetwork) Timeout() bool   { return false }
func (*faultyNetwork) Temporary() bool { return false }

func TestStrikesAreForgottenAfterSuccess(t *testing.T) {
	s := newStrikes(time.Now)
	for key := range strikesCap + 1 {
		s.out(fmt.Sprint(key))
	}
	if len(s.failed) > strikesCap {
		t.Errorf("%d counted", len(s.failed))
	}
	s.out("a")
	s.handled("a")
	if s.failed["a"] != nil {
		t.Error("still counted")
	}
}

func TestTelegramDeliversToTheWebhook(t *testing.T) {
	w, in := newWorld(t), &inbox{}
	server := httptest.NewServer(w.p.Webhook(in.handle, &shelf{}, secret))
	defer server.Close()
	if err := w.p.SetWebhook(t.Context(), server.URL, secret); err != nil {
		t.Fatal(err)
	}
	for kind, method := range map[faketelegram.FaultKind]string{faketelegram.DropBefore: "webhook", faketelegram.BadGateway: "webhook"} {
		w.Inject(faketelegram.Fault{Method: method, Kind: kind, Next: 1})
	}
	w.siti.Start("desa")
	w.siti.Text("halo")
	if err := w.Idle(t.Context()); err != nil {
		t.Fatal(err)
	}
	got := in.all()
	if len(got) != 2 || got[0].Content != (chat.Command{Name: "start", Payload: "desa"}) || got[1].Content != (chat.Text{Text: "halo"}) {
		t.Errorf("handled %+v", got)
	}
}

func TestWebhookIsSetOnceAndWhenItDiffers(t *testing.T) {
	w := newWorld(t)
	const url = "http://127.0.0.1:9/hook"
	for range 3 {
		if err := w.p.SetWebhook(t.Context(), url, secret); err != nil {
			t.Fatal(err)
		}
	}
	if calls := w.called("setWebhook"); len(calls) != 1 || calls[0].Params["allowed_updates"] != `["message","edited_message","callback_query","my_chat_member","chat_member"]` ||
		calls[0].Params["max_connections"] != "8" || calls[0].Params["secret_token"] != secret || calls[0].Params["drop_pending_updates"] != "" {
		t.Errorf("%+v", calls)
	}
	if err := w.p.SetWebhook(t.Context(), url+"/other", secret); err != nil || len(w.called("setWebhook")) != 2 {
		t.Errorf("%d calls: %v", len(w.called("setWebhook")), err)
	}
	next := w.platform(t, w.Server) // a new start with a new secret, which Telegram would not tell apart
	if err := next.SetWebhook(t.Context(), url+"/other", "battery-staple"); err != nil || len(w.called("setWebhook")) != 3 {
		t.Errorf("%d calls: %v", len(w.called("setWebhook")), err)
	}
}
