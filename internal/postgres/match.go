package postgres

import (
	"context"
	"fmt"
	"strconv"

	"github.com/jackc/pgx/v5"

	"jagaetam/internal/record"
)

const matchedSQL = `
select a.flags, w.decile from applications a join workers w on w.id = a.worker where a.number = $1`

const keepFlagsSQL = `update applications set flags = $2 where number = $1`

const keepDecileSQL = `update workers set decile = $2 where id = $1`

func (s *Store) matchWorker(ctx context.Context, tx pgx.Tx, e record.MatchWorker) (record.Outcome, error) {
	if err := e.Check(); err != nil {
		return record.Outcome{}, err
	}
	of, refused, err := s.named(ctx, tx, e.NIK)
	if err != nil || of.worker == 0 {
		return refused, err
	}
	outcome, err := s.matched(ctx, tx, e, of)
	if err != nil {
		return record.Outcome{}, fmt.Errorf("match worker: %w", err)
	}
	if outcome.Name == record.OutcomeSame {
		return outcome, nil
	}
	return outcome, audit(ctx, tx, act{e.At, e.By, "match worker", applicationName(of.Receipt), map[string]any{"source": e.Source}})
}

func (s *Store) matched(ctx context.Context, tx pgx.Tx, e record.MatchWorker, of standing) (record.Outcome, error) {
	outcome := record.Outcome{Name: record.OutcomeSame, Receipt: of.Receipt}
	var had []record.Flag
	var sealed []byte
	if err := tx.QueryRow(ctx, matchedSQL, of.Receipt).Scan(&had, &sealed); err != nil {
		return outcome, err
	}
	decile, err := s.open(place("workers", "decile", of.worker), sealed)
	if err != nil {
		return outcome, err
	}
	marked := e.Mark(had)
	if !record.SameFlags(marked, had) {
		outcome.Name = record.OutcomeChanged
		if _, err := tx.Exec(ctx, keepFlagsSQL, of.Receipt, flags(marked)); err != nil {
			return outcome, err
		}
	}
	if now := strconv.Itoa(e.Decile); e.Decile != 0 && now != decile {
		outcome.Name = record.OutcomeChanged
		if _, err := tx.Exec(ctx, keepDecileSQL, of.worker, s.vault.Seal(place("workers", "decile", of.worker), []byte(now))); err != nil {
			return outcome, err
		}
	}
	if !e.Passes(of.State, marked) {
		return outcome, nil
	}
	outcome.Name = record.OutcomeChanged
	return outcome, s.move(ctx, tx, of.Receipt, of.State, record.Moved{State: record.StateMatching, At: e.At}, e.By)
}
