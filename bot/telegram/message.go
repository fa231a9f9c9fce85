package telegram

import (
	"encoding/json"
	"regexp"
	"strings"

	"jagaetam/internal/chat"
)

// The parts of the Bot API's objects that are read (https://core.telegram.org/bots/api#update).
type (
	update struct {
		ID            int64    `json:"update_id"`
		Message       *message `json:"message"`
		EditedMessage *message `json:"edited_message"`
		CallbackQuery *struct {
			ID      string   `json:"id"`
			From    *person  `json:"from"`
			Message *message `json:"message"`
			Data    string   `json:"data"`
		} `json:"callback_query"`
		MyChatMember *changed `json:"my_chat_member"`
		ChatMember   *changed `json:"chat_member"`
	}

	// changed is a change of somebody's place in a chat.
	changed struct {
		Chat *place      `json:"chat"`
		From *person     `json:"from"` // who made it
		Date int64       `json:"date"`
		New  *membership `json:"new_chat_member"`
	}

	message struct {
		ID         int64    `json:"message_id"`
		Thread     int64    `json:"message_thread_id"`
		Topic      bool     `json:"is_topic_message"`
		Chat       *place   `json:"chat"`
		From       *person  `json:"from"`
		SenderChat *place   `json:"sender_chat"`
		Date       int64    `json:"date"`
		EditDate   int64    `json:"edit_date"`
		ReplyTo    *replied `json:"reply_to_message"`
		MigrateTo  int64    `json:"migrate_to_chat_id"`
		Text       string   `json:"text"`
		Entities   []entity `json:"entities"`
		Contact    *struct {
			Phone string `json:"phone_number"`
			User  int64  `json:"user_id"`
		} `json:"contact"`
		Location *struct {
			Latitude  float64 `json:"latitude"`
			Longitude float64 `json:"longitude"`
		} `json:"location"`
		Caption   string     `json:"caption"`
		Photo     photo      `json:"photo"`
		Voice     attachment `json:"voice"`
		Video     attachment `json:"video"`
		VideoNote attachment `json:"video_note"`
		Sticker   attachment `json:"sticker"`
		Animation attachment `json:"animation"`
		Document  attachment `json:"document"`
	}

	// replied is a message that another answers.
	replied struct {
		ID     int64           `json:"message_id"`
		Opened json.RawMessage `json:"forum_topic_created"`
	}

	person struct {
		ID       int64  `json:"id"`
		Bot      bool   `json:"is_bot"`
		Language string `json:"language_code"`
	}

	entity struct {
		Type   string `json:"type"`
		Offset int    `json:"offset"`
	}
)

// content is what the message says, and which bot it names if it is a command that names one; nil when it is none of the kinds that
// are told apart.
func (m *message) content() (content chat.Content, addressee string) {
	if m.Text != "" {
		return written(m.Text, m.Entities)
	}
	return m.sent(), ""
}

// sent is what the message is besides a text. An animation is a document too, for old bots' sake, so it is looked for first.
func (m *message) sent() chat.Content {
	switch {
	case m.Contact != nil:
		return chat.Contact{Phone: m.Contact.Phone, Own: m.Contact.User != 0 && m.Contact.User == m.From.ID}
	case m.Location != nil:
		return chat.Place{Latitude: m.Location.Latitude, Longitude: m.Location.Longitude}
	case m.Photo.there:
		return m.media(chat.MediaPhoto, m.Photo.file)
	case m.Voice.there:
		return m.media(chat.MediaVoice, m.Voice.file)
	case m.Video.there:
		return m.media(chat.MediaVideo, m.Video.file)
	case m.VideoNote.there:
		return m.media(chat.MediaVideo, m.VideoNote.file)
	case m.Sticker.there:
		return m.media(chat.MediaSticker, m.Sticker.file)
	case m.Animation.there:
		return m.media(chat.MediaOther, m.Animation.file)
	case m.Document.there:
		return m.media(chat.MediaDocument, m.Document.file)
	}
	return nil
}

func (m *message) media(kind chat.MediaKind, file chat.File) chat.Media {
	return chat.Media{Kind: kind, File: file, Caption: m.Caption}
}

// written is a command when Telegram marks one at the very beginning, otherwise a text.
func written(text string, entities []entity) (content chat.Content, addressee string) {
	for _, e := range entities {
		if e.Type != "bot_command" || e.Offset != 0 {
			continue
		}
		if command := commandForm.FindStringSubmatch(text); command != nil {
			return chat.Command{Name: strings.ToLower(command[1]), Payload: strings.TrimSpace(text[len(command[0]):])}, command[2]
		}
	}
	return chat.Text{Text: text}, ""
}

// commandForm is a command with or without the name of the bot it is for.
var commandForm = regexp.MustCompile(`^/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]+))?`)

// service are the fields of messages that nobody wrote, as far as they occur in private chats and groups. A field that is not here is taken
// for something a person sent: better to answer too much than to leave somebody without an answer.
var service = []string{
	"boost_added", "channel_chat_created", "chat_background_set", "chat_owner_changed", "chat_owner_left", "chat_shared", "checklist_tasks_added", "checklist_tasks_done", "connected_website",
	"delete_chat_photo", "forum_topic_closed", "forum_topic_created", "forum_topic_edited", "forum_topic_reopened",
	"general_forum_topic_hidden", "general_forum_topic_unhidden", "gift", "gift_upgrade_sent",
	"giveaway_completed", "giveaway_created", "group_chat_created", "left_chat_member", "managed_bot_created",
	"message_auto_delete_timer_changed", "migrate_from_chat_id", "new_chat_members", "new_chat_photo", "new_chat_title", "paid_message_price_changed", "passport_data", "pinned_message", "poll_option_added", "poll_option_deleted",
	"proximity_alert_triggered", "refunded_payment", "successful_payment", "suggested_post_approval_failed",
	"suggested_post_approved", "suggested_post_declined", "suggested_post_paid", "suggested_post_refunded", "supergroup_chat_created", "unique_gift",
	"users_shared", "video_chat_ended", "video_chat_participants_invited", "video_chat_scheduled", "video_chat_started",
	"web_app_data", "write_access_allowed",
}

// isService says whether the update's message is a service message.
func isService(raw json.RawMessage) bool {
	var u struct {
		Message map[string]json.RawMessage `json:"message"`
	}
	if err := json.Unmarshal(raw, &u); err != nil {
		return false
	}
	for _, field := range service {
		if _, ok := u.Message[field]; ok {
			return true
		}
	}
	return false
}
