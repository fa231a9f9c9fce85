package telegram

import (
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// split divides HTML into parts of at most limit UTF-16 units, tags not counted: between paragraphs if it can, else between
// lines, else between words, else anywhere but inside a tag, an entity or a letter. A tag open at a break is closed there and
// opened again behind it. A text in which there is nothing to see has no parts.
func split(html string, limit int) []string {
	var parts []string
	for rest := html; rest != ""; {
		var part string
		if part, rest = cut(rest, limit); !blank(part) {
			parts = append(parts, part)
		}
	}
	return parts
}

// blank says whether a person would see nothing, which Telegram does not take for a message.
func blank(html string) bool {
	for at := 0; at < len(html); {
		size, width := token(html[at:])
		if width > 0 && gap(html[at:]) < 0 {
			return false
		}
		at += size
	}
	return true
}

// cut cuts off the first part of html; tail is empty when it is the last.
func cut(html string, limit int) (head, tail string) {
	if len(html) <= limit { // a text has no more units than bytes
		return html, ""
	}
	var best [3]breaking // between words, between lines, between paragraphs
	var open []string
	for at, room := 0, limit; at < len(html); {
		size, width := token(html[at:])
		if room -= width; room < 0 {
			return choose(best, breaking{at, open}).apply(html)
		}
		if rank := gap(html[at:]); rank >= 0 {
			best[rank] = breaking{at, open}
		}
		open = opened(open, html[at:at+size])
		at += size
	}
	return html, ""
}

// token is the size in bytes of the tag, entity or letter that text begins with, and its width in UTF-16 units.
func token(text string) (size, width int) {
	switch text[0] {
	case '<':
		if end := strings.IndexByte(text, '>'); end > 0 {
			return end + 1, 0
		}
	case '&':
		if end := strings.IndexByte(text[:min(len(text), 10)], ';'); end > 0 {
			return end + 1, 1
		}
	}
	r, size := utf8.DecodeRuneInString(text)
	return size, utf16.RuneLen(r)
}

// gap is the rank of the break that text begins with, -1 if it begins with none.
func gap(text string) int {
	switch {
	case strings.HasPrefix(text, "\n\n"):
		return 2
	case text[0] == '\n':
		return 1
	case text[0] == ' ':
		return 0
	}
	return -1
}

// opened is which tags are open after one more token. It never changes the slice it was given, which a breaking may hold.
func opened(open []string, token string) []string {
	switch {
	case token[0] != '<' || len(token) == 1:
		return open
	case token[1] == '/':
		return open[:max(len(open)-1, 0)]
	}
	return append(slices.Clip(open), token)
}

// breaking is a place to cut at, and the tags open there.
type breaking struct {
	at   int
	open []string
}

// choose takes the break of the highest rank, and the last resort if there is none.
func choose(best [3]breaking, last breaking) breaking {
	for _, b := range slices.Backward(best[:]) {
		if b.at > 0 {
			return b
		}
	}
	return last
}

// apply cuts html in two.
func (b breaking) apply(html string) (head, tail string) {
	const space = " \n"
	head, tail = strings.TrimRight(html[:b.at], space), strings.TrimLeft(html[b.at:], space)
	if head == "" || tail == "" {
		return head, tail
	}
	for _, tag := range slices.Backward(b.open) {
		name, _, _ := strings.Cut(strings.Trim(tag, "<>"), " ")
		head += "</" + name + ">"
	}
	return head, strings.Join(b.open, "") + tail
}
