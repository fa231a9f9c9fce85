// Package transcript plays conversations that are written down so that an officer can read them.
//
// A transcript is a text file. A line that begins at the margin is somebody's doing, and what is indented below it is what the bot
// says to that; the rest is comment.
//
//	# A comment, up to the end of the line.
//	worker: ya
//	  The bot's message, as it stands on the screen.
//	  [A button] [Another beside it]
//	  [A button below]
//	  --
//	  A second message.
//
//	worker taps: Setuju              the newest button with this label
//	worker taps again: Setuju        the newest with this label that ever was, even if it is gone from the screen
//	worker shares his contact        also: a contact of somebody else: 0812…
//	worker sends a photo             also: a voice note, a sticker, a document, a location, a video
//	worker blocks the bot            also: unblocks
//	two days later                   also: 5 minutes later, an hour later, 31 days later
//	the bot restarts
//	Redis is emptied
//	officer: JE-000001-6 verifying   moves an application along; what follows a dash is the reason
//
// Whoever begins a line with another name than worker, such as neighbour, has a telephone of his own.
package transcript

import (
	"bufio"
	"fmt"
	"strings"
)

// Script is a transcript that was read.
type Script struct {
	Name  string
	Lines []Line
}

// Line is one doing, and what the bot said to it when the transcript was written.
type Line struct {
	// Number is its place in the file, from 1.
	Number int
	// Text is the line as it stands; empty where only a comment or a blank line is.
	Text string
	// Comment are the comments and blank lines before it.
	Comment []string
	// Said is what stands below it, without the indent.
	Said []string
}

// Parse reads a transcript.
func Parse(name, text string) (Script, error) {
	s := Script{Name: name}
	var comment []string
	scanner := bufio.NewScanner(strings.NewReader(text))
	for number := 1; scanner.Scan(); number++ {
		line := strings.TrimRight(scanner.Text(), " \t")
		said, isSaid := strings.CutPrefix(line, indent)
		switch {
		case line == "", strings.HasPrefix(line, "#"):
			comment = append(comment, line)
		case isSaid && len(s.Lines) > 0 && allBlank(comment):
			last := &s.Lines[len(s.Lines)-1]
			last.Said = append(append(last.Said, comment...), said)
			comment = nil
		case isSaid:
			return s, fmt.Errorf("%s:%d: what the bot says must stand below what was done", name, number)
		default:
			s.Lines = append(s.Lines, Line{Number: number, Text: line, Comment: comment})
			comment = nil
		}
	}
	if len(s.Lines) == 0 {
		return s, fmt.Errorf("%s: nothing is done in it", name)
	}
	return s, scanner.Err()
}

const indent = "  "

func allBlank(lines []string) bool { return strings.Join(lines, "") == "" }

// String is the transcript as it is written.
func (s Script) String() string {
	var out strings.Builder
	for _, line := range s.Lines {
		for _, comment := range line.Comment {
			fmt.Fprintln(&out, comment)
		}
		fmt.Fprintln(&out, line.Text)
		for _, said := range line.Said {
			fmt.Fprintln(&out, strings.TrimRight(indent+said, " "))
		}
	}
	return out.String()
}
