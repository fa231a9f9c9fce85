package telegram

import (
	"strconv"

	"jagaetam/internal/chat"
)

// place is a chat as Telegram names it.
type place struct {
	ID   int64  `json:"id"`
	Type string `json:"type"`
}

const private = "private"

func (p *place) group() bool { return p.Type == "group" || p.Type == "supergroup" }

// general is the thread that every forum has. No message says that it is in it, and none can be sent there by its number: Telegram
// answers "message thread not found".
const general = 1

// placed is where the message stands, and what it answers. In a group without topics the thread is a chain of answers, and to a topic's
// opening message Telegram links all that is written in the topic; neither is meant by anybody.
func (m *message) placed() chat.Incoming {
	in := chat.Incoming{Message: strconv.FormatInt(m.ID, 10)}
	if m.Topic && m.Thread > general {
		in.Topic = strconv.FormatInt(m.Thread, 10)
	}
	if r := m.ReplyTo; r != nil && r.ID != 0 && r.Opened == nil && !(m.Topic && r.ID == m.Thread) {
		in.Reply = strconv.FormatInt(r.ID, 10)
	}
	return in
}

// membership is somebody's place in a chat (https://core.telegram.org/bots/api#chatmember).
type membership struct {
	User   *person `json:"user"`
	Status string  `json:"status"`
	// Topics and In are only of administrators, and of those who are restricted.
	Topics bool `json:"can_manage_topics"`
	In     bool `json:"is_member"`
}

// isIn says whether he is in the chat. A status that is not known yet is taken for one of somebody who is.
func (m *membership) isIn() bool {
	switch m.Status {
	case "left", "kicked":
		return false
	case "restricted":
		return m.In
	}
	return true
}

func (m *membership) managesTopics() bool {
	return m.Status == "creator" || m.Status == "administrator" && m.Topics
}
