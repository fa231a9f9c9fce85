package telegram

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"jagaetam/internal/chat"
	"jagaetam/internal/picture"
	"jagaetam/locales"
)

const (
	captionLimit = 1024     // UTF-16 units under a picture or a file, not counting tags (Bot API, sendPhoto)
	uploadLimit  = 50 << 20 // bytes of a file that a bot sends (Bot API, sendDocument)
	uploadPace   = 64 << 10 // bytes a second that a slow line carries
)

// enclosure is what is sent above the text of a letter: a file that Telegram has already, or one that is uploaded.
type enclosure struct {
	known string // the id of the one that Telegram has
	name  string
	data  []byte
	image bool // it is shown as a picture
}

// enclose makes what goes with the words; nil where nothing does. The error is chat.ErrGone where it cannot be had or made;
// any other may be tried again.
func (p *Platform) enclose(ctx context.Context, lang string, w chat.Words) (*enclosure, error) {
	write := func(a chat.Arg) (string, error) {
		text, err := p.locales.Arg(lang, a, locales.Escape)
		return locales.Plain(text), err
	}
	switch {
	case w.Picture != nil:
		return p.draw(ctx, *w.Picture, write)
	case w.Paper != nil:
		data, err := picture.Paper(*w.Paper, write)
		if err != nil {
			return nil, fmt.Errorf("%w: write %s: %w", chat.ErrGone, w.Paper.Name, err)
		}
		return &enclosure{name: picture.PaperName(*w.Paper), data: data}, nil
	case w.Document != "":
		return p.stored(ctx, w.Document)
	case w.Photo != "":
		id, err := fileID(w.Photo)
		return &enclosure{known: id, image: true}, err
	}
	return nil, nil
}

// draw draws a picture.
func (p *Platform) draw(ctx context.Context, drawn chat.Picture, write picture.Writer) (*enclosure, error) {
	username := ""
	if drawn.Link != "" {
		var err error
		if username, err = p.username(ctx); err != nil {
			return nil, err
		}
	}
	card, err := picture.CardOf(drawn, username, write)
	if err != nil {
		return nil, fmt.Errorf("%w: write the picture: %w", chat.ErrGone, err)
	}
	data, err := picture.Draw(card)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", chat.ErrGone, err)
	}
	return &enclosure{name: "jagaetam.png", data: data, image: true}, nil
}

// stored reads a file that is kept.
func (p *Platform) stored(ctx context.Context, id string) (*enclosure, error) {
	if p.options.Files == nil {
		return nil, fmt.Errorf("%w: no files are kept", chat.ErrGone)
	}
	name, _, data, err := p.options.Files.ReadFile(ctx, id)
	switch {
	case err != nil:
		return nil, fmt.Errorf("read file: %w", err)
	case len(data) == 0, len(data) > uploadLimit:
		return nil, fmt.Errorf("%w: it has %d bytes", chat.ErrGone, len(data))
	}
	return &enclosure{name: name, data: data}, nil
}

// fileID is Telegram's own name for a file that somebody sent.
func fileID(name string) (string, error) {
	id, ok := strings.CutPrefix(name, platform+":")
	if !ok || id == "" {
		return "", fmt.Errorf("%w: it is no file of Telegram", chat.ErrGone)
	}
	return id, nil
}

// caption is the text that stands under the enclosure and what goes with it; nothing where the text is too long for that and follows
// as a message of its own.
func (l letter) caption() (string, models.ReplyMarkup) {
	if under := split(l.parts[0], captionLimit); len(l.parts) == 1 && len(under) == 1 {
		return under[0], l.markup()
	}
	return "", nil
}

// sendFile sends what is enclosed and gives the id of the message, or 0 if Telegram took it and did not say. What somebody sent may
// have come as a picture or as a file, and Telegram shows it only as what it was.
func (p *Platform) sendFile(ctx context.Context, to int64, e *enclosure, caption string, markup models.ReplyMarkup) (int, error) {
	id, err := p.captioned(ctx, to, *e, caption, markup)
	if e.known != "" && errors.Is(err, chat.ErrRefused) {
		id, err = p.captioned(ctx, to, enclosure{known: e.known}, caption, markup)
	}
	if err != nil {
		return 0, fmt.Errorf("send file: %w", err)
	}
	return id, nil
}

func (p *Platform) captioned(ctx context.Context, to int64, e enclosure, caption string, markup models.ReplyMarkup) (int, error) {
	within := callWithin + time.Duration(len(e.data)/uploadPace)*time.Second
	var sent *models.Message
	err := p.parsed(caption, func(text string, mode models.ParseMode) (err error) {
		sent, err = callFor(ctx, p, within, func(ctx context.Context) (*models.Message, error) {
			if e.image {
				return p.api.SendPhoto(ctx, &bot.SendPhotoParams{ChatID: to, Photo: e.input(), Caption: text, ParseMode: mode, ReplyMarkup: markup})
			}
			return p.api.SendDocument(ctx, &bot.SendDocumentParams{ChatID: to, Document: e.input(), Caption: text, ParseMode: mode, ReplyMarkup: markup})
		})
		return err
	})
	if err != nil {
		return 0, err
	}
	return sent.ID, nil
}

// input is the enclosure for one call, which reads it to its end.
func (e enclosure) input() models.InputFile {
	if e.known != "" {
		return &models.InputFileString{Data: e.known}
	}
	return &models.InputFileUpload{Filename: e.name, Data: bytes.NewReader(e.data)}
}
