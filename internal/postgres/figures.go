package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// Figures are counts of what is kept. Nothing in them is about a person.
type Figures struct {
	// OutboxAge is how long the oldest letter is due that is not said yet; what waits for the officers' group to be there counts too.
	OutboxAge time.Duration
	// Letters are the letters of the outbox by state.
	Letters map[string]int
	// Reminders, and Recipients of broadcasts, are theirs by state. Planned is how many recipients there were to be, and Unbalanced how many
	// broadcasts have another number.
	Reminders, Recipients map[string]int
	Planned, Unbalanced   int

	CasesOpen, CasesLate int
	Quarantined          int
	// Jobs are River's by state.
	Jobs map[string]int
}

const figuresSQL = `
select coalesce((select extract(epoch from $1 - min(greatest(not_before, created_at))) from outbox where state = 'waiting' and not_before <= $1), 0)::float8,
    (select count(*) from cases where state <> 'closed'),
    (select count(*) from cases where state <> 'closed' and due_at <= $1),
    (select count(*) from quarantine),
    (select coalesce(sum(planned), 0) from broadcasts where exists (select from recipients where broadcast = number)),
    (select count(*) from broadcasts b where exists (select from recipients where broadcast = b.number)
        and planned <> (select count(*) from recipients where broadcast = b.number))`

const letterFiguresSQL = `select state, count(*) from outbox group by state`

const reminderFiguresSQL = `select state, count(*) from reminders group by state`

const recipientFiguresSQL = `select state, count(*) from recipients group by state`

const jobFiguresSQL = `select state::text, count(*) from river.river_job group by state`

// Figures counts what is kept, in one round trip.
func (s *Store) Figures(ctx context.Context, now time.Time) (Figures, error) {
	f := Figures{Letters: map[string]int{}, Reminders: map[string]int{}, Recipients: map[string]int{}, Jobs: map[string]int{}}
	batch := &pgx.Batch{}
	batch.Queue(figuresSQL, now).QueryRow(func(row pgx.Row) error {
		var age float64
		err := row.Scan(&age, &f.CasesOpen, &f.CasesLate, &f.Quarantined, &f.Planned, &f.Unbalanced)
		f.OutboxAge = max(0, time.Duration(age*float64(time.Second)))
		return err
	})
	batch.Queue(letterFiguresSQL).Query(func(rows pgx.Rows) error { return countInto(rows, f.Letters) })
	batch.Queue(reminderFiguresSQL).Query(func(rows pgx.Rows) error { return countInto(rows, f.Reminders) })
	batch.Queue(recipientFiguresSQL).Query(func(rows pgx.Rows) error { return countInto(rows, f.Recipients) })
	batch.Queue(jobFiguresSQL).Query(func(rows pgx.Rows) error { return countInto(rows, f.Jobs) })
	if err := s.pool.SendBatch(ctx, batch).Close(); err != nil {
		return Figures{}, fmt.Errorf("count what is kept: %w", err)
	}
	return f, nil
}

// countInto reads rows of a name and a number.
func countInto(rows pgx.Rows, counts map[string]int) error {
	var name string
	var n int
	_, err := pgx.ForEachRow(rows, []any{&name, &n}, func() error { counts[name] = n; return nil })
	return err
}
