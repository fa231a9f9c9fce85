package faketelegram

import (
	"math"
	"time"
)

// Limits are Telegram's limits on what a bot sends; a zero field does not limit. Each is a bucket: so many at once, and then
// as they come back. Telegram keeps its exact ways to itself
// (https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this).
type Limits struct {
	PerSecond      int // messages a second over all chats
	PaidPerSecond  int // messages a second with allow_paid_broadcast, which PerSecond does not limit
	PerChat        int // messages a second in one chat
	ChatBurst      int // how many a chat takes at once before PerChat is applied; 1 when 0
	GroupPerMinute int // messages and edits a minute in one group
}

// TelegramLimits are the limits that Telegram publishes; it calls the burst "short" without a number.
func TelegramLimits() Limits {
	return Limits{PerSecond: 30, PaidPerSecond: 1000, PerChat: 1, ChatBurst: 5, GroupPerMinute: 20}
}

// SetLimits replaces the limits; the zero Limits switch them off.
func (s *Server) SetLimits(l Limits) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.limits.Limits = l
}

// limits are the published limits and how far the bot has used up those over all chats.
type limits struct {
	Limits
	all, paid bucket
}

// bucket is a token bucket kept as one time, the theoretical arrival time of GCRA: until when what was taken is paid off.
type bucket struct{ paid time.Time }

// shortfall is how long to wait for one more at this rate; one that is not positive means that it may come now.
func (b *bucket) shortfall(now time.Time, every time.Duration, burst int) time.Duration {
	if b.paid.Before(now) {
		return 0
	}
	return b.paid.Sub(now) - time.Duration(burst-1)*every
}

func (b *bucket) take(now time.Time, every time.Duration) {
	if b.paid.Before(now) {
		b.paid = now
	}
	b.paid = b.paid.Add(every)
}

// spending is what a message, or an edit, is counted as.
type spending struct{ edit, paid bool }

// spend counts one message, or one edit, to the chat, or fails with 429 and counts nothing.
func (s *Server) spend(c *Chat, as spending) error {
	now, l := s.now(), &s.limits
	rates := [3]struct {
		bucket *bucket
		every  time.Duration
		burst  int
	}{
		{bucket: &l.all, every: every(time.Second, l.PerSecond), burst: l.PerSecond},
		{bucket: &c.paced, every: every(time.Second, l.PerChat), burst: max(l.ChatBurst, 1)},
		{bucket: &c.perGroup, every: every(time.Minute, l.GroupPerMinute), burst: l.GroupPerMinute},
	}
	if as.paid { // "ignoring broadcasting limits for a fee" (https://core.telegram.org/bots/api#sendmessage)
		rates[0].bucket, rates[0].every, rates[0].burst = &l.paid, every(time.Second, l.PaidPerSecond), l.PaidPerSecond
	}
	if as.edit {
		rates[1].every = 0
	}
	if c.info.Type == Private {
		rates[2].every = 0
	}
	longest := time.Duration(0)
	for _, r := range rates {
		if r.every > 0 {
			longest = max(longest, r.bucket.shortfall(now, r.every, r.burst))
		}
	}
	if longest > 0 {
		return tooMany(int(math.Ceil(longest.Seconds())))
	}
	for _, r := range rates {
		if r.every > 0 {
			r.bucket.take(now, r.every)
		}
	}
	return nil
}

func every(period time.Duration, n int) time.Duration {
	if n <= 0 {
		return 0
	}
	return period / time.Duration(n)
}
