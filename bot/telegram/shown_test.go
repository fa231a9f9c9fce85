package telegram

import (
	"fmt"
	"strings"
	"testing"
	"unicode"

	"jagaetam/internal/chat"
	"jagaetam/internal/faketelegram"
)

// FuzzShown holds that whatever a person typed stands on the screen of whom it is told as it was typed, in as many messages as it takes, and
// makes nothing of it bold, a link or a tag: it goes through the one place that escapes, the cutting of long texts, and a reader of
// Telegram's HTML that is as strict as Telegram's. White space at the ends of messages is not kept by Telegram.
func FuzzShown(f *testing.F) {
	for _, seed := range []string{
		"Siti", "<b>&\"", "&amp;&lt;", "</b>", "<a href=\"tg://user?id=1\">x</a>", "🙂 {Name}", "\x00\u202e", strings.Repeat("é<&🙂 ", 900), "a\u0085b", "&#0;",
	} {
		f.Add(seed)
	}
	w := newWorld(f)
	f.Fuzz(func(t *testing.T, typed string) {
		typed = strings.ToValidUTF8(typed, "?")
		p := w.NewUser(faketelegram.User{LanguageCode: "id"})
		p.Start("")
		said := len(p.Chat().Messages())
		words := chat.Words{Key: "hello", Args: chat.Args{"Name": chat.Literal(typed)}}
		if _, err := w.p.Say(t.Context(), chat.Answer{Chat: fmt.Sprint("tg:", p.User().ID), Language: "id", Words: []chat.Words{words}}); err != nil {
			t.Fatalf("%q cannot be said: %v", typed, err)
		}
		var shown strings.Builder
		for i, m := range p.Chat().Messages()[said:] {
			shown.WriteString(m.Text)
			for _, e := range m.Entities {
				if e.Type == "bold" && (i > 0 || e.Offset != 0 || e.Length != 4) || e.Type == "text_link" || e.Type == "text_mention" || e.Type == "italic" {
					t.Errorf("%q makes %+v", typed, e)
				}
			}
		}
		if want := bare("Halo" + typed); bare(shown.String()) != want {
			t.Errorf("%q is shown as %q", typed, shown.String())
		}
	})
}

// bare is a text without its white space.
func bare(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text)
}
