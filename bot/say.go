package bot

import (
	"context"
	"errors"
	"fmt"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/record"
	"jagaetam/internal/session"
)

// say says a kept answer and notes how far it came. What cannot be said at all counts as said; what can be tried again is an error.
func (b *Bot) say(ctx context.Context, kept session.Kept, shown string, watch *watcher) error {
	if b.Pace != nil {
		b.Pace.Charge(kept.Answer.Chat, inGroup(kept), len(kept.Answer.Words))
	}
	said, err := b.Platform.Say(ctx, kept.Answer)
	switch {
	case errors.Is(err, chat.ErrUnreachable):
		if err := b.unreachable(ctx, kept); err != nil {
			return err
		}
		said.Words = len(kept.Answer.Words)
	case errors.Is(err, chat.ErrRefused):
		b.Log.Error("the platform refuses an answer", "who", kept.Chat, "cause", err)
		said.Words = len(kept.Answer.Words)
	case err != nil && said.Words == 0:
		return fmt.Errorf("say the answer: %w", err)
	case err != nil && said.Words < len(kept.Answer.Words):
		b.note(ctx, kept, said)
		return fmt.Errorf("say the rest of the answer: %w", err)
	case err != nil:
		b.Log.Warn("all words are said, but the answer is not complete", "who", kept.Chat, "cause", err)
	}
	if len(kept.Answer.Words) == 0 {
		said.Shown = shown
	}
	b.note(ctx, kept, said)
	watch.reached(Said, said)
	return nil
}

// note notes what was said, even where the time for the message is over. It is not worth failing for: what is not noted is at worst
// said once more.
func (b *Bot) note(ctx context.Context, kept session.Kept, said chat.Said) {
	ctx, cancel := aftermath(ctx)
	defer cancel()
	if err := b.Sessions.Said(ctx, kept, said); err != nil {
		b.Log.Warn("note what was said", "who", kept.Chat, "cause", err)
	}
}

// sayAgain says what is left of an answer that was committed before.
func (b *Bot) sayAgain(ctx context.Context, claimed session.Claimed, watch *watcher) error {
	if claimed.Kept == nil {
		return nil
	}
	return b.say(ctx, *claimed.Kept, claimed.Shown, watch)
}

// unreachable writes down that the person cannot be written to, until he is heard of again.
func (b *Bot) unreachable(ctx context.Context, kept session.Kept) error {
	if inGroup(kept) {
		return nil // a group that the bot is no longer in is no person
	}
	effect := record.SetReachable{By: chat.Person{ID: kept.Chat}, At: b.Now()}
	key := fmt.Sprintf("unreachable:%s:%d", kept.Chat, kept.Version)
	if _, err := b.Records.Apply(ctx, key, []record.Effect{effect}); err != nil {
		return fmt.Errorf("note that the person is unreachable: %w", err)
	}
	return nil
}

// inGroup says whether an answer is for a group, in which each person has a line of his own.
func inGroup(kept session.Kept) bool { return kept.Answer.Chat != kept.Chat }

// aftermath is a little time for what has to be done even after the end of ctx.
func aftermath(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.WithoutCancel(ctx), time.Second)
}
