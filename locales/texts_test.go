package locales_test

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf16"

	"jagaetam/internal/chat"
	"jagaetam/locales"
)

// each calls f with every message in every language, all of its placeholders filled with value.
func each(t *testing.T, value string, f func(t *testing.T, lang, key, text string)) {
	t.Helper()
	c := loadWith(t, nil)
	for _, lang := range c.Languages() {
		for _, key := range c.Keys(lang) {
			args := chat.Args{}
			for _, name := range c.Placeholders(lang, key) {
				args[name] = chat.Literal(value)
			}
			f(t, lang, key, render(t, c, lang, key, args))
		}
	}
}

func TestTextsAreHTMLWhateverIsPutIntoThem(t *testing.T) {
	for _, value := range []string{
		"", "Siti Aminah", "<b>&\"", "</b>", "<script>alert(1)</script>", "&lt;", "{{.Name}}", "🙂👨‍👩‍👧", "\u202eitiS", strings.Repeat("é", 5000),
	} {
		each(t, value, func(t *testing.T, lang, key, text string) {
			if err := locales.CheckHTML(text); err != nil {
				t.Errorf("%s in %s with %.20q: %v:\n%.500s", key, lang, value, err, text)
			}
			if strings.Contains(text, "<no value>") || strings.Contains(text, "&lt;no value&gt;") {
				t.Errorf("%s in %s with %.20q has no value somewhere:\n%.500s", key, lang, value, text)
			}
		})
	}
}

// A text of ours is at most as long as one message of Telegram with the longest answers in it.
func TestTextsFitIntoOneMessage(t *testing.T) {
	each(t, strings.Repeat("n", 200), func(t *testing.T, lang, key, text string) {
		if n := len(utf16.Encode([]rune(locales.Plain(text)))); n > 4096 {
			t.Errorf("%s in %s has %d UTF-16 units", key, lang, n)
		}
	})
}

func TestTextsAreNeverEmpty(t *testing.T) {
	each(t, "x", func(t *testing.T, lang, key, text string) {
		if text == "" {
			t.Errorf("%s in %s says nothing", key, lang)
		}
	})
}

// What a person does not speak he must not be answered in: a message left untranslated reads like its Indonesian.
func TestTextsAreTranslated(t *testing.T) {
	same := regexp.MustCompile(`^(language|language\.id|language\.en|open\.menu|open\.language|hours\..*|status\.(done|now|cover)|price|price\.and|months\.and|iuran\.whose\.label|picture\.foot|data\.line|menu\.service|documents\.(on|off)|desk\.(mark\..*|data\.nik|queue\.line)|case\.(card|card\.who|from-worker|history\.worker)|rehearsal\.and|broadcast\.(counted\.left|sample\.(name|village))` +
		`|profile\.name|command\.bahasa|register\.field\.nik|register\.field\.neighbourhood(\.also)?|register\.employment\.state)$`)
	indonesian := map[string]string{}
	each(t, "x", func(t *testing.T, lang, key, text string) {
		if lang == locales.Indonesian {
			indonesian[key] = text
		} else if text == indonesian[key] && !same.MatchString(key) {
			t.Errorf("%s in %s reads like the Indonesian: %s", key, lang, text)
		}
	})
}

func TestCheckHTML(t *testing.T) {
	for text, valid := range map[string]bool{
		"": true, "a <b>b <i>c</i></b> &lt;&gt;&amp; \"": true,
		"<b>": false, "</b>": false, "<b><i></b></i>": false, "<b><b></b></b>": false, "<u>a</u>": false, "<b ": false, "a & b": false, "&quot;": false,
		"&#39;": false, "2 > 1": false, "<br>": false,
	} {
		if err := locales.CheckHTML(text); (err == nil) != valid {
			t.Errorf("CheckHTML(%q) = %v", text, err)
		}
	}
}
