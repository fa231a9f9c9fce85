package faketelegram

import (
	"context"
	"fmt"
	"time"
)

// WaitFor waits until the messages that the chat shows satisfy cond, and returns them. It looks again after each change,
// and fails when there is no such chat or ctx ends.
func (s *Server) WaitFor(ctx context.Context, chatID int64, cond func([]Message) bool) ([]Message, error) {
	c := s.Chat(chatID)
	if c == nil {
		return nil, fmt.Errorf("wait for chat %d: there is no such chat", chatID)
	}
	return c.WaitFor(ctx, cond)
}

// WaitFor is Server.WaitFor for this chat.
func (c *Chat) WaitFor(ctx context.Context, cond func([]Message) bool) ([]Message, error) {
	for {
		messages, changed := c.watch()
		if cond(messages) {
			return messages, nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return nil, fmt.Errorf("wait for chat %d, which shows %d messages: %w", c.info.ID, len(messages), ctx.Err())
		}
	}
}

// Idle waits until no update is pending or in flight and no call but getUpdates is being answered.
func (s *Server) Idle(ctx context.Context) error {
	for {
		s.mu.Lock()
		if s.isIdle() {
			s.mu.Unlock()
			return nil
		}
		if s.idle == nil {
			s.idle = make(chan struct{})
		}
		idle, pending, answering := s.idle, s.inbox.pending, s.answering
		s.mu.Unlock()
		select {
		case <-idle:
		case <-ctx.Done():
			return fmt.Errorf("wait until idle with %d updates pending and %d calls being answered: %w", pending, answering, ctx.Err())
		}
	}
}

func (s *Server) isIdle() bool { return s.inbox.pending == 0 && s.answering == 0 }

func (s *Server) noticeIdle() {
	if s.idle != nil && s.isIdle() {
		close(s.idle)
		s.idle = nil
	}
}

// wait pauses for d or until ctx ends.
func wait(ctx context.Context, d time.Duration) {
	if d <= 0 {
		return
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}
