package telegram

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/go-telegram/bot"

	"jagaetam/internal/chat"
)

const (
	// pollTime is how long Telegram holds a poll open when there is nothing; it allows no more.
	pollTime = 50 * time.Second
	// pollPace is how soon a poll may ask again for updates that are not confirmed yet. Telegram answers the same offset twice
	// within half a second with one update only.
	pollPace = time.Second
	// pollBatch is the most updates that a poll brings.
	pollBatch = 100
)

// Poll fetches updates and has them handled until ctx ends; then it asks for no more, finishes what is being handled, confirms it
// and returns. An update is confirmed only after it and all before it are handled, ignored on purpose or safe in quarantine: one
// that fails is tried again, with growing pauses, while up to a hundred behind it go on. Those of one person are handled in
// the order Telegram gives, those of several at the same time. A webhook is dropped at the start, updates that wait are not.
//
// Only one program may poll for a bot. Every trouble with Telegram is logged and waited out; the error is only about the last
// confirmation, without which some updates are delivered again.
func (p *Platform) Poll(ctx context.Context, handler Handler, quarantine Quarantine) error {
	w := newWindow(&intake{Platform: p, handler: handler, quarantine: quarantine})
	p.persist(ctx, p.dropWebhook)
	for ctx.Err() == nil {
		p.persist(ctx, w.poll)
	}
	w.lanes.Wait()
	return w.confirm(context.WithoutCancel(ctx))
}

// poll asks once for updates, which confirms what is done, and has them handled.
func (w *window) poll(ctx context.Context) error {
	offset := w.trim()
	batch, err := w.fetch(ctx, offset, pollTime, pollBatch)
	if err != nil {
		return err
	}
	now := time.Now()
	w.polled.Store(&now)
	w.add(ctx, batch)
	w.settle(ctx)
	if len(batch) > 0 && w.idle() && w.trim() == offset {
		return errors.New("confirm updates: they have no update_id")
	}
	return nil
}

// confirm confirms what was done since the last poll, or in it if it was cut off.
func (w *window) confirm(ctx context.Context) error {
	offset := w.trim()
	if offset == 0 {
		return nil
	}
	if _, err := w.fetch(ctx, offset, 0, 1); err != nil {
		return fmt.Errorf("confirm the last updates: %w", err)
	}
	return nil
}

// persist does something until it succeeds or ctx ends.
func (p *Platform) persist(ctx context.Context, do func(context.Context) error) {
	for n := 1; ctx.Err() == nil; n++ {
		err := do(ctx)
		if err == nil || ctx.Err() != nil {
			return
		}
		p.log.Error("Telegram cannot be polled", "err", err, "tries", n)
		_ = p.wait(ctx, delay(err, n)) // only fails when ctx ends, which the loop sees
	}
}

// delay is how long to wait before the n-th new try after err.
func delay(err error, n int) time.Duration {
	if later, ok := errors.AsType[*chat.WaitError](err); ok {
		return later.After
	}
	return pause(n)
}

// fetch calls getUpdates. All updates before offset are thereby confirmed.
func (p *Platform) fetch(ctx context.Context, offset int64, patience time.Duration, limit int) ([]json.RawMessage, error) {
	body, err := json.Marshal(map[string]any{
		"offset": offset, "limit": limit, "timeout": int(patience / time.Second), "allowed_updates": allowed,
	})
	if err != nil {
		return nil, fmt.Errorf("ask for updates: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, patience+callWithin)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, p.url+"/getUpdates", bytes.NewReader(body))
	if err != nil {
		return nil, errors.New("ask for updates: the address of the Bot API is no URL") // err quotes it with the token
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := p.client.Do(req)
	if err != nil {
		return nil, fmt.Errorf("ask for updates: %w", err)
	}
	defer resp.Body.Close()
	var answer pollAnswer
	if err := json.NewDecoder(resp.Body).Decode(&answer); err != nil {
		return nil, fmt.Errorf("read updates: %w", err)
	}
	if err := answer.err(); err != nil {
		return nil, fmt.Errorf("ask for updates: %w", err)
	}
	return answer.Result, nil
}

// pollAnswer is what getUpdates answers. The updates stay as they came: one that cannot be decoded must not spoil the others, and
// the quarantine keeps the original.
type pollAnswer struct {
	OK          bool              `json:"ok"`
	Result      []json.RawMessage `json:"result"`
	Code        int               `json:"error_code"`
	Description string            `json:"description"`
	Parameters  struct {
		RetryAfter int `json:"retry_after"`
	} `json:"parameters"`
}

func (a *pollAnswer) err() error {
	switch {
	case a.OK:
		return nil
	case a.Code == http.StatusTooManyRequests:
		return explain(&bot.TooManyRequestsError{RetryAfter: a.Parameters.RetryAfter})
	case a.Code == http.StatusUnauthorized, a.Code == http.StatusNotFound:
		return ErrToken
	case a.Code == http.StatusConflict:
		return fmt.Errorf("another program polls for this bot, or a webhook has been set; let only one of them run: %s", a.Description)
	}
	return fmt.Errorf("%w: %d %s", chat.ErrRefused, a.Code, a.Description)
}
