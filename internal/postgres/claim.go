package postgres

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"jagaetam/internal/identity"
	"jagaetam/internal/record"
)

// codeOf is the claim code of a worker in that version.
func (s *Store) codeOf(worker int64, version int) string {
	return s.vault.Code(fmt.Sprintf("%s:%d", place("workers", "claim", worker), version))
}

const giveCodeSQL = `update workers set claim_index = $2 where id = $1`

// giveCode makes the first code of a worker whom a helper registers usable.
func (s *Store) giveCode(ctx context.Context, tx pgx.Tx, worker int64) error {
	index := s.vault.Index(identity.KindCode, s.codeOf(worker, 1))
	if _, err := tx.Exec(ctx, giveCodeSQL, worker, index); err != nil {
		return fmt.Errorf("give claim code: %w", err)
	}
	return nil
}

// cardSQL has a row where a code is out for the worker and the account is his helper.
const cardSQL = `
select w.id, w.claim_version
from applications a
join workers w on w.id = a.worker and w.claim_index is not null
join worker_contacts b on b.worker = w.id and b.contact = $1 and b.relation = 'helper' and b.until is null
where a.number = $2`

func (s *Store) readCard(row pgx.Row) (string, error) {
	var worker int64
	var version int
	switch err := row.Scan(&worker, &version); {
	case errors.Is(err, pgx.ErrNoRows):
		return "", nil
	case err != nil:
		return "", fmt.Errorf("read card: %w", err)
	}
	return s.codeOf(worker, version), nil
}

const claimedSQL = `
with used as (
    update workers set claim_version = claim_version + 1, claim_index = null, claimed_index = claim_index
    where claim_index = @code returning id
), bound as (
    insert into worker_contacts (worker, contact, since) select id, @contact, @at from used
)
select max(a.number) from applications a join used on a.worker = used.id`

// boundByCodeSQL finds the worker of this code, used or not, if the account is bound to him already.
const boundByCodeSQL = `
select max(a.number)
from workers w
join worker_contacts b on b.worker = w.id and b.contact = @contact and b.until is null
join applications a on a.worker = w.id
where w.claim_index = @code or w.claimed_index = @code`

func (s *Store) claimWorker(ctx context.Context, tx pgx.Tx, e record.ClaimWorker) (record.Outcome, error) {
	if _, err := tx.Exec(ctx, lockContactSQL, e.By.ID); err != nil {
		return record.Outcome{}, fmt.Errorf("claim worker: %w", err)
	}
	account := s.vault.Index(identity.KindAttempts, e.By.ID)
	attempts, err := lockAttempts(ctx, tx, actClaim, e.At, account)
	if err != nil {
		return record.Outcome{}, err
	}
	if until := waitUntil(e.At, attempts); !until.IsZero() {
		return record.Outcome{Name: record.OutcomeWait, Until: until}, nil
	}
	code, ok := identity.ParseCode(e.Code)
	if !ok {
		return record.Outcome{Name: record.OutcomeNoMatch}, miss(ctx, tx, actClaim, account, attempts[0].Missed(e.At))
	}
	args := pgx.NamedArgs{"code": s.vault.Index(identity.KindCode, code), "contact": e.By.ID, "at": e.At}
	outcome, err := claimWith(ctx, tx, args)
	switch {
	case err != nil:
		return record.Outcome{}, fmt.Errorf("claim worker: %w", err)
	case outcome.Name == record.OutcomeNoMatch:
		return outcome, miss(ctx, tx, actClaim, account, attempts[0].Missed(e.At))
	case outcome.Name == record.OutcomeOwn:
		return outcome, nil
	}
	return outcome, hit(ctx, tx, actClaim, account)
}

func claimWith(ctx context.Context, tx pgx.Tx, args pgx.NamedArgs) (record.Outcome, error) {
	var receipt *record.Receipt
	if err := tx.QueryRow(ctx, boundByCodeSQL, args).Scan(&receipt); err != nil {
		return record.Outcome{}, err
	}
	if receipt != nil {
		return record.Outcome{Name: record.OutcomeOwn, Receipt: *receipt}, nil
	}
	if err := tx.QueryRow(ctx, claimedSQL, args).Scan(&receipt); err != nil {
		return record.Outcome{}, err
	}
	if receipt == nil {
		return record.Outcome{Name: record.OutcomeNoMatch}, nil
	}
	return record.Outcome{Name: record.OutcomeClaimed, Receipt: *receipt}, nil
}

// ownWorkerSQL is the worker that the account is bound to as himself.
const ownWorkerSQL = `
select a.worker
from applications a
join worker_contacts b on b.worker = a.worker and b.contact = $1 and b.relation = 'self' and b.until is null
where a.number = $2`

// ownWorker is 0 where the account is not bound to the worker with that receipt as himself.
func ownWorker(ctx context.Context, tx pgx.Tx, contact string, receipt record.Receipt) (worker int64, err error) {
	if err := tx.QueryRow(ctx, ownWorkerSQL, contact, receipt).Scan(&worker); err != nil && !errors.Is(err, pgx.ErrNoRows) {
		return 0, fmt.Errorf("find worker of %s: %w", receipt, err)
	}
	return worker, nil
}

const endHelpSQL = `update worker_contacts set until = $2 where worker = $1 and relation = 'helper' and until is null`

func (s *Store) endHelp(ctx context.Context, tx pgx.Tx, e record.EndHelp) (record.Outcome, error) {
	worker, err := ownWorker(ctx, tx, e.By.ID, e.Receipt)
	if err != nil || worker == 0 {
		return record.Outcome{Name: record.OutcomeNoMatch}, err
	}
	if _, err := tx.Exec(ctx, endHelpSQL, worker, e.At); err != nil {
		return record.Outcome{}, fmt.Errorf("end help: %w", err)
	}
	return record.Outcome{Name: record.OutcomeAnswered, Receipt: e.Receipt}, nil
}
