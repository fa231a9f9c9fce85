package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"jagaetam/internal/record"
)

func (s *Store) askData(ctx context.Context, tx pgx.Tx, e record.AskData) (record.Outcome, error) {
	if _, err := tx.Exec(ctx, lockContactSQL, e.By.ID); err != nil {
		return record.Outcome{}, fmt.Errorf("ask about data: %w", err)
	}
	var worker int64
	if e.Receipt != 0 {
		var err error
		if worker, err = ownWorker(ctx, tx, e.By.ID, e.Receipt); err != nil || worker == 0 {
			return record.Outcome{Name: record.OutcomeNoMatch}, err
		}
	}
	return s.ask(ctx, tx, asking{e.By.ID, e.Kind, worker, e.Field, "", e.At})
}

// asking is a request to be kept. Worker is 0 for the whole account; proposed is empty where nothing is proposed.
type asking struct {
	contact  string
	kind     record.DataRequestKind
	worker   int64
	field    record.Field
	proposed string
	at       time.Time
}

const openRequestSQL = `
select number, due_at from data_requests
where contact = @contact and kind = @kind and coalesce(worker, 0) = @worker and field = @field and done_at is null`

const nextRequestSQL = `select nextval(pg_get_serial_sequence('data_requests', 'number'))`

const askSQL = `
insert into data_requests (number, kind, contact, worker, field, asked_at, due_at)
values (@number, @kind, @contact, nullif(@worker::bigint, 0), @field, @at, @due)`

const proposeSQL = `update data_requests set proposed = $2 where number = $1`

// ask keeps the request, or finds the same that is open; what is proposed last stands. The account is held by the caller.
func (s *Store) ask(ctx context.Context, tx pgx.Tx, a asking) (record.Outcome, error) {
	outcome := record.Outcome{Name: record.OutcomeAsked, Until: a.at.Add(record.RequestWithin)}
	args := pgx.NamedArgs{"contact": a.contact, "kind": a.kind, "worker": a.worker, "field": a.field, "at": a.at, "due": outcome.Until}
	err := tx.QueryRow(ctx, openRequestSQL, args).Scan(&outcome.Request, &outcome.Until)
	if errors.Is(err, pgx.ErrNoRows) {
		if err = tx.QueryRow(ctx, nextRequestSQL).Scan(&outcome.Request); err == nil {
			args["number"] = outcome.Request
			_, err = tx.Exec(ctx, askSQL, args)
		}
	}
	if err == nil && a.proposed != "" {
		_, err = tx.Exec(ctx, proposeSQL, outcome.Request, s.vault.Seal(place("data_requests", "proposed", int64(outcome.Request)), []byte(a.proposed)))
	}
	if err != nil {
		return record.Outcome{}, fmt.Errorf("keep request about data: %w", err)
	}
	outcome.Until = outcome.Until.UTC()
	return outcome, nil
}

// consentSQL is the latest word on the purpose, and the text that the worker agreed to first. Reminders are agreed to with the first
// consent until they are withdrawn by themselves.
const consentSQL = `
select (select withdrawn_at is null from consents where worker = $1 and purpose = $2 order by id desc limit 1),
       coalesce((select version from consents where worker = $1 order by id limit 1), '')`

const withdrawSQL = `update consents set withdrawn_at = $3 where worker = $1 and purpose = $2 and withdrawn_at is null`

const consentToSQL = `
insert into consents (contact, worker, purpose, version, given_at, withdrawn_at) values (@contact, @worker, @purpose, @version, @given, @withdrawn)`

const takeStopBackSQL = `
update data_requests set done_at = @at, done_by = 'worker'
where contact = @contact and worker = @worker and kind = 'stop' and done_at is null`

func (s *Store) setConsent(ctx context.Context, tx pgx.Tx, e record.SetConsent) (record.Outcome, error) {
	if _, err := tx.Exec(ctx, lockContactSQL, e.By.ID); err != nil {
		return record.Outcome{}, fmt.Errorf("set consent: %w", err)
	}
	worker, err := ownWorker(ctx, tx, e.By.ID, e.Receipt)
	if err != nil || worker == 0 {
		return record.Outcome{Name: record.OutcomeNoMatch}, err
	}
	if e.Given && e.Purpose == record.PurposeReminders {
		if err := subscribe(ctx, tx, e.By.ID, record.Contribution); err != nil {
			return record.Outcome{}, err
		}
	}
	var last *bool
	var version string
	if err := tx.QueryRow(ctx, consentSQL, worker, e.Purpose).Scan(&last, &version); err != nil {
		return record.Outcome{}, fmt.Errorf("set consent: %w", err)
	}
	stands := e.Purpose == record.PurposeReminders
	if last != nil {
		stands = *last
	}
	if stands == e.Given {
		return record.Outcome{Name: record.OutcomeSame, Receipt: e.Receipt}, nil
	}
	args := pgx.NamedArgs{
		"contact": e.By.ID, "worker": worker, "purpose": e.Purpose, "version": e.Version, "given": e.At, "withdrawn": nil, "at": e.At,
	}
	switch {
	case e.Given:
		_, err = tx.Exec(ctx, consentToSQL, args)
		if err == nil && e.Purpose == record.PurposeProcessing {
			_, err = tx.Exec(ctx, takeStopBackSQL, args)
		}
	case last == nil: // what was given with the first consent
		args["version"], args["withdrawn"] = version, e.At
		_, err = tx.Exec(ctx, consentToSQL, args)
	default:
		_, err = tx.Exec(ctx, withdrawSQL, worker, e.Purpose, e.At)
	}
	if err != nil {
		return record.Outcome{}, fmt.Errorf("set consent: %w", err)
	}
	if e.Purpose == record.PurposeProcessing && !e.Given {
		return s.ask(ctx, tx, asking{e.By.ID, record.RequestStop, worker, "", "", e.At})
	}
	return record.Outcome{Name: record.OutcomeAnswered, Receipt: e.Receipt}, nil
}
