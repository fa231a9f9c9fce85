package outreach

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/record"
	"jagaetam/locales"
)

const (
	// firstBackoff and lastBackoff are the waits between two tries of a letter; each is twice the one before.
	firstBackoff = 5 * time.Second
	lastBackoff  = 15 * time.Minute
	// mostAttempts are made within nine hours.
	mostAttempts = 40
)

// deliver takes a claimed letter to its end. It may have ended before, where the claim was slept through.
func (s *Sender) deliver(ctx context.Context, letter record.Letter) error {
	if letter.Skip != "" {
		return s.end(ctx, letter, record.Delivery{State: record.LetterSkipped, Reason: letter.Skip})
	}
	if letter.Group {
		if ready, err := s.ready(ctx, &letter); err != nil || !ready {
			return err
		}
	}
	if s.bucket.take(ctx, cmp.Or(s.Rate, defaultRate)) != nil { // told to stop: another may say it at once
		return s.end(ctx, letter, record.Delivery{State: record.LetterWaiting, Again: s.Now()})
	}
	// From here to the end nothing is broken off: a letter that was begun and not ended is unknown for good.
	working, cancel := finishing(ctx)
	defer cancel()
	begun, err := s.Records.BeginLetter(working, letter, s.Now())
	if err != nil || !begun {
		return err
	}
	said, err := s.say(working, letter)
	return s.end(ctx, letter, s.outcome(ctx, letter, said, err))
}

// finishing goes on when ctx ends, but not for long.
func finishing(ctx context.Context) (context.Context, context.CancelFunc) {
	working, cancel := context.WithTimeout(context.WithoutCancel(ctx), sayWithin)
	stop := context.AfterFunc(ctx, func() { time.AfterFunc(finishWithin, cancel) })
	return working, func() { stop(); cancel() }
}

// say says the letter in the language of its reader.
func (s *Sender) say(ctx context.Context, letter record.Letter) (said chat.Said, err error) {
	defer func() {
		if recover() != nil { // what it says may quote the letter
			s.Log.Error("panic over a letter", "letter", letter.ID, "who", letter.Chat, "stack", string(debug.Stack()))
			err = fmt.Errorf("%w: panic", chat.ErrRefused)
		}
	}()
	answer := chat.Answer{
		Chat: letter.Chat, Topic: letter.Topic, Reply: letter.Reply, Language: cmp.Or(letter.Language, locales.Indonesian),
		Words: []chat.Words{letter.Words},
	}
	if letter.Edit == "" {
		return s.Platform.Say(ctx, answer)
	}
	answer.Edit = letter.Edit
	if err := s.Platform.EditWords(ctx, answer); !errors.Is(err, chat.ErrRefused) || isOfGroup(err) {
		return chat.Said{}, err
	}
	answer.Edit, answer.Reply = "", letter.Edit // the copy cannot be changed any more: what is new stands below it
	return s.Platform.Say(ctx, answer)
}

// outcome is what has become of a letter that the platform was given.
func (s *Sender) outcome(ctx context.Context, letter record.Letter, said chat.Said, err error) record.Delivery {
	switch {
	case err == nil || said.Words > 0:
		return record.Delivery{State: record.LetterSaid, Messages: said.Messages, Passing: said.Passing}
	case letter.Group && isOfGroup(err):
		return s.groupTrouble(ctx, letter, err)
	case errors.Is(err, chat.ErrUnreachable):
		s.unreachable(ctx, letter)
		return record.Delivery{State: record.LetterSkipped, Reason: record.SkipUnreachable}
	case errors.Is(err, chat.ErrRefused):
		s.Log.Error("the platform refuses a letter", "letter", letter.ID, "who", letter.Chat, "cause", err)
		return record.Delivery{State: record.LetterFailed, Reason: record.FailRefused}
	case errors.Is(err, chat.ErrUncertain) && letter.Edit == "": // a new wording can be said twice, and nobody notices
		return record.Delivery{State: record.LetterUnknown, Reason: record.UnknownReply}
	case letter.Attempts+1 >= mostAttempts:
		s.Log.Error("a letter cannot be said", "letter", letter.ID, "who", letter.Chat, "cause", err)
		return record.Delivery{State: record.LetterFailed, Reason: record.FailAttempts}
	}
	wait := backoff(letter.Attempts)
	if later, ok := errors.AsType[*chat.WaitError](err); ok {
		wait = later.After
		if letter.Group { // it is the group that takes no more, and nobody else waits for it
			s.holdTurns(ctx, wait)
		} else {
			s.bucket.freeze(wait)
		}
	}
	return record.Delivery{State: record.LetterWaiting, Again: s.Now().Add(wait)}
}

func backoff(attempts int) time.Duration {
	wait := firstBackoff
	for range attempts {
		if wait *= 2; wait > lastBackoff {
			return lastBackoff
		}
	}
	return wait
}

// end notes what has become of the letter, even where the sender is told to stop.
func (s *Sender) end(ctx context.Context, letter record.Letter, d record.Delivery) error {
	noting, cancel := context.WithTimeout(context.WithoutCancel(ctx), noteWithin)
	defer cancel()
	d.ID, d.At = letter.ID, s.Now()
	return s.Records.EndLetter(noting, d)
}

// unreachable writes down that the person cannot be written to, until he is heard of again. Where that fails the next letter finds out.
func (s *Sender) unreachable(ctx context.Context, letter record.Letter) {
	noting, cancel := context.WithTimeout(context.WithoutCancel(ctx), noteWithin)
	defer cancel()
	effect := record.SetReachable{By: chat.Person{ID: letter.Chat}, At: s.Now()}
	if _, err := s.Records.Apply(noting, fmt.Sprintf("unreachable:letter:%d", letter.ID), []record.Effect{effect}); err != nil {
		s.Log.Warn("note that a person is unreachable", "who", letter.Chat, "cause", err)
	}
}
