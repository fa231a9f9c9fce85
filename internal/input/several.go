package input

import (
	"regexp"
	"slices"
	"strings"

	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/reading"
)

// Several is any number of the answers of another input, pressed or named one after the other, or several in one message. Its value has
// theirs with spaces between, in the order in which they were given.
type Several struct {
	Of dialogue.Input
}

// What a press adds, takes out or ends with. An answer begins with one of the first two.
const (
	adds     = "+"
	takes    = "-"
	complete = "="
)

// SeveralOf are the answers that the value of a Several stands for.
func SeveralOf(value string) []string {
	if value == "" {
		return nil
	}
	return strings.Fields(value)
}

// Gather adds an answer, takes one out, or says that those are all.
func (s Several) Gather(before, value string) (string, bool) {
	all := SeveralOf(before)
	for _, change := range strings.Fields(value) {
		one := change[1:]
		switch {
		case change == complete:
			return strings.Join(all, " "), true
		case change[:1] == takes:
			all = slices.DeleteFunc(all, func(other string) bool { return other == one })
		case !slices.Contains(all, one):
			all = append(all, one)
		}
	}
	return strings.Join(all, " "), false
}

// Choices are the end first, then all answers: those that are given carry a tick, and are taken out by their button.
func (s Several) Choices(c dialogue.Context) []dialogue.Choice {
	choices := []dialogue.Choice{{Value: complete, Label: chat.Message("input.several.done")}}
	given := SeveralOf(c.Value(c.Step))
	for _, choice := range s.Of.Choices(c) {
		if slices.Contains(given, choice.Value) {
			label := chat.Joined(chat.Literal("☑ "), choice.Label)
			choices = append(choices, dialogue.Choice{Value: takes + choice.Value, Label: label})
			continue
		}
		choice.Value = adds + choice.Value
		choices = append(choices, choice)
	}
	return choices
}

// between are what people put between several answers in one message.
var between = regexp.MustCompile(`(?i)\s*(?:[,;\n]|\bdan\b|\band\b)\s*`)

// Read takes one answer or several, and the word that those are all. What is named is added; only its button takes it out again.
func (s Several) Read(c dialogue.Context, content chat.Content) dialogue.Reading {
	text, ok := content.(chat.Text)
	if !ok {
		return dialogue.Reading{}
	}
	if picked, ok := c.Pick(text.Text, s.Choices(c)[:1]); ok {
		return picked
	}
	if answer := reading.YesNo(text.Text); answer == reading.Already {
		return dialogue.Read(complete)
	}
	parts := between.Split(strings.TrimSpace(text.Text), -1)
	if all, unread := s.each(c, parts); len(parts) > 1 && len(all) > 0 {
		if unread != "" {
			return dialogue.Complain("input.several.unread", chat.Args{"Answer": chat.Literal(unread)})
		}
		return dialogue.Read(strings.Join(all, " "))
	}
	return added(s.Of.Read(c, content))
}

// each reads the parts of a text as one answer each, as they are to be added, and gives the last that is none for sure.
func (s Several) each(c dialogue.Context, parts []string) (all []string, unread string) {
	for _, part := range parts {
		if read := s.Of.Read(c, chat.Text{Text: part}); read.Value != "" && read.Doubt == nil {
			all = append(all, adds+read.Value)
		} else {
			unread = part
		}
	}
	return all, unread
}

// added is a reading of answers that are to be added.
func added(read dialogue.Reading) dialogue.Reading {
	if read.Value != "" {
		read.Value = adds + read.Value
	}
	for i, value := range read.Among {
		read.Among[i] = adds + value
	}
	return read
}

// severalShown is how many answers are shown; of the others, how many there are.
const severalShown = 10

// Show are the answers with commas between, the first of them where there are many.
func (s Several) Show(c dialogue.Context, value string) chat.Arg {
	all := SeveralOf(value)
	var shown []chat.Arg
	for i, one := range all[:min(len(all), severalShown)] {
		if i > 0 {
			shown = append(shown, chat.Literal(", "))
		}
		shown = append(shown, s.Of.Show(c, one))
	}
	if more := len(all) - severalShown; more > 0 {
		return chat.MessageWith("input.several.more", chat.Args{"Before": chat.Joined(shown...), "Count": chat.Number(more)})
	}
	return chat.Joined(shown...)
}

// Examples are those of the other input, and the end.
func (s Several) Examples(c dialogue.Context) []dialogue.Example {
	return append(s.Of.Examples(c), typed("selesai"))
}

// Messages are those of the other input, the end, and a complaint.
func (s Several) Messages() []string {
	return append(keys("input.several", "done", "more", "unread"), s.Of.Messages()...)
}
