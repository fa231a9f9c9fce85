package dialogue

import (
	"slices"
	"strconv"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/reading"
)

// text takes what was typed: for a button that it names, for a word that means something anywhere, or for the answer.
func (t *turn) text(text string) {
	t.Forget = hasIdentityNumber(text)
	if t.twice(&t.State.Last, digest(text)) {
		t.say("again", nil)
		t.show()
		return
	}
	t.State.Pressed.At = time.Time{} // what he opens after it, the same once more, he means
	if t.found(text) || t.answersNews(text) || t.offered(text) || t.doubted(text) || t.labelled(text) || t.intended(text) {
		return
	}
	talk, step := t.State.Talk, t.asked()
	switch {
	case t.Forget && (step == nil || !step.Secret):
		// Filed as a name or an address it would be shown again, and kept with less care than an identity number.
		t.unforeseen("unforeseen.identity")
	case talk == nil:
		if !t.restTakes() && !t.lastly(text) && !t.newsUnread(text) && !t.surmised(text) {
			t.unforeseen("unforeseen.text")
		}
	case talk.Doubt != nil && talk.Doubt.Then != ThenAccept:
		// Whatever this is, it would be filed as the answer to a question that is no longer in sight.
		t.unforeseen("which")
	default:
		t.read(chat.Text{Text: text})
	}
}

// twice reports whether the person did the very same last, a moment ago, and remembers what he does now.
func (t *turn) twice(remembered *Last, what string) bool {
	last := *remembered
	*remembered = Last{What: what, At: t.event.In.At}
	return what == last.What && t.event.In.At.Sub(last.At).Abs() <= slip
}

// found opens the flow that something in what is written is for.
func (t *turn) found(text string) bool {
	for _, find := range t.book.finds {
		if payload := find.in(text); payload != "" {
			t.open(find.flow, payload)
			return true
		}
	}
	return false
}

// offered takes a text for one of the buttons under the last message, where that was not the question.
func (t *turn) offered(text string) bool {
	if len(t.State.Offer) == 0 {
		return false
	}
	choices := make([]Choice, len(t.State.Offer))
	for i, option := range t.State.Offer {
		choices[i] = Choice{Value: option.Press.String(), Label: option.Label}
	}
	picked, ok := t.context().Pick(text, choices)
	if !ok || picked.Value == "" {
		return false
	}
	press, _ := chat.ParsePress(picked.Value)
	t.press(press)
	return true
}

// raises is what the words for it ask back. Whoever says them again means yes, though "batal" is a no to other doubts.
var raises = map[reading.Intent]Then{reading.Cancel: ThenCancel, reading.Stop: ThenCancel, reading.Restart: ThenRestart}

// doubted takes a text for the yes or no to a doubt.
func (t *turn) doubted(text string) bool {
	if t.State.Talk == nil || t.State.Talk.Doubt == nil {
		return false
	}
	intent, anywhere := t.intent(text)
	if anywhere && raises[intent] == t.State.Talk.Doubt.Then {
		t.resolve(doubtYes)
		return true
	}
	if picked, ok := t.context().Pick(text, t.State.Talk.Doubt.choices()); ok && picked.Value != "" {
		t.resolve(picked.Value)
		return true
	}
	switch answer := reading.YesNo(text); {
	case anywhere:
		return false
	case answer == reading.Yes:
		t.resolve(doubtYes)
	case answer == reading.No:
		t.resolve(doubtNo)
	default:
		return false
	}
	return true
}

// labelled takes a text that is a button's label in full, or its place on the screen, which goes before the words that mean
// something anywhere. A place in a list that has not been shown so far is no answer.
func (t *turn) labelled(text string) bool {
	step := t.asked()
	if step == nil {
		return false
	}
	choices := t.choices(step)
	options := t.options(step, choices)
	typed := reading.Fold(text)
	for _, option := range options {
		same := func(spelling string) bool { return reading.Fold(spelling) == typed }
		if slices.ContainsFunc(t.book.setting.Texts.spellings(option.Label), same) {
			t.press(option.Press)
			return true
		}
	}
	if len(options) < 2 {
		return false
	}
	switch place := placeOf(text, max(len(options), len(choices))); {
	case place < 0:
		return false
	case place < len(options):
		t.press(options[place].Press)
	default:
		t.take(step, Complain("which", nil))
	}
	return true
}

// placeOf is the place from 0 in a list of n that a text names: "2", "nomor 2", "yang kedua"; -1 where it names none.
func placeOf(text string, n int) int {
	list := make([]reading.Option, n)
	for i := range list {
		list[i].ID = strconv.Itoa(i)
	}
	if picked := reading.Choose(text, list); picked.Certainty == reading.Sure {
		place, _ := strconv.Atoi(picked.ID)
		return place
	}
	return -1
}

// intended takes a text for one of the words that mean something at any step.
func (t *turn) intended(text string) bool {
	intent, ok := t.intent(text)
	if step := t.asked(); !ok || step != nil && slices.Contains(step.Keeps, intent) {
		return false
	}
	opened, opens := t.book.intents[intent]
	switch {
	case intent == reading.Cancel, intent == reading.Stop && (t.State.Talk != nil || !opens):
		t.cancel()
	case intent == reading.Back:
		t.back()
	case intent == reading.Restart:
		t.restart()
	case opens:
		t.open(opened.flow, opened.payload)
	default:
		return false
	}
	return true
}

// intent reads the words that mean something whatever is under way.
func (t *turn) intent(text string) (reading.Intent, bool) {
	intent, ok := reading.IntentOf(text)
	return intent, ok && !t.book.intents[intent].last
}

// lastly takes a text of which nothing else was made for the words that then mean something.
func (t *turn) lastly(text string) bool {
	intent, ok := reading.IntentOf(text)
	opened := t.book.intents[intent]
	if !ok || !opened.last {
		return false
	}
	t.open(opened.flow, opened.payload)
	return true
}

// surmised takes a text of which nothing else was made for what it is probably about. What only tells is told at once; a dialogue is offered
// by its button, and home beside it, for the person may mean something else.
func (t *turn) surmised(text string) bool {
	intent, ok := reading.Surmise(text)
	guess, opens := t.book.intents[intent]
	switch {
	case !ok || !opens:
		return false
	case len(guess.flow.Steps) == 0:
		t.open(guess.flow, guess.payload)
	default:
		t.offer(chat.Words{Key: "surmise"}, []string{guess.flow.ID, t.book.setting.Home})
	}
	return true
}
