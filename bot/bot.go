// Package bot takes one message from its arrival to its answer. It is the only place where the order of things matters.
package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync/atomic"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/desk"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/record"
	"jagaetam/internal/session"
)

// Sessions keep the dialogue of a chat between two messages. *session.Store says what each promises.
type Sessions interface {
	Claim(ctx context.Context, chat, key string) (session.Claimed, error)
	Commit(ctx context.Context, c session.Claimed, next session.Next) (session.Kept, error)
	Release(ctx context.Context, c session.Claimed) error
	Said(ctx context.Context, kept session.Kept, said chat.Said) error
	Reclaim(ctx context.Context, chat string) (session.Claimed, error)
	Unsaid(ctx context.Context, olderThan time.Duration, limit int) ([]string, error)
	Due(ctx context.Context, now time.Time, limit int) ([]session.Wake, error)
}

// Records know what is kept of people, and perform effects: all of one key's together, once.
type Records interface {
	Facts(ctx context.Context, query record.Query) (*record.Facts, error)
	Apply(ctx context.Context, key string, effects []record.Effect) (record.Outcome, error)
}

// Platform says answers. Its errors are those of chat; any other may be tried again.
type Platform interface {
	Say(ctx context.Context, answer chat.Answer) (chat.Said, error)
}

// Pace is told of what is said, so that what can wait gives way. It must not wait.
type Pace interface {
	Charge(chat string, group bool, messages int)
}

// Bot answers messages. All fields but Desk, Office, Pace and Watch are required.
type Bot struct {
	Book     *dialogue.Book
	Sessions Sessions
	Records  Records
	Platform Platform
	Now      func() time.Time
	Log      *slog.Logger
	// Desk, where set, answers to what happens in the officers' group, and Office knows what it asks for.
	Desk   *desk.Desk
	Office desk.Office
	// Pace, where set, is told of every answer.
	Pace Pace
	// Watch, where set, is told of each stage that a message has come to. It is called in the line of work and must not wait.
	Watch func(Moment)

	sweeps atomic.Uint64
}

// Handle does everything that one message causes. It returns nil once all of it is done and will stay done; the message may then be
// acknowledged. After an error the platform delivers it again under the same key, and Handle goes on where it was cut off: nothing
// is done twice and nothing left out, whatever stopped it.
func (b *Bot) Handle(ctx context.Context, in chat.Incoming) error {
	if in.Group && b.Desk == nil {
		return nil // no conversation is led in a group
	}
	watch := b.watching(in)
	defer watch.ended()
	err := b.handle(ctx, in, watch)
	watch.handled(err)
	return err
}

func (b *Bot) handle(ctx context.Context, in chat.Incoming, watch *watcher) error {
	claimed, err := b.Sessions.Claim(ctx, line(in), in.Key)
	if err != nil {
		return fmt.Errorf("claim the chat: %w", waiting(err))
	}
	watch.reached(Claimed, claimed)
	if claimed.Seen {
		return b.sayAgain(ctx, claimed, watch)
	}
	kept, err := b.turn(ctx, claimed, in, watch)
	if err != nil {
		return err
	}
	return b.say(ctx, kept, claimed.Shown, watch)
}

// turn takes a claimed message to the commit of its turn. Where it does not come so far it gives the claim back.
func (b *Bot) turn(ctx context.Context, claimed session.Claimed, in chat.Incoming, watch *watcher) (kept session.Kept, err error) {
	committed := false
	defer func() {
		if !committed {
			// The chat would be closed to others until the lease ends.
			ctx, cancel := aftermath(ctx)
			defer cancel()
			_ = b.Sessions.Release(ctx, claimed)
		}
	}()
	lead := b.lead
	if in.Group {
		lead = b.attend
	}
	next, err := lead(ctx, claimed, in, watch)
	if err != nil {
		return kept, err
	}
	if claimed.Unsaid && !leadsOn(in, next.Answer) {
		return kept, fmt.Errorf("wait for what is still to be said: %w", waiting(session.ErrBusy))
	}
	// After a failed commit it is not known whether it took place, so the lease is left to end by itself: the same key claims it
	// again at once.
	committed = true
	kept, err = b.Sessions.Commit(ctx, claimed, next)
	if err != nil {
		return kept, fmt.Errorf("commit the turn: %w", waiting(err))
	}
	watch.reached(Committed, next)
	return kept, nil
}

// leadsOn says whether an answer may take the place of words that are still to be said. Taps overtake texts, and a text's words are on their
// way or were cut off and are said when it comes again: neither a notice nor what a button tapped twice says once more may stand for them.
// Whoever taps an answer to the question on the screen has seen the words above it.
func leadsOn(in chat.Incoming, answer chat.Answer) bool {
	tap, tapped := in.Content.(chat.Tap)
	return len(answer.Words) > 0 && (!tapped || tap.Press.Kind == chat.PressAnswer && answer.Notice.IsZero())
}

// lead leads the conversation on, up to what is to be kept of it.
func (b *Bot) lead(ctx context.Context, claimed session.Claimed, in chat.Incoming, watch *watcher) (session.Next, error) {
	turn, known, err := b.Book.Lead(claimed.State, dialogue.Event{In: in, Now: b.Now()}, b.knower(ctx, in))
	if err != nil {
		return session.Next{}, err
	}
	watch.reached(Advanced, turn)
	if effects := turn.Effects; len(effects) > 0 {
		if known != nil {
			// Delivered again after the effects, "the second" must not mean the second of what is left.
			effects = slices.Concat([]record.Effect{record.Remember{By: in.From, Facts: *known}}, effects)
		}
		outcome, err := b.Records.Apply(ctx, in.Key, effects)
		if err != nil {
			return session.Next{}, fmt.Errorf("apply the effects: %w", err)
		}
		turn = turn.Conclude(outcome)
		watch.reached(Applied, outcome)
	}
	return session.Next{State: turn.State, Answer: answer(claimed, in, turn), Wake: turn.Wake}, nil
}

// knower finds out what a turn about a message has to know.
func (b *Bot) knower(ctx context.Context, in chat.Incoming) func(record.Query) (*record.Facts, error) {
	return func(query record.Query) (*record.Facts, error) {
		query.Key = in.Key
		facts, err := b.Records.Facts(ctx, query)
		if err != nil {
			return facts, fmt.Errorf("look up the facts: %w", err)
		}
		return facts, nil
	}
}

// answer is what the turn says and does in the chat.
func answer(claimed session.Claimed, in chat.Incoming, turn dialogue.Turn) chat.Answer {
	a := chat.Answer{Chat: in.Chat, Language: turn.State.Language, Words: turn.Words, Notice: turn.Notice}
	if turn.Forget {
		a.Forget = in.Message
	}
	tap, tapped := in.Content.(chat.Tap)
	if tapped {
		a.Tap = tap.Query
	}
	switch {
	case turn.Edit:
		a.Edit = in.Message
	case len(turn.Words) > 0:
		a.Retire = retired(claimed, in, tap)
	}
	return a
}

// retired are the messages whose buttons are to go: those of a question, which is answered now or stands below once more. The
// buttons of a menu open what they say at any time, so they stay.
func retired(claimed session.Claimed, in chat.Incoming, tap chat.Tap) []string {
	var messages []string
	if state := claimed.State; claimed.Shown != "" && state.Talk != nil && len(state.Offer) == 0 {
		messages = append(messages, claimed.Shown)
	}
	if kind := tap.Press.Kind; tap.Query != "" && kind != chat.PressOpen && kind != chat.PressResume && !slices.Contains(messages, in.Message) {
		messages = append(messages, in.Message)
	}
	return messages
}

// waiting is an error that asks to come back in a moment, where another delivery of the chat is in the way.
func waiting(err error) error {
	if errors.Is(err, session.ErrBusy) || errors.Is(err, session.ErrMoved) {
		return errors.Join(&chat.WaitError{After: time.Second}, err)
	}
	return err
}
