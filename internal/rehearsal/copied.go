package rehearsal

import (
	"cmp"
	"context"
	"slices"
	"time"

	"jagaetam/internal/civil"
	"jagaetam/internal/record"
)

// copied are the records of reminders as they were when they were copied, for the lane to work on: outreach.ReminderRecords that only note.
// Claims end at once, as one rehearsal is alone with them.
type copied struct {
	workers []record.Enrolled // in the order of their IDs
	rates   record.Rates
	// days tell on which day a worker is to be looked at next; see calendar.go.
	days *days

	planned map[record.ReminderKey]bool
	waiting []*waiting // in the order of NotBefore
	told    map[record.Reminded]bool
	ids     int64
	claimed map[int64]*waiting
	// said hears of what is said, and left of what is not and why.
	said func(contact string, today civil.Date, all []record.PlannedReminder)
	left func(r record.PlannedReminder, why string)
}

type waiting struct {
	id int64
	record.PlannedReminder
}

// Roll is those of the workers for whom something may fall due today.
func (c *copied) Roll(_ context.Context, after int64, limit int) ([]record.Enrolled, error) {
	return c.days.roll(after, limit), nil
}

// RollOf is those of the workers with the IDs.
func (c *copied) RollOf(_ context.Context, ids []int64) ([]record.Enrolled, error) {
	var all []record.Enrolled
	for _, id := range ids {
		if e, ok := c.worker(id); ok {
			all = append(all, e)
		}
	}
	return all, nil
}

func (c *copied) worker(id int64) (record.Enrolled, bool) {
	i, ok := slices.BinarySearchFunc(c.workers, id, func(e record.Enrolled, id int64) int { return cmp.Compare(e.ID, id) })
	if !ok {
		return record.Enrolled{}, false
	}
	return c.workers[i], true
}

// Rates are the rows that were laid on top of the law.
func (c *copied) Rates(context.Context) (record.Rates, error) { return c.rates, nil }

// Announce gives no code: nobody could ask about one that is not kept.
func (c *copied) Announce(_ context.Context, a record.Announcement) (record.Announcement, error) {
	return a, nil
}

// PlanReminders notes what has fallen due.
func (c *copied) PlanReminders(_ context.Context, planned []record.PlannedReminder) (int, error) {
	n := 0
	for _, p := range planned {
		if !c.planned[p.ReminderKey] {
			c.planned[p.ReminderKey] = true
			c.wait(p)
			n++
		}
	}
	return n, nil
}

func (c *copied) wait(p record.PlannedReminder) {
	c.ids++
	c.waiting = append(c.waiting, &waiting{c.ids, p})
}

// ClaimReminders takes all that is to be said now, however many accounts there are.
func (c *copied) ClaimReminders(_ context.Context, claim record.ReminderClaim) ([]record.ReminderBundle, error) {
	slices.SortStableFunc(c.waiting, func(a, b *waiting) int {
		return cmp.Or(a.NotBefore.Compare(b.NotBefore), cmp.Compare(a.id, b.id))
	})
	var bundles []record.ReminderBundle
	at, later := map[string]int{}, c.waiting[:0]
	for _, w := range c.waiting {
		e, _ := c.worker(w.Worker)
		account, _ := e.Account()
		switch {
		case w.NotBefore.After(claim.Now):
			later = append(later, w)
			continue
		case account.Contact != "" && c.told[record.Reminded{Contact: account.Contact, Day: claim.Today}]:
			w.NotBefore = claim.Next
			later = append(later, w)
			continue
		}
		i, known := at[account.Contact]
		if !known {
			i, at[account.Contact] = len(bundles), len(bundles)
			bundles = append(bundles, record.ReminderBundle{Contact: account.Contact, Language: account.Language})
		}
		c.claimed[w.id] = w
		bundles[i].Reminders = append(bundles[i].Reminders, record.ClaimedReminder{ID: w.id, PlannedReminder: w.PlannedReminder})
	}
	c.waiting = later
	return bundles, nil
}

// BeginReminders notes what is said, unless the account was told something today.
func (c *copied) BeginReminders(_ context.Context, b record.ReminderBundle, ids []int64, today civil.Date, _ time.Time) (bool, error) {
	told := record.Reminded{Contact: b.Contact, Day: today}
	if c.told[told] {
		return false, nil
	}
	c.told[told] = true
	var all []record.PlannedReminder
	for _, id := range ids {
		all = append(all, c.claimed[id].PlannedReminder)
	}
	c.said(b.Contact, today, all)
	return true, nil
}

// EndReminders has those wait again that are to.
func (c *copied) EndReminders(_ context.Context, _ record.ReminderBundle, ends []record.ReminderEnd, _ time.Time) error {
	for _, e := range ends {
		w := c.claimed[e.ID]
		delete(c.claimed, e.ID)
		switch e.State {
		case record.LetterWaiting:
			w.NotBefore = e.Again
			c.waiting = append(c.waiting, w)
		case record.LetterSkipped:
			c.left(w.PlannedReminder, e.Reason)
		default:
		}
	}
	return nil
}
