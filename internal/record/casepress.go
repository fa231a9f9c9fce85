package record

import (
	"strings"

	"jagaetam/internal/chat"
)

// CaseAct is what a button under a card, or under what a person is told of his case, does.
type CaseAct string

// The acts of buttons. The last two are the person's, and his stars are a digit.
const (
	ActTake      CaseAct = "take"
	ActPass      CaseAct = "pass"
	ActNote      CaseAct = "note"
	ActQuick     CaseAct = "quick"
	ActLook      CaseAct = "look"
	ActClose     CaseAct = "close"
	ActSettled   CaseAct = "settled"
	ActUnsettled CaseAct = "unsettled"
)

// CasePress is a button that does act with the case.
func CasePress(act CaseAct, number CaseNumber) chat.Press {
	return chat.Press{Kind: chat.PressCase, Value: string(act) + ":" + number.String()}
}

// With is the act on something that is named, such as one of several answers.
func (a CaseAct) With(what string) CaseAct { return a + "-" + CaseAct(what) }

// Split is the act, and what it is on; empty where it names nothing.
func (a CaseAct) Split() (act CaseAct, what string) {
	before, what, _ := strings.Cut(string(a), "-")
	return CaseAct(before), what
}

// ParseCasePress reads what CasePress wrote. It reports false for any other button.
func ParseCasePress(p chat.Press) (CaseAct, CaseNumber, bool) {
	act, text, _ := strings.Cut(p.Value, ":")
	number, err := ParseCase(text)
	return CaseAct(act), number, p.Kind == chat.PressCase && err == nil
}
