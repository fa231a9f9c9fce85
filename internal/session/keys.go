package session

import (
	"fmt"
	"hash/fnv"
)

// shards is how many slots of Redis Cluster the chats are spread over. Changing it loses sight of every chat.
const shards = 64

// keys are the Redis keys that belong to a chat. They share one hash tag, so that one script may touch them all.
type keys struct {
	chat   string // hash: the dialogue
	wakes  string // sorted set of the shard: chats by the time they want to be woken, in Unix milliseconds
	unsaid string // sorted set of the shard: chats by the time their answer was committed, as long as it is not said
}

func keysOf(chat string) keys {
	hash := fnv.New32a()
	hash.Write([]byte(chat))
	shard := int(hash.Sum32() % shards)
	return keys{fmt.Sprintf("s:{%d}:%s", shard, chat), wakesOf(shard), unsaidOf(shard)}
}

func wakesOf(shard int) string  { return fmt.Sprintf("w:{%d}", shard) }
func unsaidOf(shard int) string { return fmt.Sprintf("u:{%d}", shard) }
