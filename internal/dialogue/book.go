package dialogue

import (
	"strings"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/reading"
	"jagaetam/internal/record"
)

// Book is all conversations of the service, ready to be led. It is safe for use by many at once.
type Book struct {
	setting  Setting
	flows    []*Flow
	byID     map[string]*Flow
	commands map[string]opened
	intents  map[reading.Intent]opened
	besides  map[reading.Intent]*Flow // opened in the middle of a dialogue alone
	starts   []opened
	media    map[chat.MediaKind]*Flow
	finds    []find
	cases    *Flow // opened by buttons about a case
	rest     *Flow // opened by whatever else
}

// Setting is what the machine needs besides the flows.
type Setting struct {
	// Zone is the programme's time zone.
	Zone *time.Location
	// Texts are the messages, by which typed labels are known.
	Texts Texts
	// Home is the flow that opens where nothing else does; it must be a telling one.
	Home string
	// News says that people are sent news who have not written, so that what they write next may be the answer to that.
	News bool
	// Nudge is the first moment after t at which a person may be reminded of a dialogue he left.
	Nudge func(t time.Time) time.Time
}

// Catalogue is what the machine needs of locales.
type Catalogue interface {
	Has(lang, key string) bool
	Arg(lang string, arg chat.Arg, escape func(string) string) (string, error)
	Languages() []string
}

// Texts are the messages as the machine needs them: to recognise a label that was typed.
type Texts struct{ Catalogue }

// spellings are the ways a label reads in all languages, and the other words that the catalogues have for it.
func (t Texts) spellings(label chat.Arg) []string {
	var all []string
	for _, lang := range t.Languages() {
		if text, err := t.Arg(lang, label, nil); err == nil {
			all = append(all, text)
		}
		if also := label.Key + ".also"; label.Key != "" && t.Has(lang, also) {
			if text, err := t.Arg(lang, chat.Message(also), nil); err == nil {
				all = append(all, strings.Split(text, "|")...)
			}
		}
	}
	return all
}

// opened is a flow and what it is opened with.
type opened struct {
	flow    *Flow
	prefix  string
	payload string
	last    bool
}

// find is a flow and what is looked for to open it.
type find struct {
	flow *Flow
	in   func(text string) string
}

// New makes a book of the flows. It does not judge them: Check does.
func New(setting Setting, flows ...Flow) *Book {
	b := &Book{
		setting: setting, byID: map[string]*Flow{}, commands: map[string]opened{}, intents: map[reading.Intent]opened{}, besides: map[reading.Intent]*Flow{},
		media: map[chat.MediaKind]*Flow{},
	}
	for i := range flows {
		flow := &flows[i]
		b.flows = append(b.flows, flow)
		b.byID[flow.ID] = flow
		for _, opening := range flow.Open {
			switch {
			case opening.Command != "":
				b.commands[opening.Command] = opened{flow: flow, payload: opening.Payload}
			case opening.Intent != "" && opening.Beside:
				b.besides[opening.Intent] = flow
			case opening.Intent != "":
				b.intents[opening.Intent] = opened{flow: flow, payload: opening.Payload, last: opening.Last}
			case opening.Holds != nil:
				b.finds = append(b.finds, find{flow, opening.Holds.In})
			case opening.Start != "":
				b.starts = append(b.starts, opened{flow: flow, prefix: opening.Start})
			case opening.Media != "":
				b.media[opening.Media] = flow
			case opening.Case:
				b.cases = flow
			case opening.Else:
				b.rest = flow
			}
		}
	}
	return b
}

// Event is something that happens to a dialogue.
type Event struct {
	In  chat.Incoming
	Now time.Time
	// Facts answer Asked, the Wants of an earlier turn about the same event; nil at first. With a zero Asked they answer everything.
	Facts *record.Facts
	Asked record.Query
}

// Turn is what follows from an event. Nothing of it has happened yet.
type Turn struct {
	// Wants is what must be known first. Where it is not zero, nothing else in the turn counts: find it out and Advance again, which
	// Lead does.
	Wants record.Query
	// State is what is kept.
	State State
	// Words are said, Notice over the chat where a button was pressed.
	Words  []chat.Words
	Notice chat.Arg
	// Edit says that the first of Words takes the place of the message whose button was pressed.
	Edit bool
	// Forget says that the person's message is to be deleted from the chat.
	Forget bool
	// Effects are performed before anything is kept or said; then Conclude is told what came of them.
	Effects []record.Effect
	// Wake is when the chat wants to be woken by a chat.Due; zero is never.
	Wake time.Time

	// unfinished is the turn as it was when it came to a Finish.
	unfinished *turn
}
