package bot

import (
	"context"
	"fmt"
	"time"

	"jagaetam/internal/chat"
)

const (
	// sweepEvery is how often is looked for what fell due or was left unsaid.
	sweepEvery = time.Second
	// unsaidFor is how old a committed answer is before the sweep takes it for left behind: well over the time that a platform may
	// take to say one.
	unsaidFor = 30 * time.Second
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

// Sweep does once what Run does every second.
func (b *Bot) Sweep(ctx context.Context) {
	defer b.sweeps.Add(1)
	if err := b.sayLeft(ctx); err != nil && ctx.Err() == nil {
		b.Log.Warn("say what was left unsaid", "cause", err)
	}
	if err := b.wake(ctx); err != nil && ctx.Err() == nil {
		b.Log.Warn("wake what fell due", "cause", err)
	}
}

// sayLeft says answers that were committed and never marked said.
func (b *Bot) sayLeft(ctx context.Context) error {
	chats, err := b.Sessions.Unsaid(ctx, unsaidFor, sweepAtOnce)
	if err != nil {
		return err
	}
	for _, id := range chats {
		claimed, err := b.Sessions.Reclaim(ctx, id)
		if err != nil || claimed.Kept == nil {
			continue // somebody else has it, or it has been said meanwhile
		}
		err = b.sayAgain(ctx, claimed, watcher{})
		_ = b.Sessions.Release(ctx, claimed)
		if err != nil {
			return err
		}
	}
	return nil
}

// wake tells the chats that asked for it that their time has come.
func (b *Bot) wake(ctx context.Context) error {
	wakes, err := b.Sessions.Due(ctx, b.Now(), sweepAtOnce)
	if err != nil {
		return err
	}
	for _, wake := range wakes {
		in := chat.Incoming{Key: wake.Key, Chat: wake.Chat, From: chat.Person{ID: wake.Chat}, At: b.Now(), Content: chat.Due{}}
		if err := b.Handle(ctx, in); err != nil {
			return fmt.Errorf("wake %s: %w", wake.Chat, err)
		}
	}
	return nil
}
