package memory

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"jagaetam/internal/record"
)

// broadcast is one with its recipients in line. The n-th has number n+1.
type broadcast struct {
	record.Broadcast
	author, run string
	card, shows string
	shownAt     time.Time
	cardLease   time.Time
	forGood     bool
	recipients  []*recipient
}

type recipient struct {
	record.Recipient
	state          record.LetterState
	reason         string
	begun, endedAt time.Time
}

func (s *Store) turnBroadcast(e record.BroadcastEffect) record.Outcome {
	a := e.Actor()
	if a.Number == 0 {
		of := func(b *broadcast) bool { return b.author == a.By && b.run == a.Run }
		if i := slices.IndexFunc(s.broadcasts, of); i >= 0 {
			return record.Outcome{Name: record.OutcomeBegun, Broadcast: s.broadcasts[i].Number}
		}
	}
	return s.conduct(a, func(b record.Broadcast, office []record.Officer) record.BroadcastTurn {
		return e.On(b, s.officer(a.By), office)
	})
}

// ConductBroadcast has the service itself make of a broadcast, whose zero value is none, what decide says.
func (s *Store) ConductBroadcast(
	_ context.Context, number record.BroadcastNumber, at time.Time, decide func(record.Broadcast, []record.Officer) record.BroadcastTurn,
) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.conduct(record.BroadcastActor{By: record.Service, At: at, Number: number}, decide)
	return nil
}

func (s *Store) conduct(a record.BroadcastActor, decide func(record.Broadcast, []record.Officer) record.BroadcastTurn) record.Outcome {
	kept := s.broadcastOf(a.Number)
	office := slices.SortedFunc(maps.Values(s.officers), func(a, b record.Officer) int { return strings.Compare(a.Contact, b.Contact) })
	t := decide(s.broadcastFact(kept), office)
	if t.Act == "" {
		return t.Outcome
	}
	if kept == nil {
		kept = &broadcast{author: a.By, run: a.Run}
		s.broadcasts = append(s.broadcasts, kept)
		t.Broadcast.Number = record.BroadcastNumber(len(s.broadcasts))
		t.Outcome.Broadcast = t.Broadcast.Number
	}
	title := kept.Title
	kept.Broadcast, kept.forGood = t.Broadcast, false
	if title != kept.Title {
		kept.Code = s.announce(kept.Announcement(a.At)).Code
	}
	for _, r := range kept.recipients {
		switch {
		case t.Drop && r.state == record.LetterWaiting && r.begun.IsZero():
			r.state, r.reason, r.endedAt, r.Lease = record.LetterSkipped, record.SkipCancelled, a.At, time.Time{}
		case t.Again && r.state == record.LetterFailed:
			*r = recipient{Recipient: r.Recipient, state: record.LetterWaiting}
			r.Attempts, r.Lease = 0, time.Time{}
		}
	}
	for _, r := range t.Recipients {
		r.Broadcast = kept.Number
		kept.recipients = append(kept.recipients, &recipient{Recipient: r, state: record.LetterWaiting})
	}
	for _, tell := range t.Tells {
		s.say(record.Say{Tell: tell})
	}
	return t.Outcome
}

// broadcastOf is the broadcast of that number; nil where there is none.
func (s *Store) broadcastOf(number record.BroadcastNumber) *broadcast {
	if number < 1 || int(number) > len(s.broadcasts) {
		return nil
	}
	return s.broadcasts[number-1]
}

// broadcastFact counts what has become of the recipients, and shares no memory that changes with what is kept.
func (s *Store) broadcastFact(kept *broadcast) record.Broadcast {
	if kept == nil {
		return record.Broadcast{}
	}
	b := kept.Broadcast
	b.Tally = record.Tally{Planned: len(kept.recipients)}
	for _, r := range kept.recipients {
		b.Tally.Count(r.state, r.reason, 1)
	}
	return b
}

func (s *Store) broadcastFacts(query record.Query, o record.Officer, facts *record.Facts) {
	if b := s.broadcastFact(s.broadcastOf(query.Broadcast)); o.MayBroadcast(b) {
		facts.Broadcast = b
	}
	for _, kept := range slices.Backward(s.broadcasts) {
		if query.Broadcasts && len(facts.Broadcasts) < record.MostBroadcasts && o.MayBroadcast(kept.Broadcast) {
			facts.Broadcasts = append(facts.Broadcasts, s.broadcastFact(kept))
		}
	}
}

// Broadcast is the broadcast of that number, or record.ErrNotFound.
func (s *Store) Broadcast(_ context.Context, number record.BroadcastNumber) (record.Broadcast, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	kept := s.broadcastOf(number)
	if kept == nil {
		return record.Broadcast{}, fmt.Errorf("read broadcast %s: %w", number, record.ErrNotFound)
	}
	return s.broadcastFact(kept), nil
}
