package dialogue

import (
	"slices"
	"strconv"

	"jagaetam/internal/chat"
)

// PageSize is how many options stand under one message; the others are on further pages.
const PageSize = 8

const (
	doubtYes = "yes"
	doubtNo  = "no"
)

// choices are the two buttons of the doubt, in the words of what a yes does.
func (d Doubt) choices() []Choice {
	return []Choice{
		{Value: doubtYes, Label: chat.Message("doubt." + string(d.Then) + ".yes")},
		{Value: doubtNo, Label: chat.Message("doubt." + string(d.Then) + ".no")},
	}
}

// put puts a question that was not on the screen, or is meant anew.
func (t *turn) put(step *Step) {
	talk := t.State.Talk
	t.State.Count++
	talk.Asked, talk.Count = step.ID, t.State.Count
	t.ask()
}

// doubt asks a yes-or-no question before something is done.
func (t *turn) doubt(d Doubt) {
	talk := t.State.Talk
	t.State.Count++
	talk.Count, talk.Doubt, talk.Among, talk.Page = t.State.Count, &d, nil, 0
	t.ask()
}

// ask shows the question that is on the screen once more: the doubt, where there is one.
func (t *turn) ask() {
	talk := t.State.Talk
	step := t.asked()
	switch {
	case step == nil:
		t.proceed()
	case talk.Doubt != nil:
		t.question(step, talk.Doubt.Say.Key, talk.Doubt.Say.Args)
	default:
		var args chat.Args
		if step.Args != nil {
			args = step.Args(t.context())
		}
		t.question(step, step.Ask, args)
	}
}

// complain says what was not understood, with the buttons of the question, so that one message is enough.
func (t *turn) complain(step *Step, key string, args chat.Args) {
	if t.State.Talk.Stumbles >= patience {
		t.say("stumble", nil)
		t.State.Talk.Stumbles = 0
	}
	if t.State.Talk.Doubt != nil {
		t.say(key, args)
		t.ask()
		return
	}
	t.question(step, key, args)
}

// question adds a message with the question's buttons under it.
func (t *turn) question(step *Step, key string, args chat.Args) {
	// A newer version of the flow, or the choices it was narrowed to, may have fewer pages.
	choices := t.choices(step)
	t.State.Talk.Page = min(t.State.Talk.Page, pages(len(choices))-1)
	words := chat.Words{Key: key, Args: args, Options: t.options(step, choices)}
	if sharer, ok := step.Accept.(Sharer); ok && sharer.SharesContact() && len(words.Options) == 0 {
		words.Keyboard = chat.KeyboardContact
	}
	words.Columns = columns(words.Options)
	t.State.Offer = nil
	t.Words = append(t.Words, words)
}

// options are the buttons of the question on the screen, which has those choices.
func (t *turn) options(step *Step, choices []Choice) []chat.Option {
	talk := t.State.Talk
	press := func(kind chat.PressKind, value string) chat.Press {
		return chat.Press{Kind: kind, Count: talk.Count, Flow: talk.Flow, Step: step.ID, Value: value}
	}
	shown := t.onScreen(choices)
	options := make([]chat.Option, 0, len(shown)+2)
	for _, choice := range shown {
		options = append(options, chat.Option{Label: choice.Label, Press: press(chat.PressAnswer, choice.Value)})
	}
	if talk.Doubt != nil {
		return options
	}
	last := pages(len(choices)) - 1
	if talk.Page > 0 {
		options = append(options, chat.Option{Label: chat.Message("page.previous"), Press: press(chat.PressPage, strconv.Itoa(talk.Page-1))})
	}
	if talk.Page < last {
		options = append(options, chat.Option{Label: chat.Message("page.next"), Press: press(chat.PressPage, strconv.Itoa(talk.Page+1))})
	}
	return options
}

// onScreen are those of the question's choices that are on the page that is shown, or those of the doubt, where there is one.
func (t *turn) onScreen(choices []Choice) []Choice {
	if t.State.Talk.Doubt != nil {
		return t.State.Talk.Doubt.choices()
	}
	from := min(t.State.Talk.Page*PageSize, len(choices))
	return choices[from:min(from+PageSize, len(choices))]
}

// choices are all choices of a question, or those it was narrowed to.
func (t *turn) choices(step *Step) []Choice {
	all := step.Accept.Choices(t.context())
	if len(t.State.Talk.Among) == 0 {
		return all
	}
	return slices.DeleteFunc(slices.Clone(all), func(c Choice) bool { return !slices.Contains(t.State.Talk.Among, c.Value) })
}

func pages(choices int) int { return max(1, (choices+PageSize-1)/PageSize) }

// columns is how many buttons stand side by side: long lists in two columns, so that they fit a small screen.
func columns(options []chat.Option) int {
	if len(options) > 4 {
		return 2
	}
	return 1
}

// say adds a message without buttons.
func (t *turn) say(key string, args chat.Args) {
	t.Words = append(t.Words, chat.Words{Key: key, Args: args})
}

// show puts on the screen what is expected now: the question, or the home flow.
func (t *turn) show() {
	if t.State.Talk != nil {
		t.ask()
		return
	}
	t.open(t.book.byID[t.book.setting.Home], "")
}

// title is a flow's name as a person reads it.
func title(flow string) chat.Arg { return chat.Message("open." + flow) }
