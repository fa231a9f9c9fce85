package faketelegram

// Group is a group that the bot is in: a basic group, a supergroup, or a supergroup with topics (a forum).
type Group struct {
	*Chat
}

// GroupOptions say what kind of group it is and what the bot may do there.
type GroupOptions struct {
	Title      string
	Basic      bool // a basic group, which Upgrade can turn into a supergroup
	Forum      bool // a supergroup with topics
	BotIsAdmin bool // with all rights; otherwise the bot is a plain member
	Privacy    bool // privacy mode: a bot that is no admin sees only commands to it, replies to it and service messages
}

// NewGroup adds a group with the bot in it; the bot gets my_chat_member.
func (s *Server) NewGroup(o GroupOptions) *Group { panic("unbuilt") }

// Group finds a group by its id; nil when there is none.
func (s *Server) Group(id int64) *Group { panic("unbuilt") }

// Groups lists all groups in the order they came.
func (s *Server) Groups() []*Group { panic("unbuilt") }

// Join adds people to the group.
func (g *Group) Join(people ...*Person) { panic("unbuilt") }

// Leave takes people out of the group.
func (g *Group) Leave(people ...*Person) { panic("unbuilt") }

// Promote makes a member an administrator.
func (g *Group) Promote(p *Person) { panic("unbuilt") }

// SetBotAdmin gives the bot all administrator rights, or makes it a plain member; it gets my_chat_member.
func (g *Group) SetBotAdmin(admin bool) { panic("unbuilt") }

// KickBot removes the bot; it gets my_chat_member "kicked".
func (g *Group) KickBot() { panic("unbuilt") }

// Upgrade turns a basic group into a supergroup with another id, which it returns; the bot's calls with the old id fail with
// migrate_to_chat_id from now on.
func (g *Group) Upgrade(forum bool) *Group { panic("unbuilt") }

// Topic is a topic of a forum.
type Topic struct {
	ThreadID  int    `json:"message_thread_id"`
	Name      string `json:"name"`
	IconColor int    `json:"icon_color"`
	Closed    bool   `json:"-"`
}

// NewTopic opens a topic as an administrator would.
func (g *Group) NewTopic(name string) Topic { panic("unbuilt") }

// Topics lists the topics that are there, oldest first.
func (g *Group) Topics() []Topic { panic("unbuilt") }

// CloseTopic closes or reopens a topic as an administrator would.
func (g *Group) CloseTopic(threadID int, closed bool) { panic("unbuilt") }

// DeleteTopic deletes a topic and its messages as an administrator would.
func (g *Group) DeleteTopic(threadID int) { panic("unbuilt") }
