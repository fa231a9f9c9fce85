package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"jagaetam/internal/record"
)

// Entry is an application as lists show it, with nothing in it that tells who the worker is.
type Entry struct {
	Receipt    record.Receipt
	State      record.ApplicationState
	Since      time.Time
	FiledAt    time.Time
	District   string
	Village    string
	Occupation string
	Flags      []record.Flag
}

// Filter selects applications; an empty field selects all. Limit 0 is 100.
type Filter struct {
	State    record.ApplicationState
	District string
	Village  string
	Limit    int
}

const defaultLimit = 100

const applicationSQL = `
select number, state, since, filed_at, district, village, occupation, flags
from applications where number = $1`

// Application is the application with that number, or record.ErrNotFound.
func (s *Store) Application(ctx context.Context, receipt record.Receipt) (Entry, error) {
	rows, _ := s.pool.Query(ctx, applicationSQL, receipt) // CollectExactlyOneRow has the error
	entry, err := pgx.CollectExactlyOneRow(rows, readEntry)
	if errors.Is(err, pgx.ErrNoRows) {
		err = record.ErrNotFound
	}
	if err != nil {
		return Entry{}, fmt.Errorf("read application %s: %w", receipt, err)
	}
	return entry, nil
}

const applicationsSQL = `
select number, state, since, filed_at, district, village, occupation, flags
from applications
where ($1 = '' or state = $1) and ($2 = '' or district = $2) and ($3 = '' or village = $3)
order by number desc limit $4`

// Applications are the applications selected, the newest first.
func (s *Store) Applications(ctx context.Context, filter Filter) ([]Entry, error) {
	if filter.Limit <= 0 {
		filter.Limit = defaultLimit
	}
	rows, _ := s.pool.Query(ctx, applicationsSQL, string(filter.State), filter.District, filter.Village, filter.Limit)
	entries, err := pgx.CollectRows(rows, readEntry)
	if err != nil {
		return nil, fmt.Errorf("list applications: %w", err)
	}
	return entries, nil
}

func readEntry(row pgx.CollectableRow) (Entry, error) {
	e, err := pgx.RowToStructByPos[Entry](row)
	e.Since, e.FiledAt = e.Since.UTC(), e.FiledAt.UTC()
	return e, err
}
