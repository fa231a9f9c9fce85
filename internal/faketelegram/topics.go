package faketelegram

import "slices"

// Topic is a topic of a forum. The General topic, to which messages without a thread belong, is not one of them.
type Topic struct {
	ThreadID  int    `json:"message_thread_id"`
	Name      string `json:"name"`
	IconColor int    `json:"icon_color"`
	Closed    bool   `json:"-"`
}

type topic struct {
	Topic
	opened *Message // the service message that opened it
}

// defaultIconColor is the first of the colours that Telegram allows.
const defaultIconColor = 0x6FB9F0

// NewTopic opens a topic as an administrator would.
func (g *Group) NewTopic(name string) Topic {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	owner := g.ownerUser()
	return g.openTopic(&owner, name, defaultIconColor)
}

// Topics lists the topics that are there, oldest first.
func (g *Group) Topics() []Topic {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	topics := make([]Topic, len(g.group.topics))
	for i, t := range g.group.topics {
		topics[i] = t.Topic
	}
	return topics
}

// CloseTopic closes or reopens a topic as an administrator would.
func (g *Group) CloseTopic(threadID int, closed bool) {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	if t := g.topic(threadID); t != nil && t.Closed != closed {
		owner := g.ownerUser()
		g.closeTopic(t, &owner, closed)
	}
}

// RenameTopic gives a topic another name as an administrator would.
func (g *Group) RenameTopic(threadID int, name string) {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	if t := g.topic(threadID); t != nil && t.Name != name {
		owner := g.ownerUser()
		g.renameTopic(t, &owner, name)
	}
}

// DeleteTopic deletes a topic and its messages as an administrator would.
func (g *Group) DeleteTopic(threadID int) {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	g.dropTopic(threadID)
}

// topic finds a topic; nil when there is none, as for General.
func (c *Chat) topic(threadID int) *topic {
	if c.group == nil {
		return nil
	}
	i := slices.IndexFunc(c.group.topics, func(t *topic) bool { return t.ThreadID == threadID })
	if i < 0 {
		return nil
	}
	return c.group.topics[i]
}

// openTopic posts the service message whose id is the topic's.
func (c *Chat) openTopic(by *User, name string, color int) Topic {
	opened := &Message{From: by, TopicCreated: &TopicCreated{Name: name, IconColor: color}, IsTopicMessage: true}
	opened.ThreadID = c.lastID + 1 // the id that it gets next
	c.report(opened)
	t := &topic{Topic: Topic{ThreadID: opened.ID, Name: name, IconColor: color}, opened: opened}
	c.group.topics = append(c.group.topics, t)
	c.s.events.emit(Event{Kind: ChatChanged, Chat: c.info.ID})
	return t.Topic
}

func (c *Chat) renameTopic(t *topic, by *User, name string) {
	t.Name = name
	c.inTopic(t, &Message{From: by, TopicEdited: &TopicEdited{Name: name}})
}

func (c *Chat) closeTopic(t *topic, by *User, closed bool) {
	t.Closed = closed
	m := &Message{From: by}
	if closed {
		m.TopicClosed = &struct{}{}
	} else {
		m.TopicReopened = &struct{}{}
	}
	c.inTopic(t, m)
}

func (c *Chat) inTopic(t *topic, m *Message) {
	m.ThreadID, m.IsTopicMessage = t.ThreadID, true
	c.report(m)
	c.s.events.emit(Event{Kind: ChatChanged, Chat: c.info.ID})
}

func (c *Chat) dropTopic(threadID int) {
	c.group.topics = slices.DeleteFunc(c.group.topics, func(t *topic) bool { return t.ThreadID == threadID })
	for _, m := range slices.Clone(c.shown) {
		if m.IsTopicMessage && m.ThreadID == threadID {
			c.remove(m.ID)
		}
	}
	c.s.events.emit(Event{Kind: ChatChanged, Chat: c.info.ID})
}

// createForumTopic (https://core.telegram.org/bots/api#createforumtopic).
func (s *Server) createForumTopic(q *request) (any, error) {
	name, color := q.text("name"), int(q.int("icon_color"))
	if name == "" {
		return nil, badRequest("topic name must be non-empty")
	}
	if len([]rune(name)) > 128 {
		return nil, badRequest("TOPIC_TITLE_TOO_LONG")
	}
	if color == 0 {
		color = defaultIconColor
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.forum(q, "create a topic")
	if err != nil {
		return nil, err
	}
	if err := s.spend(c, spending{}); err != nil { // it posts a service message
		return nil, err
	}
	return c.openTopic(&s.bot, name, color), nil
}

// editForumTopic (https://core.telegram.org/bots/api#editforumtopic).
func (s *Server) editForumTopic(q *request) (any, error) {
	return s.changeTopic(q, "edit the topic", func(c *Chat, t *topic) bool {
		name := q.text("name")
		if name == "" || name == t.Name {
			return false
		}
		c.renameTopic(t, &s.bot, name)
		return true
	})
}

// closeForumTopic (https://core.telegram.org/bots/api#closeforumtopic).
func (s *Server) closeForumTopic(q *request) (any, error) { return s.setClosed(q, true) }

// reopenForumTopic (https://core.telegram.org/bots/api#reopenforumtopic).
func (s *Server) reopenForumTopic(q *request) (any, error) { return s.setClosed(q, false) }

func (s *Server) setClosed(q *request, closed bool) (any, error) {
	return s.changeTopic(q, "close or open the topic", func(c *Chat, t *topic) bool {
		if t.Closed == closed {
			return false
		}
		c.closeTopic(t, &s.bot, closed)
		return true
	})
}

// opened says whether the bot opened the topic.
func (s *Server) opened(t *topic) bool { return t != nil && t.opened.From.ID == s.bot.ID }

// deleteForumTopic (https://core.telegram.org/bots/api#deleteforumtopic).
func (s *Server) deleteForumTopic(q *request) (any, error) {
	return s.changeTopic(q, "delete the topic", func(c *Chat, t *topic) bool {
		c.dropTopic(t.ThreadID)
		return true
	})
}

// changeTopic finds the topic and changes it; a change that changes nothing is an error in Telegram's eyes.
func (s *Server) changeTopic(q *request, what string, change func(*Chat, *topic) bool) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.forum(q, what)
	if err != nil {
		return nil, err
	}
	t := c.topic(int(q.int("message_thread_id")))
	if t == nil {
		return nil, badRequest("message thread not found")
	}
	if !change(c, t) {
		return nil, badRequest("TOPIC_NOT_MODIFIED")
	}
	return true, nil
}

// forum finds the forum of a call in which the bot may do this with topics: an administrator with the right to, or with one of its own
// (https://core.telegram.org/bots/api#closeforumtopic).
func (s *Server) forum(q *request, what string) (*Chat, error) {
	c, err := s.reach(q, "chat_id", toWrite)
	switch {
	case err != nil:
		return nil, err
	case !c.info.IsForum:
		return nil, badRequest("the chat is not a forum")
	case !c.group.botManagesTopics() && !(c.group.botIsAdmin() && s.opened(c.topic(int(q.int("message_thread_id"))))):
		return nil, badRequest("not enough rights to %s", what)
	}
	return c, nil
}
