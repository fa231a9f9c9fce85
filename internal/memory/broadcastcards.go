package memory

import (
	"context"
	"time"

	"jagaetam/internal/record"
)

// ClaimBroadcastCards takes at most so many broadcasts that have begun and whose card is not as it is to be, and was not shown for as long
// as every says.
func (s *Store) ClaimBroadcastCards(
	_ context.Context, now time.Time, lease, every time.Duration, limit int,
) ([]record.BroadcastCard, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var cards []record.BroadcastCard
	for _, kept := range s.broadcasts {
		b := s.broadcastFact(kept)
		rests := kept.forGood || kept.cardLease.After(now) || kept.shownAt.After(now.Add(-every))
		if b.BeganAt.IsZero() || rests || b.ReportedAt.IsZero() && kept.shows == b.Shows() || len(cards) == limit {
			continue
		}
		kept.cardLease = now.Add(lease)
		cards = append(cards, record.BroadcastCard{
			Broadcast: b, Message: kept.card, Language: s.languages[b.Writer], Lease: kept.cardLease,
		})
	}
	return cards, nil
}

// ShowBroadcastCard notes that the message shows the card. An empty message is that of nobody who can be shown one.
func (s *Store) ShowBroadcastCard(_ context.Context, card record.BroadcastCard, message string, now time.Time) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	kept := s.broadcastOf(card.Broadcast.Number)
	kept.card, kept.shows, kept.shownAt, kept.cardLease = message, card.Broadcast.Shows(), now, time.Time{}
	kept.forGood = message == "" || !card.Broadcast.ReportedAt.IsZero()
	return nil
}

// UnclaimBroadcastCard has the card tried again at that moment.
func (s *Store) UnclaimBroadcastCard(_ context.Context, card record.BroadcastCard, again time.Time) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if kept := s.broadcastOf(card.Broadcast.Number); kept.cardLease.Equal(card.Lease) {
		kept.cardLease = again
	}
	return nil
}
