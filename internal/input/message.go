package input

import (
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf8"

	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/identity"
	"jagaetam/internal/reading"
	"jagaetam/internal/record"
)

// Message is anything that a person can tell an officer with: words, or something sent. Its value is a record.CaseMessage as JSON.
type Message struct {
	// Key is what is said where it is too short or too long.
	Key string
	// Max is how many characters it may have.
	Max int
	// Instead are answers on buttons, beside which anything else may be told; their labels are "<Prefix>.<answer>". With YesNo the first
	// two are a yes and a no.
	Instead []string
	Prefix  string
	YesNo   bool
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
		said.Text = strings.TrimSpace(content.Text)
	case chat.Edited:
		said.Text = strings.TrimSpace(content.Text)
	case chat.Media:
		if content.File.ID == "" {
			return record.CaseMessage{}, false
		}
		said.Kind, said.File, said.Text = content.Kind, content.File, strings.TrimSpace(content.Caption)
		said.File.Name = identity.Redact(said.File.Name) // it goes along wherever the file does
	case chat.Place:
		said.Place = content
	default:
		return record.CaseMessage{}, false
	}
	return said, said.Text != "" || said.File.ID != "" || said.Place != chat.Place{}
}

// OwnWords is true: an officer is asked questions too.
func (Message) OwnWords() bool { return true }

// Read takes words of a fair length, and whatever can be sent but a sticker.
func (m Message) Read(c dialogue.Context, content chat.Content) dialogue.Reading {
	if text, typed := content.(chat.Text); typed && len(m.Instead) > 0 {
		if picked, ok := ChoiceOf(m.Prefix, m.Instead...).pick(c, text.Text, m.YesNo); ok {
			return picked
		}
	}
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

// Choices are what may be answered instead.
func (m Message) Choices(c dialogue.Context) []dialogue.Choice {
	return ChoiceOf(m.Prefix, m.Instead...).Choices(c)
}

// Show is the text, or the label of what was answered instead.
func (m Message) Show(_ dialogue.Context, value string) chat.Arg {
	if slices.Contains(m.Instead, value) {
		return chat.Message(m.Prefix + "." + value)
	}
	return chat.Literal(MessageOf(value).Text)
}

// Examples are words, a photo, a voice note and a place, and what may be answered instead.
func (m Message) Examples(c dialogue.Context) []dialogue.Example {
	return append(append(examplesOf(m.Choices(c)), typedAll("Nama saya di kartu salah 🙂")...),
		dialogue.Example{Content: chat.Media{Kind: chat.MediaPhoto, File: chat.File{ID: "tg:AgAC", Type: "image/jpeg"}, Caption: "kartu"}},
		dialogue.Example{Content: chat.Media{Kind: chat.MediaVoice, File: chat.File{ID: "tg:AwAC", Type: "audio/ogg"}}},
		dialogue.Example{Content: chat.Place{Latitude: -0.41, Longitude: 116.98}})
}

// Messages are its complaint, and the labels.
func (m Message) Messages() []string {
	keys := []string{m.Key}
	for _, value := range m.Instead {
		keys = append(keys, m.Prefix+"."+value)
	}
	return keys
}

// pick takes a text for one of the values, and nothing else.
func (c Choice) pick(ctx dialogue.Context, text string, yesNo bool) (dialogue.Reading, bool) {
	if yesNo {
		switch reading.YesNo(text) {
		case reading.Yes:
			return dialogue.Read(c.values[0]), true
		case reading.No:
			return dialogue.Read(c.values[1]), true
		default:
		}
	}
	picked, ok := ctx.Pick(text, c.Choices(ctx))
	return picked, ok && picked.Value != ""
}
