package postgres

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"jagaetam/internal/record"
)

func (s *Store) lookAtTask(ctx context.Context, tx pgx.Tx, e record.LookAtTask) (record.Outcome, error) {
	officer, err := officerNow(ctx, tx, e.By)
	switch {
	case err != nil:
		return record.Outcome{}, err
	case !officer.Answers(""):
		return record.Outcome{Name: record.OutcomeNotAllowed}, nil
	}
	return record.Outcome{}, audit(ctx, tx, act{at: e.At, by: e.By, does: "show " + string(e.Task.Sort), subject: "task:" + e.Task.String()})
}

// The statements that hold a task that is open say whose account it came from; empty where none is known.
const (
	lockOpenDisputeSQL = `select contact from disputes where number = $1 and closed_at is null for update`
	lockOpenRequestSQL = `select coalesce(contact, '') from data_requests where number = $1 and done_at is null for update`
	lockOpenHelperSQL  = `select contact from helpers where number = $1 and state = 'asked' for update`
	lockOpenPaymentSQL = `
select p.by from payments p join applications a on a.worker = p.worker
where a.number = $1 and p.month = $2 and p.sponsor is null and p.state = 'reported' for update of p`
)

// boundToSQL says whether the account has to do with the worker of the application.
const boundToSQL = `
select exists (select from worker_contacts b join applications a on a.worker = b.worker
               where a.number = $1 and b.contact = $2 and b.until is null)`

func (s *Store) answerTask(ctx context.Context, tx pgx.Tx, e record.AnswerTask) (record.Outcome, error) {
	officer, err := officerNow(ctx, tx, e.By)
	switch {
	case err != nil:
		return record.Outcome{}, err
	case !officer.Answers(""):
		return record.Outcome{Name: record.OutcomeNotAllowed}, nil
	}
	asker, err := lockTask(ctx, tx, e.Task)
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return record.Outcome{Name: record.OutcomeSame}, nil
	case err != nil:
		return record.Outcome{}, fmt.Errorf("lock task %s: %w", e.Task, err)
	}
	t, err := task(ctx, tx, officer, e.Task)
	if err != nil {
		return record.Outcome{}, err
	}
	own := asker == e.By
	if t.Receipt != 0 && !own {
		if err := tx.QueryRow(ctx, boundToSQL, t.Receipt, e.By).Scan(&own); err != nil {
			return record.Outcome{}, fmt.Errorf("answer task %s: %w", e.Task, err)
		}
	}
	if t.Sort == "" || own || !e.Suits(t) {
		return record.Outcome{Name: record.OutcomeNotAllowed}, nil
	}
	return s.answerOpen(ctx, tx, e, t, asker)
}

func lockTask(ctx context.Context, tx pgx.Tx, name record.TaskName) (asker string, err error) {
	switch name.Sort {
	case record.TaskDispute:
		err = tx.QueryRow(ctx, lockOpenDisputeSQL, name.Number).Scan(&asker)
	case record.TaskRequest:
		err = tx.QueryRow(ctx, lockOpenRequestSQL, name.Number).Scan(&asker)
	case record.TaskHelper:
		err = tx.QueryRow(ctx, lockOpenHelperSQL, name.Number).Scan(&asker)
	default:
		err = tx.QueryRow(ctx, lockOpenPaymentSQL, name.Number, firstOf(name.Month)).Scan(&asker)
	}
	return asker, err
}

// answerOpen answers a task that is held and that the officer may answer.
func (s *Store) answerOpen(ctx context.Context, tx pgx.Tx, e record.AnswerTask, t record.Task, asker string) (record.Outcome, error) {
	outcome := record.Outcome{Name: record.OutcomeAnswered, Receipt: t.Receipt}
	var err error
	switch e.Task.Sort {
	case record.TaskDispute:
		err = s.decide(ctx, tx, Verdict{record.CaseNumber(t.Number), e.Yes, e.Reason, e.By, e.At})
	case record.TaskPayment:
		answer := record.PaymentAnswer{Receipt: t.Receipt, Month: t.Month, Accept: e.Yes, Reason: e.Reason, By: e.By, At: e.At}
		answer.Tell = record.Tell{Receipt: t.Receipt, Words: record.PaymentAnswered(answer), At: e.At}
		err = s.answerPayment(ctx, tx, answer)
	case record.TaskHelper:
		state := record.HelperRefused
		if e.Yes {
			state = record.HelperAdmitted
		}
		return s.answerAndTell(ctx, tx, record.AnswerHelper{Officer: e.By, At: e.At, Number: record.HelperNumber(t.Number), State: state}, asker)
	case record.TaskRequest:
		return s.answerRequest(ctx, tx, e, t)
	}
	if errors.Is(err, record.ErrNotFound) {
		return record.Outcome{Name: record.OutcomeNoMatch}, nil
	}
	return outcome, err
}

const approveSQL = `
update data_requests set approved_by = coalesce(approved_by, $2), approved_at = coalesce(approved_at, $3) where number = $1
returning approved_by`

// answerRequest makes a correction that says who the worker is only once a second officer has said yes.
func (s *Store) answerRequest(ctx context.Context, tx pgx.Tx, e record.AnswerTask, t record.Task) (record.Outcome, error) {
	apply, answer := e.Yes && t.Request == record.RequestCorrect, e.Reason
	if apply {
		answer = record.ReasonCorrected
	}
	if apply && t.Request.NeedsTwo(t.Field) {
		var first string
		if err := tx.QueryRow(ctx, approveSQL, t.Number, e.By, e.At).Scan(&first); err != nil {
			return record.Outcome{}, fmt.Errorf("approve request %s: %w", t.Shown(), err)
		}
		if first == e.By || !t.Approved {
			return record.Outcome{Name: record.OutcomeApproved, Receipt: t.Receipt},
				audit(ctx, tx, act{at: e.At, by: e.By, does: "approve request", subject: "request:" + t.Shown()})
		}
	}
	err := s.complete(ctx, tx, record.RequestNumber(t.Number), answer, apply, e.By, e.At)
	switch {
	case errors.Is(err, record.ErrExists):
		return record.Outcome{Name: record.OutcomeTaken, Receipt: t.Receipt}, nil
	case errors.Is(err, errNothingProposed):
		return record.Outcome{Name: record.OutcomeNoMatch}, nil
	}
	return record.Outcome{Name: record.OutcomeAnswered, Receipt: t.Receipt}, err
}
