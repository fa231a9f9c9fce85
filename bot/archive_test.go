package bot_test

import (
	"context"
	"sync"

	"jagaetam/internal/record"
)

// archive keeps sealed copies of dialogues in memory.
type archive struct {
	mu    sync.Mutex
	chats map[string]record.Snapshot
}

func newArchive() *archive { return &archive{chats: map[string]record.Snapshot{}} }

func (a *archive) SaveSnapshots(_ context.Context, snapshots []record.Snapshot) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, s := range snapshots {
		if s.Version >= a.chats[s.Chat].Version {
			a.chats[s.Chat] = s
		}
	}
	return nil
}

func (a *archive) Snapshot(_ context.Context, chat string) (record.Snapshot, bool, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	s, found := a.chats[chat]
	return s, found, nil
}
