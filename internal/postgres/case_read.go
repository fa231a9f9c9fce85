package postgres

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"jagaetam/internal/record"
)

// caseSQL is one case with what is known of its worker and its officer.
//
// The other statements have it again with a condition of their own: each is one literal, so that one test finds and prepares them all.
const caseSQL = `
select c.number, c.matter, c.state, c.urgent, c.contact, coalesce(k.language, ''), coalesce(c.receipt, 0), coalesce(w.id, 0), w.name,
    coalesce(a.village, ''), coalesce(a.district, ''), coalesce(a.state, ''), c.troubles, c.opened_at, c.due_at, c.asked_at,
    coalesce(c.taker, ''), coalesce(o.number::text, ''), c.topic, c.card, c.answered_at is not null, c.reopened, coalesce(c.rating, 0)
from cases c
join contacts k on k.id = c.contact
left join applications a on a.number = c.receipt
left join workers w on w.id = a.worker
left join officers o on o.contact = c.taker
where c.number = $1`

const caseOfPersonSQL = `
select c.number, c.matter, c.state, c.urgent, c.contact, coalesce(k.language, ''), coalesce(c.receipt, 0), coalesce(w.id, 0), w.name,
    coalesce(a.village, ''), coalesce(a.district, ''), coalesce(a.state, ''), c.troubles, c.opened_at, c.due_at, c.asked_at,
    coalesce(c.taker, ''), coalesce(o.number::text, ''), c.topic, c.card, c.answered_at is not null, c.reopened, coalesce(c.rating, 0)
from cases c
join contacts k on k.id = c.contact
left join applications a on a.number = c.receipt
left join workers w on w.id = a.worker
left join officers o on o.contact = c.taker
where c.contact = $1 and c.state <> 'closed'`

const caseOfTopicSQL = `
select c.number, c.matter, c.state, c.urgent, c.contact, coalesce(k.language, ''), coalesce(c.receipt, 0), coalesce(w.id, 0), w.name,
    coalesce(a.village, ''), coalesce(a.district, ''), coalesce(a.state, ''), c.troubles, c.opened_at, c.due_at, c.asked_at,
    coalesce(c.taker, ''), coalesce(o.number::text, ''), c.topic, c.card, c.answered_at is not null, c.reopened, coalesce(c.rating, 0)
from cases c
join contacts k on k.id = c.contact
left join applications a on a.number = c.receipt
left join workers w on w.id = a.worker
left join officers o on o.contact = c.taker
where c.topic = $1 and c.topic <> ''
order by c.number desc limit 1`

// openCasesSQL has all open cases where $1 is null, else those that are due by then or whose person was asked whether they are settled.
const openCasesSQL = `
select c.number, c.matter, c.state, c.urgent, c.contact, coalesce(k.language, ''), coalesce(c.receipt, 0), coalesce(w.id, 0), w.name,
    coalesce(a.village, ''), coalesce(a.district, ''), coalesce(a.state, ''), c.troubles, c.opened_at, c.due_at, c.asked_at,
    coalesce(c.taker, ''), coalesce(o.number::text, ''), c.topic, c.card, c.answered_at is not null, c.reopened, coalesce(c.rating, 0)
from cases c
join contacts k on k.id = c.contact
left join applications a on a.number = c.receipt
left join workers w on w.id = a.worker
left join officers o on o.contact = c.taker
where c.state <> 'closed' and ($1::timestamptz is null or c.due_at <= $1 or c.state = 'closing')
order by c.opened_at, c.number`

// readCase reads a row of the statements above.
func (s *Store) readCase(row pgx.CollectableRow) (c record.Case, err error) {
	var due, asked *time.Time
	var worker int64
	var name []byte
	err = row.Scan(&c.Number, &c.Matter, &c.State, &c.Urgent, &c.Chat, &c.Language, &c.Receipt, &worker, &name, &c.Village, &c.District, &c.Stage,
		&c.Troubles, &c.OpenedAt, &due, &asked, &c.Taker, &c.TakerName, &c.Topic, &c.Card, &c.Answered, &c.Reopened, &c.Rating)
	if err != nil {
		return c, err
	}
	if len(c.Troubles) == 0 {
		c.Troubles = nil
	}
	c.OpenedAt, c.DueAt, c.AskedAt = c.OpenedAt.UTC(), timeOf(due), timeOf(asked)
	c.First, err = s.firstName(worker, name)
	return c, err
}

// readOneCase leaves the zero Case where there is none.
func (s *Store) readOneCase(rows pgx.Rows) (record.Case, error) { return collectOne(rows, s.readCase) }

// DueCases are the open cases whose promise is due by now, and those whose person was asked whether they are settled.
func (s *Store) DueCases(ctx context.Context, now time.Time) ([]record.Case, error) {
	return s.openCases(ctx, &now)
}

// OpenCases are all open cases, the oldest first.
func (s *Store) OpenCases(ctx context.Context) ([]record.Case, error) { return s.openCases(ctx, nil) }

func (s *Store) openCases(ctx context.Context, due *time.Time) ([]record.Case, error) {
	rows, _ := s.pool.Query(ctx, openCasesSQL, due) // CollectRows has the error
	cases, err := pgx.CollectRows(rows, s.readCase)
	if err != nil {
		return nil, fmt.Errorf("list open cases: %w", err)
	}
	return cases, nil
}

// deskSQL says how busy the officers are.
const deskSQL = `
select (select count(*) from cases where state <> 'closed' and due_at is not null),
       (select count(*) from cases where state <> 'closed' and due_at is not null and urgent),
       (select count(*) from officers where until is null and roles && '{operator,admin}')`

func readDesk(row pgx.Row) (d record.Desk, err error) {
	err = row.Scan(&d.Waiting, &d.Urgent, &d.Officers)
	return d, err
}

const officeSQL = `select chat, member, topics from office`

func readOffice(rows pgx.Rows) (record.Office, error) {
	return collectOne(rows, pgx.RowToStructByPos[record.Office])
}

const caseHistorySQL = `
select id, side, content, at from case_messages
where case_number = $1 and side <> 'note' order by id desc limit $2`

// CaseHistory are the messages of a case, notes apart, the oldest first: at most the last so many.
func (s *Store) CaseHistory(ctx context.Context, number record.CaseNumber, limit int) ([]record.CaseEntry, error) {
	rows, _ := s.pool.Query(ctx, caseHistorySQL, number, limit) // CollectRows has the error
	entries, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (e record.CaseEntry, err error) {
		var id int64
		var sealed []byte
		if err := row.Scan(&id, &e.Side, &sealed, &e.At); err != nil {
			return e, err
		}
		e.At = e.At.UTC()
		e.Said, err = s.openContent(id, sealed)
		return e, err
	})
	if err != nil {
		return nil, fmt.Errorf("read the history of case %s: %w", number, err)
	}
	slices.Reverse(entries)
	return entries, nil
}
