package bot_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"jagaetam/bot"
	"jagaetam/internal/chat"
	"jagaetam/internal/record"
	"jagaetam/internal/session"
)

// errCut is what a call says that was spoilt: nobody knows whether it was done.
var errCut = errors.New("the connection is gone")

// cut is a point in the work on a message: just before or just after a call.
type cut struct {
	call  string
	after bool
	armed bool
	// strike, where set, is done at the cut.
	strike func()
}

// spoilt stands between a bot and all that it works with. It notes the calls and cuts them off.
type spoilt struct {
	sessions bot.Sessions
	records  bot.Records
	platform bot.Platform
	cut      *cut

	mu    sync.Mutex
	calls []string
}

// spoil puts a spoilt in between. The cut may be nil.
func spoil(b *bot.Bot, c *cut) *spoilt {
	s := &spoilt{sessions: b.Sessions, records: b.Records, platform: b.Platform, cut: c}
	b.Sessions, b.Records, b.Platform = s, s, s
	return s
}

// through does a call, unless it is cut off before.
func through[T any](s *spoilt, name string, call func() (T, error)) (T, error) {
	s.mu.Lock()
	s.calls = append(s.calls, name)
	s.mu.Unlock()
	cut := s.cut != nil && s.cut.armed && s.cut.call == name
	if cut && s.cut.strike != nil {
		s.cut.strike()
	}
	if cut && !s.cut.after {
		var none T
		return none, errCut
	}
	result, err := call()
	if cut && err == nil {
		err = errCut
	}
	return result, err
}

// called says whether there was such a call.
func (s *spoilt) called(name string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Contains(s.calls, name)
}

func (s *spoilt) Claim(ctx context.Context, id, key string) (session.Claimed, error) {
	return through(s, "claim", func() (session.Claimed, error) { return s.sessions.Claim(ctx, id, key) })
}

func (s *spoilt) Commit(ctx context.Context, c session.Claimed, next session.Next) (session.Kept, error) {
	return through(s, "commit", func() (session.Kept, error) { return s.sessions.Commit(ctx, c, next) })
}

func (s *spoilt) Release(ctx context.Context, c session.Claimed) error {
	_, err := through(s, "release", func() (any, error) { return nil, s.sessions.Release(ctx, c) })
	return err
}

func (s *spoilt) Said(ctx context.Context, kept session.Kept, said chat.Said) error {
	_, err := through(s, "said", func() (any, error) { return nil, s.sessions.Said(ctx, kept, said) })
	return err
}

func (s *spoilt) Reclaim(ctx context.Context, id string) (session.Claimed, error) {
	return through(s, "reclaim", func() (session.Claimed, error) { return s.sessions.Reclaim(ctx, id) })
}

func (s *spoilt) Unsaid(ctx context.Context, olderThan time.Duration, limit int) ([]string, error) {
	return through(s, "unsaid", func() ([]string, error) { return s.sessions.Unsaid(ctx, olderThan, limit) })
}

func (s *spoilt) Due(ctx context.Context, now time.Time, limit int) ([]session.Wake, error) {
	return through(s, "due", func() ([]session.Wake, error) { return s.sessions.Due(ctx, now, limit) })
}

func (s *spoilt) Facts(ctx context.Context, query record.Query) (*record.Facts, error) {
	return through(s, "facts", func() (*record.Facts, error) { return s.records.Facts(ctx, query) })
}

func (s *spoilt) Apply(ctx context.Context, key string, effects []record.Effect) (record.Outcome, error) {
	return through(s, "apply", func() (record.Outcome, error) { return s.records.Apply(ctx, key, effects) })
}

func (s *spoilt) Say(ctx context.Context, a chat.Answer) (chat.Said, error) {
	return through(s, "say", func() (chat.Said, error) { return s.platform.Say(ctx, a) })
}
