package postgres

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"jagaetam/internal/identity"
	"jagaetam/internal/record"
)

// lockContactSQL makes the contact known and holds it until the end of the transaction, so that what one account sends is done
// one thing after the other.
const lockContactSQL = `
insert into contacts (id) values ($1)
on conflict (id) do update set id = excluded.id`

const applicationOfRunSQL = `select number from applications where contact = $1 and run = $2`

// nextWorkerSQL draws the id first, because it is part of the place that the columns are sealed for.
const nextWorkerSQL = `select nextval(pg_get_serial_sequence('workers', 'id'))`

// insertWorkerSQL waits for another transaction that inserts the same NIK, and inserts nothing where that one commits.
const insertWorkerSQL = `
insert into workers (id, nik_index, phone_index, nik, name, birth, phone, particulars, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
on conflict (nik_index) do nothing`

// fileApplicationSQL keeps all that belongs to a new worker's application and draws its number.
const fileApplicationSQL = `
with filed as (
    insert into applications (worker, contact, run, state, since, flags, attribution, village, district, occupation, filed_at)
    values (@worker, @contact, @run, 'received', @at, @flags, @attribution, @village, @district, @occupation, @at)
    returning number
), moved as (
    insert into application_history (application, state, at) select number, 'received', @at from filed
), bound as (
    insert into worker_contacts (worker, contact, relation, since) values (@worker, @contact, @relation, @at)
), consented as (
    insert into consents (contact, worker, version, given_at) values (@contact, @worker, @consent, @consented)
)
select number from filed`

// fileApplication never inserts a NIK that is there already: the unique index decides which of two accounts is first.
func (s *Store) fileApplication(ctx context.Context, tx pgx.Tx, e record.FileApplication) (record.Outcome, error) {
	if e.Worker.NIK.IsZero() {
		return record.Outcome{}, errors.New("file application: no NIK")
	}
	filed, worker, err := begin(ctx, tx, e)
	if err != nil || filed != 0 {
		return record.Outcome{Name: record.OutcomeFiled, Receipt: filed}, err
	}
	if e.Relation == record.RelationHelper {
		if admitted, err := mayHelp(ctx, tx, e.By.ID); err != nil || !admitted {
			return record.Outcome{Name: record.OutcomeNotAllowed}, err
		}
	}
	sealed, err := s.sealWorker(worker, e.Worker)
	if err != nil {
		return record.Outcome{}, err
	}
	inserted, err := tx.Exec(ctx, insertWorkerSQL, worker, sealed.nikIndex, sealed.phoneIndex,
		sealed.nik, sealed.name, sealed.birth, sealed.phone, sealed.particulars, e.At)
	if err != nil {
		return record.Outcome{}, fmt.Errorf("insert worker: %w", err)
	}
	if inserted.RowsAffected() == 0 {
		return s.registered(ctx, tx, e)
	}
	err = tx.QueryRow(ctx, fileApplicationSQL, pgx.NamedArgs{
		"worker": worker, "contact": e.By.ID, "run": e.Run, "at": e.At, "flags": flags(e.Flags), "attribution": e.Attribution,
		"village": e.Worker.Village, "district": e.Worker.District, "occupation": e.Worker.Occupation,
		"consent": e.Consent.Version, "consented": e.Consent.At, "relation": cmp.Or(e.Relation, record.RelationSelf),
	}).Scan(&filed)
	if err != nil {
		return record.Outcome{}, fmt.Errorf("insert application: %w", err)
	}
	if e.Relation == record.RelationHelper {
		if err := s.giveCode(ctx, tx, worker); err != nil {
			return record.Outcome{}, err
		}
	}
	return record.Outcome{Name: record.OutcomeFiled, Receipt: filed}, nil
}

// begin holds the account; it returns what this run has filed before, or else an id for the worker.
func begin(ctx context.Context, tx pgx.Tx, e record.FileApplication) (filed record.Receipt, worker int64, err error) {
	batch := &pgx.Batch{}
	batch.Queue(lockContactSQL, e.By.ID)
	batch.Queue(applicationOfRunSQL, e.By.ID, e.Run).QueryRow(func(row pgx.Row) error {
		if err := row.Scan(&filed); !errors.Is(err, pgx.ErrNoRows) {
			return err
		}
		return nil
	})
	batch.Queue(nextWorkerSQL).QueryRow(func(row pgx.Row) error { return row.Scan(&worker) })
	if err := tx.SendBatch(ctx, batch).Close(); err != nil {
		return 0, 0, fmt.Errorf("begin application: %w", err)
	}
	return filed, worker, nil
}

// registered tells the account its own number, and tells any other nothing but that there is one.
func (s *Store) registered(ctx context.Context, tx pgx.Tx, e record.FileApplication) (record.Outcome, error) {
	index := s.vault.Index(identity.KindNIK, e.Worker.NIK.Reveal())
	registration, receipt, err := readRegistration(tx.QueryRow(ctx, registrationSQL, e.By.ID, index))
	switch {
	case err != nil:
		return record.Outcome{}, err
	case registration == record.RegisteredByAsker:
		return record.Outcome{Name: record.OutcomeOwn, Receipt: receipt}, nil
	default:
		return record.Outcome{Name: record.OutcomeTaken}, nil
	}
}

// raiseDisputeSQL gives the account that asks again its first case, which is open again if it was closed.
const raiseDisputeSQL = `
insert into disputes (contact, nik_index, raised_at) values ($1, $2, $3)
on conflict (contact, nik_index) do update set closed_at = null
returning number`

func (s *Store) raiseDispute(ctx context.Context, tx pgx.Tx, e record.RaiseDispute) (record.Outcome, error) {
	if e.NIK.IsZero() {
		return record.Outcome{}, errors.New("raise dispute: no NIK")
	}
	if _, err := tx.Exec(ctx, lockContactSQL, e.By.ID); err != nil {
		return record.Outcome{}, fmt.Errorf("raise dispute: %w", err)
	}
	outcome := record.Outcome{Name: record.OutcomeRaised}
	index := s.vault.Index(identity.KindNIK, e.NIK.Reveal())
	if err := tx.QueryRow(ctx, raiseDisputeSQL, e.By.ID, index, e.At).Scan(&outcome.Case); err != nil {
		return record.Outcome{}, fmt.Errorf("raise dispute: %w", err)
	}
	return outcome, nil
}

// flags is never nil: the column knows no null.
func flags(marks []record.Flag) []string {
	texts := make([]string, len(marks))
	for i, mark := range marks {
		texts[i] = string(mark)
	}
	return texts
}
