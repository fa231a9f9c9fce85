package bot_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/google/go-cmp/cmp"

	"jagaetam/bot"
	"jagaetam/internal/chat"
	"jagaetam/internal/memory"
	"jagaetam/internal/session"
	"jagaetam/internal/transcript"
)

// worker is the chat that most tests are about.
const worker = "test:worker"

// world is one bot with all that it works with, each of which can be spoilt.
type world struct {
	*spoilt
	t    testing.TB
	bot  *bot.Bot
	mini *miniredis.Miniredis
	now  time.Time
	log  bytes.Buffer
	last int
	// say, where set, stands in for the platform.
	say func(ctx context.Context, a chat.Answer) (chat.Said, error)

	mu      sync.Mutex
	answers []chat.Answer
	shown   int
}

func newWorld(t testing.TB) *world {
	w := &world{t: t, mini: miniredis.RunT(t), now: transcript.Began}
	book, _ := openBook(t)
	options := session.Options{Wait: time.Millisecond, Log: slog.New(slog.DiscardHandler)}
	w.bot = &bot.Bot{
		Book: book, Sessions: session.New(openRedis(t, "redis://"+w.mini.Addr()), newVault(t), newArchive(), options),
		Records: memory.New(), Platform: platform{w}, Now: func() time.Time { return w.now },
		Log: slog.New(slog.NewJSONHandler(&w.log, &slog.HandlerOptions{Level: slog.LevelDebug, ReplaceAttr: timeless})),
	}
	w.spoilt = spoil(w.bot, &cut{})
	return w
}

// timeless leaves the time out of a log, whose digits may be those of anything.
func timeless(groups []string, a slog.Attr) slog.Attr {
	if len(groups) == 0 && a.Key == slog.TimeKey {
		return slog.Attr{}
	}
	return a
}

// platform says everything, and names the messages 1, 2, 3.
type platform struct{ w *world }

func (p platform) Say(ctx context.Context, a chat.Answer) (chat.Said, error) {
	p.w.mu.Lock()
	p.w.answers = append(p.w.answers, a)
	p.w.mu.Unlock()
	if p.w.say != nil {
		return p.w.say(ctx, a)
	}
	return p.w.sayAll(a), nil
}

func (w *world) sayAll(a chat.Answer) chat.Said {
	w.mu.Lock()
	defer w.mu.Unlock()
	said := chat.Said{Words: len(a.Words)}
	for i, words := range a.Words {
		w.shown++
		switch {
		case len(words.Options) == 0:
		case i == 0 && a.Edit != "":
			said.Shown = a.Edit
		default:
			said.Shown = strconv.Itoa(w.shown)
		}
	}
	return said
}

// heard are the keys of all messages said since it was last asked.
func (w *world) heard() []string {
	var keys []string
	for _, a := range w.take() {
		for _, words := range a.Words {
			keys = append(keys, words.Key)
		}
	}
	return keys
}

// take are the answers said since it was last asked.
func (w *world) take() []chat.Answer {
	w.mu.Lock()
	defer w.mu.Unlock()
	answers := w.answers
	w.answers = nil
	return answers
}

// incoming is the next message of the worker.
func (w *world) incoming(content chat.Content) chat.Incoming {
	w.last++
	w.now = w.now.Add(transcript.Pause)
	return chat.Incoming{
		Key: fmt.Sprint("update:", w.last), Chat: worker, From: chat.Person{ID: worker}, At: w.now, Message: fmt.Sprint("in", w.last), Content: content,
	}
}

// handle demands that a message is handled.
func (w *world) handle(in chat.Incoming) {
	w.t.Helper()
	if err := w.bot.Handle(w.t.Context(), in); err != nil {
		w.t.Fatal(err)
	}
}

// typed has texts handled, one after the other.
func (w *world) typed(texts ...string) {
	w.t.Helper()
	for _, text := range texts {
		w.handle(w.incoming(chat.Text{Text: text}))
	}
}

// hears demands that exactly these messages were said.
func (w *world) hears(keys ...string) {
	w.t.Helper()
	if diff := cmp.Diff(keys, w.heard()); diff != "" {
		w.t.Fatalf("expected (-), said (+):\n%s", diff)
	}
}

// sweepLater sweeps when so much time has passed.
func (w *world) sweepLater(d time.Duration) {
	w.now = w.now.Add(d)
	w.mini.SetTime(time.Now().Add(d))
	w.bot.Sweep(w.t.Context())
}

var (
	english = chat.Command{Name: "english"} // an effect and words
	status  = chat.Command{Name: "status"}  // wants facts
	menu    = chat.Command{Name: "menu"}    // words with buttons
)
