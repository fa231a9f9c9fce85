package outreach

import (
	"cmp"
	"context"
	"slices"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/jamsostek"
	"jagaetam/internal/record"
	"jagaetam/internal/reminder"
	"jagaetam/locales"
)

// reminding is one account's reminders of a day. The most important of them is said, alone if it is about a worker who owns the account,
// with all the others that it helps if not; what is left waits for the next day.
type reminding struct {
	*Reminders
	bundle record.ReminderBundle
	said   []checked
	ends   []record.ReminderEnd // of those that are not said
}

// checked is a reminder that is to be said by how things are now.
type checked struct {
	id       int64
	attempts int
	due      reminder.Due
	worker   record.Enrolled
	to       record.Account
}

// Ready looks at the workers anew. What does not hold any more is not said; nor is what another account is to be told now, which waits for its
// next claim.
func (p *reminding) Ready(ctx context.Context, now time.Time) (answer chat.Answer, skip string, err error) {
	day := p.day(now)
	tariff, err := p.tariff(ctx)
	if err != nil {
		return answer, "", err
	}
	workers, err := p.workers(ctx)
	if err != nil {
		return answer, "", err
	}
	p.said, p.ends = nil, nil
	var all []checked
	for _, claimed := range p.bundle.Reminders {
		c, end := p.check(claimed, workers[claimed.Worker], tariff, now)
		if end.State != "" {
			p.ends = append(p.ends, end)
			continue
		}
		all = append(all, c)
	}
	p.choose(all, now)
	if len(p.said) == 0 {
		return answer, cmp.Or(p.ends[0].Reason, record.SkipOutranked), nil
	}
	code, err := p.code(ctx, day, now)
	if err != nil {
		return answer, "", err
	}
	return chat.Answer{
		Chat: p.bundle.Contact, Language: cmp.Or(p.bundle.Language, locales.Indonesian), Words: []chat.Words{p.words(tariff, code, day)},
	}, "", nil
}

func (p *reminding) workers(ctx context.Context) (map[int64]record.Enrolled, error) {
	var ids []int64
	for _, r := range p.bundle.Reminders {
		ids = append(ids, r.Worker)
	}
	slices.Sort(ids)
	found, err := p.Records.RollOf(ctx, slices.Compact(ids))
	all := map[int64]record.Enrolled{}
	for _, e := range found {
		all[e.ID] = e
	}
	return all, err
}

// check says whether the reminder is to be said to the account of the bundle; the end is what becomes of it otherwise.
func (p *reminding) check(r record.ClaimedReminder, e record.Enrolled, tariff jamsostek.Tariff, now time.Time) (checked, record.ReminderEnd) {
	skip := func(why string) (checked, record.ReminderEnd) {
		return checked{}, record.ReminderEnd{ID: r.ID, State: record.LetterSkipped, Reason: why}
	}
	if e.ID == 0 { // he was deleted, but for what the law on archives keeps
		return skip(record.SkipLeft)
	}
	due, why := p.Calendar.Check(r.ReminderKey, e, tariff, p.day(now))
	account, bound := e.Account()
	switch {
	case why != "":
		return skip(why)
	case !bound:
		return skip(record.SkipNoAccount)
	case account.Contact != p.bundle.Contact:
		return checked{}, record.ReminderEnd{ID: r.ID, State: record.LetterWaiting, Again: now}
	case !account.Reachable:
		return skip(record.SkipUnreachable)
	case !account.Wants(record.Contribution):
		return skip(record.SkipStopped)
	}
	return checked{id: r.ID, attempts: r.Attempts, due: due, worker: e, to: account}, record.ReminderEnd{}
}

// choose has the most important said, an own one before a list, and ends or puts off the others.
func (p *reminding) choose(all []checked, now time.Time) {
	slices.SortStableFunc(all, func(a, b checked) int {
		return cmp.Or(reminder.Rank(a.due.Step)-reminder.Rank(b.due.Step), -cmp.Compare(a.to.Relation, b.to.Relation), cmp.Compare(a.id, b.id))
	})
	told := map[int64]bool{}
	for _, c := range all {
		switch {
		case told[c.worker.ID]:
			p.ends = append(p.ends, record.ReminderEnd{ID: c.id, State: record.LetterSkipped, Reason: record.SkipOutranked})
		case len(p.said) == 0, c.to.Relation == record.RelationHelper && p.helps() && len(p.said) < mostListed:
			p.said = append(p.said, c)
		default:
			p.ends = append(p.ends, record.ReminderEnd{ID: c.id, State: record.LetterWaiting, Again: p.Opens(now)})
		}
		told[c.worker.ID] = true
	}
}

// mostListed is how many workers one message lists at most: a message holds 4,096 characters.
const mostListed = 25

// helps says whether what is said is about workers whom the account helps.
func (p *reminding) helps() bool { return p.said[0].to.Relation == record.RelationHelper }

// Begin notes that it is about to be said, if that is still the hour.
func (p *reminding) Begin(ctx context.Context, now time.Time) (bool, error) {
	if !p.Open(now) {
		return false, nil
	}
	var ids []int64
	for _, c := range p.said {
		ids = append(ids, c.id)
	}
	return p.Records.BeginReminders(ctx, p.bundle, ids, p.day(now), now)
}

// End notes what has become of it. Where the account turned out to be unreachable, what can be said to another is. What is given back before
// it was Ready is given back as a whole.
func (p *reminding) End(ctx context.Context, d record.Delivery) error {
	ends := slices.Clone(p.ends)
	for _, c := range p.said {
		end := record.ReminderEnd{ID: c.id, State: d.State, Reason: d.Reason, Again: d.Again}
		if d.Reason == record.SkipUnreachable && c.hasOther() {
			end = record.ReminderEnd{ID: c.id, State: record.LetterWaiting, Again: d.At}
		}
		ends = append(ends, end)
	}
	if len(ends) == 0 {
		for _, r := range p.bundle.Reminders {
			ends = append(ends, record.ReminderEnd{ID: r.ID, State: d.State, Reason: d.Reason, Again: d.Again})
		}
	}
	return p.Records.EndReminders(ctx, p.bundle, ends, d.At)
}

// Attempts is how often what is to be said was tried before.
func (p *reminding) Attempts() int {
	most := 0
	for _, c := range p.said {
		most = max(most, c.attempts)
	}
	return most
}

// hasOther says whether the worker can be told on another account.
func (c checked) hasOther() bool {
	return slices.ContainsFunc(c.worker.Accounts, func(a record.Account) bool { return a.Reachable && a.Contact != c.to.Contact })
}

func (p *reminding) words(tariff jamsostek.Tariff, code record.Code, day civil.Date) chat.Words {
	if !p.helps() {
		return p.Calendar.Own(p.said[0].due, p.said[0].worker, tariff, code, day)
	}
	var dues []reminder.Due
	var workers []record.Enrolled
	for _, c := range p.said {
		dues, workers = append(dues, c.due), append(workers, c.worker)
	}
	return p.Calendar.List(dues, workers, tariff, code, day)
}
