package faketelegram

import "context"

// Chat is what is on the screen in one private chat or group.
type Chat struct{}

// Chat finds a private chat or a group by its id; nil when there is none.
func (s *Server) Chat(id int64) *Chat { panic("unbuilt") }

// ID is the chat's id as bots know it: the person's id in a private chat, negative in a group.
func (c *Chat) ID() int64 { panic("unbuilt") }

// Info names the chat.
func (c *Chat) Info() ChatInfo { panic("unbuilt") }

// Messages are what the chat shows now, oldest first: as edited, without the deleted.
func (c *Chat) Messages() []Message { panic("unbuilt") }

// Message finds a message of the chat that is not deleted.
func (c *Chat) Message(id int) (Message, bool) { panic("unbuilt") }

// Last is the newest message that the bot sent to the chat; the zero Message when there is none.
func (c *Chat) Last() Message { panic("unbuilt") }

// Keyboard is the reply keyboard that the chat shows now; nil when there is none.
func (c *Chat) Keyboard() *ReplyKeyboard { panic("unbuilt") }

// WaitFor is Server.WaitFor for this chat.
func (c *Chat) WaitFor(ctx context.Context, cond func([]Message) bool) ([]Message, error) {
	panic("unbuilt")
}
