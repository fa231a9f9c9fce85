package outreach

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/pace"
	"jagaetam/internal/record"
)

const (
	// firstBackoff and lastBackoff are the waits between two tries of a parcel; each is twice the one before.
	firstBackoff = 5 * time.Second
	lastBackoff  = 15 * time.Minute
	// mostAttempts are made within nine hours.
	mostAttempts = 40
	// soon is the least that a parcel waits which has no moment yet.
	soon = 250 * time.Millisecond
)

// grouped is a parcel that may be for the officers' group.
type grouped interface {
	inGroup() bool
	// amiss does what an error of the group asks for, and says how long the parcel waits.
	amiss(ctx context.Context, err error) time.Duration
}

// groupOf is the parcel where it is for the group; nil where it is not.
func groupOf(p Parcel) grouped {
	if g, ok := p.(grouped); ok && g.inGroup() {
		return g
	}
	return nil
}

// later says that a parcel is given back for a while, without having been tried.
type later struct{ wait time.Duration }

// Error says how long.
func (l later) Error() string { return fmt.Sprintf("its moment is %s away", l.wait) }

// deliver takes a claimed parcel to its end. It may have ended before, where the claim was slept through.
func (s *Sender) deliver(ctx context.Context, c *course, p Parcel) error {
	answer, skip, err := p.Ready(ctx, s.Now())
	if err == nil && skip != "" {
		s.seen(c, record.LetterSkipped)
		return s.end(ctx, p, record.Delivery{State: record.LetterSkipped, Reason: skip})
	}
	group := groupOf(p)
	answer.CanWait, answer.Paid = true, s.Paid && c.Paid
	if err == nil {
		err = s.await(ctx, c, pace.Ask{Lane: c.Name, Chat: answer.Chat, Group: group != nil, Paid: answer.Paid})
	}
	if err == nil {
		err = s.board(ctx)
	}
	if err != nil {
		return s.giveBack(ctx, p, err)
	}
	// From here to the end nothing is broken off: a parcel that was begun and not ended is unknown for good.
	working, cancel := finishing(ctx)
	defer cancel()
	if wait := s.asked(ctx, c); wait > 0 {
		s.land()
		return s.giveBack(working, p, later{wait})
	}
	begun, err := p.Begin(working, s.Now())
	if err != nil || !begun {
		s.land()
		return err
	}
	said, err := s.say(working, c, answer)
	s.land()
	if err != nil && said.Words == 0 && group != nil && isOfGroup(err) {
		return s.putOff(ctx, p, group.amiss(ctx, err))
	}
	become := s.outcome(ctx, c, delivered{p, answer, group != nil, said, err})
	s.seen(c, become.State)
	return s.end(ctx, p, become)
}

// seen tells who watches what became of a parcel.
func (s *Sender) seen(c *course, state record.LetterState) {
	if s.Watch != nil {
		s.Watch(Sent{Lane: c.Name, State: state})
	}
}

// await waits for the moment at which something of the lane may be said. Where none is given, the error is later; where that is because all
// of the lane is to wait, those that have a moment already wait too.
func (s *Sender) await(ctx context.Context, c *course, ask pace.Ask) error {
	moment, err := s.Pace.Take(ctx, ask)
	if err != nil {
		return err
	}
	if moment.Frozen {
		c.freeze(s.Now().Add(moment.Wait))
	}
	if !moment.Given {
		return later{max(moment.Wait, soon)}
	}
	if s.Watch != nil {
		s.Watch(Sent{Lane: c.Name, Waited: moment.Wait})
	}
	pause(ctx, moment.Wait)
	return ctx.Err()
}

// asked is how long the lane is to wait, which it may have been asked to, by whatever program, while a parcel of it waited for its moment.
func (s *Sender) asked(ctx context.Context, c *course) time.Duration {
	if wait := s.Pace.Frozen(ctx, c.Name); wait > 0 {
		c.freeze(s.Now().Add(wait))
	}
	return c.frozen(s.Now())
}

// giveBack gives a parcel back that was not begun: for a while, or at once where the sender is told to stop. Any other cause is an error, and
// the parcel is left to the end of its lease.
func (s *Sender) giveBack(ctx context.Context, p Parcel, cause error) error {
	if postponed, ok := errors.AsType[later](cause); ok {
		return s.putOff(ctx, p, postponed.wait)
	}
	if ctx.Err() != nil {
		return s.putOff(ctx, p, 0)
	}
	return cause
}

// putOff notes that the parcel is to be tried again after a while.
func (s *Sender) putOff(ctx context.Context, p Parcel, wait time.Duration) error {
	return s.end(ctx, p, record.Delivery{State: record.LetterWaiting, Again: s.Now().Add(wait)})
}

// finishing goes on when ctx ends, but not for long.
func finishing(ctx context.Context) (context.Context, context.CancelFunc) {
	working, cancel := context.WithTimeout(context.WithoutCancel(ctx), sayWithin)
	stop := context.AfterFunc(ctx, func() { time.AfterFunc(finishWithin, cancel) })
	return working, func() { stop(); cancel() }
}

// say says the answer. One that cannot be put in the place of an earlier message any more stands below it.
func (s *Sender) say(ctx context.Context, c *course, answer chat.Answer) (said chat.Said, err error) {
	defer func() {
		if recover() != nil { // what it says may quote the parcel
			s.Log.Error("panic over a message", "lane", c.Name, "who", answer.Chat, "stack", string(debug.Stack()))
			err = fmt.Errorf("%w: panic", chat.ErrRefused)
		}
	}()
	if answer.Edit == "" {
		return s.Platform.Say(ctx, answer)
	}
	if err := s.Platform.EditWords(ctx, answer); err == nil {
		return chat.Said{Words: 1}, nil
	} else if !errors.Is(err, chat.ErrRefused) || isOfGroup(err) {
		return chat.Said{}, err
	}
	answer.Edit, answer.Reply = "", answer.Edit
	return s.Platform.Say(ctx, answer)
}

// delivered is a parcel that the platform was given, and what came of it.
type delivered struct {
	Parcel
	answer chat.Answer
	group  bool
	said   chat.Said
	err    error
}

// outcome is what has become of the parcel.
func (s *Sender) outcome(ctx context.Context, c *course, d delivered) record.Delivery {
	switch {
	case d.err == nil || d.said.Words > 0:
		return record.Delivery{State: record.LetterSaid, Messages: d.said.Messages, Passing: d.said.Passing}
	case errors.Is(d.err, chat.ErrUnreachable):
		s.unreachable(ctx, c, d.answer.Chat)
		return record.Delivery{State: record.LetterSkipped, Reason: record.SkipUnreachable}
	case errors.Is(d.err, chat.ErrRefused):
		s.Log.Error("the platform refuses a message", "lane", c.Name, "who", d.answer.Chat, "cause", d.err)
		return record.Delivery{State: record.LetterFailed, Reason: record.FailRefused}
	case errors.Is(d.err, chat.ErrUncertain) && d.answer.Edit == "": // a new wording can be said twice, and nobody notices
		return record.Delivery{State: record.LetterUnknown, Reason: record.UnknownReply}
	case d.Attempts()+1 >= mostAttempts:
		s.Log.Error("a message cannot be said", "lane", c.Name, "who", d.answer.Chat, "cause", d.err)
		return record.Delivery{State: record.LetterFailed, Reason: record.FailAttempts}
	}
	wait := backoff(d.Attempts())
	if asked, ok := errors.AsType[*chat.WaitError](d.err); ok {
		wait = asked.After
		if d.group { // it is the group that takes no more, and nobody else waits for it
			s.freeze(ctx, d.answer.Chat, wait)
		} else {
			c.freeze(s.Now().Add(wait))
			s.freeze(ctx, c.Name, wait)
		}
	}
	return record.Delivery{State: record.LetterWaiting, Again: s.Now().Add(wait)}
}

// backoff is how long a parcel waits that was tried so often before.
func backoff(attempts int) time.Duration {
	wait := firstBackoff
	for range attempts {
		if wait *= 2; wait > lastBackoff {
			return lastBackoff
		}
	}
	return wait
}

// freeze has a lane or a group wait in all programs, as the platform asks.
func (s *Sender) freeze(ctx context.Context, what string, d time.Duration) {
	noting, cancel := context.WithTimeout(context.WithoutCancel(ctx), noteWithin)
	defer cancel()
	if err := s.Pace.Freeze(noting, what, d); err != nil {
		s.Log.Warn("note that the platform takes no more for now", "what", what, "cause", err)
	}
}

// end notes what has become of the parcel, even where the sender is told to stop.
func (s *Sender) end(ctx context.Context, p Parcel, d record.Delivery) error {
	noting, cancel := context.WithTimeout(context.WithoutCancel(ctx), noteWithin)
	defer cancel()
	d.At = s.Now()
	return p.End(noting, d)
}

// unreachable writes down that the person cannot be written to, until he is heard of again. Where that fails the next parcel finds out.
func (s *Sender) unreachable(ctx context.Context, c *course, who string) {
	noting, cancel := context.WithTimeout(context.WithoutCancel(ctx), noteWithin)
	defer cancel()
	now := s.Now()
	effect := record.SetReachable{By: chat.Person{ID: who}, At: now}
	key := fmt.Sprintf("unreachable:%s:%s:%d", c.Name, who, now.UnixNano())
	if _, err := s.Records.Apply(noting, key, []record.Effect{effect}); err != nil {
		s.Log.Warn("note that a person is unreachable", "who", who, "cause", err)
	}
}
