package faketelegram

import (
	"encoding/json"
	"reflect"
	"time"
)

// deletable is how long a bot may delete a message (https://core.telegram.org/bots/api#deletemessage).
const deletable = 48 * time.Hour

// editMessageText (https://core.telegram.org/bots/api#editmessagetext).
func (s *Server) editMessageText(q *request) (any, error) {
	text, entities, err := s.readText(q)
	if err != nil {
		return nil, err
	}
	return s.edit(q, func(m *Message) error {
		if m.Text == "" {
			return badRequest("there is no text in the message to edit")
		}
		m.Text, m.Entities = text, entities
		return nil
	})
}

// editMessageCaption (https://core.telegram.org/bots/api#editmessagecaption).
func (s *Server) editMessageCaption(q *request) (any, error) {
	caption, entities, err := s.readCaption(q)
	if err != nil {
		return nil, err
	}
	return s.edit(q, func(m *Message) error {
		if m.Photo == nil && m.Document == nil && m.Voice == nil {
			return badRequest("there is no caption in the message to edit")
		}
		m.Caption, m.CaptionEnts = caption, entities
		return nil
	})
}

// editMessageReplyMarkup (https://core.telegram.org/bots/api#editmessagereplymarkup).
func (s *Server) editMessageReplyMarkup(q *request) (any, error) {
	return s.edit(q, func(*Message) error { return nil })
}

// edit changes a message of the bot. The keyboard of the call takes the place of the old one, also when it has none; a
// change that changes nothing is an error.
func (s *Server) edit(q *request, change func(*Message) error) (any, error) {
	markup, err := readMarkup(q)
	if err != nil {
		return nil, err
	}
	if markup.reply != nil {
		return nil, badRequest("inline keyboard expected")
	}
	if q.text("message_id") == "" {
		return nil, badRequest("message identifier is not specified")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	c, old, err := s.reachMessage(q, "chat_id", toEdit, "message to edit")
	if err != nil {
		return nil, err
	}
	if old.From.ID != s.bot.ID || old.isService() || old.ForwardOrigin != nil || old.Reply != nil {
		return nil, badRequest("message can't be edited")
	}
	m := *old
	if err := change(&m); err != nil {
		return nil, err
	}
	m.Inline = markup.inline
	sameWords := sameWords(old, &m)
	if sameWords && reflect.DeepEqual(old.Inline, m.Inline) {
		return nil, badRequest("message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message")
	}
	if err := s.spend(c, spending{edit: true}); err != nil {
		return nil, err
	}
	// That only the buttons changed is shown to nobody (flag edit_hide of https://core.telegram.org/constructor/message).
	if !sameWords {
		m.EditDate = s.now().Unix()
	}
	c.replace(&m)
	return &m, nil
}

func sameWords(a, b *Message) bool {
	return a.Text == b.Text && a.Caption == b.Caption && reflect.DeepEqual(a.Entities, b.Entities) &&
		reflect.DeepEqual(a.CaptionEnts, b.CaptionEnts)
}

// deleteMessage deletes for everybody: its own messages, those of others in private chats and as an administrator, none
// older than two days (https://core.telegram.org/bots/api#deletemessage).
func (s *Server) deleteMessage(q *request) (any, error) {
	if q.text("message_id") == "" {
		return nil, badRequest("message identifier is not specified")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	c, m, err := s.reachMessage(q, "chat_id", toWrite, "message to delete")
	if err != nil {
		return nil, err
	}
	moderates := c.group != nil && c.group.botIsAdmin() && c.info.Type == Supergroup
	switch {
	case moderates:
	case c.group != nil && m.From.ID != s.bot.ID && !c.group.botIsAdmin():
		return nil, badRequest("message can't be deleted")
	case s.now().Sub(time.Unix(m.Date, 0)) > deletable:
		return nil, badRequest("message can't be deleted for everyone")
	}
	c.remove(m.ID)
	return true, nil
}

// pinChatMessage says so with a service message (https://core.telegram.org/bots/api#pinchatmessage).
func (s *Server) pinChatMessage(q *request) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, m, err := s.reachMessage(q, "chat_id", toWrite, "message to pin")
	if err != nil {
		return nil, err
	}
	if c.group != nil && !c.group.botIsAdmin() {
		return nil, badRequest("not enough rights to manage pinned messages in the chat")
	}
	pinned := *m
	pinned.ReplyTo = nil
	c.report(&Message{From: &s.bot, Pinned: &pinned, ThreadID: m.ThreadID, IsTopicMessage: m.IsTopicMessage})
	return true, nil
}

// setMessageReaction (https://core.telegram.org/bots/api#setmessagereaction).
func (s *Server) setMessageReaction(q *request) (any, error) {
	reactions := json.RawMessage("[]")
	if err := q.json("reaction", &reactions); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	c, old, err := s.reachMessage(q, "chat_id", toRead, "message to react")
	if err != nil {
		return nil, err
	}
	m := *old
	m.Reactions = reactions
	c.replace(&m)
	return true, nil
}

// sendChatAction shows "typing…" and its like on the phone (https://core.telegram.org/bots/api#sendchataction).
func (s *Server) sendChatAction(q *request) (any, error) {
	if q.text("action") == "" {
		return nil, badRequest("wrong parameter action in request")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.reachPlace(q, &Message{})
	if err != nil {
		return nil, err
	}
	s.events.emit(Event{Kind: ChatAction, Chat: c.info.ID, Action: q.text("action")})
	return true, nil
}
