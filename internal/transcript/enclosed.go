package transcript

import (
	"context"
	"errors"
	"regexp"
	"strings"
	"unicode/utf16"

	"jagaetam/internal/chat"
	"jagaetam/internal/picture"
	"jagaetam/locales"
)

// Files keeps the files that are sent with words, as a platform wants them.
type Files interface {
	ReadFile(ctx context.Context, id string) (name, mime string, data []byte, err error)
}

// captionLimit is how long a text may be to stand under a picture or a file, as on Telegram; a longer one is a message of its own.
const captionLimit = 1024

// PictureLine is how a picture is written, by what it says.
func PictureLine(says string) string {
	return "(picture: " + link.ReplaceAllString(says, "t.me/…?start=") + ")"
}

// link is a deep link to any bot: what the bot is called differs from place to place.
var link = regexp.MustCompile(`t\.me/[^ ?]+\?start=`)

// PhotoLine is how something is written that a person sent and that is shown again.
const PhotoLine = "(photo)"

// PlaceLine is how a position on the map is written.
const PlaceLine = "(location)"

// RelayLines are how something is written that a person sent and that is shown again as what it was.
func RelayLines(kind chat.MediaKind, name string) []string {
	switch kind {
	case chat.MediaPhoto:
		return []string{PhotoLine}
	case chat.MediaVoice:
		return []string{"(voice note)"}
	case chat.MediaVideo:
		return []string{"(video)"}
	case chat.MediaSticker:
		return []string{"(sticker)"}
	case chat.MediaDocument:
		return FileLines(name, nil)
	case chat.MediaOther:
	}
	return []string{"(something that was sent)"}
}

// FileLines are how a file is written: its name, and below it what stands in it if it is a text.
func FileLines(name string, data []byte) []string {
	lines := []string{"(file: " + name + ")"}
	if !strings.HasSuffix(name, ".txt") {
		return lines
	}
	for _, line := range picture.PaperLines(data) {
		lines = append(lines, indent+line)
	}
	return lines
}

// enclosed is how that is written which goes with the words. Where it cannot be had, the text says so.
func (s *Screen) enclosed(lang string, words chat.Words, text *string) ([]string, error) {
	lines, err := s.enclosure(lang, words)
	if !errors.Is(err, chat.ErrGone) {
		return lines, err
	}
	note, err := s.Texts.Render(lang, "file.gone", nil, nil)
	*text += "\n\n" + note
	return nil, err
}

func (s *Screen) enclosure(lang string, words chat.Words) ([]string, error) {
	write := func(a chat.Arg) (string, error) {
		text, err := s.Texts.Arg(lang, a, locales.Escape)
		return locales.Plain(text), err
	}
	switch {
	case words.Picture != nil:
		card, err := picture.CardOf(*words.Picture, "…", write)
		return []string{PictureLine(card.String())}, err
	case words.Paper != nil:
		data, err := picture.Paper(*words.Paper, write)
		return FileLines(picture.PaperName(*words.Paper), data), err
	case words.Document != "" && s.Files == nil:
		return nil, chat.ErrGone
	case words.Document != "":
		name, _, data, err := s.Files.ReadFile(context.Background(), words.Document)
		return FileLines(name, data), err
	case words.Photo != "":
		if sent, ok := sentFile(words.Photo); ok {
			return FileLines(sent.File.Name, nil), nil
		}
		return []string{PhotoLine}, nil
	case words.Relay.File.ID != "":
		return RelayLines(words.Relay.Kind, words.Relay.File.Name), nil
	case words.Place != chat.Place{}:
		return []string{PlaceLine}, nil
	}
	return nil, nil
}

// fits says whether a text can stand under what is enclosed in the words, as on Telegram.
func fits(words chat.Words, text string) bool {
	bare := words.Place != (chat.Place{}) || words.Relay.Kind == chat.MediaSticker
	return !bare && len(utf16.Encode([]rune(text))) <= captionLimit
}
