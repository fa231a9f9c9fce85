package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"time"

	"github.com/jackc/pgx/v5"

	"jagaetam/internal/chat"
	"jagaetam/internal/identity"
	"jagaetam/internal/record"
)

const lockCaseSQL = `select number from cases where number = $1 for update`

const lockOpenCaseSQL = `select number from cases where contact = $1 and state <> 'closed' for update`

// nextCaseSQL is the numbers of disputes too.
const nextCaseSQL = `select nextval(pg_get_serial_sequence('disputes', 'number'))`

const insertCaseSQL = `
insert into cases (number, contact, receipt, matter, state, urgent, opened_at)
values (@number, @contact, (
    select a.number from applications a
    join worker_contacts b on b.worker = a.worker and b.contact = @contact and b.until is null
    where a.number = @receipt
), @matter, 'open', @urgent, @at)`

// turnCase has the effect make of the case what record says.
func (s *Store) turnCase(ctx context.Context, tx pgx.Tx, e record.CaseEffect) (record.Outcome, error) {
	if checked, ok := e.(interface{ Check() error }); ok {
		if err := checked.Check(); err != nil {
			return record.Outcome{}, err
		}
	}
	a := e.Actor()
	before, err := s.heldCase(ctx, tx, e, a)
	if err != nil {
		return record.Outcome{}, fmt.Errorf("hold case: %w", err)
	}
	by, err := officerOf(ctx, tx, a.Officer)
	if err != nil {
		return record.Outcome{}, err
	}
	to, err := officerOf(ctx, tx, a.To)
	if err != nil {
		return record.Outcome{}, err
	}
	turn := e.On(before, by, to)
	outcome, err := s.keepTurn(ctx, tx, before, turn, a)
	if err != nil {
		return record.Outcome{}, fmt.Errorf("keep case: %w", err)
	}
	return outcome, nil
}

// heldCase is the case that the effect is about, held; the zero Case where there is none.
func (s *Store) heldCase(ctx context.Context, tx pgx.Tx, e record.CaseEffect, a record.CaseActor) (c record.Case, err error) {
	var number record.CaseNumber
	if a.Case != 0 {
		err = tx.QueryRow(ctx, lockCaseSQL, a.Case).Scan(&number)
	} else {
		if _, err := tx.Exec(ctx, lockContactSQL, a.Person.ID); err != nil {
			return c, err
		}
		err = tx.QueryRow(ctx, lockOpenCaseSQL, a.Person.ID).Scan(&number)
	}
	open, opens := e.(record.OpenCase)
	switch {
	case errors.Is(err, pgx.ErrNoRows) && opens:
		return s.beginCase(ctx, tx, open.Begun())
	case errors.Is(err, pgx.ErrNoRows):
		return c, nil
	case err != nil:
		return c, err
	}
	rows, _ := tx.Query(ctx, caseSQL, number) // CollectExactlyOneRow has the error
	return pgx.CollectExactlyOneRow(rows, s.readCase)
}

// beginCase keeps a new case, of which the effect has still to make something.
func (s *Store) beginCase(ctx context.Context, tx pgx.Tx, c record.Case) (record.Case, error) {
	if err := tx.QueryRow(ctx, nextCaseSQL).Scan(&c.Number); err != nil {
		return c, err
	}
	_, err := tx.Exec(ctx, insertCaseSQL, pgx.NamedArgs{
		"number": c.Number, "contact": c.Chat, "receipt": c.Receipt, "matter": c.Matter, "urgent": c.Urgent, "at": c.OpenedAt,
	})
	if err != nil {
		return c, err
	}
	rows, _ := tx.Query(ctx, caseSQL, c.Number) // CollectExactlyOneRow has the error
	begun, err := pgx.CollectExactlyOneRow(rows, s.readCase)
	begun.State = ""
	return begun, err
}

// officerOf holds the officer, so that he is not removed while he acts; the zero Officer where there is none.
func officerOf(ctx context.Context, tx pgx.Tx, contact string) (record.Officer, error) {
	if contact == "" {
		return record.Officer{}, nil
	}
	rows, _ := tx.Query(ctx, holdOfficerSQL, contact) // readOfficer has the error
	return readOfficer(rows)
}

const holdOfficerSQL = `select contact, roles, districts from officers where contact = $1 and until is null for share`

const updateCaseSQL = `
update cases set state = @state, urgent = @urgent, troubles = @troubles, due_at = @due, asked_at = @asked, taker = nullif(@taker, ''),
    reopened = @reopened, rating = nullif(@rating::integer, 0), version = version + 1,
    answered_at = case when @answered then coalesce(answered_at, @at) end,
    closed_at = case when @state = 'closed' then coalesce(closed_at, @at) end
where number = @number`

// keepTurn keeps and says what came of a turn. Where a new wording is that of no message, the outcome is OutcomeSame.
func (s *Store) keepTurn(ctx context.Context, tx pgx.Tx, before record.Case, turn record.CaseTurn, a record.CaseActor) (record.Outcome, error) {
	var note int64
	for _, step := range turn.Steps {
		id, err := s.step(ctx, tx, turn.Case.Number, step, a.At)
		switch {
		case errors.Is(err, record.ErrNotFound):
			return record.Outcome{Name: record.OutcomeSame, Case: turn.Case.Number}, nil
		case err != nil:
			return record.Outcome{}, err
		case step.Side == record.SideNote:
			note = id
		}
	}
	if !reflect.DeepEqual(before, turn.Case) {
		c := turn.Case
		_, err := tx.Exec(ctx, updateCaseSQL, pgx.NamedArgs{
			"number": c.Number, "state": c.State, "urgent": c.Urgent, "troubles": notNil(c.Troubles), "due": timeOrNull(c.DueAt),
			"asked": timeOrNull(c.AskedAt), "taker": c.Taker, "reopened": c.Reopened, "rating": c.Rating, "answered": c.Answered, "at": a.At,
		})
		if err != nil {
			return record.Outcome{}, err
		}
	}
	if turn.Act == "" {
		return turn.Outcome, nil
	}
	detail := map[string]any{"state": turn.Case.State}
	if note != 0 {
		detail["note"] = note
	}
	if a.To != "" {
		detail["to"] = a.To
	}
	return turn.Outcome, audit(ctx, tx, act{at: a.At, by: a.By(), does: turn.Act, subject: "case:" + turn.Case.Number.String(), detail: detail})
}

func timeOrNull(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

const nextCaseMessageSQL = `select nextval(pg_get_serial_sequence('case_messages', 'id'))`

// insertCaseMessageSQL finds the message that it answers, by its name where it was written or by that of a copy there.
const insertCaseMessageSQL = `
insert into case_messages (id, case_number, side, author, message, content, at, answers)
values (@id, @number, @side, @author, @message, @content, @at, (
    select m.id from case_messages m
    where m.case_number = @number and @reply <> ''
      and case when (m.side = 'worker') = (@side = 'worker') then m.message = @reply else @reply = any(m.copies) end
    order by m.id desc limit 1
))`

const writtenSQL = `
select id, content from case_messages
where case_number = $1 and side = $2 and message = $3 and message <> '' order by id desc limit 1 for update`

const rewriteSQL = `update case_messages set content = $2 where id = $1`

// step keeps a message, or its new wording, and puts what is said of it into the outbox. It gives the message's id, 0 for none.
func (s *Store) step(ctx context.Context, tx pgx.Tx, number record.CaseNumber, step record.CaseStep, at time.Time) (id int64, err error) {
	switch {
	case step.Side == "":
	case step.Edited:
		id, err = s.rewrite(ctx, tx, number, step)
	default:
		id, err = s.keepMessage(ctx, tx, number, step, at)
	}
	if err != nil || step.Tell.Words.Key == "" {
		return id, err
	}
	tell := step.Tell
	tell.Relays, tell.Edits = id, step.Edited
	return id, s.say(ctx, tx, record.Say{Tell: tell})
}

func (s *Store) keepMessage(ctx context.Context, tx pgx.Tx, number record.CaseNumber, step record.CaseStep, at time.Time) (id int64, err error) {
	if err := tx.QueryRow(ctx, nextCaseMessageSQL).Scan(&id); err != nil {
		return 0, err
	}
	sealed, err := s.sealContent(id, step.Said)
	if err != nil {
		return 0, err
	}
	_, err = tx.Exec(ctx, insertCaseMessageSQL, pgx.NamedArgs{
		"id": id, "number": number, "side": string(step.Side), "author": step.Author, "message": step.Said.Message, "reply": step.Said.Reply,
		"content": sealed, "at": at,
	})
	return id, err
}

// rewrite gives record.ErrNotFound where there is no such message.
func (s *Store) rewrite(ctx context.Context, tx pgx.Tx, number record.CaseNumber, step record.CaseStep) (id int64, err error) {
	var sealed []byte
	switch err := tx.QueryRow(ctx, writtenSQL, number, string(step.Side), step.Said.Message).Scan(&id, &sealed); {
	case errors.Is(err, pgx.ErrNoRows):
		return 0, record.ErrNotFound
	case err != nil:
		return 0, err
	}
	said, err := s.openContent(id, sealed)
	if err != nil {
		return 0, err
	}
	said.Text = step.Said.Text
	if sealed, err = s.sealContent(id, said); err == nil {
		_, err = tx.Exec(ctx, rewriteSQL, id, sealed)
	}
	return id, err
}

// content is what is sealed of a message.
type content struct {
	Text  string         `json:"text,omitempty"`
	Kind  chat.MediaKind `json:"kind,omitempty"`
	File  chat.File      `json:"file,omitzero"`
	Place chat.Place     `json:"place,omitzero"`
}

func (s *Store) sealContent(id int64, said record.CaseMessage) ([]byte, error) {
	text, err := json.Marshal(content{said.Text, said.Kind, said.File, said.Place})
	if err != nil {
		return nil, fmt.Errorf("seal message: %w", err)
	}
	return s.vault.Seal(place("case_messages", "content", id), text), nil
}

func (s *Store) openContent(id int64, sealed []byte) (said record.CaseMessage, err error) {
	text, err := s.open(place("case_messages", "content", id), sealed)
	if err != nil {
		return said, err
	}
	var c content
	if err := json.Unmarshal([]byte(text), &c); err != nil {
		return said, fmt.Errorf("read message %d: %w", id, err)
	}
	return record.CaseMessage{Text: c.Text, Kind: c.Kind, File: c.File, Place: c.Place}, nil
}

// firstName is the first word of a worker's sealed name.
func (s *Store) firstName(worker int64, sealed []byte) (string, error) {
	full, err := s.open(place("workers", "name", worker), sealed)
	return identity.Name(full).First(), err
}
