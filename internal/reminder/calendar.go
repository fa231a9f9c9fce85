// Package reminder has the calendar by which workers are reminded of their contributions, and the words in which they are.
package reminder

import (
	"cmp"
	"slices"

	"jagaetam/internal/civil"
	"jagaetam/internal/jamsostek"
	"jagaetam/internal/programme"
	"jagaetam/internal/record"
)

// Calendar tells which reminders fall due, by a programme's holidays and zone. docs/reminders.md has it as a table.
type Calendar struct{ Programme programme.Programme }

// Due is a reminder that falls due.
type Due struct {
	record.ReminderKey
	// Day is the first day to say it on, and Until the last on which it still makes sense.
	Day, Until civil.Date
	// Cover is the worker's on the day that was asked about, and Known what it was told from.
	Cover jamsostek.Cover
	Known jamsostek.Known
}

// Due are the reminders of a worker that may be said on the day, most important first: those whose days it is one of. There are none for
// whom nobody ever paid or will, who has left, who took back his consent, or whose month has no price. Whether one was said already, and
// to whom it is said, the calendar does not know.
func (c Calendar) Due(e record.Enrolled, tariff jamsostek.Tariff, day civil.Date) []Due {
	if e.Unreminded {
		return nil
	}
	return c.due(e.ID, e.Insured().Known, tariff, day)
}

func (c Calendar) due(worker int64, known jamsostek.Known, tariff jamsostek.Tariff, day civil.Date) []Due {
	cover, month, why := c.month(known, tariff, day)
	if why != "" {
		return nil
	}
	var all []Due
	for _, p := range c.places(known, cover, month) {
		if !day.Before(p.day) && !p.until.Before(day) {
			key := record.ReminderKey{Worker: worker, Month: month, Step: p.step}
			all = append(all, Due{ReminderKey: key, Day: p.day, Until: p.until, Cover: cover, Known: known})
		}
	}
	slices.SortStableFunc(all, func(a, b Due) int { return cmp.Compare(Rank(a.Step), Rank(b.Step)) })
	return all
}

// Check looks again whether a reminder is to be said on the day: it is still due, or the reason is why it is not to be said, one of
// record's Skip….
func (c Calendar) Check(key record.ReminderKey, e record.Enrolled, tariff jamsostek.Tariff, day civil.Date) (Due, string) {
	if e.Unreminded {
		return Due{}, record.SkipWithdrawn
	}
	known := e.Insured().Known
	cover, month, why := c.month(known, tariff, day)
	if why == "" && month != key.Month {
		why = instead(known, cover, key.Month, month)
	}
	if why != "" {
		return Due{}, why
	}
	for _, d := range c.due(e.ID, known, tariff, day) {
		if d.ReminderKey == key {
			return d, ""
		}
	}
	return Due{}, record.SkipOvertaken
}

// Next is the reminder after the day that comes next if nothing changes; false if none will. The day it is said on is that of Opens.
func (c Calendar) Next(known jamsostek.Known, tariff jamsostek.Tariff, after civil.Date) (Due, bool) {
	silent := lastKnown(known, after.MonthOf()).Add(monthsReminded + 2)
	for m := after.MonthOf(); m.Before(silent); m = m.Add(1) {
		from := m.First()
		if !after.Before(from) {
			from = after.AddDays(1)
		}
		if d, ok := c.begins(known, tariff, from, m); ok {
			return d, true
		}
	}
	return Due{}, false
}

// begins is the first reminder whose own day is from that day on in the month.
func (c Calendar) begins(known jamsostek.Known, tariff jamsostek.Tariff, from civil.Date, m civil.Month) (Due, bool) {
	cover, month, why := c.month(known, tariff, from)
	if why != "" {
		return Due{}, false
	}
	places := slices.DeleteFunc(c.places(known, cover, month), func(p place) bool { return p.day.Before(from) || p.day.MonthOf() != m })
	slices.SortStableFunc(places, func(a, b place) int {
		return cmp.Or(a.day.Day-b.day.Day, cmp.Compare(Rank(a.step), Rank(b.step)))
	})
	for _, p := range places {
		for _, d := range c.due(0, known, tariff, p.day) { // he may have left by then
			if d.Step == p.step && d.Month == month {
				return d, true
			}
		}
	}
	return Due{}, false
}

// lastKnown is the last month of which anything is known, and no earlier than the given one.
func lastKnown(known jamsostek.Known, last civil.Month) civil.Month {
	later := func(m civil.Month) {
		if last.Before(m) {
			last = m
		}
	}
	for _, s := range known.Spans {
		later(s.Last)
	}
	for _, p := range known.Paid {
		later(p.Month)
	}
	return last
}

// Opens is the first day on which people may be written to, from the reminder's own on: it moves past holidays.
func (c Calendar) Opens(d Due) civil.Date {
	return civil.DateOf(c.Programme.NextSending(d.Day.In(c.Programme.Zone())).In(c.Programme.Zone()))
}

// month is the first month that nobody pays or will, which all reminders of the day are about; or why there is nothing to remind of.
func (c Calendar) month(known jamsostek.Known, tariff jamsostek.Tariff, day civil.Date) (cover jamsostek.Cover, month civil.Month, why string) {
	cover, err := tariff.Cover(known, day, c.Programme.Holidays())
	switch {
	case err != nil:
		return cover, month, record.SkipUnpriced
	case cover.State == jamsostek.CoverEnded || cover.Next.Month.IsZero():
		return cover, month, record.SkipLeft
	case cover.Next.Total() == 0 || cover.Until.IsZero() && len(cover.Promised) == 0:
		return cover, month, record.SkipUnpriced
	case len(cover.Unpaid) > 0: // after a lapse, Next is the present month
		return cover, cover.Unpaid[0], ""
	}
	return cover, cover.Next.Month, ""
}

// instead says why a reminder of one month is not to be said now that another is the first to be paid.
func instead(known jamsostek.Known, cover jamsostek.Cover, month, first civil.Month) string {
	if first.Before(month) {
		return record.SkipOvertaken // what was paid before turned out not to be
	}
	for _, paid := range []civil.Month{month, first.Add(-1)} {
		pays := func(p jamsostek.Paid) bool { return p.Month == paid }
		switch _, sponsored := sponsor(known, paid); {
		case slices.Contains(cover.Reported, paid):
			return record.SkipReported
		case sponsored:
			return record.SkipSponsored
		case slices.ContainsFunc(known.Paid, pays):
			return record.SkipPaid
		}
	}
	return record.SkipOvertaken
}

// sponsor is the decree that pays for the month, or will when BPJS has accepted it. It pays no longer than to the month in which the worker
// leaves.
func sponsor(known jamsostek.Known, month civil.Month) (jamsostek.Span, bool) {
	var found jamsostek.Span
	if known.Left != "" && known.LeftOn.MonthOf().Before(month) {
		return found, false
	}
	for _, s := range known.Spans {
		if s.State == jamsostek.SpanRefused || !s.Has(month) {
			continue
		}
		if found.State == "" || s.State == jamsostek.SpanActive && found.State != jamsostek.SpanActive {
			found = s
		}
	}
	return found, found.State != ""
}
