// Package rehearsal plays through what workers would be reminded of on which day, by the real rules over a copy of what is kept. It says
// nothing to anybody and keeps nothing.
package rehearsal

import (
	"context"
	"errors"
	"fmt"
	"math"
	"time"

	"jagaetam/internal/civil"
	"jagaetam/internal/outreach"
	"jagaetam/internal/record"
	"jagaetam/internal/reminder"
)

// Records are copied, and only read. *postgres.Store says what each promises.
type Records interface {
	Roll(ctx context.Context, after int64, limit int) ([]record.Enrolled, error)
	Rates(ctx context.Context) (record.Rates, error)
	KeptReminders(ctx context.Context, from civil.Date) ([]record.KeptReminder, []record.Reminded, error)
}

// MostDays is how many days a rehearsal can be long.
const MostDays = 400

// Why a rehearsal cannot be played.
var (
	ErrTooLong   = errors.New("a rehearsal takes at most 400 days, counted from today where it begins later")
	ErrBackwards = errors.New("it ends before it begins")
)

// Rehearsal is what to play through. Calendar is required, and so are the days.
type Rehearsal struct {
	Calendar reminder.Calendar
	// Today is the day on which the records are copied. Where From is later, the days in between are played too, and not told.
	Today, From, To civil.Date
	// Only is the receipt of the one worker that is asked about, 0 for all.
	Only record.Receipt
	// Districts are the kecamatan, by their codes, whose workers are asked about; none is all.
	Districts []string
}

// Said is a message that would be said to an account on a day.
type Said struct {
	Day civil.Date
	// About are the reminders in it: one alone, or those of a helper's list.
	About []About
}

// About is a reminder in a message, or one that would not be said.
type About struct {
	record.PlannedReminder
	Worker record.Enrolled
	// Account is where he would be told.
	Account record.Account
}

// Heard hears of a rehearsal as it goes on.
type Heard struct {
	// Day is told of each day on which something may be said, before it is.
	Day  func(civil.Date)
	Said func(Said)
	// Left is told of a reminder that falls due and would not be said, with one of record's reasons.
	Left func(day civil.Date, about About, why string)
}

// Play plays the rehearsal from window to window. Nobody pays, comes or leaves meanwhile. It keeps all workers in memory.
func (r Rehearsal) Play(ctx context.Context, records Records, heard Heard) error {
	start := r.Today
	if r.From.Before(start) {
		start = r.From
	}
	if r.To.Before(r.From) {
		return ErrBackwards
	}
	if start.AddDays(MostDays - 1).Before(r.To) {
		return ErrTooLong
	}
	c, err := r.copy(ctx, records, start)
	if err != nil {
		return err
	}
	now := start.In(r.Calendar.Programme.Zone())
	lane := &outreach.Reminders{Records: c, Calendar: r.Calendar, Now: func() time.Time { return now }}
	today := start
	r.hear(c, heard, &today)
	for now = r.Calendar.Programme.NextSending(now); ; now = lane.Opens(now) {
		day := record.Dated(now, r.Calendar.Programme.Zone())
		if r.To.Before(day) {
			return nil
		}
		if today != day {
			c.days.turn(today, day)
		}
		today = day
		if heard.Day != nil {
			heard.Day(day)
		}
		if _, err := lane.Scan(ctx); err != nil {
			return err
		}
		if err := sayAll(ctx, lane, now); err != nil {
			return fmt.Errorf("rehearse %s: %w", day, err)
		}
	}
}

// hear passes on what concerns those who are asked about.
func (r Rehearsal) hear(c *copied, heard Heard, today *civil.Date) {
	about := func(p record.PlannedReminder) (About, bool) {
		e, _ := c.worker(p.Worker)
		account, _ := e.Account()
		return About{p, e, account}, r.asked(e) && !today.Before(r.From)
	}
	c.said = func(_ string, day civil.Date, all []record.PlannedReminder) {
		said := Said{Day: day}
		for _, p := range all {
			if a, ok := about(p); ok {
				said.About = append(said.About, a)
			}
		}
		if len(said.About) > 0 && heard.Said != nil {
			heard.Said(said)
		}
	}
	c.left = func(p record.PlannedReminder, why string) {
		if a, ok := about(p); ok && heard.Left != nil {
			heard.Left(*today, a, why)
		}
	}
}

// sayAll has the lane bring what it would say now, and says to it that it was said.
func sayAll(ctx context.Context, lane *outreach.Reminders, now time.Time) error {
	for {
		parcels, err := lane.Claim(ctx, now, time.Hour, math.MaxInt)
		if err != nil || len(parcels) == 0 {
			return err
		}
		for _, p := range parcels {
			if err := say(ctx, p, now); err != nil {
				return err
			}
		}
	}
}

func say(ctx context.Context, p outreach.Parcel, now time.Time) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	_, skip, err := p.Ready(ctx, now)
	switch {
	case err != nil:
		return err
	case skip != "":
		return p.End(ctx, record.Delivery{State: record.LetterSkipped, Reason: skip, At: now})
	}
	if begun, err := p.Begin(ctx, now); err != nil || !begun {
		return err
	}
	return p.End(ctx, record.Delivery{State: record.LetterSaid, At: now})
}
