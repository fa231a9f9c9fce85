package telegram

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"jagaetam/internal/chat"
)

// captioned says whether Telegram shows a text under it.
func (e *enclosure) captioned() bool { return e.kind != chat.MediaSticker && e.place == (chat.Place{}) }

// sendFile sends what is enclosed and names the message. Telegram shows again what somebody sent only as what it was, and what the rest of
// the program calls a video or a photo may have been of another kind with Telegram, so those are tried too.
func (p *Platform) sendFile(ctx context.Context, to target, e *enclosure, caption string, markup models.ReplyMarkup) (string, error) {
	message, err := p.sendAs(ctx, to, *e, caption, markup)
	for _, other := range others[e.kind] {
		if e.known == "" || !errors.Is(err, chat.ErrRefused) || errors.Is(err, chat.ErrTopicGone) {
			break
		}
		as := *e
		as.kind = other
		message, err = p.sendAs(ctx, to, as, caption, markup)
	}
	if err != nil {
		return "", fmt.Errorf("send file: %w", err)
	}
	return message, nil
}

// round is a video of a face in a circle, which Telegram takes for a kind of its own.
const round chat.MediaKind = "video_note"

// others are the kinds that something may be besides the one it is called.
var others = map[chat.MediaKind][]chat.MediaKind{
	chat.MediaPhoto: {chat.MediaDocument}, chat.MediaVideo: {round}, chat.MediaOther: {chat.MediaDocument},
}

// sendAs sends what is enclosed as what it is called.
func (p *Platform) sendAs(ctx context.Context, to target, e enclosure, caption string, markup models.ReplyMarkup) (string, error) {
	within := callWithin + time.Duration(len(e.data)/uploadPace)*time.Second
	var message taken
	err := p.parsed(caption, func(text string, mode models.ParseMode) (err error) {
		message, err = p.post(ctx, to, func(ctx context.Context) (taken, error) {
			return callFor(ctx, p, to.patience(within), func(ctx context.Context) (taken, error) {
				whole, err := p.sending(ctx, to, e, under{text, mode}, markup)
				return takenAs(whole), err
			})
		})
		return err
	})
	if err != nil {
		return "", err
	}
	return to.named(message), nil
}

// under is the text under a file.
type under struct {
	text string
	mode models.ParseMode
}

// sending makes the call for the enclosure's kind.
func (p *Platform) sending(ctx context.Context, t target, e enclosure, c under, markup models.ReplyMarkup) (*models.Message, error) {
	if e.place != (chat.Place{}) {
		return p.api.SendLocation(ctx, &bot.SendLocationParams{
			ChatID: t.chat, MessageThreadID: t.topic, EphemeralMessageParameters: t.aside, ReplyParameters: t.answers(), ReplyMarkup: markup,
			AllowPaidBroadcast: t.paid,
			Latitude:           e.place.Latitude, Longitude: e.place.Longitude,
		})
	}
	switch e.kind {
	case chat.MediaPhoto:
		return p.api.SendPhoto(ctx, &bot.SendPhotoParams{
			ChatID: t.chat, MessageThreadID: t.topic, EphemeralMessageParameters: t.aside, ReplyParameters: t.answers(), ReplyMarkup: markup,
			AllowPaidBroadcast: t.paid,
			Photo:              e.input(), Caption: c.text, ParseMode: c.mode,
		})
	case chat.MediaVoice:
		return p.api.SendVoice(ctx, &bot.SendVoiceParams{
			ChatID: t.chat, MessageThreadID: t.topic, EphemeralMessageParameters: t.aside, ReplyParameters: t.answers(), ReplyMarkup: markup,
			AllowPaidBroadcast: t.paid,
			Voice:              e.input(), Caption: c.text, ParseMode: c.mode,
		})
	case chat.MediaVideo:
		return p.api.SendVideo(ctx, &bot.SendVideoParams{
			ChatID: t.chat, MessageThreadID: t.topic, EphemeralMessageParameters: t.aside, ReplyParameters: t.answers(), ReplyMarkup: markup,
			AllowPaidBroadcast: t.paid,
			Video:              e.input(), Caption: c.text, ParseMode: c.mode,
		})
	case round:
		return p.api.SendVideoNote(ctx, &bot.SendVideoNoteParams{
			ChatID: t.chat, MessageThreadID: t.topic, EphemeralMessageParameters: t.aside, ReplyParameters: t.answers(), ReplyMarkup: markup,
			AllowPaidBroadcast: t.paid,
			VideoNote:          e.input(),
		})
	case chat.MediaSticker:
		return p.api.SendSticker(ctx, &bot.SendStickerParams{
			ChatID: t.chat, MessageThreadID: t.topic, EphemeralMessageParameters: t.aside, ReplyParameters: t.answers(), ReplyMarkup: markup,
			AllowPaidBroadcast: t.paid,
			Sticker:            e.input(),
		})
	case chat.MediaOther:
		return p.api.SendAnimation(ctx, &bot.SendAnimationParams{
			ChatID: t.chat, MessageThreadID: t.topic, EphemeralMessageParameters: t.aside, ReplyParameters: t.answers(), ReplyMarkup: markup,
			AllowPaidBroadcast: t.paid,
			Animation:          e.input(), Caption: c.text, ParseMode: c.mode,
		})
	case chat.MediaDocument:
	}
	return p.api.SendDocument(ctx, &bot.SendDocumentParams{
		ChatID: t.chat, MessageThreadID: t.topic, EphemeralMessageParameters: t.aside, ReplyParameters: t.answers(), ReplyMarkup: markup,
		AllowPaidBroadcast: t.paid,
		Document:           e.input(), Caption: c.text, ParseMode: c.mode,
	})
}
