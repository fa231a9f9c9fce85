package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"jagaetam/internal/record"
)

// DisputeEntry is a matter that an officer is to look into, with nothing in it that tells who is who.
type DisputeEntry struct {
	Number   record.CaseNumber
	RaisedAt time.Time
	// Receipt is the application under the number in dispute; 0 where no worker has it any more.
	Receipt record.Receipt
}

const disputesSQL = `
select d.number, d.raised_at, coalesce((select max(a.number) from workers w join applications a on a.worker = w.id where w.nik_index = d.nik_index), 0)
from disputes d where d.closed_at is null order by d.number`

// Disputes are the open ones, the oldest first.
func (s *Store) Disputes(ctx context.Context) ([]DisputeEntry, error) {
	rows, _ := s.pool.Query(ctx, disputesSQL) // CollectRows has the error
	entries, err := pgx.CollectRows(rows, pgx.RowToStructByPos[DisputeEntry])
	if err != nil {
		return nil, fmt.Errorf("list disputes: %w", err)
	}
	for i := range entries {
		entries[i].RaisedAt = entries[i].RaisedAt.UTC()
	}
	return entries, nil
}

// Verdict is an officer's decision on a dispute.
type Verdict struct {
	Case record.CaseNumber
	// Transfer binds the worker to the account that asked, and to no other as himself; else all stays as it is.
	Transfer bool
	Reason   string
	By       string
	At       time.Time
}

const lockDisputeSQL = `
select d.contact, coalesce((select id from workers where nik_index = d.nik_index), 0), d.closed_at is not null
from disputes d where d.number = $1 for update`

const decideSQL = `
with decided as (
    update disputes set closed_at = @at, decision = @decision, decided_by = @by, reason = @reason where number = @number
)
insert into audit (at, actor, act, subject, detail)
values (@at, @by, 'decide dispute', @subject, jsonb_build_object('decision', @decision::text))`

// DecideDispute keeps the verdict and tells both sides, neither of whom learns who the other is: nobody but who asked where all stays.
// The error is record.ErrNotFound, also where no worker has the number any more and it is to be transferred, ErrDone,
// record.ErrNeedsReason or record.ErrNobody.
func (s *Store) DecideDispute(ctx context.Context, v Verdict) error {
	err := checkAnswer(v.Reason, v.By)
	if err == nil {
		err = s.transact(ctx, func(tx pgx.Tx) error { return s.decide(ctx, tx, v) })
	}
	if err != nil {
		return fmt.Errorf("decide dispute %s: %w", v.Case, err)
	}
	return nil
}

func (s *Store) decide(ctx context.Context, tx pgx.Tx, v Verdict) error {
	var asker string
	var worker int64
	var closed bool
	switch err := tx.QueryRow(ctx, lockDisputeSQL, v.Case).Scan(&asker, &worker, &closed); {
	case errors.Is(err, pgx.ErrNoRows):
		return record.ErrNotFound
	case err != nil:
		return err
	case closed:
		return ErrDone
	}
	decision, told := "keep", record.DisputeKept
	if v.Transfer {
		if worker == 0 {
			return record.ErrNotFound
		}
		if err := s.transfer(ctx, tx, worker, asker, v); err != nil {
			return err
		}
		decision, told = "transfer", record.DisputeTransferred
	}
	_, err := tx.Exec(ctx, decideSQL, pgx.NamedArgs{
		"number": v.Case, "at": v.At, "by": v.By, "decision": decision, "subject": "case:" + v.Case.String(),
		"reason": s.vault.Seal(place("disputes", "reason", int64(v.Case)), []byte(v.Reason)),
	})
	if err != nil {
		return err
	}
	return s.say(ctx, tx, record.Say{Tell: record.Tell{To: asker, Words: record.DisputeDecided(told, v.Case, v.Reason), At: v.At}})
}

// endOwnSQL ends who was bound as the worker himself, and whatever the asker was; a claim code that is out is worth nothing from now on.
const endOwnSQL = `
with unclaimed as (
    update workers set claim_version = claim_version + 1, claim_index = null where id = @worker and claim_index is not null
)
update worker_contacts set until = @at
where worker = @worker and until is null and (relation = 'self' or contact = @asker)
returning contact, relation`

const bindSQL = `insert into worker_contacts (worker, contact, since) values ($1, $2, $3)`

func (s *Store) transfer(ctx context.Context, tx pgx.Tx, worker int64, asker string, v Verdict) error {
	rows, _ := tx.Query(ctx, endOwnSQL, pgx.NamedArgs{"worker": worker, "asker": asker, "at": v.At}) // CollectRows has the error
	ended, err := pgx.CollectRows(rows, pgx.RowToStructByPos[struct {
		Contact  string
		Relation record.Relation
	}])
	if err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, bindSQL, worker, asker, v.At); err != nil {
		return err
	}
	for _, former := range ended {
		if former.Contact == asker || former.Relation != record.RelationSelf {
			continue
		}
		words := record.DisputeDecided(record.DisputeMoved, v.Case, v.Reason)
		if err := s.say(ctx, tx, record.Say{Tell: record.Tell{To: former.Contact, Words: words, At: v.At}}); err != nil {
			return err
		}
	}
	return nil
}
