package dialogue_test

import (
	"strings"

	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/identity"
	"jagaetam/internal/record"
)

// words is an input that takes any text. One that ends in "?" it does not understand, one that ends in "!" it asks to look at
// again. It takes a shared number too.
type words struct{}

func (words) Read(_ dialogue.Context, content chat.Content) dialogue.Reading {
	switch content := content.(type) {
	case chat.Text:
		switch {
		case content.Text == "" || strings.HasSuffix(content.Text, "?"):
			return dialogue.Complain("words.unread", nil)
		case strings.HasSuffix(content.Text, "!"):
			return dialogue.Doubtful(content.Text, "words.sure", chat.Args{"Value": chat.Literal(content.Text)}, "loud")
		}
		return dialogue.Read(content.Text)
	case chat.Contact:
		return dialogue.Read(content.Phone)
	}
	return dialogue.Reading{}
}

func (words) Choices(dialogue.Context) []dialogue.Choice { return nil }

func (words) Show(_ dialogue.Context, value string) chat.Arg { return chat.Literal(value) }

func (words) Examples(dialogue.Context) []dialogue.Example {
	return []dialogue.Example{{Content: chat.Text{Text: "kata"}}, {Content: chat.Text{Text: "kata!"}}}
}

func (words) Messages() []string { return []string{"words.unread", "words.sure"} }

// number is words that are kept secret: it asks the records about what is typed.
type number struct{ words }

func (number) Lookup(_ dialogue.Context, content chat.Content) record.Query {
	text, ok := content.(chat.Text)
	if !ok {
		return record.Query{}
	}
	nik, err := identity.ParseNIK(text.Text)
	if err != nil {
		return record.Query{}
	}
	return record.Query{NIK: nik}
}

func (n number) Read(c dialogue.Context, content chat.Content) dialogue.Reading {
	r := n.words.Read(c, content)
	if c.Facts.NIK == record.RegisteredByOther {
		r.Flags = []string{"taken"}
	}
	return r
}

// shared is words whose question offers to share a phone number.
type shared struct{ words }

func (shared) SharesContact() bool { return true }

// choice is one of a few; its labels are the messages "<prefix>.<value>".
type choice struct {
	prefix string
	values []string
}

func choose(prefix string, values ...string) choice { return choice{prefix, values} }

func (c choice) Choices(ctx dialogue.Context) []dialogue.Choice {
	var choices []dialogue.Choice
	for _, value := range c.values {
		choices = append(choices, dialogue.Choice{Value: value, Label: c.Show(ctx, value)})
	}
	return choices
}

func (c choice) Read(ctx dialogue.Context, content chat.Content) dialogue.Reading {
	text, ok := content.(chat.Text)
	if !ok {
		return dialogue.Reading{}
	}
	if picked, ok := ctx.Pick(text.Text, c.Choices(ctx)); ok {
		return picked
	}
	return dialogue.Complain("choice.unread", nil)
}

func (c choice) Show(_ dialogue.Context, value string) chat.Arg {
	return chat.Message(c.prefix + "." + value)
}

func (c choice) Examples(dialogue.Context) []dialogue.Example {
	var examples []dialogue.Example
	for i := range c.values[:min(len(c.values), dialogue.PageSize)] {
		examples = append(examples, dialogue.Example{Content: chat.Text{Text: string(rune('1' + i))}})
	}
	return examples
}

func (c choice) Messages() []string {
	keys := []string{"choice.unread"}
	for _, value := range c.values {
		keys = append(keys, c.prefix+"."+value)
	}
	return keys
}

// list is choice whose labels are its values.
type list struct{ choice }

func listOf(values ...string) list { return list{choice{values: values}} }

func (l list) Choices(dialogue.Context) []dialogue.Choice {
	var choices []dialogue.Choice
	for _, value := range l.values {
		choices = append(choices, dialogue.Choice{Value: value, Label: chat.Literal(value)})
	}
	return choices
}

func (l list) Read(ctx dialogue.Context, content chat.Content) dialogue.Reading {
	text, ok := content.(chat.Text)
	if !ok {
		return dialogue.Reading{}
	}
	if picked, ok := ctx.Pick(text.Text, l.Choices(ctx)); ok {
		return picked
	}
	return dialogue.Complain("choice.unread", nil)
}

func (l list) Show(_ dialogue.Context, value string) chat.Arg { return chat.Literal(value) }

func (l list) Messages() []string { return []string{"choice.unread"} }
