package main

import (
	"slices"
	"strconv"

	"jagaetam/internal/chat"
	"jagaetam/internal/faketelegram"
	"jagaetam/internal/picture"
	"jagaetam/internal/transcript"
)

func (p *stagePlayer) note(event faketelegram.Event) {
	switch event.Kind {
	case faketelegram.CallbackAnswered:
		if event.Answer.Text != "" {
			p.show(event.Chat, p.tapped, transcript.Shown{Kind: transcript.Notices, Text: event.Answer.Text, Only: p.nameOf(event.Answer.User)})
		}
	case faketelegram.MessageDeleted:
		p.noteDeleted(place{event.Chat, event.MessageID})
	case faketelegram.MessageNew, faketelegram.MessageEdited:
		p.noteTopic(*event.Message)
		p.threads[place{event.Chat, event.Message.ID}] = topicOf(*event.Message)
		if m := *event.Message; m.From != nil && m.From.IsBot && !p.noteService(m) {
			p.noteMessage(m, event.Kind == faketelegram.MessageEdited)
		}
	case faketelegram.AsideShown:
		p.noteMessage(*event.Message, false)
	}
}

// noteDeleted notes that a message is gone, unless all of its topic is.
func (p *stagePlayer) noteDeleted(at place) {
	thread, group := p.threads[at], p.group()
	if thread != 0 && group != nil && !slices.ContainsFunc(group.Topics(), func(t faketelegram.Topic) bool { return t.ThreadID == thread }) {
		return
	}
	p.show(at.chat, thread, transcript.Shown{Kind: transcript.Deletes})
}

// show notes something that came onto the screen of a chat.
func (p *stagePlayer) show(chatID int64, thread int, shown transcript.Shown) {
	if shown.Who = p.nameOf(chatID); shown.Who != transcript.Officers {
		shown.Only = ""
	} else if thread != 0 {
		shown.Topic, shown.Thread = p.topics[thread], strconv.Itoa(thread)
	}
	p.said = append(p.said, shown)
}

// nameOf is whose the screen of a chat is; empty where no doing was theirs.
func (p *stagePlayer) nameOf(chatID int64) string {
	if chatID < 0 {
		return transcript.Officers
	}
	for name, person := range p.people {
		if person.User().ID == chatID {
			return name
		}
	}
	return ""
}

// noteTopic notes the names of topics, whoever gave them.
func (p *stagePlayer) noteTopic(m faketelegram.Message) {
	switch {
	case m.TopicCreated != nil:
		p.topics[m.ThreadID] = m.TopicCreated.Name
	case m.TopicEdited != nil:
		p.topics[m.ThreadID] = m.TopicEdited.Name
	}
}

// noteService notes what the bot did with the group; false where the message is not about that.
func (p *stagePlayer) noteService(m faketelegram.Message) bool {
	kind := transcript.Kind("")
	switch {
	case m.TopicCreated != nil:
		kind = transcript.Opens
	case m.TopicEdited != nil:
		kind = transcript.Renames
	case m.TopicClosed != nil:
		kind = transcript.Closes
	case m.TopicReopened != nil:
		kind = transcript.Reopens
	case m.Pinned != nil:
		kind = transcript.Pins
	default:
		return false
	}
	p.show(m.Chat.ID, topicOf(m), transcript.Shown{Kind: kind})
	return true
}

// topicOf is the topic that a message is in; 0 for General and where there are none.
func topicOf(m faketelegram.Message) int {
	if !m.IsTopicMessage {
		return 0
	}
	return m.ThreadID
}

// noteMessage notes a message of the bot; that buttons were only taken away is not worth a line.
func (p *stagePlayer) noteMessage(m faketelegram.Message, edited bool) {
	shown := transcript.Shown{Kind: transcript.Says, Above: p.above(m), Text: m.Text + m.Caption} // a message has one of the two
	at := place{m.Chat.ID, m.ID}
	if edited {
		if before := p.before[at]; before.Text+before.Caption == shown.Text && m.Inline == nil {
			return
		}
		shown.Kind = transcript.Edits
	}
	if m.Receiver != nil {
		shown.Only = p.nameOf(m.Receiver.ID)
	} else {
		p.before[at] = m
	}
	if m.ReplyTo != nil && m.ReplyTo.TopicCreated == nil && !edited {
		shown.Answers = transcript.AnswersTo(m.ReplyTo.Text + m.ReplyTo.Caption)
	}
	for _, row := range rows(m.Inline) {
		var labels []string
		for _, button := range row {
			labels = append(labels, button.Text)
		}
		shown.Buttons = append(shown.Buttons, labels)
	}
	if m.Reply != nil && len(m.Reply.Rows) > 0 {
		shown.Keyboard = m.Reply.Rows[0][0].Text
	}
	p.show(m.Chat.ID, topicOf(m), shown)
}

// above is what a message carries above its text.
func (p *stagePlayer) above(m faketelegram.Message) []string {
	switch {
	case m.Photo != nil:
		data, _, _ := p.stage.telegram.File(m.Photo[0].FileID)
		if says := picture.Words(data); says != "" {
			return []string{transcript.PictureLine(says)}
		}
		return []string{transcript.PhotoLine}
	case m.Document != nil:
		data, _, _ := p.stage.telegram.File(m.Document.FileID)
		return transcript.FileLines(m.Document.FileName, data)
	case m.Voice != nil:
		return transcript.RelayLines(chat.MediaVoice, "")
	case m.Video != nil:
		return transcript.RelayLines(chat.MediaVideo, "")
	case m.Sticker != nil:
		return transcript.RelayLines(chat.MediaSticker, "")
	case m.Location != nil:
		return []string{transcript.PlaceLine}
	}
	return nil
}

func rows(keyboard *faketelegram.InlineKeyboard) [][]faketelegram.InlineButton {
	if keyboard == nil {
		return nil
	}
	return keyboard.Rows
}
