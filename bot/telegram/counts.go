package telegram

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"
)

// Counts are what became of the updates since the program started, each delivery counted.
type Counts struct {
	Handled     uint64 // the handler returned nil
	Ignored     uint64 // acknowledged without a handler: bots, service messages
	Failed      uint64 // to be delivered again
	Quarantined uint64 // put aside for good
	Flooded     uint64 // acknowledged and left alone: one account sent too much
}

// Counts tells what became of the updates.
func (p *Platform) Counts() Counts {
	return Counts{
		Handled: p.counts.handled.Load(), Ignored: p.counts.ignored.Load(),
		Failed: p.counts.failed.Load(), Quarantined: p.counts.quarantined.Load(),
		Flooded: p.counts.flooded.Load(),
	}
}

// Pending is what Telegram holds for the bot.
type Pending struct {
	// Updates is how many wait to be delivered or polled.
	Updates int
	// LastError is when a delivery by webhook failed last; zero for never.
	LastError time.Time
}

// Pending asks Telegram what it holds for the bot (Bot API, getWebhookInfo).
func (p *Platform) Pending(ctx context.Context) (Pending, error) {
	has, err := call(ctx, p, p.api.GetWebhookInfo)
	if err != nil {
		return Pending{}, fmt.Errorf("ask Telegram what is pending: %w", err)
	}
	pending := Pending{Updates: has.PendingUpdateCount}
	if has.LastErrorDate != 0 {
		pending.LastError = time.Unix(int64(has.LastErrorDate), 0)
	}
	return pending, nil
}

type counts struct{ handled, ignored, failed, quarantined, flooded atomic.Uint64 }

// LastPoll is when Telegram last answered a poll; the zero time before the first. A poll takes up to 50 s, so a program that
// polls is deaf when this is more than a minute or so ago.
func (p *Platform) LastPoll() time.Time {
	if at := p.polled.Load(); at != nil {
		return *at
	}
	return time.Time{}
}
