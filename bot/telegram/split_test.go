package telegram

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"jagaetam/locales"
)

func TestSplitPrefersTheLargestBreak(t *testing.T) {
	for _, c := range []struct {
		name, text string
		limit      int
		want       []string
	}{
		{"fits", "satu dua", 8, []string{"satu dua"}},
		{"fits without tags", "<b>satu dua</b>", 8, []string{"<b>satu dua</b>"}},
		{"fits with entities", "a &amp; b &lt;", 8, []string{"a &amp; b &lt;"}},
		{"paragraphs", "satu\n\ndua tiga\nempat", 16, []string{"satu", "dua tiga\nempat"}},
		{"lines", "satu dua\ntiga empat", 12, []string{"satu dua", "tiga empat"}},
		{"words", "satu dua tiga", 9, []string{"satu dua", "tiga"}},
		{"letters", "abcdef", 4, []string{"abcd", "ef"}},
		{"surrogate pairs", "🙂🙂🙂", 3, []string{"🙂", "🙂", "🙂"}},
		{"entities", "&lt;&lt;&lt;", 2, []string{"&lt;&lt;", "&lt;"}},
		{"open tags", "<b>satu <i>dua tiga</i></b> empat", 9, []string{"<b>satu <i>dua</i></b>", "<b><i>tiga</i></b>", "empat"}},
		{"attributes", `<a href="x y">satu dua</a>`, 5, []string{`<a href="x y">satu</a>`, `<a href="x y">dua</a>`}},
		{"blank beginning", "\n\nsatu dua", 5, []string{"satu", "dua"}},
	} {
		if got := split(c.text, c.limit); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q", c.name, got)
		}
	}
}

func TestSplitLosesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pieces := rapid.SliceOf(rapid.SampledFrom([]string{
			"satu", "🙂", "é", " ", "\n", "\n\n", "&amp;", "&lt;", "<b>tebal</b>", "<i>miring <b>dan tebal</b> lagi</i>", "panjangsekali",
		})).Draw(t, "pieces")
		text, limit := strings.Join(pieces, ""), rapid.IntRange(2, 40).Draw(t, "limit")
		parts := split(text, limit)
		for _, part := range parts {
			if units(locales.Plain(part)) > limit || !utf8.ValidString(part) {
				t.Errorf("%q is %d units", part, units(locales.Plain(part)))
			}
			if strings.Count(part, "<b>") != strings.Count(part, "</b>") || strings.Count(part, "<i>") != strings.Count(part, "</i>") {
				t.Errorf("%q leaves a tag open", part)
			}
		}
		if got, want := letters(strings.Join(parts, " ")), letters(text); got != want {
			t.Errorf("%q became %q", want, got)
		}
	})
}

// letters is what a person reads, without the spaces.
func letters(html string) string { return strings.Join(strings.Fields(locales.Plain(html)), "") }

func TestShortenCountsAsTelegramDoes(t *testing.T) {
	for _, c := range []struct {
		text  string
		limit int
		want  string
	}{
		{"satu", 4, "satu"}, {"satu dua", 6, "satu…"}, {"satudua", 5, "satu…"}, {"🙂🙂🙂", 4, "🙂…"}, {"🙂🙂", 4, "🙂🙂"}, {"", 4, ""},
	} {
		if got := shorten(c.text, c.limit); got != c.want {
			t.Errorf("%q in %d is %q", c.text, c.limit, got)
		}
	}
}

func TestEscapeShowsTextAsItIs(t *testing.T) {
	const text = `<b>Nur'aini & "Co" &lt; 🙂`
	if got := locales.Plain(locales.Escape(text)); got != text {
		t.Errorf("became %q", got)
	}
}
