package phone

import (
	"context"

	"jagaetam/internal/faketelegram"
)

// Kinds of news that the server does not have; the others are its kinds of events.
const (
	messageTaken  faketelegram.EventKind = "message_taken" // Chat, MessageID: the bot has taken what the person said
	insideReached faketelegram.EventKind = "inside"        // Inside
	botChanged    faketelegram.EventKind = "bot"           // Bot
	clockMoved    faketelegram.EventKind = "clock"         // Clock
)

// news is what a page is told: an event of the server with what the phone needs beside it.
type news struct {
	faketelegram.Event
	Waiting  bool                        `json:"waiting,omitempty"` // a new message that the bot has yet to take
	Keyboard *faketelegram.ReplyKeyboard `json:"keyboard,omitempty"`
	Blocked  bool                        `json:"blocked,omitempty"`
	Topics   []topic                     `json:"topics,omitempty"`
	Profile  *profile                    `json:"profile,omitempty"`
	Inside   *Inside                     `json:"inside,omitempty"`
	Bot      *botNews                    `json:"bot,omitempty"`
	Clock    *clockNews                  `json:"clock,omitempty"`
}

// follow tells the pages what the server and the bot do until the server is closed.
func (p *page) follow() {
	events, _ := p.server.Subscribe(keptNews)
	ctx, stop := context.WithCancel(context.Background())
	if p.options.Inside != nil {
		stages := p.options.Inside(ctx)
		go func() {
			for stage := range stages {
				p.feed.add(news{Event: faketelegram.Event{Kind: insideReached, At: stage.At}, Inside: &stage})
			}
		}()
	}
	go func() {
		defer p.feed.close()
		defer stop()
		for e := range events {
			p.tell(e)
		}
	}()
}

// tell passes one event on, with what follows from it.
func (p *page) tell(e faketelegram.Event) {
	n := news{Event: e}
	switch e.Kind {
	case faketelegram.MessageNew:
		n.Waiting = p.taken.posted(e.Message)
	case faketelegram.KeyboardChanged:
		n.Keyboard, n.Message = e.Message.Reply, nil
	case faketelegram.ChatChanged:
		if person := p.server.Person(e.Chat); person != nil {
			n.Blocked = person.Blocked()
		}
		if group := p.server.Group(e.Chat); group != nil {
			n.Topics = topics(group)
		}
	case faketelegram.ProfileChanged:
		n.Profile = p.profile()
	case faketelegram.UpdateQueued:
		p.taken.queued(e.Update)
	case faketelegram.UpdateAcknowledged:
		if message := p.taken.acknowledged(e.Update); message != 0 {
			p.feed.add(news{Event: faketelegram.Event{Kind: messageTaken, At: e.At, Chat: e.Chat, MessageID: message}})
		}
	case faketelegram.CallMade:
		if e.Call.Method == "getUpdates" {
			return
		}
	}
	p.feed.add(n)
}
