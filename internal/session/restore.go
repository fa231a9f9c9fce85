package session

import (
	"context"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
)

// document is all that is kept of a chat, as it lies sealed in the archive.
type document struct {
	Version int64          `json:"version"`
	State   dialogue.State `json:"state"`
	Ring    ring           `json:"ring"`
	// Answer is nil where all of it is said; one that is half said is kept whole.
	Answer *chat.Answer `json:"answer,omitempty"`
	Shown  string       `json:"shown,omitempty"`
	Wake   time.Time    `json:"wake,omitzero"`
}

func (d document) words() []chat.Words {
	if d.Answer == nil {
		return nil
	}
	return d.Answer.Words
}

// restore puts a chat that Redis does not know in place from the archive, which ends the claim. It reports false, and the claim
// stands, where the archive does not know the chat either.
func (s *Store) restore(ctx context.Context, c Claimed) (bool, error) {
	snapshot, found, err := s.archive.Snapshot(ctx, c.Chat)
	if err != nil || !found {
		return false, err
	}
	var d document
	if err := open(s.vault, SnapshotPlace(c.Chat), snapshot.Sealed, &d); err != nil {
		return false, err
	}
	// Where another has put the chat in place meanwhile, that is as good.
	_, err = s.put(ctx, c, d)
	return true, err
}
