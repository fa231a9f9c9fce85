package faketelegram

import (
	"encoding/json"
	"errors"
	"strings"
)

// maxCallbackData is in bytes (https://core.telegram.org/bots/api#inlinekeyboardbutton).
const maxCallbackData = 64

// markup is a reply_markup: a keyboard under the message, or something in place of the person's own keyboard, or neither.
type markup struct {
	inline *InlineKeyboard
	reply  *ReplyKeyboard
}

// readMarkup reads reply_markup in the order that Client::get_reply_markup of Telegram's server has.
func readMarkup(q *request) (markup, error) {
	text := q.text("reply_markup")
	if text == "" {
		return markup{}, nil
	}
	var raw struct {
		Keyboard    [][]json.RawMessage `json:"keyboard"`
		Inline      [][]json.RawMessage `json:"inline_keyboard"`
		Remove      bool                `json:"remove_keyboard"`
		Force       bool                `json:"force_reply"`
		Persistent  bool                `json:"is_persistent"`
		Resize      bool                `json:"resize_keyboard"`
		OneTime     bool                `json:"one_time_keyboard"`
		Placeholder string              `json:"input_field_placeholder"`
		Selective   bool                `json:"selective"`
	}
	if !strings.HasPrefix(strings.TrimSpace(text), "{") && json.Valid([]byte(text)) {
		return markup{}, badRequest("object expected as reply markup")
	}
	if err := json.Unmarshal([]byte(text), &raw); err != nil {
		return markup{}, badRequest("can't parse reply keyboard markup JSON object")
	}
	reply := &ReplyKeyboard{
		Persistent: raw.Persistent, Resize: raw.Resize, OneTime: raw.OneTime, Placeholder: raw.Placeholder, Selective: raw.Selective,
	}
	switch {
	case len(raw.Keyboard) > 0:
		rows, err := readRows(raw.Keyboard, "keyboard button", readReplyButton)
		reply.Rows = rows
		return markup{reply: reply}, err
	case len(raw.Inline) > 0:
		rows, err := readRows(raw.Inline, "inline keyboard button", readInlineButton)
		if err != nil || len(rows) == 0 {
			return markup{}, err
		}
		return markup{inline: &InlineKeyboard{Rows: rows}}, nil
	case raw.Remove:
		reply.Remove = true
		return markup{reply: reply}, nil
	case raw.Force:
		reply.Force = true
		return markup{reply: reply}, nil
	}
	return markup{}, nil
}

// readRows reads buttons; a row without any is left out.
func readRows[B any](raw [][]json.RawMessage, what string, read func(json.RawMessage) (B, error)) ([][]B, error) {
	var rows [][]B
	for _, rawRow := range raw {
		var row []B
		for _, rawButton := range rawRow {
			b, err := read(rawButton)
			if e, ok := errors.AsType[*apiError](err); ok {
				return nil, e
			}
			if err != nil {
				return nil, badRequest("can't parse %s: %s", what, err)
			}
			row = append(row, b)
		}
		if len(row) > 0 {
			rows = append(rows, row)
		}
	}
	return rows, nil
}

func readReplyButton(raw json.RawMessage) (ReplyButton, error) {
	var b ReplyButton
	if json.Unmarshal(raw, &b.Text) == nil {
		return b, nil
	}
	if err := json.Unmarshal(raw, &b); err != nil {
		return b, parseError("KeyboardButton must be a String or an Object")
	}
	if b.Text == "" {
		return b, badRequest("keyboard button text must be non-empty")
	}
	return b, nil
}

// parseError is what Telegram found wrong with a button.
type parseError string

func (e parseError) Error() string { return string(e) }

func readInlineButton(raw json.RawMessage) (InlineButton, error) {
	var b InlineButton
	if err := json.Unmarshal(raw, &b); err != nil {
		return b, parseError("InlineKeyboardButton must be an Object")
	}
	switch {
	case !b.acts():
		return b, parseError("Text buttons are unallowed in the inline keyboard")
	case b.Text == "":
		return b, badRequest("inline keyboard button text must be non-empty")
	case len(b.CallbackData) > maxCallbackData:
		return b, badRequest("BUTTON_DATA_INVALID")
	case b.URL != "" && checkedLink(b.URL) == "":
		return b, badRequest("inline keyboard button URL '%s' is invalid: Wrong HTTP URL", b.URL)
	}
	return b, nil
}

// acts says whether tapping the button does anything.
func (b *InlineButton) acts() bool {
	return b.URL != "" || b.CallbackData != "" || b.WebApp != nil || b.LoginURL != nil || b.SwitchInline != nil ||
		b.SwitchInlineHere != nil || b.SwitchInlineTo != nil || b.CopyText != nil || b.CallbackGame != nil || b.Pay
}

// fits checks what only some chats allow.
func (m markup) fits(c *Chat) error {
	if m.reply == nil || c.info.Type == Private {
		return nil
	}
	for _, row := range m.reply.Rows {
		for _, b := range row {
			switch {
			case b.RequestContact:
				return badRequest("phone number can be requested in private chats only")
			case b.RequestLocation:
				return badRequest("location can be requested in private chats only")
			}
		}
	}
	return nil
}
