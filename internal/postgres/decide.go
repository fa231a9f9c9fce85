package postgres

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"jagaetam/internal/identity"
	"jagaetam/internal/record"
)

// decidedSQL says who decided on the step that the application came to last.
const decidedSQL = `
update application_history set decided_by = $2
where id = (select id from application_history where application = $1 order by id desc limit 1)`

func (s *Store) decideOn(ctx context.Context, tx pgx.Tx, e record.Decide) (record.Outcome, error) {
	if err := e.Check(); err != nil {
		return record.Outcome{}, err
	}
	h, otherwise, err := s.lockHeld(ctx, tx, e.By, e.Receipt)
	if err != nil || otherwise.Name != "" {
		return otherwise, err
	}
	if record.CheckMove(h.state, e.To, e.Reason, e.By) != nil {
		return record.Outcome{Name: record.OutcomeLost, Receipt: e.Receipt}, nil
	}
	if outcome, err := s.moveTo(ctx, tx, e, h); err != nil || outcome.Name == record.OutcomeRefused {
		return outcome, err
	}
	if _, err := tx.Exec(ctx, decidedSQL, e.Receipt, e.By); err != nil {
		return record.Outcome{}, fmt.Errorf("decide on %s: %w", e.Receipt, err)
	}
	words := e.Told(h.worker.Name.First())
	if err := s.say(ctx, tx, record.Say{Tell: record.Tell{Receipt: e.Receipt, Words: words, At: e.At}}); err != nil {
		return record.Outcome{}, err
	}
	officer, err := officerNow(ctx, tx, e.By)
	if err != nil {
		return record.Outcome{}, err
	}
	if _, err := s.lease(ctx, tx, officer, record.LeaseApplication{By: e.By, At: e.At}); err != nil {
		return record.Outcome{}, err
	}
	return record.Outcome{Name: record.OutcomeDecided, Receipt: e.Receipt}, nil
}

// moveTo moves the application; onto a decree's list by the rules of lists, which may refuse it.
func (s *Store) moveTo(ctx context.Context, tx pgx.Tx, e record.Decide, h examining) (record.Outcome, error) {
	if e.To == record.StateDecreed {
		outcome, err := s.listWorker(ctx, tx, record.ListWorker{By: e.By, At: e.At, NIK: h.worker.NIK, Decree: e.Decree})
		if err != nil || outcome.Name != record.OutcomeSame {
			return outcome, err
		}
	}
	moved := record.Moved{State: e.To, At: e.At, Reason: e.Reason, Field: e.Field}
	return record.Outcome{}, s.move(ctx, tx, e.Receipt, h.state, moved, e.By)
}

// lockDecisionSQL is the last step of an application, if the officer decided on it not before @since and nobody else has it in hand, and
// the state before that step.
const lockDecisionSQL = `
select a.state, a.district, a.worker, w.name, h.at, before.state
from applications a
join workers w on w.id = a.worker
cross join lateral (select id, at, decided_by from application_history where application = a.number order by id desc limit 1) h
cross join lateral (select state from application_history where application = a.number and id < h.id order by id desc limit 1) before
where a.number = @number and h.decided_by = @by and h.at >= @since and (a.leased_by is null or a.leased_by = @by or a.leased_until <= @at)
for update of a`

func (s *Store) undoDecision(ctx context.Context, tx pgx.Tx, e record.UndoDecision) (record.Outcome, error) {
	officer, err := officerNow(ctx, tx, e.By)
	switch {
	case err != nil:
		return record.Outcome{}, err
	case !officer.May(record.RoleVerifier):
		return record.Outcome{Name: record.OutcomeNotAllowed}, nil
	}
	var d decision
	err = tx.QueryRow(ctx, lockDecisionSQL, pgx.NamedArgs{
		"number": e.Receipt, "by": e.By, "at": e.At, "since": e.At.Add(-record.UndoWithin),
	}).Scan(&d.State, &d.district, &d.worker, &d.name, &d.At, &d.before)
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return record.Outcome{Name: record.OutcomeLost, Receipt: e.Receipt}, nil
	case err != nil:
		return record.Outcome{}, fmt.Errorf("undo the decision on %s: %w", e.Receipt, err)
	case !officer.Examines(d.district):
		return record.Outcome{Name: record.OutcomeNotAllowed}, nil
	}
	if undone, err := s.unlist(ctx, tx, d); err != nil || !undone {
		return record.Outcome{Name: record.OutcomeLost, Receipt: e.Receipt}, err
	}
	return s.takeBack(ctx, tx, e, d)
}

// decision is the step that is to be undone.
type decision struct {
	record.Moved
	district string
	worker   int64
	name     []byte
	before   record.ApplicationState
}

// unlistSQL takes the worker off the list that the decision put him on, unless it is on its way to BPJS.
const unlistSQL = `
with unlisted as (
    delete from covers where worker = $1 and listed_at = $2 and state = 'listed' and export is null returning decree
)
update decrees set listed = listed - 1 where id in (select decree from unlisted)`

func (s *Store) unlist(ctx context.Context, tx pgx.Tx, d decision) (bool, error) {
	if d.State != record.StateDecreed {
		return true, nil
	}
	unlisted, err := tx.Exec(ctx, unlistSQL, d.worker, d.At)
	if err != nil {
		return false, fmt.Errorf("take the worker off the list: %w", err)
	}
	return unlisted.RowsAffected() == 1, nil
}

const leaseThisSQL = `update applications set leased_by = $2, leased_until = $3 where number = $1`

// takeBack is a step of its own in the history: what was told cannot be untold.
func (s *Store) takeBack(ctx context.Context, tx pgx.Tx, e record.UndoDecision, d decision) (record.Outcome, error) {
	name, err := s.open(place("workers", "name", d.worker), d.name)
	if err != nil {
		return record.Outcome{}, err
	}
	if err := s.move(ctx, tx, e.Receipt, d.State, record.Moved{State: d.before, At: e.At}, e.By); err != nil {
		return record.Outcome{}, fmt.Errorf("undo the decision on %s: %w", e.Receipt, err)
	}
	if _, err := tx.Exec(ctx, freeSQL, e.By); err != nil {
		return record.Outcome{}, fmt.Errorf("undo the decision on %s: %w", e.Receipt, err)
	}
	if _, err := tx.Exec(ctx, leaseThisSQL, e.Receipt, e.By, e.At.Add(record.LeaseHolds)); err != nil {
		return record.Outcome{}, fmt.Errorf("undo the decision on %s: %w", e.Receipt, err)
	}
	words := record.DecisionUndone(e.Receipt, identity.Name(name).First())
	if err := s.say(ctx, tx, record.Say{Tell: record.Tell{Receipt: e.Receipt, Words: words, At: e.At}}); err != nil {
		return record.Outcome{}, err
	}
	return record.Outcome{Name: record.OutcomeUndone, Receipt: e.Receipt},
		audit(ctx, tx, act{at: e.At, by: e.By, does: "undo decision", subject: applicationName(e.Receipt)})
}
