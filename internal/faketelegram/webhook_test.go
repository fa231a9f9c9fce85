package faketelegram_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"jagaetam/internal/faketelegram"
)

// hook is a bot's webhook that answers as it is told and remembers what came.
type hook struct {
	mu     sync.Mutex
	came   []polled
	at     []time.Time
	answer func(w http.ResponseWriter, n int, u polled)
}

func (h *hook) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var u polled
	body, _ := io.ReadAll(r.Body)
	if err := json.Unmarshal(body, &u); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	h.mu.Lock()
	h.came = append(h.came, u)
	h.at = append(h.at, time.Now())
	n, answer := len(h.came), h.answer
	h.mu.Unlock()
	if answer != nil {
		answer(w, n, u)
	}
}

func (h *hook) updates() []polled {
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.Clone(h.came)
}

// gaps are the pauses between deliveries.
func (h *hook) gaps() []time.Duration {
	h.mu.Lock()
	defer h.mu.Unlock()
	var gaps []time.Duration
	for i := 1; i < len(h.at); i++ {
		gaps = append(gaps, h.at[i].Sub(h.at[i-1]))
	}
	return gaps
}

// hooked gives a server that delivers to the hook in process.
func hooked(t *testing.T, h http.Handler, o faketelegram.Options) *faketelegram.Server {
	t.Helper()
	o.Transport = faketelegram.InProcess(h)
	s := start(t, o)
	if got := call(t, s, "setWebhook", params{"url": "http://127.0.0.1/hook", "secret_token": "s-3cret"}); !got.OK {
		t.Fatal(got.Description)
	}
	return s
}

func idle(t *testing.T, s *faketelegram.Server) {
	t.Helper()
	if err := s.Idle(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// pass lets time pass on a bubble's clock.
func pass(d time.Duration) { <-time.After(d) }

func TestRetriesComeAtOnceAndThenDoubleUpToAMinuteOrTwo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := &hook{answer: func(w http.ResponseWriter, n int, _ polled) {
			if n < 10 {
				w.WriteHeader(http.StatusServiceUnavailable)
			}
		}}
		s := hooked(t, h, faketelegram.Options{})
		s.NewUser(faketelegram.User{}).Text("halo")
		idle(t, s)
		gaps := h.gaps()
		want := []time.Duration{0, 2, 4, 8, 16, 32}
		for i, seconds := range want {
			if gaps[i] != seconds*time.Second {
				t.Errorf("pause %d is %v, want %ds", i+1, gaps[i], seconds)
			}
		}
		for _, pause := range gaps[len(want):] {
			if pause < time.Minute || pause > 2*time.Minute {
				t.Errorf("a late pause is %v, want one to two minutes", pause)
			}
		}
	})
}

func TestRetryAfterIsKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := &hook{answer: func(w http.ResponseWriter, n int, _ polled) {
			if n == 1 {
				w.Header().Set("Retry-After", "17")
				w.WriteHeader(http.StatusServiceUnavailable)
			}
		}}
		s := hooked(t, h, faketelegram.Options{})
		s.NewUser(faketelegram.User{}).Text("halo")
		idle(t, s)
		if gaps := h.gaps(); len(gaps) != 1 || gaps[0] != 17*time.Second {
			t.Errorf("pauses are %v, want 17s", gaps)
		}
		var info struct {
			Error string `json:"last_error_message"`
		}
		call(t, s, "getWebhookInfo", params{}).into(t, &info)
		if info.Error != "Wrong response from the webhook: 503 Service Unavailable" {
			t.Errorf("last error is %q", info.Error)
		}
	})
}

func TestALaneWaitsForItsFirstUpdateAndOthersDoNot(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		stuck := true
		h := &hook{}
		h.answer = func(w http.ResponseWriter, _ int, u polled) {
			h.mu.Lock()
			defer h.mu.Unlock()
			if stuck && u.Message != nil && u.Message.Text == "satu" {
				w.WriteHeader(http.StatusInternalServerError)
			}
		}
		s := hooked(t, h, faketelegram.Options{})
		u, other := s.NewUser(faketelegram.User{}), s.NewUser(faketelegram.User{})
		m := u.Text("satu")
		u.Text("dua")
		if _, err := u.TapData(m.ID, "tap"); err != nil { // its own lane
			t.Fatal(err)
		}
		u.Block() // and its own
		other.Text("lain")
		synctest.Wait()
		seen := func() (texts []string) {
			for _, u := range h.updates() {
				switch {
				case u.Message != nil:
					texts = append(texts, u.Message.Text)
				case u.Query != nil:
					texts = append(texts, u.Query.Data)
				case u.Member != nil:
					texts = append(texts, u.Member.New.Status)
				}
			}
			return texts
		}
		for _, want := range []string{"lain", "tap", "kicked"} {
			if !slices.Contains(seen(), want) {
				t.Errorf("%q waits for another lane; came: %v", want, seen())
			}
		}
		if slices.Contains(seen(), "dua") {
			t.Errorf("the second message overtook the first: %v", seen())
		}
		h.mu.Lock()
		stuck = false
		h.mu.Unlock()
		idle(t, s)
		if all := seen(); all[len(all)-1] != "dua" {
			t.Errorf("came in the order %v", all)
		}
	})
}

func TestAtMostMaxConnectionsAreInFlight(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		inFlight, most := 0, 0
		h := &hook{answer: func(http.ResponseWriter, int, polled) {
			mu.Lock()
			inFlight++
			most = max(most, inFlight)
			mu.Unlock()
			pass(time.Second) // the bot's work
			mu.Lock()
			inFlight--
			mu.Unlock()
		}}
		s := start(t, faketelegram.Options{Transport: faketelegram.InProcess(h)})
		call(t, s, "setWebhook", params{"url": "http://localhost/hook", "max_connections": 3})
		for range 12 {
			s.NewUser(faketelegram.User{}).Text("halo")
		}
		idle(t, s)
		if most != 3 {
			t.Errorf("%d deliveries were in flight at once, want 3", most)
		}
	})
}

// Somebody who goes on writing waits behind those who wrote before.
func TestUpdatesAreLoadedInTheOrderInWhichTheyCame(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var quick *faketelegram.Person
		h := &hook{answer: func(_ http.ResponseWriter, n int, _ polled) {
			pass(time.Second) // the bot's work
			if n == 1 {
				quick.Text("dua")
			}
		}}
		s := start(t, faketelegram.Options{Transport: faketelegram.InProcess(h)})
		call(t, s, "setWebhook", params{"url": "http://localhost/hook", "max_connections": 1})
		quick = s.NewUser(faketelegram.User{})
		quick.Text("satu")
		for range 6 {
			synctest.Wait()
			s.NewUser(faketelegram.User{}).Text("lain")
		}
		idle(t, s)
		if all := h.updates(); all[len(all)-1].Message.Text != "dua" {
			t.Errorf("what came last was delivered before %q", all[len(all)-1].Message.Text)
		}
	})
}

func TestTheWebhookGetsItsSecretOverARealConnection(t *testing.T) {
	secrets := make(chan string, 1)
	web := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		secrets <- r.Header.Get("X-Telegram-Bot-Api-Secret-Token")
	}))
	t.Cleanup(web.Close)
	s := start(t, faketelegram.Options{})
	call(t, s, "setWebhook", params{"url": web.URL, "secret_token": "s-3cret"})
	s.NewUser(faketelegram.User{}).Text("halo")
	if got := <-secrets; got != "s-3cret" {
		t.Errorf("the secret header is %q", got)
	}
	idle(t, s)
}

func TestWebhookFaults(t *testing.T) {
	for kind, want := range map[faketelegram.FaultKind]int{
		faketelegram.DropBefore: 1, faketelegram.DropAfter: 2, faketelegram.BadGateway: 1, faketelegram.Latency: 1,
	} {
		synctest.Test(t, func(t *testing.T) {
			h := &hook{}
			s := hooked(t, h, faketelegram.Options{})
			began := time.Now()
			s.Inject(faketelegram.Fault{Method: faketelegram.WebhookCalls, Kind: kind, Next: 1, Latency: 7 * time.Second})
			s.NewUser(faketelegram.User{}).Text("halo")
			idle(t, s)
			if got := h.updates(); len(got) != want {
				t.Errorf("%s: the update came %d times, want %d", kind, len(got), want)
			}
			if took := time.Since(began); kind == faketelegram.Latency && took != 7*time.Second {
				t.Errorf("latency: took %v", took)
			}
		})
	}
}

func TestAnUndeliverableUpdateExpires(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := &hook{answer: func(w http.ResponseWriter, _ int, _ polled) { w.WriteHeader(http.StatusInternalServerError) }}
		s := hooked(t, h, faketelegram.Options{})
		u := s.NewUser(faketelegram.User{})
		began := time.Now()
		if _, err := u.TapData(1, "x"); err != nil {
			t.Fatal(err)
		}
		idle(t, s)
		if took := time.Since(began); took > 150*time.Second {
			t.Errorf("a tap was tried for %v, want at most 150 s", took)
		}
	})
}

func TestSetWebhookIsStrict(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := start(t, faketelegram.Options{Transport: faketelegram.InProcess(&hook{})})
		for url, want := range map[string]string{
			"http://example.org/hook":       "Bad Request: bad webhook: An HTTPS URL must be provided for webhook",
			"https://example.org:5000/hook": "Bad Request: bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
			"nowhere":                       "Bad Request: invalid webhook URL specified",
		} {
			wantError(t, call(t, s, "setWebhook", params{"url": url}), 400, want)
		}
		local := "http://127.0.0.1/hook"
		wantError(t, call(t, s, "setWebhook", params{"url": local, "secret_token": "a b"}), 400, "Bad Request: secret token contains unallowed characters")
		wantError(t, call(t, s, "setWebhook", params{"url": local, "secret_token": strings.Repeat("a", 257)}), 400, "Bad Request: secret token is too long")
		for range 2 { // the second changes nothing and is never too soon
			if got := call(t, s, "setWebhook", params{"url": local}); !got.OK {
				t.Errorf("setWebhook: %s", got.Description)
			}
		}
		wantError(t, call(t, s, "setWebhook", params{"url": local + "2"}), 429, "Too Many Requests: retry after 1")
	})
}

func TestChangingTheWebhookLosesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := &hook{answer: func(http.ResponseWriter, int, polled) { pass(time.Second) }} // the bot's work
		s := hooked(t, h, faketelegram.Options{})
		u := s.NewUser(faketelegram.User{})
		for _, text := range []string{"a", "b", "c"} {
			u.Text(text)
		}
		pass(1500 * time.Millisecond) // b is in flight
		call(t, s, "deleteWebhook", params{})
		left := poll(t, s, params{})
		if len(left) != 2 || left[0].Message.Text != "b" {
			t.Fatalf("polling after the webhook gives %+v", left)
		}
		call(t, s, "setWebhook", params{"url": "http://127.0.0.1/new"})
		idle(t, s)
		u.Text("d")
		call(t, s, "deleteWebhook", params{"drop_pending_updates": true})
		if s.Pending() != 0 {
			t.Errorf("%d updates are pending after all were dropped", s.Pending())
		}
		pass(time.Second) // the delivery that was cut off ends
	})
}

func TestIdleEndsWithItsContext(t *testing.T) {
	s := start(t, faketelegram.Options{})
	s.NewUser(faketelegram.User{}).Text("halo")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Idle(ctx); err == nil {
		t.Error("the server is idle with an update pending")
	}
}
