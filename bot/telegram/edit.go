package telegram

import (
	"context"
	"fmt"
	"strconv"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"jagaetam/internal/chat"
)

// EditWords puts the first of a.Words in the place of the message that a.Edit names, and nothing else of the answer is done: unlike Say it
// sends nothing new. The text of a message that carries a picture or a file becomes its caption. That the message says so already is no
// error. chat.ErrRefused says that it cannot be: the message is gone, or the text is too long for it.
func (p *Platform) EditWords(ctx context.Context, a chat.Answer) error {
	to, err := number(a.Chat)
	if err != nil {
		return err
	}
	id, err := strconv.Atoi(a.Edit)
	if err != nil || len(a.Words) == 0 {
		return fmt.Errorf("edit words: %w: there is no message or no words", chat.ErrRefused)
	}
	l, err := p.letter(a.Language, a.Words[0])
	switch {
	case err != nil:
		return fmt.Errorf("edit words: %w: write %s: %w", chat.ErrRefused, a.Words[0].Key, err)
	case len(l.parts) > 1:
		return fmt.Errorf("edit words: %w: they do not fit into one message", chat.ErrRefused)
	}
	err = p.replace(ctx, to, id, l)
	if says(err, "there is no text in the message to edit") {
		err = p.replaceCaption(ctx, to, id, l)
	}
	if err != nil && !says(err, "message is not modified") {
		return fmt.Errorf("edit words: %w", err)
	}
	return nil
}

func (p *Platform) replace(ctx context.Context, to int64, id int, l letter) error {
	params := &bot.EditMessageTextParams{ChatID: to, MessageID: id, LinkPreviewOptions: noPreview, ReplyMarkup: l.markup()}
	return p.parsed(l.parts[0], func(text string, mode models.ParseMode) error {
		params.Text, params.ParseMode = text, mode
		return repeat(ctx, p, posted(p, "editMessageText", params))
	})
}

func (p *Platform) replaceCaption(ctx context.Context, to int64, id int, l letter) error {
	if len(split(l.parts[0], captionLimit)) > 1 {
		return fmt.Errorf("%w: they do not fit under a picture", chat.ErrRefused)
	}
	params := &bot.EditMessageCaptionParams{ChatID: to, MessageID: id, ReplyMarkup: l.markup()}
	return p.parsed(l.parts[0], func(text string, mode models.ParseMode) error {
		params.Caption, params.ParseMode = text, mode
		return repeat(ctx, p, with(p.api.EditMessageCaption, params))
	})
}

// Pin pins a message of a group or a chat, in its topic, without a sound. Its errors are those of Say.
func (p *Platform) Pin(ctx context.Context, chatName, message string) error {
	to, err := number(chatName)
	if err != nil {
		return err
	}
	id, err := strconv.Atoi(message)
	if err != nil {
		return fmt.Errorf("pin message: %w: it has no number", chat.ErrRefused)
	}
	err = repeat(ctx, p, with(p.api.PinChatMessage, &bot.PinChatMessageParams{ChatID: to, MessageID: id, DisableNotification: true}))
	if err != nil {
		return fmt.Errorf("pin message: %w", err)
	}
	return nil
}
