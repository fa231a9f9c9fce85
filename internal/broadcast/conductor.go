package broadcast

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"jagaetam/internal/civil"
	"jagaetam/internal/programme"
	"jagaetam/internal/record"
	"jagaetam/internal/region"
	"jagaetam/locales"
)

// Store keeps broadcasts. *postgres.Store says what each promises.
type Store interface {
	Broadcast(ctx context.Context, number record.BroadcastNumber) (record.Broadcast, error)
	BroadcastsUnderWay(ctx context.Context, now time.Time) ([]record.BroadcastNumber, error)
	ConductBroadcast(ctx context.Context, number record.BroadcastNumber, at time.Time,
		decide func(record.Broadcast, []record.Officer) record.BroadcastTurn) error
	VillageTallies(ctx context.Context, number record.BroadcastNumber) ([]record.VillageTally, error)
	LastDeliveries(ctx context.Context, number record.BroadcastNumber, since time.Time, limit int) (tried, failed int, err error)
	NewsHad(ctx context.Context, since time.Time) (map[string]int, error)
	Roll(ctx context.Context, after int64, limit int) ([]record.Enrolled, error)
	Rates(ctx context.Context) (record.Rates, error)
	KeepFile(ctx context.Context, f record.KeptFile) (string, error)
}

// Conductor brings broadcasts on. It may be broken off anywhere and begin again, and several may work at once: what is done is done in one
// transaction with what is told of it. All fields are required.
type Conductor struct {
	Store     Store
	Programme programme.Programme
	Region    *region.Region
	Texts     *locales.Catalogue
	Now       func() time.Time
	Log       *slog.Logger
	// Rate is how many messages are sent in a second, by which it is reckoned when a broadcast ends.
	Rate int
}

// rollPage is how many workers are looked at at once.
const rollPage = 500

// Look does with every broadcast what there is to do by now. One that fails does not hold up the others.
func (c *Conductor) Look(ctx context.Context) error {
	numbers, err := c.Store.BroadcastsUnderWay(ctx, c.Now())
	var failures []error
	for _, number := range numbers {
		if err := c.bring(ctx, number); err != nil {
			failures = append(failures, fmt.Errorf("bring broadcast %s on: %w", number, err))
		}
	}
	return errors.Join(append(failures, err)...)
}

// bring does what there is to do with a broadcast.
func (c *Conductor) bring(ctx context.Context, number record.BroadcastNumber) error {
	b, err := c.Store.Broadcast(ctx, number)
	if err != nil {
		return err
	}
	switch b.State {
	case record.BroadcastDraft:
		return c.count(ctx, b)
	case record.BroadcastScheduled:
		return c.begin(ctx, b)
	case record.BroadcastRunning:
		if b.Tally.Waiting > 0 {
			return c.watch(ctx, b)
		}
	case record.BroadcastCancelled:
		if b.Tally.Waiting > 0 {
			return c.conduct(ctx, b, func(b record.Broadcast, _ []record.Officer) record.BroadcastTurn { return b.Swept() })
		}
	case record.BroadcastDone:
	case record.BroadcastSubmitted, record.BroadcastPaused:
		return nil
	}
	return c.finish(ctx, b)
}

func (c *Conductor) conduct(
	ctx context.Context, b record.Broadcast, decide func(record.Broadcast, []record.Officer) record.BroadcastTurn,
) error {
	return c.Store.ConductBroadcast(ctx, b.Number, c.Now(), decide)
}

// count tells the writer whom the broadcast would reach.
func (c *Conductor) count(ctx context.Context, b record.Broadcast) error {
	m, err := c.muster(ctx, b)
	if err != nil {
		return err
	}
	now := c.Now()
	count := record.BroadcastCount{Revision: b.Revision, Reach: m.Reach, At: now}
	begins := c.Programme.NextSending(later(now, b.StartAt))
	ends := c.Programme.AfterSending(begins, time.Duration(m.Reach.Planned)*time.Second/time.Duration(max(c.Rate, 1)))
	b.Reach = m.Reach
	letters := append(b.Preview(), c.counted(b, begins, ends))
	return c.conduct(ctx, b, func(b record.Broadcast, _ []record.Officer) record.BroadcastTurn { return b.Counted(count, letters...) })
}

// begin freezes the recipients, once people may be written to.
func (c *Conductor) begin(ctx context.Context, b record.Broadcast) error {
	if now := c.Now(); c.Programme.NextSending(now).After(now) {
		return nil
	}
	m, err := c.muster(ctx, b)
	if err != nil {
		return err
	}
	count := record.BroadcastCount{Revision: b.Revision, Reach: m.Reach, At: c.Now()}
	above := c.Programme.Broadcast.SecondOfficerAbove
	err = c.conduct(ctx, b, func(b record.Broadcast, office []record.Officer) record.BroadcastTurn {
		return b.Begun(count, m.Recipients, above, office)
	})
	if err == nil {
		c.Log.Info("began a broadcast", "broadcast", b.Number.String(), "recipients", len(m.Recipients))
	}
	return err
}

// watch pauses a broadcast of which too much fails.
func (c *Conductor) watch(ctx context.Context, b record.Broadcast) error {
	limits := c.Programme.Broadcast
	tried, failed, err := c.Store.LastDeliveries(ctx, b.Number, b.RunsSince, limits.PauseLast)
	if err != nil || !limits.Fails(tried, failed) {
		return err
	}
	c.Log.Warn("a broadcast pauses, as too much of it fails", "broadcast", b.Number.String(), "tried", tried, "failed", failed)
	since := b.RunsSince
	return c.conduct(ctx, b, func(b record.Broadcast, _ []record.Officer) record.BroadcastTurn {
		return b.Failing(since, c.Now(), tried, failed)
	})
}

// muster walks the roll.
func (c *Conductor) muster(ctx context.Context, b record.Broadcast) (*Muster, error) {
	rates, err := c.Store.Rates(ctx)
	if err != nil {
		return nil, err
	}
	now := c.Now()
	m := &Muster{Broadcast: b, PerWeek: c.Programme.Broadcast.NewsPerWeek, Lookup: Lookup{
		Tariff: rates.Tariff(), Holidays: c.Programme.Holidays(), Region: c.Region, Day: civil.DateOf(now.In(c.Programme.Zone())),
	}}
	if m.Had, err = c.Store.NewsHad(ctx, now.Add(-week)); err != nil {
		return nil, err
	}
	for last := int64(0); ; {
		page, err := c.Store.Roll(ctx, last, rollPage)
		if err != nil {
			return nil, err
		}
		if len(page) == 0 {
			return m, nil
		}
		for _, e := range page {
			m.Add(e)
		}
		last = page[len(page)-1].ID
	}
}

const week = 7 * 24 * time.Hour

func later(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}
