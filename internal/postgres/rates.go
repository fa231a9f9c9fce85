package postgres

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"jagaetam/internal/record"
)

const (
	rateScale  = "scale"
	rateRelief = "relief"
)

const ratesSQL = `select kind, row from rates order by id`

// Rates are the rows that were laid on top of the law, the latest last.
func (s *Store) Rates(ctx context.Context) (record.Rates, error) {
	rows, _ := s.pool.Query(ctx, ratesSQL) // readRates has the error
	rates, err := readRates(rows)
	if err != nil {
		return record.Rates{}, fmt.Errorf("list rates: %w", err)
	}
	return rates, nil
}

func readRates(rows pgx.Rows) (record.Rates, error) {
	defer rows.Close()
	var rates record.Rates
	for rows.Next() {
		var kind string
		var row []byte
		if err := rows.Scan(&kind, &row); err != nil {
			return rates, err
		}
		var err error
		switch kind {
		case rateScale:
			rates.Scales, err = appendRow(rates.Scales, row)
		case rateRelief:
			rates.Reliefs, err = appendRow(rates.Reliefs, row)
		}
		if err != nil {
			return rates, fmt.Errorf("read a %s: %w", kind, err)
		}
	}
	return rates, rows.Err()
}

func appendRow[T any](to []T, row []byte) ([]T, error) {
	var one T
	err := json.Unmarshal(row, &one)
	return append(to, one), err
}

const addRateSQL = `insert into rates (kind, row, source, by, at) values ($1, $2, $3, $4, $5) returning id`

// AddRates lays rows on top of the rates there are, all of them or none. The error says what is wrong with them.
func (s *Store) AddRates(ctx context.Context, rates record.Rates, by string, at time.Time) error {
	err := rates.Check()
	if err == nil {
		err = s.transact(ctx, func(tx pgx.Tx) error { return addRates(ctx, tx, rates, act{at: at, by: by}) })
	}
	if err != nil {
		return fmt.Errorf("add rates: %w", err)
	}
	return nil
}

func addRates(ctx context.Context, tx pgx.Tx, rates record.Rates, a act) error {
	if a.by == "" {
		return record.ErrNobody
	}
	for _, scale := range rates.Scales {
		if err := addRate(ctx, tx, rateScale, scale, scale.Source, a); err != nil {
			return err
		}
	}
	for _, relief := range rates.Reliefs {
		if err := addRate(ctx, tx, rateRelief, relief, relief.Source, a); err != nil {
			return err
		}
	}
	return nil
}

func addRate(ctx context.Context, tx pgx.Tx, kind string, row any, source string, a act) error {
	var id int64
	if err := tx.QueryRow(ctx, addRateSQL, kind, row, source, a.by, a.at).Scan(&id); err != nil {
		return err
	}
	a.does, a.subject, a.detail = "add rate", fmt.Sprintf("rate:%d", id), map[string]any{"kind": kind}
	return audit(ctx, tx, a)
}
