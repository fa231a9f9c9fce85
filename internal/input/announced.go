package input

import (
	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/record"
)

// NoCode is the answer of somebody whose message carries no code.
const NoCode = "none"

// Announced is the code of an announcement, wherever in the text it stands.
type Announced struct{}

// Read finds the code; whether an announcement carries it only the records know.
func (Announced) Read(c dialogue.Context, content chat.Content) dialogue.Reading {
	text, ok := content.(chat.Text)
	if !ok {
		return dialogue.Reading{}
	}
	if code, ok := record.FindCode(text.Text); ok {
		return dialogue.Read(string(code))
	}
	if code, err := record.ParseCode(text.Text); err == nil {
		return dialogue.Read(string(code))
	}
	if picked, ok := c.Pick(text.Text, Announced{}.Choices(c)); ok {
		return picked
	}
	return dialogue.Complain("input.announced", nil)
}

// Choices are that there is none; the code itself is typed.
func (Announced) Choices(dialogue.Context) []dialogue.Choice {
	return []dialogue.Choice{{Value: NoCode, Label: chat.Message("input.announced.none")}}
}

// Show is the code as it stands under a message.
func (Announced) Show(_ dialogue.Context, value string) chat.Arg {
	if value == NoCode {
		return chat.Message("input.announced.none")
	}
	return chat.Literal(record.Code(value).String())
}

// Examples are a code, and that there is none.
func (Announced) Examples(dialogue.Context) []dialogue.Example {
	return typedAll("k7m.3qp", "K7M-3QP", "tidak ada kode")
}

// Messages are its button and the complaint.
func (Announced) Messages() []string { return []string{"input.announced", "input.announced.none"} }
