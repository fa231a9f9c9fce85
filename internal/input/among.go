package input

import (
	"slices"

	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
)

// Among is an answer out of choices that depend on what is known, such as the months that nobody has paid.
type Among struct {
	// List are the choices, in their order.
	List func(dialogue.Context) []dialogue.Choice
	// Keys are the messages that their labels use.
	Keys []string
	not  string
}

// Without leaves a value out.
func (a Among) Without(value string) Among {
	a.not = value
	return a
}

// Choices are those of List.
func (a Among) Choices(c dialogue.Context) []dialogue.Choice {
	return slices.DeleteFunc(a.List(c), func(choice dialogue.Choice) bool { return choice.Value == a.not })
}

// Read takes a label, its number, other words for it, or nearly so.
func (a Among) Read(c dialogue.Context, content chat.Content) dialogue.Reading {
	text, ok := content.(chat.Text)
	if !ok {
		return dialogue.Reading{}
	}
	if picked, ok := c.Pick(text.Text, a.Choices(c)); ok {
		return picked
	}
	return dialogue.Complain("input.choice", nil)
}

// Show is the label of the value; nothing where it is none of the choices any more.
func (a Among) Show(c dialogue.Context, value string) chat.Arg {
	for _, choice := range a.Choices(c) {
		if choice.Value == value {
			return choice.Label
		}
	}
	return chat.Arg{}
}

// Examples are the labels typed by their numbers.
func (a Among) Examples(c dialogue.Context) []dialogue.Example { return examplesOf(a.Choices(c)) }

// Messages are the labels and the complaint.
func (a Among) Messages() []string { return append(slices.Clone(a.Keys), "input.choice") }
