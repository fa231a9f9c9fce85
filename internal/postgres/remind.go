package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"jagaetam/internal/civil"
	"jagaetam/internal/record"
)

// cutOffRemindersSQL gives up what somebody began to say and never came back from: it may have been said.
const cutOffRemindersSQL = `
update reminders set state = 'unknown', reason = 'cut-off' where state = 'waiting' and begun_at is not null and leased_until <= $1`

// dueRemindersSQL is what has waited the longest, and who is to be told: the worker on an account of his own that can be reached, else on a
// helper's, as record.Enrolled.Account says.
const dueRemindersSQL = `
select r.id, coalesce(b.contact, '')
from reminders r
left join lateral (
    select b.contact from worker_contacts b join contacts k on k.id = b.contact
    where b.worker = r.worker and b.until is null
    order by k.reachable desc, b.relation desc, b.since desc, b.contact limit 1
) b on true
where r.state = 'waiting' and r.not_before <= $1 and (r.leased_until is null or r.leased_until <= $1)
order by r.not_before, r.id limit $2`

// holdAccountsSQL has one program at a time look at an account's reminders, so that they are not torn apart.
const holdAccountsSQL = `
select id from contacts where id = any($1) order by array_position($1, id) limit $2 for no key update skip locked`

// claimBundlesSQL takes all that the accounts are to be told now. What is for an account that was told something today waits until $4.
const claimBundlesSQL = `
with mine as (
    select r.id, m.contact, t.contact is not null as told
    from reminders r
    join worker_contacts m on m.worker = r.worker and m.until is null and m.contact = any($5)
    cross join lateral (
        select b.contact from worker_contacts b join contacts k on k.id = b.contact
        where b.worker = r.worker and b.until is null
        order by k.reachable desc, b.relation desc, b.since desc, b.contact limit 1
    ) b
    left join reminded t on t.contact = m.contact and t.day = $3
    where r.state = 'waiting' and r.not_before <= $1 and (r.leased_until is null or r.leased_until <= $1) and b.contact = m.contact
    order by r.id
    for update of r skip locked
), claimed as (
    update reminders r set leased_until = case when told then null else $2::timestamptz end,
        not_before = case when told then $4 else r.not_before end
    from mine where r.id = mine.id
    returning r.*, mine.contact as account, told
)
select r.account, coalesce(c.language, ''), c.reachable, r.id, r.worker, r.month, r.step, r.day, r.until, r.not_before, r.attempts
from claimed r join contacts c on c.id = r.account
where not told
order by array_position($5, r.account), r.id`

// claimBareSQL takes what is for nobody's account.
const claimBareSQL = `
update reminders r set leased_until = $2
where r.id in (
    select id from reminders
    where id = any($3) and state = 'waiting' and (leased_until is null or leased_until <= $1)
      and not exists (select from worker_contacts b where b.worker = reminders.worker and b.until is null)
    order by id for update skip locked)
returning '', '', false, r.id, r.worker, r.month, r.step, r.day, r.until, r.not_before, r.attempts`

// looksAhead is how many reminders are looked at for each account that is asked for: some accounts are with another program.
const looksAhead = 5

// ClaimReminders takes what at most so many accounts are to be reminded of now, all of an account together, for nobody else to say until
// the lease ends. An account that was told something today is passed over until tomorrow. What was begun and whose lease ended counts as
// unknown from then on. What nobody can be told comes as a bundle of its own.
func (s *Store) ClaimReminders(ctx context.Context, c record.ReminderClaim) ([]record.ReminderBundle, error) {
	var bundles []record.ReminderBundle
	err := s.transact(ctx, func(tx pgx.Tx) (err error) {
		bundles, err = claimReminders(ctx, tx, c)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("claim reminders: %w", err)
	}
	return bundles, nil
}

func claimReminders(ctx context.Context, tx pgx.Tx, c record.ReminderClaim) ([]record.ReminderBundle, error) {
	if _, err := tx.Exec(ctx, cutOffRemindersSQL, c.Now); err != nil {
		return nil, err
	}
	accounts, bare, err := dueReminders(ctx, tx, c)
	if err != nil {
		return nil, err
	}
	until := c.Now.Add(c.Lease)
	var bundles []record.ReminderBundle
	if len(bare) > 0 {
		rows, _ := tx.Query(ctx, claimBareSQL, c.Now, until, bare) // bundled has the error
		if bundles, err = bundled(rows, until); err != nil {
			return nil, err
		}
	}
	if len(accounts) == 0 {
		return bundles, nil
	}
	rows, _ := tx.Query(ctx, holdAccountsSQL, accounts, c.Limit) // CollectRows has the error
	if accounts, err = pgx.CollectRows(rows, pgx.RowTo[string]); err != nil {
		return nil, err
	}
	rows, _ = tx.Query(ctx, claimBundlesSQL, c.Now, until, dateOf(c.Today), c.Next, accounts) // bundled has the error
	all, err := bundled(rows, until)
	return append(bundles, all...), err
}

// dueReminders are accounts that have reminders due, and the reminders due that have no account.
func dueReminders(ctx context.Context, tx pgx.Tx, c record.ReminderClaim) (accounts []string, bare []int64, err error) {
	rows, _ := tx.Query(ctx, dueRemindersSQL, c.Now, looksAhead*c.Limit) // ForEachRow has the error
	var id int64
	var account string
	known := map[string]bool{}
	_, err = pgx.ForEachRow(rows, []any{&id, &account}, func() error {
		switch {
		case account == "":
			bare = append(bare, id)
		case !known[account]:
			known[account] = true
			accounts = append(accounts, account)
		}
		return nil
	})
	return accounts, bare, err
}

// bundled reads rows that are in the order of their accounts.
func bundled(rows pgx.Rows, lease time.Time) ([]record.ReminderBundle, error) {
	var bundles []record.ReminderBundle
	defer rows.Close()
	for rows.Next() {
		contact, language, reachable, reminder, err := readReminder(rows)
		if err != nil {
			return nil, err
		}
		if last := len(bundles) - 1; last < 0 || bundles[last].Contact != contact {
			b := record.ReminderBundle{Contact: contact, Language: language, Lease: lease}
			switch {
			case contact == "":
				b.Skip = record.SkipNoAccount
			case !reachable:
				b.Skip = record.SkipUnreachable
			}
			bundles = append(bundles, b)
		}
		last := &bundles[len(bundles)-1]
		last.Reminders = append(last.Reminders, reminder)
	}
	return bundles, rows.Err()
}

// remindedSQL does nothing where the account was told something that day.
const remindedSQL = `insert into reminded (contact, day) values ($1, $2) on conflict do nothing`

const beginRemindersSQL = `
update reminders set begun_at = $3, contact = $4, said_on = $5, attempts = attempts + 1
where id = any($1) and state = 'waiting' and leased_until = $2 and leased_until > $3`

// BeginReminders notes that those reminders of the bundle are about to be said in one message, which is the account's only one that day. It
// is false where the claim does not hold any more, or the account was told something else today; then nothing is to be said.
func (s *Store) BeginReminders(ctx context.Context, b record.ReminderBundle, ids []int64, today civil.Date, now time.Time) (bool, error) {
	begun := false
	err := s.transact(ctx, func(tx pgx.Tx) error {
		begun = false
		told, err := tx.Exec(ctx, remindedSQL, b.Contact, dateOf(today))
		if err != nil || told.RowsAffected() == 0 {
			return err
		}
		of, err := tx.Exec(ctx, beginRemindersSQL, ids, b.Lease, now, b.Contact, dateOf(today))
		if err != nil {
			return err
		}
		if of.RowsAffected() != int64(len(ids)) {
			return errNotHeld
		}
		begun = true
		return nil
	})
	switch {
	case errors.Is(err, errNotHeld):
		return false, nil
	case err != nil:
		return false, fmt.Errorf("begin reminders: %w", err)
	}
	return begun, nil
}

// errNotHeld undoes a beginning.
var errNotHeld = errors.New("the claim does not hold any more")

// endRemindersSQL overrules what others made of a reminder whose lease ended: who said it knows best. What was not said after all leaves
// the account its message of that day.
const endRemindersSQL = `
with held as (
    select r.id, r.contact, r.said_on, r.begun_at, e.state, e.reason, e.again
    from reminders r
    join unnest($1::bigint[], $4::text[], $5::text[], $6::timestamptz[]) as e (id, state, reason, again) on e.id = r.id
    where r.state in ('waiting', 'unknown') and r.leased_until = $2
    for update of r
), ended as (
    update reminders r set state = h.state, reason = h.reason, said_at = case when h.state = 'said' then $3::timestamptz end,
        not_before = coalesce(h.again, r.not_before),
        leased_until = case when h.state = 'waiting' then null else r.leased_until end,
        begun_at = case when h.state = 'waiting' then null else r.begun_at end
    from held h where r.id = h.id
)
delete from reminded t using held h
where h.begun_at is not null and h.state not in ('said', 'unknown') and t.contact = h.contact and t.day = h.said_on`

// EndReminders notes what has become of claimed reminders of the bundle, at a moment.
func (s *Store) EndReminders(ctx context.Context, b record.ReminderBundle, ends []record.ReminderEnd, at time.Time) error {
	var ids []int64
	var states, reasons []string
	var agains []*time.Time
	for _, e := range ends {
		ids, states, reasons = append(ids, e.ID), append(states, string(e.State)), append(reasons, e.Reason)
		var again *time.Time
		if e.State == record.LetterWaiting {
			again = &e.Again
		}
		agains = append(agains, again)
	}
	if _, err := s.pool.Exec(ctx, endRemindersSQL, ids, b.Lease, at, states, reasons, agains); err != nil {
		return fmt.Errorf("end reminders: %w", err)
	}
	return nil
}
