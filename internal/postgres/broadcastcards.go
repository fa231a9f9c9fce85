package postgres

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"jagaetam/internal/record"
)

// claimBroadcastCardsSQL takes those whose card shows something else than record.Broadcast.Shows gives.
const claimBroadcastCardsSQL = `
with stale as (
    select number from broadcasts b
    where began_at is not null and card_at <= $3 and card_lease <= $1 and (reported_at is not null
        or card_shows <> state || ':' || (select count(*) from recipients where broadcast = b.number and ended_at is not null))
    order by card_at limit $4
    for update skip locked
)
update broadcasts b set card_lease = $2 from stale where b.number = stale.number
returning b.number, b.card, coalesce((select language from contacts where id = b.writer), '')`

// ClaimBroadcastCards takes at most so many broadcasts that have begun and whose card is not as it is to be, and was not shown for as long
// as every says, for nobody else to show until the lease ends.
func (s *Store) ClaimBroadcastCards(ctx context.Context, now time.Time, lease, every time.Duration, limit int) ([]record.BroadcastCard, error) {
	until := now.Add(lease)
	var numbers []record.BroadcastNumber
	rows, _ := s.pool.Query(ctx, claimBroadcastCardsSQL, now, until, now.Add(-every), limit) // CollectRows has the error
	cards, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (record.BroadcastCard, error) {
		card := record.BroadcastCard{Lease: until}
		err := row.Scan(&card.Broadcast.Number, &card.Message, &card.Language)
		numbers = append(numbers, card.Broadcast.Number)
		return card, err
	})
	var all []record.Broadcast
	if err == nil {
		all, err = readBroadcasts(ctx, s.pool, numbers)
	}
	if err != nil {
		return nil, fmt.Errorf("claim cards of broadcasts: %w", err)
	}
	for i, card := range cards {
		of := slices.IndexFunc(all, func(b record.Broadcast) bool { return b.Number == card.Broadcast.Number })
		cards[i].Broadcast = all[of]
	}
	return cards, nil
}

// showBroadcastCardSQL shows one for good that shows the end.
const showBroadcastCardSQL = `
update broadcasts set card = $2, card_shows = $3, card_at = case when $4 then 'infinity' else $5::timestamptz end, card_lease = '-infinity'
where number = $1`

// ShowBroadcastCard notes that the message shows the card. An empty message is that of nobody who can be shown one.
func (s *Store) ShowBroadcastCard(ctx context.Context, card record.BroadcastCard, message string, now time.Time) error {
	b := card.Broadcast
	forGood := message == "" || !b.ReportedAt.IsZero()
	if _, err := s.pool.Exec(ctx, showBroadcastCardSQL, b.Number, message, b.Shows(), forGood, now); err != nil {
		return fmt.Errorf("note the card of broadcast %s: %w", b.Number, err)
	}
	return nil
}

const unclaimBroadcastCardSQL = `update broadcasts set card_lease = $3 where number = $1 and card_lease = $2`

// UnclaimBroadcastCard has the card tried again at that moment.
func (s *Store) UnclaimBroadcastCard(ctx context.Context, card record.BroadcastCard, again time.Time) error {
	if _, err := s.pool.Exec(ctx, unclaimBroadcastCardSQL, card.Broadcast.Number, card.Lease, again); err != nil {
		return fmt.Errorf("give back the card of broadcast %s: %w", card.Broadcast.Number, err)
	}
	return nil
}
