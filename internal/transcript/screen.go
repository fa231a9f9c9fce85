package transcript

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"jagaetam/internal/chat"
	"jagaetam/locales"
)

// Screen is one person's telephone, for players that have no platform: it writes answers out and knows which buttons are to be seen.
type Screen struct {
	Texts *locales.Catalogue
	// Files keeps what Words.Document names; without it every document is gone.
	Files Files
	// Buttons are all buttons that ever came, the newest last.
	Buttons []Button
	blocked bool
	count   int
	said    []Shown
	// carriers are the messages with a picture or a file above the text, in whose place none without can be put.
	carriers map[string]bool
	// written are the messages of both sides, the newest last.
	written []written
}

// written is what stands in a message.
type written struct{ message, text string }

// Button is a button that came onto the screen.
type Button struct {
	Message string
	Label   string
	Press   chat.Press
	Gone    bool
}

// Say shows an answer, and says which of the messages has buttons. Nothing comes onto the screen of who has blocked the bot.
func (s *Screen) Say(a chat.Answer) (chat.Said, error) {
	var said chat.Said
	if s.blocked {
		return said, chat.ErrUnreachable
	}
	if !a.Notice.IsZero() {
		text, err := s.Texts.Arg(a.Language, a.Notice, nil)
		if err != nil {
			return said, err
		}
		s.said = append(s.said, Shown{Kind: Notices, Text: text})
	}
	for _, message := range append(slices.Clone(a.Retire), a.Edit) { // the buttons of an edited message are those of its new words
		s.retire(message)
	}
	edit := a.Edit
	for _, words := range a.Words {
		before := len(s.said)
		message, err := s.say(a.Language, words, edit, &said)
		if answered := s.text(a.Reply); answered != "" && len(s.said) > before {
			s.said[before].Answers = AnswersTo(answered)
		}
		if err != nil {
			return said, err
		}
		said.Words++
		if len(words.Options) > 0 {
			said.Shown = message
		}
		edit, a.Reply = "", ""
	}
	if a.Forget != "" {
		s.said = append(s.said, Shown{Kind: Deletes})
	}
	return said, nil
}

// say shows one of the words, in the place of another message if it can be, and gives the message that it became.
func (s *Screen) say(lang string, words chat.Words, edit string, said *chat.Said) (message string, err error) {
	shown := Shown{Kind: Says}
	text, err := s.Texts.Render(lang, words.Key, words.Args, nil)
	if err != nil {
		return "", err
	}
	shown.Text = locales.Plain(text)
	if shown.Above, err = s.enclosed(lang, words, &shown.Text); err != nil {
		return "", err
	}
	if len(shown.Above) > 0 && !fits(words, shown.Text) {
		s.come(words, said)
		s.said = append(s.said, Shown{Kind: Says, Above: shown.Above})
		shown.Above = nil
	}
	if edit != "" && !words.Encloses() && !s.carriers[edit] {
		shown.Kind, message = Edits, edit
		said.Messages = append(said.Messages, message)
	} else {
		message = s.come(words, said)
	}
	if len(shown.Above) > 0 {
		s.carriers[message] = true
	}
	s.wrote(message, shown.Text)
	err = s.write(lang, words, message, &shown)
	s.said = append(s.said, shown)
	return message, err
}

// come is a new message.
func (s *Screen) come(words chat.Words, said *chat.Said) string {
	if s.carriers == nil {
		s.carriers = map[string]bool{}
	}
	s.count++
	message := strconv.Itoa(s.count)
	said.Messages = append(said.Messages, message)
	if words.Remove > 0 {
		said.Passing = append(said.Passing, chat.Passing{Message: message, After: words.Remove})
	}
	return message
}

// write writes what can be pressed.
func (s *Screen) write(lang string, words chat.Words, message string, shown *Shown) (err error) {
	var labels []string
	for _, option := range words.Options {
		label, err := s.Texts.Arg(lang, option.Label, nil)
		if err != nil {
			return err
		}
		labels = append(labels, label)
		s.Buttons = append(s.Buttons, Button{Message: message, Label: label, Press: option.Press})
	}
	for row := range slices.Chunk(labels, max(1, words.Columns)) {
		shown.Buttons = append(shown.Buttons, row)
	}
	if words.Keyboard == chat.KeyboardContact {
		shown.Keyboard, err = s.Texts.Arg(lang, chat.Message("contact.share"), nil)
	}
	return err
}

// edit shows the first of the answer's words in the place of a message, also where that carries a picture or a file.
func (s *Screen) edit(a chat.Answer) error {
	words := a.Words[0]
	text, err := s.Texts.Render(a.Language, words.Key, words.Args, nil)
	if err != nil {
		return err
	}
	shown := Shown{Kind: Edits, Text: locales.Plain(text)}
	if s.text(a.Edit) == shown.Text && slices.Equal(s.presses(a.Edit), pressesOf(words.Options)) {
		return nil // as on Telegram, where a message that is not modified stays as it is
	}
	s.retire(a.Edit)
	s.wrote(a.Edit, shown.Text)
	err = s.write(a.Language, words, a.Edit, &shown)
	s.said = append(s.said, shown)
	return err
}

// presses are what the buttons to be seen under a message do.
func (s *Screen) presses(message string) (all []chat.Press) {
	for _, b := range s.Buttons {
		if b.Message == message && !b.Gone {
			all = append(all, b.Press)
		}
	}
	return all
}

func pressesOf(options []chat.Option) (all []chat.Press) {
	for _, option := range options {
		all = append(all, option.Press)
	}
	return all
}

// wrote notes what stands in a message from now on.
func (s *Screen) wrote(message, text string) {
	s.written = slices.DeleteFunc(s.written, func(w written) bool { return w.message == message })
	s.written = append(s.written, written{message, text})
}

// text is what stands in a message; empty where it is not known.
func (s *Screen) text(message string) string {
	for _, w := range s.written {
		if w.message == message {
			return w.text
		}
	}
	return ""
}

// holding is the newest message with that in it.
func (s *Screen) holding(part string) (message string, err error) {
	for _, w := range slices.Backward(s.written) {
		if strings.Contains(w.text, part) {
			return w.message, nil
		}
	}
	return "", fmt.Errorf("there is no message with %q in it", part)
}

// retire takes the buttons away from a message.
func (s *Screen) retire(message string) {
	for i := range s.Buttons {
		if s.Buttons[i].Message == message {
			s.Buttons[i].Gone = true
		}
	}
}

// Take is what came onto the screen since it was last asked.
func (s *Screen) Take() []Shown {
	said := s.said
	s.said = nil
	return said
}

// Find is the newest button with the label: one to be seen, or any that ever was.
func (s *Screen) Find(label string, ever bool) (Button, error) {
	for _, button := range slices.Backward(s.Buttons) {
		if button.Label == label && (ever || !button.Gone) {
			return button, nil
		}
	}
	return Button{}, fmt.Errorf("there is no button %q", label)
}

// Content is what a doing sends, and the message whose button it taps. A doing that blocks the bot or takes that back is done with it.
func (s *Screen) Content(d Doing) (content chat.Content, message string, err error) {
	switch {
	case d.Tap != "":
		button, err := s.Find(d.Tap, d.Again)
		return chat.Tap{Query: "tap", Press: button.Press}, button.Message, err
	case d.Own:
		return chat.Contact{Phone: OwnPhone, Own: true}, "", nil
	case d.Contact != "":
		return chat.Contact{Phone: d.Contact}, "", nil
	case d.Media != "":
		media, err := d.media()
		return media, "", err
	case d.Place:
		return chat.Place{Latitude: -0.41, Longitude: 116.98}, "", nil
	case d.Reach != "":
		s.blocked = d.Reach == Block
		return chat.Reach{Reachable: !s.blocked}, "", nil
	}
	if command, ok := asCommand(d.Text); ok {
		return command, "", nil
	}
	return chat.Text{Text: d.Text}, "", nil
}

// asCommand reads "/start payload".
func asCommand(text string) (chat.Command, bool) {
	rest, ok := strings.CutPrefix(text, "/")
	name, payload, _ := strings.Cut(rest, " ")
	return chat.Command{Name: strings.ToLower(name), Payload: payload}, ok && name != ""
}

// OwnPhone is the number of everybody's own telephone in transcripts.
const OwnPhone = "6281250009001"
