package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"jagaetam/internal/civil"
	"jagaetam/internal/record"
)

// planSQL leaves out what was planned before, and workers who are deleted meanwhile.
const planSQL = `
insert into reminders (worker, month, step, day, until, not_before)
select p.worker, p.month, p.step, p.day, p.until, p.not_before
from unnest($1::bigint[], $2::date[], $3::text[], $4::date[], $5::date[], $6::timestamptz[]) as p (worker, month, step, day, until, not_before)
join workers w on w.id = p.worker and w.restricted_at is null
order by p.not_before, p.worker
on conflict (worker, month, step) do nothing`

// PlanReminders keeps reminders that have fallen due and says how many of them are new. What was planned once stays as it is.
func (s *Store) PlanReminders(ctx context.Context, planned []record.PlannedReminder) (int, error) {
	if len(planned) == 0 {
		return 0, nil
	}
	var workers []int64
	var steps []string
	var months, days, untils, moments []time.Time
	for _, p := range planned {
		workers, steps, months = append(workers, p.Worker), append(steps, string(p.Step)), append(months, firstOf(p.Month))
		days, untils, moments = append(days, *dateOf(p.Day)), append(untils, *dateOf(p.Until)), append(moments, p.NotBefore)
	}
	done, err := s.pool.Exec(ctx, planSQL, workers, months, steps, days, untils, moments)
	if err != nil {
		return 0, fmt.Errorf("plan reminders: %w", err)
	}
	return int(done.RowsAffected()), nil
}

const (
	keptRemindersSQL = `
select worker, month, step, day, until, not_before, state, begun_at is not null
from reminders where state = 'waiting' or until >= $1 order by id`
	remindedSinceSQL = `select contact, day from reminded where day >= $1`
)

// KeptReminders are the reminders that make sense on the day or later, or wait still, and the accounts that were told something from the day
// on.
func (s *Store) KeptReminders(ctx context.Context, from civil.Date) ([]record.KeptReminder, []record.Reminded, error) {
	rows, _ := s.pool.Query(ctx, keptRemindersSQL, dateOf(from)) // CollectRows has the error
	kept, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (r record.KeptReminder, err error) {
		var month, day, until time.Time
		err = row.Scan(&r.Worker, &month, &r.Step, &day, &until, &r.NotBefore, &r.State, &r.Begun)
		r.Month, r.Day, r.Until = monthOf(month), civil.DateOf(day), civil.DateOf(until)
		return r, err
	})
	if err != nil {
		return nil, nil, fmt.Errorf("read reminders: %w", err)
	}
	rows, _ = s.pool.Query(ctx, remindedSinceSQL, dateOf(from)) // CollectRows has the error
	told, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (r record.Reminded, err error) {
		var day time.Time
		err = row.Scan(&r.Contact, &day)
		r.Day = civil.DateOf(day)
		return r, err
	})
	if err != nil {
		return nil, nil, fmt.Errorf("read who was reminded: %w", err)
	}
	return kept, told, nil
}

const reminderCountsSQL = `select state, reason, count(*) from reminders group by state, reason`

// ReminderCounts are how many reminders are in each state, by the reason of it.
func (s *Store) ReminderCounts(ctx context.Context) (map[record.LetterState]map[string]int, error) {
	counts := map[record.LetterState]map[string]int{}
	var state record.LetterState
	var reason string
	var n int
	rows, _ := s.pool.Query(ctx, reminderCountsSQL) // ForEachRow has the error
	_, err := pgx.ForEachRow(rows, []any{&state, &reason, &n}, func() error {
		if counts[state] == nil {
			counts[state] = map[string]int{}
		}
		counts[state][reason] = n
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("count reminders: %w", err)
	}
	return counts, nil
}

const remindersDueSQL = `select count(*) from reminders where state = 'waiting' and not_before < $1`

// RemindersDue are how many reminders are to be said before that moment, or are being said.
func (s *Store) RemindersDue(ctx context.Context, before time.Time) (int, error) {
	var n int
	if err := s.pool.QueryRow(ctx, remindersDueSQL, before).Scan(&n); err != nil {
		return 0, fmt.Errorf("count reminders: %w", err)
	}
	return n, nil
}

// purgeRemindersSQL leaves what waits, and what could be planned again.
const purgeRemindersSQL = `
with days as (
    delete from reminded where day < $1::date
)
delete from reminders where state <> 'waiting' and until < $1::date`

// PurgeReminders deletes reminders whose time was over before, and says how many they were. Before is to be in the past.
func (s *Store) PurgeReminders(ctx context.Context, before time.Time) (int, error) {
	purged, err := s.pool.Exec(ctx, purgeRemindersSQL, dateOf(record.Dated(before, s.Zone)))
	if err != nil {
		return 0, fmt.Errorf("purge reminders: %w", err)
	}
	return int(purged.RowsAffected()), nil
}

func readReminder(row pgx.Rows) (contact, language string, reachable bool, r record.ClaimedReminder, err error) {
	var month, day, until time.Time
	err = row.Scan(&contact, &language, &reachable, &r.ID, &r.Worker, &month, &r.Step, &day, &until, &r.NotBefore, &r.Attempts)
	r.Month, r.Day, r.Until = monthOf(month), civil.DateOf(day), civil.DateOf(until)
	return contact, language, reachable, r, err
}
