package input

import (
	"strconv"

	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/record"
)

// Decree is one of the decrees that the facts of the conversation have.
type Decree struct{}

// Read takes the number of a decree, or its place in the list.
func (d Decree) Read(c dialogue.Context, content chat.Content) dialogue.Reading {
	text, ok := content.(chat.Text)
	if !ok {
		return dialogue.Reading{}
	}
	if picked, ok := c.Pick(text.Text, d.Choices(c)); ok {
		return picked
	}
	return dialogue.Complain("import.decree.unread", nil)
}

// Choices are all decrees, the newest first.
func (d Decree) Choices(c dialogue.Context) []dialogue.Choice {
	var choices []dialogue.Choice
	for _, decree := range c.Facts.Decrees {
		value := strconv.FormatInt(decree.ID, 10)
		choices = append(choices, dialogue.Choice{Value: value, Label: d.Show(c, value), Also: []string{decree.Number}})
	}
	return choices
}

// Show is the decree's number with its months.
func (Decree) Show(c dialogue.Context, value string) chat.Arg {
	for _, decree := range c.Facts.Decrees {
		if strconv.FormatInt(decree.ID, 10) == value {
			return chat.MessageWith("import.decree.label", chat.Args{
				"Number": chat.Literal(decree.Number), "First": chat.Month(decree.First), "Last": chat.Month(decree.Last),
			})
		}
	}
	return chat.Literal(value)
}

// Examples are the decrees on the first page, typed by their places.
func (d Decree) Examples(c dialogue.Context) []dialogue.Example { return examplesOf(d.Choices(c)) }

// Messages are its label and its complaint.
func (Decree) Messages() []string { return []string{"import.decree.label", "import.decree.unread"} }

// DecreeOf is the id of the decree that was chosen; 0 where none was.
func DecreeOf(facts *record.Facts, value string) int64 {
	for _, decree := range facts.Decrees {
		if strconv.FormatInt(decree.ID, 10) == value {
			return decree.ID
		}
	}
	return 0
}
