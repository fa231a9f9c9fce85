package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"jagaetam/internal/identity"
	"jagaetam/internal/jamsostek"
	"jagaetam/internal/record"
)

// standingsSQL is about the workers that account $1 is bound to, itself first, at most 50 of them, and about the workers $2; so are the
// two statements after it.
const standingsSQL = `
with asked as (
    (select worker, relation, since from worker_contacts where contact = $1 and until is null
     order by relation desc, since desc, worker desc limit 50)
    union all
    select id, 'self', created_at from workers where id = any($2)
)
select w.id, asked.relation, w.name, w.particulars, w.leaving, w.left_on, w.kpj, w.created_at, a.number, a.state, a.occupation, h.id, h.reason,
       coalesce(h.field, ''), w.plan_first, coalesce(w.plan_months, 0), w.plan_jht
from asked
join workers w on w.id = asked.worker
cross join lateral (select number, state, occupation from applications where worker = w.id order by number desc limit 1) a
left join lateral (select id, reason, field from application_history where application = a.number order by id desc limit 1) h on true
order by asked.relation desc, asked.since desc, w.id desc`

const listingsSQL = `
with asked as (
    (select worker, relation, since from worker_contacts where contact = $1 and until is null
     order by relation desc, since desc, worker desc limit 50)
    union all
    select id, 'self', created_at from workers where id = any($2)
)
select c.worker, c.id, d.id, d.number, d.sponsor, c.first, c.last, c.state, c.data_date, c.field, c.reason, c.corrected_at is not null
from covers c
join decrees d on d.id = c.decree
where c.worker in (select worker from asked)
order by c.id`

const paymentsSQL = `
with asked as (
    (select worker, relation, since from worker_contacts where contact = $1 and until is null
     order by relation desc, since desc, worker desc limit 50)
    union all
    select id, 'self', created_at from workers where id = any($2)
)
select worker, month, coalesce(sponsor, ''), state, data_date
from payments
where worker in (select worker from asked)
order by month, id`

// standing is a worker's, with what effects want to know besides.
type standing struct {
	record.Standing
	worker     int64
	kpj        identity.KPJ
	phoneOwner record.PhoneOwner
}

// standings are gathered row by row.
type standings struct {
	store *Store
	all   []*standing
	of    map[int64]*standing
}

// queue adds the three statements to the batch. When it is done, the standings are complete.
func (g *standings) queue(batch *pgx.Batch, contact string, workers ...int64) {
	g.of = map[int64]*standing{}
	batch.Queue(standingsSQL, contact, workers).Query(func(rows pgx.Rows) error { return eachRow(rows, g.readWorker) })
	batch.Queue(listingsSQL, contact, workers).Query(func(rows pgx.Rows) error { return eachRow(rows, g.readListing) })
	batch.Queue(paymentsSQL, contact, workers).Query(func(rows pgx.Rows) error { return eachRow(rows, g.readPayment) })
}

func eachRow(rows pgx.Rows, read func(pgx.Rows) error) error {
	defer rows.Close()
	for rows.Next() {
		if err := read(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

func (g *standings) readWorker(rows pgx.Rows) error {
	var (
		one                           standing
		name, particular, kpj, reason []byte
		step                          *int64
		leaving                       *string
		leftOn, planned               *time.Time
		since                         time.Time
	)
	err := rows.Scan(&one.worker, &one.Relation, &name, &particular, &leaving, &leftOn, &kpj, &since, &one.Receipt, &one.State, &one.Occupation,
		&step, &reason, &one.Field, &planned, &one.Plan.Months, &one.Plan.JHT)
	if err != nil {
		return err
	}
	one.Since, one.LeftOn = record.Dated(since, g.store.Zone), dayOf(leftOn)
	if planned != nil {
		one.Plan.First = monthOf(*planned)
	}
	if leaving != nil {
		one.Left = jamsostek.Leaving(*leaving)
	}
	if err := g.store.openStanding(&one, name, particular, kpj); err != nil {
		return err
	}
	if step != nil {
		if one.Reason, err = g.store.open(place("application_history", "reason", *step), reason); err != nil {
			return err
		}
	}
	g.all, g.of[one.worker] = append(g.all, &one), &one
	return nil
}

func (s *Store) openStanding(one *standing, name, particular, kpj []byte) error {
	full, err := s.open(place("workers", "name", one.worker), name)
	if err != nil {
		return err
	}
	one.Name = identity.Name(full).First()
	text, err := s.open(place("workers", "particulars", one.worker), particular)
	if err != nil {
		return err
	}
	var p particulars
	if err := json.Unmarshal([]byte(text), &p); err != nil {
		return fmt.Errorf("read the particulars of worker %d: %w", one.worker, err)
	}
	one.Income, one.phoneOwner = p.Income, p.PhoneOwner
	number, err := s.open(place("workers", "kpj", one.worker), kpj)
	if err != nil || number == "" {
		return err
	}
	if one.kpj, err = identity.ParseKPJ(number); err != nil {
		return fmt.Errorf("read the KPJ of worker %d: %w", one.worker, err)
	}
	return nil
}

func (g *standings) readListing(rows pgx.Rows) error {
	var (
		l           record.Listing
		worker, id  int64
		first, last time.Time
		dataDate    *time.Time
		reason      []byte
	)
	err := rows.Scan(&worker, &id, &l.ID, &l.Decree, &l.Sponsor, &first, &last, &l.State, &dataDate, &l.Field, &reason, &l.Corrected)
	if err != nil {
		return err
	}
	l.First, l.Last, l.DataDate = monthOf(first), monthOf(last), dayOf(dataDate)
	if l.Reason, err = g.store.open(place("covers", "reason", id), reason); err != nil {
		return err
	}
	if of := g.of[worker]; of != nil {
		of.Listings = append(of.Listings, l)
	}
	return nil
}

func (g *standings) readPayment(rows pgx.Rows) error {
	var (
		p        record.Payment
		worker   int64
		month    time.Time
		dataDate *time.Time
	)
	if err := rows.Scan(&worker, &month, &p.Sponsor, &p.State, &dataDate); err != nil {
		return err
	}
	p.Month, p.DataDate = monthOf(month), dayOf(dataDate)
	if of := g.of[worker]; of != nil {
		of.Payments = append(of.Payments, p)
	}
	return nil
}

// standingOf is the standing of a worker that the transaction holds.
func (s *Store) standingOf(ctx context.Context, tx pgx.Tx, worker int64) (standing, error) {
	g, batch := standings{store: s}, &pgx.Batch{}
	g.queue(batch, "", worker)
	if err := tx.SendBatch(ctx, batch).Close(); err != nil {
		return standing{}, fmt.Errorf("read the standing of worker %d: %w", worker, err)
	}
	if len(g.all) != 1 {
		return standing{}, fmt.Errorf("worker %d has no application", worker)
	}
	return *g.all[0], nil
}

// lockWorkerSQL holds the worker until the end of the transaction, so that what is told of him stays true.
const lockWorkerSQL = `select id from workers where nik_index = $1 for update`

// named holds the worker of a row and gives his standing, or else why the row is refused.
func (s *Store) named(ctx context.Context, tx pgx.Tx, nik identity.NIK) (standing, record.Outcome, error) {
	if nik.IsZero() {
		return standing{}, record.Refused(record.WhyNoNIK), nil
	}
	var worker int64
	err := tx.QueryRow(ctx, lockWorkerSQL, s.vault.Index(identity.KindNIK, nik.Reveal())).Scan(&worker)
	if errors.Is(err, pgx.ErrNoRows) {
		return standing{}, record.Refused(record.WhyUnknownNIK), nil
	}
	if err != nil {
		return standing{}, record.Outcome{}, fmt.Errorf("find worker: %w", err)
	}
	found, err := s.standingOf(ctx, tx, worker)
	return found, record.Outcome{}, err
}
