package telegram

import (
	"sync"
	"time"
)

// An update that keeps failing holds up its chat, and many hold up the bot; but none is given up because something it needs is
// away. So only failures count that are no outage, and an update is out only when it has failed often, for a good while, and
// others were handled in the meantime: an outage fails them all, poison fails alone.
const (
	strikesOut = 12
	strikeTime = 5 * time.Minute
	strikesCap = 10_000
)

// strikes counts the failures of updates in this process.
type strikes struct {
	now func() time.Time

	mu     sync.Mutex
	others uint64 // updates handled
	failed map[string]*strike
}

type strike struct {
	since  time.Time
	others uint64 // updates handled before the first failure
	count  int
}

func newStrikes(now func() time.Time) *strikes {
	return &strikes{now: now, failed: map[string]*strike{}}
}

// out counts a failure and says whether it was the last that is borne.
func (s *strikes) out(key string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	f, ok := s.failed[key]
	if !ok {
		if len(s.failed) >= strikesCap {
			clear(s.failed) // forgetting only delays
		}
		f = &strike{since: s.now(), others: s.others}
		s.failed[key] = f
	}
	f.count++
	return f.count >= strikesOut && s.now().Sub(f.since) >= strikeTime && s.others > f.others
}

// handled counts a success.
func (s *strikes) handled(key string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.others++
	delete(s.failed, key)
}

// forget drops what was counted against an update.
func (s *strikes) forget(key string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.failed, key)
}
