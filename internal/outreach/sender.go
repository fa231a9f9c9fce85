// Package outreach says what is to be said to people who are not speaking: letters of the outbox and what other lanes bring, each at its
// moment. It also deletes messages whose time is over, and looks after cases.
package outreach

import (
	"cmp"
	"context"
	"log/slog"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"jagaetam/internal/chat"
	"jagaetam/internal/pace"
	"jagaetam/internal/record"
)

// Records keep the outbox. *postgres.Store says what each promises.
type Records interface {
	ClaimLetters(ctx context.Context, now time.Time, lease time.Duration, limit int) ([]record.Letter, error)
	BeginLetter(ctx context.Context, letter record.Letter, now time.Time) (bool, error)
	EndLetter(ctx context.Context, d record.Delivery) error
	ClaimPassed(ctx context.Context, now time.Time, limit int) ([]record.Passed, error)
	ForgetPassed(ctx context.Context, letter int64) error
	Apply(ctx context.Context, key string, effects []record.Effect) (record.Outcome, error)

	SetTopic(ctx context.Context, number record.CaseNumber, group, topic string) (string, error)
	ForgetTopic(ctx context.Context, number record.CaseNumber, topic string) error
	ClaimCards(ctx context.Context, now time.Time, lease time.Duration, limit int) ([]record.Card, error)
	ShowCard(ctx context.Context, card record.Card, message string, mark record.Mark) error
	CaseCard(ctx context.Context, number record.CaseNumber) (record.Card, error)
	CaseHistory(ctx context.Context, number record.CaseNumber, limit int) ([]record.CaseEntry, error)
}

// Platform says answers, deletes messages, and works in the topics of a group. Its errors are those of chat; any other may be tried again.
type Platform interface {
	Say(ctx context.Context, answer chat.Answer) (chat.Said, error)
	Delete(ctx context.Context, chat, message string) error
	EditWords(ctx context.Context, answer chat.Answer) error
	OpenTopic(ctx context.Context, chat, name string) (topic string, err error)
	CloseTopic(ctx context.Context, chat, topic string) error
	Pin(ctx context.Context, chat, message string) error
}

// Sender says the letters of the outbox, those of one addressee in order, and the parcels of other lanes; none twice: what may have been said
// already is unknown and stays unsaid. Each waits for the moment that Pace gives it, and what is said in the officers' group for its turn
// there, without holding up anybody else. Several may run at once. All fields but Card, Lanes, Rate, Paid and
// Watch are required.
type Sender struct {
	Records  Records
	Platform Platform
	Pace     Pace
	Now      func() time.Time
	Log      *slog.Logger
	// Card words the card of a case, which is kept as it is to be in the case's topic; where it is nil there are no cards.
	Card func(c record.Case, now time.Time) chat.Words
	// Lanes are those besides the outbox.
	Lanes []Ranked
	// Rate is how many messages Pace gives in a second, pace.FreeRate when 0: by it is measured how many are in hand at once.
	Rate int
	// Paid says that the platform may charge for what goes beyond the free rate, in the lanes that may be charged for.
	Paid bool
	// Watch, where set, is told what became of each parcel, and how long each waited for its moment. It is called in the line of work and
	// must not wait.
	Watch func(Sent)

	once    sync.Once
	courses []*course
	aboard  chan struct{} // those that are on their way
	woken   chan struct{} // something may be to be said
}

// Sent is what became of a parcel of a lane: said, failed, skipped, unknown, or waiting once more. Where State is empty it was given its
// moment, after Waited.
type Sent struct {
	Lane   string
	State  record.LetterState
	Waited time.Duration
}

const (
	// lease is how long a claim holds: over the time that a batch may take, also where the platform is slow.
	lease = 2 * time.Minute
	// sayWithin is how long the platform may take for one parcel, a big file included, and finishWithin how long once the sender is told
	// to stop.
	sayWithin    = 30 * time.Second
	finishWithin = 8 * time.Second
	// noteWithin is how long the records may take to note what has become of it.
	noteWithin = 5 * time.Second
	// idle is how long an empty lane is left alone, and trouble how long one that cannot be read.
	idle    = 500 * time.Millisecond
	trouble = 5 * time.Second
	// passedAtOnce is how many messages are deleted in a go, and drainedAtOnce how many parcels of a lane are said in one.
	passedAtOnce  = 20
	drainedAtOnce = 20
	saidAtOnce    = 4
)

// prepare puts the lanes in order.
func (s *Sender) prepare() {
	s.once.Do(func() {
		s.courses = []*course{{Ranked: Ranked{Name: outboxName, Lane: outbox{s}, Weight: WeightOutbox}}}
		for _, lane := range s.Lanes {
			s.courses = append(s.courses, &course{Ranked: lane})
		}
		s.aboard, s.woken = make(chan struct{}, s.onTheWay()), make(chan struct{}, 1)
	})
}

func (s *Sender) rate() int { return cmp.Or(s.Rate, pace.FreeRate) }

// onTheWay is how many calls of the platform are made at once: as many as the rate takes where a call lasts an eighth of a second, and not
// many more than the hundred that Telegram's server bears with.
func (s *Sender) onTheWay() int { return min(max(s.rate()/8, 8), 125) }

// inHand is how many parcels are on their way or wait for their moment, so that the next moments are taken before they come: those of half
// a second.
func (s *Sender) inHand() int { return s.onTheWay() + min(s.rate(), 1000)/2 }

// batch is how many parcels of a lane are claimed together.
func (s *Sender) batch() int { return min(max(s.rate()/2, 10), 200) }

// board waits until another call of the platform may be made; land says that it is over.
func (s *Sender) board(ctx context.Context) error {
	select {
	case s.aboard <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (s *Sender) land() { <-s.aboard }

// Drain says one batch of each lane, one lane after the other, deletes what is to be deleted and shows cards, and reports how many there were.
func (s *Sender) Drain(ctx context.Context) (int, error) {
	s.prepare()
	said := 0
	for _, c := range s.courses {
		parcels, err := c.Lane.Claim(ctx, s.Now(), lease, drainedAtOnce)
		if err != nil {
			return said, err
		}
		var saying errgroup.Group
		saying.SetLimit(saidAtOnce)
		for _, p := range parcels {
			saying.Go(func() error { return s.deliver(ctx, c, p) })
		}
		said += len(parcels)
		if err := saying.Wait(); err != nil {
			return said, err
		}
	}
	tended, err := s.tend(ctx)
	return said + tended, err
}

// tend deletes what is to be deleted and shows cards.
func (s *Sender) tend(ctx context.Context) (int, error) {
	deleted, err := s.deletePassed(ctx)
	if err != nil {
		return deleted, err
	}
	shown, err := s.showCards(ctx)
	return deleted + shown, err
}

// pause waits for d, or less where ctx ends.
func pause(ctx context.Context, d time.Duration) {
	if d <= 0 {
		return
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}
