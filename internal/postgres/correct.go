package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"jagaetam/internal/identity"
	"jagaetam/internal/record"
)

// correctableSQL holds the worker whom the account may correct: itself, or one whom it helps and who has no account of his own. He is
// known where a decree lists him, and refused is the row that BPJS refused because of the field.
const correctableSQL = `
select w.id, w.nik, w.name, w.birth, w.phone, w.particulars, l.number, l.state, l.village, l.district, l.occupation,
       exists (select from covers where worker = w.id) as known,
       exists (select from covers where worker = w.id and state = 'refused' and field = @field and corrected_at is null) as refused
from applications a
join workers w on w.id = a.worker
join worker_contacts b on b.worker = w.id and b.contact = @contact and b.until is null
cross join lateral (select * from applications where worker = w.id order by number desc limit 1) l
where a.number = @receipt and (b.relation = 'self'
    or not exists (select from worker_contacts own where own.worker = w.id and own.relation = 'self' and own.until is null))
for update of w`

type correctable struct {
	rowOfWorker
	Known, Refused bool
}

func (s *Store) correctWorker(ctx context.Context, tx pgx.Tx, e record.CorrectWorker) (record.Outcome, error) {
	if _, err := tx.Exec(ctx, lockContactSQL, e.By.ID); err != nil {
		return record.Outcome{}, fmt.Errorf("correct worker: %w", err)
	}
	rows, _ := tx.Query(ctx, correctableSQL, pgx.NamedArgs{"contact": e.By.ID, "receipt": e.Receipt, "field": e.Field}) // collectOne has the error
	found, err := collectOne(rows, pgx.RowToStructByPos[correctable])
	switch {
	case err != nil:
		return record.Outcome{}, fmt.Errorf("correct worker: %w", err)
	case found.ID == 0:
		return record.Outcome{Name: record.OutcomeNoMatch}, nil
	}
	before, err := s.openRow(found.rowOfWorker)
	if err != nil {
		return record.Outcome{}, err
	}
	after := before
	e.Field.Take(&after, e.Worker)
	if after == before {
		return record.Outcome{Name: record.OutcomeCorrected, Receipt: e.Receipt}, nil
	}
	if e.Field.Identifies() && (found.Known || found.State == record.StateDecreed) && !found.Refused {
		return s.askCorrection(ctx, tx, e, found.ID, after)
	}
	by := e.By.ID
	outcome, err := s.change(ctx, tx, change{found.rowOfWorker, e.Field, before, after, &by, e.At})
	if outcome.Name == record.OutcomeCorrected {
		outcome.Receipt = e.Receipt
	}
	return outcome, err
}

const otherHasNIKSQL = `select exists (select from workers where nik_index = $1 and id <> $2)`

// askCorrection leaves the change to an officer.
func (s *Store) askCorrection(ctx context.Context, tx pgx.Tx, e record.CorrectWorker, worker int64, after record.Worker) (record.Outcome, error) {
	if e.Field == record.FieldNIK {
		var taken bool
		index := s.vault.Index(identity.KindNIK, after.NIK.Reveal())
		if err := tx.QueryRow(ctx, otherHasNIKSQL, index, worker).Scan(&taken); err != nil {
			return record.Outcome{}, fmt.Errorf("correct worker: %w", err)
		}
		if taken {
			return record.Outcome{Name: record.OutcomeTaken}, nil
		}
	}
	return s.ask(ctx, tx, asking{e.By.ID, record.RequestCorrect, worker, e.Field, e.Field.Text(after), e.At})
}

// change is one particular that becomes another.
type change struct {
	row           rowOfWorker
	field         record.Field
	before, after record.Worker
	by            *string // the account; nil for an officer
	at            time.Time
}

const nextChangeSQL = `select nextval(pg_get_serial_sequence('worker_changes', 'id'))`

const updateWorkerSQL = `
update workers set nik_index = $2, phone_index = $3, nik = $4, name = $5, birth = $6, phone = $7, particulars = $8 where id = $1`

// keepChangeSQL keeps what was and what became, marks the application for the officer's eye, and has the next list for BPJS take the
// worker along where it was this that it refused.
const keepChangeSQL = `
with changed as (
    insert into worker_changes (id, worker, field, at, by, before, after) values (@id, @worker, @field, @at, @by, @before, @after)
), mended as (
    update covers set corrected_at = @at where worker = @worker and state = 'refused' and field = @field and corrected_at is null
)
update applications set village = @village, district = @district, occupation = @occupation,
    flags = case when @flag = any (flags) then flags else flags || @flag::text end
where worker = @worker`

// change outcomes are OutcomeCorrected and OutcomeTaken, which changes nothing.
func (s *Store) change(ctx context.Context, tx pgx.Tx, c change) (record.Outcome, error) {
	sealed, err := s.sealWorker(c.row.ID, c.after)
	if err != nil {
		return record.Outcome{}, err
	}
	err = pgx.BeginFunc(ctx, tx, func(tx pgx.Tx) error { // a savepoint, for the NIK may be taken
		_, err := tx.Exec(ctx, updateWorkerSQL, c.row.ID, sealed.nikIndex, sealed.phoneIndex, sealed.nik, sealed.name, sealed.birth,
			sealed.phone, sealed.particulars)
		return err
	})
	switch {
	case isTaken(err):
		return record.Outcome{Name: record.OutcomeTaken}, nil
	case err != nil:
		return record.Outcome{}, fmt.Errorf("change worker: %w", err)
	}
	var id int64
	if err := tx.QueryRow(ctx, nextChangeSQL).Scan(&id); err != nil {
		return record.Outcome{}, fmt.Errorf("change worker: %w", err)
	}
	_, err = tx.Exec(ctx, keepChangeSQL, pgx.NamedArgs{
		"id": id, "worker": c.row.ID, "field": c.field, "at": c.at, "by": c.by, "flag": record.FlagCorrected,
		"before":  s.vault.Seal(place("worker_changes", "before", id), []byte(c.field.Text(c.before))),
		"after":   s.vault.Seal(place("worker_changes", "after", id), []byte(c.field.Text(c.after))),
		"village": c.after.Village, "district": c.after.District, "occupation": c.after.Occupation,
	})
	if err == nil && c.row.State == record.StateReturned {
		err = s.move(ctx, tx, c.row.Receipt, c.row.State, record.Moved{State: record.StateReceived, At: c.at}, workerHimself)
	}
	if err != nil {
		return record.Outcome{}, fmt.Errorf("change worker: %w", err)
	}
	return record.Outcome{Name: record.OutcomeCorrected}, nil
}

// workerHimself is the actor in the audit where it was no officer: audit is never deleted, so it does not say which account.
const workerHimself = "worker"

// isTaken says whether a value is there already that may be there only once: unique_violation.
func isTaken(err error) bool {
	var refused *pgconn.PgError
	return errors.As(err, &refused) && refused.Code == "23505"
}
