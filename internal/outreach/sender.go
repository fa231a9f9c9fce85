// Package outreach says what is to be said to people who are not speaking: it drains the outbox, and deletes messages whose time is
// over.
package outreach

import (
	"context"
	"log/slog"
	"time"

	"golang.org/x/sync/errgroup"

	"jagaetam/internal/chat"
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
	TakeTurn(ctx context.Context) (time.Duration, error)
	HoldTurns(ctx context.Context, d time.Duration) error
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

// Sender says the letters of the outbox, those of one addressee in order, and none twice: what may have been said already is unknown and
// stays unsaid. What is said in the officers' group waits its turn there, without holding up anybody else. Several may run at once. All
// fields but Card and Rate are required.
type Sender struct {
	Records  Records
	Platform Platform
	Now      func() time.Time
	Log      *slog.Logger
	// Card words the card of a case, which is kept as it is to be in the case's topic; where it is nil there are no cards.
	Card func(c record.Case, now time.Time) chat.Words
	// Rate is how many letters are said in a second at most; 20 when 0, which leaves a third of Telegram's 30 to answers.
	Rate int

	bucket bucket
}

const (
	defaultRate = 20
	// claimedAtOnce is how many letters are claimed together, and saidAtOnce how many of them are on their way at the same time.
	claimedAtOnce = 20
	saidAtOnce    = 4
	// lease is how long a claim holds: over the time that a batch may take, also where the platform is slow.
	lease = 2 * time.Minute
	// sayWithin is how long the platform may take for one letter, a big file included, and finishWithin how long once the sender is told
	// to stop.
	sayWithin    = 30 * time.Second
	finishWithin = 8 * time.Second
	// noteWithin is how long the records may take to note what has become of it.
	noteWithin = 5 * time.Second
	// idle is how long an empty outbox is left alone, and trouble how long one that cannot be read.
	idle    = 500 * time.Millisecond
	trouble = 5 * time.Second
)

// Run says letters until ctx ends; what is on its way then is finished.
func (s *Sender) Run(ctx context.Context) error {
	for ctx.Err() == nil {
		said, err := s.Drain(ctx)
		switch {
		case ctx.Err() != nil:
		case err != nil:
			s.Log.Warn("drain the outbox", "cause", err)
			pause(ctx, trouble)
		case said == 0:
			pause(ctx, idle)
		}
	}
	return nil
}

// Drain says one batch of letters, deletes what is to be deleted and shows cards, and reports how many there were.
func (s *Sender) Drain(ctx context.Context) (int, error) {
	letters, err := s.Records.ClaimLetters(ctx, s.Now(), lease, claimedAtOnce)
	if err != nil {
		return 0, err
	}
	var saying errgroup.Group
	saying.SetLimit(saidAtOnce)
	for _, letter := range letters {
		saying.Go(func() error { return s.deliver(ctx, letter) })
	}
	if err := saying.Wait(); err != nil {
		return len(letters), err
	}
	deleted, err := s.deletePassed(ctx)
	if err != nil {
		return len(letters) + deleted, err
	}
	shown, err := s.showCards(ctx)
	return len(letters) + deleted + shown, err
}

// pause waits for d, or less where ctx ends.
func pause(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}
