package input

import (
	"encoding/json"
	"strings"
	"unicode/utf8"

	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/identity"
	"jagaetam/internal/record"
)

// Message is anything that a person can tell an officer with: words, or something sent. Its value is a record.CaseMessage as JSON, without
// numbers that would say who or where somebody is.
type Message struct {
	// Key is what is said where it is too short or too long.
	Key string
	// Max is how many characters it may have.
	Max int
}

// MessageOf is what the value of a Message stands for; the zero CaseMessage for any other.
func MessageOf(value string) record.CaseMessage {
	var said record.CaseMessage
	if err := json.Unmarshal([]byte(value), &said); err != nil {
		return record.CaseMessage{}
	}
	return said
}

// Said is a message as it is filed in a case, and whether it is one: words, something sent, a place, or a new wording.
func Said(in chat.Incoming) (record.CaseMessage, bool) {
	said := record.CaseMessage{Message: in.Message, Reply: in.Reply}
	switch content := in.Content.(type) {
	case chat.Text:
		said.Text = Discreet(strings.TrimSpace(content.Text))
	case chat.Edited:
		said.Text = Discreet(strings.TrimSpace(content.Text))
	case chat.Media:
		if content.File.ID == "" {
			return record.CaseMessage{}, false
		}
		said.Kind, said.File, said.Text = content.Kind, content.File, Discreet(content.Caption)
		said.File.Name = Discreet(said.File.Name)
	case chat.Place:
		said.Place = content
	default:
		return record.CaseMessage{}, false
	}
	return said, said.Text != "" || said.File.ID != "" || said.Place != chat.Place{}
}

// Discreet is a text without the numbers that say who somebody is: what is filed in a case is shown to a group.
func Discreet(text string) string {
	return strings.NewReplacer("[number]", hidden, "[phone]", hidden, "[token]", hidden).Replace(identity.Redact(text))
}

const hidden = "••••"

// Read takes words of a fair length, and whatever can be sent but a sticker.
func (m Message) Read(c dialogue.Context, content chat.Content) dialogue.Reading {
	in := c.In
	in.Content = content
	said, ok := Said(in)
	switch text, typed := content.(chat.Text); {
	case typed && (!ok || letters(text.Text) < 2 || utf8.RuneCountInString(text.Text) > m.Max):
		return dialogue.Complain(m.Key, chat.Args{"Max": chat.Number(m.Max)})
	case !ok || said.Kind == chat.MediaSticker:
		return dialogue.Reading{}
	}
	value, err := json.Marshal(said)
	if err != nil {
		return dialogue.Complain(m.Key, chat.Args{"Max": chat.Number(m.Max)})
	}
	return dialogue.Read(string(value))
}

// Choices are none.
func (Message) Choices(dialogue.Context) []dialogue.Choice { return nil }

// Show is the text.
func (Message) Show(_ dialogue.Context, value string) chat.Arg {
	return chat.Literal(MessageOf(value).Text)
}

// Examples are words, a photo, a voice note and a place.
func (Message) Examples(dialogue.Context) []dialogue.Example {
	return append(typedAll("Nama saya di kartu salah 🙂"),
		dialogue.Example{Content: chat.Media{Kind: chat.MediaPhoto, File: chat.File{ID: "tg:AgAC", Type: "image/jpeg"}, Caption: "kartu"}},
		dialogue.Example{Content: chat.Media{Kind: chat.MediaVoice, File: chat.File{ID: "tg:AwAC", Type: "audio/ogg"}}},
		dialogue.Example{Content: chat.Place{Latitude: -0.41, Longitude: 116.98}})
}

// Messages are its complaint.
func (m Message) Messages() []string { return []string{m.Key} }
