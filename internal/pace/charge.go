package pace

import (
	"context"
	_ "embed"
	"fmt"
	"time"

	"github.com/redis/go-redis/v9"
)

const (
	// handOver is how often answers are counted in Redis: a round trip for each would be one more for the person to wait for.
	handOver = 100 * time.Millisecond
	// chargedAtOnce is how many chats are counted in one call, and mostCharges how many are held while Redis is away: by the time it
	// is back they count no more.
	chargedAtOnce = 500
	mostCharges   = 10_000
)

// place is a chat or a group.
type place struct {
	chat  string
	group bool
}

func (p place) measure() measure {
	if p.group {
		return inGroup
	}
	return inChat
}

// The keys share the hash tag {pace}, so that one script may touch them all.
const (
	botKey  = "{pace}:bot"
	freeKey = "{pace}:free"
)

func (p place) key() string { return "{pace}:chat:" + p.chat }

func frozenKey(what string) string { return "{pace}:frozen:" + what }

// Charge counts messages that are sent to a chat as an answer to somebody. It does not wait: it is told to Redis a moment later, and from
// then on what can wait gives way.
func (l *Limiter) Charge(chat string, group bool, messages int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if messages > 0 && len(l.charges) < mostCharges {
		l.charges[place{chat, group}] += messages
	}
}

// Run tells Redis of answers until ctx ends.
func (l *Limiter) Run(ctx context.Context) error {
	tick := time.NewTicker(handOver)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
			for l.handOver(ctx) {
			}
		}
	}
}

// handOver tells Redis of some of the answers, and reports whether there are more. What it cannot tell is forgotten: a moment later it would
// not count any more.
func (l *Limiter) handOver(ctx context.Context) (more bool) {
	charges, more := l.held()
	if len(charges) == 0 {
		return false
	}
	began := time.Now()
	if err := l.charge(ctx, charges); err != nil {
		if ctx.Err() == nil {
			l.isAway(began, err)
		}
		return false
	}
	return more
}

// held takes some of the answers that Redis does not know of.
func (l *Limiter) held() (charges map[place]int, more bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	charges = map[place]int{}
	for where, n := range l.charges {
		if len(charges) == chargedAtOnce {
			return charges, true
		}
		charges[where] = n
		delete(l.charges, where)
	}
	return charges, false
}

//go:embed charge.lua
var chargeSource string
var chargeScript = redis.NewScript(chargeSource)

func (l *Limiter) charge(ctx context.Context, charges map[place]int) error {
	ctx, cancel := context.WithTimeout(ctx, askWithin)
	defer cancel()
	keys := []string{botKey, freeKey}
	args := []any{l.every().Microseconds(), l.freeEvery().Microseconds(), longestCharge.Microseconds()}
	for where, n := range charges {
		keys = append(keys, where.key())
		args = append(args, where.measure().every.Microseconds(), where.measure().burst, n)
	}
	if err := chargeScript.Run(ctx, l.rdb, keys, args...).Err(); err != nil {
		return fmt.Errorf("count answers: %w", err)
	}
	return nil
}
