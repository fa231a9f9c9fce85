package outreach_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"jagaetam/internal/chat"
	"jagaetam/internal/outreach"
	"jagaetam/internal/pace"
	"jagaetam/internal/record"
)

// queue is a lane in memory, and each of its parcels is a note to somebody else.
type queue struct {
	name string

	mu      sync.Mutex
	waiting []*note
	ended   map[record.LetterState]int
	claims  int
	done    chan struct{} // closed when all have ended
	left    int
}

func newQueue(name string, n int) *queue {
	q := &queue{name: name, ended: map[record.LetterState]int{}, done: make(chan struct{}), left: n}
	for i := range n {
		q.waiting = append(q.waiting, &note{queue: q, to: fmt.Sprint("tg:", name, i)})
	}
	return q
}

func (q *queue) Claim(_ context.Context, now time.Time, _ time.Duration, limit int) (parcels []outreach.Parcel, err error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.claims++
	var later []*note
	for _, n := range q.waiting {
		if len(parcels) == limit || n.again.After(now) {
			later = append(later, n)
			continue
		}
		parcels = append(parcels, n)
	}
	q.waiting = later
	return parcels, nil
}

type note struct {
	queue    *queue
	to       string
	again    time.Time
	attempts int
	// skip and paused, where set, keep it from being said.
	skip   string
	paused bool
}

func (n *note) Ready(context.Context, time.Time) (chat.Answer, string, error) {
	return chat.Answer{Chat: n.to, Words: []chat.Words{{Key: n.queue.name}}}, n.skip, nil
}

func (n *note) Begin(context.Context, time.Time) (bool, error) {
	if n.paused {
		n.queue.end(n, record.LetterWaiting)
		return false, nil
	}
	n.attempts++
	return true, nil
}

func (n *note) End(_ context.Context, d record.Delivery) error {
	n.again = d.Again
	n.queue.end(n, d.State)
	return nil
}

func (n *note) Attempts() int { return n.attempts - 1 }

func (q *queue) end(n *note, state record.LetterState) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if state == record.LetterWaiting && !n.paused {
		q.waiting = append(q.waiting, n)
		return
	}
	q.ended[state]++
	if q.left--; q.left == 0 {
		close(q.done)
	}
}

// laned is a sender of a world with these lanes.
func (w *world) laned(lanes ...outreach.Ranked) *outreach.Sender {
	s := w.sender()
	s.Lanes = lanes
	return s
}

// until has senders run until the lanes are done.
func (w *world) until(t *testing.T, done []*queue, senders ...*outreach.Sender) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	var running errgroup.Group
	for _, s := range senders {
		running.Go(func() error { return s.Run(ctx) })
	}
	for _, q := range done {
		select {
		case <-q.done:
		case <-time.After(time.Minute):
			t.Errorf("%d of %s are left", q.left, q.name)
		}
	}
	stop()
	if err := running.Wait(); err != nil {
		t.Error(err)
	}
}

func TestLanesShareByWeight(t *testing.T) {
	w := newWorld(t)
	reminders, news := newQueue("reminder", 400), newQueue("news", 400)
	w.until(t, []*queue{reminders, news}, w.laned(
		outreach.Ranked{Name: "reminders", Lane: reminders, Weight: outreach.WeightReminders},
		outreach.Ranked{Name: "broadcasts", Lane: news, Weight: outreach.WeightBroadcasts},
	))
	const early = 200 // while both have some
	share := 0
	for _, a := range w.said[:early] {
		if a.Words[0].Key == "news" {
			share++
		}
	}
	if want := early / 5; share < want-25 || share > want+25 {
		t.Errorf("%d of the first %d are news, want about %d", share, early, want)
	}
	if len(w.said) != 800 {
		t.Errorf("%d were said", len(w.said))
	}
}

// TestNoLaneStarves: a lane that always has more keeps no other from being said.
func TestNoLaneStarves(t *testing.T) {
	w := newWorld(t)
	endless, news := newQueue("endless", 20_000), newQueue("news", 20)
	w.until(t, []*queue{news}, w.laned(
		outreach.Ranked{Name: "endless", Lane: endless, Weight: 1000},
		outreach.Ranked{Name: "broadcasts", Lane: news, Weight: 1},
	))
}

// TestLetterPassesABroadcast: what somebody caused does not wait until the news is over.
func TestLetterPassesABroadcast(t *testing.T) {
	w := newWorld(t)
	news := newQueue("news", 500)
	told := sync.OnceFunc(func() { go w.tell(t, "tg:1", "letter") })
	w.say = func(context.Context, chat.Answer) (chat.Said, error) { told(); return chat.Said{Words: 1}, nil }
	w.pace = limiter(t, pace.Options{Rate: 250})
	s := w.laned(outreach.Ranked{Name: "broadcasts", Lane: news, Weight: 1, Paid: true})
	s.Rate, s.Paid = 250, true
	w.until(t, []*queue{news}, s)
	if at := slices.IndexFunc(w.said, func(a chat.Answer) bool { return a.Words[0].Key == "letter" }); at < 0 || at > 450 {
		t.Errorf("the letter is number %d of %d", at, len(w.said))
	}
}

// TestOnlyALaneThatMayIsCharged, and all of it can wait.
func TestOnlyALaneThatMayIsCharged(t *testing.T) {
	w := newWorld(t)
	for _, allowed := range []bool{false, true} {
		w.said = nil
		w.tell(t, "tg:1", "letter")
		s := w.laned(outreach.Ranked{Name: "broadcasts", Lane: newQueue("news", 1), Weight: 1, Paid: true})
		s.Paid = allowed
		w.drain(t, s)
		for _, a := range w.said {
			if a.Paid != (allowed && a.Words[0].Key == "news") || !a.CanWait {
				t.Errorf("allowed %t, %s: paid %t, can wait %t", allowed, a.Words[0].Key, a.Paid, a.CanWait)
			}
		}
		if len(w.said) != 2 {
			t.Errorf("said %+v", w.said)
		}
	}
}

// TestFrozenLaneWaitsEverywhere: after one 429 no sender says anything of the lane until the time is over; other lanes go on.
func TestFrozenLaneWaitsEverywhere(t *testing.T) {
	w := newWorld(t)
	limits := limiter(t, pace.Options{Rate: 100})
	w.pace = limits
	news, reminders := newQueue("news", 50), newQueue("reminder", 50)
	var frozen time.Time
	early := 0
	w.say = func(_ context.Context, a chat.Answer) (chat.Said, error) {
		switch {
		case a.Words[0].Key != "news":
		case frozen.IsZero() && len(w.said) > 10:
			frozen = time.Now()
			return chat.Said{}, &chat.WaitError{After: time.Second}
		case !frozen.IsZero() && time.Since(frozen) > 300*time.Millisecond && time.Since(frozen) < time.Second:
			early++
		}
		return chat.Said{Words: 1}, nil
	}
	lanes := []outreach.Ranked{{Name: "broadcasts", Lane: news, Weight: 1}, {Name: "reminders", Lane: reminders, Weight: 1}}
	one, other := w.laned(lanes...), w.laned(lanes...)
	one.Now, other.Now = time.Now, time.Now
	w.until(t, []*queue{reminders, news}, one, other)
	if frozen.IsZero() || early > 0 {
		t.Errorf("%d were said although the platform asked to wait", early)
	}
	if news.ended[record.LetterSaid] != 50 || reminders.ended[record.LetterSaid] != 50 {
		t.Errorf("news %v, reminders %v", news.ended, reminders.ended)
	}
}

// TestSkippedAndPausedAreNotSaid, and take nothing of the rate.
func TestSkippedAndPausedAreNotSaid(t *testing.T) {
	w := newWorld(t)
	news := newQueue("news", 3)
	news.waiting[0].skip = record.SkipPaid
	news.waiting[1].paused = true
	w.drain(t, w.laned(outreach.Ranked{Name: "broadcasts", Lane: news, Weight: 1}))
	if len(w.said) != 1 || w.said[0].Chat != "tg:news2" || news.ended[record.LetterSkipped] != 1 {
		t.Errorf("said %+v, ended %v", w.said, news.ended)
	}
}

// TestStoppedRunGivesBackWhatItClaimed, so that another says it at once.
func TestStoppedRunGivesBackWhatItClaimed(t *testing.T) {
	w := newWorld(t)
	w.pace = limiter(t, pace.Options{Rate: 20})
	news := newQueue("news", 200)
	ctx, stop := context.WithCancel(t.Context())
	w.say = func(context.Context, chat.Answer) (chat.Said, error) {
		if len(w.said) == 8 {
			stop()
		}
		return chat.Said{Words: 1}, nil
	}
	if err := w.laned(outreach.Ranked{Name: "broadcasts", Lane: news, Weight: 1}).Run(ctx); err != nil {
		t.Fatal(err)
	}
	if said := news.ended[record.LetterSaid]; said > 20 || len(news.waiting) != 200-said {
		t.Errorf("%d were said, %d given back", said, len(news.waiting))
	}
}

// TestTwoSendersUseTheRate with an interface that takes 100 ms: the pauses between calls are not lost. How fast this machine is at the
// moment does not matter: the rate is well below that.
func TestTwoSendersUseTheRate(t *testing.T) {
	w := newWorld(t)
	const rate, n = 100, 600
	w.pace = limiter(t, pace.Options{Rate: rate})
	news := newQueue("news", n)
	platform := &slow{world: w, takes: 100 * time.Millisecond}
	var both []*outreach.Sender
	for range 2 {
		s := w.laned(outreach.Ranked{Name: "broadcasts", Lane: news, Weight: 1, Paid: true})
		s.Platform, s.Rate, s.Paid = platform, rate, true
		both = append(both, s)
	}
	w.until(t, []*queue{news}, both...)
	if len(platform.at) != n {
		t.Fatalf("%d were said", len(platform.at))
	}
	took := platform.at[n-1].Sub(platform.at[0])
	used := (float64(n-1) / took.Seconds()) / rate
	t.Logf("%d in %s: %.1f %% of the rate, at most %d calls at once", n, took.Round(time.Millisecond), 100*used, platform.most)
	if used < 0.9 || used > 1.02 {
		t.Errorf("%.3f of the rate is used", used)
	}
}

// slow is a platform that takes its time, and notes when it was called.
type slow struct {
	*world
	takes time.Duration
	at    []time.Time
	now   int
	most  int
}

func (s *slow) Say(ctx context.Context, _ chat.Answer) (chat.Said, error) {
	s.mu.Lock()
	s.at = append(s.at, time.Now())
	s.now++
	s.most = max(s.most, s.now)
	s.mu.Unlock()
	select {
	case <-time.After(s.takes):
	case <-ctx.Done():
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.now--
	return chat.Said{Words: 1}, nil
}
