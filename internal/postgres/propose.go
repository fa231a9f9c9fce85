package postgres

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"jagaetam/internal/record"
)

// proposedSQL keeps the application of a new worker that no account sent, and draws its number.
const proposedSQL = `
with filed as (
    insert into applications (worker, state, since, village, district, occupation, filed_at)
    values (@worker, 'received', @at, @village, @district, @occupation, @at)
    returning number
), moved as (
    insert into application_history (application, state, at) select number, 'received', @at from filed
)
select number from filed`

func (s *Store) proposeWorker(ctx context.Context, tx pgx.Tx, e record.ProposeWorker) (record.Outcome, error) {
	if err := e.Check(); err != nil {
		return record.Outcome{}, err
	}
	of, refused, err := s.named(ctx, tx, e.Worker.NIK)
	switch {
	case err != nil:
		return record.Outcome{}, err
	case refused.Why == record.WhyNoNIK:
		return refused, nil
	case of.worker == 0:
		return s.proposeNew(ctx, tx, e)
	case of.State == record.StateRefused:
		return record.Refused(record.WhyRefused), nil
	case of.Left != "":
		return record.Refused(record.WhyLeft), nil
	}
	return s.fillWorker(ctx, tx, e, of)
}

func (s *Store) proposeNew(ctx context.Context, tx pgx.Tx, e record.ProposeWorker) (record.Outcome, error) {
	var worker int64
	if err := tx.QueryRow(ctx, nextWorkerSQL).Scan(&worker); err != nil {
		return record.Outcome{}, fmt.Errorf("propose worker: %w", err)
	}
	sealed, err := s.sealWorker(worker, e.Worker)
	if err != nil {
		return record.Outcome{}, err
	}
	inserted, err := tx.Exec(ctx, insertWorkerSQL, worker, sealed.nikIndex, sealed.phoneIndex,
		sealed.nik, sealed.name, sealed.birth, sealed.phone, sealed.particulars, e.At)
	if err != nil {
		return record.Outcome{}, fmt.Errorf("propose worker: %w", err)
	}
	if inserted.RowsAffected() == 0 { // somebody registered him this moment
		return s.proposeWorker(ctx, tx, e)
	}
	outcome := record.Outcome{Name: record.OutcomeNew}
	err = tx.QueryRow(ctx, proposedSQL, pgx.NamedArgs{
		"worker": worker, "at": e.At, "village": e.Worker.Village, "district": e.Worker.District, "occupation": e.Worker.Occupation,
	}).Scan(&outcome.Receipt)
	if err != nil {
		return record.Outcome{}, fmt.Errorf("propose worker: %w", err)
	}
	return outcome, audit(ctx, tx, act{at: e.At, by: e.By, does: "propose worker", subject: applicationName(outcome.Receipt)})
}

const wholeWorkerSQL = `
select w.nik, w.name, w.birth, w.phone, w.particulars, a.village, a.district, a.occupation
from workers w
join applications a on a.worker = w.id
where w.id = $1 and a.number = $2`

const fillWorkerSQL = `
update workers set phone_index = $2, name = $3, birth = $4, phone = $5, particulars = $6 where id = $1`

const fillApplicationSQL = `update applications set village = $2, district = $3, occupation = $4 where number = $1`

// fillWorker never overwrites what is there: the worker may have said it himself.
func (s *Store) fillWorker(ctx context.Context, tx pgx.Tx, e record.ProposeWorker, of standing) (record.Outcome, error) {
	outcome := record.Outcome{Name: record.OutcomeSame, Receipt: of.Receipt}
	had, err := s.wholeWorker(ctx, tx, of)
	if err != nil {
		return record.Outcome{}, fmt.Errorf("propose worker: %w", err)
	}
	filled := had.Fill(e.Worker)
	if filled == had {
		return outcome, nil
	}
	sealed, err := s.sealWorker(of.worker, filled)
	if err != nil {
		return record.Outcome{}, err
	}
	_, err = tx.Exec(ctx, fillWorkerSQL, of.worker, sealed.phoneIndex, sealed.name, sealed.birth, sealed.phone, sealed.particulars)
	if err == nil {
		_, err = tx.Exec(ctx, fillApplicationSQL, of.Receipt, filled.Village, filled.District, filled.Occupation)
	}
	if err != nil {
		return record.Outcome{}, fmt.Errorf("propose worker: %w", err)
	}
	outcome.Name = record.OutcomeChanged
	return outcome, audit(ctx, tx, act{at: e.At, by: e.By, does: "fill worker", subject: applicationName(of.Receipt)})
}

func (s *Store) wholeWorker(ctx context.Context, tx pgx.Tx, of standing) (record.Worker, error) {
	var sealed sealedWorker
	var village, district, occupation string
	err := tx.QueryRow(ctx, wholeWorkerSQL, of.worker, of.Receipt).Scan(
		&sealed.nik, &sealed.name, &sealed.birth, &sealed.phone, &sealed.particulars, &village, &district, &occupation)
	if err != nil {
		return record.Worker{}, err
	}
	w, err := s.openWorker(of.worker, sealed)
	w.Village, w.District, w.Occupation = village, district, occupation
	return w, err
}
