package dialogue

import (
	"jagaetam/internal/chat"
	"jagaetam/internal/reading"
)

// beside takes what was typed for something that is asked or said beside the question on the screen, where there is only something to tell about
// it. The question then stands as before, and nothing counts as misunderstood. Of an officer at his work it is not: "alamat salah" is a reason there
// that he has to word in another way.
func (t *turn) beside(read func(text string) (reading.Intent, bool)) bool {
	text, typed := t.event.In.Content.(chat.Text)
	if !typed || t.event.Facts != nil && len(t.event.Facts.Officer.Roles) > 0 {
		return false
	}
	if takes, any := t.asked().Accept.(AnyWords); any && takes.OwnWords() {
		return false
	}
	intent, ok := read(text.Text)
	about := opened{flow: t.book.besides[intent]}
	if about.flow == nil {
		about = t.book.intents[intent]
	}
	if !ok || about.flow == nil || about.flow.Tell == nil || about.last {
		return false
	}
	t.open(about.flow, about.payload)
	return true
}

// left is how many questions are left in the talk, with the one on the screen, where each answer takes the last route.
func (t *turn) left() int {
	if t.State.Talk == nil {
		return 0
	}
	flow, n := t.book.byID[t.State.Talk.Flow], 0
	for step := t.asked(); step != nil && n < len(flow.Steps); n++ {
		if len(step.Next) == 0 {
			return n + 1
		}
		step = flow.step(step.Next[len(step.Next)-1].Step)
	}
	return n
}
