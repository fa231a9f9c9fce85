package session

import (
	"context"
	"fmt"
	"reflect"
	"strconv"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
)

// Next is what a turn leaves behind.
type Next struct {
	State dialogue.State
	// Answer is kept until Said; one that says and does nothing is not.
	Answer chat.Answer
	// Wake is when the chat is to be woken, in the place of any earlier such time; the zero time is never.
	Wake time.Time
}

// Kept is a committed answer, as far as it has not been said.
type Kept struct {
	Chat string
	// Version is the commit that it came with.
	Version int64
	// Answer is what is left to say.
	Answer chat.Answer
	// Spoken is how many words of the whole answer were said before.
	Spoken int

	committed *document // what Said has to write behind; nil where another process committed it
}

// Commit puts the outcome of a turn in place, remembers its delivery and ends the lease, all at once. It returns the answer as it
// is to be said now. If the chat has gone on since the claim it changes nothing and returns ErrMoved; after any other error it is
// unknown whether the commit took place, which the next Claim of the same key will tell.
func (s *Store) Commit(ctx context.Context, c Claimed, next Next) (Kept, error) {
	d := document{Version: c.Version + 1, State: next.State, Ring: c.ring.with(c.Key, c.Fence), Wake: next.Wake}
	if !silent(next.Answer) {
		d.Answer = &next.Answer
	}
	done, err := s.put(ctx, c, d)
	if err != nil {
		return Kept{}, fmt.Errorf("commit dialogue of %s: %w", c.Chat, err)
	}
	if !done {
		return Kept{}, fmt.Errorf("commit dialogue of %s: %w", c.Chat, ErrMoved)
	}
	d.Shown = c.Shown
	s.behind.put(c.Chat, d)
	return Kept{Chat: c.Chat, Version: d.Version, Answer: next.Answer, committed: &d}, nil
}

// Said notes how much of a kept answer has been said, by the count of what was left of it. When all is said the answer is dropped,
// and said.Shown is the message with live buttons from now on. Once a later answer has taken its place, Said does nothing. An
// answer that can never be said is dropped by noting all of its words.
func (s *Store) Said(ctx context.Context, kept Kept, said chat.Said) error {
	k := keysOf(kept.Chat)
	spoken := kept.Spoken + said.Words
	err := saidScript.Run(ctx, s.rdb, []string{k.chat, k.unsaid}, kept.Chat, kept.Version, spoken, said.Shown).Err()
	if err != nil {
		return fmt.Errorf("note what was said in %s: %w", kept.Chat, err)
	}
	if kept.committed != nil && spoken >= len(kept.committed.words()) {
		d := *kept.committed
		d.Answer, d.Shown = nil, said.Shown
		s.behind.put(kept.Chat, d)
	}
	return nil
}

// put sends commit.lua: it puts the document in place of what c claimed, or reports false.
func (s *Store) put(ctx context.Context, c Claimed, d document) (bool, error) {
	state, err := seal(s.vault, statePlace(c.Chat), d.State)
	if err != nil {
		return false, err
	}
	var answer []byte
	if d.Answer != nil {
		if answer, err = seal(s.vault, answerPlace(c.Chat), d.Answer); err != nil {
			return false, err
		}
	}
	k := keysOf(c.Chat)
	return commitScript.Run(ctx, s.rdb, []string{k.chat, k.wakes, k.unsaid},
		c.Chat, c.Key, c.Fence, c.Version, d.Version, state, string(d.Ring),
		answer, len(d.words()), d.Shown, milliseconds(d.Wake), s.options.TTL.Milliseconds()).Bool()
}

// silent says whether there is nothing to say and nothing to do in an answer, whatever fields answers will have.
func silent(a chat.Answer) bool {
	a.Chat, a.Language = "", ""
	return reflect.ValueOf(a).IsZero()
}

// rest is what is left of an answer of which so many words are said. The message to edit went with the first of them.
func rest(a chat.Answer, spoken int) chat.Answer {
	if spoken > 0 {
		a.Words, a.Edit = a.Words[min(spoken, len(a.Words)):], ""
	}
	return a
}

// milliseconds is a time as the scripts have it; empty for the zero time.
func milliseconds(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return strconv.FormatInt(t.UnixMilli(), 10)
}
