package dialogue

import (
	"slices"
	"strconv"

	"jagaetam/internal/chat"
)

// forgotten stands before a press that meant nothing when it came. It counts as a slip of the finger alone: where the store has lost a second, the
// next question may get the number of one that stands on the screen already, and so the very same button.
const forgotten = "- "

// tap answers a button pressed. A press that is old, doubled, foreign or forged changes nothing.
func (t *turn) tap(tap chat.Tap) {
	if tap.Press.Kind == "" {
		t.stale()
		return
	}
	press := tap.Press.String()
	same, void := t.State.Pressed.What == press, t.State.Pressed.What == forgotten+press
	if void {
		t.State.Pressed.What = press
	}
	if t.twice(&t.State.Pressed, press) || same && tap.Press.Kind == chat.PressAnswer {
		t.Notice = chat.Message("tap.twice")
	} else {
		void = false
		t.press(tap.Press)
	}
	if void || t.Notice.Key == "tap.stale" {
		t.State.Pressed.What = forgotten + press
	}
}

func (t *turn) press(press chat.Press) {
	switch press.Kind {
	case chat.PressOpen:
		if flow := t.book.byID[press.Flow]; flow != nil {
			t.open(flow, press.Value)
			return
		}
	case chat.PressCase:
		if t.book.cases != nil {
			t.open(t.book.cases, press.Value)
			return
		}
	case chat.PressResume:
		if t.State.Talk != nil {
			t.ask()
			return
		}
	case chat.PressAnswer:
		if t.answers(press) {
			return
		}
	case chat.PressPage:
		if t.turnsPage(press) {
			return
		}
	}
	t.stale()
}

// answers takes a press that answers the question on the screen, and reports whether it did.
func (t *turn) answers(press chat.Press) bool {
	step := t.pressed(press)
	if step == nil {
		return false
	}
	if t.State.Talk.Doubt != nil {
		if press.Value == doubtYes || press.Value == doubtNo {
			t.resolve(press.Value)
			return true
		}
		return false
	}
	offered := func(choice Choice) bool { return choice.Value == press.Value }
	if !slices.ContainsFunc(step.Accept.Choices(t.context()), offered) {
		return false
	}
	t.take(step, Read(press.Value))
	return true
}

// turnsPage shows another page of the question's options, in the place of this one where its button was pressed.
func (t *turn) turnsPage(press chat.Press) bool {
	step := t.pressed(press)
	page, err := strconv.Atoi(press.Value)
	if step == nil || t.State.Talk.Doubt != nil || err != nil || page < 0 || page >= pages(len(t.choices(step))) {
		return false
	}
	t.State.Talk.Page = page
	_, t.Edit = t.event.In.Content.(chat.Tap)
	t.ask()
	return true
}

// pressed is the question on the screen if the press belongs to it.
func (t *turn) pressed(press chat.Press) *Step {
	talk := t.State.Talk
	if talk == nil || press.Flow != talk.Flow || press.Count != talk.Count {
		return nil
	}
	step := t.asked()
	if step == nil || t.book.byID[talk.Flow].step(press.Step) != step {
		return nil
	}
	return step
}

// stale answers a button that means nothing any more, and shows what does.
func (t *turn) stale() {
	t.Notice = chat.Message("tap.stale")
	t.show()
}
