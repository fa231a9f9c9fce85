package telegram

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/faketelegram"
)

// poll polls until the returned function is called, which gives Poll's error.
func (w *world) poll(t *testing.T, handler Handler, q Quarantine) (stop func() error) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	result := make(chan error, 1)
	go func() { result <- w.p.Poll(ctx, handler, q) }()
	stop = sync.OnceValue(func() error {
		cancel()
		return <-result
	})
	t.Cleanup(func() { _ = stop() })
	return stop
}

func (w *world) idle(t *testing.T) {
	t.Helper()
	if err := w.Idle(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func (w *world) person(id int64) *faketelegram.Person {
	return w.NewUser(faketelegram.User{ID: 900000200 + id, FirstName: "Orang"})
}

func TestPollHandlesAllInTheOrderOfEachChat(t *testing.T) {
	w, in := newWorld(t), &inbox{}
	want := map[string][]string{}
	for p := range int64(30) {
		person := w.person(p)
		for n := range 10 {
			text := fmt.Sprint(n)
			person.Text(text)
			want[name(900000200+p)] = append(want[name(900000200+p)], text)
		}
	}
	stop := w.poll(t, in.handle, &shelf{})
	w.idle(t)
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	got := map[string][]string{}
	for _, in := range in.all() {
		got[in.Chat] = append(got[in.Chat], in.Content.(chat.Text).Text)
	}
	for who, texts := range want {
		if !slices.Equal(got[who], texts) {
			t.Errorf("%s: %v", who, got[who])
		}
	}
	if w.p.LastPoll().IsZero() || time.Since(w.p.LastPoll()) > time.Minute {
		t.Errorf("last poll at %s", w.p.LastPoll())
	}
	for _, c := range w.called("getUpdates") {
		if c.Params["allowed_updates"] != `["message","edited_message","callback_query","my_chat_member","chat_member"]` {
			t.Errorf("asked for %s", c.Params["allowed_updates"])
		}
	}
}

func TestPollHandlesChatsAtTheSameTimeWithinItsLimit(t *testing.T) {
	w := newWorld(t)
	for p := range int64(20) {
		w.person(p).Text("halo")
	}
	var mu sync.Mutex
	running, most := 0, 0
	full, release := make(chan struct{}), make(chan struct{})
	stop := w.poll(t, func(context.Context, chat.Incoming) error {
		mu.Lock()
		running++
		if most = max(most, running); most == 8 {
			select {
			case <-full:
			default:
				close(full)
			}
		}
		mu.Unlock()
		<-release
		mu.Lock()
		running--
		mu.Unlock()
		return nil
	}, &shelf{})
	<-full
	w.polls(t, 3) // after which a ninth would have begun
	close(release)
	w.idle(t)
	if err := stop(); err != nil || most != 8 {
		t.Errorf("%d at the same time: %v", most, err)
	}
}

func TestPollConfirmsOnlyWhatIsHandled(t *testing.T) {
	w := newWorld(t)
	w.siti.Text("satu")
	begun, release := make(chan struct{}), make(chan struct{})
	stop := w.poll(t, func(ctx context.Context, _ chat.Incoming) error {
		close(begun)
		<-release
		return ctx.Err()
	}, &shelf{})
	<-begun
	w.polls(t, 3)
	if n := w.Pending(); n != 1 {
		t.Errorf("%d pending while it is handled", n)
	}
	close(release)
	w.idle(t)
	if err := stop(); err != nil {
		t.Fatal(err)
	}
}

// polls waits until Telegram was asked so many times more.
func (w *world) polls(t *testing.T, n int) {
	t.Helper()
	events, cancel := w.Subscribe(256)
	defer cancel()
	for e := range events {
		if e.Kind == faketelegram.CallMade && e.Call.Method == "getUpdates" {
			if n--; n == 0 {
				return
			}
		}
	}
}

func TestPollGoesOnBehindAnUpdateThatFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { // Telegram brakes those who poll too fast, by the clock
		server := faketelegram.New(faketelegram.Options{})
		defer server.Close()
		p, err := New(Options{Token: faketelegram.DefaultToken, Locales: testTexts, Transport: inMemory{server}})
		if err != nil {
			t.Fatal(err)
		}
		people := make([]*faketelegram.Person, 3)
		for i := range people {
			people[i] = server.NewUser(faketelegram.User{ID: int64(i + 1), FirstName: "Orang"})
		}
		people[0].Text("satu")
		people[0].Text("dua")
		var healed atomic.Bool
		handled := make(chan string, 10)
		ctx, cancel := context.WithCancel(t.Context())
		result := make(chan error, 1)
		go func() {
			result <- p.Poll(ctx, func(_ context.Context, in chat.Incoming) error {
				if in.Chat == "tg:1" && !healed.Load() {
					return errors.New("no such flow")
				}
				handled <- in.Content.(chat.Text).Text
				return nil
			}, &shelf{})
		}()
		synctest.Wait()
		people[1].Text("halo")
		people[2].Text("halo")
		if got := []string{<-handled, <-handled}; !slices.Equal(got, []string{"halo", "halo"}) || server.Pending() != 4 {
			t.Errorf("handled %q, %d pending: confirmed behind one that is not handled", got, server.Pending())
		}
		healed.Store(true)
		if got := []string{<-handled, <-handled}; !slices.Equal(got, []string{"satu", "dua"}) {
			t.Errorf("handled %q", got)
		}
		cancel()
		if err := <-result; err != nil || server.Pending() != 0 || len(handled) != 0 {
			t.Errorf("%d pending, %d handled twice: %v", server.Pending(), len(handled), err)
		}
	})
}

// inMemory is a way to a Bot API server without a network.
type inMemory struct{ api http.Handler }

func (m inMemory) RoundTrip(r *http.Request) (*http.Response, error) {
	answer := httptest.NewRecorder()
	m.api.ServeHTTP(answer, r)
	return answer.Result(), r.Context().Err()
}

func TestPollFinishesWhatItHasBegun(t *testing.T) {
	w, in := begun(t), &inbox{}
	w.siti.Text("satu")
	ctx, cancel := context.WithCancel(t.Context())
	err := w.p.Poll(ctx, func(inner context.Context, i chat.Incoming) error {
		cancel()
		for range 20 { // long enough for a poll that does not wait to be gone
			if _, err := w.p.Say(inner, chat.Answer{Chat: i.Chat, Language: "id", Words: words("other")}); err != nil {
				return err
			}
		}
		return in.handle(inner, i)
	}, &shelf{})
	if got := in.all(); err != nil || len(got) != 1 || w.Pending() != 1 {
		t.Errorf("handled %d and left %d: %v", len(got), w.Pending(), err)
	}
}

// A program that dies loses nothing: whatever it had not acknowledged comes again. Each life ends in the middle of a batch, with
// one update done and not acknowledged and others begun.
func TestPollLosesNothingOverManyLives(t *testing.T) {
	w := newWorld(t)
	for p := range int64(10) {
		for n := range 6 {
			w.person(p).Text(fmt.Sprint(p, " ", n))
		}
	}
	const all = 60
	var mu sync.Mutex
	done := map[string]bool{}
	lives := 0
	for ; w.Pending() > 0 && lives < 100*all; lives++ {
		ctx, cancel := context.WithCancel(t.Context())
		breath := 5
		err := w.p.Poll(ctx, func(_ context.Context, in chat.Incoming) error {
			mu.Lock()
			defer mu.Unlock()
			if breath <= 0 {
				return errors.New("killed before it was done")
			}
			done[in.Chat+in.Content.(chat.Text).Text] = true
			if breath--; len(done) == all {
				breath = 5
				cancel()
			} else if breath == 0 {
				cancel()
				return errors.New("killed before it was acknowledged")
			}
			return nil
		}, &shelf{})
		cancel()
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(done) != all || w.Pending() != 0 || lives < all/5 {
		t.Errorf("%d of %d done in %d lives, %d pending", len(done), all, lives, w.Pending())
	}
}

func TestPollQuarantinesPoison(t *testing.T) {
	w, in, kept := newWorld(t), &inbox{}, &shelf{}
	in.err = func(i chat.Incoming) error {
		if i.Content == (chat.Text{Text: "poison"}) {
			panic(secretWord)
		}
		return nil
	}
	w.siti.Text("poison")
	w.siti.Text("halo")
	stop := w.poll(t, in.handle, kept)
	w.idle(t)
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	if got := in.all(); len(got) != 1 || kept.len() != 1 || !strings.Contains(kept.why[0], secretWord) {
		t.Errorf("handled %+v, kept %q: %q", got, kept.kept, kept.why)
	}
}

func TestPollOutlivesTroubleWithTelegram(t *testing.T) {
	w, in := newWorld(t), &inbox{}
	for _, kind := range []faketelegram.FaultKind{faketelegram.BadGateway, faketelegram.DropBefore, faketelegram.DropAfter, faketelegram.TooMany} {
		w.Inject(faketelegram.Fault{Method: "getUpdates", Kind: kind, Next: 2, RetryAfter: 7})
	}
	var mu sync.Mutex
	var waited []time.Duration
	note := noteWaits(&waited)
	w.p.wait = func(ctx context.Context, d time.Duration) error {
		mu.Lock()
		defer mu.Unlock()
		return note(ctx, d)
	}
	w.siti.Text("halo")
	stop := w.poll(t, in.handle, &shelf{})
	w.idle(t)
	if err := stop(); err != nil || len(in.all()) != 1 {
		t.Errorf("handled %+v: %v", in.all(), err)
	}
	if want := []time.Duration{1, 2, 4, 8, 16, 30, 7, 7}; len(waited) != 8 {
		t.Errorf("waited %v, want %v", waited, want)
	} else {
		for i, d := range waited {
			if d != want[i]*time.Second {
				t.Errorf("waited %v, want %v", waited, want)
				break
			}
		}
	}
}

func TestPollSaysWhatIsWrong(t *testing.T) {
	for status, want := range map[string]string{
		`{"ok":false,"error_code":401,"description":"Unauthorized"}`:         "@BotFather",
		`{"ok":false,"error_code":404,"description":"Not Found"}`:            "@BotFather",
		`{"ok":false,"error_code":409,"description":"Conflict: terminated"}`: "let only one of them run",
		`{"ok":false,"error_code":400,"description":"Bad Request: odd"}`:     "odd",
		`{"ok":true,"result":[{"message":{}}]}`:                              "no update_id",
		`{"ok":true,"result":[{"update_id":"` + secretWord + `"}]}`:          "no update_id",
		`{"ok":true,"resu`: "read updates",
	} {
		w := newWorld(t)
		ctx, cancel := context.WithCancel(t.Context())
		w.p = w.platform(t, http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
			if strings.HasSuffix(r.URL.Path, "/getWebhookInfo") {
				fmt.Fprint(rw, `{"ok":true,"result":{"url":""}}`)
				return
			}
			fmt.Fprint(rw, status)
		}))
		w.p.wait = func(ctx context.Context, _ time.Duration) error {
			cancel()
			return ctx.Err()
		}
		if err := w.p.Poll(ctx, (&inbox{}).handle, &shelf{}); err != nil || !strings.Contains(w.log.String(), want) {
			t.Errorf("%s: %v\n%s", status, err, w.log)
		}
	}
}

func TestPollDropsTheWebhookButNotWhatWaits(t *testing.T) {
	w, in := newWorld(t), &inbox{}
	w.Inject(faketelegram.Fault{Method: "webhook", Kind: faketelegram.DropBefore, Probability: 1})
	if err := w.p.SetWebhook(t.Context(), "http://127.0.0.1:9/hook", secret); err != nil {
		t.Fatal(err)
	}
	w.siti.Text("halo")
	stop := w.poll(t, in.handle, &shelf{})
	w.idle(t)
	if err := stop(); err != nil || len(in.all()) != 1 {
		t.Errorf("handled %+v: %v", in.all(), err)
	}
	if err := w.p.SetWebhook(t.Context(), "http://127.0.0.1:9/hook", secret); err != nil || len(w.called("setWebhook")) != 2 {
		t.Errorf("after polling the webhook is not set again: %v", err)
	}
}

// Update ids begin anew at a random number, possibly a lower one, after a week without updates.
func TestPollFollowsUpdateIDsThatBeginAnew(t *testing.T) {
	w, in := newWorld(t), &inbox{}
	ctx, cancel := context.WithCancel(t.Context())
	update := func(id int) string {
		return fmt.Sprintf(`{"update_id":%d,"message":{"message_id":%d,"date":%d,"chat":{"id":9,"type":"private"},"from":{"id":9},"text":"a"}}`, id, id, id)
	}
	answers := make(chan string, 2)
	answers <- update(900) + "," + update(901)
	answers <- update(17)
	offsets := make(chan string, 10)
	w.p = w.platform(t, http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/getWebhookInfo") {
			fmt.Fprint(rw, `{"ok":true,"result":{"url":""}}`)
			return
		}
		var body struct{ Offset, Timeout int }
		readJSON(t, r, &body)
		offsets <- fmt.Sprint(body.Offset, " ", body.Timeout)
		select {
		case updates := <-answers:
			fmt.Fprintf(rw, `{"ok":true,"result":[%s]}`, updates)
		default:
			cancel()
			fmt.Fprint(rw, `{"ok":true,"result":[]}`)
		}
	}))
	w.p.pace = time.Minute
	if err := w.p.Poll(ctx, in.handle, &shelf{}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"0 50", "902 50", "18 50"} {
		if got := <-offsets; got != want {
			t.Errorf("asked with %s, not %s", got, want)
		}
	}
	if len(in.all()) != 3 {
		t.Errorf("handled %+v", in.all())
	}
}

// What is done while a poll is under way comes again with that poll, which was asked before.
func TestPollKnowsWhatWasDoneMeanwhile(t *testing.T) {
	w, in := newWorld(t), &inbox{}
	ctx, cancel := context.WithCancel(t.Context())
	asked, done, once := make(chan struct{}), make(chan struct{}), sync.Once{}
	in.err = func(i chat.Incoming) error {
		if i.Chat == "tg:1" {
			<-asked
			once.Do(func() { close(done) })
		}
		return nil
	}
	n := 0
	w.p = w.platform(t, http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/getWebhookInfo") {
			fmt.Fprint(rw, `{"ok":true,"result":{"url":""}}`)
			return
		}
		switch n++; n {
		case 2:
			close(asked)
			<-done
		case 3:
			cancel()
		}
		fmt.Fprint(rw, `{"ok":true,"result":[{"update_id":5,"message":{"message_id":1,"date":1,"chat":{"id":1,"type":"private"},"from":{"id":1},"text":"a"}}]}`)
	}))
	if err := w.p.Poll(ctx, in.handle, &shelf{}); err != nil || len(in.all()) != 1 {
		t.Errorf("handled %d times: %v", len(in.all()), err)
	}
}
