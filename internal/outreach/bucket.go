package outreach

import (
	"context"
	"sync"
	"time"
)

// bucket spaces letters out evenly and stops all of them while the platform asks to wait.
type bucket struct {
	mu   sync.Mutex
	next time.Time // when the next one may go
}

// take waits for its turn. The error is that of ctx.
func (b *bucket) take(ctx context.Context, rate int) error {
	for {
		wait := b.reserve(time.Now(), time.Second/time.Duration(rate))
		if wait <= 0 {
			return ctx.Err()
		}
		pause(ctx, wait)
		if err := ctx.Err(); err != nil {
			return err
		}
	}
}

// reserve takes the turn where it has come, and says how long it is till then where it has not.
func (b *bucket) reserve(now time.Time, every time.Duration) time.Duration {
	b.mu.Lock()
	defer b.mu.Unlock()
	if wait := b.next.Sub(now); wait > 0 {
		return wait
	}
	b.next = now.Add(every)
	return 0
}

// freeze lets nothing through for d.
func (b *bucket) freeze(d time.Duration) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if until := time.Now().Add(d); b.next.Before(until) {
		b.next = until
	}
}
