package faketelegram

import (
	"cmp"
	"maps"
	"slices"
)

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

// groupState is what only groups have.
type groupState struct {
	owner   *Person // the first member
	members map[*Person]bool
	admins  map[*Person]bool
	bot     string // the bot's status: administrator, member, left, kicked
	curbed  bool   // as an administrator the bot may do all but manage topics
	privacy bool
	topics  []*topic
	asides  []*Message // those that one member alone sees
	aside   int        // how many there ever were

	migratedTo int64 // chat id of the supergroup that took its place
}

// Where the ids of groups begin; those of supergroups have the form -100xxxxxxxxxx.
const (
	firstBasicGroupID = -4_100_000_001
	firstSupergroupID = -1_002_100_000_001
)

// generalTopicID is the thread of General, and the id of the message that made the group, so that no topic has it.
const generalTopicID = 1

// NewGroup adds a group with the bot in it; the bot gets my_chat_member.
func (s *Server) NewGroup(o GroupOptions) *Group {
	s.mu.Lock()
	defer s.mu.Unlock()
	g := s.addGroup(o)
	g.group.bot = "left"
	g.botJoins(o.BotIsAdmin)
	return g
}

func (s *Server) addGroup(o GroupOptions) *Group {
	info := ChatInfo{ID: firstSupergroupID - int64(len(s.groups)), Type: Supergroup, Title: orDefault(o.Title, "Group"), IsForum: o.Forum}
	if o.Basic {
		info.ID, info.Type, info.IsForum = firstBasicGroupID-int64(len(s.groups)), BasicGroup, false
	}
	g := &Group{&Chat{s: s, info: info, lastID: generalTopicID, group: &groupState{
		members: map[*Person]bool{}, admins: map[*Person]bool{}, privacy: o.Privacy,
	}}}
	s.groups = append(s.groups, g)
	s.chats[info.ID] = g.Chat
	return g
}

// Group finds a group by its id; nil when there is none.
func (s *Server) Group(id int64) *Group {
	c := s.Chat(id)
	if c == nil || c.group == nil {
		return nil
	}
	return &Group{c}
}

// Groups lists all groups in the order they came.
func (s *Server) Groups() []*Group {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.groups)
}

// Join adds people to the group; the first one owns it.
func (g *Group) Join(people ...*Person) {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	for _, p := range people {
		if g.group.members[p] {
			continue
		}
		was := g.group.status(p)
		g.group.members[p] = true
		if g.group.owner == nil {
			g.group.owner = p
			g.group.admins[p] = true
		}
		g.report(&Message{From: &p.user, NewMembers: []User{p.user}})
		g.memberBecame(p, p.user, was, g.group.status(p))
	}
}

// Leave takes people out of the group, each by himself.
func (g *Group) Leave(people ...*Person) {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	for _, p := range people {
		g.lose(p, p.user, "left")
	}
}

// Kick removes people from the group as its owner would.
func (g *Group) Kick(people ...*Person) {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	for _, p := range people {
		g.lose(p, g.ownerUser(), "kicked")
	}
}

func (g *Group) lose(p *Person, by User, is string) {
	if !g.group.members[p] {
		return
	}
	was := g.group.status(p)
	delete(g.group.members, p)
	delete(g.group.admins, p)
	g.report(&Message{From: &by, LeftMember: &p.user})
	g.memberBecame(p, by, was, is)
}

// Promote makes a member an administrator.
func (g *Group) Promote(p *Person) {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	if !g.group.members[p] {
		return
	}
	was := g.group.status(p)
	g.group.admins[p] = true
	g.s.events.emit(Event{Kind: ChatChanged, Chat: g.info.ID})
	if is := g.group.status(p); is != was {
		g.memberBecame(p, g.ownerUser(), was, is)
	}
}

// Members lists the people of the group by id.
func (g *Group) Members() []*Person {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	return byID(g.group.members)
}

func byID(people map[*Person]bool) []*Person {
	return slices.SortedFunc(maps.Keys(people), func(a, b *Person) int { return cmp.Compare(a.user.ID, b.user.ID) })
}

// SetBotAdmin gives the bot all administrator rights, or makes it a plain member, also one that was not in the group; it
// gets my_chat_member.
func (g *Group) SetBotAdmin(admin bool) {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	g.botJoins(admin)
}

func (g *Group) botJoins(admin bool) {
	status := "member"
	if admin {
		status = "administrator"
	}
	g.group.curbed = false
	g.setBot(status)
}

// SetBotTopics takes the right to manage topics away from a bot that is an administrator, or gives it back; the bot gets my_chat_member.
func (g *Group) SetBotTopics(may bool) {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	if !g.group.botIsAdmin() || g.group.curbed == !may {
		return
	}
	was := g.botMember()
	g.group.curbed = !may
	g.botBecame(g.ownerUser(), was, g.botMember())
}

// KickBot removes the bot; it gets my_chat_member "kicked".
func (g *Group) KickBot() {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	g.setBot("kicked")
}

func (g *Group) setBot(status string) {
	if g.group.bot == status {
		return
	}
	was := g.botMember()
	g.group.bot = status
	g.botBecame(g.ownerUser(), was, g.botMember())
}

// ownerUser is who does what an administrator does, before anybody is in the group too.
func (g *Group) ownerUser() User {
	if g.group.owner != nil {
		return g.group.owner.user
	}
	return User{ID: 7_000_000_001, FirstName: "Owner"}
}

// Upgrade turns a basic group into a supergroup with another id, which it returns; the bot's calls with the old id fail
// with migrate_to_chat_id from now on.
func (g *Group) Upgrade(forum bool) *Group {
	s := g.s
	s.mu.Lock()
	defer s.mu.Unlock()
	n := s.addGroup(GroupOptions{Title: g.info.Title, Forum: forum, Privacy: g.group.privacy})
	n.group.owner, n.group.members, n.group.admins, n.group.bot = g.group.owner, g.group.members, g.group.admins, g.group.bot
	n.group.curbed = g.group.curbed
	owner := g.ownerUser()
	g.report(&Message{From: &owner, MigrateTo: n.info.ID})
	g.group.migratedTo = n.info.ID
	g.group.members, g.group.admins = map[*Person]bool{}, map[*Person]bool{}
	n.report(&Message{From: &owner, MigrateFrom: g.info.ID})
	return n
}

// report posts a service message and queues it for the bot.
func (c *Chat) report(m *Message) *Message {
	c.post(m)
	c.tell("message", m)
	return m
}

// botIsAdmin says whether the bot has administrator rights: all, but perhaps that to manage topics.
func (g *groupState) botIsAdmin() bool { return g.bot == "administrator" }

func (g *groupState) botManagesTopics() bool { return g.botIsAdmin() && !g.curbed }

// showsBot says whether the bot may see the message (https://core.telegram.org/bots/features#privacy-mode).
func (g *groupState) showsBot(bot User, m *Message) bool {
	switch {
	case g.bot != "administrator" && g.bot != "member":
		return false
	case g.botIsAdmin() || !g.privacy || m.isService():
		return true
	case m.ReplyTo != nil && m.ReplyTo.From.ID == bot.ID && m.ReplyTo.TopicCreated == nil:
		return true
	}
	return m.commandsFor(bot.Username)
}
