package faketelegram

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// The longest texts, counted in UTF-16 units after entities are parsed.
const (
	maxText    = 4096
	maxCaption = 1024
)

func (s *Server) readText(q *request) (string, []Entity, error) {
	text, entities, err := s.formatted(q, "text", "entities")
	switch {
	case err != nil:
		return "", nil, err
	case text == "":
		return "", nil, badRequest("message text is empty")
	case utf16Len(text) > maxText:
		return "", nil, badRequest("message is too long")
	}
	return text, entities, nil
}

func (s *Server) readCaption(q *request) (string, []Entity, error) {
	caption, entities, err := s.formatted(q, "caption", "caption_entities")
	if err == nil && utf16Len(caption) > maxCaption {
		err = badRequest("message caption is too long")
	}
	return caption, entities, err
}

// formatted reads a text with its formatting, from HTML or from entities that were sent beside it. Of the parse modes only
// HTML is known here.
func (s *Server) formatted(q *request, text, entitiesParam string) (string, []Entity, error) {
	plain, mode := q.text(text), strings.ToLower(q.text("parse_mode"))
	if !utf8.ValidString(plain) {
		return "", nil, badRequest("strings must be encoded in UTF-8")
	}
	var entities []Entity
	switch mode {
	case "html":
		var err error
		if plain, entities, err = parseHTML(plain, s.userByID); err != nil {
			return "", nil, badRequest("can't parse entities: %s", err)
		}
	case "", "none":
		if err := q.json(entitiesParam, &entities); err != nil {
			return "", nil, err
		}
	default:
		return "", nil, badRequest("unsupported parse_mode")
	}
	plain, entities = trim(plain, entities)
	return plain, merge(entities, detect(plain)), nil
}

func (s *Server) userByID(id int64) *User {
	if p := s.Person(id); p != nil {
		return &p.user
	}
	return nil
}

// trim takes white space off both ends, as Telegram does, and cuts the entities to what is left.
func trim(text string, entities []Entity) (string, []Entity) {
	left := strings.TrimLeftFunc(text, unicode.IsSpace)
	offset := utf16Len(text) - utf16Len(left)
	text = strings.TrimRightFunc(left, unicode.IsSpace)
	length := utf16Len(text)
	var kept []Entity
	for _, e := range entities {
		start, end := max(e.Offset-offset, 0), min(e.Offset-offset+e.Length, length)
		if start < end {
			e.Offset, e.Length = start, end-start
			kept = append(kept, e)
		}
	}
	return text, kept
}

// merge adds what was recognised where nothing was formatted over it in a way that excludes it.
func merge(formatted, recognised []Entity) []Entity {
	for _, r := range recognised {
		covered := slices.ContainsFunc(formatted, func(f Entity) bool {
			exclusive := f.Type == "code" || f.Type == "pre" || f.Type == "text_link" || f.Type == "text_mention"
			return exclusive && f.Offset < r.Offset+r.Length && r.Offset < f.Offset+f.Length
		})
		if !covered {
			formatted = append(formatted, r)
		}
	}
	sortEntities(formatted)
	return formatted
}

// sortEntities brings them into Telegram's order: by place, the outer before the inner.
func sortEntities(entities []Entity) {
	slices.SortStableFunc(entities, func(a, b Entity) int {
		if a.Offset != b.Offset {
			return a.Offset - b.Offset
		}
		return b.Length - a.Length
	})
}

func utf16Len(text string) int {
	n := 0
	for _, r := range text {
		n += utf16.RuneLen(r)
	}
	return n
}

// utf16Slice cuts a part out of a text by UTF-16 units.
func utf16Slice(text string, offset, length int) string {
	units := utf16.Encode([]rune(text))
	end := min(offset+length, len(units))
	return string(utf16.Decode(units[min(offset, end):end]))
}
