package bench

import (
	"context"
	"errors"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
)

const (
	// LongestSoak is for how long there are made-up people of whom no two are alike.
	LongestSoak = 4 * time.Hour
	// soakRate is how many updates a second all people make together.
	soakRate = 50
	// ponders is how long they take over an answer, less where the soak is shorter than a registration would take.
	ponders = time.Second
)

// Soaked is what came of a soak.
type Soaked struct {
	Result
	Samples []Sample `json:"samples"`
	Growth  []Growth `json:"growth"`
}

// Soak has new people begin a registration with one service by webhook for so long, 50 updates a second in all, at a Telegram that takes
// 40 ms a call, and looks whether the service grows. Each sample is told as it is taken. An error is one of the bench's; what the service
// did wrong is in the result.
func (b *Bench) Soak(ctx context.Context, length time.Duration, told func(Sample)) (Soaked, error) {
	w, err := b.open(ctx, Trial{
		Bot: Service, Webhook: true, Latency: telegramTakes, Think: min(ponders, length/100), Manner: Manner{Within: 5 * time.Minute},
	})
	if err != nil {
		return Soaked{}, errors.Join(err, w.close())
	}
	soaked, err := w.soak(ctx, length, told)
	return soaked, errors.Join(err, w.close())
}

func (w *world) soak(ctx context.Context, length time.Duration, told func(Sample)) (s Soaked, err error) {
	meter, err := w.openMeter(ctx)
	if err != nil {
		return s, err
	}
	defer meter.close()
	before, err := w.begin()
	if err != nil {
		return s, err
	}
	var crowd []*member
	group, working := errgroup.WithContext(ctx)
	group.Go(func() (err error) { crowd, err = w.come(working, length); return err })
	group.Go(func() (err error) { s.Samples, err = meter.samples(working, length, told); return err })
	if err := group.Wait(); err != nil {
		return s, err
	}
	toll, err := w.toll(before)
	if err != nil {
		return s, err
	}
	w.trial.Workers = len(crowd)
	s.Growth = Grown(s.Samples)
	s.Result, err = w.result(ctx, crowd, toll)
	return s, err
}

// come has somebody new begin every so often until the time is over, and waits until the last is done.
func (w *world) come(ctx context.Context, length time.Duration) (crowd []*member, err error) {
	var all sync.WaitGroup
	defer all.Wait()
	for due := time.Duration(0); due < length; {
		m, err := w.member(ctx, len(crowd))
		if err != nil {
			return nil, err
		}
		crowd = append(crowd, m)
		pause(ctx, due-time.Since(w.began))
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		w.begun.Add(1)
		all.Go(func() {
			m.err = m.Register(ctx, m.script)
			w.done.Add(1)
		})
		due += time.Duration(len(m.script)) * time.Second / soakRate
	}
	return crowd, nil
}
