package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"jagaetam/internal/identity"
	"jagaetam/internal/record"
)

// saveSnapshotsSQL takes the newest of each chat, in the order of the chats, so that two replicas never wait for each other in
// a circle.
const saveSnapshotsSQL = `
insert into snapshots (chat, version, sealed, at)
select distinct on (chat) chat, version, sealed, at
from unnest($1::text[], $2::bigint[], $3::bytea[], $4::timestamptz[], $5::bytea[]) as s (chat, version, sealed, at, chat_index)
where not exists (select from forgotten f where f.chat_index = s.chat_index and f.at > now() - interval '5 minutes')
order by chat, version desc, at desc
on conflict (chat) do update set version = excluded.version, sealed = excluded.sealed, at = excluded.at
where snapshots.version <= excluded.version`

// SaveSnapshots keeps the snapshots in one statement. One older than what is kept of its chat changes nothing, and neither does one of a
// chat that was deleted less than five minutes ago.
func (s *Store) SaveSnapshots(ctx context.Context, snapshots []record.Snapshot) error {
	n := len(snapshots)
	chats, versions, sealed, ats := make([]string, n), make([]int64, n), make([][]byte, n), make([]time.Time, n)
	indexes := make([][]byte, n)
	for i, snapshot := range snapshots {
		indexes[i] = s.vault.Index(identity.KindChat, snapshot.Chat)
		chats[i], versions[i], sealed[i], ats[i] = snapshot.Chat, snapshot.Version, snapshot.Sealed, snapshot.At
	}
	if _, err := s.pool.Exec(ctx, saveSnapshotsSQL, chats, versions, sealed, ats, indexes); err != nil {
		return fmt.Errorf("save %d snapshots: %w", n, err)
	}
	return nil
}

const snapshotSQL = `select chat, version, sealed, at from snapshots where chat = $1`

// Snapshot is the newest snapshot of the chat; false where there is none.
func (s *Store) Snapshot(ctx context.Context, chat string) (record.Snapshot, bool, error) {
	rows, _ := s.pool.Query(ctx, snapshotSQL, chat) // CollectExactlyOneRow has the error
	snapshot, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByPos[record.Snapshot])
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return record.Snapshot{}, false, nil
	case err != nil:
		return record.Snapshot{}, false, fmt.Errorf("read snapshot of %s: %w", chat, err)
	}
	snapshot.At = snapshot.At.UTC()
	return snapshot, true, nil
}

const purgeSnapshotsSQL = `
with remembered as (
    delete from forgotten where at < now() - interval '1 hour'
)
delete from snapshots where at < $1`

// PurgeSnapshots deletes those of dialogues that have not changed since before, and says how many they were.
func (s *Store) PurgeSnapshots(ctx context.Context, before time.Time) (int, error) {
	deleted, err := s.pool.Exec(ctx, purgeSnapshotsSQL, before)
	if err != nil {
		return 0, fmt.Errorf("purge snapshots: %w", err)
	}
	return int(deleted.RowsAffected()), nil
}
