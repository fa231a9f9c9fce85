package session

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"sync"
	"time"

	"jagaetam/internal/identity"
	"jagaetam/internal/record"
)

// behind holds changed dialogues until the archive has them: of each chat the newest only.
type behind struct {
	vault   *identity.Vault
	archive Archive
	bound   int
	log     *slog.Logger

	// full is told when so many wait that they are not to wait for the interval.
	full chan struct{}

	mu      sync.Mutex
	waiting map[string]change
	changes int64
	dropped int
}

// change is a dialogue that the archive does not have yet. Its number tells it from a later change of the chat.
type change struct {
	document
	number int64
}

// put takes a changed dialogue in, unless a newer one of the chat waits or there is no more room.
func (b *behind) put(chat string, d document) {
	b.mu.Lock()
	defer b.mu.Unlock()
	former, known := b.waiting[chat]
	switch {
	case known && former.Version > d.Version:
	case !known && len(b.waiting) >= b.bound:
		b.dropped++
	default:
		b.changes++
		b.waiting[chat] = change{d, b.changes}
		if len(b.waiting) == many {
			select {
			case b.full <- struct{}{}:
			default: // it has been told
			}
		}
	}
}

// forget drops what waits of a chat.
func (b *behind) forget(chat string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.waiting, chat)
}

// many is how many changed dialogues are written at once, so that a rush of people takes no more memory than it has to.
const many = 256

// run flushes at every interval, when many wait, and once more when ctx has ended.
func (b *behind) run(ctx context.Context, interval time.Duration) error {
	tick := time.NewTicker(interval)
	defer tick.Stop()
	away := false
	for {
		select {
		case <-tick.C:
		case <-b.full:
		case <-ctx.Done():
			last, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
			defer cancel()
			return b.flush(last)
		}
		err := b.flush(ctx)
		b.report(err, away)
		away = err != nil
	}
}

// flush writes all that waits in one call; what could not be written waits on.
func (b *behind) flush(ctx context.Context) error {
	batch := b.batch()
	now := time.Now().UTC()
	var errs []error
	var snapshots []record.Snapshot
	for chat, c := range batch {
		sealed, err := seal(b.vault, SnapshotPlace(chat), c.document)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		snapshots = append(snapshots, record.Snapshot{Chat: chat, Version: c.Version, Sealed: sealed, At: now})
	}
	if len(snapshots) > 0 {
		if err := b.archive.SaveSnapshots(ctx, snapshots); err != nil {
			return errors.Join(append(errs, fmt.Errorf("write %d dialogues behind: %w", len(snapshots), err))...)
		}
	}
	b.done(batch)
	return errors.Join(errs...)
}

// batch is what waits now. It waits on until it is done.
func (b *behind) batch() map[string]change {
	b.mu.Lock()
	defer b.mu.Unlock()
	return maps.Clone(b.waiting)
}

// done drops a batch, but for the chats that have changed since.
func (b *behind) done(batch map[string]change) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for chat, c := range batch {
		if b.waiting[chat].number == c.number {
			delete(b.waiting, chat)
		}
	}
}

// report logs that the archive went away or came back, once, and how many changes found no room meanwhile.
func (b *behind) report(err error, away bool) {
	b.mu.Lock()
	dropped := b.dropped
	b.dropped = 0
	b.mu.Unlock()
	switch {
	case err != nil && !away:
		b.log.Warn("dialogues are not written behind", "err", err)
	case err == nil && away:
		b.log.Info("dialogues are written behind again")
	}
	if dropped > 0 {
		b.log.Warn("dialogues found no room in the backlog and stand in Redis alone", "count", dropped)
	}
}
