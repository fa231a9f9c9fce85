package transcript

import "strings"

// Shown is something that came onto a person's screen.
type Shown struct {
	Kind Kind
	// Who has the screen: a person, or Officers; empty is who did the last thing.
	Who string
	// Topic is the name of the topic in the group, and Thread tells it from others of that name; empty is the one that every group has.
	Topic, Thread string
	// Only is who alone sees it in the group; empty where all do.
	Only string
	// Answers begins the message that this one answers; empty where it answers none.
	Answers string
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
	Pins    Kind = "pins"    // the message that the bot said is pinned

	Opens   Kind = "is opened" // the topic, and so on
	Closes  Kind = "is closed"
	Reopens Kind = "is open again"
	Renames Kind = "has this name now"
)

// Officers have one screen together: their group.
const Officers = "officers"

// General is what transcripts call the topic that every group has.
const General = "General"

// answersLength is how many letters of a message are enough to know it by.
const answersLength = 40

// AnswersTo is how Shown.Answers has a message of this text.
func AnswersTo(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	if letters := []rune(line); len(letters) > answersLength {
		return strings.TrimRight(string(letters[:answersLength]), " ") + "…"
	}
	return line
}

// lines are how it is written.
func (s Shown) lines() []string {
	switch s.Kind {
	case Notices:
		return []string{"(over the chat: " + s.Text + ")"}
	case Deletes:
		return []string{"(the message is deleted)"}
	case Pins:
		return []string{"(the message is pinned)"}
	case Says, Edits, Opens, Closes, Reopens, Renames:
	}
	var lines []string
	if s.Only != "" {
		lines = append(lines, "(only "+s.Only+" sees:)")
	}
	if s.Answers != "" {
		lines = append(lines, "(answers: "+s.Answers+")")
	}
	switch {
	case s.Kind == Edits && s.Who != "":
		lines = append(lines, "(in the place of an earlier message:)")
	case s.Kind == Edits:
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
