package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"jagaetam/internal/record"
)

// lineSQL has, besides each place, whether what was said under the name of record.Waiting.Once was skipped, and the latest application of
// the account's own workers, or of others whom it has registered since it asked.
const lineSQL = `
select l.place, l.contact, l.since, l.told_at, coalesce(o.state = 'skipped', false), c.reachable, coalesce(a.number, 0), coalesce(a.state, '')
from line l
join contacts c on c.id = l.contact
left join outbox o on o.once = 'opening:' || l.place || ':' || floor(extract(epoch from l.told_at))::bigint
left join lateral (
    select a.number, a.state from worker_contacts b join applications a on a.worker = b.worker
    where b.contact = l.contact and b.until is null and (b.relation = 'self' or a.filed_at >= l.since)
    order by a.number desc limit 1
) a on true
order by l.place`

// Line is the line of those who asked to be told when registration opens, in its order.
func (s *Store) Line(ctx context.Context) ([]record.Waiting, error) {
	rows, _ := s.pool.Query(ctx, lineSQL) // CollectRows has the error
	all, err := pgx.CollectRows(rows, readWaiting)
	if err != nil {
		return nil, fmt.Errorf("read the line: %w", err)
	}
	return all, nil
}

func readWaiting(row pgx.CollectableRow) (w record.Waiting, err error) {
	var told *time.Time
	err = row.Scan(&w.Place, &w.Contact, &w.Since, &told, &w.Lost, &w.Reachable, &w.Receipt, &w.State)
	w.Since = w.Since.UTC()
	if told != nil {
		w.ToldAt = told.UTC()
	}
	return w, err
}

// lockLineSQL has accounts take their places one after the other, so that nobody who asks later stands before one who asked earlier.
const lockLineSQL = `lock table line in share row exclusive mode`

const takePlaceSQL = `
insert into line (contact, since) values ($1, $2)
on conflict (contact) do update set place = default, since = excluded.since, told_at = null`

func (s *Store) askToBeTold(ctx context.Context, tx pgx.Tx, e record.AskToBeTold) (record.Outcome, error) {
	outcome := record.Outcome{Name: record.OutcomeAsked}
	_, err := tx.Exec(ctx, lockContactSQL, e.By.ID)
	if err == nil {
		_, err = tx.Exec(ctx, lockLineSQL)
	}
	if err == nil {
		outcome.Place, err = placeOf(ctx, tx, e)
	}
	if err == nil && outcome.Place > 0 {
		outcome.Name = record.OutcomeSame
		return outcome, nil
	}
	if err == nil {
		_, err = tx.Exec(ctx, takePlaceSQL, e.By.ID, e.At)
	}
	if err == nil {
		outcome.Place, err = placeOf(ctx, tx, e)
	}
	if err != nil {
		return record.Outcome{}, fmt.Errorf("ask to be told: %w", err)
	}
	return outcome, nil
}

// placeOf is the account's place among those who wait; 0 where it does not.
func placeOf(ctx context.Context, tx pgx.Tx, e record.AskToBeTold) (int, error) {
	rows, _ := tx.Query(ctx, lineSQL) // CollectRows has the error
	all, err := pgx.CollectRows(rows, readWaiting)
	return record.LineFor(all, e.By.ID, e.At).Place, err
}

const leaveLineSQL = `delete from line where contact = $1`

func (s *Store) leaveLine(ctx context.Context, tx pgx.Tx, e record.LeaveLine) (record.Outcome, error) {
	left, err := tx.Exec(ctx, leaveLineSQL, e.By.ID)
	switch {
	case err != nil:
		return record.Outcome{}, fmt.Errorf("leave the line: %w", err)
	case left.RowsAffected() == 0:
		return record.Outcome{Name: record.OutcomeNoMatch}, nil
	}
	return record.Outcome{Name: record.OutcomeAnswered}, nil
}

// toldSQL changes nothing of who has been told, unless it could not be said to him.
const toldSQL = `
update line set told_at = $2
where place = $1 and (told_at is null or exists (
    select from outbox where once = 'opening:' || line.place || ':' || floor(extract(epoch from line.told_at))::bigint and state = 'skipped'
))
returning contact`

func (s *Store) tellOpening(ctx context.Context, tx pgx.Tx, e record.TellOpening) (record.Outcome, error) {
	var contact string
	switch err := tx.QueryRow(ctx, toldSQL, e.Place, e.At).Scan(&contact); {
	case errors.Is(err, pgx.ErrNoRows):
		return record.Outcome{Name: record.OutcomeSame}, nil
	case err != nil:
		return record.Outcome{}, fmt.Errorf("tell that registration is open: %w", err)
	}
	say := record.Tell{To: contact, Words: e.Words, Once: record.Waiting{Place: e.Place}.Once(e.At), At: e.At}
	return record.Outcome{Name: record.OutcomeAnswered}, s.say(ctx, tx, record.Say{Tell: say})
}
