package telegram

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"jagaetam/internal/chat"
)

// allowed are the updates that are asked of Telegram: exactly those that decode understands.
var allowed = []string{"message", "edited_message", "callback_query", "my_chat_member", "chat_member"}

// Update is what decode makes of one update.
type Update struct {
	// ID is Telegram's update_id, by which it is acknowledged.
	ID int64
	// Incoming is what the handler gets.
	Incoming chat.Incoming
	// For is the bot that a command names; empty where it names none.
	For string
	// Ignore says why there is nothing for the handler; empty when there is.
	Ignore string
}

// Why an update is ignored.
const (
	ignoreChannel = "neither a private chat nor a group"
	ignoreBot     = "sent by a bot"
	ignoreChat    = "sent in the name of a chat"
	ignoreService = "service message"
	ignoreEdit    = "edit without new text"
	ignoreMember  = "still a member"
	ignoreKind    = "kind not asked for"
)

// decode reads one update. It reads only the fields it needs: in what it does not read, Telegram may invent anything without
// making a person's message undecodable. Only an update that is not JSON, has no id or lacks what the Bot API promises is
// an error; then Update.ID is set if it could be read.
//
// The key of an update holds more than its update_id, because those begin anew at a random number after a week without
// updates (Bot API, Update.update_id): the date for messages, the query id for taps.
func decode(raw json.RawMessage) (Update, error) {
	var u update
	if err := json.Unmarshal(raw, &u); err != nil {
		return Update{ID: u.ID}, fmt.Errorf("decode update: %w", err)
	}
	if u.ID <= 0 {
		return Update{}, errors.New("decode update: no update_id")
	}
	if u.Message.endless() || u.EditedMessage.endless() {
		return Update{ID: u.ID}, fmt.Errorf("decode update: more than %d bytes of text", mostText)
	}
	switch {
	case u.Message != nil:
		return u.written(raw)
	case u.EditedMessage != nil:
		return u.edited()
	case u.CallbackQuery != nil:
		return u.tapped()
	case u.MyChatMember != nil:
		return u.reached()
	case u.ChatMember != nil:
		return u.left()
	}
	return u.ignored(ignoreKind), nil
}

// mostText is the most bytes that a text or a caption may have: four times what the longest message may take.
// What is longer did not come from Telegram, and would take seconds to read.
const mostText = 4 * 4 * textLimit

// endless says whether there is a message, and its text is too long.
func (m *message) endless() bool { return m != nil && len(m.Text)+len(m.Caption) > mostText }

// written decodes a new message.
func (u *update) written(raw json.RawMessage) (Update, error) {
	m := u.Message
	if m.MigrateTo != 0 && m.Chat != nil && m.From != nil {
		return u.incoming(m.Chat, m.From, strconv.FormatInt(m.Date, 10), chat.Incoming{At: unix(m.Date), Content: chat.Moved{To: name(m.MigrateTo)}})
	}
	if why := m.unheard(); why != "" {
		return u.ignored(why), nil
	}
	content, addressee := m.content()
	if content == nil && isService(raw) {
		return u.ignored(ignoreService), nil
	}
	if content == nil {
		content = chat.Media{Kind: chat.MediaOther}
	}
	in := m.placed()
	in.At, in.Content = unix(m.Date), content
	decoded, err := u.incoming(m.Chat, m.From, strconv.FormatInt(m.Date, 10), in)
	decoded.For = addressee
	return decoded, err
}

// edited decodes a change of an earlier message. Changes that the person did not type, such as a live location that moves on, have no
// new text or no edit_date and are ignored.
func (u *update) edited() (Update, error) {
	m := u.EditedMessage
	if why := m.unheard(); why != "" {
		return u.ignored(why), nil
	}
	text := m.Text + m.Caption // a message has one of the two
	if text == "" || m.EditDate == 0 {
		return u.ignored(ignoreEdit), nil
	}
	in := m.placed()
	in.At, in.Content = unix(m.EditDate), chat.Edited{Text: text}
	return u.incoming(m.Chat, m.From, strconv.FormatInt(m.EditDate, 10), in)
}

// tapped decodes a button pressed. Under a message that is too old Telegram shows no more than its id and chat, and under one
// that is gone nothing; who tapped is known always. A tap has no date: At is left zero.
func (u *update) tapped() (Update, error) {
	q := u.CallbackQuery
	if q.ID == "" || q.From == nil {
		return Update{ID: u.ID}, errors.New("decode callback_query: no id or no sender")
	}
	in := chat.Incoming{}
	where := &place{ID: q.From.ID, Type: private}
	if q.Message != nil {
		where, in = q.Message.Chat, q.Message.placed()
		in.Reply = "" // that of the message, not of the tap
	}
	if why := unheard(where, q.From); why != "" {
		return u.ignored(why), nil
	}
	press, _ := chat.ParsePress(q.Data)
	in.Content = chat.Tap{Query: q.ID, Press: press}
	return u.incoming(where, q.From, q.ID, in)
}

// reached decodes that a person blocked the bot or took it back or, in a group, what the bot may do there from now on.
func (u *update) reached() (Update, error) {
	c := u.MyChatMember
	if c.Chat == nil || !c.Chat.group() {
		if why := unheard(c.Chat, c.From); why != "" {
			return u.ignored(why), nil
		}
	}
	if c.New == nil || c.New.Status == "" || c.From == nil {
		return Update{ID: u.ID}, errors.New("decode my_chat_member: no new status or no sender")
	}
	in := chat.Incoming{At: unix(c.Date)}
	if c.Chat.group() {
		in.Content = chat.Standing{Member: c.New.isIn(), Topics: c.New.managesTopics()}
	} else {
		in.Content = chat.Reach{Reachable: c.New.isIn()}
	}
	return u.incoming(c.Chat, c.From, strconv.FormatInt(c.Date, 10), in)
}

// left decodes that somebody is no longer in a group, whoever saw to that. Telegram tells of it while the bot is an administrator.
func (u *update) left() (Update, error) {
	c := u.ChatMember
	switch {
	case c.Chat == nil || !c.Chat.group():
		return u.ignored(ignoreChannel), nil
	case c.New == nil || c.New.Status == "" || c.New.User == nil || c.New.User.ID == 0 || c.From == nil:
		return Update{ID: u.ID}, errors.New("decode chat_member: no new status, no member or no sender")
	case c.New.User.Bot:
		return u.ignored(ignoreBot), nil
	case c.New.isIn():
		return u.ignored(ignoreMember), nil
	}
	return u.incoming(c.Chat, c.From, strconv.FormatInt(c.Date, 10), chat.Incoming{
		At: unix(c.Date), Content: chat.Left{Who: name(c.New.User.ID)},
	})
}

// unheard says why whoever speaks there is not listened to; empty if he is.
func unheard(where *place, from *person) string {
	switch {
	case where == nil || where.Type != private && !where.group():
		return ignoreChannel
	case from == nil || from.Bot:
		return ignoreBot
	}
	return ""
}

// unheard says why the message's sender is not listened to; empty if he is. Administrators who hide behind the group, and channels, are
// nobody in particular.
func (m *message) unheard() string {
	if m.SenderChat != nil && m.Chat != nil && m.Chat.group() {
		return ignoreChat
	}
	return unheard(m.Chat, m.From)
}

// incoming completes in; mark is what tells this update from another one with the same update_id.
func (u *update) incoming(where *place, from *person, mark string, in chat.Incoming) (Update, error) {
	if where.ID == 0 || from.ID == 0 {
		return Update{ID: u.ID}, errors.New("decode update: no chat or no sender")
	}
	in.Key = "tg:" + strconv.FormatInt(u.ID, 10) + ":" + mark
	in.Chat, in.Group = name(where.ID), where.group()
	in.From = chat.Person{ID: name(from.ID), Language: from.Language}
	return Update{ID: u.ID, Incoming: in}, nil
}

func (u *update) ignored(why string) Update { return Update{ID: u.ID, Ignore: why} }

// name is a chat or a person as the rest of the program knows it.
func name(id int64) string { return platform + ":" + strconv.FormatInt(id, 10) }

// number is the chat's, or the person's, id at Telegram.
func number(name string) (int64, error) {
	digits, ok := strings.CutPrefix(name, platform+":")
	id, err := strconv.ParseInt(digits, 10, 64)
	if !ok || err != nil || id == 0 {
		return 0, fmt.Errorf("%w: %q is no chat of Telegram", chat.ErrRefused, name)
	}
	return id, nil
}

const platform = "tg"

func unix(seconds int64) time.Time { return time.Unix(seconds, 0).UTC() }
