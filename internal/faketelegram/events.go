package faketelegram

import (
	"sync"
	"sync/atomic"
	"time"
)

// EventKind says what an Event is about.
type EventKind string

// What can be seen on the event stream.
const (
	MessageNew         EventKind = "message_new"         // Chat, Message
	MessageEdited      EventKind = "message_edited"      // Chat, Message
	MessageDeleted     EventKind = "message_deleted"     // Chat, MessageID
	KeyboardChanged    EventKind = "keyboard_changed"    // Chat; Message.Reply holds the keyboard, nil when it went away
	AsideShown         EventKind = "aside_shown"         // Chat, Message: one that Message.Receiver alone sees
	AsideGone          EventKind = "aside_gone"          // Chat, MessageID: the number of one that somebody alone saw
	CallbackAnswered   EventKind = "callback_answered"   // Chat, Answer
	ChatAction         EventKind = "chat_action"         // Chat, Action such as "typing"
	ChatChanged        EventKind = "chat_changed"        // Chat: a topic, a member or the title changed, or the bot was blocked
	UpdateQueued       EventKind = "update_queued"       // Update
	UpdateDelivered    EventKind = "update_delivered"    // Update with Attempt, Status and Took: one delivery to the bot
	UpdateAcknowledged EventKind = "update_acknowledged" // Update: the bot has taken it, Telegram forgets it
	UpdateExpired      EventKind = "update_expired"      // Update: it was too old and is lost to the bot
	CallMade           EventKind = "call_made"           // Call
	ProfileChanged     EventKind = "profile_changed"     // the bot's name, descriptions or commands changed
	Gap                EventKind = "gap"                 // Missed events did not fit into the subscriber's buffer
)

// Event is one thing that became visible. Which fields are set stands beside its kind.
type Event struct {
	Seq       uint64       `json:"seq"`
	At        time.Time    `json:"at"`
	Kind      EventKind    `json:"kind"`
	Chat      int64        `json:"chat,omitempty"`
	Message   *Message     `json:"message,omitempty"`
	MessageID int          `json:"message_id,omitempty"`
	Answer    *Answer      `json:"answer,omitempty"`
	Action    string       `json:"action,omitempty"`
	Update    *UpdateEvent `json:"update,omitempty"`
	Call      *CallEvent   `json:"call,omitempty"`
	Missed    int          `json:"missed,omitempty"`
}

// Answer is what the bot said to a tap: a toast, an alert, or nothing but the end of the spinner.
type Answer struct {
	QueryID string `json:"callback_query_id"`
	User    int64  `json:"user"`
	Text    string `json:"text,omitempty"`
	Alert   bool   `json:"show_alert,omitempty"`
	URL     string `json:"url,omitempty"`
}

// UpdateEvent follows one update from the queue to the bot.
type UpdateEvent struct {
	ID      int           `json:"id"`
	Type    string        `json:"type"`
	Chat    int64         `json:"chat,omitempty"`
	User    int64         `json:"user,omitempty"`
	Attempt int           `json:"attempt,omitempty"`
	Status  int           `json:"status,omitempty"` // HTTP status of the webhook's answer, 0 when it hung up
	Took    time.Duration `json:"took,omitempty"`   // delivered: of this attempt; acknowledged: since it was queued
}

// CallEvent is one call of the bot after it was answered.
type CallEvent struct {
	Method string        `json:"method"`
	Chat   int64         `json:"chat,omitempty"`
	Code   int           `json:"code"` // HTTP status, 0 when the connection was dropped
	Took   time.Duration `json:"took"`
}

// events hands every event to every subscriber without ever waiting for one.
type events struct {
	mu     sync.Mutex
	seq    uint64
	subs   map[*subscriber]struct{}
	closed bool
	any    atomic.Bool // whether anybody listens; spares the lock on a busy server
}

type subscriber struct {
	out    chan Event
	missed int
}

// Subscribe gives every event from now on, until cancel is called or the server closes; then the channel is closed.
// A subscriber who lets his buffer run full misses events and gets one Gap that counts them; the server never waits.
func (s *Server) Subscribe(buffer int) (events <-chan Event, cancel func()) {
	sub := &subscriber{out: make(chan Event, max(buffer, 1))}
	s.events.add(sub)
	return sub.out, func() { s.events.remove(sub) }
}

func (e *events) add(sub *subscriber) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.closed {
		close(sub.out)
		return
	}
	if e.subs == nil {
		e.subs = map[*subscriber]struct{}{}
	}
	e.subs[sub] = struct{}{}
	e.any.Store(true)
}

func (e *events) remove(sub *subscriber) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if _, ok := e.subs[sub]; !ok {
		return
	}
	delete(e.subs, sub)
	close(sub.out)
	e.any.Store(len(e.subs) > 0)
}

func (e *events) close() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.closed = true
	for sub := range e.subs {
		delete(e.subs, sub)
		close(sub.out)
	}
	e.any.Store(false)
}

// emit numbers the event and offers it to every subscriber.
func (e *events) emit(event Event) {
	if !e.any.Load() {
		return
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.seq++
	event.Seq, event.At = e.seq, time.Now()
	for sub := range e.subs {
		sub.offer(event)
	}
}

// offer leaves room for the Gap that must come before anything else after a miss.
func (sub *subscriber) offer(event Event) {
	if sub.missed > 0 {
		select {
		case sub.out <- Event{Seq: event.Seq, At: event.At, Kind: Gap, Missed: sub.missed}:
			sub.missed = 0
		default:
			sub.missed++
			return
		}
	}
	select {
	case sub.out <- event:
	default:
		sub.missed++
	}
}
