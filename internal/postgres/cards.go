package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"jagaetam/internal/record"
)

// claimCardsSQL takes cases whose card shows an earlier version, or another mark than record.Case.Mark gives at $1. What is to be said in
// the topic now comes first, unless it was tried in vain. The statement is caseSQL with what a card has besides.
const claimCardsSQL = `
with stale as (
    select number from cases
    where topic <> '' and (leased_until is null or leased_until <= $1) and exists (select from office where member and topics)
      and (version > shown or state <> 'closed' and mark <> case
          when due_at is null then 'waiting'
          when due_at <= $1 then 'late'
          when due_at < $1::timestamptz + interval '1 hour' then 'soon'
          else 'in-time' end)
      and not exists (
          select from outbox o
          where o.case_number = cases.number and o.state = 'waiting' and o.not_before <= $1 and (o.attempts = 0 or o.begun_at is not null))
    order by not urgent, number limit $3
    for update skip locked
), claimed as (
    update cases set leased_until = $2 where number in (select number from stale) returning number
)
select c.number, c.matter, c.state, c.urgent, c.contact, coalesce(k.language, ''), coalesce(c.receipt, 0), coalesce(w.id, 0), w.name,
    coalesce(a.village, ''), coalesce(a.district, ''), coalesce(a.state, ''), c.troubles, c.opened_at, c.due_at, c.asked_at,
    coalesce(c.taker, ''), coalesce(o.number::text, ''), c.topic, c.card, c.answered_at is not null, c.reopened, coalesce(c.rating, 0),
    c.version, (select chat from office)
from cases c
join claimed on claimed.number = c.number
join contacts k on k.id = c.contact
left join applications a on a.number = c.receipt
left join workers w on w.id = a.worker
left join officers o on o.contact = c.taker
order by not c.urgent, c.number`

// ClaimCards takes at most so many cases that have a topic and whose card is not as it is to be at now, the urgent first, for nobody else
// to show until the lease ends. A card waits for what is to be said in its topic.
func (s *Store) ClaimCards(ctx context.Context, now time.Time, lease time.Duration, limit int) ([]record.Card, error) {
	until := now.Add(lease)
	rows, _ := s.pool.Query(ctx, claimCardsSQL, now, until, limit) // CollectRows has the error
	cards, err := pgx.CollectRows(rows, s.readCaseCard)
	for i := range cards {
		cards[i].Lease = until
	}
	if err != nil {
		return nil, fmt.Errorf("claim cards: %w", err)
	}
	return cards, nil
}

const caseCardSQL = `
select c.number, c.matter, c.state, c.urgent, c.contact, coalesce(k.language, ''), coalesce(c.receipt, 0), coalesce(w.id, 0), w.name,
    coalesce(a.village, ''), coalesce(a.district, ''), coalesce(a.state, ''), c.troubles, c.opened_at, c.due_at, c.asked_at,
    coalesce(c.taker, ''), coalesce(o.number::text, ''), c.topic, c.card, c.answered_at is not null, c.reopened, coalesce(c.rating, 0),
    c.version, coalesce((select chat from office), '')
from cases c
join contacts k on k.id = c.contact
left join applications a on a.number = c.receipt
left join workers w on w.id = a.worker
left join officers o on o.contact = c.taker
where c.number = $1`

// CaseCard is a case with what its card needs, or record.ErrNotFound. It is not claimed.
func (s *Store) CaseCard(ctx context.Context, number record.CaseNumber) (record.Card, error) {
	rows, _ := s.pool.Query(ctx, caseCardSQL, number) // CollectExactlyOneRow has the error
	card, err := pgx.CollectExactlyOneRow(rows, s.readCaseCard)
	if errors.Is(err, pgx.ErrNoRows) {
		err = record.ErrNotFound
	}
	if err != nil {
		return record.Card{}, fmt.Errorf("read case %s: %w", number, err)
	}
	return card, nil
}

func (s *Store) readCaseCard(row pgx.CollectableRow) (card record.Card, err error) {
	card.Case, err = s.readCase(cardRow{row, &card})
	return card, err
}

// cardRow reads what a card has besides its case.
type cardRow struct {
	pgx.CollectableRow
	card *record.Card
}

func (r cardRow) Scan(dest ...any) error {
	return r.CollectableRow.Scan(append(dest, &r.card.Version, &r.card.Group)...)
}

const showCardSQL = `
update cases set card = $3, shown = greatest(shown, $4), mark = $5, leased_until = null where number = $1 and topic = $2`

const unclaimCardSQL = `update cases set leased_until = null where number = $1 and leased_until = $2`

// ShowCard notes that the message shows the card with that mark. An empty message gives the claim back.
func (s *Store) ShowCard(ctx context.Context, card record.Card, message string, mark record.Mark) error {
	var err error
	if message == "" {
		_, err = s.pool.Exec(ctx, unclaimCardSQL, card.Number, card.Lease)
	} else {
		_, err = s.pool.Exec(ctx, showCardSQL, card.Number, card.Topic, message, card.Version, string(mark))
	}
	if err != nil {
		return fmt.Errorf("note the card of case %s: %w", card.Number, err)
	}
	return nil
}
