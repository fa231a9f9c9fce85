package faketelegram

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"
)

// maxRetryAfter is how long a webhook may put Telegram off.
const maxRetryAfter = time.Hour

// startLane drains the lane into the webhook unless that is being done.
func (s *Server) startLane(hook *webhook, key laneKey, l *lane) {
	if l.hook != nil || s.ctx.Err() != nil {
		return
	}
	l.hook = hook
	jitter := time.Duration(0)
	if s.jitter > 0 {
		jitter = time.Duration(s.chance.Int64N(int64(s.jitter)))
	}
	hook.running.Add(1)
	s.work.Go(func() {
		defer hook.running.Done()
		s.drain(hook, key, l, jitter)
	})
}

// drain delivers a lane's updates one after another until there are none or the webhook is gone. Telegram loads updates in the order in which
// they came, so a lane with another update goes to the end of those that wait to be loaded.
func (s *Server) drain(hook *webhook, key laneKey, l *lane, jitter time.Duration) {
	wait(hook.ctx, jitter)
	for !s.letGo(hook, key, l) {
		s.drainOne(hook, l)
	}
}

// drainOne delivers a lane's oldest update until it is taken, or there is none, or the webhook is gone.
func (s *Server) drainOne(hook *webhook, l *lane) {
	if !acquire(hook.ctx, hook.loaded) {
		return
	}
	defer func() { <-hook.loaded }()
	backoff := backoff{}
	for hook.ctx.Err() == nil {
		u := s.front(l)
		if u == nil {
			return
		}
		o := s.deliver(hook, u)
		if o.ok {
			s.acknowledge(u)
			return
		}
		if hook.ctx.Err() != nil {
			return
		}
		pause := o.retryAfter
		if pause == 0 {
			pause = s.nextPause(&backoff)
		}
		s.putOff(hook, u, o, pause)
		wait(hook.ctx, time.Duration(float64(pause)*s.scale))
	}
}

// letGo lets go of a lane that is empty, or of any where the webhook is gone; it is false for one that is to be drained.
func (s *Server) letGo(hook *webhook, key laneKey, l *lane) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(l.updates) > 0 && hook.ctx.Err() == nil {
		return false
	}
	l.hook = nil
	if len(l.updates) == 0 {
		delete(s.inbox.lanes, key)
	}
	return true
}

// front is the lane's oldest update that is still worth delivering; nil where there is none.
func (s *Server) front(l *lane) *update {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.now()
	for len(l.updates) > 0 && l.updates[0].expires.Before(now) {
		s.forget(l.updates[0], UpdateExpired)
	}
	if len(l.updates) == 0 {
		return nil
	}
	l.updates[0].attempts++
	return l.updates[0]
}

// outcome is how one delivery went; status 0 means that the webhook hung up.
type outcome struct {
	ok         bool
	status     int
	problem    string
	retryAfter time.Duration
}

// deliver makes one request and tells the event stream.
func (s *Server) deliver(hook *webhook, u *update) outcome {
	if !acquire(hook.ctx, hook.connections) {
		return outcome{}
	}
	defer func() { <-hook.connections }()
	s.mu.Lock()
	e := u.event()
	s.mu.Unlock()

	began := time.Now()
	o := s.post(hook, u)
	e.Status, e.Took = o.status, time.Since(began)
	s.events.emit(Event{Kind: UpdateDelivered, Chat: u.chat, Update: e})
	s.log.Debug("deliver", "update", u.id, "type", u.kind, "attempt", e.Attempt, "status", o.status)
	return o
}

// post sends the update through the faults that were injected.
func (s *Server) post(hook *webhook, u *update) outcome {
	hit := s.faults.draw(WebhookCalls, u.chat)
	wait(hook.ctx, hit.latency)
	switch hit.kind {
	case DropBefore:
		return outcome{problem: "Webhook connection closed"}
	case BadGateway:
		return outcome{status: http.StatusBadGateway, problem: wrongResponse(http.StatusBadGateway)}
	}
	r, err := http.NewRequestWithContext(hook.ctx, http.MethodPost, hook.url, bytes.NewReader(u.json()))
	if err != nil {
		return outcome{problem: err.Error()}
	}
	r.Header.Set("Content-Type", "application/json")
	if hook.secret != "" {
		r.Header.Set("X-Telegram-Bot-Api-Secret-Token", hook.secret)
	}
	o := s.outcomeOf(s.client.Do(r))
	if hit.kind == DropAfter {
		return outcome{problem: "Webhook connection closed"}
	}
	return o
}

func (s *Server) outcomeOf(resp *http.Response, err error) outcome {
	if err != nil {
		if errors.Is(err, context.DeadlineExceeded) {
			return outcome{problem: "Read timeout expired"}
		}
		return outcome{problem: "Webhook connection closed"}
	}
	defer resp.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(resp.Body, 1<<20)) // so that the connection can be used again
	if resp.StatusCode >= 200 && resp.StatusCode <= 299 {
		return outcome{ok: true, status: resp.StatusCode}
	}
	seconds, _ := strconv.Atoi(resp.Header.Get("Retry-After")) // absent or a date: Telegram reads 0
	return outcome{
		status: resp.StatusCode, problem: wrongResponse(resp.StatusCode),
		retryAfter: min(max(time.Duration(seconds)*time.Second, 0), maxRetryAfter),
	}
}

func wrongResponse(status int) string {
	return fmt.Sprintf("Wrong response from the webhook: %d %s", status, http.StatusText(status))
}

func (s *Server) acknowledge(u *update) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !u.gone { // a getUpdates may have been quicker while the webhook was being removed
		s.forget(u, UpdateAcknowledged)
	}
}

// putOff notes the problem, and gives the update up when it would be too old at the next attempt.
func (s *Server) putOff(hook *webhook, u *update, o outcome, pause time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.now()
	hook.lastError, hook.lastErrorDate = o.problem, now.Unix()
	if !u.gone && now.Add(pause).After(u.expires) {
		s.forget(u, UpdateExpired)
	}
}

// backoff is the pause before the next delivery of one update: none, then 2, 4, 8 s and so on.
type backoff struct {
	failed bool
	last   time.Duration
}

// nextPause doubles up to a random length between one and two minutes (WEBHOOK_MAX_RESEND_TIMEOUT of Telegram's server).
func (s *Server) nextPause(b *backoff) time.Duration {
	if !b.failed {
		b.failed, b.last = true, time.Second
		return 0
	}
	s.mu.Lock()
	longest := time.Minute + time.Duration(s.chance.Int64N(int64(time.Minute)))
	s.mu.Unlock()
	b.last = min(2*b.last, longest)
	return b.last
}

func acquire(ctx context.Context, tokens chan struct{}) bool {
	select {
	case tokens <- struct{}{}:
		return true
	case <-ctx.Done():
		return false
	}
}
