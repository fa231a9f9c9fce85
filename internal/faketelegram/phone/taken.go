package phone

import (
	"slices"
	"sync"

	"jagaetam/internal/faketelegram"
)

// taken knows which messages the bot has yet to take: what a person says carries one tick until the update that brings it
// to the bot is acknowledged, and two from then on. The server queues the update of a message right after posting it.
type taken struct {
	bot int64

	mu      sync.Mutex
	latest  map[int64]int   // by chat: the person's newest message
	updates map[int]int     // by update: its message
	waiting map[int64][]int // by chat: messages that the bot has not taken
}

func newTaken(bot int64) *taken {
	return &taken{bot: bot, latest: map[int64]int{}, updates: map[int]int{}, waiting: map[int64][]int{}}
}

// posted notes a new message and says whether the bot has yet to take it.
func (t *taken) posted(m *faketelegram.Message) bool {
	if m.From.ID == t.bot {
		return false
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.latest[m.Chat.ID] = m.ID
	t.waiting[m.Chat.ID] = append(t.waiting[m.Chat.ID], m.ID)
	return true
}

func (t *taken) queued(u *faketelegram.UpdateEvent) {
	if u.Type != "message" {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.updates[u.ID] = t.latest[u.Chat]
}

// acknowledged gives the message that the bot has taken with the update, 0 when the update brought none.
func (t *taken) acknowledged(u *faketelegram.UpdateEvent) int {
	t.mu.Lock()
	defer t.mu.Unlock()
	message := t.updates[u.ID]
	delete(t.updates, u.ID)
	t.waiting[u.Chat] = slices.DeleteFunc(t.waiting[u.Chat], func(id int) bool { return id == message })
	return message
}

// waitingIn lists the messages of the chat that the bot has not taken.
func (t *taken) waitingIn(chat int64) []int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return slices.Clone(t.waiting[chat])
}
