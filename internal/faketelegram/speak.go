package faketelegram

import (
	"slices"
	"strings"
)

// Speaker is one person in one chat. Every method that says something returns the message; it is the zero Message, and
// nothing is sent, when the person has blocked the bot, is not in the group, or the topic is closed to him or gone.
type Speaker struct {
	chat    *Chat
	person  *Person
	thread  int
	replyTo int
}

// Chat is where the speaker speaks.
func (sp *Speaker) Chat() *Chat { return sp.chat }

// Topic gives the same person's voice in a topic of a forum.
func (sp *Speaker) Topic(threadID int) *Speaker {
	return &Speaker{chat: sp.chat, person: sp.person, thread: threadID, replyTo: sp.replyTo}
}

// ReplyTo gives the same person's voice for messages that answer another, in the topic of that other.
func (sp *Speaker) ReplyTo(messageID int) *Speaker {
	return &Speaker{chat: sp.chat, person: sp.person, thread: sp.thread, replyTo: messageID}
}

// Text types a text. Commands, links and the like in it become entities.
func (sp *Speaker) Text(text string) Message {
	return sp.say(Message{Text: text, Entities: detect(text)})
}

// Command types "/name args"; in a group the bot's name is added to the command, as the menu does.
func (sp *Speaker) Command(name string, args ...string) Message {
	command := "/" + name
	if sp.chat.group != nil {
		command += "@" + sp.chat.s.bot.Username
	}
	return sp.Text(strings.Join(append([]string{command}, args...), " "))
}

// ShareContact shares the person's own card.
func (sp *Speaker) ShareContact() Message {
	u := sp.person.user
	return sp.ShareCard(Contact{Phone: u.Phone, FirstName: u.FirstName, LastName: u.LastName, UserID: u.ID})
}

// ShareCard shares somebody else's card.
func (sp *Speaker) ShareCard(c Contact) Message { return sp.say(Message{Contact: &c}) }

// Photo sends a picture; the bot can download data.
func (sp *Speaker) Photo(data []byte, caption string) Message {
	return sp.say(Message{Photo: sp.chat.s.keepPhoto(data), Caption: caption, CaptionEnts: detect(caption)})
}

// Document sends a file.
func (sp *Speaker) Document(name, mimeType string, data []byte, caption string) Message {
	f := sp.chat.s.keepFile("documents", name, mimeType, data)
	return sp.say(Message{Document: f.document(), Caption: caption, CaptionEnts: detect(caption)})
}

// Voice sends a voice note of so many seconds.
func (sp *Speaker) Voice(seconds int) Message {
	f := sp.chat.s.keepFile("voice", "", "audio/ogg", []byte("OggS"))
	return sp.say(Message{Voice: f.voice(seconds)})
}

// Video sends a video of so many seconds.
func (sp *Speaker) Video(seconds int, data []byte, caption string) Message {
	f := sp.chat.s.keepFile("videos", "", "video/mp4", data)
	return sp.say(Message{Video: f.video(seconds), Caption: caption, CaptionEnts: detect(caption)})
}

// Sticker sends a sticker that stands for the emoji.
func (sp *Speaker) Sticker(emoji string) Message {
	f := sp.chat.s.keepFile("stickers", "", "image/webp", []byte("RIFF"))
	f.emoji = emoji
	return sp.say(Message{Sticker: f.sticker()})
}

// Location sends a point on the map.
func (sp *Speaker) Location(latitude, longitude float64) Message {
	return sp.say(Message{Location: &Location{Latitude: latitude, Longitude: longitude}})
}

// say posts what the person says and queues it for the bot.
func (sp *Speaker) say(content Message) Message {
	c := sp.chat
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	m := &content
	m.From = &sp.person.user
	if !c.admits(sp.person) || !c.place(m, sp.thread, sp.replyTo) || c.topicClosed(m) && !c.group.admins[sp.person] {
		return Message{}
	}
	if content.Text == "" && !content.hasMedia() {
		return Message{}
	}
	c.started = true
	c.post(m)
	c.tell("message", m)
	return *m
}

// admits says whether the person can write here.
func (c *Chat) admits(p *Person) bool {
	if c.group != nil {
		return c.group.members[p]
	}
	return !c.blocked
}

// place puts the message into its topic and under what it answers; it is false when either is not there.
func (c *Chat) place(m *Message, thread, replyTo int) bool {
	var answered *Message
	if replyTo != 0 {
		if answered = c.find(replyTo); answered == nil {
			return false
		}
		if answered.IsTopicMessage {
			thread = answered.ThreadID
		}
	}
	switch {
	case thread != 0:
		t := c.topic(thread)
		if t == nil {
			return false
		}
		m.ThreadID, m.IsTopicMessage = thread, true
		if answered == nil {
			answered = t.opened // Telegram links a message in a topic to the one that opened it
		}
	case answered != nil && c.info.Type == Supergroup && !c.info.IsForum:
		m.ThreadID = replyTo // a thread of answers, which is no topic
	}
	if answered != nil {
		outer := *answered
		outer.ReplyTo = nil
		m.ReplyTo = &outer
	}
	return true
}

func (c *Chat) topicClosed(m *Message) bool {
	return m.IsTopicMessage && c.topic(m.ThreadID).Closed
}

func (m *Message) hasMedia() bool {
	return m.Photo != nil || m.Document != nil || m.Voice != nil || m.Video != nil || m.Sticker != nil || m.Contact != nil || m.Location != nil
}

// tell queues a message for the bot if Telegram would show it to the bot.
func (c *Chat) tell(kind string, m *Message) {
	s := c.s
	if c.group != nil && !c.group.showsBot(s.bot, m) {
		return
	}
	s.queue(&update{
		kind: kind, lane: laneKey{messageLane, c.info.ID}, chat: c.info.ID, user: m.From.ID, body: m,
		expires: s.now().Add(messageLife),
	})
}

// isService says whether the message reports something instead of being said by somebody.
func (m *Message) isService() bool {
	return m.Text == "" && !m.hasMedia()
}

// commandsFor says whether the text holds a command that the bot named so may take.
func (m *Message) commandsFor(username string) bool {
	return slices.ContainsFunc(m.Entities, func(e Entity) bool {
		if e.Type != "bot_command" {
			return false
		}
		_, addressee, addressed := strings.Cut(utf16Slice(m.Text, e.Offset, e.Length), "@")
		return !addressed || strings.EqualFold(addressee, username)
	})
}
