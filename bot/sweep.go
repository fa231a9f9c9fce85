package bot

import (
	"context"
	"errors"
	"runtime/debug"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/session"
)

const (
	// sweepEvery is how often is looked for what fell due or was left unsaid.
	sweepEvery = time.Second
	// unsaidFor is how old a committed answer is before the sweep takes it for left behind: well over the time that a platform may
	// take to say one.
	unsaidFor = 30 * time.Second
	// sweepWithin is how long one chat may take: well under the lease of a session.
	sweepWithin = 6 * time.Second
	// sweepAtOnce is the most that one sweep takes.
	sweepAtOnce = 50
)

// Run says what was committed and never said, because a process died between the two and nothing delivers the message again, and
// wakes the chats that asked for it. It runs in every process until ctx ends; several do not get into each other's way.
func (b *Bot) Run(ctx context.Context) error {
	ticker := time.NewTicker(sweepEvery)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-ticker.C:
			b.Sweep(ctx)
		}
	}
}

// Sweeps is how many sweeps have been done since the program started.
func (b *Bot) Sweeps() uint64 { return b.sweeps.Load() }

// Sweep does once what Run does every second. What fails in one chat keeps no other from its turn; it is tried again the next time.
func (b *Bot) Sweep(ctx context.Context) {
	defer b.sweeps.Add(1)
	unsaid, err := b.Sessions.Unsaid(ctx, unsaidFor, sweepAtOnce)
	if err != nil && ctx.Err() == nil {
		b.Log.Warn("look for what was left unsaid", "cause", err)
	}
	for _, id := range unsaid {
		b.sweepChat(ctx, id, func(ctx context.Context) error { return b.sayLeft(ctx, id) })
	}
	wakes, err := b.Sessions.Due(ctx, b.Now(), sweepAtOnce)
	if err != nil && ctx.Err() == nil {
		b.Log.Warn("look for what fell due", "cause", err)
	}
	for _, wake := range wakes {
		b.sweepChat(ctx, wake.Chat, func(ctx context.Context) error { return b.wake(ctx, wake) })
	}
}

// sweepChat does something in one chat. That another process is at it already is as good.
func (b *Bot) sweepChat(ctx context.Context, id string, do func(context.Context) error) {
	if ctx.Err() != nil {
		return
	}
	within, cancel := context.WithTimeout(ctx, sweepWithin)
	defer cancel()
	defer func() {
		if recover() != nil { // what it says may quote the person
			b.Log.Error("panic in a sweep", "who", id, "stack", string(debug.Stack()))
		}
	}()
	err := do(within)
	if err != nil && !errors.Is(err, session.ErrBusy) && !errors.Is(err, session.ErrMoved) && ctx.Err() == nil {
		b.Log.Warn("sweep a chat", "who", id, "cause", err)
	}
}

// sayLeft says an answer that was committed and never marked said, unless it has been said meanwhile.
func (b *Bot) sayLeft(ctx context.Context, id string) error {
	claimed, err := b.Sessions.Reclaim(ctx, id)
	if err != nil || claimed.Kept == nil {
		return err
	}
	defer func() {
		ctx, cancel := aftermath(ctx)
		defer cancel()
		_ = b.Sessions.Release(ctx, claimed)
	}()
	return b.sayAgain(ctx, claimed, &watcher{})
}

// wake tells a chat that asked for it that its time has come.
func (b *Bot) wake(ctx context.Context, wake session.Wake) error {
	in := chat.Incoming{Key: wake.Key, Chat: wake.Chat, From: chat.Person{ID: wake.Chat}, At: b.Now(), Content: chat.Due{}}
	return b.Handle(ctx, in)
}
