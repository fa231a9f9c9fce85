package locales

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"text/template"
	"text/template/parse"
	"unicode/utf16"
)

// officePrefix is what the names of the messages begin with that officers may write anew.
const officePrefix = "office."

// An officer's text is at most as long as one message of Telegram, with this many letters in each of its placeholders.
const (
	textUnits = 4096
	argUnits  = 200
)

// written is a text that an officer has written.
type written struct {
	text         string
	placeholders []string
	template     *template.Template
}

// Overlay has the texts, by language and key, stand in the place of the program's own, all at once, and those of an earlier call no
// more. What CheckText refuses is left out, so that the program's own text stands there; the error names all of it.
func (c *Catalogue) Overlay(texts map[string]map[string]string) error {
	overlay := map[string]map[string]written{}
	var wrong []error
	for _, lang := range slices.Sorted(maps.Keys(texts)) {
		overlay[lang] = map[string]written{}
		for _, key := range slices.Sorted(maps.Keys(texts[lang])) {
			text, err := c.read(lang, key, texts[lang][key])
			if err != nil {
				wrong = append(wrong, err)
				continue
			}
			overlay[lang][key] = text
		}
	}
	c.overlay.Store(&overlay)
	return errors.Join(wrong...)
}

// CheckText says why a text cannot stand in the place of the program's own: its name does not begin with office., there is no such
// message or language, it is empty or too long, it has a placeholder that the program's own has not, or it is not the HTML that the
// program's own are; nil where it can.
func (c *Catalogue) CheckText(lang, key, text string) error {
	_, err := c.read(lang, key, text)
	return err
}

// OfficeKeys are the names of the messages that officers may write anew, sorted.
func (c *Catalogue) OfficeKeys() []string {
	return slices.DeleteFunc(c.Keys(Indonesian), func(key string) bool { return !strings.HasPrefix(key, officePrefix) })
}

// Text is a message as it stands, placeholders and all, and whether an officer has written it. It is empty where there is none.
func (c *Catalogue) Text(lang, key string) (text string, overlaid bool) {
	if w, ok := c.overlaid(lang, key); ok {
		return w.text, true
	}
	return strings.TrimSpace(c.messages[lang][key].text), false
}

func (c *Catalogue) overlaid(lang, key string) (written, bool) {
	overlay := c.overlay.Load()
	if overlay == nil {
		return written{}, false
	}
	w, ok := (*overlay)[lang][key]
	return w, ok
}

func (c *Catalogue) read(lang, key, text string) (written, error) {
	text = strings.TrimSpace(text)
	w := written{text: text}
	fail := func(err error) (written, error) { return written{}, fmt.Errorf("text %s in %s: %w", key, lang, err) }
	own, there := c.messages[lang][key]
	switch {
	case !slices.Contains(languages, lang):
		return fail(fmt.Errorf("there is no such language, only %v", languages))
	case !strings.HasPrefix(key, officePrefix) || !there:
		return fail(fmt.Errorf("it is none that can be written anew; those are %v", c.OfficeKeys()))
	case text == "":
		return fail(errors.New("it is empty"))
	}
	trees, err := parse.Parse(key, text, "", "")
	if err != nil || len(trees) != 1 || trees[key] == nil {
		return fail(errors.New("its placeholders cannot be read; they look like {{.Name}}"))
	}
	if w.placeholders, err = plainFields(trees[key].Root); err != nil {
		return fail(err)
	}
	for _, name := range w.placeholders {
		if _, global := c.globals[name]; !global && !slices.Contains(own.placeholders, name) {
			return fail(fmt.Errorf("it has a placeholder %s, which is not filled", name))
		}
	}
	if w.template, err = template.New(key).Option("missingkey=error").Parse(text); err != nil {
		return fail(errors.New("its placeholders cannot be read; they look like {{.Name}}"))
	}
	if err := w.check(); err != nil {
		return fail(err)
	}
	return w, nil
}

// check fills the text with long answers and looks at what comes out.
func (w written) check() error {
	data := map[string]string{}
	for _, name := range w.placeholders {
		data[name] = strings.Repeat("n", argUnits)
	}
	filled, err := w.fill(data)
	if err != nil {
		return err
	}
	if n := len(utf16.Encode([]rune(Plain(filled)))); n > textUnits {
		return fmt.Errorf("it is too long: %d of at most %d", n, textUnits)
	}
	return CheckHTML(filled)
}

func (w written) fill(data map[string]string) (string, error) {
	var out strings.Builder
	err := w.template.Execute(&out, data)
	return out.String(), err
}

// plainFields are the placeholders of an officer's text, sorted. Loops, conditions and functions are for the program's own.
func plainFields(root *parse.ListNode) ([]string, error) {
	for _, node := range root.Nodes {
		switch n := node.(type) {
		case *parse.TextNode:
		case *parse.ActionNode:
			if len(n.Pipe.Decl) > 0 || len(n.Pipe.Cmds) != 1 || len(n.Pipe.Cmds[0].Args) != 1 {
				return nil, fmt.Errorf("%s is no placeholder; they look like {{.Name}}", n)
			}
			if field, ok := n.Pipe.Cmds[0].Args[0].(*parse.FieldNode); !ok || len(field.Ident) != 1 {
				return nil, fmt.Errorf("%s is no placeholder; they look like {{.Name}}", n)
			}
		default:
			return nil, fmt.Errorf("%s is no placeholder; they look like {{.Name}}", n)
		}
	}
	names := fields(root)
	slices.Sort(names)
	return slices.Compact(names), nil
}
