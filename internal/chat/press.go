package chat

import (
	"strconv"
	"strings"
)

// PressLimit is the most bytes a button can carry (Bot API, InlineKeyboardButton.callback_data).
const PressLimit = 64

// Press is what a button carries. The zero Press is none.
type Press struct {
	Kind PressKind
	// Count is the number of the question as it was shown; a button of an earlier question has a lower one.
	// Only answers and pages have it.
	Count int
	// Flow and Step name the question that is answered, or the flow that is opened.
	Flow, Step string
	// Value is the chosen option, the page to show, or what an opened flow is given on its way.
	Value string
}

// PressKind says what pressing a button does.
type PressKind string

// What a button can do.
const (
	PressAnswer PressKind = "a" // answers the question
	PressPage   PressKind = "p" // shows another page of its options
	PressOpen   PressKind = "o" // opens a flow
	PressResume PressKind = "r" // goes on with the dialogue under way
	PressCase   PressKind = "c" // acts on a case; Value is the act, a colon, and the case's number
)

// String is what is put into the button: at most PressLimit bytes, which dialogue.Check sees to.
func (p Press) String() string {
	switch p.Kind {
	case PressAnswer, PressPage:
		return strings.Join([]string{string(p.Kind), strconv.Itoa(p.Count), p.Flow, p.Step, p.Value}, ":")
	case PressOpen:
		return strings.Join([]string{string(p.Kind), p.Flow, p.Value}, ":")
	case PressCase:
		return string(p.Kind) + ":" + p.Value
	case PressResume:
		return string(p.Kind)
	}
	return ""
}

// ParsePress reads what String wrote. It reports false for anything else: buttons can be forged.
func ParsePress(data string) (Press, bool) {
	if len(data) > PressLimit {
		return Press{}, false
	}
	kind, rest, _ := strings.Cut(data, ":")
	switch PressKind(kind) {
	case PressAnswer, PressPage:
		parts := strings.SplitN(rest, ":", 4)
		if len(parts) < 4 {
			return Press{}, false
		}
		count, err := strconv.Atoi(parts[0])
		if err != nil || count < 0 || strconv.Itoa(count) != parts[0] {
			return Press{}, false
		}
		return Press{PressKind(kind), count, parts[1], parts[2], parts[3]}, true
	case PressOpen:
		if flow, value, ok := strings.Cut(rest, ":"); ok && flow != "" {
			return Press{Kind: PressOpen, Flow: flow, Value: value}, true
		}
	case PressCase:
		if act, number, ok := strings.Cut(rest, ":"); ok && act != "" && number != "" {
			return Press{Kind: PressCase, Value: rest}, true
		}
	case PressResume:
		if data == string(PressResume) {
			return Press{Kind: PressResume}, true
		}
	}
	return Press{}, false
}
