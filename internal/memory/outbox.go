package memory

import (
	"cmp"
	"context"
	"slices"
	"time"

	"jagaetam/internal/record"
)

// letter is something to be said to somebody who is not speaking. The n-th has number n+1.
type letter struct {
	record.Tell
	worker   *worker // of the Receipt
	state    record.LetterState
	lease    time.Time
	begun    bool
	attempts int
	in       string // the chat it was said in
	messages []string
	deleteAt time.Time
}

func (s *Store) say(e record.Say) record.Outcome {
	said := func(other *letter) bool { return e.Once != "" && other.Once == e.Once }
	if slices.ContainsFunc(s.outbox, said) {
		return record.Outcome{}
	}
	l := &letter{Tell: e.Tell, state: record.LetterWaiting}
	if a := s.under(e.Receipt); a != nil {
		l.worker = a.worker
	}
	s.outbox = append(s.outbox, l)
	return record.Outcome{}
}

// Outbox is all that was ever to be said to somebody who was not speaking, in order.
func (s *Store) Outbox() []record.Tell {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []record.Tell
	for _, l := range s.outbox {
		all = append(all, l.Tell)
	}
	return all
}

// ClaimLetters takes at most so many letters whose time has come, the first that waits of each addressee.
func (s *Store) ClaimLetters(_ context.Context, now time.Time, lease time.Duration, limit int) ([]record.Letter, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var claimed []record.Letter
	before := map[any]bool{} // addressees of whom an earlier letter waits
	for i, l := range s.outbox {
		if l.state != record.LetterWaiting || l.At.After(now) || len(claimed) == limit {
			continue
		}
		if (l.Case != 0 || l.Office) && !s.office.Topics {
			continue
		}
		addressee := l.addressee()
		if before[addressee] || l.lease.After(now) {
			before[addressee] = true
			continue
		}
		before[addressee] = true
		l.lease, l.begun = now.Add(lease), false
		claimed = append(claimed, s.addressed(int64(i+1), l))
	}
	return claimed, nil
}

// addressed finds out where and in which language a letter is to be said: a worker is told on his own account if that can be reached, else
// on a helper's.
func (s *Store) addressed(id int64, l *letter) record.Letter {
	found := record.Letter{ID: id, Chat: l.To, Words: l.Words, Attempts: l.attempts, Lease: l.lease}
	if l.Relays != 0 {
		found.Reply, found.Edit = s.answered(l)
	}
	if l.Case != 0 || l.Office {
		found.Chat, found.Case, found.Group = s.office.Chat, l.Case, true
		if k := s.caseOf(l.Case); k != nil {
			found.Topic = k.Topic
		}
		return found
	}
	if l.To == "" {
		var all []*binding
		for _, b := range s.bindings {
			if b.worker == l.worker && l.worker != nil && b.until.IsZero() {
				all = append(all, b)
			}
		}
		slices.SortStableFunc(all, func(a, b *binding) int {
			return cmp.Or(rank(s.unreachable[a.by])-rank(s.unreachable[b.by]), -cmp.Compare(a.relation, b.relation), b.since.Compare(a.since))
		})
		if len(all) > 0 {
			found.Chat = all[0].by
		}
	}
	found.Language = s.languages[found.Chat]
	switch {
	case found.Chat == "":
		found.Skip = record.SkipNoAccount
	case s.unreachable[found.Chat]:
		found.Skip = record.SkipUnreachable
	}
	return found
}

// addressee is what letters that are said in order have in common.
func (l *letter) addressee() any {
	switch {
	case l.Case != 0:
		return l.Case
	case l.Office:
		return true
	case l.To != "":
		return l.To
	}
	return l.worker
}

func rank(last bool) int {
	if last {
		return 1
	}
	return 0
}

// BeginLetter notes that the letter is about to be said. It reports false where the claim does not hold any more.
func (s *Store) BeginLetter(_ context.Context, claimed record.Letter, now time.Time) (bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	l := s.outbox[claimed.ID-1]
	if l.state != record.LetterWaiting || l.begun || !l.lease.Equal(claimed.Lease) || !l.lease.After(now) {
		return false, nil
	}
	l.begun, l.in, l.attempts = true, claimed.Chat, l.attempts+1
	return true, nil
}

// EndLetter notes what has become of a claimed letter.
func (s *Store) EndLetter(_ context.Context, d record.Delivery) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	l := s.outbox[d.ID-1]
	l.state, l.lease, l.begun = d.State, d.Again, false
	if l.Relays != 0 {
		s.relayed(l, d)
	}
	for _, passing := range d.Passing {
		l.messages = append(l.messages, passing.Message)
		if at := d.At.Add(time.Duration(passing.After) * time.Second); l.deleteAt.Before(at) {
			l.deleteAt = at
		}
	}
	return nil
}

// ClaimPassed takes at most so many letters whose messages are to be deleted by now.
func (s *Store) ClaimPassed(_ context.Context, now time.Time, limit int) ([]record.Passed, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var passed []record.Passed
	for i, l := range s.outbox {
		if len(l.messages) > 0 && !l.deleteAt.After(now) && len(passed) < limit {
			passed = append(passed, record.Passed{ID: int64(i + 1), Chat: l.in, Messages: l.messages})
		}
	}
	return passed, nil
}

// ForgetPassed notes that the messages of a letter are deleted.
func (s *Store) ForgetPassed(_ context.Context, letter int64) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.outbox[letter-1].messages = nil
	return nil
}
