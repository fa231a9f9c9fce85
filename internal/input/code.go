package input

import (
	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/identity"
)

// Code is the code of a claim card, with the slips that are usual.
type Code struct{}

// Read reads a code; whether there is such a card only the records know.
func (Code) Read(_ dialogue.Context, content chat.Content) dialogue.Reading {
	text, ok := content.(chat.Text)
	if !ok {
		return dialogue.Reading{}
	}
	code, ok := identity.ParseCode(text.Text)
	if !ok {
		return dialogue.Complain("input.code", nil)
	}
	return dialogue.Read(code)
}

// Choices are none: a code is typed.
func (Code) Choices(dialogue.Context) []dialogue.Choice { return nil }

// Show is the code as it is printed.
func (Code) Show(_ dialogue.Context, value string) chat.Arg { return chat.Literal(value) }

// Examples are a code as it is printed, and as thumbs type it.
func (Code) Examples(dialogue.Context) []dialogue.Example {
	return typedAll("7K2P-9XQ0", "7k2p 9xqo", "7K2P9XQ0")
}

// Messages are its complaint.
func (Code) Messages() []string { return []string{"input.code"} }
