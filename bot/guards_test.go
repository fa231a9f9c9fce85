package bot_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"jagaetam/bot"
	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/record"
	"jagaetam/internal/session"
)

// contextCutBy is a context whose time is over at the named call.
func contextCutBy(w *world, call string) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(w.t.Context())
	w.cut.call, w.cut.armed = call, true
	w.cut.strike = cancel
	return ctx, cancel
}

// panickingBook is a book whose only flow panics.
func panickingBook(t testing.TB) *dialogue.Book {
	_, texts := openBook(t)
	setting := dialogue.Setting{
		Zone: time.UTC, Texts: dialogue.Texts{Catalogue: texts}, Home: "menu", Nudge: func(t time.Time) time.Time { return t },
	}
	return dialogue.New(setting, dialogue.Flow{
		ID: "menu", Open: dialogue.Commands("menu"), Tell: func(dialogue.Context) dialogue.Told { panic("NIK 6402062212849017") },
	})
}

// overtaking claims every chat once more before a commit, as a process does that sees the lease run out.
type overtaking struct {
	bot.Sessions
	key string
}

func (o overtaking) Commit(ctx context.Context, c session.Claimed, next session.Next) (session.Kept, error) {
	if _, err := o.Claim(ctx, c.Chat, o.key); err != nil {
		return session.Kept{}, err
	}
	return o.Sessions.Commit(ctx, c, next)
}

func isWait(err error) bool {
	var wait *chat.WaitError
	return errors.As(err, &wait)
}

func wantWait(t testing.TB, err, cause error) {
	t.Helper()
	if !isWait(err) || !errors.Is(err, cause) {
		t.Errorf("%v; want to be asked to wait because of: %v", err, cause)
	}
}

// unreachables are the effects that note that somebody cannot be written to.
type unreachables struct {
	bot.Records
	noted *[]record.SetReachable
}

func (u unreachables) Apply(ctx context.Context, key string, effects []record.Effect) (record.Outcome, error) {
	for _, effect := range effects {
		if e, ok := effect.(record.SetReachable); ok {
			*u.noted = append(*u.noted, e)
		}
	}
	return u.Records.Apply(ctx, key, effects)
}
