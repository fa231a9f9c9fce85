package telegram

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"jagaetam/internal/chat"
	"jagaetam/internal/faketelegram"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// world is a Telegram of the test's own, and the platform that speaks with it.
type world struct {
	*faketelegram.Server
	p    *Platform
	log  *journal
	siti *faketelegram.Person

	mu    sync.Mutex
	calls []faketelegram.Call
}

func newWorld(t testing.TB) *world {
	t.Helper()
	w := &world{log: &journal{}}
	w.Server = faketelegram.New(faketelegram.Options{RetryScale: 0.0001, OnCall: w.note})
	w.p = w.platform(t, w.Server)
	t.Cleanup(w.Close)
	w.siti = w.NewUser(faketelegram.User{ID: 900000101, FirstName: "Siti", LanguageCode: "id", Phone: "6281200090001"})
	return w
}

// platform is one that speaks with a Bot API server of the test's own.
func (w *world) platform(t testing.TB, api http.Handler) *Platform {
	t.Helper()
	server := httptest.NewServer(api)
	p, err := New(Options{
		Token: faketelegram.DefaultToken, APIURL: server.URL, Locales: testTexts, Concurrency: 8,
		Log: slog.New(slog.NewTextHandler(w.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
	})
	if err != nil {
		t.Fatal(err)
	}
	p.wait = func(ctx context.Context, _ time.Duration) error { return ctx.Err() }
	p.pace = 2 * time.Millisecond
	t.Cleanup(func() {
		p.Close()
		server.Close()
		if strings.Contains(w.log.String(), "AAfake") || strings.Contains(w.log.String(), secretWord) {
			t.Errorf("a token or contents in the log:\n%s", w.log)
		}
	})
	return p
}

func (w *world) note(c faketelegram.Call) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.calls = append(w.calls, c)
}

// called are the calls of one method, or of all if it is empty.
func (w *world) called(method string) []faketelegram.Call {
	w.mu.Lock()
	defer w.mu.Unlock()
	var found []faketelegram.Call
	for _, c := range w.calls {
		if method == "" || c.Method == method {
			found = append(found, c)
		}
	}
	return found
}

// readJSON reads the body of a request.
func readJSON(t *testing.T, r *http.Request, into any) {
	t.Helper()
	if err := json.NewDecoder(r.Body).Decode(into); err != nil {
		t.Error(err)
	}
}

// journal is a log that may be read while it is written.
type journal struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (j *journal) Write(p []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.b.Write(p)
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.b.String()
}

// secretWord is in every text that must not be logged.
const secretWord = "Rahasia"

// testTexts is a catalogue with {Placeholders}. A key with a language before it goes before one without.
var testTexts = texts{
	"hello": "<b>Halo</b> {Name}", "en/hello": "<b>Hello</b> {Name}", "question": "Setuju?", "other": "Lain", "yes": "Ya &amp; setuju", "no": "Tidak",
	"broken": "<b>" + secretWord + " {Name}", "blank": " \n ", "free": "{Text}", "stale": "Tombol ini sudah lama.", "contact.share": "Bagikan nomor saya", "flood": "Terlalu banyak.",
	"file.gone": "(Berkasnya tidak ada lagi.)", "picture.foot": "Kantor", "long": strings.Repeat("<b>é</b>🙂", 400),
	"bot.name": "Jaga Etam", "bot.about": "Pendaftaran &lt;gratis&gt;", "en/bot.about": "Registration", "bot.short": "Gratis", "menu.start": "Mulai", "en/menu.start": "Begin",
}

type texts map[string]string

func (c texts) Render(lang, key string, args chat.Args, escape func(string) string) (string, error) {
	text, ok := c[lang+"/"+key]
	if !ok {
		text, ok = c[key]
	}
	if !ok {
		return "", fmt.Errorf("message %q is missing", key)
	}
	for name, arg := range args {
		value, err := c.Arg(lang, arg, escape)
		if err != nil {
			return "", err
		}
		text = strings.ReplaceAll(text, "{"+name+"}", value)
	}
	return text, nil
}

func (c texts) Arg(lang string, arg chat.Arg, escape func(string) string) (string, error) {
	text := arg.Text
	if arg.Key != "" {
		return c.Render(lang, arg.Key, arg.Args, escape)
	}
	if escape != nil {
		text = escape(text)
	}
	return text, nil
}

func (c texts) Languages() []string { return []string{"id", "en"} }
