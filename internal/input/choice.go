// Package input has the kinds of answers: what a question understands, what it complains about, how an answer is shown again.
package input

import (
	"slices"

	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/reading"
)

// Choice is an answer out of a few. Its buttons have the messages "<prefix>.<value>".
type Choice struct {
	prefix string
	values []string
	where  func(dialogue.Context, string) bool
	means  map[reading.Answer]string
}

// ChoiceOf offers the values.
func ChoiceOf(prefix string, values ...string) Choice {
	return Choice{prefix: prefix, values: values, means: map[reading.Answer]string{}}
}

// YesNo lets the words for yes and no, in all their shapes, stand for two of the values.
func (c Choice) YesNo(yes, no string) Choice {
	c.means = map[reading.Answer]string{reading.Yes: yes, reading.No: no}
	return c
}

// Done lets the words for "already" and "not yet" stand for two of the values as well.
func (c Choice) Done(already, notYet string) Choice {
	c.means[reading.Already], c.means[reading.NotYet] = already, notYet
	return c
}

// Where offers only the values for which it holds.
func (c Choice) Where(holds func(c dialogue.Context, value string) bool) Choice {
	c.where = holds
	return c
}

// Choices are the values that are offered.
func (c Choice) Choices(ctx dialogue.Context) []dialogue.Choice {
	var choices []dialogue.Choice
	for _, value := range c.values {
		if c.where == nil || c.where(ctx, value) {
			choices = append(choices, dialogue.Choice{Value: value, Label: c.Show(ctx, value)})
		}
	}
	return choices
}

// Every is all values, whether they are offered now or not.
func (c Choice) Every(ctx dialogue.Context) []dialogue.Choice {
	c.where = nil
	return c.Choices(ctx)
}

// Read takes a label, its number, other words for it, or nearly so.
func (c Choice) Read(ctx dialogue.Context, content chat.Content) dialogue.Reading {
	text, ok := content.(chat.Text)
	if !ok {
		return dialogue.Reading{}
	}
	choices := c.Choices(ctx)
	if value := c.means[reading.YesNo(text.Text)]; value != "" {
		return dialogue.Read(value)
	}
	if picked, ok := ctx.Pick(text.Text, choices); ok {
		return picked
	}
	return dialogue.Complain("input.choice", nil)
}

// Show is the label of the value.
func (c Choice) Show(_ dialogue.Context, value string) chat.Arg {
	return chat.Message(c.prefix + "." + value)
}

// Examples are the labels typed by their numbers.
func (c Choice) Examples(ctx dialogue.Context) []dialogue.Example {
	return examplesOf(c.Choices(ctx))
}

// Messages are the labels and the complaint.
func (c Choice) Messages() []string {
	keys := []string{"input.choice"}
	for _, value := range c.values {
		keys = append(keys, c.prefix+"."+value)
	}
	return keys
}

// examplesOf are the numbers of the choices that stand on the first page.
func examplesOf(choices []dialogue.Choice) []dialogue.Example {
	var examples []dialogue.Example
	for i := range choices[:min(len(choices), dialogue.PageSize)] {
		examples = append(examples, typed(string(rune('1'+i))))
	}
	return examples
}

func typed(texts string) dialogue.Example { return dialogue.Example{Content: chat.Text{Text: texts}} }

func typedAll(texts ...string) []dialogue.Example {
	var examples []dialogue.Example
	for _, text := range texts {
		examples = append(examples, typed(text))
	}
	return slices.Clip(examples)
}
