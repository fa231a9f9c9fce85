package dialogue

import (
	"slices"
	"time"

	"jagaetam/internal/chat"
)

// open opens a flow. A talk under way is kept, and goes on when the other has ended.
func (t *turn) open(flow *Flow, payload string) {
	if !t.allowed(flow, payload) {
		t.show()
		return
	}
	if flow.Tell != nil {
		t.tell(flow, payload)
		return
	}
	if t.State.Talk != nil && t.State.Talk.Flow == flow.ID {
		if payload != "" && payload != t.State.Talk.Payload && !t.wouldLose() {
			// It was opened for something else, such as another worker, and nothing of note has been answered.
			t.start(flow, t.event.In.Key, payload)
			return
		}
		t.say("talk.underway", chat.Args{"Talk": title(flow.ID)})
		t.ask()
		return
	}
	if i := slices.IndexFunc(t.State.Aside, func(talk Talk) bool { return talk.Flow == flow.ID }); i >= 0 {
		talk := t.State.Aside[i]
		t.State.Aside = slices.Delete(t.State.Aside, i, i+1)
		t.setAside()
		t.State.Talk = &talk
		t.resume()
		return
	}
	t.setAside()
	t.start(flow, t.event.In.Key, payload)
}

// start asks a flow's first question.
func (t *turn) start(flow *Flow, run, payload string) {
	t.State.Talk = &Talk{Flow: flow.ID, Run: run, Payload: payload, Answers: Answers{}}
	if flow.Begin != nil {
		t.State.Talk.Answers = flow.Begin(t.context())
	}
	t.proceed()
}

func (t *turn) setAside() {
	if t.State.Talk == nil {
		return
	}
	t.State.Aside = append(t.State.Aside, *t.State.Talk)
	if n := len(t.State.Aside); n > depth {
		t.State.Aside = slices.Delete(t.State.Aside, 0, n-depth)
	}
	t.State.Talk = nil
}

// tell says what a telling flow has to say, and leaves the question on the screen or offers the way back to it.
func (t *turn) tell(flow *Flow, payload string) {
	c := t.context()
	c.Payload, c.Left = payload, t.left()
	if flow.Facts != nil && !t.know(flow.Facts(c)) {
		return
	}
	t.make(flow.Tell(c))
}

// make performs what a telling flow wants, and says what it says.
func (t *turn) make(told Told) {
	if told.Language != "" {
		t.State.Language = told.Language
	}
	t.Effects = append(t.Effects, told.Effects...)
	t.then, t.rests = told.Then, told.Rests
	if _, tapped := t.event.In.Content.(chat.Tap); told.InPlace && tapped && len(t.Words) == 0 {
		t.Edit = true
	}
	if len(told.Words) > 0 || told.Then == nil {
		t.told(told.Words)
	}
}

// told says what a telling flow has to say. Where it says nothing, what is on the screen stays as it is.
func (t *turn) told(all []chat.Words) {
	if len(all) == 0 && t.then == nil && t.elsewhere {
		return
	}
	offers := false
	for _, words := range all {
		if len(words.Options) > 0 || t.rests && t.State.Talk != nil {
			offers = true
			if t.State.Talk != nil {
				words.Options = append(slices.Clone(words.Options), chat.Option{
					Label: chat.MessageWith("talk.resume", chat.Args{"Talk": title(t.State.Talk.Flow)}), Press: chat.Press{Kind: chat.PressResume},
				})
			}
			t.State.Offer = words.Options
		}
		t.Words = append(t.Words, words)
	}
	if t.State.Talk != nil && !offers {
		t.ask()
	}
}

// offer adds a message under which stand the buttons of other flows.
func (t *turn) offer(words chat.Words, flows []string) {
	for _, id := range flows {
		words.Options = append(words.Options, chat.Option{Label: title(id), Press: chat.Press{Kind: chat.PressOpen, Flow: id}})
	}
	t.State.Offer = words.Options
	t.Words = append(t.Words, words)
}

// resolve does what a doubt's yes or no means.
func (t *turn) resolve(answer string) {
	talk := t.State.Talk
	d := *talk.Doubt
	step := t.asked()
	talk.Doubt = nil
	switch {
	case answer == doubtYes && d.Then == ThenCancel:
		t.drop()
	case answer == doubtYes && d.Then == ThenRestart:
		t.again()
	case step == nil:
		t.proceed()
	case answer == doubtNo:
		t.put(step)
	default:
		t.accept(step, d.Value, d.Flags)
	}
}

// cancel drops the talk, after asking where answers would be lost.
func (t *turn) cancel() {
	switch talk := t.State.Talk; {
	case talk == nil:
		t.say("cancel.nothing", nil)
		t.show()
	case t.wouldLose():
		t.doubt(Doubt{Then: ThenCancel, Say: Say{"cancel.sure", chat.Args{"Talk": title(talk.Flow)}}})
	default:
		t.drop()
	}
}

// wouldLose says whether more than one answer would be gone with the talk; what the flow was opened with does not count.
func (t *turn) wouldLose() bool {
	return len(t.answered()) > 1
}

// answered are the questions on the way that the person was asked and has answered.
func (t *turn) answered() []*Step {
	talk := t.State.Talk
	given := func(step *Step) bool { return talk.Answers[step.ID].Given }
	return slices.DeleteFunc(t.book.byID[talk.Flow].place(t.context()).answered, given)
}

func (t *turn) drop() {
	dropped := title(t.State.Talk.Flow)
	t.stop()
	if t.State.Talk != nil {
		t.say("cancel.done", chat.Args{"Talk": dropped})
		t.resume()
		return
	}
	t.offer(chat.Words{Key: "cancel.done", Args: chat.Args{"Talk": dropped}}, []string{t.book.setting.Home})
}

// restart asks everything again from the start, after asking where answers would be lost.
func (t *turn) restart() {
	switch talk := t.State.Talk; {
	case talk == nil:
		t.show()
	case t.wouldLose():
		t.doubt(Doubt{Then: ThenRestart, Say: Say{"restart.sure", chat.Args{"Talk": title(talk.Flow)}}})
	default:
		t.again()
	}
}

func (t *turn) again() {
	talk := t.State.Talk
	t.start(t.book.byID[talk.Flow], talk.Run, talk.Payload)
}

// back forgets the last answer on the way and asks for it again.
func (t *turn) back() {
	talk := t.State.Talk
	if talk == nil {
		t.say("back.nothing", nil)
		t.show()
		return
	}
	if talk.Doubt != nil || talk.Redo != "" || len(talk.Among) > 0 {
		talk.Redo = ""
		t.proceed()
		return
	}
	answered := t.answered()
	if len(answered) == 0 {
		t.say("back.start", nil)
		t.ask()
		return
	}
	delete(talk.Answers, answered[len(answered)-1].ID)
	t.proceed()
}

// end makes the turn whole: what becomes of the keyboard, when to wake, and what is kept for the next.
func (t *turn) end() Turn {
	t.keyboard()
	t.Wake = time.Time{}
	if s := &t.State; s.Talk != nil && !s.Nudged {
		t.Wake = t.book.nudgeAt(s.Touched)
	}
	if t.finishing != "" || t.then != nil {
		unfinished := *t
		t.unfinished = &unfinished
	}
	return t.Turn
}

// keyboard takes the button that shares a phone number away once another question stands. A message with buttons of its own cannot
// carry that.
func (t *turn) keyboard() {
	for i, words := range t.Words {
		switch {
		case words.Keyboard == chat.KeyboardContact:
			t.State.Sharing = true
			return
		case t.State.Sharing && len(words.Options) == 0:
			t.Words[i].Keyboard = chat.KeyboardRemove
			t.State.Sharing = false
		}
	}
}
