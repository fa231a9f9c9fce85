package postgres

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"jagaetam/internal/identity"
	"jagaetam/internal/record"
)

// Deleted says what became of a request to be deleted.
type Deleted struct {
	// Workers were deleted as a whole; of Archived ones a decree's entry is kept, by the law on archives.
	Workers, Archived int
	// Account says that the account went too: it had no other worker.
	Account bool
}

// Why a person cannot be deleted.
var (
	ErrNotDelete = errors.New("it is no request to be deleted")
	ErrOfficer   = errors.New("the account is an officer's: remove the officer first")
)

// DeletePerson does what a request to be deleted asks: it unlinks the workers that it is about, and the account if none other is left to
// it. A worker on no decree's list goes as a whole; of one on a list stay NIK, name, birth date, village and the list's entry, restricted.
// forget removes the chat's dialogue wherever else it is kept; it is called before anything is final, and where it fails nothing is
// deleted. A copy of the dialogue that somebody is about to save does not come back. What stays of the request says nothing of the
// person. The error is record.ErrNotFound, ErrNotDelete, ErrDone, ErrOfficer, record.ErrNobody or that of forget.
func (s *Store) DeletePerson(ctx context.Context, number record.RequestNumber, by string, at time.Time,
	forget func(ctx context.Context, chat string) error,
) (done Deleted, err error) {
	if by == "" {
		return done, fmt.Errorf("delete by request %s: %w", number, record.ErrNobody)
	}
	err = s.transact(ctx, func(tx pgx.Tx) error {
		done = Deleted{}
		a, err := s.lockRequest(ctx, tx, number)
		switch {
		case err != nil:
			return err
		case a.kind != record.RequestDelete:
			return ErrNotDelete
		case a.done || a.contact == nil:
			return ErrDone
		}
		if _, err := tx.Exec(ctx, lockContactSQL, *a.contact); err != nil { // what the person is just doing is done before or after
			return err
		}
		if err := s.deleteWorkers(ctx, tx, a, at, &done); err != nil {
			return err
		}
		if err := s.deleteAccount(ctx, tx, a, at, forget, &done); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, closeDeletionSQL, number, at, by); err != nil {
			return err
		}
		return audit(ctx, tx, act{at: at, by: by, does: "delete person", subject: "request:" + number.String(), detail: map[string]any{
			"workers": done.Workers, "archived": done.Archived, "account": done.Account,
		}})
	})
	if err != nil {
		return Deleted{}, fmt.Errorf("delete by request %s: %w", number, err)
	}
	return done, nil
}

const closeDeletionSQL = `
update data_requests set done_at = $2, done_by = $3, contact = null, worker = null, field = '', proposed = null, answer = null
where number = $1`

// ofRequestSQL holds the workers of the account that the request is about.
const ofRequestSQL = `
select w.id, w.nik_index, exists (select from covers where worker = w.id)
from workers w
where w.id in (select worker from worker_contacts where contact = $1 and relation = 'self' and until is null)
  and ($2 = 0 or w.id = $2)
order by w.id for update of w`

func (s *Store) deleteWorkers(ctx context.Context, tx pgx.Tx, a about, at time.Time, done *Deleted) error {
	rows, _ := tx.Query(ctx, ofRequestSQL, *a.contact, a.worker) // CollectRows has the error
	workers, err := pgx.CollectRows(rows, pgx.RowToStructByPos[struct {
		ID       int64
		Index    []byte
		Archived bool
	}])
	if err != nil {
		return err
	}
	for _, w := range workers {
		if _, err := tx.Exec(ctx, unlinkWorkerSQL, w.ID, w.Index, at); err != nil {
			return fmt.Errorf("unlink worker: %w", err)
		}
		if w.Archived {
			done.Archived++
			nothing := s.vault.Seal(place("workers", "particulars", w.ID), []byte("{}"))
			_, err = tx.Exec(ctx, restrictWorkerSQL, w.ID, nothing, at)
		} else {
			done.Workers++
			_, err = tx.Exec(ctx, deleteWorkerSQL, w.ID)
		}
		if err != nil {
			return fmt.Errorf("delete worker: %w", err)
		}
	}
	return nil
}

// unlinkWorkerSQL removes what no archive keeps of any worker. References are looked at when the whole statement is done.
const unlinkWorkerSQL = `
with changes as (
    delete from worker_changes where worker = $1
), agreed as (
    delete from consents where worker = $1
), bound as (
    delete from worker_contacts where worker = $1
), told as (
    delete from reminders where worker = $1
), paid as (
    delete from payments where worker = $1 and sponsor is null
), of_cases as (
    select number from cases where receipt in (select number from applications where worker = $1)
), said as (
    delete from outbox where worker = $1 or case_number in (select number from of_cases)
        or relays in (select id from case_messages where case_number in (select number from of_cases))
), written as (
    delete from case_messages where case_number in (select number from of_cases)
), closed as (
    delete from cases where number in (select number from of_cases)
), disputed as (
    delete from disputes where nik_index = $2
), tried as (
    delete from attempts where subject_index = $2
), words as (
    update application_history set reason = null where application in (select number from applications where worker = $1)
)
update data_requests set contact = null, worker = null, field = '', proposed = null, answer = null, done_at = coalesce(done_at, $3)
where worker = $1`

// restrictWorkerSQL leaves NIK, name, birth date and village beside the row on the decree's list, and has the worker leave, so that no
// list and no reminder has him any more.
const restrictWorkerSQL = `
with listed as (
    update covers set reason = null, field = '' where worker = $1
), filed as (
    update applications set contact = null, run = null, attribution = '', flags = '{}', occupation = '' where worker = $1
), room as (
    update decrees set listed = listed - 1
    where id in (select decree from covers where worker = $1) and exists (select from workers where id = $1 and leaving is null)
)
update workers set phone = null, phone_index = null, particulars = $2, kpj = null, decile = null, claim_index = null, claimed_index = null,
    plan_first = null, plan_months = null, plan_jht = false, restricted_at = $3, leaving = coalesce(leaving, 'withdrawn'), left_on = coalesce(left_on, $3::timestamptz::date)
where id = $1`

const deleteWorkerSQL = `
with paid as (
    delete from payments where worker = $1
), moved as (
    delete from application_history where application in (select number from applications where worker = $1)
), filed as (
    delete from applications where worker = $1
)
delete from workers where id = $1`

// leftOfAccountSQL says whether the account is an officer's, and whether it is bound to anybody or helps.
const leftOfAccountSQL = `
select exists (select from officers where contact = $1 and until is null),
       exists (select from worker_contacts where contact = $1 and until is null) or exists (select from helpers where contact = $1)`

// lockSnapshotsSQL waits for copies that are being saved, and has those that come, and whoever looks for one, wait until the chat is
// forgotten.
const lockSnapshotsSQL = `lock table snapshots in access exclusive mode`

func (s *Store) deleteAccount(ctx context.Context, tx pgx.Tx, a about, at time.Time,
	forget func(ctx context.Context, chat string) error, done *Deleted,
) error {
	contact := *a.contact
	var officer, left bool
	switch err := tx.QueryRow(ctx, leftOfAccountSQL, contact).Scan(&officer, &left); {
	case err != nil:
		return err
	case a.worker != 0 && (left || officer):
		return nil
	case officer:
		return ErrOfficer
	}
	done.Account = true
	if err := s.deleteQuarantined(ctx, tx, contact); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, unlinkContactSQL, contact, s.vault.Index(identity.KindAttempts, contact), at)
	if err == nil {
		_, err = tx.Exec(ctx, lockSnapshotsSQL)
	}
	if err == nil {
		_, err = tx.Exec(ctx, deleteContactSQL, contact, s.vault.Index(identity.KindChat, contact))
	}
	if err != nil {
		return fmt.Errorf("delete account: %w", err)
	}
	return forget(ctx, contact)
}

// unlinkContactSQL leaves what belongs to workers whom the account helped, and takes the account out of it. The codes that it has seen
// are worth nothing from then on.
const unlinkContactSQL = `
with helped as (
    update workers set claim_version = claim_version + 1, claim_index = null
    where claim_index is not null
      and id in (select worker from worker_contacts where contact = $1 and relation = 'helper' and until is null)
), filed as (
    update applications set contact = null, run = null where contact = $1
), changes as (
    update worker_changes set by = null where by = $1
), agreed as (
    update consents set contact = null where contact = $1
), paid as (
    update payments set by = 'somebody' where by = $1
), invited as (
    update invitations set used_by = null where used_by = $1
), asked as (
    update data_requests set contact = null, worker = null, field = '', proposed = null, answer = null, done_at = coalesce(done_at, $3)
    where contact = $1
), tried as (
    delete from attempts where subject_index = $2
), disputed as (
    delete from disputes where contact = $1
), of_cases as (
    select number from cases where contact = $1
), said as (
    delete from outbox where chat = $1 or case_number in (select number from of_cases)
), written as (
    delete from case_messages where case_number in (select number from of_cases)
), closed as (
    delete from cases where number in (select number from of_cases)
), had as (
    update cases set taker = null where taker = $1 and contact <> $1
), wrote as (
    update case_messages set author = '' where author = $1 and case_number not in (select number from of_cases)
), heard as (
    update outbox set said_in = null, messages = '{}', delete_at = null where said_in = $1 and chat is null
), told as (
    update reminders set contact = null, said_on = null where contact = $1
), counted as (
    delete from reminded where contact = $1
), received as (
    delete from receipts where chat = $1 or right(key, length($1) + 1) = ':' || $1
), worked as (
    delete from officers where contact = $1
), helper as (
    delete from helpers where contact = $1
), lined as (
    delete from line where contact = $1
), heard_news as (
    update recipients set contact = 'gone:' || gen_random_uuid(), village = '', language = '', leased_until = null,
        state = case when state = 'waiting' then 'skipped' else state end, reason = case when state = 'waiting' then 'no-account' else reason end,
        ended_at = case when state = 'waiting' then $3 else ended_at end
    where contact = $1
), wrote_news as (
    update broadcasts set author = case when author = $1 then 'gone:' || gen_random_uuid() else author end,
        writer = case when writer = $1 then 'gone:' || gen_random_uuid() else writer end,
        approver = case when approver = $1 then 'gone:' || gen_random_uuid() else approver end
    where $1 in (author, writer, approver)
)
delete from worker_contacts where contact = $1`

const deleteContactSQL = `
with copied as (
    delete from snapshots where chat = $1
), forgot as (
    insert into forgotten (chat_index) values ($2) on conflict (chat_index) do update set at = now()
)
delete from contacts where id = $1`

const allQuarantinedSQL = `select id, raw from quarantine order by id for update`

const unquarantineSQL = `delete from quarantine where id = $1`

// deleteQuarantined removes what the account's number stands in.
func (s *Store) deleteQuarantined(ctx context.Context, tx pgx.Tx, contact string) error {
	_, account, _ := strings.Cut(contact, ":")
	named := regexp.MustCompile(`\b` + regexp.QuoteMeta(account) + `\b`)
	rows, _ := tx.Query(ctx, allQuarantinedSQL) // CollectRows has the error
	all, err := pgx.CollectRows(rows, pgx.RowToStructByPos[struct {
		ID  int64
		Raw []byte
	}])
	if err != nil {
		return fmt.Errorf("look through the quarantine: %w", err)
	}
	for _, q := range all {
		raw, err := s.open(place("quarantine", "raw", q.ID), q.Raw)
		if err != nil {
			return err
		}
		if !named.MatchString(raw) {
			continue
		}
		if _, err := tx.Exec(ctx, unquarantineSQL, q.ID); err != nil {
			return fmt.Errorf("delete from the quarantine: %w", err)
		}
	}
	return nil
}
