package faketelegram

import (
	"regexp"
	"strings"
)

// recognisable are the entities that Telegram finds by itself and a bot meets: commands, mentions, links, addresses, tags.
// The group that is captured is the entity.
var recognisable = []struct {
	kind string
	sign string // a text without it needs no search
	expr *regexp.Regexp
}{
	{"bot_command", "/", regexp.MustCompile(`(?:^|[\s(])(/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?)(?:$|[^\w/@])`)},
	{"url", ".", regexp.MustCompile(`(?i)(?:^|\s)((?:https?://[^\s<>]+)|(?:(?:[a-z0-9-]+\.)+(?:com|org|net|id|me|go\.id)(?:/[^\s<>]*)?))`)},
	{"email", "@", regexp.MustCompile(`(?:^|\s)([\w.+-]+@[\w-]+(?:\.[\w-]+)+)`)},
	{"mention", "@", regexp.MustCompile(`(?:^|[\s(])(@[A-Za-z]\w{3,31})\b`)},
	{"hashtag", "#", regexp.MustCompile(`(?:^|\s)(#\p{L}[\p{L}\p{N}_]*)`)},
}

// detect finds entities in a text that nobody formatted.
func detect(text string) []Entity {
	var entities []Entity
	for _, r := range recognisable {
		if !strings.Contains(text, r.sign) {
			continue
		}
		for from := 0; from < len(text); {
			found := r.expr.FindStringSubmatchIndex(text[from:])
			if found == nil {
				break
			}
			start, end := from+found[2], from+found[3]
			entities = append(entities, Entity{Type: r.kind, Offset: utf16Len(text[:start]), Length: utf16Len(text[start:end])})
			from = end // the space after one entity is the space before the next
		}
	}
	sortEntities(entities)
	return entities
}
