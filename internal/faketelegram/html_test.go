package faketelegram

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestHTMLBecomesTextAndEntities(t *testing.T) {
	known := &User{ID: 7, FirstName: "Siti"}
	users := func(id int64) *User {
		if id == 7 {
			return known
		}
		return nil
	}
	for html, want := range map[string]struct {
		text     string
		entities []Entity
	}{
		"<b>Halo</b> 👋 <i>Siti</i>":                             {"Halo 👋 Siti", []Entity{{Type: "bold", Length: 4}, {Type: "italic", Offset: 8, Length: 4}}},
		"<b>a<u>b</u></b>":                                      {"ab", []Entity{{Type: "bold", Length: 2}, {Type: "underline", Offset: 1, Length: 1}}},
		"<STRONG>a</>":                                          {"a", []Entity{{Type: "bold", Length: 1}}},
		"a &lt;b&gt; &amp; &quot;c&quot; &#x1F44B;":             {`a <b> & "c" 👋`, nil},
		"&copy; &nope; & &#0;":                                  {"&copy; &nope; & &#0;", nil},
		`<a href="https://a.id?x=1&amp;y=2">x</a>`:              {"x", []Entity{{Type: "text_link", Length: 1, URL: "https://a.id/?x=1&y=2"}}},
		`<a href="tg://user?id=7">Siti</a>`:                     {"Siti", []Entity{{Type: "text_mention", Length: 4, User: known}}},
		`<a href="tg://user?id=8">x</a>`:                        {"x", nil},
		`<a href="nowhere">x</a>`:                               {"x", nil},
		`<pre><code class="language-go">x</code></pre>`:         {"x", []Entity{{Type: "pre", Length: 1, Language: "go"}}},
		`<code class="language-go">x</code>`:                    {"x", []Entity{{Type: "code", Length: 1}}},
		`<span class="tg-spoiler">x</span><s>y</s>`:             {"xy", []Entity{{Type: "spoiler", Length: 1}, {Type: "strikethrough", Offset: 1, Length: 1}}},
		"<blockquote expandable>x</blockquote>":                 {"x", []Entity{{Type: "expandable_blockquote", Length: 1}}},
		`<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>`: {"👍", []Entity{{Type: "custom_emoji", Length: 2, CustomEmojiID: "5368324170671202286"}}},
		"<b></b>x": {"x", nil},
	} {
		text, entities, err := parseHTML(html, users)
		if err != nil {
			t.Errorf("%s: %v", html, err)
			continue
		}
		if diff := cmp.Diff(want.entities, entities); text != want.text || diff != "" {
			t.Errorf("%s: text is %q, want %q; entities differ by\n%s", html, text, want.text, diff)
		}
	}
}

func TestBrokenHTMLIsRefusedInTelegramsWords(t *testing.T) {
	for html, want := range map[string]string{
		"a < b":                               `Unsupported start tag "" at byte offset 2`,
		"a <b":                                `Unclosed start tag at byte offset 2`,
		"<p>x</p>":                            `Unsupported start tag "p" at byte offset 0`,
		"<b>x":                                `Can't find end tag corresponding to start tag "b"`,
		"x</b>":                               `Unexpected end tag at byte offset 1`,
		"<b>x</i>":                            `Unmatched end tag at byte offset 4, expected "</b>", found "</i>"`,
		"<b>x</b":                             `Unclosed end tag at byte offset 4`,
		"<span>x</span>":                      `Tag "span" must have class "tg-spoiler" at byte offset 0`,
		`<a href="x`:                          `Unclosed start tag at byte offset 0`,
		`<a href=>x</a>`:                      "",
		`<a href=a/b>x</a>`:                   `Unexpected end of name token at byte offset 8`,
		`<a "x">y</a>`:                        `Empty attribute name in the tag "a" at byte offset 0`,
		`<tg-emoji emoji-id="x">👍</tg-emoji>`: `Invalid custom emoji identifier specified`,
	} {
		_, _, err := parseHTML(html, func(int64) *User { return nil })
		got := ""
		if err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%s: error is %q, want %q", html, got, want)
		}
	}
}

func FuzzHTML(f *testing.F) {
	for _, seed := range []string{"<b>a</b>", "&lt;&#x1F44B;", `<a href="x">`, "<", "</", "<b \x00", "é<i>👋</i>"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, html string) {
		text, entities, err := parseHTML(html, func(int64) *User { return nil })
		if err != nil {
			return
		}
		for _, e := range entities {
			if e.Offset < 0 || e.Length <= 0 || e.Offset+e.Length > utf16Len(text) {
				t.Errorf("entity %+v lies outside %q", e, text)
			}
		}
	})
}

func TestEntitiesAreRecognised(t *testing.T) {
	for text, want := range map[string][]Entity{
		"/start abc":              {{Type: "bot_command", Length: 6}},
		"👋 /status@jaga_bot":      {{Type: "bot_command", Offset: 3, Length: 16}},
		"a/b 1/2":                 nil,
		"lihat https://a.id/x ya": {{Type: "url", Offset: 6, Length: 14}},
		"@siti_1 #kukar":          {{Type: "mention", Length: 7}, {Type: "hashtag", Offset: 8, Length: 6}},
		"a@b.id":                  {{Type: "email", Length: 6}},
		"/a /b":                   {{Type: "bot_command", Length: 2}, {Type: "bot_command", Offset: 3, Length: 2}},
	} {
		if diff := cmp.Diff(want, detect(text)); diff != "" {
			t.Errorf("%q: entities differ by\n%s", text, diff)
		}
	}
}

func TestTrimMovesEntities(t *testing.T) {
	text, entities := trim(" \n👋 a ", []Entity{{Type: "bold", Offset: 1, Length: 7}, {Type: "italic", Offset: 6, Length: 1}})
	want := []Entity{{Type: "bold", Length: 4}}
	if diff := cmp.Diff(want, entities); text != "👋 a" || diff != "" {
		t.Errorf("text is %q, entities differ by\n%s", text, diff)
	}
}
