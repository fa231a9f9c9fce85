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
//	  --
//	  (picture: Iuran | Rp16.800 | t.me/…?start=bayar)
//	  (file: data.txt)
//	    What stands in it.
//	  A message with a picture above it, or a file; (photo) is something shown again that a person sent.
//
//	worker types twice: ya           the same again in the same moment; also: taps twice
//	worker taps: Setuju              the newest button with this label
//	worker taps again: Setuju        the newest with this label that ever was, even if it is gone from the screen
//	worker shares his contact        also: a contact of somebody else: 0812…
//	worker sends a photo             also: a voice note, a sticker, a document, a location, a video
//	worker sends a photo: lunas      with words under it
//	officer sends the file: a.xlsx   from the folder "files" beside the transcript
//	worker blocks the bot            also: unblocks
//	two days later                   also: 5 minutes later, an hour later, 31 days later
//	the bot restarts
//	Redis is emptied
//	officer: JE-000001-6 verifying   moves an application along; what follows a dash is the reason
//	officer: PB-000001-6 admitted    admits a helper; also: refused, ended
//	worker: CODE-1                   the code of the first claim card shown; code-1 is how a hurried thumb types it
//	given: 6402065205859001 is on decree 12/2026 of the regency from 2026-01 to 2026-12, active
//	                                 without the end BPJS has not answered; also: , refused: birth - its words
//	given: 6402065205859001 paid 2027-01 to 2027-03
//	given: the office reminds worker           also: the office tells worker news: what it is about
//	                                 he sees the code that stands under such a message; CODE-1 again
//	given: verifier is an officer (verifier, 64.02.06)
//
// Whoever begins a line with another name than worker, such as neighbour, has a telephone of his own. What comes onto other telephones than
// that of who did something stands in a block of its own, and so does what comes into the officers' group:
//
//	officer joins the group          the first who does makes it, with topics, and with the bot as an administrator; also: leaves
//	worker: Kapan saya terdaftar?
//	  Kami teruskan ke petugas.
//	officers see:
//	  (topic KS-000001-6 · Siti is opened)
//	  Siti bertanya: Kapan saya terdaftar?
//	  [Ambil] [Alihkan]
//	  (the message is pinned)
//	officer taps: Ambil              a button of his own telephone, or else of the group
//	officers see:
//	  (topic KS-000001-6 · Siti)
//	  (in the place of an earlier message:)
//	  Siti bertanya: Kapan saya terdaftar?
//	officer answers: Besok.          into the newest topic
//	worker sees:
//	  (answers: Kapan saya terdaftar?)
//	  Petugas: Besok.
//	officer answers in KS-000001: Besok.       into the newest topic with that in its name
//	officer answers in General: /antrean
//	officer answers with a photo: ini          also: with a voice note …, in KS-000001
//	officer answers to Kapan: Besok.           answers the newest message of the group with that in it
//	worker replies to Besok: Baik.             the same on the own telephone
//	officer edits: Lusa.                       a new wording of what he wrote last, wherever that was
//	officer closes the topic: KS-000001        also: reopens, deletes
//	officer takes the bot's right to topics    also: gives
//
// Blocks are written by -update and need not be thought of before. In a block, (General) is the topic that every group has, and
// (only officer sees:) stands over what the group shows to one of its members.
package transcript

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// Script is a transcript that was read.
type Script struct {
	Name string
	// Folder is where the files are that people send.
	Folder string
	Lines  []Line
	// End are the comments and blank lines after the last line.
	End []string
}

// Line is one doing, and what the bot said to it when the transcript was written.
type Line struct {
	// Number is its place in the file, from 1.
	Number int
	// Text is the doing as it stands in the file.
	Text string
	// Comment are the comments and blank lines before it.
	Comment []string
	// Said is what stands below it, without the indent.
	Said []string
}

const indent = "  "

// ParseFile reads the transcript in a file. Files are sent from the folder "files" beside it.
func ParseFile(path string) (Script, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return Script{}, fmt.Errorf("read transcript: %w", err)
	}
	s, err := Parse(filepath.Base(path), string(text))
	s.Folder = filepath.Join(filepath.Dir(path), "files")
	return s, err
}

// Parse reads a transcript. It looks at the order of lines only; whether anybody can do what they say, Play finds out. The error
// names the file and the line.
func Parse(name, text string) (Script, error) {
	s := Script{Name: name}
	for i, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		if err := s.add(i+1, strings.TrimRight(line, " \t\r")); err != nil {
			return s, fmt.Errorf("%s:%d: %w", name, i+1, err)
		}
	}
	if len(s.Lines) == 0 {
		return s, fmt.Errorf("%s: nothing is done in it", name)
	}
	return s, nil
}

// add takes in the next line of the file. End holds what may still turn out to stand before a line, or within what the bot says.
func (s *Script) add(number int, line string) error {
	said, isSaid := strings.CutPrefix(line, indent)
	switch {
	case line == "", line[0] == '#':
		s.End = append(s.End, line)
	case isSaid && (len(s.Lines) == 0 || strings.Join(s.End, "") != ""):
		return errors.New("what the bot says must stand below what was done")
	case isSaid:
		last := &s.Lines[len(s.Lines)-1]
		last.Said = append(append(last.Said, s.End...), said)
		s.End = nil
	case line[0] == ' ', line[0] == '\t':
		return errors.New("what the bot says must be indented by two spaces")
	default:
		s.Lines = append(s.Lines, Line{Number: number, Text: line, Comment: s.End})
		s.End = nil
	}
	return nil
}

// String is the transcript as it is written. Parse reads it back.
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
	for _, comment := range s.End {
		fmt.Fprintln(&out, comment)
	}
	return out.String()
}
