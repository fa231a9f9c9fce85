package faketelegram

import (
	"encoding/json"
	"time"
)

// maxPoll is the longest long poll (LONG_POLL_MAX_TIMEOUT of Telegram's server).
const maxPoll = 50 * time.Second

// repeatedPoll is how soon the same offset again makes Telegram hand out one update at a time, as a brake on a bot that
// crashes on what it gets.
const repeatedPoll = 500 * time.Millisecond

// poller is the one long poll that may be open.
type poller struct {
	ended chan struct{}
	why   error
}

func (p *poller) end(why error) {
	p.why = why
	close(p.ended)
}

// getUpdates gives the oldest updates (https://core.telegram.org/bots/api#getupdates). Only asking with a higher offset
// makes Telegram forget an update; until then it comes again.
func (s *Server) getUpdates(q *request) (any, error) {
	limit := int(q.int("limit"))
	if limit < 1 || limit > 100 {
		limit = 100
	}
	timeout := min(max(time.Duration(q.int("timeout"))*time.Second, 0), maxPoll)

	s.mu.Lock()
	if s.webhook != nil {
		s.mu.Unlock()
		return nil, conflict("can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first")
	}
	s.allow(q)
	offset := int(q.int("offset"))
	if s.inbox.asksAgain(offset) {
		limit = 1
	}
	s.confirm(offset)
	batch, queued := s.take(limit), s.inbox.queued
	if len(batch) > 0 || timeout == 0 {
		defer s.mu.Unlock()
		return s.handOut(batch), nil
	}
	if s.poller != nil {
		s.poller.end(conflict("terminated by other getUpdates request; make sure that only one bot instance is running"))
	}
	p := &poller{ended: make(chan struct{})}
	s.poller = p
	s.mu.Unlock()
	return s.longPoll(q, p, queued, limit, timeout)
}

func (s *Server) longPoll(q *request, p *poller, queued <-chan struct{}, limit int, timeout time.Duration) (any, error) {
	timer := time.NewTimer(timeout)
	defer timer.Stop()
	var over error
	for waiting := true; waiting; {
		select {
		case <-queued:
		case <-timer.C:
			waiting = false
		case <-p.ended:
			return nil, p.why
		case <-q.ctx.Done():
			waiting, over = false, q.ctx.Err()
		case <-s.ctx.Done():
			waiting, over = false, errRestart
		}
		s.mu.Lock()
		if s.poller != p { // ended between two looks
			s.mu.Unlock()
			return nil, p.why
		}
		batch := []*update(nil)
		if over == nil {
			batch, queued = s.take(limit), s.inbox.queued
		}
		if len(batch) > 0 || !waiting {
			s.poller = nil
			out := s.handOut(batch)
			s.mu.Unlock()
			return out, over
		}
		s.mu.Unlock()
	}
	return nil, over
}

// asksAgain notes the offset and says whether the same one was asked just before.
func (in *inbox) asksAgain(offset int) bool {
	now := time.Now()
	again := !in.asked.IsZero() && in.offset == offset && now.Sub(in.asked) < repeatedPoll
	in.offset, in.asked = offset, now
	return again
}

// confirm forgets every update below offset. A negative one keeps only so many of the newest. One that lies too far from
// the queue is taken for a mistake and means its head, as in TQueue::get of Telegram's server.
func (s *Server) confirm(offset int) {
	in := &s.inbox
	if offset < 0 {
		offset += in.next
	}
	if offset > in.next+10 {
		return
	}
	for in.pending > 0 && in.all[in.head].id < offset {
		s.forget(in.all[in.head], UpdateAcknowledged)
	}
}

// batch is what getUpdates answers; it is encoded after the lock is released.
type batch []*update

// MarshalJSON writes the updates one after another.
func (b batch) MarshalJSON() ([]byte, error) {
	raws := make([]json.RawMessage, len(b))
	for i, u := range b {
		raws[i] = u.json()
	}
	return json.Marshal(raws)
}

func (s *Server) handOut(updates []*update) batch {
	for _, u := range updates {
		u.attempts++
		e := u.event()
		e.Status = 200
		e.Took = s.now().Sub(u.queued)
		s.events.emit(Event{Kind: UpdateDelivered, Chat: u.chat, Update: e})
	}
	return updates
}

// allow remembers which kinds of update the bot wants; without the parameter the last wish stands
// (https://core.telegram.org/bots/api#getupdates).
func (s *Server) allow(q *request) {
	if !q.has("allowed_updates") {
		return
	}
	var kinds []string
	if q.json("allowed_updates", &kinds) != nil {
		return
	}
	s.inbox.allowed = nil
	if len(kinds) == 0 {
		return
	}
	s.inbox.allowed = make(map[string]bool, len(kinds))
	for _, kind := range kinds {
		s.inbox.allowed[kind] = true
	}
}
