package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"jagaetam/internal/civil"
	"jagaetam/internal/record"
)

const unreachedSQL = `
select distinct on (worker) worker, month, step, day from reminders
where state = 'skipped' and reason in ('no-account', 'unreachable') and day >= $1
order by worker, day desc, id desc`

// Unreached are the reminders that have fallen due since the day and could not be said, as nobody could be reached: the latest of each
// worker, by his place in the roll.
func (s *Store) Unreached(ctx context.Context, since civil.Date) (map[int64]record.PlannedReminder, error) {
	rows, _ := s.pool.Query(ctx, unreachedSQL, dateOf(since)) // ForEachRow has the error
	found := map[int64]record.PlannedReminder{}
	var p record.PlannedReminder
	var month, day time.Time
	_, err := pgx.ForEachRow(rows, []any{&p.Worker, &month, &p.Step, &day}, func() error {
		p.Month, p.Day = monthOf(month), civil.DateOf(day)
		found[p.Worker] = p
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read which reminders reached nobody: %w", err)
	}
	return found, nil
}
