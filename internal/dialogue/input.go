package dialogue

import (
	"jagaetam/internal/chat"
	"jagaetam/internal/reading"
	"jagaetam/internal/record"
)

// Input is what a question understands. It is a value without state.
type Input interface {
	// Read makes an answer of what arrived; of a chat.Text it always makes something. It is not asked about taps: a tap carries the
	// value of one of Choices.
	Read(c Context, content chat.Content) Reading
	// Choices are the answers that stand on buttons, in their order; none where the question is free.
	Choices(c Context) []Choice
	// Show is an answer as the person may see it: masked where it must be.
	Show(c Context, value string) chat.Arg
	// Examples are contents it understands, at least one for each way the flow can go on from it.
	Examples(c Context) []Example
	// Messages are the keys of all messages it may use.
	Messages() []string
}

// Lookup is an Input that has to know something of the records before it can read.
type Lookup interface {
	// Lookup is what it has to know about the content; the zero Query where nothing.
	Lookup(c Context, content chat.Content) record.Query
}

// AnyWords is an Input that takes almost any words, so that a question from the person would pass for his answer.
type AnyWords interface {
	// OwnWords says whether it is: what he wants to say to somebody. Elsewhere the question is answered.
	OwnWords() bool
}

// Gatherer is an Input whose answer is gathered from several. Each changes what there is so far, and the question stays until that is all; the
// same once more changes nothing.
type Gatherer interface {
	// Gather is the answer once value is added to it or taken out, and whether that is all. An empty answer that is all counts as none.
	Gather(before, value string) (after string, all bool)
}

// Sharer is an Input whose question offers to share a phone number.
type Sharer interface {
	SharesContact() bool
}

// Conditional is an Input that offers some of its choices only where something holds.
type Conditional interface {
	// Every is each choice that it can ever offer.
	Every(Context) []Choice
}

// Choice is an answer on a button.
type Choice struct {
	Value string
	Label chat.Arg
	// Also are other words for it; those of the messages "<label's key>.also" need not be repeated.
	Also []string
}

// Example is a content that an Input understands, and what must be known for it to be read in this way.
type Example struct {
	Content chat.Content
	Facts   record.Facts
}

// Reading is what an Input made of a content: at most one of Value, Complaint and Among is set, and Doubt only with Value. The zero
// Reading says that the content is none that the Input looks at.
type Reading struct {
	Value string
	Flags []string
	// Doubt is a yes-or-no question the person is asked before the value counts.
	Doubt *Say
	// Complaint says what was not understood and what to do.
	Complaint *Say
	// Among are the choices it may mean; the person is asked which.
	Among []string
}

// Read is a reading that needs no asking back.
func Read(value string, flags ...string) Reading { return Reading{Value: value, Flags: flags} }

// Complain is a reading of something that is no answer.
func Complain(key string, args chat.Args) Reading { return Reading{Complaint: &Say{key, args}} }

// Doubtful is a reading that counts once the person has said yes to the question key.
func Doubtful(value, key string, args chat.Args, flags ...string) Reading {
	return Reading{Value: value, Flags: flags, Doubt: &Say{key, args}}
}

// None says that the Input does not look at such a content.
func (r Reading) None() bool { return r.Value == "" && r.Complaint == nil && len(r.Among) == 0 }

// Pick reads which of the choices a text means, by number, label in any language, other words, or nearly so. Where it means none
// it reports false.
func (c Context) Pick(text string, choices []Choice) (Reading, bool) {
	options := make([]reading.Option, len(choices))
	for i, choice := range choices {
		options[i] = reading.Option{ID: choice.Value, Labels: append(c.texts.spellings(choice.Label), choice.Also...)}
	}
	picked := reading.Choose(text, options)
	switch {
	case picked.Certainty == reading.Sure:
		return Read(picked.ID), true
	case len(picked.Among) > 0:
		return Reading{Among: picked.Among}, true
	}
	return Reading{}, false
}
