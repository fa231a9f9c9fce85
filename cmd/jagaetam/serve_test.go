package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"jagaetam/bot/telegram"
	"jagaetam/internal/bench"
	"jagaetam/internal/chat"
	"jagaetam/internal/faketelegram"
	"jagaetam/internal/faultproxy"
	"jagaetam/internal/postgres"
	"jagaetam/internal/record"
	"jagaetam/internal/testservices"
)

// world is all that the service needs, and the settings for it.
type world struct {
	telegram *faketelegram.Server
	settings map[string]string
	// onCall, where set, sees every call of the Bot API before it is answered.
	onCall atomic.Pointer[func(faketelegram.Call)]
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{}
	w.telegram = faketelegram.New(faketelegram.Options{RetryScale: 0.05, OnCall: func(call faketelegram.Call) {
		if seen := w.onCall.Load(); seen != nil {
			(*seen)(call)
		}
	}})
	api := httptest.NewServer(w.telegram)
	t.Cleanup(api.Close)
	t.Cleanup(w.telegram.Close)
	keyring, _ := makeKeyring(t)
	w.settings = map[string]string{
		"TELEGRAM_TOKEN": w.telegram.Token(), "TELEGRAM_API_URL": api.URL, "DATABASE_URL": testservices.PostgresURL(t),
		"REDIS_URL": testservices.RedisURL(t), "KEYRING_FILE": keyring, "LOG_LEVEL": "debug",
	}
	return w
}

// serve starts the service as a process of its own.
func (w *world) serve(t *testing.T) *program {
	t.Helper()
	var given []string
	for name, value := range w.settings {
		given = append(given, name+"="+value)
	}
	return startProgram(t, []string{"serve"}, given...)
}

// holdMessages lets no message of the bot through until release is called; held says how many wait.
func (w *world) holdMessages(t *testing.T) (held *atomic.Int64, release func()) {
	held = &atomic.Int64{}
	gate, open := context.WithCancel(context.Background())
	t.Cleanup(open)
	hold := func(call faketelegram.Call) {
		if call.Method == "sendMessage" {
			held.Add(1)
			<-gate.Done()
		}
	}
	w.onCall.Store(&hold)
	return held, open
}

// people are n people who have just pressed Start.
func (w *world) people(n int) []*faketelegram.Person {
	var all []*faketelegram.Person
	for range n {
		p := w.telegram.NewUser(faketelegram.User{LanguageCode: "id"})
		p.Start("")
		all = append(all, p)
	}
	return all
}

// awaitAnswers waits until each of them has exactly one answer.
func awaitAnswers(t *testing.T, people []*faketelegram.Person) {
	t.Helper()
	for _, p := range people {
		await(t, "the answer to /start", func() bool { return p.Chat().Last().ID != 0 })
	}
	for _, p := range people {
		answers := slices.DeleteFunc(p.Chat().Messages(), func(m faketelegram.Message) bool { return !m.From.IsBot })
		if len(answers) != 1 || !strings.HasPrefix(answers[0].Text, "Selamat datang") {
			t.Errorf("answered %d times: %v", len(answers), answers)
		}
	}
}

func TestServeRefusesATokenThatTelegramRefuses(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.settings["TELEGRAM_TOKEN"] = "2000000002:another-secret-altogether"
	p := w.serve(t)
	if code := p.ended(t, patience); code != exitFailed {
		t.Errorf("exit status %d", code)
	}
	lines := strings.Split(strings.TrimSpace(p.said()), "\n")
	if last := lines[len(lines)-1]; !strings.HasPrefix(last, "jagaetam: ") || !strings.HasSuffix(last, telegram.ErrToken.Error()) {
		t.Errorf("its last words are %q", last)
	}
	if strings.Contains(p.said(), "another-secret") {
		t.Error("the token is told")
	}
}

// Who waits for what he needs can still be told to stop.
func TestStopWhileWaiting(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.settings["DATABASE_URL"] = "postgres:///none?host=" + t.TempDir()
	p := w.serve(t)
	await(t, "it to wait", func() bool { return strings.Contains(p.said(), "PostgreSQL is not to be had yet") })
	p.signal(syscall.SIGTERM)
	if code := p.ended(t, 10*time.Second); code != 0 {
		t.Errorf("exit status %d", code)
	}
}

// What the service needs may come up later than itself, and go away for a while.
func TestServeWaitsForItsStores(t *testing.T) {
	t.Parallel()
	for name, start := range map[string]func(*testing.T, *world) *faultproxy.Proxy{"PostgreSQL": postgresBehindProxy, "Redis": redisBehindProxy} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			proxy := start(t, w)
			proxy.Refuse()
			p := w.serve(t)
			p.awaitStatus(t, "/livez", 200)
			if why := p.awaitStatus(t, "/readyz", 503); !strings.Contains(why, name+" does not answer") {
				t.Errorf("it is not ready because: %s", why)
			}
			people := w.people(1)
			proxy.Restore()
			p.awaitStatus(t, "/readyz", 200)
			awaitAnswers(t, people)
			proxy.Refuse()
			if why := p.awaitStatus(t, "/readyz", 503); !strings.Contains(why, name+" does not answer") {
				t.Errorf("it is not ready because: %s", why)
			}
			want := "jagaetam_records_up 1\n"
			if name == "PostgreSQL" {
				want = "jagaetam_records_up 0\n"
			}
			if _, figures := p.ask("/metrics"); !strings.Contains(figures, want) {
				t.Errorf("the figures lack %s", want)
			}
			proxy.Restore()
			p.awaitStatus(t, "/readyz", 200)
		})
	}
}

func postgresBehindProxy(t *testing.T, w *world) *faultproxy.Proxy {
	t.Helper()
	at, err := pgx.ParseConfig(w.settings["DATABASE_URL"])
	if err != nil {
		t.Fatal(err)
	}
	network, address := pgconn.NetworkAddress(at.Host, at.Port)
	proxy := faultproxy.New(t, network, address)
	behind := url.URL{Scheme: "postgres", User: url.UserPassword(at.User, at.Password), Host: proxy.Addr(), Path: "/" + at.Database, RawQuery: "sslmode=disable"}
	w.settings["DATABASE_URL"] = behind.String()
	return proxy
}

func redisBehindProxy(t *testing.T, w *world) *faultproxy.Proxy {
	t.Helper()
	at, err := url.Parse(w.settings["REDIS_URL"])
	if err != nil {
		t.Fatal(err)
	}
	if at.Scheme == "unix" {
		proxy := faultproxy.New(t, "unix", at.Path)
		w.settings["REDIS_URL"] = "redis://" + proxy.Addr() + "/" + at.Query().Get("db")
		return proxy
	}
	proxy := faultproxy.New(t, "tcp", at.Host)
	at.Host = proxy.Addr()
	w.settings["REDIS_URL"] = at.String()
	return proxy
}

// A stop lets nobody down: what is in hand is answered and acknowledged, while nobody new is sent here.
func TestStopFinishesWhatIsInHand(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.serve(t)
	p.awaitStatus(t, "/readyz", 200)
	held, release := w.holdMessages(t)
	people := w.people(5)
	await(t, "five answers under way", func() bool { return held.Load() == 5 })
	p.signal(syscall.SIGTERM)
	if why := p.awaitStatus(t, "/readyz", 503); !strings.Contains(why, "stopping") {
		t.Errorf("it is not ready because: %s", why)
	}
	p.awaitStatus(t, "/livez", 200)
	release()
	if code := p.ended(t, 10*time.Second); code != 0 {
		t.Errorf("exit status %d", code)
	}
	if n := w.telegram.Pending(); n != 0 {
		t.Errorf("%d messages are not acknowledged", n)
	}
	awaitAnswers(t, people)
}

func TestSecondSignalEndsAtOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.serve(t)
	p.awaitStatus(t, "/readyz", 200)
	held, _ := w.holdMessages(t)
	w.people(1)
	await(t, "an answer under way", func() bool { return held.Load() == 1 })
	p.signal(syscall.SIGTERM)
	p.awaitStatus(t, "/readyz", 503)
	p.signal(syscall.SIGTERM)
	if code := p.ended(t, 2*time.Second); code != -1 {
		t.Errorf("exit status %d, not that of a signal", code)
	}
	if held.Load() != 1 {
		t.Error("the answer was not under way any more: this shows nothing")
	}
}

// Of two processes one polls; when it is killed in the middle of an answer, the other takes over and nobody is let down.
func TestPollingGoesOverToAnother(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	events, cancel := w.telegram.Subscribe(10_000)
	defer cancel()
	first := w.serve(t)
	await(t, "the first to poll", func() bool { return strings.Contains(first.said(), `"msg":"polling"`) })
	second := w.serve(t)
	second.awaitStatus(t, "/readyz", 200)
	awaitAnswers(t, w.people(3))
	if strings.Contains(second.said(), `"msg":"polling"`) {
		t.Error("both poll")
	}

	held, release := w.holdMessages(t)
	people := w.people(3)
	await(t, "three answers under way", func() bool { return held.Load() == 3 })
	first.signal(syscall.SIGKILL)
	first.ended(t, patience)
	killed := time.Now()
	await(t, "the second to poll", func() bool { return strings.Contains(second.said(), `"msg":"polling"`) })
	if took := time.Since(killed); took > 10*time.Second {
		t.Errorf("it took over after %s", took)
	}
	release()
	for _, p := range people {
		await(t, "the answer of a process", func() bool { return p.Chat().Last().ID != 0 })
	}
	await(t, "every message to be acknowledged", func() bool { return w.telegram.Pending() == 0 })
	cancel()
	for e := range events {
		if e.Kind == faketelegram.CallMade && e.Call.Method == "getUpdates" && e.Call.Code == 409 {
			t.Error("two polled at once")
		}
	}
}

// hook is the webhook of a world, as anybody on the internet can reach it.
type hook struct{ address, secret string }

// hook has the service take updates in by the webhook.
func (w *world) hook(t *testing.T) hook {
	t.Helper()
	address, err := freeAddress()
	if err != nil {
		t.Fatal(err)
	}
	h := hook{address: address, secret: "the-secret-of-the-webhook"}
	w.settings["TELEGRAM_MODE"], w.settings["WEBHOOK_LISTEN"] = "webhook", address
	w.settings["WEBHOOK_URL"], w.settings["WEBHOOK_SECRET"] = "http://"+address+"/in", h.secret
	return h
}

const secretHeader = "X-Telegram-Bot-Api-Secret-Token"

// post is the status of a delivery, 0 where the connection was cut.
func (h hook) post(secret, body string) int {
	request, err := http.NewRequest(http.MethodPost, "http://"+h.address+"/in", strings.NewReader(body))
	if err != nil {
		return 0
	}
	if secret != "" {
		request.Header.Set(secretHeader, secret)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0
	}
	defer response.Body.Close()
	_, _ = io.Copy(io.Discard, response.Body)
	return response.StatusCode
}

func TestWebhook(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	hook := w.hook(t)
	listen := hook.address
	var told atomic.Pointer[map[string]string]
	see := func(call faketelegram.Call) {
		if call.Method == "setWebhook" {
			told.Store(&call.Params)
		}
	}
	w.onCall.Store(&see)
	p := w.serve(t)
	p.awaitStatus(t, "/readyz", 200)
	if got := told.Load(); got == nil || (*got)["url"] != "http://"+listen+"/in" || (*got)["secret_token"] != hook.secret {
		t.Errorf("Telegram is told %v", got)
	}
	awaitAnswers(t, w.people(3))

	again := w.serve(t) // beside the first, at the same address
	if code := again.ended(t, patience); code != exitFailed || !strings.Contains(again.said(), "jagaetam: WEBHOOK_LISTEN: listen tcp "+listen) {
		t.Errorf("exit status %d: %s", code, again.said())
	}
	p.signal(syscall.SIGTERM)
	if code := p.ended(t, 10*time.Second); code != 0 {
		t.Errorf("exit status %d", code)
	}
}

// Nothing that a worker writes gets into the log, however much is logged, nor into the figures.
func TestLogKeepsNothingPersonal(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.serve(t)
	p.awaitStatus(t, "/readyz", 200)
	script, err := author(t).Script(t.Context(), bench.Registration{
		NIK: "6402060107859123", Name: "Zulaikha Rekaan", Address: "Gang Karangan 77", Income: 1_234_567,
	})
	if err != nil {
		t.Fatal(err)
	}
	worker := bench.NewWorker(w.telegram, bench.Manner{})
	worker.Person = w.telegram.NewUser(faketelegram.User{ID: 640299123, FirstName: "Marhaban", LanguageCode: "id", Phone: worker.Person.User().Phone})
	if err := worker.Register(t.Context(), script); err != nil {
		t.Fatal(err)
	}
	worker.Person.Text("Kapan saya dapat jawaban?")
	await(t, "all to be answered", func() bool { return w.telegram.Pending() == 0 })
	_, figures := p.ask("/metrics")
	p.signal(syscall.SIGTERM)
	p.ended(t, patience)

	said := strings.ToLower(p.said())
	if n := strings.Count(said, `"msg":"stage"`); n < 50 {
		t.Errorf("only %d stages are logged: this shows nothing", n)
	}
	for _, personal := range []string{
		"6402060107859123", "859123", "marhaban", "zulaikha", "rekaan", "karangan", "0812 5000", "081250009001", "81250009001", "sawah", "1234567",
		"01-07-1985", "kapan saya", strings.ToLower(w.telegram.Token()),
	} {
		if strings.Contains(said, personal) {
			t.Errorf("%q is in the log", personal)
		}
	}
	for _, want := range []string{`jagaetam_updates_total{outcome="handled"} 20`, `jagaetam_updates_total{outcome="failed"} 0`, "jagaetam_sweeps_total ", "go_goroutines ",
		`jagaetam_messages_total{kind="text",outcome="answered"} `, `jagaetam_answer_seconds_count{kind="tap"} `, `jagaetam_effects_total{outcome="filed"} 1`,
		`jagaetam_questions_total{flow="register",step="nik"} `, "jagaetam_records_up 1", "jagaetam_outbox_oldest_seconds ", "jagaetam_quarantined 0",
		"jagaetam_telegram_pending_updates 0", `jagaetam_postgres_connections{use="idle"} `,
	} {
		if !strings.Contains(figures, want) {
			t.Errorf("there is no %s among the figures", want)
		}
	}
	if strings.Contains(figures, "640299123") {
		t.Error("a chat's id is among the figures")
	}
}

// TestServeSaysWhatIsInTheOutbox: a letter in the words of an officer arrives, is said once, and goes again after its time.
func TestServeSaysWhatIsInTheOutbox(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	vault, err := openVault(w.settings["KEYRING_FILE"])
	if err != nil {
		t.Fatal(err)
	}
	store := postgres.New(openPool(t, w.settings["DATABASE_URL"]), vault)
	words := record.Text{Key: "office.pay-where", Language: "id", Text: "Bayar di <b>kantor pos</b> 🙂", By: "officer:1", At: time.Now()}
	if err := store.SetText(t.Context(), words); err != nil {
		t.Fatal(err)
	}
	w.serve(t)
	p := w.people(1)[0]
	awaitAnswers(t, []*faketelegram.Person{p})
	letters := func(messages []faketelegram.Message) int {
		said := func(m faketelegram.Message) bool { return m.Text == "Bayar di kantor pos 🙂" }
		return len(slices.DeleteFunc(slices.Clone(messages), func(m faketelegram.Message) bool { return !said(m) }))
	}
	waitFor := func(what string, n int) {
		t.Helper()
		ctx, cancel := context.WithTimeout(t.Context(), patience)
		defer cancel()
		if _, err := p.Chat().WaitFor(ctx, func(messages []faketelegram.Message) bool { return letters(messages) == n }); err != nil {
			t.Fatalf("waited in vain: %s: %v", what, err)
		}
	}
	tell := record.Tell{To: fmt.Sprint("tg:", p.User().ID), Words: chat.Words{Key: "office.pay-where", Remove: 5}, Once: "once"}
	for _, key := range []string{"k1", "k2"} {
		if _, err := store.Apply(t.Context(), key, []record.Effect{record.Say{Tell: tell}}); err != nil {
			t.Fatal(err)
		}
	}
	waitFor("the letter", 1)
	waitFor("the letter's end", 0)
	counts, err := store.LetterCounts(t.Context())
	if err != nil || len(counts) != 1 || counts[record.LetterSaid] != 1 {
		t.Errorf("letters %v, %v", counts, err)
	}
}
