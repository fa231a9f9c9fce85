package faketelegram

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// parseHTML reads Telegram's HTML (https://core.telegram.org/bots/api#html-style) and is as strict as parse_html in
// MessageEntity.cpp of TDLib, with its errors. A & that begins no known reference stands for itself, as there.
func parseHTML(html string, user func(int64) *User) (string, []Entity, error) {
	p := &htmlParser{in: html, user: user}
	for p.pos < len(p.in) {
		var err error
		switch {
		case p.in[p.pos] == '&':
			p.reference()
		case p.in[p.pos] != '<':
			r, size := utf8.DecodeRuneInString(p.in[p.pos:])
			p.write(r)
			p.pos += size
		case p.at(p.pos+1) == '/':
			err = p.endTag()
		default:
			err = p.startTag()
		}
		if err != nil {
			return "", nil, err
		}
	}
	if n := len(p.open); n > 0 {
		return "", nil, fmt.Errorf("Can't find end tag corresponding to start tag %q", p.open[n-1].name)
	}
	for i := range p.entities {
		if p.entities[i].Type == "code" {
			p.entities[i].Language = ""
		}
	}
	sortEntities(p.entities)
	return p.out.String(), p.entities, nil
}

type htmlParser struct {
	in       string
	pos      int
	out      strings.Builder
	units    int // UTF-16 units written
	open     []htmlTag
	entities []Entity
	user     func(int64) *User
}

// htmlTag is an open tag, the value of the one attribute that matters in it, and where its content begins.
type htmlTag struct {
	name, argument string
	offset         int
	begin          int
}

// at is the byte at i, 0 at the end.
func (p *htmlParser) at(i int) byte {
	if i >= len(p.in) {
		return 0
	}
	return p.in[i]
}

func (p *htmlParser) write(r rune) {
	p.out.WriteRune(r)
	p.units += max(utf16.RuneLen(r), 1)
}

func (p *htmlParser) reference() {
	r, size := decodeReference(p.in[p.pos:])
	if size == 0 {
		r, size = '&', 1
	}
	p.write(r)
	p.pos += size
}

// decodeReference reads a numeric reference or one of the four names that Telegram knows; size 0 means that it is none.
func decodeReference(text string) (r rune, size int) {
	end := 1
	if strings.HasPrefix(text, "&#") {
		base, digits := 10, "0123456789"
		end = 2
		if strings.HasPrefix(text, "&#x") {
			base, digits = 16, "0123456789abcdefABCDEF"
			end = 3
		}
		start := end
		for end < len(text) && strings.IndexByte(digits, text[end]) >= 0 {
			end++
		}
		n, err := strconv.ParseUint(text[start:end], base, 32)
		if err != nil || n == 0 || n >= 0x10ffff || end >= 10 {
			return 0, 0
		}
		r = rune(n)
	} else {
		for end < len(text) && isAlpha(text[end]) {
			end++
		}
		if r = namedReferences[text[1:end]]; r == 0 {
			return 0, 0
		}
	}
	if end < len(text) && text[end] == ';' {
		end++
	}
	return r, end
}

var namedReferences = map[string]rune{"lt": '<', "gt": '>', "amp": '&', "quot": '"'}

var htmlTags = []string{
	"a", "b", "strong", "i", "em", "s", "strike", "del", "u", "ins", "tg-spoiler", "tg-emoji", "span", "pre", "code", "blockquote",
}

func (p *htmlParser) startTag() error {
	begin := p.pos
	p.pos++
	name := strings.ToLower(p.until(func(c byte) bool { return isSpace(c) || c == '>' }))
	if p.at(p.pos) == 0 {
		return fmt.Errorf("Unclosed start tag at byte offset %d", begin)
	}
	if !slices.Contains(htmlTags, name) {
		return fmt.Errorf("Unsupported start tag %q at byte offset %d", name, begin)
	}
	tag := htmlTag{name: name, offset: p.units, begin: p.out.Len()}
	for {
		p.skipSpace()
		if p.at(p.pos) == '>' {
			p.pos++
			break
		}
		attribute, value, err := p.attribute(name, begin)
		if err != nil {
			return err
		}
		tag.take(attribute, value)
	}
	if name == "span" && tag.argument != "spoiler" {
		return fmt.Errorf(`Tag "span" must have class "tg-spoiler" at byte offset %d`, begin)
	}
	p.open = append(p.open, tag)
	return nil
}

// take keeps an attribute that means something in its tag.
func (t *htmlTag) take(attribute, value string) {
	switch t.name + " " + attribute {
	case "a href", "tg-emoji emoji-id":
		t.argument = value
	case "code class":
		if language, ok := strings.CutPrefix(value, "language-"); ok {
			t.argument = language
		}
	case "span class":
		if class, ok := strings.CutPrefix(value, "tg-"); ok {
			t.argument = class
		}
	case "blockquote expandable":
		t.argument = "1"
	}
}

func (p *htmlParser) attribute(tag string, begin int) (name, value string, err error) {
	name = p.until(func(c byte) bool { return isSpace(c) || strings.IndexByte(`=>/"'`, c) >= 0 })
	if name == "" {
		return "", "", fmt.Errorf("Empty attribute name in the tag %q at byte offset %d", tag, begin)
	}
	p.skipSpace()
	if c := p.at(p.pos); c != '=' {
		if c == 0 {
			return "", "", fmt.Errorf("Unclosed start tag %q at byte offset %d", tag, begin)
		}
		return name, "", nil
	}
	p.pos++
	p.skipSpace()
	quote := p.at(p.pos)
	switch quote {
	case 0:
		return "", "", fmt.Errorf("Unclosed start tag %q at byte offset %d", tag, begin)
	case '"', '\'':
		value = p.quoted(quote)
	default:
		start := p.pos
		value = strings.ToLower(p.until(func(c byte) bool { return !isAlpha(c) && (c < '0' || c > '9') && c != '.' && c != '-' }))
		if c := p.at(p.pos); !isSpace(c) && c != '>' {
			return "", "", fmt.Errorf("Unexpected end of name token at byte offset %d", start)
		}
	}
	if p.at(p.pos) == 0 {
		return "", "", fmt.Errorf("Unclosed start tag at byte offset %d", begin)
	}
	return name, value, nil
}

func (p *htmlParser) quoted(quote byte) string {
	p.pos++
	var value strings.Builder
	for p.pos < len(p.in) && p.in[p.pos] != quote {
		if r, size := decodeReference(p.in[p.pos:]); p.in[p.pos] == '&' && size > 0 {
			value.WriteRune(r)
			p.pos += size
			continue
		}
		value.WriteByte(p.in[p.pos])
		p.pos++
	}
	if p.pos < len(p.in) {
		p.pos++
	}
	return value.String()
}

func (p *htmlParser) endTag() error {
	begin := p.pos
	if len(p.open) == 0 {
		return fmt.Errorf("Unexpected end tag at byte offset %d", begin)
	}
	p.pos += 2
	name := strings.ToLower(p.until(func(c byte) bool { return isSpace(c) || c == '>' }))
	p.skipSpace()
	if p.at(p.pos) != '>' {
		return fmt.Errorf("Unclosed end tag at byte offset %d", begin)
	}
	p.pos++
	tag := p.open[len(p.open)-1]
	if name != "" && name != tag.name {
		return fmt.Errorf("Unmatched end tag at byte offset %d, expected \"</%s>\", found \"</%s>\"", begin, tag.name, name)
	}
	p.open = p.open[:len(p.open)-1]
	if p.units == tag.offset {
		return nil
	}
	return p.close(tag)
}

func (p *htmlParser) until(stop func(byte) bool) string {
	start := p.pos
	for p.pos < len(p.in) && !stop(p.in[p.pos]) {
		p.pos++
	}
	return p.in[start:p.pos]
}

func (p *htmlParser) skipSpace() {
	for p.pos < len(p.in) && isSpace(p.in[p.pos]) {
		p.pos++
	}
}

func isSpace(c byte) bool { return strings.IndexByte(" \t\r\n\v\x00", c) >= 0 }

func isAlpha(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }
