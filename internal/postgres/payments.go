package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"jagaetam/internal/chat"
	"jagaetam/internal/record"
)

// lockBoundSQL holds the worker of an application that the account is bound to.
const lockBoundSQL = `
select w.id from applications a
join workers w on w.id = a.worker
join worker_contacts b on b.worker = w.id and b.contact = $2 and b.until is null
where a.number = $1
for update of w`

const nextPaymentSQL = `select nextval(pg_get_serial_sequence('payments', 'id'))`

// reportPaymentSQL takes the place of one that was rejected, under a new id, because the picture is sealed for it.
const reportPaymentSQL = `
insert into payments (id, worker, month, state, evidence, by, at) values ($1, $2, $3, 'reported', $4, $5, $6)
on conflict (worker, month, coalesce(sponsor, 'self')) do update
set id = excluded.id, state = excluded.state, evidence = excluded.evidence, reason = null, by = excluded.by, at = excluded.at
where payments.state = 'rejected'`

func (s *Store) reportPayment(ctx context.Context, tx pgx.Tx, e record.ReportPayment) (record.Outcome, error) {
	if err := e.Check(); err != nil {
		return record.Outcome{}, err
	}
	var worker int64
	err := tx.QueryRow(ctx, lockBoundSQL, e.Receipt, e.By.ID).Scan(&worker)
	if errors.Is(err, pgx.ErrNoRows) {
		return record.Outcome{Name: record.OutcomeNoMatch}, nil
	}
	if err != nil {
		return record.Outcome{}, fmt.Errorf("report payment: %w", err)
	}
	outcome := record.Outcome{Name: record.OutcomeSame, Receipt: e.Receipt}
	for i := range e.Months {
		var id int64
		if err := tx.QueryRow(ctx, nextPaymentSQL).Scan(&id); err != nil {
			return record.Outcome{}, fmt.Errorf("report payment: %w", err)
		}
		var evidence []byte
		if e.Evidence.ID != "" {
			evidence = s.vault.Seal(place("payments", "evidence", id), []byte(e.Evidence.String()))
		}
		kept, err := tx.Exec(ctx, reportPaymentSQL, id, worker, firstOf(e.First.Add(i)), evidence, e.By.ID, e.At)
		if err != nil {
			return record.Outcome{}, fmt.Errorf("report payment: %w", err)
		}
		if kept.RowsAffected() > 0 {
			outcome.Name = record.OutcomeReported
		}
	}
	return outcome, nil
}

// confirmMonthsSQL leaves alone what is confirmed with data as new.
const confirmMonthsSQL = `
insert into payments (worker, month, sponsor, state, data_date, by, at)
select @worker, month::date, nullif(@sponsor::text, ''), 'confirmed', @data_date, @by, @at
from generate_series(@first::date, @last::date, interval '1 month') as month
on conflict (worker, month, coalesce(sponsor, 'self')) do update
set state = excluded.state, data_date = greatest(payments.data_date, excluded.data_date), by = excluded.by, at = excluded.at
where payments.state <> 'confirmed' or payments.data_date is null or payments.data_date < excluded.data_date`

func (s *Store) confirmMonths(ctx context.Context, tx pgx.Tx, e record.ConfirmMonths) (record.Outcome, error) {
	if err := e.Check(); err != nil {
		return record.Outcome{}, err
	}
	of, refused, err := s.named(ctx, tx, e.NIK)
	if err != nil || of.worker == 0 {
		return refused, err
	}
	outcome := e.Judge(of.Standing)
	_, err = tx.Exec(ctx, confirmMonthsSQL, pgx.NamedArgs{
		"worker": of.worker, "sponsor": string(e.Sponsor), "first": firstOf(e.First), "last": firstOf(e.First.Add(e.Months - 1)),
		"data_date": dateOf(e.DataDate), "by": e.By, "at": e.At,
	})
	if err != nil {
		return record.Outcome{}, fmt.Errorf("confirm months: %w", err)
	}
	if outcome.Name == record.OutcomeSame {
		return outcome, nil
	}
	return outcome, audit(ctx, tx, act{
		e.At, e.By, "confirm months", applicationName(of.Receipt),
		map[string]any{"first": e.First, "months": e.Months, "sponsor": e.Sponsor},
	})
}

const reportedPaymentsSQL = `
select p.id, a.number, p.month, p.at, p.evidence
from payments p
cross join lateral (select number from applications where worker = p.worker order by number desc limit 1) a
where p.state = 'reported'
order by p.at, p.id`

// ReportedPayments are the months that workers say they have paid and nobody has looked into, the oldest word first.
func (s *Store) ReportedPayments(ctx context.Context) ([]record.ReportedPayment, error) {
	rows, _ := s.pool.Query(ctx, reportedPaymentsSQL) // CollectRows has the error
	all, err := pgx.CollectRows(rows, s.readReported)
	if err != nil {
		return nil, fmt.Errorf("list reported payments: %w", err)
	}
	return all, nil
}

func (s *Store) readReported(row pgx.CollectableRow) (record.ReportedPayment, error) {
	var (
		p        record.ReportedPayment
		id       int64
		month    time.Time
		evidence []byte
	)
	if err := row.Scan(&id, &p.Receipt, &month, &p.At, &evidence); err != nil {
		return p, err
	}
	p.At, p.Month = p.At.UTC(), monthOf(month)
	file, err := s.open(place("payments", "evidence", id), evidence)
	p.Evidence, _ = chat.ParseFile(file)
	return p, err
}

const lockPaymentSQL = `
select p.id, p.state from payments p
join applications a on a.worker = p.worker
where a.number = $1 and p.month = $2 and p.sponsor is null
for update of p`

const answerPaymentSQL = `update payments set state = $2, reason = $3, by = $4, at = $5 where id = $1`

// AnswerPayment keeps an officer's word on a month that a worker says he has paid. The same word again changes nothing. The error is
// record.ErrNotFound or one of its Check's.
func (s *Store) AnswerPayment(ctx context.Context, answer record.PaymentAnswer) error {
	err := answer.Check()
	if err == nil {
		err = s.transact(ctx, func(tx pgx.Tx) error { return s.answerPayment(ctx, tx, answer) })
	}
	if err != nil {
		return fmt.Errorf("answer the payment of %s for %s: %w", answer.Receipt, answer.Month, err)
	}
	return nil
}

func (s *Store) answerPayment(ctx context.Context, tx pgx.Tx, answer record.PaymentAnswer) error {
	var id int64
	var state record.PaymentState
	err := tx.QueryRow(ctx, lockPaymentSQL, answer.Receipt, firstOf(answer.Month)).Scan(&id, &state)
	if errors.Is(err, pgx.ErrNoRows) {
		return record.ErrNotFound
	}
	if err != nil || state == answer.State() {
		return err
	}
	var reason []byte
	if answer.Reason != "" {
		reason = s.vault.Seal(place("payments", "reason", id), []byte(answer.Reason))
	}
	if _, err := tx.Exec(ctx, answerPaymentSQL, id, answer.State(), reason, answer.By, answer.At); err != nil {
		return err
	}
	if answer.Tell.Words.Key != "" {
		if err := s.say(ctx, tx, record.Say{Tell: answer.Tell}); err != nil {
			return err
		}
	}
	return audit(ctx, tx, act{
		answer.At, answer.By, "answer payment", applicationName(answer.Receipt), map[string]any{"month": answer.Month, "accepted": answer.Accept},
	})
}
