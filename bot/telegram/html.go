package telegram

import (
	"strings"
	"unicode/utf16"
)

// units counts text as Telegram does, in UTF-16 units.
func units(text string) int {
	n := 0
	for _, r := range text {
		n += utf16.RuneLen(r)
	}
	return n
}

// shorten keeps at most limit UTF-16 units of a text, the last of them three dots if something is missing.
func shorten(text string, limit int) string {
	if units(text) <= limit {
		return text
	}
	room := limit - 1
	for i, r := range text {
		if room -= utf16.RuneLen(r); room < 0 {
			return strings.TrimRight(text[:i], " ") + "…"
		}
	}
	return text
}
