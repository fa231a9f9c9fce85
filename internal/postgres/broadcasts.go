package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"jagaetam/internal/record"
)

const lockBroadcastSQL = `select number from broadcasts where number = $1 for update`

const broadcastOfRunSQL = `select number from broadcasts where author = $1 and run = $2`

// turnBroadcast has the effect make of the broadcast what record says.
func (s *Store) turnBroadcast(ctx context.Context, tx pgx.Tx, e record.BroadcastEffect) (record.Outcome, error) {
	if err := e.Check(); err != nil {
		return record.Outcome{}, err
	}
	a := e.Actor()
	if _, err := tx.Exec(ctx, lockContactSQL, a.By); err != nil {
		return record.Outcome{}, fmt.Errorf("turn broadcast: %w", err)
	}
	if a.Number == 0 { // written first in this run
		var number record.BroadcastNumber
		switch err := tx.QueryRow(ctx, broadcastOfRunSQL, a.By, a.Run).Scan(&number); {
		case err == nil:
			return record.Outcome{Name: record.OutcomeBegun, Broadcast: number}, nil
		case !errors.Is(err, pgx.ErrNoRows):
			return record.Outcome{}, fmt.Errorf("turn broadcast: %w", err)
		}
	}
	by, err := officerOf(ctx, tx, a.By)
	if err != nil {
		return record.Outcome{}, fmt.Errorf("turn broadcast: %w", err)
	}
	return s.conduct(ctx, tx, a, func(b record.Broadcast, office []record.Officer) record.BroadcastTurn { return e.On(b, by, office) })
}

// ConductBroadcast has the service itself make of a broadcast, whose zero value is none, what decide says; decide may be called more than
// once. Of two programs at once the second sees what the first made of it.
func (s *Store) ConductBroadcast(
	ctx context.Context, number record.BroadcastNumber, at time.Time, decide func(record.Broadcast, []record.Officer) record.BroadcastTurn,
) error {
	froze := false
	err := s.transact(ctx, func(tx pgx.Tx) error {
		_, err := s.conduct(ctx, tx, record.BroadcastActor{By: record.Service, At: at, Number: number},
			func(b record.Broadcast, office []record.Officer) record.BroadcastTurn {
				t := decide(b, office)
				froze = len(t.Recipients) > 0
				return t
			})
		return err
	})
	if err == nil && froze {
		_, err = s.pool.Exec(ctx, analyzeRecipientsSQL)
	}
	if err != nil {
		return fmt.Errorf("conduct broadcast %s: %w", number, err)
	}
	return nil
}

// analyzeRecipientsSQL tells the planner of what was frozen before it is claimed, so that it does not go through all of it each time.
const analyzeRecipientsSQL = `analyze recipients`

// conduct keeps what decide makes of the broadcast, which is held.
func (s *Store) conduct(
	ctx context.Context, tx pgx.Tx, a record.BroadcastActor, decide func(record.Broadcast, []record.Officer) record.BroadcastTurn,
) (record.Outcome, error) {
	var before record.Broadcast
	if a.Number != 0 {
		err := tx.QueryRow(ctx, lockBroadcastSQL, a.Number).Scan(new(record.BroadcastNumber))
		if err == nil {
			before, err = readBroadcast(ctx, tx, a.Number)
		}
		if err != nil && !errors.Is(err, pgx.ErrNoRows) {
			return record.Outcome{}, fmt.Errorf("hold broadcast: %w", err)
		}
	}
	rows, _ := tx.Query(ctx, officersSQL) // CollectRows has the error
	office, err := pgx.CollectRows(rows, pgx.RowToStructByPos[record.Officer])
	if err != nil {
		return record.Outcome{}, fmt.Errorf("find the officers: %w", err)
	}
	t := decide(before, office)
	if t.Act == "" {
		return t.Outcome, nil
	}
	if err := s.keepBroadcast(ctx, tx, before, &t, a); err != nil {
		return record.Outcome{}, fmt.Errorf("keep broadcast: %w", err)
	}
	return t.Outcome, nil
}

const insertBroadcastSQL = `
insert into broadcasts (author, run, state, revision, writer, audience, title, texts, photo, opens, start_at)
values (@writer, @run, @state, @revision, @writer, @audience, @title, @texts, @photo, @opens, @start)
returning number`

// updateBroadcastSQL begins a card anew that was shown for good.
const updateBroadcastSQL = `
update broadcasts set state = @state, revision = @revision, writer = @writer, approver = nullif(@approver, ''), audience = @audience,
    title = @title, texts = @texts, photo = @photo, opens = @opens, start_at = @start, reach = @reach, counted_at = @counted,
    planned = @planned, began_at = @began, runs_since = @since, ended_at = @ended, reported_at = @reported, why = @why,
    card_at = case when card_at = 'infinity' then '-infinity' else card_at end
where number = @number`

// dropSQL leaves what is on its way to whoever says it.
const dropSQL = `
update recipients set state = 'skipped', reason = 'cancelled', ended_at = $2, leased_until = null
where broadcast = $1 and state = 'waiting' and begun_at is null`

const againSQL = `
update recipients set state = 'waiting', reason = '', attempts = 0, leased_until = null, begun_at = null, ended_at = null
where broadcast = $1 and state = 'failed'`

func (s *Store) keepBroadcast(ctx context.Context, tx pgx.Tx, before record.Broadcast, t *record.BroadcastTurn, a record.BroadcastActor) error {
	b := t.Broadcast
	args := pgx.NamedArgs{
		"number": b.Number, "run": a.Run, "state": b.State, "revision": b.Revision, "writer": b.Writer, "approver": b.Approver,
		"audience": b.Audience, "title": b.Title, "texts": b.Texts, "photo": b.Photo, "opens": notNil(b.Opens), "start": timeOrNull(b.StartAt),
		"reach": b.Reach, "counted": timeOrNull(b.CountedAt), "planned": b.Tally.Planned + len(t.Recipients), "began": timeOrNull(b.BeganAt),
		"since": timeOrNull(b.RunsSince), "ended": timeOrNull(b.EndedAt), "reported": timeOrNull(b.ReportedAt), "why": b.Why,
	}
	var err error
	if b.Number == 0 {
		err = tx.QueryRow(ctx, insertBroadcastSQL, args).Scan(&b.Number)
		t.Outcome.Broadcast = b.Number
	} else {
		_, err = tx.Exec(ctx, updateBroadcastSQL, args)
	}
	if err == nil && b.Title != before.Title {
		_, err = s.announce(ctx, tx, b.Announcement(a.At))
	}
	if err == nil && t.Drop {
		_, err = tx.Exec(ctx, dropSQL, b.Number, a.At)
	}
	if err == nil && t.Again {
		_, err = tx.Exec(ctx, againSQL, b.Number)
	}
	if err == nil && len(t.Recipients) > 0 {
		err = freeze(ctx, tx, b.Number, t.Recipients)
	}
	for _, tell := range t.Tells {
		if err == nil {
			err = s.say(ctx, tx, record.Say{Tell: tell})
		}
	}
	if err != nil {
		return err
	}
	return audit(ctx, tx, act{at: a.At, by: a.By, does: t.Act, subject: b.About(), detail: map[string]any{
		"state": b.State, "revision": b.Revision, "planned": max(b.Reach.Planned, b.Tally.Planned),
	}})
}

var recipientColumns = []string{"broadcast", "contact", "worker", "place", "village", "language"}

// freeze keeps all recipients or none: where it is broken off, the transaction is.
func freeze(ctx context.Context, tx pgx.Tx, number record.BroadcastNumber, all []record.Recipient) error {
	_, err := tx.CopyFrom(ctx, pgx.Identifier{"recipients"}, recipientColumns, pgx.CopyFromSlice(len(all), func(i int) ([]any, error) {
		r := all[i]
		return []any{int64(number), r.Contact, r.Worker, int32(i), r.Village, r.Language}, nil
	}))
	if err != nil {
		return fmt.Errorf("freeze recipients: %w", err)
	}
	return nil
}

// broadcastsSQL counts what has become of the recipients as it is at this moment.
const broadcastsSQL = `
select b.number, b.state, b.revision, b.writer, coalesce(b.approver, ''), b.audience, b.title, b.texts, b.photo, b.opens, b.start_at,
    coalesce(n.code, ''), b.reach, b.counted_at, b.planned, b.began_at, b.runs_since, b.ended_at, b.reported_at, b.why, coalesce(t.counts, '[]')
from broadcasts b
left join announcements n on n.about = 'broadcast:' || b.number
left join lateral (
    select json_agg(json_build_object('State', c.state, 'Reason', c.reason, 'Count', c.count)) as counts
    from (select state, reason, count(*) from recipients where broadcast = b.number group by state, reason) c
) t on true
where b.number = any($1::bigint[])
order by b.number desc`

// readBroadcast is the broadcast of that number, or pgx.ErrNoRows.
func readBroadcast(ctx context.Context, q querier, number record.BroadcastNumber) (record.Broadcast, error) {
	all, err := readBroadcasts(ctx, q, []record.BroadcastNumber{number})
	if err != nil || len(all) == 0 {
		return record.Broadcast{}, errors.Join(err, pgx.ErrNoRows)
	}
	return all[0], nil
}

type querier interface {
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
}

// readBroadcasts are those of the numbers that there are, the newest first.
func readBroadcasts(ctx context.Context, q querier, numbers []record.BroadcastNumber) ([]record.Broadcast, error) {
	if len(numbers) == 0 {
		return nil, nil
	}
	rows, _ := q.Query(ctx, broadcastsSQL, numbers) // CollectRows has the error
	return pgx.CollectRows(rows, scanBroadcast)
}

func scanBroadcast(row pgx.CollectableRow) (b record.Broadcast, err error) {
	var start, counted, began, since, ended, reported *time.Time
	var counts []byte
	err = row.Scan(&b.Number, &b.State, &b.Revision, &b.Writer, &b.Approver, &b.Audience, &b.Title, &b.Texts, &b.Photo, &b.Opens, &start,
		&b.Code, &b.Reach, &counted, &b.Tally.Planned, &began, &since, &ended, &reported, &b.Why, &counts)
	if err != nil {
		return b, err
	}
	b.StartAt, b.CountedAt, b.BeganAt, b.RunsSince = timeOf(start), timeOf(counted), timeOf(began), timeOf(since)
	b.EndedAt, b.ReportedAt = timeOf(ended), timeOf(reported)
	if len(b.Opens) == 0 {
		b.Opens = nil
	}
	var all []record.VillageTally
	if err := json.Unmarshal(counts, &all); err != nil {
		return b, err
	}
	for _, c := range all {
		b.Tally.Count(c.State, c.Reason, c.Count)
	}
	return b, nil
}

// newestBroadcastsSQL are those that an officer of the districts may act on; none are all.
const newestBroadcastsSQL = `
select number from broadcasts
where cardinality($1::text[]) = 0
   or jsonb_array_length(coalesce(audience->'districts', '[]')) > 0 and audience->'districts' <@ to_jsonb($1::text[])
order by number desc limit $2`

// broadcastFacts adds what the officer may see of broadcasts.
func broadcastFacts(ctx context.Context, tx pgx.Tx, query record.Query, o record.Officer, facts *record.Facts) error {
	if query.Broadcast != 0 {
		b, err := readBroadcast(ctx, tx, query.Broadcast)
		if err != nil && !errors.Is(err, pgx.ErrNoRows) {
			return err
		}
		if o.MayBroadcast(b) {
			facts.Broadcast = b
		}
	}
	if !query.Broadcasts || !o.MayBroadcast(record.Broadcast{Audience: record.Audience{Districts: o.Districts}}) {
		return nil
	}
	rows, _ := tx.Query(ctx, newestBroadcastsSQL, notNil(o.Districts), record.MostBroadcasts) // CollectRows has the error
	numbers, err := pgx.CollectRows(rows, pgx.RowTo[record.BroadcastNumber])
	if err == nil {
		facts.Broadcasts, err = readBroadcasts(ctx, tx, numbers)
	}
	return err
}
