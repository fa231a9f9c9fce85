package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"jagaetam/internal/identity"
	"jagaetam/internal/record"
)

const helperOfContactSQL = `select number, state from helpers where contact = $1 for update`

const nextHelperSQL = `select nextval(pg_get_serial_sequence('helpers', 'number'))`

const askToHelpSQL = `
insert into helpers (number, contact, state, since, kind, village, name, phone)
values (@number, @contact, 'asked', @at, @kind, @village, @name, @phone)
on conflict (contact) do update set state = excluded.state, since = excluded.since, kind = excluded.kind, village = excluded.village,
    name = excluded.name, phone = excluded.phone`

func (s *Store) askToHelp(ctx context.Context, tx pgx.Tx, e record.AskToHelp) (record.Outcome, error) {
	if _, err := tx.Exec(ctx, lockContactSQL, e.By.ID); err != nil {
		return record.Outcome{}, fmt.Errorf("ask to help: %w", err)
	}
	outcome := record.Outcome{Name: record.OutcomeAsked}
	var state record.HelperState
	switch err := tx.QueryRow(ctx, helperOfContactSQL, e.By.ID).Scan(&outcome.Helper, &state); {
	case errors.Is(err, pgx.ErrNoRows):
		if err := tx.QueryRow(ctx, nextHelperSQL).Scan(&outcome.Helper); err != nil {
			return record.Outcome{}, fmt.Errorf("ask to help: %w", err)
		}
	case err != nil:
		return record.Outcome{}, fmt.Errorf("ask to help: %w", err)
	case state == record.HelperAsked || state == record.HelperAdmitted:
		return outcome, nil
	}
	number := int64(outcome.Helper)
	args := pgx.NamedArgs{
		"number": number, "contact": e.By.ID, "at": e.At, "kind": e.Kind, "village": e.Village,
		"name": s.vault.Seal(place("helpers", "name", number), []byte(e.Name)), "phone": nil,
	}
	if !e.Phone.IsZero() {
		args["phone"] = s.vault.Seal(place("helpers", "phone", number), []byte(e.Phone.Reveal()))
	}
	if _, err := tx.Exec(ctx, askToHelpSQL, args); err != nil {
		return record.Outcome{}, fmt.Errorf("ask to help: %w", err)
	}
	return outcome, nil
}

const lockHelperSQL = `select state, contact from helpers where number = $1 for update`

const answerHelperSQL = `
with answered as (
    update helpers set state = @to, since = @at where number = @number
)
insert into audit (at, actor, act, subject, detail)
values (@at, @by, 'answer helper', @subject, jsonb_build_object('from', @from::text, 'to', @to::text))`

// endHelperSQL ends the bindings and, for workers who have no account of their own, the codes that the helper has seen.
const endHelperSQL = `
with ended as (
    update worker_contacts set until = $2 where contact = $1 and relation = 'helper' and until is null returning worker
)
update workers set claim_version = claim_version + 1, claim_index = null where id in (select worker from ended)`

func (s *Store) answerHelper(ctx context.Context, tx pgx.Tx, e record.AnswerHelper) (record.Outcome, error) {
	var from record.HelperState
	var contact string
	switch err := tx.QueryRow(ctx, lockHelperSQL, e.Number).Scan(&from, &contact); {
	case errors.Is(err, pgx.ErrNoRows):
		return record.Outcome{Name: record.OutcomeNoMatch}, nil
	case err != nil:
		return record.Outcome{}, fmt.Errorf("answer helper: %w", err)
	case from == e.State:
		return record.Outcome{Name: record.OutcomeSame, Helper: e.Number}, nil
	case !from.CanFollow(e.State):
		return record.Outcome{Name: record.OutcomeNoMatch}, nil
	}
	_, err := tx.Exec(ctx, answerHelperSQL, pgx.NamedArgs{
		"number": e.Number, "from": from, "to": e.State, "at": e.At, "by": e.Officer, "subject": "helper:" + e.Number.String(),
	})
	if err == nil && e.State == record.HelperEnded {
		_, err = tx.Exec(ctx, endHelperSQL, contact, e.At)
	}
	if err != nil {
		return record.Outcome{}, fmt.Errorf("answer helper: %w", err)
	}
	return record.Outcome{Name: record.OutcomeAnswered, Helper: e.Number}, nil
}

// AnswerHelper does what the effect says and tells the helper. The error is record.ErrNotFound where there is none of that number, or
// record.ErrCannotFollow.
func (s *Store) AnswerHelper(ctx context.Context, e record.AnswerHelper) error {
	err := s.transact(ctx, func(tx pgx.Tx) error {
		var state record.HelperState
		var contact string
		switch err := tx.QueryRow(ctx, lockHelperSQL, e.Number).Scan(&state, &contact); {
		case errors.Is(err, pgx.ErrNoRows):
			return record.ErrNotFound
		case err != nil:
			return err
		}
		outcome, err := s.answerAndTell(ctx, tx, e, contact)
		if err == nil && outcome.Name != record.OutcomeAnswered {
			err = fmt.Errorf("from %s: %w", state, record.ErrCannotFollow)
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("answer helper %s: %w", e.Number, err)
	}
	return nil
}

// answerAndTell tells the helper at that contact what he is from now on.
func (s *Store) answerAndTell(ctx context.Context, tx pgx.Tx, e record.AnswerHelper, contact string) (record.Outcome, error) {
	outcome, err := s.answerHelper(ctx, tx, e)
	if err != nil || outcome.Name != record.OutcomeAnswered {
		return outcome, err
	}
	return outcome, s.say(ctx, tx, record.Say{Tell: record.Tell{To: contact, Words: record.HelperAnswered(e.Number, e.State), At: e.At}})
}

// mayHelpSQL holds the helper's state, so that nobody files while he is being ended.
const mayHelpSQL = `select number from helpers where contact = $1 and state = 'admitted' for share`

func mayHelp(ctx context.Context, tx pgx.Tx, contact string) (bool, error) {
	var number record.HelperNumber
	switch err := tx.QueryRow(ctx, mayHelpSQL, contact).Scan(&number); {
	case errors.Is(err, pgx.ErrNoRows):
		return false, nil
	case err != nil:
		return false, fmt.Errorf("ask whether the account may help: %w", err)
	}
	return true, nil
}

// factHelperSQL is what a helper is told of himself.
const factHelperSQL = `
select number, state, kind, village, since,
       (select count(*) from worker_contacts b where b.contact = h.contact and b.relation = 'helper' and b.until is null)
from helpers h where contact = $1`

func readHelper(rows pgx.Rows) (record.Helper, error) {
	return collectOne(rows, func(row pgx.CollectableRow) (h record.Helper, err error) {
		err = row.Scan(&h.Number, &h.State, &h.Kind, &h.Village, &h.Since, &h.People)
		h.Since = h.Since.UTC()
		return h, err
	})
}

// HelperEntry is a helper as officers see him. Looking at it is a recorded act.
type HelperEntry struct {
	record.Helper
	Contact string
	Name    identity.Name
	Phone   string // +62…
}

const helpersSQL = `
select number, contact, state, kind, village, since, name, phone,
       (select count(*) from worker_contacts b where b.contact = h.contact and b.relation = 'helper' and b.until is null)
from helpers h where $1 = '' or state = $1 order by number`

// Helpers are those in the state, or all where it is empty, in the order they asked. It opens their names, so it is written down that
// by looked.
func (s *Store) Helpers(ctx context.Context, state record.HelperState, by string, at time.Time) (entries []HelperEntry, err error) {
	err = s.transact(ctx, func(tx pgx.Tx) error {
		rows, _ := tx.Query(ctx, helpersSQL, string(state)) // CollectRows has the error
		if entries, err = pgx.CollectRows(rows, s.readHelperEntry); err != nil {
			return err
		}
		return audit(ctx, tx, act{at: at, by: by, does: "list helpers", subject: "helpers"})
	})
	if err != nil {
		return nil, fmt.Errorf("list helpers: %w", err)
	}
	return entries, nil
}

func (s *Store) readHelperEntry(row pgx.CollectableRow) (HelperEntry, error) {
	var h HelperEntry
	var name, phone []byte
	if err := row.Scan(&h.Number, &h.Contact, &h.State, &h.Kind, &h.Village, &h.Since, &name, &phone, &h.People); err != nil {
		return h, err
	}
	h.Since = h.Since.UTC()
	opened, err := s.open(place("helpers", "name", int64(h.Number)), name)
	if err != nil {
		return h, err
	}
	h.Name = identity.Name(opened)
	h.Phone, err = s.open(place("helpers", "phone", int64(h.Number)), phone)
	return h, err
}
