package faketelegram

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"sync"
	"time"
)

// How long Telegram keeps what the bot has not taken; the first is promised, the second read in the server's source.
const (
	messageLife = 24 * time.Hour
	tapLife     = 150 * time.Second
)

// maxPending is the number of updates from which on Telegram drops new ones.
const maxPending = 100_000

// laneKind keeps apart what Telegram queues separately.
type laneKind int

const (
	messageLane laneKind = iota // messages and edits, by chat
	tapLane                     // callback queries, by person
	memberLane                  // my_chat_member and chat_member, by chat
)

type laneKey struct {
	kind laneKind
	id   int64
}

// lane is one webhook queue: its updates arrive in order, one at a time.
type lane struct {
	updates []*update
	hook    *webhook // that drains it now
}

// update waits until the bot has taken it.
type update struct {
	id       int
	kind     string
	lane     laneKey
	chat     int64
	user     int64
	body     any // immutable
	queued   time.Time
	expires  time.Time
	attempts int
	gone     bool

	once sync.Once
	raw  json.RawMessage
}

// json is the update as it is delivered, encoded when it is first needed and outside locks.
func (u *update) json() json.RawMessage {
	u.once.Do(func() {
		body, err := json.Marshal(u.body)
		if err != nil {
			panic(fmt.Sprintf("encode %s: %v", u.kind, err)) // only types of this package are queued
		}
		u.raw = fmt.Appendf(nil, `{"update_id":%d,%q:%s}`, u.id, u.kind, body)
	})
	return u.raw
}

func (u *update) event() *UpdateEvent {
	return &UpdateEvent{ID: u.id, Type: u.kind, Chat: u.chat, User: u.user, Attempt: u.attempts}
}

// inbox is everything the bot has not taken, once in order of ids for getUpdates and once by lane for the webhook. Both
// keep ids ascending, so that what getUpdates confirms is always the front of its lane.
type inbox struct {
	next    int
	all     []*update // from head on; those gone are skipped
	head    int
	pending int
	lanes   map[laneKey]*lane
	queued  chan struct{}   // closed and replaced when an update is queued
	allowed map[string]bool // as the bot last asked; nil for Telegram's default
	offset  int             // of the last getUpdates, at the time asked
	asked   time.Time
}

func newInbox(chance *rand.Rand) inbox {
	const first, last = 2_000_001, 1 << 30
	return inbox{next: first + chance.IntN(last-first), lanes: map[laneKey]*lane{}, queued: make(chan struct{})}
}

// wants says whether the bot asked for a kind of update. Telegram's default is all but those about other members and reactions
// (https://core.telegram.org/bots/api#getupdates).
func (in *inbox) wants(kind string) bool {
	if in.allowed == nil {
		return kind != "chat_member"
	}
	return in.allowed[kind]
}

// queue takes an update for the bot, unless the bot did not ask for its kind or has too many already.
func (s *Server) queue(u *update) {
	in := &s.inbox
	if !in.wants(u.kind) || in.pending >= maxPending {
		return
	}
	u.id, u.queued = in.next, s.now()
	in.next++
	in.pending++
	in.all = append(in.all, u)
	l := in.lanes[u.lane]
	if l == nil {
		l = &lane{}
		in.lanes[u.lane] = l
	}
	l.updates = append(l.updates, u)
	s.events.emit(Event{Kind: UpdateQueued, Chat: u.chat, Update: u.event()})

	if s.webhook != nil {
		s.startLane(s.webhook, u.lane, l)
		return
	}
	close(in.queued)
	in.queued = make(chan struct{})
}

// take gives up to limit pending updates from the oldest on.
func (s *Server) take(limit int) []*update {
	s.dropExpired()
	in := &s.inbox
	var batch []*update
	for _, u := range in.all[in.head:] {
		if len(batch) == limit {
			break
		}
		if !u.gone {
			batch = append(batch, u)
		}
	}
	return batch
}

// forget takes an update out of the inbox; it is the front of its lane.
func (s *Server) forget(u *update, kind EventKind) {
	in := &s.inbox
	u.gone = true
	in.pending--
	l := in.lanes[u.lane]
	l.updates = l.updates[1:]
	if len(l.updates) == 0 && l.hook == nil {
		delete(in.lanes, u.lane)
	}
	for in.head < len(in.all) && in.all[in.head].gone {
		in.all[in.head] = nil
		in.head++
	}
	if in.head > len(in.all)/2 {
		in.all, in.head = append([]*update(nil), in.all[in.head:]...), 0
	}
	e := u.event()
	e.Took = s.now().Sub(u.queued)
	s.events.emit(Event{Kind: kind, Chat: u.chat, Update: e})
	s.noticeIdle()
}

// dropExpired forgets what is too old. Taps live shorter than messages, so it looks at the front of each lane.
func (s *Server) dropExpired() {
	now := s.now()
	for _, l := range s.inbox.lanes {
		for len(l.updates) > 0 && l.updates[0].expires.Before(now) {
			s.forget(l.updates[0], UpdateExpired)
		}
	}
}

// forgetAll empties the inbox, as drop_pending_updates asks.
func (s *Server) forgetAll() {
	for _, l := range s.inbox.lanes {
		for len(l.updates) > 0 {
			s.forget(l.updates[0], UpdateExpired)
		}
	}
}

// Pending counts the updates that the bot has not acknowledged.
func (s *Server) Pending() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.inbox.pending
}
