package session

import (
	"context"
	"fmt"
	"sync/atomic"

	"github.com/redis/go-redis/v9"
)

// scanned is how many keys one step of the scan looks at.
const scanned = 500

// CountStale says how many dialogues in Redis are sealed, in whole or in part, with an older key than the vault's current one. They are
// sealed anew when they go on; those that do not can be removed, as the archive has them.
func (s *Store) CountStale(ctx context.Context) (int, error) {
	var total atomic.Int64 // a cluster's masters are asked at once
	count := func(ctx context.Context, node redis.Cmdable) error {
		n, err := s.countStale(ctx, node)
		total.Add(int64(n))
		return err
	}
	var err error
	if cluster, many := s.rdb.(*redis.ClusterClient); many {
		err = cluster.ForEachMaster(ctx, func(ctx context.Context, node *redis.Client) error { return count(ctx, node) })
	} else {
		err = count(ctx, s.rdb)
	}
	if err != nil {
		return 0, fmt.Errorf("count dialogues sealed with older keys: %w", err)
	}
	return int(total.Load()), nil
}

func (s *Store) countStale(ctx context.Context, node redis.Cmdable) (int, error) {
	total := 0
	for keys := node.Scan(ctx, 0, "s:{*", scanned).Iterator(); ; {
		if !keys.Next(ctx) {
			return total, keys.Err()
		}
		fields, err := node.HMGet(ctx, keys.Val(), "state", "answer").Result()
		if err != nil {
			return total, err
		}
		for _, field := range fields {
			if sealed, there := field.(string); there && sealed != "" && s.vault.Stale([]byte(sealed)) {
				total++
				break
			}
		}
	}
}
