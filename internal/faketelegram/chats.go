package faketelegram

import (
	"cmp"
	"slices"
)

// Chat is what is on the screen in one private chat or group.
type Chat struct {
	s    *Server
	info ChatInfo

	shown    []*Message // ascending ids
	lastID   int        // of a supergroup, which counts for itself
	keyboard *ReplyKeyboard
	shownBy  int           // the message that brought the keyboard
	changed  chan struct{} // closed at the next change, nil when nobody waits

	person  *Person // of a private chat
	started bool    // the person has written, so that the bot may
	blocked bool    // by the person

	group *groupState // of a group

	paced, perGroup bucket
}

// Chat finds a private chat or a group by its id; nil when there is none.
func (s *Server) Chat(id int64) *Chat {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.chats[id]
}

// ID is the chat's id as bots know it: the person's id in a private chat, negative in a group.
func (c *Chat) ID() int64 { return c.info.ID }

// Info names the chat.
func (c *Chat) Info() ChatInfo { return c.info }

// Messages are what the chat shows now, oldest first: as edited, without the deleted.
func (c *Chat) Messages() []Message {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	return c.snapshot()
}

// Message finds a message of the chat that is not deleted.
func (c *Chat) Message(id int) (Message, bool) {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	m := c.find(id)
	if m == nil {
		return Message{}, false
	}
	return *m, true
}

// Last is the newest message that the bot sent to the chat and did not delete; the zero Message when there is none.
func (c *Chat) Last() Message {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	for _, m := range slices.Backward(c.shown) {
		if m.From.ID == c.s.bot.ID {
			return *m
		}
	}
	return Message{}
}

// Keyboard is the reply keyboard that the chat shows now; nil when there is none.
func (c *Chat) Keyboard() *ReplyKeyboard {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	return c.keyboard
}

func (c *Chat) snapshot() []Message {
	messages := make([]Message, len(c.shown))
	for i, m := range c.shown {
		messages[i] = *m
	}
	return messages
}

// watch is what the chat shows, and what closes when that changes.
func (c *Chat) watch() ([]Message, <-chan struct{}) {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	if c.changed == nil {
		c.changed = make(chan struct{})
	}
	return c.snapshot(), c.changed
}

func (c *Chat) touch() {
	if c.changed != nil {
		close(c.changed)
		c.changed = nil
	}
}

func (c *Chat) index(id int) (int, bool) {
	return slices.BinarySearchFunc(c.shown, id, func(m *Message, id int) int { return cmp.Compare(m.ID, id) })
}

func (c *Chat) find(id int) *Message {
	i, ok := c.index(id)
	if !ok {
		return nil
	}
	return c.shown[i]
}

// post puts a message on the screen under a new id.
func (c *Chat) post(m *Message) *Message {
	s := c.s
	if c.info.Type == Supergroup {
		c.lastID++
		m.ID = c.lastID
	} else {
		s.messageID++
		m.ID = s.messageID
	}
	m.Date, m.Chat = s.now().Unix(), c.info
	c.shown = append(c.shown, m)
	if s.keep > 0 && len(c.shown) > 2*s.keep {
		c.shown = slices.Clone(c.shown[len(c.shown)-s.keep:])
	}
	c.touch()
	s.events.emit(Event{Kind: MessageNew, Chat: c.info.ID, Message: m})
	if m.Reply != nil {
		c.showKeyboard(m.Reply, m.ID)
	}
	return m
}

// showKeyboard changes the reply keyboard; one that removes, or nil, takes it away.
func (c *Chat) showKeyboard(k *ReplyKeyboard, messageID int) {
	if k != nil && k.Remove {
		k, messageID = nil, 0
	}
	if k == nil && c.keyboard == nil {
		return
	}
	c.keyboard, c.shownBy = k, messageID
	c.touch()
	c.s.events.emit(Event{Kind: KeyboardChanged, Chat: c.info.ID, Message: &Message{ID: messageID, Chat: c.info, Reply: k}})
}

// replace puts an edited message in the place of the old one.
func (c *Chat) replace(m *Message) {
	i, _ := c.index(m.ID)
	c.shown[i] = m
	c.touch()
	c.s.events.emit(Event{Kind: MessageEdited, Chat: c.info.ID, Message: m})
}

// remove deletes a message for everybody, and with it the keyboard that it brought.
func (c *Chat) remove(id int) {
	i, ok := c.index(id)
	if !ok {
		return
	}
	c.shown = slices.Delete(c.shown, i, i+1)
	c.touch()
	c.s.events.emit(Event{Kind: MessageDeleted, Chat: c.info.ID, MessageID: id})
	if c.shownBy == id {
		c.showKeyboard(nil, 0)
	}
}
