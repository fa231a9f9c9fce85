package session

import (
	"strconv"
	"strings"
)

// ringSize is how many deliveries of a chat are remembered. It is a list and no highest number, because deliveries come out of
// order and Telegram's update ids begin anywhere after a quiet week.
const ringSize = 64

// ring is the keys of a chat's last committed deliveries, the oldest first, each with the fence it was committed under:
// "\nkey fence\nkey fence\n". The scripts search it as a string.
type ring string

// with is the ring after one more delivery.
func (r ring) with(key string, fence int64) ring {
	entries := strings.FieldsFunc(string(r), func(c rune) bool { return c == '\n' })
	entries = append(entries, key+" "+strconv.FormatInt(fence, 10))
	entries = entries[max(0, len(entries)-ringSize):]
	return ring("\n" + strings.Join(entries, "\n") + "\n")
}

// last is the key of the latest delivery, and the fence it was claimed under, which is the clock of then in microseconds; empty and 0 where
// there was none.
func (r ring) last() (key string, fence int64) {
	entries := strings.TrimSuffix(string(r), "\n")
	key, number, _ := strings.Cut(entries[strings.LastIndexByte(entries, '\n')+1:], " ")
	fence, _ = strconv.ParseInt(number, 10, 64) // as with wrote it
	return key, fence
}
