package faketelegram

// Person is somebody with a phone. What he says through the embedded Speaker goes to his private chat with the bot.
type Person struct {
	*Speaker
}

// NewUser adds a person. A zero ID or FirstName is filled in. The bot cannot write to him until he has written first.
func (s *Server) NewUser(u User) *Person { panic("unbuilt") }

// Person finds somebody by his id; nil when there is none.
func (s *Server) Person(id int64) *Person { panic("unbuilt") }

// People lists everybody in the order they came.
func (s *Server) People() []*Person { panic("unbuilt") }

// User is the person as the Bot API shows him.
func (p *Person) User() User { panic("unbuilt") }

// Start presses the Start button, or opens t.me/<bot>?start=<payload> and presses it. It unblocks the bot.
func (p *Person) Start(payload string) Message { panic("unbuilt") }

// Block blocks the bot: it gets my_chat_member "kicked" and cannot write any more.
func (p *Person) Block() { panic("unbuilt") }

// Unblock lets the bot write again: it gets my_chat_member "member".
func (p *Person) Unblock() { panic("unbuilt") }

// Blocked says whether the person has blocked the bot.
func (p *Person) Blocked() bool { panic("unbuilt") }

// In gives the person's voice in a group, in its General topic when it is a forum.
func (p *Person) In(g *Group) *Speaker { panic("unbuilt") }

// Speaker is one person in one chat. Every method that says something returns the message; it is the zero Message, and
// nothing is sent, when the person has blocked the bot, is not in the group, or the topic is closed to him.
type Speaker struct{}

// Chat is where the speaker speaks.
func (sp *Speaker) Chat() *Chat { panic("unbuilt") }

// Topic gives the same person's voice in a topic of a forum.
func (sp *Speaker) Topic(threadID int) *Speaker { panic("unbuilt") }

// ReplyTo gives the same person's voice for messages that answer another.
func (sp *Speaker) ReplyTo(messageID int) *Speaker { panic("unbuilt") }

// Text types a text. Commands, links and the like in it become entities.
func (sp *Speaker) Text(text string) Message { panic("unbuilt") }

// Command types "/name args"; in a group the bot's name is added to the command, as the menu does.
func (sp *Speaker) Command(name string, args ...string) Message { panic("unbuilt") }

// Press presses a button of the reply keyboard by its text: its text is sent, or the contact or location it asks for.
func (sp *Speaker) Press(text string) (Message, error) { panic("unbuilt") }

// Tap taps a button under a message by its text and returns the id of the callback query. It fails when the message or
// the button is not there, or the button sends no data.
func (sp *Speaker) Tap(messageID int, text string) (queryID string, err error) { panic("unbuilt") }

// TapData sends data as if the message had such a button, as a forged client can.
func (sp *Speaker) TapData(messageID int, data string) (queryID string, err error) { panic("unbuilt") }

// ShareContact shares the person's own card.
func (sp *Speaker) ShareContact() Message { panic("unbuilt") }

// ShareCard shares somebody else's card.
func (sp *Speaker) ShareCard(c Contact) Message { panic("unbuilt") }

// Photo sends a picture; the bot can download data.
func (sp *Speaker) Photo(data []byte, caption string) Message { panic("unbuilt") }

// Document sends a file.
func (sp *Speaker) Document(name, mimeType string, data []byte, caption string) Message {
	panic("unbuilt")
}

// Voice sends a voice note of so many seconds.
func (sp *Speaker) Voice(seconds int) Message { panic("unbuilt") }

// Sticker sends a sticker that stands for the emoji.
func (sp *Speaker) Sticker(emoji string) Message { panic("unbuilt") }

// Location sends a point on the map.
func (sp *Speaker) Location(latitude, longitude float64) Message { panic("unbuilt") }

// Edit changes the text of a message that the person wrote. It fails when there is no such message.
func (sp *Speaker) Edit(messageID int, text string) (Message, error) { panic("unbuilt") }

// Delete deletes a message for everybody. Telegram does not tell the bot.
func (sp *Speaker) Delete(messageID int) error { panic("unbuilt") }
