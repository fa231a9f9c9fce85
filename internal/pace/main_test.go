package pace

import (
	"bytes"
	"context"
	"log/slog"
	"strings"
	"sync"
	"testing"

	"github.com/redis/go-redis/v9"

	"jagaetam/internal/testservices"
)

func TestMain(m *testing.M) { testservices.Main(m, nil) }

// newLimiter is a program's limiter over an empty Redis; its test fails where a script touches keys of more than one slot.
func newLimiter(t testing.TB, o Options) *Limiter {
	t.Helper()
	rdb := testservices.Redis(t)
	rdb.AddHook(oneSlot{t})
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return New(rdb, o)
}

// oneSlot is a hook that fails a test whose script touches keys of more than one slot of Redis Cluster: those with another hash tag.
type oneSlot struct{ t testing.TB }

func (oneSlot) DialHook(next redis.DialHook) redis.DialHook { return next }

func (oneSlot) ProcessPipelineHook(next redis.ProcessPipelineHook) redis.ProcessPipelineHook {
	return next
}

func (o oneSlot) ProcessHook(next redis.ProcessHook) redis.ProcessHook {
	return func(ctx context.Context, command redis.Cmder) error {
		if args := command.Args(); strings.HasPrefix(command.Name(), "eval") {
			for _, key := range args[3 : 3+args[2].(int)] {
				if !strings.HasPrefix(key.(string), "{pace}:") {
					o.t.Errorf("%s is not in the slot of {pace}", key)
				}
			}
		}
		return next(ctx, command)
	}
}

// lines is a log whose lines are counted.
type lines struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *lines) count(part string) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return strings.Count(l.text.String(), part)
}
