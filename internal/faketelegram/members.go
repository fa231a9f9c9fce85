package faketelegram

// rights are what an administrator may do (https://core.telegram.org/bots/api#chatmemberadministrator); here all, or all
// but that to manage topics.
var rights = []string{
	"can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members", "can_promote_members",
	"can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories", "can_delete_stories", "can_pin_messages",
	"can_manage_topics",
}

// memberJSON is a member of a chat as the Bot API shows him (https://core.telegram.org/bots/api#chatmember).
func memberJSON(u User, status string) map[string]any {
	member := map[string]any{"user": u, "status": status}
	switch status {
	case "administrator":
		member["can_be_edited"], member["is_anonymous"] = false, false
		for _, right := range rights {
			member[right] = true
		}
	case "creator":
		member["is_anonymous"] = false
	case "kicked":
		member["until_date"] = 0
	}
	return member
}

// botMember is the bot's place in the group.
func (c *Chat) botMember() map[string]any {
	member := memberJSON(c.s.bot, c.group.bot)
	if c.group.botIsAdmin() && c.group.curbed {
		member["can_manage_topics"] = false
	}
	return member
}

// status is a person's place in the group.
func (g *groupState) status(p *Person) string {
	switch {
	case p == nil || !g.members[p]:
		return "left"
	case p == g.owner:
		return "creator"
	case g.admins[p]:
		return "administrator"
	}
	return "member"
}

// getChat (https://core.telegram.org/bots/api#getchat).
func (s *Server) getChat(q *request) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.reach(q, "chat_id", toRead)
	if err != nil {
		return nil, err
	}
	return struct {
		ChatInfo
		AccentColor  int            `json:"accent_color_id"`
		MaxReactions int            `json:"max_reaction_count"`
		Gifts        map[string]any `json:"accepted_gift_types"`
	}{c.info, int(c.info.ID&0x7fffffff) % 7, 11, map[string]any{
		"unlimited_gifts": false, "limited_gifts": false, "unique_gifts": false, "premium_subscription": false, "gifts_from_channels": false,
	}}, nil
}

// getChatMember (https://core.telegram.org/bots/api#getchatmember).
func (s *Server) getChatMember(q *request) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.reach(q, "chat_id", toEdit)
	if err != nil {
		return nil, err
	}
	id := q.int("user_id")
	p := s.person(id)
	switch {
	case id == s.bot.ID && c.group != nil:
		return c.botMember(), nil
	case id == s.bot.ID:
		return memberJSON(s.bot, "member"), nil
	case p == nil:
		return nil, badRequest("invalid user_id specified")
	case c.group == nil && p != c.person:
		return nil, badRequest("member not found")
	case c.group == nil:
		return memberJSON(p.user, "member"), nil
	}
	return memberJSON(p.user, c.group.status(p)), nil
}

// getChatAdministrators leaves out other bots (https://core.telegram.org/bots/api#getchatadministrators).
func (s *Server) getChatAdministrators(q *request) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.reach(q, "chat_id", toEdit)
	if err != nil {
		return nil, err
	}
	if c.group == nil {
		return nil, badRequest("there are no administrators in the private chat")
	}
	admins := []map[string]any{}
	for _, p := range byID(c.group.admins) {
		admins = append(admins, memberJSON(p.user, c.group.status(p)))
	}
	if c.group.botIsAdmin() {
		admins = append(admins, c.botMember())
	}
	return admins, nil
}

// leaveChat (https://core.telegram.org/bots/api#leavechat).
func (s *Server) leaveChat(q *request) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.reach(q, "chat_id", toEdit)
	if err != nil {
		return nil, err
	}
	if c.group == nil {
		return nil, badRequest("chat member status can't be changed in private chats")
	}
	was := c.botMember()
	c.group.bot = "left"
	c.botBecame(s.bot, was, c.botMember())
	return true, nil
}
