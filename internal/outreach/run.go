package outreach

import (
	"context"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
)

// course is a lane under way.
type course struct {
	Ranked

	// claimed are parcels that wait to be taken in hand.
	claimed []Parcel
	// passed is how much was said of the lane, divided by its weight: the lane that is behind is next.
	passed float64

	mu     sync.Mutex
	due    time.Time // when to claim again
	thawed time.Time // until when the platform asked to wait, by the sender's clock
}

// freeze has the lane wait in this program.
func (c *course) freeze(until time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.thawed.Before(until) {
		c.thawed = until
	}
}

// frozen is how long the lane is to wait; not above 0 where it is not.
func (c *course) frozen(now time.Time) time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.thawed.Sub(now)
}

// rest leaves the lane alone for d, and wake does not any more.
func (c *course) rest(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.due = time.Now().Add(d)
}

func (c *course) wake() { c.rest(0) }

func (c *course) isDue() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return !time.Now().Before(c.due)
}

// Run says parcels until ctx ends; what is on its way then is finished, and what was not begun is given back.
func (s *Sender) Run(ctx context.Context) error {
	s.prepare()
	var both errgroup.Group
	both.Go(func() error { s.pump(ctx); return nil })
	both.Go(func() error { s.tendAlways(ctx); return nil })
	return both.Wait()
}

// tendAlways tends until ctx ends.
func (s *Sender) tendAlways(ctx context.Context) {
	for ctx.Err() == nil {
		tended, err := s.tend(ctx)
		switch {
		case ctx.Err() != nil:
		case err != nil:
			s.Log.Warn("delete messages and show cards", "cause", err)
			pause(ctx, trouble)
		case tended == 0:
			pause(ctx, idle)
		}
	}
}

// pump takes parcels in hand, as many at once as inHand allows.
func (s *Sender) pump(ctx context.Context) {
	hands := make(chan struct{}, s.inHand())
	var working sync.WaitGroup
	for ctx.Err() == nil {
		select {
		case hands <- struct{}{}:
		case <-ctx.Done():
			continue
		}
		c, p := s.next(ctx)
		if p == nil {
			<-hands
			s.doze(ctx)
			continue
		}
		working.Go(func() {
			defer func() { <-hands }()
			if err := s.deliver(ctx, c, p); err != nil && ctx.Err() == nil {
				s.Log.Warn("say a message", "lane", c.Name, "cause", err)
			}
			s.wake(c)
		})
	}
	for _, c := range s.courses {
		s.clear(ctx, c, 0)
	}
	working.Wait()
}

// wake has a lane looked at of which a parcel has ended: another for the same addressee may be next.
func (s *Sender) wake(c *course) {
	c.wake()
	select {
	case s.woken <- struct{}{}:
	default:
	}
}

// doze waits until there may be something to say.
func (s *Sender) doze(ctx context.Context) {
	timer := time.NewTimer(idle)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-s.woken:
	case <-ctx.Done():
	}
}

// next is the parcel to be taken in hand: of the lanes that have some, of the one that has had the least of what its weight gives it. It is
// nil where no lane has any.
func (s *Sender) next(ctx context.Context) (*course, Parcel) {
	var first *course
	for _, c := range s.courses {
		s.refill(ctx, c)
		if len(c.claimed) > 0 && (first == nil || c.passed < first.passed) {
			first = c
		}
	}
	if first == nil {
		return nil, nil
	}
	for _, c := range s.courses { // whoever had nothing to say has saved nothing up
		if len(c.claimed) == 0 {
			c.passed = max(c.passed, first.passed)
		}
	}
	p := first.claimed[0]
	first.claimed = first.claimed[1:]
	first.passed += 1 / float64(max(first.Weight, 1))
	return first, p
}

// refill claims more of a lane where there is nothing left. A lane that is to wait is left alone, and what was claimed of it is given back.
func (s *Sender) refill(ctx context.Context, c *course) {
	if wait := c.frozen(s.Now()); wait > 0 {
		s.clear(ctx, c, wait)
		return
	}
	if len(c.claimed) > 0 || !c.isDue() {
		return
	}
	c.rest(idle) // before the claim: what wakes it meanwhile is not slept through
	parcels, err := c.Lane.Claim(ctx, s.Now(), lease, s.batch())
	if err != nil {
		if ctx.Err() == nil {
			s.Log.Warn("claim what is to be said", "lane", c.Name, "cause", err)
		}
		c.rest(trouble)
		return
	}
	c.claimed = parcels
	if len(parcels) > 0 {
		c.wake()
	}
}

// clear gives back what was claimed of a lane and not taken in hand.
func (s *Sender) clear(ctx context.Context, c *course, wait time.Duration) {
	for _, p := range c.claimed {
		if err := s.putOff(ctx, p, wait); err != nil {
			s.Log.Warn("give back what was claimed", "lane", c.Name, "cause", err)
			break // the lease ends by itself
		}
	}
	c.claimed = nil
}
