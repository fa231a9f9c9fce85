package telegram

import (
	"sync/atomic"
	"time"
)

// Counts are what became of the updates since the program started, each delivery counted.
type Counts struct {
	Handled     uint64 // the handler returned nil
	Ignored     uint64 // acknowledged without a handler: bots, service messages
	Failed      uint64 // to be delivered again
	Quarantined uint64 // put aside for good
}

// Counts tells what became of the updates.
func (p *Platform) Counts() Counts {
	return Counts{
		Handled: p.counts.handled.Load(), Ignored: p.counts.ignored.Load(),
		Failed: p.counts.failed.Load(), Quarantined: p.counts.quarantined.Load(),
	}
}

type counts struct{ handled, ignored, failed, quarantined atomic.Uint64 }

// LastPoll is when Telegram last answered a poll; the zero time before the first. A poll takes up to 50 s, so a program that
// polls is deaf when this is more than a minute or so ago.
func (p *Platform) LastPoll() time.Time {
	if at := p.polled.Load(); at != nil {
		return *at
	}
	return time.Time{}
}
