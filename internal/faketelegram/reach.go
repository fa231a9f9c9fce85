package faketelegram

// access is what a call wants of a chat; each level includes the ones before it.
type access int

const (
	toRead access = iota
	toEdit
	toWrite
	toSend
)

// reach finds the chat of a call and checks that the bot has this access to it, with the errors of Client::check_chat_access
// of Telegram's server.
func (s *Server) reach(q *request, param string, want access) (*Chat, error) {
	if q.text(param) == "" {
		return nil, badRequest("%s is empty", param)
	}
	c := s.chats[q.int(param)]
	if c == nil {
		return nil, badRequest("chat not found")
	}
	if c.group != nil {
		return c, c.group.reach(c.info.Type, want)
	}
	switch {
	case !c.started && want == toSend:
		return nil, forbidden("bot can't initiate conversation with a user")
	case !c.started:
		return nil, badRequest("chat not found")
	case c.blocked && want == toSend:
		return nil, forbidden("bot was blocked by the user")
	}
	return c, nil
}

func (g *groupState) reach(kind string, want access) error {
	name := "group"
	if kind == Supergroup {
		name = "supergroup"
	}
	out := g.bot == "kicked" || g.bot == "left"
	switch {
	case g.migratedTo != 0 && want >= toWrite:
		return &apiError{code: 400, text: "Bad Request: group chat was upgraded to a supergroup chat", migrateTo: g.migratedTo}
	case out && want == toRead && kind == BasicGroup:
		return nil
	case g.bot == "kicked":
		return forbidden("bot was kicked from the " + name + " chat")
	case g.bot == "left":
		return forbidden("bot is not a member of the " + name + " chat")
	}
	return nil
}

// reachMessage finds a message of a call's chat; what names the message in the error, such as "message to edit".
func (s *Server) reachMessage(q *request, param string, want access, what string) (*Chat, *Message, error) {
	c, err := s.reach(q, param, want)
	if err != nil {
		return nil, nil, err
	}
	m := c.find(int(q.int("message_id")))
	if m == nil {
		return nil, nil, badRequest("%s not found", what)
	}
	return c, m, nil
}

// reachPlace finds the chat to send to, and puts the message into its topic and under what it answers.
func (s *Server) reachPlace(q *request, m *Message) (*Chat, error) {
	c, err := s.reach(q, "chat_id", toSend)
	if err != nil {
		return nil, err
	}
	thread, err := c.threadFor(int(q.int("message_thread_id")))
	if err != nil {
		return nil, err
	}
	replyTo, err := c.replyFor(q)
	if err != nil {
		return nil, err
	}
	c.place(m, thread, replyTo)
	if c.topicClosed(m) && !c.group.botManagesTopics() {
		return nil, badRequest("TOPIC_CLOSED")
	}
	return c, nil
}

// threadFor checks a message_thread_id. General has the id 1 but cannot be written to by it; where there are no topics the
// parameter is ignored (Client::check_message_topic).
func (c *Chat) threadFor(thread int) (int, error) {
	if thread == 0 || c.group != nil && !c.info.IsForum {
		return 0, nil
	}
	if c.topic(thread) == nil {
		return 0, badRequest("message thread not found")
	}
	return thread, nil
}

func (c *Chat) replyFor(q *request) (int, error) {
	reply := struct {
		MessageID int  `json:"message_id"`
		Lenient   bool `json:"allow_sending_without_reply"`
	}{int(q.int("reply_to_message_id")), q.bool("allow_sending_without_reply")}
	if err := q.json("reply_parameters", &reply); err != nil {
		return 0, err
	}
	switch {
	case reply.MessageID == 0 || c.find(reply.MessageID) != nil:
		return reply.MessageID, nil
	case reply.Lenient:
		return 0, nil
	}
	return 0, badRequest("message to be replied not found")
}
