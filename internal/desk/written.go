package desk

import (
	"strings"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/record"
)

// noteSigns begin what stays among officers.
var noteSigns = []string{"//", "catatan:"}

// written takes what an officer writes in a topic: an answer to the person, unless it is marked as a note. What cannot be passed on is
// said there, so that nobody believes the person was told.
func (d Desk) written(in chat.Incoming, known Known, now time.Time) Turn {
	c, officer := known.Facts.Case, known.Facts.Officer
	said, ok := message(in)
	switch {
	case !ok || c.Number == 0:
		return Turn{}
	case !officer.MayHandle(c):
		return Turn{Words: []chat.Words{{Key: "desk.not-yours"}}}
	case isLook(in):
		return d.lookTyped(in, known, now)
	}
	note, marked := noted(said.Text)
	_, edited := in.Content.(chat.Edited)
	switch {
	case marked && note == "" && said.File.ID == "":
		return Turn{}
	case marked:
		said.Text = note
		return just(record.NoteCase{By: officer.Contact, At: now, Case: c.Number, Said: said})
	case c.State == record.CaseClosed:
		return Turn{Words: []chat.Words{{Key: "desk.over"}}}
	}
	return just(record.AnswerCase{By: officer.Contact, At: now, Case: c.Number, Said: said, Edited: edited})
}

func (d Desk) lookTyped(in chat.Incoming, known Known, now time.Time) Turn {
	reason := typedReason(in)
	if reason == "" {
		return Turn{Words: []chat.Words{{Key: "desk.look.reason"}}}
	}
	return d.look(known.Facts.Case, known.Facts.Officer, reason, known, now)
}

// message is what an officer wrote or sent. A platform may take two slashes for a command, which they are not.
func message(in chat.Incoming) (record.CaseMessage, bool) {
	said := record.CaseMessage{Message: in.Message, Reply: in.Reply}
	switch content := in.Content.(type) {
	case chat.Text:
		said.Text = strings.TrimSpace(content.Text)
	case chat.Edited:
		said.Text = strings.TrimSpace(content.Text)
	case chat.Command:
		if !strings.HasPrefix(content.Name, "/") {
			return record.CaseMessage{}, false
		}
		said.Text = strings.TrimSpace("/" + content.Name + " " + content.Payload)
	case chat.Media:
		if content.File.ID == "" {
			return record.CaseMessage{}, false
		}
		said.Kind, said.File, said.Text = content.Kind, content.File, strings.TrimSpace(content.Caption)
	case chat.Place:
		said.Place = content
	default:
		return record.CaseMessage{}, false
	}
	return said, said.Text != "" || said.File.ID != "" || said.Place != chat.Place{}
}

// noted is a note without its sign, and whether it is one.
func noted(text string) (string, bool) {
	for _, sign := range noteSigns {
		if len(text) >= len(sign) && strings.EqualFold(text[:len(sign)], sign) {
			return strings.TrimSpace(text[len(sign):]), true
		}
	}
	return text, false
}
