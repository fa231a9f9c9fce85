package session

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/redis/go-redis/v9"

	"jagaetam/internal/identity"
)

// scanned is how many keys one step of the scan looks at.
const scanned = 500

// CountStale says how many dialogues in Redis are sealed, in whole or in part, with an older key than the vault's current one. They are
// sealed anew when they go on, and by Reseal.
func (s *Store) CountStale(ctx context.Context) (int, error) {
	total := 0
	err := s.eachStale(ctx, func(staleDialogue) error { total++; return nil })
	if err != nil {
		return 0, fmt.Errorf("count dialogues sealed with older keys: %w", err)
	}
	return total, nil
}

// Reseal seals dialogues in Redis anew that are sealed with an older key than the vault's current one, and says how many it changed. It may
// be broken off and started again at any time, and run beside everything else. A dialogue that does not open is left as it is and named in
// the error, after all others are done.
func (s *Store) Reseal(ctx context.Context) (int, error) {
	total := 0
	var damaged []error
	err := s.eachStale(ctx, func(d staleDialogue) error {
		changed, err := s.reseal(ctx, d)
		if changed {
			total++
		}
		if errors.Is(err, identity.ErrTampered) || errors.Is(err, identity.ErrUnknownKey) {
			damaged = append(damaged, err)
			return nil
		}
		return err
	})
	if err = errors.Join(append(damaged, err)...); err != nil {
		return total, fmt.Errorf("seal dialogues anew: %w", err)
	}
	return total, nil
}

func (s *Store) reseal(ctx context.Context, d staleDialogue) (changed bool, err error) {
	for field, sealed := range d.fields {
		where := sealedFields[field](d.chat)
		plain, err := s.vault.Open(where, []byte(sealed))
		if err != nil {
			return changed, err
		}
		done, err := resealScript.Run(ctx, s.rdb, []string{keysOf(d.chat).chat}, field, sealed, s.vault.Seal(where, plain)).Bool()
		if err != nil {
			return changed, err
		}
		changed = changed || done
	}
	return changed, nil
}

// sealedFields are the fields of a chat that are sealed, with the place of each.
var sealedFields = map[string]func(chat string) string{"state": statePlace, "answer": answerPlace}

// staleDialogue is a chat with those fields of it that are sealed with an older key, as they stand.
type staleDialogue struct {
	chat   string
	fields map[string]string
}

// eachStale looks through all dialogues in Redis. found is never called twice at once.
func (s *Store) eachStale(ctx context.Context, found func(staleDialogue) error) error {
	cluster, many := s.rdb.(*redis.ClusterClient)
	if !many {
		return s.eachStaleOn(ctx, s.rdb, found)
	}
	var one sync.Mutex // the masters are asked at once
	return cluster.ForEachMaster(ctx, func(ctx context.Context, node *redis.Client) error {
		return s.eachStaleOn(ctx, node, func(d staleDialogue) error {
			one.Lock()
			defer one.Unlock()
			return found(d)
		})
	})
}

func (s *Store) eachStaleOn(ctx context.Context, node redis.Cmdable, found func(staleDialogue) error) error {
	names := slices.Collect(maps.Keys(sealedFields))
	for keys := node.Scan(ctx, 0, "s:{*", scanned).Iterator(); ; {
		if !keys.Next(ctx) {
			return keys.Err()
		}
		values, err := node.HMGet(ctx, keys.Val(), names...).Result()
		if err != nil {
			return err
		}
		_, chat, _ := strings.Cut(keys.Val(), "}:")
		stale := staleDialogue{chat, map[string]string{}}
		for i, value := range values {
			if sealed, there := value.(string); there && sealed != "" && s.vault.Stale([]byte(sealed)) {
				stale.fields[names[i]] = sealed
			}
		}
		if len(stale.fields) == 0 {
			continue
		}
		if err := found(stale); err != nil {
			return err
		}
	}
}
