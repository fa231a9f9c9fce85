package telegram

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"jagaetam/internal/chat"
	"jagaetam/locales"
)

// Say says an answer: it answers the tap, takes away old buttons, edits or sends the words, and last deletes the person's
// message that is to be forgotten. To say the same answer again is safe but for new messages, which come twice. A topic that somebody has
// closed is opened again for what is to be said in it.
//
// The error is chat.ErrUnreachable, chat.ErrRefused and with it chat.ErrTopicGone, chat.ErrNoRight or *chat.MovedError where that is why,
// *chat.WaitError, ErrUncertain about the message after the Said.Words first, or something that may be tried again. With all words said, an error means that the message to be forgotten is still there.
// A tap or buttons that could not be seen to are no error beside words, for the words matter more.
func (p *Platform) Say(ctx context.Context, a chat.Answer) (chat.Said, error) {
	to, err := aim(a)
	if err != nil {
		return chat.Said{}, err
	}
	if a.Edit != "" && len(a.Words) > 0 && (a.Words[0].Keyboard != "" || a.Words[0].Encloses() || to.aside != nil) {
		a.Retire, a.Edit = append(slices.Clip(a.Retire), a.Edit), "" // no edit makes a text carry a keyboard below the chat, or a file
	}
	beside := make(chan error, 1)
	go func() { beside <- p.beside(ctx, to.chat, a) }()
	said, err := p.speak(ctx, to, a)
	besideErr := <-beside
	if err == nil && len(a.Words) == 0 {
		err = besideErr
	} else if besideErr != nil {
		p.log.Warn("tap or old buttons not seen to", "chat", a.Chat, "err", besideErr)
	}
	if err == nil {
		err = p.forget(ctx, to.chat, a.Forget)
	}
	return said, err
}

// beside does what stands beside the words: the tap, at once, and the old buttons.
func (p *Platform) beside(ctx context.Context, to int64, a chat.Answer) error {
	errs := []error{p.answerTap(ctx, a)}
	for _, message := range a.Retire {
		if message != a.Edit { // whose buttons the edit sees to
			errs = append(errs, p.retire(ctx, to, message))
		}
	}
	return errors.Join(errs...)
}

// answerTap ends the waiting sign on a tapped button, with the notice if there is one. A refusal means that it came too late.
func (p *Platform) answerTap(ctx context.Context, a chat.Answer) error {
	if a.Tap == "" {
		return nil
	}
	notice := ""
	if !a.Notice.IsZero() {
		text, err := p.label(a.Language, a.Notice, noticeLimit)
		if err != nil {
			p.log.Error("notice not written", "chat", a.Chat, "err", err)
		}
		notice = text
	}
	err := repeat(ctx, p, posted(p, "answerCallbackQuery", &bot.AnswerCallbackQueryParams{CallbackQueryID: a.Tap, Text: notice}))
	return unlessRefused("answer tap", err)
}

// retire takes the buttons from an earlier message. A refusal means that there are none, or no message.
func (p *Platform) retire(ctx context.Context, to int64, message string) error {
	id, err := strconv.Atoi(message)
	if err != nil {
		return nil
	}
	err = repeat(ctx, p, posted(p, "editMessageReplyMarkup", &bot.EditMessageReplyMarkupParams{ChatID: to, MessageID: id}))
	return unlessRefused("take buttons away", err)
}

// Delete deletes a message of the bot's that Say named. That it is gone already is no error; chat.ErrRefused says that Telegram does
// not delete it any more, because it is older than 48 hours (Bot API, deleteMessage).
func (p *Platform) Delete(ctx context.Context, chatName, message string) error {
	to, err := number(chatName)
	if err != nil {
		return err
	}
	if who, id, ok := asideOf(message); ok {
		return p.deleteAside(ctx, to, who, id)
	}
	id, err := strconv.Atoi(message)
	if err != nil {
		return fmt.Errorf("delete message: %w: it has no number", chat.ErrRefused)
	}
	err = repeat(ctx, p, posted(p, "deleteMessage", &bot.DeleteMessageParams{ChatID: to, MessageID: id}))
	if err == nil || says(err, "message to delete not found") {
		return nil
	}
	return fmt.Errorf("delete message: %w", err)
}

// forget deletes a message of the person's. Telegram refuses when it is gone, or older than two days.
func (p *Platform) forget(ctx context.Context, to int64, message string) error {
	id, err := strconv.Atoi(message)
	if err != nil {
		return nil
	}
	err = repeat(ctx, p, posted(p, "deleteMessage", &bot.DeleteMessageParams{ChatID: to, MessageID: id}))
	return unlessRefused("delete message", err)
}

// speak says the words in order. All are written before the first is sent.
func (p *Platform) speak(ctx context.Context, to target, a chat.Answer) (chat.Said, error) {
	var said chat.Said
	letters, err := p.write(ctx, a)
	if err != nil {
		return said, err
	}
	edit, _ := strconv.Atoi(a.Edit)
	for _, l := range letters {
		messages, err := p.put(ctx, to, edit, l)
		if err != nil {
			return said, err
		}
		said.Words++
		if last := messages[len(messages)-1]; l.buttons != nil && last != "" {
			said.Shown = last
		}
		for _, message := range messages {
			if message == "" {
				continue
			}
			said.Messages = append(said.Messages, message)
			if l.remove > 0 {
				said.Passing = append(said.Passing, chat.Passing{Message: message, After: l.remove})
			}
		}
		edit, to.reply = 0, 0
	}
	return said, nil
}

// put says one of the words, in place of message edit if that is not 0, and names the messages that it became, at least one; a name is
// empty where Telegram took the message and did not say. What is enclosed goes first, with the text under it where that is short enough. If Telegram refuses it, the text goes alone.
func (p *Platform) put(ctx context.Context, to target, edit int, l letter) ([]string, error) {
	var messages []string
	parts := l.parts
	if l.enclosure != nil {
		caption, markup := l.caption()
		message, err := p.sendFile(ctx, to, l.enclosure, caption, markup)
		switch {
		case errors.Is(err, chat.ErrRefused):
			p.log.Warn("words said without what was to be enclosed", "err", err)
			parts = l.bare
		case err != nil:
			return nil, err
		case caption != "":
			return []string{message}, nil
		default:
			messages, to.reply = append(messages, message), 0
		}
	}
	for i, text := range parts {
		var markup models.ReplyMarkup
		if i == len(parts)-1 {
			markup = l.markup()
		}
		if i == 0 && edit != 0 {
			if edited, err := p.edit(ctx, to.chat, edit, text, markup); err != nil {
				return nil, err
			} else if edited {
				messages = append(messages, strconv.Itoa(edit))
				continue
			}
		}
		message, err := p.send(ctx, to, text, markup)
		if err != nil {
			return nil, err
		}
		messages, to.reply = append(messages, message), 0
	}
	return messages, nil
}

// send sends a text and names the message.
func (p *Platform) send(ctx context.Context, to target, text string, markup models.ReplyMarkup) (string, error) {
	params := &bot.SendMessageParams{
		ChatID: to.chat, MessageThreadID: to.topic, EphemeralMessageParameters: to.aside, ReplyParameters: to.answers(),
		LinkPreviewOptions: noPreview, ReplyMarkup: markup, AllowPaidBroadcast: to.paid,
	}
	var message taken
	err := p.parsed(text, func(text string, mode models.ParseMode) (err error) {
		params.Text, params.ParseMode = text, mode
		message, err = p.post(ctx, to, func(ctx context.Context) (taken, error) {
			return callFor(ctx, p, to.patience(callWithin), posted(p, "sendMessage", params))
		})
		return err
	})
	if err != nil {
		return "", fmt.Errorf("send message: %w", err)
	}
	return to.named(message), nil
}

// edit puts a text in the place of an earlier message; it is false if that message can no longer be edited.
func (p *Platform) edit(ctx context.Context, to int64, id int, text string, markup models.ReplyMarkup) (bool, error) {
	params := &bot.EditMessageTextParams{ChatID: to, MessageID: id, LinkPreviewOptions: noPreview, ReplyMarkup: markup}
	err := p.parsed(text, func(text string, mode models.ParseMode) error {
		params.Text, params.ParseMode = text, mode
		return repeat(ctx, p, posted(p, "editMessageText", params))
	})
	switch {
	case err == nil, says(err, "message is not modified"):
		return true, nil
	case says(err, "there is no text in the message to edit"): // it is a picture or a file, under which no old button should stay
		if err := p.retire(ctx, to, strconv.Itoa(id)); err != nil {
			p.log.Warn("old buttons not seen to", "err", err)
		}
		return false, nil
	case errors.Is(err, chat.ErrRefused):
		return false, nil
	}
	return false, fmt.Errorf("edit message: %w", err)
}

// parsed makes a call with the text as HTML, and once more with the bare text if Telegram cannot read that: a mistake in one text
// should not leave a person without an answer.
func (p *Platform) parsed(text string, do func(text string, mode models.ParseMode) error) error {
	err := do(text, models.ParseModeHTML)
	if says(err, "can't parse entities") {
		p.log.Error("text sent without its formatting, which Telegram cannot read")
		err = do(locales.Plain(text), "")
	}
	return err
}

// repeat calls a method that may be called twice, and does so when the outcome is uncertain or something on the way is in trouble: once
// more at once, and then once after a moment.
func repeat[T any](ctx context.Context, p *Platform, method func(context.Context) (T, error)) error {
	_, err := call(ctx, p, method)
	for n := 0; n < 2 && repeatable(err); n++ {
		if n > 0 && p.wait(ctx, moment) != nil {
			return err
		}
		_, err = call(ctx, p, method)
	}
	return err
}

// moment is how long a trouble of Telegram's that passes by itself mostly lasts.
const moment = 300 * time.Millisecond

// repeatable says whether the same call may well succeed now.
func repeatable(err error) bool {
	_, trouble := errors.AsType[*StatusError](err)
	return trouble || errors.Is(err, ErrUncertain)
}

// unlessRefused is err, unless it is a refusal, which changes nothing for the person.
func unlessRefused(doing string, err error) error {
	if err == nil || errors.Is(err, chat.ErrRefused) {
		return nil
	}
	return fmt.Errorf("%s: %w", doing, err)
}

var noPreview = &models.LinkPreviewOptions{IsDisabled: bot.True()}
