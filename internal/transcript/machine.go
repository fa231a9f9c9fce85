package transcript

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/memory"
	"jagaetam/internal/record"
	"jagaetam/locales"
)

// Machine plays on the dialogue machine alone, with records in memory: no Redis, no Postgres, no platform. The state goes through
// JSON after every message.
type Machine struct {
	// Files keeps what Words.Document names; without it every document is gone.
	Files Files

	book    *dialogue.Book
	texts   *locales.Catalogue
	records *memory.Store
	now     time.Time
	key     int
	chats   map[string]*machineChat
	said    []Shown
}

type machineChat struct {
	screen Screen
	state  []byte
	wake   time.Time
}

// NewMachine is a machine whose clock shows now.
func NewMachine(book *dialogue.Book, texts *locales.Catalogue, now time.Time) *Machine {
	return &Machine{book: book, texts: texts, records: memory.New(), now: now, chats: map[string]*machineChat{}}
}

// Do has a person do something.
func (m *Machine) Do(ctx context.Context, who string, doing Doing) error {
	content, message, err := m.chat(who).screen.Content(doing)
	if err != nil {
		return err
	}
	if !doing.AtOnce {
		m.now = m.now.Add(Pause)
	}
	return m.handle(ctx, who, content, message)
}

// Later lets time pass and wakes whoever asked for it.
func (m *Machine) Later(ctx context.Context, d time.Duration) error {
	until := m.now.Add(d)
	for {
		who := m.next()
		if who == "" || m.chats[who].wake.After(until) {
			m.now = until
			return nil
		}
		m.now = m.chats[who].wake
		if err := m.handle(ctx, who, chat.Due{}, ""); err != nil {
			return err
		}
	}
}

// next is who asked to be woken first; empty where nobody did.
func (m *Machine) next() string {
	var next string
	for _, who := range slices.Sorted(maps.Keys(m.chats)) {
		if wake := m.chats[who].wake; !wake.IsZero() && (next == "" || wake.Before(m.chats[next].wake)) {
			next = who
		}
	}
	return next
}

// Restart changes nothing: all that is kept is in the state.
func (m *Machine) Restart(context.Context) error { return nil }

// LoseRedis changes nothing: there is none.
func (m *Machine) LoseRedis(context.Context) error { return nil }

// Officer moves an application or a helper along.
func (m *Machine) Officer(ctx context.Context, number, state, reason string) error {
	return Order(ctx, m.records, number, state, reason, m.now)
}

// Given makes something so.
func (m *Machine) Given(ctx context.Context, given Given) error {
	return given.Bring(ctx, m.records, m.now)
}

// Said is what came onto the screens.
func (m *Machine) Said() []Shown {
	said := m.said
	m.said = nil
	return said
}

func (m *Machine) chat(who string) *machineChat {
	if m.chats[who] == nil {
		m.chats[who] = &machineChat{screen: Screen{Texts: m.texts, Files: m.Files}, state: []byte("{}")}
	}
	return m.chats[who]
}

func (m *Machine) handle(ctx context.Context, who string, content chat.Content, message string) error {
	c := m.chat(who)
	var state dialogue.State
	if err := json.Unmarshal(c.state, &state); err != nil {
		return fmt.Errorf("read the state back: %w", err)
	}
	m.key++
	event := dialogue.Event{
		In: chat.Incoming{
			Key: fmt.Sprintf("%s:%d", who, m.key), Chat: who, From: chat.Person{ID: who}, At: m.now, Message: message, Content: content,
		},
		Now: m.now,
	}
	turn, err := m.book.Lead(state, event, func(query record.Query) (record.Facts, error) { return m.records.Facts(ctx, query) })
	if err != nil {
		return err
	}
	if len(turn.Effects) > 0 {
		outcome, err := m.records.Apply(ctx, event.In.Key, turn.Effects)
		if err != nil {
			return err
		}
		turn = turn.Conclude(outcome)
	}
	if c.state, err = json.Marshal(turn.State); err != nil {
		return fmt.Errorf("keep the state: %w", err)
	}
	c.wake = turn.Wake
	return m.say(c, turn, message)
}

func (m *Machine) say(c *machineChat, turn dialogue.Turn, message string) error {
	answer := chat.Answer{Language: turn.State.Language, Words: turn.Words, Notice: turn.Notice}
	if turn.Edit {
		answer.Edit = message
	}
	if turn.Forget {
		answer.Forget = "the person's"
	}
	if _, err := c.screen.Say(answer); err != nil && !errors.Is(err, chat.ErrUnreachable) {
		return err
	}
	m.said = append(m.said, c.screen.Take()...)
	return nil
}
