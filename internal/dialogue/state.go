package dialogue

import (
	"time"

	"jagaetam/internal/chat"
)

// State is all that is kept of a chat between two messages. It is small, survives JSON and CBOR, and holds answers by the name of their
// question: the place in the dialogue is computed from them and stands nowhere.
type State struct {
	// Language is the language the person is answered in; empty until one is known.
	Language string `json:"lang,omitempty"`
	// Count is the number of the last question put, over all dialogues of the chat; it never goes back.
	Count int `json:"count,omitempty"`
	// Talk is the dialogue under way; nil where there is none.
	Talk *Talk `json:"talk,omitempty"`
	// Aside are the dialogues that were interrupted by another, the latest last. They go on when the other has ended.
	Aside []Talk `json:"aside,omitempty"`
	// Offer are the buttons that stand under the last message, where that was not the question of Talk.
	Offer []chat.Option `json:"offer,omitempty"`
	// Sharing says that the button that shares a phone number stands below the chat; it goes with the next message that can take
	// it away.
	Sharing bool `json:"sharing,omitempty"`
	// Last is what the person typed last, by which a text sent twice is known, and Pressed the button that he tapped last. They are apart
	// because taps overtake texts: the second of two equal texts may come after the tap that follows them.
	Last    Last `json:"last,omitzero"`
	Pressed Last `json:"pressed,omitzero"`
	// Else is when something was last given to the flow for whatever else.
	Else time.Time `json:"else,omitzero"`
	// Touched is when the person was last heard of.
	Touched time.Time `json:"touched,omitzero"`
	// Nudged says that the person was reminded of Talk once; he never is a second time.
	Nudged bool `json:"nudged,omitempty"`
}

// Talk is one run through a flow.
type Talk struct {
	Flow string `json:"flow"`
	// Run is the key of the message that began it, and thereby unique.
	Run string `json:"run"`
	// Payload is what the flow was opened with.
	Payload string  `json:"payload,omitempty"`
	Answers Answers `json:"answers,omitempty"`
	// Asked names the question on the person's screen, and Count is its number. What he answers, he answers to this question,
	// whatever a newer version of the flow would ask at this place.
	Asked string `json:"asked,omitempty"`
	Count int    `json:"count,omitempty"`
	// Page is the page of the question's options on the screen, from 0.
	Page int `json:"page,omitempty"`
	// Among are the choices the question was narrowed to because the answer fitted several.
	Among []string `json:"among,omitempty"`
	// Redo names a question that is asked again out of its turn, because the person wants to change its answer.
	Redo string `json:"redo,omitempty"`
	// Doubt is what the person is asked to look at again before it counts.
	Doubt *Doubt `json:"doubt,omitempty"`
	// Stumbles is how often in a row the question on the screen got something that is no answer.
	Stumbles int `json:"stumbles,omitempty"`
	// Troubles are the keys of the last complaints in this talk, the newest last.
	Troubles []string `json:"troubles,omitempty"`
}

// Answers are a talk's answers by the name of their question.
type Answers map[string]Answer

// Answer is what a person answered, in the form its Input made of it.
type Answer struct {
	Value string `json:"value"`
	// Flags say what was noticed about it.
	Flags []string `json:"flags,omitempty"`
	// At is when it was given.
	At time.Time `json:"at"`
	// Given says that the flow began with it: nobody was asked, so no way back leads to the question.
	Given bool `json:"given,omitempty"`
}

// Doubt is a yes-or-no question that stands before something is done.
type Doubt struct {
	// Then is what a yes does.
	Then Then `json:"then"`
	// Value and Flags are the answer that a yes accepts.
	Value string   `json:"value,omitempty"`
	Flags []string `json:"flags,omitempty"`
	// Say is what is asked.
	Say Say `json:"say"`
}

// Then is what a yes to a Doubt does.
type Then string

// What a yes can do.
const (
	ThenAccept  Then = "accept"
	ThenCancel  Then = "cancel"
	ThenRestart Then = "restart"
)

// Say is a message of locales with its placeholders filled.
type Say struct {
	Key  string    `json:"key"`
	Args chat.Args `json:"args,omitempty"`
}

// Last is what a person did last.
type Last struct {
	// What is the press, or a digest of the text; it is never the text itself.
	What string    `json:"what,omitempty"`
	At   time.Time `json:"at,omitzero"`
}
