package transcript

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"slices"
	"time"

	"jagaetam/internal/broadcast"
	"jagaetam/internal/chat"
	"jagaetam/internal/desk"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/exchange"
	"jagaetam/internal/memory"
	"jagaetam/internal/outreach"
	"jagaetam/internal/pace"
	"jagaetam/internal/programme"
	"jagaetam/internal/record"
	"jagaetam/internal/region"
	"jagaetam/internal/reminder"
	"jagaetam/locales"
)

// Machine plays on the dialogue machine alone, with records in memory: no Redis, no Postgres, no platform. The state goes through
// JSON after every message.
type Machine struct {
	// Screens are everybody's telephones and the officers' group.
	*Screens
	// Records keep what comes of the effects.
	Records *memory.Store
	// Desk, where set, does what something causes that arrives in the officers' group. What it has to say it says on Screens.
	Desk func(ctx context.Context, in chat.Incoming) error
	// Tend, where set, does what becomes due by itself: on every morning of a time that passes, at its end, and when something is given.
	Tend func(ctx context.Context, now time.Time) error

	book      *dialogue.Book
	card      func(c record.Case, now time.Time) chat.Words
	reminders *outreach.Reminders
	now       time.Time
	key       int
	chats     map[string]*machineChat
	// news brings broadcasts on; lanes are what is said besides letters.
	news  *broadcast.Conductor
	lanes []outreach.Ranked
}

type machineChat struct {
	state []byte
	wake  time.Time
}

// NewMachine is a machine whose clock shows now.
func NewMachine(book *dialogue.Book, texts *locales.Catalogue, now time.Time) *Machine {
	return &Machine{Screens: &Screens{Texts: texts}, Records: memory.New(), book: book, now: now, chats: map[string]*machineChat{}}
}

// AtDesk has the desk do what something causes that arrives in the officers' group.
func (m *Machine) AtDesk(d *desk.Desk) {
	m.card = d.Card
	m.Desk = func(ctx context.Context, in chat.Incoming) error {
		known, err := desk.Lookup(ctx, m.Records, in)
		if err != nil {
			return err
		}
		turn := d.Act(in, known, m.now)
		outcome, err := m.Records.Apply(ctx, in.Key, turn.Effects)
		if err != nil {
			return err
		}
		_, err = m.Say(ctx, turn.Answer(in, outcome))
		return err
	}
}

// Broadcast has officers' news counted, begun and said as the programme wants it.
func (m *Machine) Broadcast(p programme.Programme, r *region.Region) {
	m.Records.Zone, m.Files = p.Zone(), m.Records
	m.news = &broadcast.Conductor{
		Store: m.Records, Programme: p, Region: r, Texts: m.Texts, Now: m.Now, Log: slog.New(slog.DiscardHandler), Rate: pace.FreeRate,
	}
	m.lanes = append(m.lanes, (&outreach.Broadcasts{Records: m.Records, Programme: p, Region: r}).Lanes()...)
}

// Remind has people told by the programme's calendar what falls due.
func (m *Machine) Remind(p programme.Programme) {
	m.Records.Zone = p.Zone()
	m.reminders = &outreach.Reminders{Records: m.Records, Calendar: reminder.Calendar{Programme: p}, Now: m.Now}
	m.lanes = append(m.lanes, m.reminders.Ranked())
}

// Now is what the machine's clock shows.
func (m *Machine) Now() time.Time { return m.now }

// Do has a person do something.
func (m *Machine) Do(ctx context.Context, who string, doing Doing) error {
	in, err := m.Incoming(who, doing)
	if err != nil {
		return err
	}
	if !doing.AtOnce {
		m.now = m.now.Add(Pause)
	}
	if err := m.handle(ctx, in); err != nil {
		return err
	}
	return m.drain(ctx)
}

// Later lets time pass, wakes whoever asked for it, and has what falls due meanwhile fall due on its day.
func (m *Machine) Later(ctx context.Context, d time.Duration) error {
	until := m.now.Add(d)
	for {
		at, who := m.stop(until)
		m.now = at
		if who != "" {
			if err := m.handle(ctx, chat.Incoming{Chat: who, From: chat.Person{ID: who}, Content: chat.Due{}}); err != nil {
				return err
			}
			continue
		}
		if err := m.tend(ctx); err != nil || !at.Before(until) {
			return err
		}
	}
}

func (m *Machine) tend(ctx context.Context) error {
	if m.Tend != nil {
		if err := m.Tend(ctx, m.now); err != nil {
			return err
		}
	}
	return m.drain(ctx)
}

// stop is the next moment until then at which something happens, and who is woken at it; empty where nobody is.
func (m *Machine) stop(until time.Time) (at time.Time, who string) {
	at = until
	if m.reminders != nil && m.reminders.Opens(m.now).Before(at) {
		at = m.reminders.Opens(m.now)
	}
	if next := m.next(); next != "" && !m.chats[next].wake.After(at) {
		return m.chats[next].wake, next
	}
	return at, ""
}

// drain says all that is to be said now to people who are not speaking.
func (m *Machine) drain(ctx context.Context) error {
	if m.reminders != nil {
		if _, err := m.reminders.Scan(ctx); err != nil {
			return err
		}
	}
	// Letters come first, so that everybody's are always in the same order.
	letters, rest := m.sender(nil), m.sender(m.lanes)
	for {
		if m.news != nil {
			if err := m.news.Look(ctx); err != nil {
				return err
			}
		}
		if err := Drain(ctx, letters); err != nil {
			return err
		}
		if n, err := rest.Drain(ctx); n == 0 || err != nil {
			return err
		}
	}
}

func (m *Machine) sender(lanes []outreach.Ranked) *outreach.Sender {
	return &outreach.Sender{
		Records: m.Records, Platform: m.Screens, Now: m.Now, Log: slog.New(slog.DiscardHandler), Pace: outreach.Unhurried{}, Card: m.card, Lanes: lanes,
	}
}

// Drain has a sender say all that is to be said now.
func Drain(ctx context.Context, sender *outreach.Sender) error {
	for {
		n, err := sender.Drain(ctx)
		if n == 0 || err != nil {
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

// Fetch fetches what was sent on one of the telephones.
func (m *Machine) Fetch(ctx context.Context, file string, w io.Writer, limit int64) error {
	return Fetch(ctx, file, w, limit)
}

// Officer moves an application or a helper along.
func (m *Machine) Officer(ctx context.Context, number, state, reason string) error {
	if err := Order(ctx, m.Records, number, state, reason, m.now); err != nil {
		return err
	}
	return m.drain(ctx)
}

// Given makes something so.
func (m *Machine) Given(ctx context.Context, given Given) error {
	if err := given.Bring(ctx, m.Records, m.Contact, m.now); err != nil {
		return err
	}
	return m.tend(ctx)
}

// Said is what came onto the screens.
func (m *Machine) Said() []Shown { return m.Take() }

func (m *Machine) chat(who string) *machineChat {
	if m.chats[who] == nil {
		m.chats[who] = &machineChat{state: []byte("{}")}
	}
	return m.chats[who]
}

func (m *Machine) handle(ctx context.Context, in chat.Incoming) error {
	m.key++
	in.Key, in.At = fmt.Sprintf("%s:%d", in.Chat, m.key), m.now
	switch {
	case in.Content == nil, in.Group && m.Desk == nil:
		return nil
	case in.Group:
		return m.Desk(ctx, in)
	}
	c := m.chat(in.Chat)
	var state dialogue.State
	if err := json.Unmarshal(c.state, &state); err != nil {
		return fmt.Errorf("read the state back: %w", err)
	}
	event := dialogue.Event{In: in, Now: m.now}
	records := exchange.Lists{Knower: m.Records, Fetch: m}
	turn, _, err := m.book.Lead(state, event, func(query record.Query) (*record.Facts, error) { return records.Facts(ctx, query) })
	if err != nil {
		return err
	}
	if len(turn.Effects) > 0 {
		outcome, err := m.Records.Apply(ctx, event.In.Key, turn.Effects)
		if err != nil {
			return err
		}
		turn = turn.Conclude(outcome)
	}
	if c.state, err = json.Marshal(turn.State); err != nil {
		return fmt.Errorf("keep the state: %w", err)
	}
	c.wake = turn.Wake
	return m.say(ctx, turn, in)
}

func (m *Machine) say(ctx context.Context, turn dialogue.Turn, in chat.Incoming) error {
	answer := chat.Answer{Chat: in.Chat, Language: turn.State.Language, Words: turn.Words, Notice: turn.Notice}
	if turn.Edit {
		answer.Edit = in.Message
	}
	if turn.Forget {
		answer.Forget = in.Message
	}
	if _, err := m.Say(ctx, answer); err != nil && !errors.Is(err, chat.ErrUnreachable) {
		return err
	}
	return nil
}
