package locales_test

import (
	"strings"
	"testing"

	"jagaetam/locales"
)

// The limits of setMyName, setMyDescription, setMyShortDescription and BotCommand in the Bot API, which shows no marks there.
func TestProfileFitsIntoItsPlaces(t *testing.T) {
	c := load(t)
	limits := map[string]int{"profile.name": 64, "profile.about": 512, "profile.short": 120}
	for _, key := range c.Keys(locales.Indonesian) {
		if strings.HasPrefix(key, "command.") {
			limits[key] = 256
		}
	}
	for key, limit := range limits {
		for _, lang := range c.Languages() {
			text := render(t, c, lang, key, nil)
			if n := len([]rune(text)); n > limit {
				t.Errorf("%s in %s has %d characters, %d are allowed: %s", key, lang, n, limit, text)
			}
			if strings.ContainsAny(text, "<>&") {
				t.Errorf("%s in %s has marks: %s", key, lang, text)
			}
		}
	}
}
