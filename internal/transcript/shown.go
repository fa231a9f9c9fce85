package transcript

import "strings"

// Shown is something that came onto a person's screen.
type Shown struct {
	Kind Kind
	// Above is what stands above the text, one line for a picture and some for a file.
	Above []string
	// Text is without marks.
	Text string
	// Buttons are the rows of buttons under it; Keyboard is the button below the chat.
	Buttons  [][]string
	Keyboard string
}

// Kind is what happened on the screen.
type Kind string

// What can happen on the screen.
const (
	Says    Kind = "says"
	Edits   Kind = "edits"
	Notices Kind = "notices" // a short text over the chat
	Deletes Kind = "deletes" // the person's message goes
)

// lines are how it is written.
func (s Shown) lines() []string {
	switch s.Kind {
	case Notices:
		return []string{"(over the chat: " + s.Text + ")"}
	case Deletes:
		return []string{"(the message is deleted)"}
	}
	var lines []string
	if s.Kind == Edits {
		lines = append(lines, "(in the place of the message before:)")
	}
	lines = append(lines, s.Above...)
	if s.Text != "" || len(s.Above) == 0 {
		lines = append(lines, strings.Split(s.Text, "\n")...)
	}
	for _, row := range s.Buttons {
		lines = append(lines, "["+strings.Join(row, "] [")+"]")
	}
	if s.Keyboard != "" {
		lines = append(lines, "[below: "+s.Keyboard+"]")
	}
	return lines
}
