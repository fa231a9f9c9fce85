package session

import (
	"context"
	"strconv"
	"strings"
	"testing"

	"github.com/redis/go-redis/v9"
)

// oneSlot is a hook that fails a test whose script or transaction touches keys of more than one slot of Redis Cluster.
type oneSlot struct{ t testing.TB }

func (oneSlot) DialHook(next redis.DialHook) redis.DialHook { return next }

func (o oneSlot) ProcessHook(next redis.ProcessHook) redis.ProcessHook {
	return func(ctx context.Context, command redis.Cmder) error {
		o.demand(keysIn(command))
		return next(ctx, command)
	}
}

func (o oneSlot) ProcessPipelineHook(next redis.ProcessPipelineHook) redis.ProcessPipelineHook {
	return func(ctx context.Context, commands []redis.Cmder) error {
		if commands[0].Name() == "multi" {
			var all []string
			for _, command := range commands[1 : len(commands)-1] {
				all = append(all, command.Args()[1].(string))
			}
			o.demand(all)
		}
		return next(ctx, commands)
	}
}

// keysIn are the keys that a script is given.
func keysIn(command redis.Cmder) []string {
	if !strings.HasPrefix(command.Name(), "eval") {
		return nil
	}
	args := command.Args()
	var all []string
	for _, key := range args[3 : 3+args[2].(int)] {
		all = append(all, key.(string))
	}
	return all
}

func (o oneSlot) demand(all []string) {
	for _, key := range all {
		if slot(key) != slot(all[0]) {
			o.t.Errorf("%s and %s lie in different slots", all[0], key)
		}
	}
}

// slot is the slot of a key by the Redis Cluster specification: CRC16 (XMODEM) of what is between its first braces, modulo 16384.
func slot(key string) uint16 {
	if _, after, found := strings.Cut(key, "{"); found {
		if tag, _, closed := strings.Cut(after, "}"); closed && tag != "" {
			key = tag
		}
	}
	var crc uint16
	for i := range len(key) {
		crc ^= uint16(key[i]) << 8
		for range 8 {
			if crc&0x8000 != 0 {
				crc = crc<<1 ^ 0x1021
			} else {
				crc <<= 1
			}
		}
	}
	return crc % 16384
}

// The specification's own example, and a slot that CLUSTER KEYSLOT gives.
func TestSlotIsThatOfTheSpecification(t *testing.T) {
	for key, want := range map[string]uint16{"123456789": 0x31C3, "s:{somekey}:1": 11058, "foo{hash_tag}": 2515} {
		if got := slot(key); got != want {
			t.Errorf("%s lies in slot %d, want %d", key, got, want)
		}
	}
}

func TestChatsSpreadOverTheShards(t *testing.T) {
	counts := map[string]int{}
	for i := range 6400 {
		counts[keysOf("tg:"+strconv.Itoa(100_000+i)).wakes]++
	}
	if len(counts) != shards {
		t.Fatalf("%d shards are used of %d", len(counts), shards)
	}
	for shard, n := range counts {
		if n > 300 {
			t.Errorf("%d of 6,400 chats are in %s", n, shard)
		}
	}
}
