package main

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"jagaetam/internal/civil"
	"jagaetam/internal/jamsostek"
	"jagaetam/internal/postgres"
	"jagaetam/internal/record"
	"jagaetam/internal/session"
)

// office is what commands work with that change the records: the records, who sits at the command line, and the time.
type office struct {
	records  *postgres.Store
	settings settings
	by       string
	now      func() time.Time
}

// openOffice opens the records to be changed.
func openOffice(ctx context.Context) (office, func(), error) {
	records, s, done, err := openRecords(ctx)
	if err != nil {
		return office{}, nil, err
	}
	clock, err := newClock(s.DemoClock)
	if err != nil {
		done()
		return office{}, nil, err
	}
	by := record.CommandLine
	if user := os.Getenv("USER"); user != "" {
		by += ": " + user
	}
	return office{records, s, by, clock.now}, done, nil
}

// openOfficeAndSessions opens the dialogues in Redis too, for commands that look after both.
func openOfficeAndSessions(ctx context.Context) (office, *session.Store, func(), error) {
	if _, err := loadSettings("DATABASE_URL", "REDIS_URL", "KEYRING_FILE"); err != nil { // all that is missing at once
		return office{}, nil, nil, err
	}
	o, done, err := openOffice(ctx)
	if err != nil {
		return office{}, nil, nil, err
	}
	vault, err := openVault(o.settings.KeyringFile)
	if err != nil {
		done()
		return office{}, nil, nil, err
	}
	client, err := session.Open(o.settings.RedisURL.Reveal())
	if err != nil {
		done()
		return office{}, nil, nil, fmt.Errorf("REDIS_URL: %w", err)
	}
	sessions := session.New(client, vault, o.records, session.Options{})
	return o, sessions, func() { _ = client.Close(); done() }, nil
}

// oneLine is an error of several sentences in one line.
func oneLine(err error) string { return strings.ReplaceAll(err.Error(), "\n", "; ") }

// leftApplication keeps that the worker of an application has left, or with the reason "none" that he has not.
func leftApplication(ctx context.Context, c *console, number string, why jamsostek.Leaving, on civil.Date) error {
	receipt, err := record.ParseReceipt(number)
	if err != nil {
		return usageError{err.Error()}
	}
	back := why == "none"
	if !back && !slices.Contains(jamsostek.Leavings, why) {
		return usagef("application: %q is no reason to leave; there are %v, and none", why, jamsostek.Leavings)
	}
	o, done, err := openOffice(ctx)
	if err != nil {
		return err
	}
	defer done()
	leave := record.Leave{Receipt: receipt, Why: why, On: on, By: o.by, At: o.now()}
	if leave.On.IsZero() {
		leave.On = civil.DateOf(o.now().In(o.settings.Programme.Zone()))
	}
	if back {
		leave.Why, leave.On = "", civil.Date{}
	}
	if err := o.records.LeaveWorker(ctx, leave); err != nil {
		return fmt.Errorf("application %s: %w", receipt, err)
	}
	if back {
		fmt.Fprintf(c.out, "The worker of %s has not left.\n", receipt)
	} else {
		fmt.Fprintf(c.out, "The worker of %s left on %s: %s.\n", receipt, leave.On, why)
	}
	return nil
}
