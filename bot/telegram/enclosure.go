package telegram

import (
	"bytes"
	"context"
	"fmt"
	"strings"

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
	kind  chat.MediaKind // as which it is shown
	place chat.Place     // instead of a file, where it is not zero
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
		return &enclosure{name: picture.PaperName(*w.Paper), data: data, kind: chat.MediaDocument}, nil
	case w.Document != "":
		return p.stored(ctx, w.Document)
	case w.Photo != "":
		id, err := fileID(w.Photo)
		return &enclosure{known: id, kind: chat.MediaPhoto}, err
	case w.Relay.File.ID != "":
		id, err := fileID(w.Relay.File.ID)
		return &enclosure{known: id, kind: w.Relay.Kind}, err
	case w.Place != chat.Place{}:
		return &enclosure{place: w.Place}, nil
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
	return &enclosure{name: "jagaetam.png", data: data, kind: chat.MediaPhoto}, nil
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
	return &enclosure{name: name, data: data, kind: chat.MediaDocument}, nil
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
	if under := split(l.parts[0], captionLimit); len(l.parts) == 1 && len(under) == 1 && l.enclosure.captioned() {
		return under[0], l.markup()
	}
	return "", nil
}

// input is the enclosure for one call, which reads it to its end.
func (e enclosure) input() models.InputFile {
	if e.known != "" {
		return &models.InputFileString{Data: e.known}
	}
	return &models.InputFileUpload{Filename: e.name, Data: bytes.NewReader(e.data)}
}
