package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"jagaetam/internal/record"
)

// broadcastsUnderWaySQL leaves out those that only an officer can bring on.
const broadcastsUnderWaySQL = `
select number from broadcasts
where reported_at is null and (state in ('running', 'done', 'cancelled') or state = 'draft' and counted_at is null
    or state = 'scheduled' and coalesce(start_at, '-infinity') <= $1)
order by number`

// BroadcastsUnderWay are those with which the service has to do something by now, the oldest first: to count the audience, to begin, to go
// on, or to report.
func (s *Store) BroadcastsUnderWay(ctx context.Context, now time.Time) ([]record.BroadcastNumber, error) {
	rows, _ := s.pool.Query(ctx, broadcastsUnderWaySQL, now) // CollectRows has the error
	numbers, err := pgx.CollectRows(rows, pgx.RowTo[record.BroadcastNumber])
	if err != nil {
		return nil, fmt.Errorf("find broadcasts under way: %w", err)
	}
	return numbers, nil
}

// Broadcast is the broadcast of that number, or record.ErrNotFound.
func (s *Store) Broadcast(ctx context.Context, number record.BroadcastNumber) (record.Broadcast, error) {
	b, err := readBroadcast(ctx, s.pool, number)
	if errors.Is(err, pgx.ErrNoRows) {
		err = record.ErrNotFound
	}
	if err != nil {
		return record.Broadcast{}, fmt.Errorf("read broadcast %s: %w", number, err)
	}
	return b, nil
}

// cutOffRecipientsSQL gives up what somebody began to say and never came back from: it may have been said.
const cutOffRecipientsSQL = `
update recipients set state = 'unknown', reason = 'cut-off', ended_at = $1, leased_until = null
where state = 'waiting' and begun_at is not null and leased_until <= $1`

const claimRecipientsSQL = `
with mine as (
    select r.broadcast, r.contact from recipients r join broadcasts b on b.number = r.broadcast
    where b.state = 'running' and r.state = 'waiting' and r.begun_at is null and (r.leased_until is null or r.leased_until <= $1)
    order by r.broadcast, r.place limit $3
    for update of r skip locked
), claimed as (
    update recipients r set leased_until = $2 from mine where r.broadcast = mine.broadcast and r.contact = mine.contact
    returning r.broadcast, r.contact, coalesce(r.worker, 0), r.village, r.language, r.attempts, r.place
)
select broadcast, contact, coalesce, village, language, attempts from claimed order by broadcast, place`

// ClaimRecipients takes at most so many recipients of broadcasts that run, in order, for nobody else to tell until the lease ends. Whom
// somebody began to tell and whose lease ended counts as unknown from then on, also where the limit is 0.
func (s *Store) ClaimRecipients(ctx context.Context, now time.Time, lease time.Duration, limit int) ([]record.Recipient, error) {
	if _, err := s.pool.Exec(ctx, cutOffRecipientsSQL, now); err != nil {
		return nil, fmt.Errorf("claim recipients: %w", err)
	}
	until := now.Add(lease)
	rows, _ := s.pool.Query(ctx, claimRecipientsSQL, now, until, limit) // CollectRows has the error
	all, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (record.Recipient, error) {
		r := record.Recipient{Lease: until}
		err := row.Scan(&r.Broadcast, &r.Contact, &r.Worker, &r.Village, &r.Language, &r.Attempts)
		return r, err
	})
	if err != nil {
		return nil, fmt.Errorf("claim recipients: %w", err)
	}
	return all, nil
}

// beginRecipientSQL begins nothing where the broadcast was paused or cancelled meanwhile, or somebody else has the row.
const beginRecipientSQL = `
update recipients set begun_at = $4, attempts = attempts + 1
where broadcast = $1 and contact = $2 and state = 'waiting' and leased_until = $3 and begun_at is null and leased_until > $4
  and exists (select from broadcasts where number = $1 and state = 'running')`

const unclaimRecipientSQL = `
update recipients set leased_until = null
where broadcast = $1 and contact = $2 and state = 'waiting' and leased_until = $3 and begun_at is null`

// BeginRecipient notes that the recipient is about to be told. It reports false where the claim does not hold any more or the broadcast
// does not run; then he is not to be told, and waits for another.
func (s *Store) BeginRecipient(ctx context.Context, r record.Recipient, now time.Time) (bool, error) {
	begun, err := s.pool.Exec(ctx, beginRecipientSQL, r.Broadcast, r.Contact, r.Lease, now)
	if err == nil && begun.RowsAffected() == 1 {
		return true, nil
	}
	if err == nil {
		_, err = s.pool.Exec(ctx, unclaimRecipientSQL, r.Broadcast, r.Contact, r.Lease)
	}
	if err != nil {
		return false, fmt.Errorf("begin a recipient of %s: %w", r.Broadcast, err)
	}
	return false, nil
}

// endRecipientSQL overrules what others made of a row whose lease ended: who said it knows best. Nobody waits for a broadcast that was
// cancelled meanwhile.
const endRecipientSQL = `
update recipients r set
    state = case when $4 = 'waiting' and b.state = 'cancelled' then 'skipped' else $4 end,
    reason = case when $4 = 'waiting' and b.state = 'cancelled' then 'cancelled' else $5 end,
    ended_at = case when $4 = 'waiting' and b.state <> 'cancelled' then null else $6::timestamptz end,
    leased_until = case when $4 = 'waiting' and b.state <> 'cancelled' then $7::timestamptz end,
    begun_at = case when $4 = 'waiting' then null else begun_at end
from broadcasts b
where b.number = $1 and r.broadcast = $1 and r.contact = $2
  and (r.state = 'waiting' and r.leased_until = $3 or r.state = 'unknown' and r.reason = 'cut-off')`

// EndRecipient notes what has become of a recipient who was claimed.
func (s *Store) EndRecipient(ctx context.Context, r record.Recipient, d record.Delivery) error {
	_, err := s.pool.Exec(ctx, endRecipientSQL, r.Broadcast, r.Contact, r.Lease, string(d.State), d.Reason, d.At, timeOrNull(d.Again))
	if err != nil {
		return fmt.Errorf("end a recipient of %s: %w", r.Broadcast, err)
	}
	return nil
}

const villageTalliesSQL = `
select village, state, reason, count(*) from recipients where broadcast = $1 group by village, state, reason order by village, state, reason`

// VillageTallies are how many recipients of a broadcast have come to which end, by the code of their village.
func (s *Store) VillageTallies(ctx context.Context, number record.BroadcastNumber) ([]record.VillageTally, error) {
	rows, _ := s.pool.Query(ctx, villageTalliesSQL, number) // CollectRows has the error
	all, err := pgx.CollectRows(rows, pgx.RowToStructByPos[record.VillageTally])
	if err != nil {
		return nil, fmt.Errorf("count recipients of %s by village: %w", number, err)
	}
	return all, nil
}

const lastDeliveriesSQL = `
select count(*), count(*) filter (where state <> 'said')
from (
    select state from recipients
    where broadcast = $1 and ended_at >= $2 and (state in ('said', 'failed') or state = 'unknown' and reason <> 'cut-off')
    order by ended_at desc limit $3
) last`

// LastDeliveries are how many of the last messages of a broadcast came to an end since then, at most limit, and how many of them failed or
// are unknown. What a program left unfinished that ended in the middle says nothing of the messages.
func (s *Store) LastDeliveries(
	ctx context.Context, number record.BroadcastNumber, since time.Time, limit int,
) (tried, failed int, err error) {
	if err := s.pool.QueryRow(ctx, lastDeliveriesSQL, number, since, limit).Scan(&tried, &failed); err != nil {
		return 0, 0, fmt.Errorf("count the last messages of %s: %w", number, err)
	}
	return tried, failed, nil
}

// newsHadSQL counts what waits as had, so that two broadcasts at once do not bring an account more than one after the other.
const newsHadSQL = `
select r.contact, count(*) from recipients r join broadcasts b on b.number = r.broadcast
where r.ended_at > $1 and r.state in ('said', 'unknown') or r.state = 'waiting' and b.state <> 'cancelled'
group by r.contact`

// NewsHad is how many broadcasts each account was told since then, or is still to be told.
func (s *Store) NewsHad(ctx context.Context, since time.Time) (map[string]int, error) {
	had := map[string]int{}
	var contact string
	var n int
	rows, _ := s.pool.Query(ctx, newsHadSQL, since) // ForEachRow has the error
	if _, err := pgx.ForEachRow(rows, []any{&contact, &n}, func() error { had[contact] = n; return nil }); err != nil {
		return nil, fmt.Errorf("count news by account: %w", err)
	}
	return had, nil
}

const purgeRecipientsSQL = `
with old as (
    update broadcasts set forgotten = true where reported_at < $1 and not forgotten returning number
)
update recipients set contact = 'gone:' || gen_random_uuid(), worker = null, language = '' from old where broadcast = old.number`

// PurgeRecipients forgets which accounts the broadcasts went to that ended before, and says how many they were. What has become of them is
// still counted, by village.
func (s *Store) PurgeRecipients(ctx context.Context, before time.Time) (int, error) {
	purged, err := s.pool.Exec(ctx, purgeRecipientsSQL, before)
	if err != nil {
		return 0, fmt.Errorf("purge recipients: %w", err)
	}
	return int(purged.RowsAffected()), nil
}

const broadcastArithmeticSQL = `
select b.number from broadcasts b
left join (select broadcast, count(*) as rows from recipients group by broadcast) r on r.broadcast = b.number
where b.planned <> coalesce(r.rows, 0) or (b.planned > 0) <> (b.began_at is not null)
order by b.number`

// BroadcastArithmetic is nil where for every broadcast what was planned is what waits, was sent, failed, was skipped and is unknown. Else it
// names those for which it is not.
func (s *Store) BroadcastArithmetic(ctx context.Context) error {
	rows, _ := s.pool.Query(ctx, broadcastArithmeticSQL) // CollectRows has the error
	open, err := pgx.CollectRows(rows, pgx.RowTo[record.BroadcastNumber])
	switch {
	case err != nil:
		return fmt.Errorf("add broadcasts up: %w", err)
	case len(open) > 0:
		return fmt.Errorf("add broadcasts up: %v do not", open)
	}
	return nil
}
