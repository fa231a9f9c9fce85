package locales_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"jagaetam/internal/chat"
	"jagaetam/internal/reading"
	"jagaetam/locales"
)

// labels are the keys of everything that stands on a button.
func labels(c *locales.Catalogue) []string {
	others := []string{"open.", "page.", "register.field.", "contact.share"}
	return slices.DeleteFunc(c.Keys(locales.Indonesian), func(key string) bool {
		label := c.Has(locales.Indonesian, key+".also") ||
			slices.ContainsFunc(others, func(prefix string) bool { return strings.HasPrefix(key, prefix) })
		return !label || strings.HasSuffix(key, ".also")
	})
}

func TestLabelsFitOnAButton(t *testing.T) {
	c := load(t)
	if n := len(labels(c)); n < 60 {
		t.Fatalf("only %d labels were found", n)
	}
	for _, lang := range c.Languages() {
		for _, key := range labels(c) {
			for _, args := range filled(c, lang, key) {
				text := render(t, c, lang, key, args)
				if n := len([]rune(text)); n > 40 {
					t.Errorf("%s in %s has %d characters: %s", key, lang, n, text)
				}
				if strings.ContainsAny(text, "<>&\n") {
					t.Errorf("%s in %s cannot stand on a button: %q", key, lang, text)
				}
			}
		}
	}
}

// filled are the arguments a label may be given: where it names a conversation, each of those.
func filled(c *locales.Catalogue, lang, key string) []chat.Args {
	if !slices.Equal(c.Placeholders(lang, key), []string{"Talk"}) {
		return []chat.Args{nil}
	}
	var all []chat.Args
	for _, name := range labels(c) {
		if strings.HasPrefix(name, "open.") {
			all = append(all, chat.Args{"Talk": chat.Message(name)})
		}
	}
	return all
}

// Whoever types what a button says, or another word for it, in any language, has pressed that button and no other of the question.
func TestWordsForButtonsChooseThem(t *testing.T) {
	c := load(t)
	for question, options := range questions(t, c) {
		for _, option := range options {
			for _, word := range option.Labels {
				if got := reading.Choose(word, options); got.ID != option.ID || got.Certainty != reading.Sure {
					t.Errorf("%s: %q chooses %+v, not %s", question, word, got, option.ID)
				}
			}
		}
	}
}

// questions are the buttons that stand together, by what their keys begin with.
func questions(t *testing.T, c *locales.Catalogue) map[string][]reading.Option {
	t.Helper()
	all := map[string][]reading.Option{}
	for _, key := range labels(c) {
		if len(filled(c, locales.English, key)) > 1 {
			continue // it stands alone
		}
		option := reading.Option{ID: key}
		for _, lang := range c.Languages() {
			option.Labels = append(option.Labels, render(t, c, lang, key, nil))
			if c.Has(lang, key+".also") {
				option.Labels = append(option.Labels, strings.Split(render(t, c, lang, key+".also", nil), "|")...)
			}
		}
		name := strings.TrimSuffix(key, ".button")
		question := name[:strings.LastIndex(name, ".")]
		all[question] = append(all[question], option)
	}
	return all
}

// named finds the buttons a text tells people to press.
var named = regexp.MustCompile(`(?:tekan|pilih|press|choose) <b>([^<]+)</b>`)

func TestButtonsThatAreNamedExist(t *testing.T) {
	c := load(t)
	found := map[string]int{}
	each(t, "x", func(t *testing.T, lang, key, text string) {
		for _, button := range named.FindAllStringSubmatch(text, -1) {
			found[lang]++
			if !slices.ContainsFunc(labels(c), func(label string) bool {
				text, err := c.Render(lang, label, nil, nil)
				return err == nil && text == button[1]
			}) {
				t.Errorf("%s in %s names the button %q, which there is not", key, lang, button[1])
			}
		}
	})
	if found["id"] != 24 || found["en"] != 24 {
		t.Errorf("found %v named buttons, want 24 in each language", found)
	}
}

func TestOtherWordsAreWellFormed(t *testing.T) {
	each(t, "x", func(t *testing.T, lang, key, text string) {
		if !strings.HasSuffix(key, ".also") {
			return
		}
		words := strings.Split(text, "|")
		for i, word := range words {
			if word == "" || word != strings.TrimSpace(word) || slices.Contains(words[:i], word) {
				t.Errorf("%s in %s has an empty, padded or repeated word: %q", key, lang, text)
			}
		}
	})
}
