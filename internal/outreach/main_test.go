package outreach_test

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/identity"
	"jagaetam/internal/outreach"
	"jagaetam/internal/pace"
	"jagaetam/internal/postgres"
	"jagaetam/internal/record"
	"jagaetam/internal/record/recordtest"
	"jagaetam/internal/testservices"
)

func TestMain(m *testing.M) { testservices.Main(m, postgres.Migrate) }

// limiter is the limits of Telegram, over a Redis of the test's own.
func limiter(t *testing.T, o pace.Options) *pace.Limiter {
	t.Helper()
	o.Log = slog.New(slog.DiscardHandler)
	return pace.New(testservices.Redis(t), o)
}

// world is an outbox, a platform that keeps what it is given, and a clock.
type world struct {
	*postgres.Store
	pool    *pgxpool.Pool
	mu      sync.Mutex
	now     time.Time
	said    []chat.Answer
	deleted []string
	// say, where set, decides what becomes of an answer.
	say func(ctx context.Context, answer chat.Answer) (chat.Said, error)
	// open, where set, decides what becomes of a topic that is to be opened, and edit of a card or copy that is to be edited.
	open    func() (string, error)
	edit    func(answer chat.Answer) error
	topics  []string // names of topics that were opened
	closed  []string
	edited  []chat.Answer
	message int
	key     int
	pace    outreach.Pace
}

func newWorld(t *testing.T) *world {
	t.Helper()
	vault, err := identity.NewVault(identity.NewKeyring(civil.Date{Year: 2026, Month: time.November, Day: 23}))
	if err != nil {
		t.Fatal(err)
	}
	pool := testservices.Postgres(t)
	return &world{Store: postgres.New(pool, vault), pool: pool, now: recordtest.Noon, pace: outreach.Unhurried{}}
}

func (w *world) Say(ctx context.Context, answer chat.Answer) (chat.Said, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.said = append(w.said, answer)
	if w.say != nil {
		return w.say(ctx, answer)
	}
	w.message++
	return chat.Said{Words: 1, Messages: []string{fmt.Sprint("m", w.message)}}, nil
}

func (w *world) EditWords(_ context.Context, answer chat.Answer) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.edited = append(w.edited, answer)
	if w.edit != nil {
		return w.edit(answer)
	}
	return nil
}

func (w *world) OpenTopic(_ context.Context, _, name string) (string, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.topics = append(w.topics, name)
	if w.open != nil {
		return w.open()
	}
	return fmt.Sprint(100 * len(w.topics)), nil
}

func (w *world) CloseTopic(_ context.Context, _, topic string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.closed = append(w.closed, topic)
	return nil
}

func (w *world) Pin(context.Context, string, string) error { return nil }

func (w *world) Delete(_ context.Context, chat, message string) error {
	w.deleted = append(w.deleted, chat+" "+message)
	return nil
}

// clock is the time in the world.
func (w *world) clock() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now
}

// sender is a new process over the same records.
func (w *world) sender() *outreach.Sender {
	return &outreach.Sender{
		Records: w, Platform: w, Pace: w.pace, Now: w.clock, Log: slog.New(slog.DiscardHandler),
	}
}

func (w *world) apply(t *testing.T, effects ...record.Effect) record.Outcome {
	t.Helper()
	w.key++
	outcome, err := w.Apply(t.Context(), fmt.Sprint("k", w.key), effects)
	if err != nil {
		t.Fatal(err)
	}
	return outcome
}

// tell puts words to a chat into the outbox.
func (w *world) tell(t *testing.T, to, key string) {
	t.Helper()
	w.apply(t, record.Say{Tell: record.Tell{To: to, Words: chat.Words{Key: key}}})
}

// drain says until there is nothing more to be said now.
func (w *world) drain(t *testing.T, s *outreach.Sender) {
	t.Helper()
	for {
		n, err := s.Drain(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if n == 0 {
			return
		}
	}
}

// wantSaid are the chats and keys of what was said since the last call, in order.
func (w *world) wantSaid(t *testing.T, want ...string) {
	t.Helper()
	var got []string
	for _, answer := range w.said {
		got = append(got, answer.Chat+" "+answer.Words[0].Key)
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("said %v, want %v", got, want)
	}
	w.said = nil
}

func (w *world) wantCounts(t *testing.T, want map[record.LetterState]int) {
	t.Helper()
	got, err := w.LetterCounts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("letters %v, want %v", got, want)
	}
}
