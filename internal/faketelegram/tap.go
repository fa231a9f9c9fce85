package faketelegram

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"time"
)

// Press presses a button of the reply keyboard by its text: its text is sent, or the contact or the place it asks for.
func (sp *Speaker) Press(text string) (Message, error) {
	c := sp.chat
	k := c.Keyboard()
	if k == nil {
		return Message{}, fmt.Errorf("press %q: the chat shows no keyboard", text)
	}
	for _, row := range k.Rows {
		i := slices.IndexFunc(row, func(b ReplyButton) bool { return b.Text == text })
		if i < 0 {
			continue
		}
		if k.OneTime {
			c.s.mu.Lock()
			c.showKeyboard(nil, 0)
			c.s.mu.Unlock()
		}
		switch {
		case row[i].RequestContact:
			return sp.ShareContact(), nil
		case row[i].RequestLocation:
			return sp.Location(-0.4133, 116.9883), nil // Tenggarong
		}
		return sp.Text(text), nil
	}
	return Message{}, fmt.Errorf("press %q: the keyboard has no such button", text)
}

// Tap taps a button under a message by its text and returns the id of the callback query. It fails when the message or
// the button is not there, or the button sends no data.
func (sp *Speaker) Tap(messageID int, text string) (queryID string, err error) {
	m, ok := sp.chat.Message(messageID)
	if !ok {
		return "", fmt.Errorf("tap %q: there is no message %d", text, messageID)
	}
	b := m.Inline.button(text)
	switch {
	case b == nil:
		return "", fmt.Errorf("tap %q: message %d has no such button", text, messageID)
	case b.CallbackData == "":
		return "", fmt.Errorf("tap %q: the button of message %d sends no data", text, messageID)
	}
	return sp.TapData(messageID, b.CallbackData)
}

// button finds a button by its text; nil when there is none.
func (k *InlineKeyboard) button(text string) *InlineButton {
	if k == nil {
		return nil
	}
	for _, row := range k.Rows {
		for i := range row {
			if row[i].Text == text {
				return &row[i]
			}
		}
	}
	return nil
}

// TapData sends data as if the message had such a button, as a forged client can. It fails when the person cannot write
// in the chat.
func (sp *Speaker) TapData(messageID int, data string) (queryID string, err error) {
	c, s := sp.chat, sp.chat.s
	s.mu.Lock()
	defer s.mu.Unlock()
	if !c.admits(sp.person) {
		return "", fmt.Errorf("tap message %d: the person cannot write in chat %d", messageID, c.info.ID)
	}
	expires := s.now().Add(tapLife)
	id := s.taps.add(tap{chat: c.info.ID, user: sp.person.user.ID, expires: expires}, s.now())
	s.queue(&update{
		kind: "callback_query", lane: laneKey{tapLane, sp.person.user.ID}, chat: c.info.ID, user: sp.person.user.ID, expires: expires,
		body: callbackQuery{
			ID: id, From: sp.person.user, Message: c.tapped(messageID), Data: data, ChatInstance: strconv.FormatInt(c.info.ID*31+7, 10),
		},
	})
	return id, nil
}

// callbackQuery is a tap as the bot gets it (https://core.telegram.org/bots/api#callbackquery).
type callbackQuery struct {
	ID           string `json:"id"`
	From         User   `json:"from"`
	Message      any    `json:"message"`
	ChatInstance string `json:"chat_instance"`
	Data         string `json:"data"`
}

// tapped is the message under which the button stood; of one that is gone only chat and id are known
// (https://core.telegram.org/bots/api#inaccessiblemessage).
func (c *Chat) tapped(messageID int) any {
	if m := c.find(messageID); m != nil {
		return m
	}
	return map[string]any{"chat": c.info, "message_id": messageID, "date": 0}
}

// tap is a callback query that can still be answered.
type tap struct {
	id      string
	chat    int64
	user    int64
	expires time.Time
}

// taps finds callback queries by id; the oldest are dropped as they expire.
type taps struct {
	next  uint64
	byID  map[string]tap
	order []string
}

func newTaps(chance *rand.Rand) taps {
	return taps{next: chance.Uint64() >> 1, byID: map[string]tap{}}
}

func (ts *taps) add(t tap, now time.Time) string {
	for len(ts.order) > 0 && ts.byID[ts.order[0]].expires.Before(now) {
		delete(ts.byID, ts.order[0])
		ts.order = ts.order[1:]
	}
	ts.next++
	t.id = strconv.FormatUint(ts.next, 10)
	ts.byID[t.id] = t
	ts.order = append(ts.order, t.id)
	return t.id
}

// answerCallbackQuery ends the spinner on the tapped button (https://core.telegram.org/bots/api#answercallbackquery).
func (s *Server) answerCallbackQuery(q *request) (any, error) {
	if utf16Len(q.text("text")) > 200 {
		return nil, badRequest("MESSAGE_TOO_LONG")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	t, ok := s.taps.byID[q.text("callback_query_id")]
	if !ok || t.expires.Before(s.now()) {
		return nil, badRequest("query is too old and response timeout expired or query ID is invalid")
	}
	s.events.emit(Event{Kind: CallbackAnswered, Chat: t.chat, Answer: &Answer{
		QueryID: t.id, User: t.user, Text: q.text("text"), Alert: q.bool("show_alert"), URL: q.text("url"),
	}})
	return true, nil
}
