package outreach

import (
	"context"
	"fmt"
	"sync"
	"time"

	"jagaetam/internal/civil"
	"jagaetam/internal/jamsostek"
	"jagaetam/internal/record"
	"jagaetam/internal/reminder"
)

// ReminderRecords keep reminders. *postgres.Store says what each promises.
type ReminderRecords interface {
	Roll(ctx context.Context, after int64, limit int) ([]record.Enrolled, error)
	RollOf(ctx context.Context, ids []int64) ([]record.Enrolled, error)
	Rates(ctx context.Context) (record.Rates, error)
	Announce(ctx context.Context, a record.Announcement) (record.Announcement, error)
	PlanReminders(ctx context.Context, planned []record.PlannedReminder) (int, error)
	ClaimReminders(ctx context.Context, c record.ReminderClaim) ([]record.ReminderBundle, error)
	BeginReminders(ctx context.Context, b record.ReminderBundle, ids []int64, today civil.Date, now time.Time) (bool, error)
	EndReminders(ctx context.Context, b record.ReminderBundle, ends []record.ReminderEnd, at time.Time) error
}

// Reminders find what workers are to be reminded of, and are the lane in which it is said: in the hours in which people may be written to,
// one message a day to an account, each reminder once. Several may run at once. All fields are required.
type Reminders struct {
	Records  ReminderRecords
	Calendar reminder.Calendar
	Now      func() time.Time

	mu        sync.Mutex
	announced record.Announcement // of the last day on which something was said
}

// rollAtOnce is how many workers are looked at together.
const rollAtOnce = 1000

// Scan looks at every worker, plans what falls due today, and says how many reminders are new. It may be done as often as one likes, by
// several at once, and broken off anywhere.
func (r *Reminders) Scan(ctx context.Context) (int, error) {
	tariff, err := r.tariff(ctx)
	if err != nil {
		return 0, err
	}
	day, planned := r.day(r.Now()), 0
	for after := int64(0); ; {
		page, err := r.Records.Roll(ctx, after, rollAtOnce)
		if err != nil || len(page) == 0 {
			return planned, err
		}
		after = page[len(page)-1].ID
		var due []record.PlannedReminder
		for _, e := range page {
			for _, d := range r.Calendar.Due(e, tariff, day) {
				due = append(due, record.PlannedReminder{
					ReminderKey: d.ReminderKey, Day: d.Day, Until: d.Until, NotBefore: r.Calendar.Programme.NextSending(d.Day.In(r.zone())),
				})
			}
		}
		n, err := r.Records.PlanReminders(ctx, due)
		if err != nil {
			return planned, err
		}
		planned += n
	}
}

// Opens is the first moment after now at which something can be said that cannot be said at now: when the hours begin in which people may
// be written to, of the next day where they have begun.
func (r *Reminders) Opens(now time.Time) time.Time {
	if at := r.Calendar.Programme.NextSending(now); at.After(now) {
		return at
	}
	return r.Calendar.Programme.NextSending(r.day(now).AddDays(1).In(r.zone()))
}

// Ranked is the lane with its place among the others.
func (r *Reminders) Ranked() Ranked {
	return Ranked{Name: "reminders", Lane: r, Weight: WeightReminders}
}

// Claim takes what so many accounts are to be told now; nothing outside of the hours in which people may be written to.
func (r *Reminders) Claim(ctx context.Context, now time.Time, lease time.Duration, limit int) ([]Parcel, error) {
	if !r.Open(now) {
		return nil, nil
	}
	bundles, err := r.Records.ClaimReminders(ctx, record.ReminderClaim{
		Now: now, Today: r.day(now), Next: r.Opens(now), Lease: lease, Limit: limit,
	})
	if err != nil {
		return nil, err
	}
	parcels := make([]Parcel, len(bundles))
	for i, b := range bundles {
		parcels[i] = &reminding{Reminders: r, bundle: b}
	}
	return parcels, nil
}

// Open says whether reminders are said at now: in the hours in which people may be written to who have not asked.
func (r *Reminders) Open(now time.Time) bool {
	return !r.Calendar.Programme.NextSending(now).After(now)
}

func (r *Reminders) zone() *time.Location { return r.Calendar.Programme.Zone() }

func (r *Reminders) day(at time.Time) civil.Date { return record.Dated(at, r.zone()) }

func (r *Reminders) tariff(ctx context.Context) (jamsostek.Tariff, error) {
	rates, err := r.Records.Rates(ctx)
	return rates.Tariff(), err
}

// code is what all reminders of the day carry.
func (r *Reminders) code(ctx context.Context, day civil.Date, now time.Time) (record.Code, error) {
	about := fmt.Sprint("reminders:", day)
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.announced.About == about {
		return r.announced.Code, nil
	}
	kept, err := r.Records.Announce(ctx, record.Announcement{About: about, Kind: record.Contribution, At: now})
	if err == nil {
		r.announced = kept
	}
	return kept.Code, err
}
