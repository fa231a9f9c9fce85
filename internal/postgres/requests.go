package postgres

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"jagaetam/internal/record"
)

// RequestEntry is a request about data as lists show it, with nothing in it that tells who asks.
type RequestEntry struct {
	Number  record.RequestNumber
	Kind    record.DataRequestKind
	Receipt record.Receipt // 0 is the whole account, or somebody who was deleted since
	Field   record.Field
	AskedAt time.Time
	DueAt   time.Time
	DoneAt  time.Time // zero while open
}

const requestsSQL = `
select r.number, r.kind, coalesce((select max(number) from applications where worker = r.worker), 0), r.field, r.asked_at, r.due_at, r.done_at
from data_requests r where $1 or r.done_at is null order by r.due_at, r.number`

// Requests are the open requests, what is due first first; with all, those that are done too.
func (s *Store) Requests(ctx context.Context, all bool) ([]RequestEntry, error) {
	rows, _ := s.pool.Query(ctx, requestsSQL, all) // CollectRows has the error
	entries, err := pgx.CollectRows(rows, readRequestEntry)
	if err != nil {
		return nil, fmt.Errorf("list requests: %w", err)
	}
	return entries, nil
}

func readRequestEntry(row pgx.CollectableRow) (r RequestEntry, err error) {
	var done *time.Time
	err = row.Scan(&r.Number, &r.Kind, &r.Receipt, &r.Field, &r.AskedAt, &r.DueAt, &done)
	r.AskedAt, r.DueAt, r.DoneAt = r.AskedAt.UTC(), r.DueAt.UTC(), timeOf(done)
	return r, err
}

// OpenedRequest is a request with what it is about.
type OpenedRequest struct {
	RequestEntry
	// Present and Proposed are the particular as it is and as it is to become, for record.RequestCorrect.
	Present, Proposed string
	Answer            string
}

// aboutSQL is who asks, and for whom; contact and worker are null once they are deleted.
const aboutSQL = `
select kind, contact, coalesce(worker, 0), field, proposed, done_at is not null from data_requests where number = $1 for update`

// about is a request that is held.
type about struct {
	number   record.RequestNumber
	kind     record.DataRequestKind
	contact  *string
	worker   int64
	field    record.Field
	proposed string
	done     bool
}

func (s *Store) lockRequest(ctx context.Context, tx pgx.Tx, number record.RequestNumber) (about, error) {
	a := about{number: number}
	var proposed []byte
	switch err := tx.QueryRow(ctx, aboutSQL, number).Scan(&a.kind, &a.contact, &a.worker, &a.field, &proposed, &a.done); {
	case errors.Is(err, pgx.ErrNoRows):
		return a, record.ErrNotFound
	case err != nil:
		return a, err
	}
	var err error
	a.proposed, err = s.open(place("data_requests", "proposed", int64(number)), proposed)
	return a, err
}

const requestSQL = `
select r.number, r.kind, coalesce((select max(number) from applications where worker = r.worker), 0), r.field, r.asked_at, r.due_at, r.done_at,
       r.answer
from data_requests r where r.number = $1`

// workerSQL is a worker with what his latest application has in the clear.
const workerSQL = `
select w.id, w.nik, w.name, w.birth, w.phone, w.particulars, l.number, l.state, l.village, l.district, l.occupation
from workers w
cross join lateral (select * from applications where worker = w.id order by number desc limit 1) l
where w.id = $1 for update of w`

// Request is the request opened, or record.ErrNotFound; it is written down that by looked.
func (s *Store) Request(ctx context.Context, number record.RequestNumber, by string, at time.Time) (opened OpenedRequest, err error) {
	err = s.transact(ctx, func(tx pgx.Tx) error {
		a, err := s.lockRequest(ctx, tx, number)
		if err != nil {
			return err
		}
		var answer []byte
		var done *time.Time
		if err := tx.QueryRow(ctx, requestSQL, number).Scan(&opened.Number, &opened.Kind, &opened.Receipt, &opened.Field, &opened.AskedAt,
			&opened.DueAt, &done, &answer); err != nil {
			return err
		}
		opened.AskedAt, opened.DueAt, opened.DoneAt, opened.Proposed = opened.AskedAt.UTC(), opened.DueAt.UTC(), timeOf(done), a.proposed
		if opened.Answer, err = s.open(place("data_requests", "answer", int64(number)), answer); err != nil {
			return err
		}
		if a.kind == record.RequestCorrect && a.worker != 0 {
			_, present, err := s.readWorker(ctx, tx, a.worker)
			if err != nil {
				return err
			}
			opened.Present = a.field.Text(present)
		}
		return audit(ctx, tx, act{at: at, by: by, does: "show request", subject: "request:" + number.String()})
	})
	if err != nil {
		return OpenedRequest{}, fmt.Errorf("show request %s: %w", number, err)
	}
	return opened, nil
}

func (s *Store) readWorker(ctx context.Context, tx pgx.Tx, id int64) (rowOfWorker, record.Worker, error) {
	rows, _ := tx.Query(ctx, workerSQL, id) // CollectExactlyOneRow has the error
	row, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByPos[rowOfWorker])
	if err != nil {
		return row, record.Worker{}, fmt.Errorf("read worker %d: %w", id, err)
	}
	w, err := s.openRow(row)
	return row, w, err
}

const completeSQL = `
with done as (
    update data_requests set done_at = @at, done_by = @by, answer = @answer where number = @number
)
insert into audit (at, actor, act, subject) values (@at, @by, @act, @subject)`

// ErrDone says that a request is done already.
var ErrDone = errors.New("it is done already")

// CompleteRequest keeps that a request is done, with the officer's answer, which is said to whom it may concern. Where apply is set, a
// proposed correction is made; the error is then record.ErrExists where the NIK is another's. Other errors are record.ErrNotFound,
// ErrDone, record.ErrNeedsReason without an answer and record.ErrNobody.
func (s *Store) CompleteRequest(ctx context.Context, number record.RequestNumber, answer string, apply bool, by string, at time.Time) error {
	err := checkAnswer(answer, by)
	if err == nil {
		err = s.transact(ctx, func(tx pgx.Tx) error { return s.complete(ctx, tx, number, answer, apply, by, at) })
	}
	if err != nil {
		return fmt.Errorf("complete request %s: %w", number, err)
	}
	return nil
}

func checkAnswer(answer, by string) error {
	switch {
	case strings.TrimSpace(answer) == "":
		return record.ErrNeedsReason
	case strings.TrimSpace(by) == "":
		return record.ErrNobody
	}
	return nil
}

func (s *Store) complete(ctx context.Context, tx pgx.Tx, number record.RequestNumber, answer string, apply bool, by string, at time.Time) error {
	a, err := s.lockRequest(ctx, tx, number)
	switch {
	case err != nil:
		return err
	case a.done:
		return ErrDone
	case apply:
		if err := s.applyProposed(ctx, tx, a, at); err != nil {
			return err
		}
	}
	_, err = tx.Exec(ctx, completeSQL, pgx.NamedArgs{
		"number": number, "at": at, "by": by, "act": "complete request", "subject": "request:" + number.String(),
		"answer": s.vault.Seal(place("data_requests", "answer", int64(number)), []byte(answer)),
	})
	if err != nil || a.contact == nil {
		return err
	}
	return s.say(ctx, tx, record.Say{Tell: record.Tell{To: *a.contact, Words: record.RequestAnswered(number, answer), At: at}})
}

// errNothingProposed says that a request has nothing to apply.
var errNothingProposed = errors.New("it proposes no correction")

func (s *Store) applyProposed(ctx context.Context, tx pgx.Tx, a about, at time.Time) error {
	if a.kind != record.RequestCorrect || a.worker == 0 || a.proposed == "" {
		return errNothingProposed
	}
	row, before, err := s.readWorker(ctx, tx, a.worker)
	if err != nil {
		return err
	}
	after := before
	if err := a.field.Parse(a.proposed, &after); err != nil {
		return err
	}
	outcome, err := s.change(ctx, tx, change{row, a.field, before, after, nil, at})
	if err == nil && outcome.Name == record.OutcomeTaken {
		err = record.ErrExists
	}
	return err
}
