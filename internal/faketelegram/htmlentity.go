package faketelegram

import (
	"errors"
	"net/url"
	"strconv"
	"strings"
)

var htmlTypes = map[string]string{
	"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
	"s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler", "span": "spoiler",
	"tg-emoji": "custom_emoji", "pre": "pre", "code": "code",
}

// close turns a tag that has content into its entity.
func (p *htmlParser) close(t htmlTag) error {
	e := Entity{Type: htmlTypes[t.name], Offset: t.offset, Length: p.units - t.offset}
	switch t.name {
	case "tg-emoji":
		if id, err := strconv.ParseInt(t.argument, 10, 64); err != nil || id == 0 {
			return errors.New("Invalid custom emoji identifier specified")
		}
		e.CustomEmojiID = t.argument
	case "blockquote":
		e.Type = "blockquote"
		if t.argument != "" {
			e.Type = "expandable_blockquote"
		}
	case "a":
		if !p.link(&e, t) {
			return nil
		}
	case "pre", "code":
		e.Language = t.argument
		if p.joinCode(e) {
			return nil
		}
	}
	p.entities = append(p.entities, e)
	return nil
}

// link makes a link or a mention; an address that is none is dropped without a word, and its text stays.
func (p *htmlParser) link(e *Entity, t htmlTag) bool {
	address := t.argument
	if address == "" {
		address = p.out.String()[t.begin:]
	}
	if digits, ok := strings.CutPrefix(address, "tg://user?id="); ok {
		id, _ := strconv.ParseInt(digits, 10, 64) // 0 is nobody
		e.Type, e.User = "text_mention", p.user(id)
		return e.User != nil
	}
	e.Type, e.URL = "text_link", checkedLink(address)
	return e.URL != ""
}

// checkedLink completes an address as Telegram does, and is empty when it is none.
func checkedLink(address string) string {
	if !strings.Contains(address, "://") {
		address = "http://" + address
	}
	u, err := url.Parse(address)
	if err != nil || strings.ContainsAny(u.Host, " <>") {
		return ""
	}
	switch u.Scheme {
	case "tg", "ton":
		return address
	case "http", "https":
		if strings.Contains(u.Hostname(), ".") || u.Hostname() == "localhost" {
			if u.Path == "" {
				u.Path = "/"
			}
			return u.String()
		}
	}
	return ""
}

// joinCode makes one entity of <pre><code class="language-…">.
func (p *htmlParser) joinCode(e Entity) bool {
	if len(p.entities) == 0 {
		return false
	}
	last := &p.entities[len(p.entities)-1]
	if last.Offset != e.Offset || last.Length != e.Length || last.Type == e.Type {
		return false
	}
	switch {
	case e.Type == "pre" && last.Type == "code" && last.Language != "":
		last.Type = "pre"
	case e.Type == "code" && last.Type == "pre" && e.Language != "":
		last.Language = e.Language
	default:
		return false
	}
	return true
}
