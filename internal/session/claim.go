package session

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	mathrand "math/rand/v2"
	"strings"
	"time"
	"unicode"

	"jagaetam/internal/dialogue"
)

// Claimed is a chat as a delivery found it. Unless it is Seen, the chat is leased until Commit, Release or the end of the lease.
type Claimed struct {
	Chat string
	// Key is the delivery it was claimed for.
	Key string
	// Seen says that this delivery was committed before, or is a wake that another took the place of: it must change nothing.
	Seen bool
	// Kept is what is left to say of the answer to this delivery; nil where all of it is said or a later answer took its place.
	Kept *Kept
	// Unsaid says that words of the answer to another delivery are still to be said, and that it was claimed less than unsaidFor ago. A commit
	// would drop them.
	Unsaid bool
	// State is the dialogue; the zero State where none is known.
	State dialogue.State
	// Version counts the chat's commits.
	Version int64
	// Fence is higher than that of every earlier claim of the chat.
	Fence int64
	// Shown is the platform's name for the message whose buttons are live; empty where none is.
	Shown string

	ring     ring
	restored bool // by this claim, out of the archive, which may not know yet that all was said
}

// unsaidFor is how old an answer is that others no longer wait for: by then its delivery has come again, or a sweep has said it.
const unsaidFor = 40 * time.Second

// Claim takes the chat for the delivery of that key. A delivery that was committed before comes back as Seen and leases nothing;
// one that was claimed and never committed takes its own lease over at once. A chat leased by another delivery is waited for, then
// ErrBusy. A chat that is not in Redis is restored from the archive first; an archive that cannot be read is an error. The key
// must have no white space in it.
func (s *Store) Claim(ctx context.Context, chat, key string) (Claimed, error) {
	c, err := s.claim(ctx, chat, key)
	if err != nil {
		return Claimed{}, fmt.Errorf("claim dialogue of %s: %w", chat, err)
	}
	if last, fence := c.ring.last(); last != key && c.Kept != nil {
		young := c.Fence-fence < unsaidFor.Microseconds() && !c.restored
		c.Unsaid, c.Kept = young && len(c.Kept.Answer.Words) > 0, nil
	}
	return c, nil
}

// Reclaim takes a chat to say what Unsaid found in it: Kept is what is left to say, and the lease is to be given back by Release.
// Where all is said meanwhile, Kept is nil and nothing is leased.
func (s *Store) Reclaim(ctx context.Context, chat string) (Claimed, error) {
	c, err := s.claim(ctx, chat, "reclaim:"+rand.Text())
	if err != nil {
		return Claimed{}, fmt.Errorf("reclaim answer in %s: %w", chat, err)
	}
	if c.Kept == nil {
		return Claimed{Chat: chat}, s.Release(ctx, c)
	}
	return c, nil
}

// Release gives a claim back that has nothing to commit. One that was overtaken is no error.
func (s *Store) Release(ctx context.Context, c Claimed) error {
	k := keysOf(c.Chat)
	if err := releaseScript.Run(ctx, s.rdb, []string{k.chat, k.unsaid}, c.Chat, c.Fence).Err(); err != nil {
		return fmt.Errorf("release dialogue of %s: %w", c.Chat, err)
	}
	return nil
}

var errKey = errors.New("a delivery's key must not be empty or have white space in it")

func (s *Store) claim(ctx context.Context, chat, key string) (Claimed, error) {
	if key == "" || strings.ContainsFunc(key, unicode.IsSpace) {
		return Claimed{}, errKey
	}
	patience := time.NewTimer(s.options.Wait)
	defer patience.Stop()
	restored := false
	for {
		reply, err := s.ask(ctx, chat, key)
		if err != nil {
			return Claimed{}, err
		}
		switch reply.verdict {
		case busy:
			if err := pause(ctx, patience.C); err != nil {
				return Claimed{}, err
			}
		case absent:
			c := Claimed{Chat: chat, Key: key, Fence: reply.fence}
			var err error
			if restored, err = s.restore(ctx, c); err != nil {
				return Claimed{}, s.abandon(ctx, c, err)
			}
			if !restored {
				return c, nil
			}
		default:
			c, err := s.read(chat, key, reply)
			if err != nil {
				return Claimed{}, s.abandon(ctx, c, err)
			}
			c.restored = restored
			return c, nil
		}
	}
}

// pause waits a little and at random, so that those who wait for one chat do not come back together.
func pause(ctx context.Context, patience <-chan time.Time) error {
	little := time.NewTimer(5*time.Millisecond + mathrand.N(15*time.Millisecond))
	defer little.Stop()
	select {
	case <-little.C:
		return nil
	case <-patience:
		return ErrBusy
	case <-ctx.Done():
		return ctx.Err()
	}
}

// abandon gives the lease back of a claim that failed, even if it failed because its time was up.
func (s *Store) abandon(ctx context.Context, c Claimed, cause error) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer cancel()
	return errors.Join(cause, s.Release(ctx, c))
}
