package telegram

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"jagaetam/internal/chat"
)

// Handler does everything that one Incoming causes. After nil the update is acknowledged and never seen again; after an error
// Telegram, or the poll, delivers it again with the same Key.
type Handler func(ctx context.Context, in chat.Incoming) error

// Quarantine keeps, for an engineer to look at, what cannot be handled: the update as it came, and why. It returns nil only when
// that is kept for good, and takes the same key again without complaint.
type Quarantine interface {
	Quarantine(ctx context.Context, source, key string, raw []byte, cause string) error
}

// intake takes updates in, whichever way they came.
type intake struct {
	*Platform
	handler    Handler
	quarantine Quarantine
}

// delivery is one update on its way to the handler.
type delivery struct {
	raw    json.RawMessage
	update Update
	broken error // why it cannot be decoded
}

// unpack decodes what came. It never fails: what cannot be decoded is to be delivered to the quarantine.
func unpack(raw json.RawMessage) (d delivery) {
	d.raw = raw
	defer func() {
		if v := recover(); v != nil {
			d.broken = panicked(v)
		}
	}()
	d.update, d.broken = decode(raw)
	return d
}

// key names the delivery, decodable or not.
func (d delivery) key() string {
	if d.update.Incoming.Key != "" {
		return d.update.Incoming.Key
	}
	sum := sha256.Sum256(d.raw)
	return platform + ":" + strconv.FormatInt(d.update.ID, 10) + ":" + hex.EncodeToString(sum[:8])
}

// deliver returns nil when the update may be acknowledged: it is handled, ignored on purpose, or safe in quarantine. The work
// goes on when ctx is cancelled: a caller that hangs up must not leave a step half done.
func (i *intake) deliver(ctx context.Context, d delivery) error {
	if d.broken != nil {
		return i.setAside(ctx, d, d.broken.Error())
	}
	if d.update.Ignore != "" || i.forAnother(ctx, d.update) {
		i.counts.ignored.Add(1)
		return nil
	}
	if i.flooded(ctx, d.update.Incoming) {
		i.counts.flooded.Add(1)
		return nil
	}
	err := i.handle(ctx, d.update.Incoming)
	if err == nil {
		i.counts.handled.Add(1)
		if isSent(d.update.Incoming) {
			i.floods.count(d.update.Incoming.From.ID)
		}
		i.strikes.handled(d.key())
		return nil
	}
	if p, ok := errors.AsType[*panicError](err); ok {
		return i.setAside(ctx, d, p.Error())
	}
	if !i.options.Outage(err) && i.strikes.out(d.key()) {
		return i.setAside(ctx, d, err.Error())
	}
	i.counts.failed.Add(1)
	return err
}

// forAnother says whether the update is a command of a group that names another bot. Who the bot is has been asked at the start; where
// Telegram does not say, the command is taken.
func (i *intake) forAnother(ctx context.Context, u Update) bool {
	if u.For == "" || !u.Incoming.Group {
		return false
	}
	own, err := i.username(ctx)
	return err == nil && !strings.EqualFold(own, u.For)
}

// handle calls the handler with a deadline, and brings back a panic as an error.
func (i *intake) handle(ctx context.Context, in chat.Incoming) (err error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), i.options.HandleWithin)
	defer cancel()
	defer func() {
		if v := recover(); v != nil {
			err = panicked(v)
		}
	}()
	if in.At.IsZero() {
		in.At = time.Now().UTC()
	}
	return i.handler(ctx, in)
}

// setAside puts the update into quarantine. The cause may quote the update, so it goes there and not into the log.
func (i *intake) setAside(ctx context.Context, d delivery, cause string) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), i.options.HandleWithin)
	defer cancel()
	if err := i.quarantine.Quarantine(ctx, "telegram", d.key(), d.raw, cause); err != nil {
		i.counts.failed.Add(1)
		return fmt.Errorf("put update %s into quarantine: %w", d.key(), err)
	}
	i.counts.quarantined.Add(1)
	i.strikes.forget(d.key())
	i.log.Error("update put into quarantine", "key", d.key(), "broken", d.broken != nil)
	return nil
}

// panicError is a panic brought back as an error.
type panicError struct {
	value any
	stack []byte
}

func panicked(v any) *panicError { return &panicError{value: v, stack: debug.Stack()} }

func (e *panicError) Error() string { return fmt.Sprintf("panic: %v\n%s", e.value, e.stack) }

// pause is how long to wait before the n-th new try, n from 1: a second, doubled each time, thirty at most.
func pause(n int) time.Duration {
	return min(time.Second<<min(cmp.Or(n, 1)-1, 5), 30*time.Second)
}
