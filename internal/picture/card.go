// Package picture makes what is sent beside a text: cards that are drawn, and text files.
package picture

import (
	"strings"

	"jagaetam/internal/chat"
)

// Card is a chat.Picture in the words of the reader, without marks.
type Card struct {
	Title string
	// Big is the one thing to see.
	Big   string
	Lines []string
	Bars  []Bar
	// Link is the whole address that the QR code holds; there is no code when it is empty.
	Link string
	// Foot is who speaks, at the bottom.
	Foot string
}

// Bar is one count of a chart.
type Bar struct {
	Label string
	// Count is Value as it is written.
	Count string
	Value int64
}

// Writer writes an argument out in the language of the reader, without marks.
type Writer func(chat.Arg) (string, error)

// CardOf is the card of a picture. A link leads to the bot whose username is given.
func CardOf(p chat.Picture, username string, write Writer) (Card, error) {
	var c Card
	var err error
	if c.Title, err = write(p.Title); err != nil {
		return c, err
	}
	if c.Big, err = write(p.Big); err != nil {
		return c, err
	}
	if c.Lines, err = writeAll(p.Lines, write); err != nil {
		return c, err
	}
	for _, bar := range p.Bars {
		drawn := Bar{Value: bar.Value}
		if drawn.Label, err = write(bar.Label); err != nil {
			return c, err
		}
		if drawn.Count, err = write(chat.Arg{Number: &bar.Value}); err != nil {
			return c, err
		}
		c.Bars = append(c.Bars, drawn)
	}
	if p.Link != "" {
		c.Link = "https://t.me/" + username + "?start=" + p.Link
	}
	c.Foot, err = write(chat.Message("picture.foot"))
	return c, err
}

// writeAll writes several arguments; one that is a list becomes as many lines.
func writeAll(args []chat.Arg, write Writer) ([]string, error) {
	var lines []string
	for _, arg := range args {
		text, err := write(arg)
		if err != nil {
			return nil, err
		}
		lines = append(lines, strings.Split(text, "\n")...)
	}
	return lines, nil
}

// String is what the card says in one line, for those who cannot see it.
func (c Card) String() string {
	var said []string
	texts := append([]string{c.Title, c.Big}, c.Lines...)
	for _, bar := range c.Bars {
		texts = append(texts, bar.Label+": "+bar.Count)
	}
	for _, text := range append(texts, shown(c.Link)) {
		if text = strings.Join(strings.Fields(text), " "); text != "" {
			said = append(said, text)
		}
	}
	return strings.Join(said, " | ")
}

// shown is an address as people read it.
func shown(link string) string { return strings.TrimPrefix(link, "https://") }
