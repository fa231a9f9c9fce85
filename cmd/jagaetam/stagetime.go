package main

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"jagaetam/internal/outreach"
	"jagaetam/internal/postgres"
	"jagaetam/internal/programme"
	"jagaetam/internal/reminder"
)

// stageTime moves the clock of the demo as time passes: from morning to morning, so that what falls due on a day is said on it, however far
// the clock is moved at once. It looks for that itself, beside the service.
type stageTime struct {
	*demoClock
	child     *child
	programme programme.Programme

	mu        sync.Mutex // of whoever moves it
	pool      *pgxpool.Pool
	store     *postgres.Store
	reminders *outreach.Reminders
}

// dayWithin is how long is waited on a morning for everything to be said.
const dayWithin = 10 * time.Second

// open opens the records of the service, once it has made them.
func (t *stageTime) open(ctx context.Context) (err error) {
	if t.store != nil {
		return nil
	}
	vault, err := openVault(t.child.environment["KEYRING_FILE"])
	if err != nil {
		return err
	}
	if t.pool, err = postgres.Open(ctx, t.child.environment["DATABASE_URL"]); err != nil {
		return err
	}
	t.store = postgres.New(t.pool, vault)
	t.store.Zone = t.programme.Zone()
	t.reminders = &outreach.Reminders{Records: t.store, Calendar: reminder.Calendar{Programme: t.programme}, Now: t.now}
	return nil
}

func (t *stageTime) close() {
	if t.pool != nil {
		t.pool.Close()
	}
}

// Advance sets the clock ahead by d and calls moved after each step: on each morning on the way, and at the end.
func (t *stageTime) Advance(d time.Duration, moved func()) error {
	return t.pass(context.Background(), d, moved)
}

// pass sets the clock ahead by d and waits on each morning on the way until what falls due is said.
func (t *stageTime) pass(ctx context.Context, d time.Duration, moved func()) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if err := t.open(ctx); err != nil {
		return err
	}
	until := t.now().Add(d)
	for {
		at := until
		if morning := t.reminders.Opens(t.now()); morning.Before(at) {
			at = morning
		}
		if err := t.demoClock.Advance(max(at.Sub(t.now()), 0)); err != nil {
			return err
		}
		moved()
		if !at.Before(until) {
			return nil
		}
		if err := t.morning(ctx); err != nil {
			return err
		}
	}
}

// due is how many reminders are to be said today still, also those that the limits put off for a moment, and how many broadcasts have to go on.
func (t *stageTime) due(ctx context.Context) (int, error) {
	now := t.now()
	if !t.reminders.Open(now) {
		return 0, nil
	}
	news, err := t.store.BroadcastsUnderWay(ctx, now)
	if err != nil {
		return 0, err
	}
	reminders, err := t.store.RemindersDue(ctx, t.reminders.Opens(now))
	return reminders + len(news), err
}

// morning plans what falls due and waits until it is said. What takes too long goes on by itself.
func (t *stageTime) morning(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, dayWithin)
	defer cancel()
	if _, err := t.reminders.Scan(ctx); err != nil {
		return fmt.Errorf("look for what falls due: %w", err)
	}
	for ctx.Err() == nil {
		if due, err := t.due(ctx); err != nil || due == 0 {
			return err
		}
		sleep(ctx, 20*time.Millisecond)
	}
	return nil
}
