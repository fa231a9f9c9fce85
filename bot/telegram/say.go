package telegram

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"jagaetam/internal/chat"
	"jagaetam/locales"
)

// Say says an answer: it answers the tap, takes away old buttons, edits or sends the words, and last deletes the person's
// message that is to be forgotten. To say the same answer again is safe but for new messages, which come twice.
//
// The error is chat.ErrUnreachable, chat.ErrRefused, *chat.WaitError, ErrUncertain about the message after the Said.Words first,
// or something that may be tried again. With all words said, an error means that the message to be forgotten is still there.
// A tap or buttons that could not be seen to are no error beside words, for the words matter more.
func (p *Platform) Say(ctx context.Context, a chat.Answer) (chat.Said, error) {
	to, err := number(a.Chat)
	if err != nil {
		return chat.Said{}, err
	}
	if a.Edit != "" && len(a.Words) > 0 && a.Words[0].Keyboard != "" {
		a.Retire, a.Edit = append(slices.Clip(a.Retire), a.Edit), "" // no edit can carry a keyboard below the chat
	}
	aside := make(chan error, 1)
	go func() { aside <- p.aside(ctx, to, a) }()
	said, err := p.speak(ctx, to, a)
	asideErr := <-aside
	if err == nil && len(a.Words) == 0 {
		err = asideErr
	} else if asideErr != nil {
		p.log.Warn("tap or old buttons not seen to", "chat", a.Chat, "err", asideErr)
	}
	if err == nil {
		err = p.forget(ctx, to, a.Forget)
	}
	return said, err
}

// aside does what stands beside the words: the tap, at once, and the old buttons.
func (p *Platform) aside(ctx context.Context, to int64, a chat.Answer) error {
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
	err := repeat(ctx, p, with(p.api.AnswerCallbackQuery, &bot.AnswerCallbackQueryParams{CallbackQueryID: a.Tap, Text: notice}))
	return unlessRefused("answer tap", err)
}

// retire takes the buttons from an earlier message. A refusal means that there are none, or no message.
func (p *Platform) retire(ctx context.Context, to int64, message string) error {
	id, err := strconv.Atoi(message)
	if err != nil {
		return nil
	}
	err = repeat(ctx, p, with(p.api.EditMessageReplyMarkup, &bot.EditMessageReplyMarkupParams{ChatID: to, MessageID: id}))
	return unlessRefused("take buttons away", err)
}

// forget deletes a message of the person's. Telegram refuses when it is gone, or older than two days.
func (p *Platform) forget(ctx context.Context, to int64, message string) error {
	id, err := strconv.Atoi(message)
	if err != nil {
		return nil
	}
	err = repeat(ctx, p, with(p.api.DeleteMessage, &bot.DeleteMessageParams{ChatID: to, MessageID: id}))
	return unlessRefused("delete message", err)
}

// speak says the words in order. All are written before the first is sent.
func (p *Platform) speak(ctx context.Context, to int64, a chat.Answer) (chat.Said, error) {
	var said chat.Said
	letters, err := p.write(a)
	if err != nil {
		return said, err
	}
	edit, _ := strconv.Atoi(a.Edit)
	for _, l := range letters {
		id, err := p.put(ctx, to, edit, l)
		if err != nil {
			return said, err
		}
		said.Words++
		if l.buttons != nil && id != 0 {
			said.Shown = strconv.Itoa(id)
		}
		edit = 0
	}
	return said, nil
}

// put says one of the words, in place of message edit if that is not 0, and gives the id of the message with its end.
func (p *Platform) put(ctx context.Context, to int64, edit int, l letter) (id int, err error) {
	for i, text := range l.parts {
		var markup models.ReplyMarkup
		if i == len(l.parts)-1 {
			markup = l.markup()
		}
		if i == 0 && edit != 0 {
			if id, err = p.edit(ctx, to, edit, text, markup); err != nil {
				return 0, err
			} else if id != 0 {
				continue
			}
		}
		if id, err = p.send(ctx, to, text, markup); err != nil {
			return 0, err
		}
	}
	return id, nil
}

// send sends a message and gives its id, or 0 if Telegram took it and did not say.
func (p *Platform) send(ctx context.Context, to int64, text string, markup models.ReplyMarkup) (int, error) {
	params := &bot.SendMessageParams{ChatID: to, LinkPreviewOptions: noPreview, ReplyMarkup: markup}
	var sent *models.Message
	err := p.parsed(text, func(text string, mode models.ParseMode) (err error) {
		params.Text, params.ParseMode = text, mode
		sent, err = call(ctx, p, with(p.api.SendMessage, params))
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("send message: %w", err)
	}
	return sent.ID, nil
}

// edit puts a text in the place of an earlier message and gives its id, or 0 if that message can no longer be edited.
func (p *Platform) edit(ctx context.Context, to int64, id int, text string, markup models.ReplyMarkup) (int, error) {
	params := &bot.EditMessageTextParams{ChatID: to, MessageID: id, LinkPreviewOptions: noPreview, ReplyMarkup: markup}
	err := p.parsed(text, func(text string, mode models.ParseMode) error {
		params.Text, params.ParseMode = text, mode
		return repeat(ctx, p, with(p.api.EditMessageText, params))
	})
	switch {
	case err == nil, says(err, "message is not modified"):
		return id, nil
	case errors.Is(err, chat.ErrRefused):
		return 0, nil
	}
	return 0, fmt.Errorf("edit message: %w", err)
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

// repeat calls a method that may be called twice, and does so when the outcome is uncertain.
func repeat[T any](ctx context.Context, p *Platform, method func(context.Context) (T, error)) error {
	_, err := call(ctx, p, method)
	if errors.Is(err, ErrUncertain) {
		_, err = call(ctx, p, method)
	}
	return err
}

// unlessRefused is err, unless it is a refusal, which changes nothing for the person.
func unlessRefused(doing string, err error) error {
	if err == nil || errors.Is(err, chat.ErrRefused) {
		return nil
	}
	return fmt.Errorf("%s: %w", doing, err)
}

var noPreview = &models.LinkPreviewOptions{IsDisabled: bot.True()}
