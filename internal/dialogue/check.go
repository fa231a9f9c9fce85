package dialogue

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"jagaetam/internal/chat"
	"jagaetam/internal/reading"
)

// ownMessages are the keys of what the machine itself says.
var ownMessages = []string{
	"again", "which", "stumble", "doubt.accept.yes", "doubt.accept.no", "doubt.cancel.yes", "doubt.cancel.no",
	"doubt.restart.yes", "doubt.restart.no", "page.next", "page.previous", "tap.stale", "tap.twice",
	"talk.gone", "talk.expired", "talk.nudge", "talk.resume", "talk.resumed", "talk.underway", "talk.done",
	"cancel.nothing", "cancel.sure", "cancel.done", "restart.sure", "back.nothing", "back.start",
	"unforeseen.command", "unforeseen.text", "unforeseen.identity", "unforeseen.contact", "unforeseen.place",
	"unforeseen.photo", "unforeseen.voice", "unforeseen.video", "unforeseen.sticker", "unforeseen.document", "unforeseen.other",
	"contact.share", "surmise",
}

// Placeholders is what Check needs of a catalogue besides what the machine does.
type Placeholders interface {
	// Placeholders are the names of a message's placeholders in one language, sorted.
	Placeholders(lang, key string) []string
}

// Check finds the mistakes in the flows that can be found without leading them, in every language of the catalogue: each is a
// line that names its place. A book that it finds nothing in can be served.
func (b *Book) Check(p Placeholders) []string {
	c := &checker{texts: b.setting.Texts, placeholders: p}
	c.messages("the machine", ownMessages...)
	if b.setting.News {
		c.messages("the machine", "news.unread", "news.which")
	}
	if home := b.byID[b.setting.Home]; home == nil || home.Tell == nil {
		c.report("home flow %q: is no flow that tells", b.setting.Home)
	}
	c.openings(b.flows)
	seen := map[string]bool{}
	for _, flow := range b.flows {
		if seen[flow.ID] {
			c.report("%s: two flows have this name", flow.ID)
		}
		seen[flow.ID] = true
		c.flow(flow, b.byID)
	}
	return c.found
}

type checker struct {
	texts        Texts
	placeholders Placeholders
	found        []string
}

func (c *checker) report(format string, args ...any) {
	c.found = append(c.found, fmt.Sprintf(format, args...))
}

// messages checks that messages exist in every language with the same placeholders.
func (c *checker) messages(where string, keys ...string) {
	languages := c.texts.Languages()
	for _, key := range keys {
		first := c.placeholders.Placeholders(languages[0], key)
		for _, lang := range languages {
			if !c.texts.Has(lang, key) {
				c.report("%s: message %q is missing in %s", where, key, lang)
			} else if got := c.placeholders.Placeholders(lang, key); !slices.Equal(got, first) {
				c.report("%s: message %q has the placeholders %v in %s and %v in %s", where, key, got, lang, first, languages[0])
			}
		}
	}
}

func (c *checker) openings(flows []*Flow) {
	owner := map[string]string{"/batal": "the machine", "/cancel": "the machine", "/kembali": "the machine", "/back": "the machine",
		"/ulang": "the machine", "/restart": "the machine"}
	for _, flow := range flows {
		for _, o := range flow.Open {
			name := "/" + o.Command
			switch {
			case o.Intent != "":
				name = "the word for " + string(o.Intent)
				if o.Beside {
					name += " beside a dialogue"
				}
				if o.Beside && flow.Tell == nil {
					c.report("%s: asks, so it cannot stand beside another dialogue", flow.ID)
				}
			case o.Start != "":
				name = "/start " + o.Start
			case o.Holds != nil:
				name = o.Holds.What
			case o.Media != "":
				name = "a " + string(o.Media)
			case o.Case:
				name = "a button about a case"
			case o.Else:
				name = "whatever else"
				if flow.Tell == nil {
					c.report("%s: asks, so it cannot take whatever else there is", flow.ID)
				}
			}
			if other, taken := owner[name]; taken {
				c.report("%s: %s opens %s already", flow.ID, name, other)
			}
			owner[name] = flow.ID
		}
	}
}

func (c *checker) flow(f *Flow, all map[string]*Flow) {
	c.messages(f.ID, "open."+f.ID)
	c.messages(f.ID, f.Says...)
	if strings.Contains(f.ID, ":") {
		c.report("%s: a colon in a flow's name would break its buttons", f.ID)
	}
	if (f.Tell != nil) == (len(f.Steps) > 0) {
		c.report("%s: a flow either asks or tells", f.ID)
		return
	}
	if f.Tell != nil {
		return
	}
	names := map[string]bool{}
	for i := range f.Steps {
		step := &f.Steps[i]
		for _, name := range append([]string{step.ID}, step.Was...) {
			if names[name] {
				c.report("%s.%s: the name %q is used twice", f.ID, step.ID, name)
			}
			names[name] = true
		}
		c.step(f, step)
	}
	c.ways(f, all)
}

func (c *checker) step(f *Flow, step *Step) {
	where := f.ID + "." + step.ID
	c.messages(where, step.Ask)
	if step.Noted != "" {
		c.messages(where, step.Noted)
	}
	c.messages(where, step.Accept.Messages()...)
	choices := step.Accept.Choices(Context{Facts: &nothing, texts: c.texts})
	for _, lang := range c.texts.Languages() {
		read := map[string]string{}
		for _, choice := range choices {
			label, err := c.texts.Arg(lang, choice.Label, nil)
			if err != nil {
				c.report("%s: the button %q has no label in %s", where, choice.Value, lang)
				continue
			}
			if other, taken := read[reading.Fold(label)]; taken {
				c.report("%s: the buttons %q and %q read alike in %s", where, other, choice.Value, lang)
			}
			read[reading.Fold(label)] = choice.Value
		}
	}
	for _, choice := range choices {
		press := chat.Press{Kind: chat.PressAnswer, Count: math.MaxInt32, Flow: f.ID, Step: step.ID, Value: choice.Value}
		if n := len(press.String()); n > chat.PressLimit {
			c.report("%s: the button %q carries %d bytes, %d more than a button can", where, choice.Value, n, n-chat.PressLimit)
		}
	}
	for _, name := range step.Forgets {
		if f.step(name) == nil {
			c.report("%s: forgets %q, which is no question", where, name)
		}
	}
}

// ways checks where the routes lead.
func (c *checker) ways(f *Flow, all map[string]*Flow) {
	redone := c.redone(f)
	for i := range f.Steps {
		step := &f.Steps[i]
		where := f.ID + "." + step.ID
		if len(step.Next) > 0 || !redone[step.ID] {
			c.covers(where, step)
		}
		for _, route := range step.Next {
			c.route(where, f, route, all)
		}
	}
	for name, finish := range f.Finishes {
		where := f.ID + " finish " + name
		if finish.Effects == nil || len(finish.Outcomes) == 0 {
			c.report("%s: has no effects, or no outcomes", where)
		}
		for _, next := range finish.Outcomes {
			for _, route := range next {
				c.route(where, f, route, all)
				if route.End == "" && route.Flag == "" {
					c.report("%s: an outcome can only end the talk or mark an answer", where)
				}
			}
		}
	}
	reached := map[string]int{}
	ends := c.follow(f, &f.Steps[0], reached)
	for i := range f.Steps {
		if step := f.Steps[i]; reached[step.ID] == 0 && !(len(step.Next) == 0 && redone[step.ID]) {
			c.report("%s.%s: no way leads to this question", f.ID, f.Steps[i].ID)
		}
	}
	if !ends {
		c.report("%s: no way leads to an end", f.ID)
	}
}

// redone are the questions that a Redo can ask again: answers of the question before it name them.
func (c *checker) redone(f *Flow) map[string]bool {
	redone := map[string]bool{}
	for i := range f.Steps {
		step := &f.Steps[i]
		for _, choice := range step.Accept.Choices(Context{Facts: &nothing, texts: c.texts}) {
			again := func(r Route) bool { return r.Redo != nil && (r.Value == "" || r.Value == choice.Value) }
			if slices.ContainsFunc(step.Next, again) {
				redone[choice.Value] = true
			}
		}
	}
	return redone
}

// covers checks that every answer has a route.
func (c *checker) covers(where string, step *Step) {
	if len(step.Next) == 0 {
		c.report("%s: has no way on", where)
		return
	}
	choices := step.Accept.Choices(Context{Facts: &nothing, texts: c.texts})
	if conditional, ok := step.Accept.(Conditional); ok {
		choices = conditional.Every(Context{Facts: &nothing, texts: c.texts})
	}
	for _, route := range step.Next {
		offered := func(choice Choice) bool { return choice.Value == route.Value }
		if route.Value != "" && len(choices) > 0 && !slices.ContainsFunc(choices, offered) {
			c.report("%s: has a way on for the answer %q, which is none", where, route.Value)
		}
	}
	if step.Next[len(step.Next)-1].When == nil {
		return
	}
	if len(choices) == 0 {
		c.report("%s: not every answer has a way on", where)
	}
	for _, choice := range choices {
		if !slices.ContainsFunc(step.Next, func(r Route) bool { return r.Value == choice.Value }) {
			c.report("%s: the answer %q has no way on", where, choice.Value)
		}
	}
}

func (c *checker) route(where string, f *Flow, route Route, all map[string]*Flow) {
	switch {
	case route.Step != "" && f.step(route.Step) == nil:
		c.report("%s: leads to %q, which is no question", where, route.Step)
	case route.Finish != "" && f.Finishes[route.Finish].Effects == nil:
		c.report("%s: performs %q, which is no finish of the flow", where, route.Finish)
	case route.Flag != "" && f.step(route.Flagged) == nil:
		c.report("%s: marks %q, which is no question", where, route.Flagged)
	case route.End != "":
		c.messages(where, route.End)
	}
	for _, name := range route.Redo {
		if f.step(name) == nil {
			c.report("%s: forgets %q, which is no question", where, name)
		}
	}
	for _, id := range route.Offer {
		if all[id] == nil {
			c.report("%s: offers %q, which is no flow", where, id)
		}
	}
}

// marks of a question while the ways are followed.
const (
	onTheWay = iota + 1
	followed
)

// follow follows the ways on from a question and reports whether any of them ends. A way back to a question that was answered on
// the same way would never ask it again: only Redo does.
func (c *checker) follow(f *Flow, step *Step, marks map[string]int) bool {
	marks[step.ID] = onTheWay
	ends := false
	for _, route := range step.Next {
		next := f.step(route.Step)
		switch {
		case next == nil:
			ends = ends || route.End != "" || route.Finish != ""
		case marks[next.ID] == onTheWay:
			c.report("%s.%s: leads back to %q, which needs Redo", f.ID, step.ID, next.ID)
		case marks[next.ID] == 0:
			ends = c.follow(f, next, marks) || ends
		}
	}
	marks[step.ID] = followed
	return ends
}
