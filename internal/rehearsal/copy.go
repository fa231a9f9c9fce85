package rehearsal

import (
	"context"
	"fmt"
	"slices"

	"jagaetam/internal/civil"
	"jagaetam/internal/record"
)

// atOnce is how many workers are read together.
const atOnce = 1000

// copy reads all that a rehearsal needs. What was said before, or is being said, is not said again.
func (r Rehearsal) copy(ctx context.Context, records Records, start civil.Date) (*copied, error) {
	c := &copied{planned: map[record.ReminderKey]bool{}, told: map[record.Reminded]bool{}, claimed: map[int64]*waiting{}}
	var err error
	if c.rates, err = records.Rates(ctx); err != nil {
		return nil, err
	}
	for after := int64(0); ; after = c.workers[len(c.workers)-1].ID {
		page, err := records.Roll(ctx, after, atOnce)
		if err != nil {
			return nil, err
		}
		if len(page) == 0 {
			break
		}
		c.workers = append(c.workers, page...)
	}
	if r.Only != 0 || len(r.Districts) > 0 {
		if c.workers = r.neighbours(c.workers); r.Only != 0 && len(c.workers) == 0 {
			return nil, fmt.Errorf("worker of %s: %w", r.Only, record.ErrNotFound)
		}
	}
	kept, told, err := records.KeptReminders(ctx, start)
	if err != nil {
		return nil, err
	}
	for _, k := range kept {
		c.planned[k.ReminderKey] = true
		if _, here := c.worker(k.Worker); here && k.State == record.LetterWaiting && !k.Begun {
			c.wait(k.PlannedReminder)
		}
	}
	for _, t := range told {
		c.told[t] = true
	}
	c.days = &days{calendar: r.Calendar, tariff: c.rates.Tariff()}
	c.days.begin(c.workers)
	return c, nil
}

// neighbours are the workers who are asked about and those who share an account with them: what these are told may take their day.
func (r Rehearsal) neighbours(all []record.Enrolled) []record.Enrolled {
	accounts := map[string]bool{}
	for _, e := range all {
		if r.asked(e) {
			for _, a := range e.Accounts {
				accounts[a.Contact] = true
			}
		}
	}
	return slices.DeleteFunc(all, func(e record.Enrolled) bool {
		shares := slices.ContainsFunc(e.Accounts, func(a record.Account) bool { return accounts[a.Contact] })
		return !r.asked(e) && !shares
	})
}

// asked says whether a worker is one of those that the rehearsal is about.
func (r Rehearsal) asked(e record.Enrolled) bool {
	if r.Only != 0 {
		return e.Receipt == r.Only
	}
	return len(r.Districts) == 0 || slices.Contains(r.Districts, e.District)
}
