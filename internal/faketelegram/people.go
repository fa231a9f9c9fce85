package faketelegram

import (
	"slices"
	"strconv"
	"strings"
)

// Person is somebody with a phone. What he says through the embedded Speaker goes to his private chat with the bot.
type Person struct {
	*Speaker
	user User
}

// firstPersonID is where the ids of people without one of their own begin.
const firstPersonID = 7_100_000_001

// NewUser adds a person. A zero ID or FirstName is filled in. The bot cannot write to him until he has written first.
func (s *Server) NewUser(u User) *Person {
	s.mu.Lock()
	defer s.mu.Unlock()
	if u.ID == 0 {
		u.ID = firstPersonID + int64(len(s.people))
	}
	u.FirstName = orDefault(u.FirstName, "User "+strconv.Itoa(len(s.people)+1))
	p := &Person{user: u}
	c := &Chat{s: s, person: p, info: ChatInfo{
		ID: u.ID, Type: Private, Username: u.Username, FirstName: u.FirstName, LastName: u.LastName,
	}}
	p.Speaker = &Speaker{chat: c, person: p}
	s.people = append(s.people, p)
	s.chats[u.ID] = c
	return p
}

// Person finds somebody by his id; nil when there is none.
func (s *Server) Person(id int64) *Person {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.person(id)
}

func (s *Server) person(id int64) *Person {
	if c := s.chats[id]; c != nil {
		return c.person
	}
	return nil
}

// People lists everybody in the order they came.
func (s *Server) People() []*Person {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.people)
}

// User is the person as the Bot API shows him.
func (p *Person) User() User { return p.user }

// Start presses the Start button, or opens t.me/<bot>?start=<payload> and presses it. It unblocks the bot.
func (p *Person) Start(payload string) Message {
	p.Unblock()
	return p.Text(strings.TrimSpace("/start " + payload))
}

// Block blocks the bot: it gets my_chat_member "kicked" and cannot write any more.
func (p *Person) Block() { p.setBlocked(true) }

// Unblock lets the bot write again: it gets my_chat_member "member".
func (p *Person) Unblock() { p.setBlocked(false) }

func (p *Person) setBlocked(blocked bool) {
	c := p.chat
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	if c.blocked == blocked {
		return
	}
	was, is := "kicked", "member"
	if blocked {
		was, is = is, was
	}
	c.blocked = blocked
	c.botBecame(p.user, memberJSON(c.s.bot, was), memberJSON(c.s.bot, is))
}

// Blocked says whether the person has blocked the bot.
func (p *Person) Blocked() bool {
	p.chat.s.mu.Lock()
	defer p.chat.s.mu.Unlock()
	return p.chat.blocked
}

// In gives the person's voice in a group, in its General topic when it is a forum.
func (p *Person) In(g *Group) *Speaker { return &Speaker{chat: g.Chat, person: p} }

// botBecame tells the bot that its own place in the chat changed (https://core.telegram.org/bots/api#chatmemberupdated).
func (c *Chat) botBecame(by User, was, is map[string]any) {
	c.s.events.emit(Event{Kind: ChatChanged, Chat: c.info.ID})
	c.becomes("my_chat_member", by, was, is)
}

// memberBecame tells the bot that somebody's place in the group changed, which it hears of as an administrator only.
func (g *Group) memberBecame(p *Person, by User, was, is string) {
	g.s.events.emit(Event{Kind: ChatChanged, Chat: g.info.ID})
	if g.group.botIsAdmin() {
		g.becomes("chat_member", by, memberJSON(p.user, was), memberJSON(p.user, is))
	}
}

func (c *Chat) becomes(kind string, by User, was, is map[string]any) {
	now := c.s.now()
	c.s.queue(&update{
		kind: kind, lane: laneKey{memberLane, c.info.ID}, chat: c.info.ID, user: by.ID, expires: now.Add(messageLife),
		body: map[string]any{"chat": c.info, "from": by, "date": now.Unix(), "old_chat_member": was, "new_chat_member": is},
	})
}
