// Package locales has every word the service says, one file a language, and writes amounts and dates as each language does.
//
// The texts are HTML as Telegram knows it, of which they use <b> and <i> alone; what is put into their placeholders is escaped by
// whoever sends them.
package locales

import (
	"embed"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/BurntSushi/toml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/nicksnyder/go-i18n/v2/i18n/template"
	"golang.org/x/text/language"

	"jagaetam/internal/chat"
)

//go:embed active.*.toml
var files embed.FS

// Indonesian is the language texts are written in first, English the second.
const (
	Indonesian = "id"
	English    = "en"
)

var languages = []string{Indonesian, English}

// Catalogue is all messages in all languages. It is safe for use by many at once.
type Catalogue struct {
	globals    chat.Args
	messages   map[string]map[string]message
	localizers map[string]*i18n.Localizer
	overlay    atomic.Pointer[map[string]map[string]written]
}

// message is what is known of a message besides its text.
type message struct {
	text         string
	placeholders []string
	plural       bool
}

// Load reads the embedded messages. The globals fill the placeholders of the same names in every message: the name of the office,
// its hours.
func Load(globals chat.Args) (*Catalogue, error) {
	c := &Catalogue{globals: globals, messages: map[string]map[string]message{}, localizers: map[string]*i18n.Localizer{}}
	bundle := i18n.NewBundle(language.Indonesian)
	bundle.RegisterUnmarshalFunc("toml", toml.Unmarshal)
	for _, lang := range languages {
		file, err := bundle.LoadMessageFileFS(files, "active."+lang+".toml")
		if err != nil {
			return nil, fmt.Errorf("read the messages in %s: %w", lang, err)
		}
		c.messages[lang] = map[string]message{}
		for _, m := range file.Messages {
			names, err := placeholders(m)
			if err != nil {
				return nil, fmt.Errorf("read the message %q in %s: %w", m.ID, lang, err)
			}
			c.messages[lang][m.ID] = message{text: m.Other, placeholders: names, plural: m.One != ""}
		}
		c.localizers[lang] = i18n.NewLocalizer(bundle, lang)
	}
	return c, nil
}

// Languages are the languages there are, the first first.
func (c *Catalogue) Languages() []string { return slices.Clone(languages) }

// Has says whether a message exists in a language; another language does not stand in for it.
func (c *Catalogue) Has(lang, key string) bool {
	_, ok := c.messages[lang][key]
	return ok
}

// Keys are the names of all messages in a language, sorted.
func (c *Catalogue) Keys(lang string) []string {
	keys := make([]string, 0, len(c.messages[lang]))
	for key := range c.messages[lang] {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

var parser = &template.TextParser{Option: "missingkey=error"}

// Render writes a message, or what an officer has written in its place. Each argument it has a placeholder for is written out in the language and passed through escape, where
// that is not nil; the message itself is not. It is an error if the message does not exist in the language, or an argument for it
// is missing.
func (c *Catalogue) Render(lang, key string, args chat.Args, escape func(string) string) (string, error) {
	m, ok := c.messages[lang][key]
	if !ok {
		return "", fmt.Errorf("message %q: missing in %s", key, lang)
	}
	officers, overlaid := c.overlaid(lang, key)
	if overlaid {
		m.placeholders = officers.placeholders
	}
	config := &i18n.LocalizeConfig{MessageID: key, TemplateParser: parser}
	data := make(map[string]string, len(m.placeholders))
	for _, name := range m.placeholders {
		arg, ok := args[name]
		if !ok {
			if arg, ok = c.globals[name]; !ok {
				return "", fmt.Errorf("message %q: its placeholder %s is not filled", key, name)
			}
		}
		text, err := c.Arg(lang, arg, escape)
		if err != nil {
			return "", fmt.Errorf("message %q, placeholder %s: %w", key, name, err)
		}
		data[name] = text
		if m.plural && arg.Number != nil {
			config.PluralCount = *arg.Number
		}
	}
	if overlaid {
		return officers.fill(data)
	}
	config.TemplateData = data
	text, err := c.localizers[lang].Localize(config)
	if err != nil {
		return "", fmt.Errorf("message %q in %s: %w", key, lang, err)
	}
	return strings.TrimSpace(text), nil
}

// Arg writes one argument: a text as it is, an amount, a date, another message, several of them one a line or one right after the other. Texts are passed
// through escape, wherever they stand in it.
func (c *Catalogue) Arg(lang string, arg chat.Arg, escape func(string) string) (string, error) {
	if arg.Key != "" {
		return c.Render(lang, arg.Key, arg.Args, escape)
	}
	switch {
	case arg.List != nil:
		return c.joined(lang, arg.List, "\n", escape)
	case arg.Parts != nil:
		return c.joined(lang, arg.Parts, "", escape)
	case arg.Rupiah != nil:
		return Rupiah(*arg.Rupiah), nil
	case arg.Number != nil:
		return fmt.Sprint(*arg.Number), nil
	case !arg.Date.IsZero():
		return Date(lang, arg.Date), nil
	case !arg.Month.IsZero():
		return Month(lang, arg.Month), nil
	}
	return escaped(arg.Text, escape), nil
}

func (c *Catalogue) joined(lang string, args []chat.Arg, between string, escape func(string) string) (string, error) {
	texts := make([]string, len(args))
	for i, one := range args {
		text, err := c.Arg(lang, one, escape)
		if err != nil {
			return "", err
		}
		texts[i] = text
	}
	return strings.Join(texts, between), nil
}

func escaped(text string, escape func(string) string) string {
	if escape == nil {
		return text
	}
	return escape(text)
}
