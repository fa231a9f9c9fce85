package postgres

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"jagaetam/internal/record"
)

// officerNowSQL holds the officer, so that he is not removed in the middle and does one thing at a time.
const officerNowSQL = `select contact, roles, districts from officers where contact = $1 and until is null for no key update`

// officerNow is the officer as he is now; zero where the account is none.
func officerNow(ctx context.Context, tx pgx.Tx, contact string) (record.Officer, error) {
	rows, _ := tx.Query(ctx, officerNowSQL, contact) // readOfficer has the error
	officer, err := readOfficer(rows)
	if err != nil {
		return officer, fmt.Errorf("read the officer's roles: %w", err)
	}
	return officer, nil
}

func (s *Store) leaseApplication(ctx context.Context, tx pgx.Tx, e record.LeaseApplication) (record.Outcome, error) {
	officer, err := officerNow(ctx, tx, e.By)
	switch {
	case err != nil:
		return record.Outcome{}, err
	case !officer.May(record.RoleVerifier):
		return record.Outcome{Name: record.OutcomeNotAllowed}, nil
	}
	receipt, err := s.lease(ctx, tx, officer, e)
	switch {
	case err != nil:
		return record.Outcome{}, err
	case receipt == 0:
		return record.Outcome{Name: record.OutcomeNoMatch}, nil
	}
	return record.Outcome{Name: record.OutcomeLeased, Receipt: receipt}, nil
}

const freeSQL = `update applications set leased_by = null, leased_until = null where leased_by = $1`

// leaseSQL takes what has been in its state the longest, or the longest but for the application @after and what is before it, passing over
// what another takes at this moment. Nobody examines an application that his own account has to do with.
const leaseSQL = `
update applications set leased_by = @by, leased_until = @until
where number = (
    select a.number from applications a
    where a.state in ('received', 'verifying', 'matching') and (a.leased_until is null or a.leased_until <= @at)
      and (cardinality(@districts::text[]) = 0 or a.district = '' or a.district = any (@districts))
      and not exists (select from worker_contacts b where b.worker = a.worker and b.contact = @by and b.until is null)
      and (@after::bigint = 0 or (a.since, a.number) > (select l.since, l.number from applications l where l.number = @after))
    order by a.since, a.number
    limit 1 for update skip locked
)
returning number`

// lease gives the officer the next application in the place of the one he has; 0 where there is none.
func (s *Store) lease(ctx context.Context, tx pgx.Tx, officer record.Officer, e record.LeaseApplication) (receipt record.Receipt, err error) {
	if _, err := tx.Exec(ctx, freeSQL, e.By); err != nil {
		return 0, fmt.Errorf("free applications: %w", err)
	}
	err = tx.QueryRow(ctx, leaseSQL, pgx.NamedArgs{
		"by": e.By, "at": e.At, "until": e.At.Add(record.LeaseHolds), "districts": notNil(officer.Districts), "after": e.After,
	}).Scan(&receipt)
	switch {
	case errors.Is(err, pgx.ErrNoRows) && e.After != 0: // it was the last one
		return s.lease(ctx, tx, officer, record.LeaseApplication{By: e.By, At: e.At})
	case errors.Is(err, pgx.ErrNoRows):
		return 0, nil
	case err != nil:
		return 0, fmt.Errorf("lease application: %w", err)
	}
	return receipt, audit(ctx, tx, act{at: e.At, by: e.By, does: "examine application", subject: applicationName(receipt)})
}

const lockHeldSQL = `
select a.state, a.district, a.leased_by = $2, w.id, w.nik, w.name, w.birth, w.phone, w.particulars
from applications a join workers w on w.id = a.worker
where a.number = $1 and a.leased_by is not null for update of a`

// examining is an application that is with an officer.
type examining struct {
	state    record.ApplicationState
	district string
	mine     bool
	worker   record.Worker
	id       int64
}

// lockHeld holds the application if it is with the officer; otherwise the outcome says why it is not to be decided on.
func (s *Store) lockHeld(ctx context.Context, tx pgx.Tx, by string, receipt record.Receipt) (h examining, otherwise record.Outcome, err error) {
	officer, err := officerNow(ctx, tx, by)
	if err != nil {
		return h, otherwise, err
	}
	if !officer.May(record.RoleVerifier) {
		return h, record.Outcome{Name: record.OutcomeNotAllowed}, nil
	}
	var sealed sealedWorker
	err = tx.QueryRow(ctx, lockHeldSQL, receipt, by).Scan(&h.state, &h.district, &h.mine, &h.id,
		&sealed.nik, &sealed.name, &sealed.birth, &sealed.phone, &sealed.particulars)
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return h, record.Outcome{Name: record.OutcomeLost, Receipt: receipt}, nil
	case err != nil:
		return h, otherwise, fmt.Errorf("lock application %s: %w", receipt, err)
	case !officer.Examines(h.district):
		return h, record.Outcome{Name: record.OutcomeNotAllowed}, nil
	case !h.mine || !h.state.Examinable():
		return h, record.Outcome{Name: record.OutcomeLost, Receipt: receipt}, nil
	}
	h.worker, err = s.openWorker(h.id, sealed)
	return h, otherwise, err
}

func (s *Store) revealNIK(ctx context.Context, tx pgx.Tx, e record.RevealNIK) (record.Outcome, error) {
	if e.Task.Sort != "" {
		return s.revealProposed(ctx, tx, e)
	}
	h, otherwise, err := s.lockHeld(ctx, tx, e.By, e.Receipt)
	if err != nil || otherwise.Name != "" {
		return otherwise, err
	}
	if err := s.say(ctx, tx, record.Say{Tell: record.Tell{To: e.By, Words: record.NIKShown(e.Receipt, h.worker.NIK), At: e.At}}); err != nil {
		return record.Outcome{}, err
	}
	return record.Outcome{Name: record.OutcomeAnswered, Receipt: e.Receipt},
		audit(ctx, tx, act{e.At, e.By, "show NIK", applicationName(e.Receipt), map[string]any{"why": e.Why}})
}
