package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"jagaetam/internal/chat"
	"jagaetam/internal/identity"
	"jagaetam/internal/record"
)

const tasksOfSQL = `
select sort, number, month, at, due_at, receipt, district, request, field, approved
from open_tasks
where cardinality($1::text[]) = 0 or district = '' or district = any ($1)
order by coalesce(due_at, at), sort, number, month limit 50`

// tasksOf are the tasks that the officer may answer; none for who may answer none.
func tasksOf(ctx context.Context, tx pgx.Tx, officer record.Officer) ([]record.Task, error) {
	if !officer.Answers("") {
		return nil, nil
	}
	rows, _ := tx.Query(ctx, tasksOfSQL, notNil(officer.Districts)) // AppendRows has the error
	tasks, err := pgx.AppendRows([]record.Task(nil), rows, readTask)
	if err != nil {
		return nil, fmt.Errorf("list tasks: %w", err)
	}
	return tasks, nil
}

func readTask(row pgx.CollectableRow) (t record.Task, err error) {
	var month, due *time.Time
	err = row.Scan(&t.Sort, &t.Number, &month, &t.At, &due, &t.Receipt, &t.District, &t.Request, &t.Field, &t.Approved)
	t.At, t.DueAt = t.At.UTC(), timeOf(due)
	if month != nil {
		t.Month = monthOf(*month)
	}
	return t, err
}

const taskSQL = `
select sort, number, month, at, due_at, receipt, district, request, field, approved
from open_tasks where sort = $1 and number = $2 and month is not distinct from $3::date`

// task is the task if it is open and the officer may answer it; zero otherwise.
func task(ctx context.Context, tx pgx.Tx, officer record.Officer, name record.TaskName) (record.Task, error) {
	var month any
	if !name.Month.IsZero() {
		month = firstOf(name.Month)
	}
	rows, _ := tx.Query(ctx, taskSQL, name.Sort, name.Number, month) // collectOne has the error
	t, err := collectOne(rows, readTask)
	if err != nil {
		return t, fmt.Errorf("read task %s: %w", name, err)
	}
	if !officer.Answers(t.District) {
		return record.Task{}, nil
	}
	return t, nil
}

// openTask is the task with what it is about. Whoever asks for it writes down that he looked.
func (s *Store) openTask(ctx context.Context, tx pgx.Tx, officer record.Officer, name record.TaskName) (record.Task, error) {
	t, err := task(ctx, tx, officer, name)
	if err != nil || t.Sort == "" {
		return t, err
	}
	if t.Receipt != 0 {
		if err := s.openTaskWorker(ctx, tx, &t); err != nil {
			return t, err
		}
	}
	switch t.Sort {
	case record.TaskPayment:
		err = s.openEvidence(ctx, tx, &t)
	case record.TaskHelper:
		err = s.openAsker(ctx, tx, &t)
	default:
	}
	return t, err
}

const proposedOfSQL = `select proposed from data_requests where number = $1`

func (s *Store) openTaskWorker(ctx context.Context, tx pgx.Tx, t *record.Task) error {
	var worker int64
	if err := tx.QueryRow(ctx, workerOfSQL, t.Receipt).Scan(&worker); err != nil {
		return fmt.Errorf("read the worker of task %s: %w", t.TaskName, err)
	}
	_, w, err := s.readWorker(ctx, tx, worker)
	if err != nil {
		return err
	}
	t.Worker = w.Name.First()
	if t.Request != record.RequestCorrect {
		return nil
	}
	after, err := s.proposedTo(ctx, tx, *t, w)
	if err != nil || after == w {
		return err
	}
	t.Present, t.Proposed = t.Field.Masked(w), t.Field.Masked(after)
	return nil
}

// proposedTo is the worker as the request wants him to be; as he is where it proposes nothing.
func (s *Store) proposedTo(ctx context.Context, tx pgx.Tx, t record.Task, w record.Worker) (record.Worker, error) {
	var sealed []byte
	if err := tx.QueryRow(ctx, proposedOfSQL, t.Number).Scan(&sealed); err != nil {
		return w, fmt.Errorf("read the proposal of task %s: %w", t.TaskName, err)
	}
	proposed, err := s.open(place("data_requests", "proposed", t.Number), sealed)
	if err != nil || proposed == "" {
		return w, err
	}
	err = t.Field.Parse(proposed, &w)
	return w, err
}

// revealProposed shows both NIKs of a request to correct one.
func (s *Store) revealProposed(ctx context.Context, tx pgx.Tx, e record.RevealNIK) (record.Outcome, error) {
	officer, err := officerNow(ctx, tx, e.By)
	switch {
	case err != nil:
		return record.Outcome{}, err
	case !officer.Answers(""):
		return record.Outcome{Name: record.OutcomeNotAllowed}, nil
	}
	t, err := task(ctx, tx, officer, e.Task)
	if err != nil || t.Field != record.FieldNIK || t.Receipt == 0 {
		return record.Outcome{Name: record.OutcomeLost}, err
	}
	var worker int64
	if err := tx.QueryRow(ctx, workerOfSQL, t.Receipt).Scan(&worker); err != nil {
		return record.Outcome{}, fmt.Errorf("read the worker of task %s: %w", e.Task, err)
	}
	_, before, err := s.readWorker(ctx, tx, worker)
	if err != nil {
		return record.Outcome{}, err
	}
	after, err := s.proposedTo(ctx, tx, t, before)
	if err != nil {
		return record.Outcome{}, err
	}
	words := record.NIKProposed(record.RequestNumber(t.Number), before.NIK, after.NIK)
	if err := s.say(ctx, tx, record.Say{Tell: record.Tell{To: e.By, Words: words, At: e.At}}); err != nil {
		return record.Outcome{}, err
	}
	return record.Outcome{Name: record.OutcomeAnswered, Receipt: t.Receipt},
		audit(ctx, tx, act{e.At, e.By, "show NIK", "request:" + t.Shown(), map[string]any{"why": e.Why}})
}

const evidenceSQL = `
select p.id, p.evidence from payments p join applications a on a.worker = p.worker
where a.number = $1 and p.month = $2 and p.sponsor is null`

func (s *Store) openEvidence(ctx context.Context, tx pgx.Tx, t *record.Task) error {
	var id int64
	var sealed []byte
	if err := tx.QueryRow(ctx, evidenceSQL, t.Receipt, firstOf(t.Month)).Scan(&id, &sealed); err != nil {
		return fmt.Errorf("read the receipt of task %s: %w", t.TaskName, err)
	}
	file, err := s.open(place("payments", "evidence", id), sealed)
	t.Evidence, _ = chat.ParseFile(file)
	return err
}

const askerSQL = `select kind, village, name, phone from helpers where number = $1`

func (s *Store) openAsker(ctx context.Context, tx pgx.Tx, t *record.Task) error {
	var name, phone []byte
	if err := tx.QueryRow(ctx, askerSQL, t.Number).Scan(&t.Kind, &t.Village, &name, &phone); err != nil {
		return fmt.Errorf("read who asks in task %s: %w", t.TaskName, err)
	}
	full, err := s.open(place("helpers", "name", t.Number), name)
	if err != nil {
		return err
	}
	t.Name = identity.Name(full)
	t.Phone, err = s.open(place("helpers", "phone", t.Number), phone)
	return err
}
