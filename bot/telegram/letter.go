package telegram

import (
	"context"
	"errors"
	"fmt"

	"github.com/go-telegram/bot/models"

	"jagaetam/internal/chat"
	"jagaetam/locales"
)

const (
	textLimit   = 4096 // UTF-16 units in a message, not counting tags (Bot API, sendMessage)
	noticeLimit = 200  // in the answer to a tap (Bot API, answerCallbackQuery)
	labelLimit  = 60   // on a button: more does not fit on one line of any telephone
)

// letter is one of the Words as Telegram takes it.
type letter struct {
	parts     []string
	enclosure *enclosure // what is sent above the text; nil for nothing
	bare      []string   // the parts to say where the enclosure cannot be sent
	buttons   *models.InlineKeyboardMarkup
	below     models.ReplyMarkup
	remove    int
}

// markup is what goes with the last part; a nil interface when there is nothing, since the library sends a typed nil as null.
func (l letter) markup() models.ReplyMarkup {
	if l.buttons != nil {
		return l.buttons
	}
	return l.below
}

// write writes all words of an answer, with what is enclosed. What cannot be written will never be, however often it is tried.
func (p *Platform) write(ctx context.Context, a chat.Answer) ([]letter, error) {
	letters := make([]letter, 0, len(a.Words))
	for _, w := range a.Words {
		l, err := p.letter(a.Language, w)
		if err != nil {
			return nil, fmt.Errorf("%w: write %s: %w", chat.ErrRefused, w.Key, err)
		}
		l.enclosure, err = p.enclose(ctx, a.Language, w)
		if errors.Is(err, chat.ErrGone) {
			p.log.Warn("words said without what was to be enclosed", "chat", a.Chat, "err", err)
			l.parts = l.bare
		} else if err != nil {
			return nil, fmt.Errorf("enclose in %s: %w", w.Key, err)
		}
		letters = append(letters, l)
	}
	return letters, nil
}

func (p *Platform) letter(lang string, w chat.Words) (letter, error) {
	text, err := p.locales.Render(lang, w.Key, w.Args, locales.Escape)
	if err != nil {
		return letter{}, err
	}
	l := letter{parts: split(text, textLimit), remove: w.Remove}
	if len(l.parts) == 0 {
		return letter{}, errors.New("there is nothing to read in it")
	}
	if w.Encloses() {
		note, err := p.locales.Render(lang, "file.gone", nil, locales.Escape)
		if err != nil {
			return letter{}, err
		}
		l.bare = split(text+"\n\n"+note, textLimit)
	}
	if len(w.Options) > 0 {
		l.buttons, err = p.inline(lang, w.Options, max(w.Columns, 1))
		return l, err
	}
	l.below, err = p.below(lang, w.Keyboard)
	return l, err
}

// inline is the buttons under a message, so many side by side.
func (p *Platform) inline(lang string, options []chat.Option, columns int) (*models.InlineKeyboardMarkup, error) {
	rows := make([][]models.InlineKeyboardButton, 0, (len(options)+columns-1)/columns)
	for i, o := range options {
		label, err := p.label(lang, o.Label, labelLimit)
		if err != nil {
			return nil, err
		}
		if i%columns == 0 {
			rows = append(rows, make([]models.InlineKeyboardButton, 0, columns))
		}
		last := len(rows) - 1
		rows[last] = append(rows[last], models.InlineKeyboardButton{Text: label, CallbackData: o.Press.String()})
	}
	return &models.InlineKeyboardMarkup{InlineKeyboard: rows}, nil
}

// below is the keyboard below the chat. The button that shares the phone number stays in view until it is pressed: those new to
// Telegram do not find it again once it has gone behind the small sign beside the text field.
func (p *Platform) below(lang string, k chat.Keyboard) (models.ReplyMarkup, error) {
	switch k {
	case chat.KeyboardContact:
		label, err := p.label(lang, chat.Message("contact.share"), labelLimit)
		if err != nil {
			return nil, err
		}
		return &models.ReplyKeyboardMarkup{
			Keyboard:     [][]models.KeyboardButton{{{Text: label, RequestContact: true}}},
			IsPersistent: true, ResizeKeyboard: true, OneTimeKeyboard: true,
		}, nil
	case chat.KeyboardRemove:
		return &models.ReplyKeyboardRemove{RemoveKeyboard: true}, nil
	}
	return nil, nil
}

// label writes a short text, which Telegram shows as it is: what the catalogue formats is taken out of its HTML.
func (p *Platform) label(lang string, arg chat.Arg, limit int) (string, error) {
	if arg.Key == "" {
		text, err := p.locales.Arg(lang, arg, nil)
		return shorten(text, limit), err
	}
	text, err := p.locales.Render(lang, arg.Key, arg.Args, locales.Escape)
	return shorten(locales.Plain(text), limit), err
}
