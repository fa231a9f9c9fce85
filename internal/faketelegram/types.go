package faketelegram

import "encoding/json"

// User is a person or a bot as the Bot API shows him (https://core.telegram.org/bots/api#user).
type User struct {
	ID           int64  `json:"id"`
	IsBot        bool   `json:"is_bot"`
	FirstName    string `json:"first_name"`
	LastName     string `json:"last_name,omitempty"`
	Username     string `json:"username,omitempty"`
	LanguageCode string `json:"language_code,omitempty"`

	// Phone is the number of the person's own contact card; bots see it only when he shares it.
	Phone string `json:"-"`
}

// Kinds of chat, the values of ChatInfo.Type.
const (
	Private    = "private"
	BasicGroup = "group"
	Supergroup = "supergroup"
)

// ChatInfo names a chat inside messages and updates (https://core.telegram.org/bots/api#chat).
type ChatInfo struct {
	ID        int64  `json:"id"`
	Type      string `json:"type"`
	Title     string `json:"title,omitempty"`
	Username  string `json:"username,omitempty"`
	FirstName string `json:"first_name,omitempty"`
	LastName  string `json:"last_name,omitempty"`
	IsForum   bool   `json:"is_forum,omitempty"`
}

// Message is one message as the Bot API shows it (https://core.telegram.org/bots/api#message). A Message is never changed
// once it is out: an edit makes a new one with the same id.
type Message struct {
	ID             int             `json:"message_id"`
	ThreadID       int             `json:"message_thread_id,omitempty"`
	From           *User           `json:"from,omitempty"`
	Date           int64           `json:"date"`
	EditDate       int64           `json:"edit_date,omitempty"`
	Chat           ChatInfo        `json:"chat"`
	ForwardOrigin  *ForwardOrigin  `json:"forward_origin,omitempty"`
	IsTopicMessage bool            `json:"is_topic_message,omitempty"`
	ReplyTo        *Message        `json:"reply_to_message,omitempty"`
	Receiver       *User           `json:"receiver_user,omitempty"`
	EphemeralID    int             `json:"ephemeral_message_id,omitempty"`
	Protected      bool            `json:"has_protected_content,omitempty"`
	Text           string          `json:"text,omitempty"`
	Entities       []Entity        `json:"entities,omitempty"`
	Photo          []PhotoSize     `json:"photo,omitempty"`
	Document       *Document       `json:"document,omitempty"`
	Voice          *Voice          `json:"voice,omitempty"`
	Video          *Video          `json:"video,omitempty"`
	Sticker        *Sticker        `json:"sticker,omitempty"`
	Caption        string          `json:"caption,omitempty"`
	CaptionEnts    []Entity        `json:"caption_entities,omitempty"`
	Contact        *Contact        `json:"contact,omitempty"`
	Location       *Location       `json:"location,omitempty"`
	NewMembers     []User          `json:"new_chat_members,omitempty"`
	LeftMember     *User           `json:"left_chat_member,omitempty"`
	GroupCreated   bool            `json:"group_chat_created,omitempty"`
	MigrateTo      int64           `json:"migrate_to_chat_id,omitempty"`
	MigrateFrom    int64           `json:"migrate_from_chat_id,omitempty"`
	Pinned         *Message        `json:"pinned_message,omitempty"`
	TopicCreated   *TopicCreated   `json:"forum_topic_created,omitempty"`
	TopicEdited    *TopicEdited    `json:"forum_topic_edited,omitempty"`
	TopicClosed    *struct{}       `json:"forum_topic_closed,omitempty"`
	TopicReopened  *struct{}       `json:"forum_topic_reopened,omitempty"`
	Inline         *InlineKeyboard `json:"reply_markup,omitempty"`

	// Reply is the keyboard that came with the message; Telegram shows it to the person but not to the bot again.
	Reply *ReplyKeyboard `json:"-"`
	// Reactions are what the bot put under the message, as sent.
	Reactions json.RawMessage `json:"-"`
}

// ForwardOrigin is where a forwarded message came from (https://core.telegram.org/bots/api#messageorigin).
type ForwardOrigin struct {
	Type string `json:"type"`
	Date int64  `json:"date"`
	User *User  `json:"sender_user,omitempty"`
}

// Entity is a formatted or recognised part of a text; Offset and Length count UTF-16 units
// (https://core.telegram.org/bots/api#messageentity).
type Entity struct {
	Type          string `json:"type"`
	Offset        int    `json:"offset"`
	Length        int    `json:"length"`
	URL           string `json:"url,omitempty"`
	User          *User  `json:"user,omitempty"`
	Language      string `json:"language,omitempty"`
	CustomEmojiID string `json:"custom_emoji_id,omitempty"`
}

// PhotoSize is one size of a photo (https://core.telegram.org/bots/api#photosize).
type PhotoSize struct {
	FileID       string `json:"file_id"`
	FileUniqueID string `json:"file_unique_id"`
	Width        int    `json:"width"`
	Height       int    `json:"height"`
	FileSize     int    `json:"file_size,omitempty"`
}

// Document is a file sent as a file (https://core.telegram.org/bots/api#document).
type Document struct {
	FileID       string `json:"file_id"`
	FileUniqueID string `json:"file_unique_id"`
	FileName     string `json:"file_name,omitempty"`
	MimeType     string `json:"mime_type,omitempty"`
	FileSize     int    `json:"file_size,omitempty"`
}

// Voice is a voice note (https://core.telegram.org/bots/api#voice).
type Voice struct {
	FileID       string `json:"file_id"`
	FileUniqueID string `json:"file_unique_id"`
	Duration     int    `json:"duration"`
	MimeType     string `json:"mime_type,omitempty"`
	FileSize     int    `json:"file_size,omitempty"`
}

// Video is a video (https://core.telegram.org/bots/api#video).
type Video struct {
	FileID       string `json:"file_id"`
	FileUniqueID string `json:"file_unique_id"`
	Width        int    `json:"width"`
	Height       int    `json:"height"`
	Duration     int    `json:"duration"`
	MimeType     string `json:"mime_type,omitempty"`
	FileSize     int    `json:"file_size,omitempty"`
}

// Sticker is a sticker (https://core.telegram.org/bots/api#sticker).
type Sticker struct {
	FileID       string `json:"file_id"`
	FileUniqueID string `json:"file_unique_id"`
	Type         string `json:"type"`
	Width        int    `json:"width"`
	Height       int    `json:"height"`
	IsAnimated   bool   `json:"is_animated"`
	IsVideo      bool   `json:"is_video"`
	Emoji        string `json:"emoji,omitempty"`
	FileSize     int    `json:"file_size,omitempty"`
}

// Contact is a shared contact card; UserID is 0 for somebody who is not on Telegram
// (https://core.telegram.org/bots/api#contact).
type Contact struct {
	Phone     string `json:"phone_number"`
	FirstName string `json:"first_name"`
	LastName  string `json:"last_name,omitempty"`
	UserID    int64  `json:"user_id,omitempty"`
}

// Location is a point on the map (https://core.telegram.org/bots/api#location).
type Location struct {
	Latitude  float64 `json:"latitude"`
	Longitude float64 `json:"longitude"`
}

// TopicCreated is the service message that opens a topic.
type TopicCreated struct {
	Name      string `json:"name"`
	IconColor int    `json:"icon_color"`
}

// TopicEdited is the service message about a renamed topic.
type TopicEdited struct {
	Name string `json:"name,omitempty"`
}

// InlineKeyboard is the keyboard under a message (https://core.telegram.org/bots/api#inlinekeyboardmarkup).
type InlineKeyboard struct {
	Rows [][]InlineButton `json:"inline_keyboard"`
}

// InlineButton is one button under a message; exactly one of the fields after Style says what it does
// (https://core.telegram.org/bots/api#inlinekeyboardbutton).
type InlineButton struct {
	Text              string          `json:"text"`
	IconCustomEmojiID string          `json:"icon_custom_emoji_id,omitempty"`
	Style             string          `json:"style,omitempty"`
	URL               string          `json:"url,omitempty"`
	CallbackData      string          `json:"callback_data,omitempty"`
	WebApp            json.RawMessage `json:"web_app,omitempty"`
	LoginURL          json.RawMessage `json:"login_url,omitempty"`
	SwitchInline      *string         `json:"switch_inline_query,omitempty"`
	SwitchInlineHere  *string         `json:"switch_inline_query_current_chat,omitempty"`
	SwitchInlineTo    json.RawMessage `json:"switch_inline_query_chosen_chat,omitempty"`
	CopyText          json.RawMessage `json:"copy_text,omitempty"`
	CallbackGame      json.RawMessage `json:"callback_game,omitempty"`
	Pay               bool            `json:"pay,omitempty"`
}

// ReplyKeyboard is what stands in place of a person's own keyboard: buttons, or with Force only an opened reply
// (https://core.telegram.org/bots/api#replykeyboardmarkup).
type ReplyKeyboard struct {
	Rows        [][]ReplyButton `json:"keyboard,omitempty"`
	Persistent  bool            `json:"is_persistent,omitempty"`
	Resize      bool            `json:"resize_keyboard,omitempty"`
	OneTime     bool            `json:"one_time_keyboard,omitempty"`
	Placeholder string          `json:"input_field_placeholder,omitempty"`
	Selective   bool            `json:"selective,omitempty"`
	Force       bool            `json:"force_reply,omitempty"`
	Remove      bool            `json:"remove_keyboard,omitempty"`
}

// ReplyButton is one button of a reply keyboard; without a request, tapping it sends its text
// (https://core.telegram.org/bots/api#keyboardbutton).
type ReplyButton struct {
	Text            string `json:"text"`
	RequestContact  bool   `json:"request_contact,omitempty"`
	RequestLocation bool   `json:"request_location,omitempty"`
}
