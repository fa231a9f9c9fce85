package postgres

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"jagaetam/internal/record"
	"jagaetam/internal/record/recordtest"
)

func snapshot(chat string, version int64, content string) record.Snapshot {
	return record.Snapshot{Chat: chat, Version: version, Sealed: []byte(content), At: recordtest.Noon.Add(time.Duration(version) * time.Minute)}
}

func save(t *testing.T, s *Store, snapshots ...record.Snapshot) {
	t.Helper()
	if err := s.SaveSnapshots(t.Context(), snapshots); err != nil {
		t.Fatal(err)
	}
}

func wantSnapshot(t *testing.T, s *Store, want record.Snapshot) {
	t.Helper()
	got, found, err := s.Snapshot(t.Context(), want.Chat)
	if err != nil || !found {
		t.Fatalf("snapshot of %s: %t, %v", want.Chat, found, err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestNewestSnapshotWins(t *testing.T) {
	s := newStore(t)
	save(t, s)
	save(t, s, snapshot("tg:1", 5, "five"), snapshot("tg:1", 7, "seven"), snapshot("tg:1", 6, "six"), snapshot("tg:2", 1, "one"))
	wantSnapshot(t, s, snapshot("tg:1", 7, "seven"))
	save(t, s, snapshot("tg:1", 6, "late"), snapshot("tg:2", 2, "two"))
	wantSnapshot(t, s, snapshot("tg:1", 7, "seven"))
	wantSnapshot(t, s, snapshot("tg:2", 2, "two"))
	save(t, s, snapshot("tg:1", 7, "seven again"))
	wantSnapshot(t, s, snapshot("tg:1", 7, "seven again"))
}

func TestPurgeSnapshots(t *testing.T) {
	s := newStore(t)
	save(t, s, snapshot("tg:1", 1, "old"), snapshot("tg:2", 2, "new"))
	purged, err := s.PurgeSnapshots(t.Context(), recordtest.Noon.Add(2*time.Minute))
	if err != nil || purged != 1 {
		t.Errorf("purged %d, %v", purged, err)
	}
	if _, found, err := s.Snapshot(t.Context(), "tg:1"); found || err != nil {
		t.Errorf("purged and still there: %t, %v", found, err)
	}
	wantSnapshot(t, s, snapshot("tg:2", 2, "new"))
}
