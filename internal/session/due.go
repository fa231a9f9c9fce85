package session

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"
)

// Wake is a chat whose time to be woken has come.
type Wake struct {
	Chat string
	// Key is the key to claim the chat with. It is the same for whoever finds this wake, and is Seen once the chat was committed.
	Key string
}

// Due are up to limit chats that wanted to be woken by now, the longest overdue first. A chat stays due until its next Commit, so
// a turn that has nothing to say has to commit all the same.
func (s *Store) Due(ctx context.Context, now time.Time, limit int) ([]Wake, error) {
	found, err := s.until(ctx, wakesOf, now, limit)
	if err != nil {
		return nil, fmt.Errorf("find chats to wake: %w", err)
	}
	wakes := make([]Wake, len(found))
	for i, z := range found {
		id := z.Member.(string)
		wakes[i] = Wake{id, wakePrefix + strconv.FormatInt(int64(z.Score), 10) + ":" + id}
	}
	return wakes, nil
}

// Unsaid are up to limit chats whose last answer was committed longer ago than that and is not said, the oldest first. Take them
// with Reclaim.
func (s *Store) Unsaid(ctx context.Context, olderThan time.Duration, limit int) ([]string, error) {
	now, err := s.rdb.Time(ctx).Result() // the commits are dated by Redis
	if err != nil {
		return nil, fmt.Errorf("find unsaid answers: %w", err)
	}
	found, err := s.until(ctx, unsaidOf, now.Add(-olderThan), limit)
	if err != nil {
		return nil, fmt.Errorf("find unsaid answers: %w", err)
	}
	chats := make([]string, len(found))
	for i, z := range found {
		chats[i] = z.Member.(string)
	}
	return chats, nil
}

// until reads the sorted sets of all shards up to that time.
func (s *Store) until(ctx context.Context, keyOf func(shard int) string, last time.Time, limit int) ([]redis.Z, error) {
	upTo := &redis.ZRangeBy{Min: "-inf", Max: milliseconds(last), Count: int64(limit)}
	commands, err := s.rdb.Pipelined(ctx, func(p redis.Pipeliner) error {
		for shard := range shards {
			p.ZRangeByScoreWithScores(ctx, keyOf(shard), upTo)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	var found []redis.Z
	for _, command := range commands {
		found = append(found, command.(*redis.ZSliceCmd).Val()...)
	}
	slices.SortStableFunc(found, func(a, b redis.Z) int { return cmp.Compare(a.Score, b.Score) })
	return found[:min(limit, len(found))], nil
}

const wakePrefix = "wake:"

// wakeTime is the time in a key that Due made, in milliseconds; empty for the key of any other delivery.
func wakeTime(key string) string {
	rest, isWake := strings.CutPrefix(key, wakePrefix)
	if !isWake {
		return ""
	}
	at, _, _ := strings.Cut(rest, ":")
	return at
}
