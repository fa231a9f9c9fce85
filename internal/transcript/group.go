package transcript

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"jagaetam/internal/chat"
)

// group is the officers' group on Screens.
type group struct {
	made    bool
	curbed  bool // the bot may not manage topics
	members map[string]bool
	topics  []*topic
	topicOf map[string]string // by message; only those in a topic
}

type topic struct {
	id, name     string
	closed, gone bool
}

// find is the topic; the zero topic where there is none of that id, as for General.
func (g *group) find(id string) topic {
	for _, t := range g.topics {
		if t.id == id {
			return *t
		}
	}
	return topic{}
}

// placed notes in which topic a message is.
func (g *group) placed(a chat.Answer, message string) {
	if a.Topic == "" {
		return
	}
	if g.topicOf == nil {
		g.topicOf = map[string]string{}
	}
	g.topicOf[message] = a.Topic
}

// named is the newest topic with that in its name, or the newest of all; General is the one without an id.
func (g *group) named(part string) (*topic, error) {
	if part == General {
		return &topic{}, nil
	}
	for _, t := range slices.Backward(g.topics) {
		if !t.gone && strings.Contains(t.name, part) {
			return t, nil
		}
	}
	return nil, fmt.Errorf("the group has no topic %q", part)
}

// OpenTopic opens a topic in the group and names it. The error is chat.ErrNoRight where the bot may not.
func (s *Screens) OpenTopic(_ context.Context, chatName, name string) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.managed(chatName); err != nil {
		return "", err
	}
	screen := s.screen(chatName)
	screen.count++
	t := &topic{id: strconv.Itoa(screen.count), name: name}
	s.group.topics = append(s.group.topics, t)
	s.happened(*t, Opens)
	return t.id, nil
}

// RenameTopic gives a topic another name.
func (s *Screens) RenameTopic(_ context.Context, chatName, id, name string) error {
	return s.change(chatName, id, func(t *topic) Kind {
		if t.name == name {
			return ""
		}
		t.name = name
		return Renames
	})
}

// CloseTopic closes a topic.
func (s *Screens) CloseTopic(_ context.Context, chatName, id string) error {
	return s.change(chatName, id, func(t *topic) Kind { return t.close(true) })
}

// ReopenTopic opens a closed topic again.
func (s *Screens) ReopenTopic(_ context.Context, chatName, id string) error {
	return s.change(chatName, id, func(t *topic) Kind { return t.close(false) })
}

func (t *topic) close(closed bool) Kind {
	if t.closed == closed {
		return ""
	}
	t.closed = closed
	if closed {
		return Closes
	}
	return Reopens
}

// change changes a topic, and shows what happened unless nothing did.
func (s *Screens) change(chatName, id string, change func(*topic) Kind) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.managed(chatName); err != nil {
		return err
	}
	for _, t := range s.group.topics {
		if t.id == id && !t.gone {
			if kind := change(t); kind != "" {
				s.happened(*t, kind)
			}
			return nil
		}
	}
	return fmt.Errorf("change topic: %w: %w", chat.ErrRefused, chat.ErrTopicGone)
}

func (s *Screens) happened(t topic, kind Kind) {
	s.said = append(s.said, Shown{Kind: kind, Who: Officers, Topic: t.name, Thread: t.id})
}

// managed says whether the bot may manage topics there.
func (s *Screens) managed(chatName string) error {
	switch {
	case chatName != s.GroupChat() || !s.group.made:
		return fmt.Errorf("%w: there is no such group", chat.ErrUnreachable)
	case s.group.curbed:
		return fmt.Errorf("%w: %w", chat.ErrRefused, chat.ErrNoRight)
	}
	return nil
}

// Pin pins a message.
func (s *Screens) Pin(_ context.Context, chatName, message string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.screen(chatName).text(message) == "" {
		return fmt.Errorf("pin message: %w", chat.ErrRefused)
	}
	s.happened(s.group.find(s.group.topicOf[message]), Pins)
	return nil
}

// Member says whether a person is in the group.
func (s *Screens) Member(_ context.Context, chatName, who string) (bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return chatName == s.GroupChat() && s.group.members[strings.TrimPrefix(who, s.Home)], nil
}

// writable finds the topic that something is to be said in. One that is closed is opened again for it, where the bot may not manage topics:
// whoever may writes in closed ones.
func (s *Screens) writable(id string) (topic, error) {
	if !s.group.made {
		return topic{}, fmt.Errorf("say in the group: %w", chat.ErrUnreachable)
	}
	for _, t := range s.group.topics {
		if t.id == id && !t.gone {
			if s.group.curbed && t.close(false) != "" {
				s.happened(*t, Reopens)
			}
			return *t, nil
		}
	}
	if id != "" {
		return topic{}, fmt.Errorf("say in the group: %w: %w", chat.ErrRefused, chat.ErrTopicGone)
	}
	return topic{}, nil
}

// tapsInGroup says whether a button is tapped in the group: the person is there, and his own telephone has no such button.
func (s *Screens) tapsInGroup(in chat.Incoming, d Doing) bool {
	_, err := s.screen(in.Chat).Find(d.Tap, d.Again)
	return err != nil && s.group.members[strings.TrimPrefix(in.From.ID, s.Home)]
}

// topicFor is the topic that something done in the group is in.
func (s *Screens) topicFor(in chat.Incoming, d Doing) (string, error) {
	switch who := strings.TrimPrefix(in.From.ID, s.Home); {
	case !s.group.members[who]:
		return "", fmt.Errorf("%s is not in the group", who)
	case in.Reply != "":
		return s.group.topicOf[in.Reply], nil
	case in.Message != "": // of the button
		return s.group.topicOf[in.Message], nil
	}
	t, err := s.group.named(d.In)
	if err != nil {
		return "", err
	}
	return t.id, nil
}

// withGroup is what the bot hears of what is done with the group itself.
func (s *Screens) withGroup(in chat.Incoming, d Doing) (chat.Incoming, error) {
	g := &s.group
	who := strings.TrimPrefix(in.From.ID, s.Home)
	in.Chat, in.Group = s.GroupChat(), true
	if d.Group != Joins && !g.members[who] {
		return in, fmt.Errorf("%s is not in the group", who)
	}
	switch d.Group {
	case Joins:
		if !g.made {
			g.made, g.members = true, map[string]bool{}
			in.Content = chat.Standing{Member: true, Topics: true}
		}
		g.members[who] = true
		return in, nil
	case Leaves:
		delete(g.members, who)
		in.Content = chat.Left{Who: in.From.ID}
		return in, nil
	case TakesRight, GivesRight:
		g.curbed = d.Group == TakesRight
		in.Content = chat.Standing{Member: true, Topics: !g.curbed}
		return in, nil
	case ClosesTopic, OpensAgain, DeletesTopic:
	}
	t, err := g.named(d.In)
	if err != nil || t.id == "" {
		return in, fmt.Errorf("the group has no topic %q", d.In)
	}
	if d.Group == DeletesTopic {
		t.gone = true
	} else {
		t.closed = d.Group == ClosesTopic
	}
	return in, nil
}
