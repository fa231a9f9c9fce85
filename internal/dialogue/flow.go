// Package dialogue is the machine that leads through conversations: a state, a message and what is known of the person go in,
// the next turn comes out. It is pure: it has no clock but the one handed in, no chance, no platform and no database.
package dialogue

import (
	"slices"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/reading"
	"jagaetam/internal/record"
)

// Flow is one conversation. It either asks Steps and then performs what Finish says, or it only Tells something.
type Flow struct {
	// ID names the flow. Its button has the message "open.<ID>".
	ID string
	// Open says what opens it.
	Open []Opening
	// Steps are its questions; the first is asked first.
	Steps []Step
	// Begin gives answers that need no asking, from what the flow was opened with.
	Begin func(Context) Answers
	// Finishes are the ways to end with effects, by the name that routes lead to them by.
	Finishes map[string]Finish
	// Args fill the placeholders of the messages the flow ends with.
	Args func(Context, record.Outcome) chat.Args
	// Adorn gives the message the flow ends with what it has besides words: a picture, buttons that open a flow with something. It may
	// be nil.
	Adorn func(Context, record.Outcome, chat.Words) chat.Words

	// Tell says what there is to say and asks nothing.
	Tell func(Context) Told
	// Says are the keys of the messages that Tell and May may use.
	Says []string

	// Facts says what the flow has to know of the person, at every message of its talk; nil is nothing. The functions of the flow may
	// be called once before it is known, with empty Facts, and what they make of that is thrown away.
	Facts func(Context) record.Query
	// May is the key of what is said instead to somebody who may not have this conversation; empty lets him. It is asked when the flow
	// opens and at every message of its talk. Nil lets everybody.
	May func(Context) string
	// Tries are what Walk opens the flow with; nil is one without anything. They are many, and made only for it.
	Tries func() []Try
}

// Try is one way to open a flow, for Walk.
type Try struct {
	Payload string
	Facts   record.Facts
}

// Finish ends a talk with effects.
type Finish struct {
	// Effects makes them of the answers.
	Effects func(Context) []record.Effect
	// Outcomes say where each outcome of theirs leads.
	Outcomes map[record.OutcomeName]Next
}

// Told is what a telling flow says.
type Told struct {
	Words   []chat.Words
	Effects []record.Effect
	// InPlace says that the first of Words takes the place of the message whose button was pressed.
	InPlace bool
	// Then, where set, makes further words of what came of the effects; none says nothing more.
	Then func(record.Outcome) []chat.Words
	// Language, where set, is what the person is answered in from now on.
	Language string
	// Rests says that the person wants to go: the question of a dialogue under way is not asked again, but a button goes on with it.
	Rests bool
}

// Opening is one thing that opens a flow: exactly one of Command, Start, Intent, Holds, Media, Case and Else is set.
type Opening struct {
	// Command is a command without its slash.
	Command string
	// Start is how the payload of a deep link begins (/start <payload>); the flow is given what follows it.
	Start string
	// Intent is what people type for it.
	Intent reading.Intent
	// Last says that Intent opens the flow only while no dialogue is under way, and where no flow makes anything else of the words.
	Last bool
	// Holds opens it by something that what is written holds, be that typed, forwarded, or the words under a file: it goes before all else
	// that the words may mean, whatever dialogue is under way.
	Holds *Find
	// Media is a kind of file sent while no dialogue is under way; the flow is given the file, as chat.File's String.
	Media chat.MediaKind
	// Case is a button about a case, under something that was said later; the flow is given what the button carries.
	Case bool
	// Else is whatever nothing else is made of: what is typed while no dialogue is under way, and what a question does not look at. The
	// flow must be a telling one; where it tells nothing and does nothing, it is as if it were not there.
	Else bool
	// Beside says that Intent opens the flow while a dialogue is under way and only tells what is asked or said in place of an answer, be there
	// another flow for the same words or not.
	Beside bool
	// Payload is what the flow is given where a Command or an Intent opens it.
	Payload string
}

// Find finds something in what is written.
type Find struct {
	// What says what, for whoever reads the graph.
	What string
	// In is what the flow is given; empty where the text holds nothing of the kind.
	In func(text string) string
}

// Commands open a flow by any of the names.
func Commands(names ...string) []Opening {
	openings := make([]Opening, len(names))
	for i, name := range names {
		openings[i].Command = name
	}
	return openings
}

// Intents open a flow by what people type.
func Intents(intents ...reading.Intent) []Opening {
	openings := make([]Opening, len(intents))
	for i, intent := range intents {
		openings[i].Intent = intent
	}
	return openings
}

// Step is one question.
type Step struct {
	// ID names the question; answers are kept by it, so it never gets another meaning.
	ID string
	// Was are names the question had in earlier versions of the flow.
	Was []string
	// Ask is the key of the message that asks it; "<Ask>.help" is said where somebody does not know what is meant.
	Ask string
	// Help is the key of that help, where it is another.
	Help string
	// Args fill its placeholders.
	Args func(Context) chat.Args
	// Accept is what it understands.
	Accept Input
	// Secret says that the person's message is to be deleted from the chat once it has been taken in.
	Secret bool
	// Noted is the key of a message, with the placeholder Value, that confirms the answer; empty says nothing.
	Noted string
	// Forgets are questions whose answers mean nothing any more when this one changes.
	Forgets []string
	// Keeps are words that are an answer to this question, whatever they mean at others: an operator is a trade too.
	Keeps []reading.Intent
	// Next says where the answer leads. A question without it is only ever asked again by a Redo, and leads back to where that was.
	Next Next
}

// Context is what a flow may know at one moment of a talk.
type Context struct {
	// Now is the time in the programme's zone.
	Now      time.Time
	Language string
	Person   chat.Person
	// In is what has arrived.
	In chat.Incoming
	// Else is when something was last given to the flow for whatever else, before this; zero for never.
	Else time.Time
	// Troubles are the keys of what the person was told last that he was not understood: in this talk, or where there was nothing to
	// tell, in the one that it interrupted.
	Troubles []string
	// Flow, Run and Payload are those of the talk; Step is the question on the screen, empty where there is none.
	Flow, Run, Payload, Step string
	// Help is the key of the help for the question on the screen, empty where there is none.
	Help string
	// Left is how many questions are left in the talk as it mostly goes, with the one on the screen; only a telling flow is told.
	Left    int
	Answers Answers
	// Facts are what the flow asked for; nothing is changed in them.
	Facts *record.Facts
	texts Texts
}

// Today is the day of Now.
func (c Context) Today() civil.Date { return civil.DateOf(c.Now) }

// Value is the answer to a step, empty where there is none.
func (c Context) Value(step string) string { return c.Answers[step].Value }

// Has says whether a step has been answered.
func (c Context) Has(step string) bool {
	_, ok := c.Answers[step]
	return ok
}

// Flagged says whether a step's answer carries the flag.
func (c Context) Flagged(step, flag string) bool { return slices.Contains(c.Answers[step].Flags, flag) }

// step finds a question by its present or a former name.
func (f *Flow) step(name string) *Step {
	for i := range f.Steps {
		if f.Steps[i].ID == name {
			return &f.Steps[i]
		}
	}
	for i := range f.Steps {
		if slices.Contains(f.Steps[i].Was, name) {
			return &f.Steps[i]
		}
	}
	return nil
}
