package bot

import (
	"context"
	"fmt"

	"jagaetam/internal/chat"
	"jagaetam/internal/desk"
	"jagaetam/internal/record"
	"jagaetam/internal/session"
)

// office knows all that the desk asks for.
type office struct {
	Records
	desk.Office
}

// line is where the messages come one after the other: a chat, or one person in a group, so that no officer waits for another.
func line(in chat.Incoming) string {
	if in.Group {
		return in.Chat + "/" + in.From.ID
	}
	return in.Chat
}

// attend does what something causes that happened in a group. No conversation is led there, so nothing is kept but what was said.
func (b *Bot) attend(ctx context.Context, claimed session.Claimed, in chat.Incoming, watch *watcher) (session.Next, error) {
	known, err := desk.Lookup(ctx, office{b.Records, b.Office}, in)
	if err != nil {
		return session.Next{}, err
	}
	turn := b.Desk.Act(in, known, b.Now())
	watch.reached(Advanced, turn)
	var outcome record.Outcome
	if len(turn.Effects) > 0 {
		remember := record.Remember{By: in.From, Facts: *known.Facts}
		outcome, err = b.Records.Apply(ctx, in.Key, append([]record.Effect{remember}, turn.Effects...))
		if err != nil {
			return session.Next{}, fmt.Errorf("apply the effects: %w", err)
		}
		watch.reached(Applied, outcome)
	}
	return session.Next{State: claimed.State, Answer: turn.Answer(in, outcome)}, nil
}
