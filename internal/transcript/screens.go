package transcript

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"jagaetam/internal/chat"
	"jagaetam/locales"
)

// Screens are everybody's telephones and the officers' group, for players that have no platform. They are one themselves: what is said in
// a chat comes onto its screen. They may be used by many goroutines at once.
type Screens struct {
	// Texts write what is said.
	Texts *locales.Catalogue
	// Files keeps what Words.Document names; without it every document is gone.
	Files Files
	// Home begins the names of all chats, before a person's name or Officers.
	Home string

	mu    sync.Mutex
	all   map[string]*Screen // by chat
	last  map[string]written // by person: the chat and the message that he wrote last
	said  []Shown
	group group
}

// GroupChat names the officers' group.
func (s *Screens) GroupChat() string { return s.Home + Officers }

// Contact names a person as the records know him.
func (s *Screens) Contact(who string) string { return s.Home + who }

// Say shows an answer. Its errors are those of a platform.
func (s *Screens) Say(_ context.Context, a chat.Answer) (chat.Said, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	from := topic{}
	if a.Chat == s.GroupChat() {
		var err error
		if from, err = s.writable(a.Topic); err != nil {
			return chat.Said{}, err
		}
	}
	screen := s.screen(a.Chat)
	said, err := screen.Say(a)
	for _, message := range said.Messages {
		s.group.placed(a, message)
	}
	s.take(a, from)
	return said, err
}

// EditWords puts words in the place of an earlier message.
func (s *Screens) EditWords(_ context.Context, a chat.Answer) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	screen := s.screen(a.Chat)
	if screen.text(a.Edit) == "" || len(a.Words) == 0 {
		return fmt.Errorf("edit words: %w", chat.ErrRefused)
	}
	if screen.blocked {
		return fmt.Errorf("edit words: %w", chat.ErrUnreachable)
	}
	a.Topic = s.group.topicOf[a.Edit]
	if err := screen.edit(a); err != nil {
		return err
	}
	s.take(a, s.group.find(a.Topic))
	return nil
}

// Delete deletes a message.
func (s *Screens) Delete(_ context.Context, chatName, message string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	screen := s.screen(chatName)
	if screen.text(message) == "" {
		return nil
	}
	screen.retire(message)
	screen.wrote(message, "")
	screen.said = append(screen.said, Shown{Kind: Deletes})
	s.take(chat.Answer{Chat: chatName}, s.group.find(s.group.topicOf[message]))
	return nil
}

// take notes what came onto a screen.
func (s *Screens) take(a chat.Answer, from topic) {
	for _, shown := range s.screen(a.Chat).Take() {
		shown.Who = strings.TrimPrefix(a.Chat, s.Home)
		if shown.Who == Officers {
			shown.Topic, shown.Thread, shown.Only = from.name, from.id, strings.TrimPrefix(a.Aside, s.Home)
		}
		s.said = append(s.said, shown)
	}
}

// Take is what came onto all screens since it was last asked, in order.
func (s *Screens) Take() []Shown {
	s.mu.Lock()
	defer s.mu.Unlock()
	said := s.said
	s.said = nil
	return said
}

// Incoming is what a doing sends, but for when and under which key. A doing that the bot does not hear of has no Content.
func (s *Screens) Incoming(who string, d Doing) (chat.Incoming, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	in := chat.Incoming{Chat: s.Home + who, From: chat.Person{ID: s.Home + who}}
	switch {
	case d.Group != "":
		return s.withGroup(in, d)
	case d.Edit != "":
		return s.edited(in, d)
	case d.InGroup || d.Tap != "" && s.tapsInGroup(in, d):
		in.Chat, in.Group = s.GroupChat(), true
	}
	screen := s.screen(in.Chat)
	var err error
	if in.Content, in.Message, err = screen.Content(d); err != nil {
		return in, err
	}
	if d.Replies != "" {
		if in.Reply, err = screen.holding(d.Replies); err != nil {
			return in, err
		}
	}
	if in.Group {
		if in.Topic, err = s.topicFor(in, d); err != nil {
			return in, err
		}
	}
	if in.Message == "" && d.Reach == "" {
		screen.count++
		in.Message = strconv.Itoa(screen.count)
		s.wrote(in, d.Text+d.Caption)
	}
	return in, nil
}

// wrote notes what a person wrote.
func (s *Screens) wrote(in chat.Incoming, text string) {
	s.screen(in.Chat).wrote(in.Message, text)
	s.group.placed(chat.Answer{Chat: in.Chat, Topic: in.Topic}, in.Message)
	if s.last == nil {
		s.last = map[string]written{}
	}
	if text != "" {
		s.last[in.From.ID] = written{message: in.Message, text: in.Chat}
	}
}

// edited is a new wording of what the person wrote last.
func (s *Screens) edited(in chat.Incoming, d Doing) (chat.Incoming, error) {
	last, ok := s.last[in.From.ID]
	if !ok {
		return in, fmt.Errorf("nothing has been written that could be edited")
	}
	in.Chat, in.Message, in.Content = last.text, last.message, chat.Edited{Text: d.Edit}
	if in.Chat == s.GroupChat() {
		in.Group, in.Topic = true, s.group.topicOf[in.Message]
	}
	s.screen(in.Chat).wrote(in.Message, d.Edit)
	return in, nil
}

func (s *Screens) screen(chatName string) *Screen {
	if s.all == nil {
		s.all = map[string]*Screen{}
	}
	if s.all[chatName] == nil {
		s.all[chatName] = &Screen{Texts: s.Texts, Files: s.Files}
	}
	return s.all[chatName]
}
