package memory

import (
	"cmp"
	"context"
	"slices"
	"time"

	"jagaetam/internal/record"
)

// BroadcastsUnderWay are those with which the service has to do something by now, the oldest first.
func (s *Store) BroadcastsUnderWay(_ context.Context, now time.Time) ([]record.BroadcastNumber, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var numbers []record.BroadcastNumber
	for _, b := range s.broadcasts {
		due := false
		switch b.State {
		case record.BroadcastRunning, record.BroadcastDone, record.BroadcastCancelled:
			due = true
		case record.BroadcastDraft:
			due = b.CountedAt.IsZero()
		case record.BroadcastScheduled:
			due = !b.StartAt.After(now)
		case record.BroadcastSubmitted, record.BroadcastPaused:
		}
		if due && b.ReportedAt.IsZero() {
			numbers = append(numbers, b.Number)
		}
	}
	return numbers, nil
}

// ClaimRecipients takes at most so many recipients of broadcasts that run, in order.
func (s *Store) ClaimRecipients(_ context.Context, now time.Time, lease time.Duration, limit int) ([]record.Recipient, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var claimed []record.Recipient
	for _, b := range s.broadcasts {
		for _, r := range b.recipients {
			switch {
			case r.state != record.LetterWaiting || r.Lease.After(now):
			case !r.begun.IsZero():
				r.state, r.reason, r.endedAt, r.Lease = record.LetterUnknown, record.UnknownCut, now, time.Time{}
			case b.State == record.BroadcastRunning && len(claimed) < limit:
				r.Lease = now.Add(lease)
				claimed = append(claimed, r.Recipient)
			}
		}
	}
	return claimed, nil
}

// recipientOf is the row of a claimed recipient.
func (s *Store) recipientOf(claimed record.Recipient) (*broadcast, *recipient) {
	b := s.broadcastOf(claimed.Broadcast)
	i := slices.IndexFunc(b.recipients, func(r *recipient) bool { return r.Contact == claimed.Contact })
	return b, b.recipients[i]
}

// BeginRecipient notes that the recipient is about to be told. It reports false where the claim does not hold any more or the broadcast
// does not run.
func (s *Store) BeginRecipient(_ context.Context, claimed record.Recipient, now time.Time) (bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	b, r := s.recipientOf(claimed)
	mine := r.state == record.LetterWaiting && r.begun.IsZero() && r.Lease.Equal(claimed.Lease)
	switch {
	case !mine:
		return false, nil
	case b.State != record.BroadcastRunning, !r.Lease.After(now):
		r.Lease = time.Time{}
		return false, nil
	}
	r.begun, r.Attempts = now, r.Attempts+1
	return true, nil
}

// EndRecipient notes what has become of a recipient who was claimed.
func (s *Store) EndRecipient(_ context.Context, claimed record.Recipient, d record.Delivery) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	b, r := s.recipientOf(claimed)
	mine := r.state == record.LetterWaiting && r.Lease.Equal(claimed.Lease) || r.state == record.LetterUnknown && r.reason == record.UnknownCut
	if !mine {
		return nil
	}
	r.state, r.reason, r.endedAt, r.Lease = d.State, d.Reason, d.At, time.Time{}
	if d.State == record.LetterWaiting {
		r.begun, r.endedAt, r.Lease = time.Time{}, time.Time{}, d.Again
		if b.State == record.BroadcastCancelled {
			r.state, r.reason, r.endedAt, r.Lease = record.LetterSkipped, record.SkipCancelled, d.At, time.Time{}
		}
	}
	return nil
}

// VillageTallies are how many recipients of a broadcast have come to which end, by the code of their village.
func (s *Store) VillageTallies(_ context.Context, number record.BroadcastNumber) ([]record.VillageTally, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	counts := map[record.VillageTally]int{}
	for _, r := range s.broadcastOf(number).recipients {
		counts[record.VillageTally{Village: r.Village, State: r.state, Reason: r.reason}]++
	}
	var all []record.VillageTally
	for tally, n := range counts {
		tally.Count = n
		all = append(all, tally)
	}
	slices.SortFunc(all, func(a, b record.VillageTally) int {
		return cmp.Or(cmp.Compare(a.Village, b.Village), cmp.Compare(a.State, b.State), cmp.Compare(a.Reason, b.Reason))
	})
	return all, nil
}

// LastDeliveries are how many of the last messages of a broadcast came to an end since then, at most limit, and how many of them failed or
// are unknown.
func (s *Store) LastDeliveries(_ context.Context, number record.BroadcastNumber, since time.Time, limit int) (tried, failed int, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var last []*recipient
	for _, r := range s.broadcastOf(number).recipients {
		tried := r.state == record.LetterSaid || r.state == record.LetterFailed || r.state == record.LetterUnknown && r.reason != record.UnknownCut
		if tried && !r.endedAt.Before(since) {
			last = append(last, r)
		}
	}
	slices.SortFunc(last, func(a, b *recipient) int { return b.endedAt.Compare(a.endedAt) })
	for _, r := range last[:min(limit, len(last))] {
		tried++
		if r.state != record.LetterSaid {
			failed++
		}
	}
	return tried, failed, nil
}

// NewsHad is how many broadcasts each account was told since then, or is still to be told.
func (s *Store) NewsHad(_ context.Context, since time.Time) (map[string]int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	had := map[string]int{}
	for _, b := range s.broadcasts {
		for _, r := range b.recipients {
			told := (r.state == record.LetterSaid || r.state == record.LetterUnknown) && r.endedAt.After(since)
			if told || r.state == record.LetterWaiting && b.State != record.BroadcastCancelled {
				had[r.Contact]++
			}
		}
	}
	return had, nil
}
