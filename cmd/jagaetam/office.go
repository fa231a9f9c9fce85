package main

import (
	"context"
	"os"
	"time"

	"jagaetam/internal/postgres"
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
	by := "command line"
	if user := os.Getenv("USER"); user != "" {
		by += ": " + user
	}
	return office{records, s, by, clock.now}, done, nil
}
