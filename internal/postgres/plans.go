package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"jagaetam/internal/record"
)

const planMonthsSQL = `update workers set plan_first = $2, plan_months = $3, plan_jht = $4 where id = $1`

func (s *Store) planMonths(ctx context.Context, tx pgx.Tx, e record.PlanMonths) (record.Outcome, error) {
	if err := e.Check(); err != nil {
		return record.Outcome{}, err
	}
	var worker int64
	err := tx.QueryRow(ctx, lockBoundSQL, e.Receipt, e.By.ID).Scan(&worker)
	if errors.Is(err, pgx.ErrNoRows) {
		return record.Outcome{Name: record.OutcomeNoMatch}, nil
	}
	if err == nil {
		var first *time.Time
		var months *int
		if e.Plan != (record.Plan{}) {
			day := firstOf(e.Plan.First)
			first, months = &day, &e.Plan.Months
		}
		_, err = tx.Exec(ctx, planMonthsSQL, worker, first, months, e.Plan.JHT)
	}
	if err != nil {
		return record.Outcome{}, fmt.Errorf("plan months: %w", err)
	}
	return record.Outcome{Name: record.OutcomeAnswered, Receipt: e.Receipt}, nil
}
