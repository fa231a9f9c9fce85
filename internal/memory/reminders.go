package memory

import (
	"cmp"
	"context"
	"slices"
	"time"

	"jagaetam/internal/civil"
	"jagaetam/internal/record"
)

// reminder has fallen due. The n-th has number n+1.
type reminder struct {
	record.PlannedReminder
	state    record.LetterState
	reason   string
	lease    time.Time
	begun    bool
	attempts int
	told     reminded
}

// Unreached are the reminders that have fallen due since the day and could not be said, as nobody could be reached: the latest of each
// worker, by his place in the roll.
func (s *Store) Unreached(_ context.Context, since civil.Date) (map[int64]record.PlannedReminder, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	found := map[int64]record.PlannedReminder{}
	for _, r := range s.reminders {
		unreached := r.state == record.LetterSkipped && (r.reason == record.SkipNoAccount || r.reason == record.SkipUnreachable)
		if unreached && !r.Day.Before(since) && !r.Day.Before(found[r.Worker].Day) {
			found[r.Worker] = record.PlannedReminder{ReminderKey: r.ReminderKey, Day: r.Day}
		}
	}
	return found, nil
}

// reminded is a day on which an account was told something.
type reminded struct {
	contact string
	day     civil.Date
}

// PlanReminders keeps reminders that have fallen due and says how many of them are new. What was planned once stays as it is.
func (s *Store) PlanReminders(_ context.Context, planned []record.PlannedReminder) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	planned = slices.Clone(planned)
	slices.SortStableFunc(planned, func(a, b record.PlannedReminder) int {
		return cmp.Or(a.NotBefore.Compare(b.NotBefore), cmp.Compare(a.Worker, b.Worker))
	})
	n := 0
	for _, p := range planned {
		if !s.planned[p.ReminderKey] {
			s.planned[p.ReminderKey] = true
			s.reminders = append(s.reminders, &reminder{PlannedReminder: p, state: record.LetterWaiting})
			n++
		}
	}
	return n, nil
}

// ClaimReminders takes what at most so many accounts are to be reminded of now, all of an account together. What nobody can be told comes
// as a bundle of its own.
func (s *Store) ClaimReminders(_ context.Context, c record.ReminderClaim) ([]record.ReminderBundle, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	until := c.Now.Add(c.Lease)
	var bundles []record.ReminderBundle
	for _, i := range s.dueReminders(c.Now) {
		r := s.reminders[i]
		account, _ := s.enrolled(r.Worker - 1).Account()
		if account.Contact != "" && s.reminded[reminded{account.Contact, c.Today}] {
			r.NotBefore = c.Next
			continue
		}
		at := slices.IndexFunc(bundles, func(b record.ReminderBundle) bool { return b.Contact == account.Contact })
		if at < 0 {
			if len(bundles) == c.Limit {
				continue
			}
			b := record.ReminderBundle{Contact: account.Contact, Language: account.Language, Lease: until}
			switch {
			case account.Contact == "":
				b.Skip = record.SkipNoAccount
			case !account.Reachable:
				b.Skip = record.SkipUnreachable
			}
			at, bundles = len(bundles), append(bundles, b)
		}
		r.lease = until
		bundles[at].Reminders = append(bundles[at].Reminders, record.ClaimedReminder{
			ID: int64(i + 1), PlannedReminder: r.PlannedReminder, Attempts: r.attempts,
		})
	}
	return bundles, nil
}

// dueReminders are the places of the reminders that wait and that nobody has claimed, in order. What was begun and whose lease ended is
// unknown from then on.
func (s *Store) dueReminders(now time.Time) []int {
	var due []int
	for i, r := range s.reminders {
		switch {
		case r.state != record.LetterWaiting || r.NotBefore.After(now) || r.lease.After(now):
		case r.begun:
			r.state, r.reason = record.LetterUnknown, record.UnknownCut
		default:
			due = append(due, i)
		}
	}
	slices.SortStableFunc(due, func(a, b int) int { return s.reminders[a].NotBefore.Compare(s.reminders[b].NotBefore) })
	return due
}

// BeginReminders notes that those reminders of the bundle are about to be said in one message, which is the account's only one that day.
func (s *Store) BeginReminders(_ context.Context, b record.ReminderBundle, ids []int64, today civil.Date, now time.Time) (bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	told := reminded{b.Contact, today}
	if s.reminded[told] {
		return false, nil
	}
	for _, id := range ids {
		if r := s.reminders[id-1]; r.state != record.LetterWaiting || r.begun || !r.lease.Equal(b.Lease) || !r.lease.After(now) {
			return false, nil
		}
	}
	s.reminded[told] = true
	for _, id := range ids {
		r := s.reminders[id-1]
		r.begun, r.told, r.attempts = true, told, r.attempts+1
	}
	return true, nil
}

// EndReminders notes what has become of claimed reminders of the bundle, at a moment.
func (s *Store) EndReminders(_ context.Context, b record.ReminderBundle, ends []record.ReminderEnd, _ time.Time) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, e := range ends {
		r := s.reminders[e.ID-1]
		if r.state != record.LetterWaiting && r.state != record.LetterUnknown || !r.lease.Equal(b.Lease) {
			continue
		}
		if r.begun && e.State != record.LetterSaid && e.State != record.LetterUnknown {
			delete(s.reminded, r.told)
		}
		r.state, r.reason = e.State, e.Reason
		if e.State == record.LetterWaiting {
			r.NotBefore, r.lease, r.begun = e.Again, time.Time{}, false
		}
	}
	return nil
}

// ReminderCounts are how many reminders are in each state, by the reason of it.
func (s *Store) ReminderCounts(context.Context) (map[record.LetterState]map[string]int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	counts := map[record.LetterState]map[string]int{}
	for _, r := range s.reminders {
		if counts[r.state] == nil {
			counts[r.state] = map[string]int{}
		}
		counts[r.state][r.reason]++
	}
	return counts, nil
}

// KeptReminders are the reminders that make sense on the day or later, or wait still, and the accounts that were told something from the day
// on.
func (s *Store) KeptReminders(_ context.Context, from civil.Date) ([]record.KeptReminder, []record.Reminded, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var kept []record.KeptReminder
	for _, r := range s.reminders {
		if r.state == record.LetterWaiting || !r.Until.Before(from) {
			kept = append(kept, record.KeptReminder{PlannedReminder: r.PlannedReminder, State: r.state, Begun: r.begun})
		}
	}
	var told []record.Reminded
	for t := range s.reminded {
		if !t.day.Before(from) {
			told = append(told, record.Reminded{Contact: t.contact, Day: t.day})
		}
	}
	return kept, told, nil
}
