package faketelegram

import "slices"

// Asides are the messages of the group that this person alone sees, oldest first
// (https://core.telegram.org/bots/api#ephemeralmessageparameters).
func (g *Group) Asides(p *Person) []Message {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	var seen []Message
	for _, m := range g.group.asides {
		if m.Receiver.ID == p.user.ID {
			seen = append(seen, *m)
		}
	}
	return seen
}

// receiver is who alone is to see what a call sends; nil where all in the chat are.
func (c *Chat) receiver(q *request) (*Person, error) {
	var aside struct {
		Receiver int64 `json:"receiver_user_id"`
	}
	if err := q.json("ephemeral_message_parameters", &aside); err != nil || aside.Receiver == 0 {
		return nil, err
	}
	p := c.s.person(aside.Receiver)
	switch {
	case c.group == nil:
		return nil, badRequest("ephemeral messages can be sent only to groups")
	case p == nil || !c.group.members[p]:
		return nil, badRequest("user not found")
	}
	return p, nil
}

// whisper shows a message to one person of the group. It is counted for itself and never becomes one of the chat's.
func (c *Chat) whisper(m *Message, to *Person) *Message {
	c.group.aside++
	m.Date, m.Chat, m.Receiver, m.EphemeralID = c.s.now().Unix(), c.info, &to.user, c.group.aside
	c.group.asides = append(c.group.asides, m)
	c.s.events.emit(Event{Kind: AsideShown, Chat: c.info.ID, Message: m})
	return m
}

// deleteEphemeralMessage (https://core.telegram.org/bots/api#deleteephemeralmessage).
func (s *Server) deleteEphemeralMessage(q *request) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.reach(q, "chat_id", toEdit)
	if err != nil {
		return nil, err
	}
	if c.group == nil {
		return nil, badRequest("message to delete not found")
	}
	id, who := int(q.int("ephemeral_message_id")), q.int("receiver_user_id")
	before := len(c.group.asides)
	c.group.asides = slices.DeleteFunc(c.group.asides, func(m *Message) bool { return m.EphemeralID == id && m.Receiver.ID == who })
	if len(c.group.asides) == before {
		return nil, badRequest("message to delete not found")
	}
	c.s.events.emit(Event{Kind: AsideGone, Chat: c.info.ID, MessageID: id})
	return true, nil
}
