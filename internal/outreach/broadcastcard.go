package outreach

import (
	"cmp"
	"context"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/record"
	"jagaetam/locales"
)

const (
	// cardEvery is how often a card changes at most.
	cardEvery = 3 * time.Second
	// broadcastCardsAtOnce is how many are claimed together.
	broadcastCardsAtOnce = 5
	// mostInAMinute is more than the platform takes in one.
	mostInAMinute = 100_000
)

// broadcastCards is the lane of the cards by which writers see how far their broadcasts have come.
type broadcastCards struct{ *Broadcasts }

// Claim takes cards that are not as they are to be.
func (l broadcastCards) Claim(ctx context.Context, now time.Time, lease time.Duration, limit int) ([]Parcel, error) {
	cards, err := l.Records.ClaimBroadcastCards(ctx, now, lease, cardEvery, min(limit, broadcastCardsAtOnce))
	parcels := make([]Parcel, 0, len(cards))
	for _, c := range cards {
		parcels = append(parcels, &broadcastCard{c, l.Broadcasts})
	}
	return parcels, err
}

// broadcastCard is a card as a parcel. It may be shown again and again, so nothing is noted before it is.
type broadcastCard struct {
	record.BroadcastCard
	of *Broadcasts
}

// Ready is the card as it was when it was claimed.
func (c *broadcastCard) Ready(ctx context.Context, now time.Time) (chat.Answer, string, error) {
	b := c.Broadcast
	pace, _, err := c.of.Records.LastDeliveries(ctx, b.Number, now.Add(-time.Minute), mostInAMinute)
	return chat.Answer{
		Chat: b.Writer, Edit: c.Message, Language: cmp.Or(c.Language, locales.Indonesian), Words: []chat.Words{b.Card(pace, c.of.open(now))},
	}, "", err
}

// Begin says whether the claim still holds.
func (c *broadcastCard) Begin(_ context.Context, now time.Time) (bool, error) {
	return c.Lease.After(now), nil
}

// End notes which message the card is now. Who cannot be shown it is not tried again.
func (c *broadcastCard) End(ctx context.Context, d record.Delivery) error {
	switch d.State {
	case record.LetterWaiting:
		return c.of.Records.UnclaimBroadcastCard(ctx, c.BroadcastCard, d.Again)
	case record.LetterSaid, record.LetterUnknown:
		message := c.Message
		if len(d.Messages) > 0 {
			message = d.Messages[0]
		}
		if message != "" {
			return c.of.Records.ShowBroadcastCard(ctx, c.BroadcastCard, message, d.At)
		}
		return c.of.Records.UnclaimBroadcastCard(ctx, c.BroadcastCard, d.At.Add(lease))
	case record.LetterFailed, record.LetterSkipped:
	}
	return c.of.Records.ShowBroadcastCard(ctx, c.BroadcastCard, "", d.At)
}

// Attempts is none: a card is shown again as it is then.
func (c *broadcastCard) Attempts() int { return 0 }
