package dialogue_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/record"
)

// A deploy takes the flow of six questions to its next version.
var deploys = []struct {
	name   string
	change func([]dialogue.Step) []dialogue.Step
}{
	{"unchanged", func(s []dialogue.Step) []dialogue.Step { return s }},
	{"added early", func(s []dialogue.Step) []dialogue.Step { return slices.Insert(s, 1, question("early")) }},
	{"added late", func(s []dialogue.Step) []dialogue.Step { return slices.Insert(s, 5, question("late")) }},
	{"dropped", func(s []dialogue.Step) []dialogue.Step { return slices.Delete(s, 2, 3) }},
	{"renamed", func(s []dialogue.Step) []dialogue.Step {
		s[2].ID, s[2].Was = "renamed", []string{s[2].ID}
		return s
	}},
	{"swapped", func(s []dialogue.Step) []dialogue.Step {
		s[2], s[3] = s[3], s[2]
		return s
	}},
}

// moments are what may be on the screen when the deploy happens, and how the person answers it.
var moments = []struct {
	name string
	// reach brings the person to question n; answer is how he answers a question.
	reach  func(p *poll, n int)
	answer func(p *poll)
}{
	{"a question, typed", (*poll).reach, (*poll).typed},
	{"a question, tapped", (*poll).reach, (*poll).tapped},
	{"a doubt", func(p *poll, n int) { p.reach(n); p.doubtful() }, (*poll).typed},
	{"a change", (*poll).reachAgain, (*poll).typed},
	{"a change, tapped", (*poll).reachAgain, (*poll).tapped},
	{"another talk", func(p *poll, n int) { p.reach(n); p.commands("kunjung") }, (*poll).typed},
	{"another talk amid a change", func(p *poll, n int) { p.reachAgain(n); p.commands("kunjung") }, (*poll).tapped},
}

func TestDeployInMidDialogue(t *testing.T) {
	var table strings.Builder
	for _, moment := range moments {
		right := 0
		fmt.Fprintf(&table, "\n%-28s", moment.name)
		for _, deploy := range deploys {
			inRow := 0
			for n := 1; n <= 6; n++ {
				passed := t.Run(fmt.Sprintf("%s/%s/question %d", moment.name, deploy.name, n), func(t *testing.T) {
					p := &poll{worker: talkTo(t, pollBook(sixQuestions())), given: map[string]string{}}
					moment.reach(p, n)
					p.book = pollBook(deploy.change(sixQuestions()))
					p.finish(moment.answer)
					p.rightly(deploy.change(sixQuestions()))
				})
				if passed {
					inRow++
				}
			}
			right += inRow
			fmt.Fprintf(&table, "%s %d/6  ", deploy.name, inRow)
		}
		fmt.Fprintf(&table, "= %d/36", right)
		if right != 36 {
			t.Errorf("%s: %d of 36 right", moment.name, right)
		}
	}
	t.Log(table.String())
}

// poll is a worker who answers whatever is on the screen, and keeps in mind what he answered to which prompt.
type poll struct {
	*worker
	given map[string]string
	asked []string
	round int
}

// pollInput takes its own buttons and any other text.
type pollInput struct{ list }

func (p pollInput) Read(_ dialogue.Context, content chat.Content) dialogue.Reading {
	return words{}.Read(dialogue.Context{}, content)
}

func (p pollInput) Messages() []string { return words{}.Messages() }

func question(id string) dialogue.Step {
	return dialogue.Step{ID: id, Ask: "poll." + id, Accept: pollInput{listOf("button of "+id, "second button of "+id)}}
}

func sixQuestions() []dialogue.Step {
	var steps []dialogue.Step
	for _, id := range []string{"one", "two", "three", "four", "five", "six"} {
		steps = append(steps, question(id))
	}
	return steps
}

// pollBook is a book in which these questions follow each other, then a confirmation from which each can be changed.
func pollBook(steps []dialogue.Step) *dialogue.Book {
	var fields []string
	for i := range steps {
		fields = append(fields, steps[i].ID)
		steps[i].Next = dialogue.To("confirm")
		if i+1 < len(steps) {
			steps[i].Next = dialogue.To(steps[i+1].ID)
		}
	}
	steps = append(steps,
		dialogue.Step{ID: "confirm", Ask: "poll.confirm", Accept: listOf("send", "change"),
			Next: dialogue.Routes(dialogue.On("send", dialogue.Perform("send")), dialogue.To("field"))},
		dialogue.Step{ID: "field", Ask: "poll.field", Accept: listOf(fields...), Next: dialogue.Redo("confirm", "field")})
	flow := dialogue.Flow{
		ID: "poll", Open: dialogue.Commands("poll"), Steps: steps,
		Finishes: map[string]dialogue.Finish{"send": {
			Effects:  func(c dialogue.Context) []record.Effect { return []record.Effect{sent{Run: c.Run}.effect(c)} },
			Outcomes: map[record.OutcomeName]dialogue.Next{record.OutcomeFiled: dialogue.End("order.done", "menu")},
		}},
		Args: order().Args,
	}
	return dialogue.New(shopSetting(), flow, visit(), menu())
}

// reach answers until question n is on the screen.
func (p *poll) reach(n int) {
	p.commands("poll")
	for range n - 1 {
		p.typed()
	}
}

// reachAgain answers everything, and asks to change question n.
func (p *poll) reachAgain(n int) {
	p.reach(7)
	p.taps("change")
	p.taps([]string{"one", "two", "three", "four", "five", "six"}[n-1])
	p.round++
	p.asked = nil
}

// prompt is the message that is on the screen.
func (p *poll) prompt() string {
	said := p.said()
	if len(said) == 0 {
		p.t.Fatal("nothing is on the screen")
	}
	return said[len(said)-1]
}

// typed answers what is on the screen in words.
func (p *poll) typed() { p.types(p.keep(fmt.Sprintf("answer %d to %s", p.round, p.prompt()))) }

// tapped answers what is on the screen with its first button, which may be one of the old version.
func (p *poll) tapped() {
	button := p.buttons[0].Press
	p.keep(button.Value)
	p.presses(button)
}

// doubtful answers what is on the screen in words that are asked back.
func (p *poll) doubtful() { p.types(p.keep("answer to " + p.prompt() + "!")) }

func (p *poll) keep(answer string) string {
	prompt := p.prompt()
	p.given[prompt] = answer
	p.asked = append(p.asked, prompt)
	return answer
}

// finish answers whatever is asked until the dialogue is over.
func (p *poll) finish(answer func(*poll)) {
	for range 20 {
		switch prompt := p.prompt(); prompt {
		case "order.done":
			return
		case "words.sure":
			p.types("ya")
		case "poll.confirm":
			p.taps("send")
		case "visit.day", "visit.hour":
			p.types("besok")
		default:
			answer(p)
		}
	}
	p.t.Fatalf("the dialogue does not end; the last words are %v", p.said())
}

// rightly fails unless every question of the version was answered once, and what it was answered is filed under it.
func (p *poll) rightly(version []dialogue.Step) {
	if len(p.done) != 1 {
		p.t.Fatalf("%d effects, not one", len(p.done))
	}
	filed := p.done[0].(record.SetLanguage).Language
	for _, step := range version {
		want := p.given[step.Ask]
		if want == "" {
			p.t.Errorf("%s was never asked", step.ID)
		} else if !strings.Contains(filed+" ", step.ID+"="+want+" ") {
			p.t.Errorf("%s: %q is not filed under it, but %q", step.ID, want, filed)
		}
	}
	slices.Sort(p.asked)
	if once := slices.Compact(slices.Clone(p.asked)); len(once) != len(p.asked) {
		p.t.Errorf("something was asked twice: %v", p.asked)
	}
}

func TestFormerNameIsDroppedOnceTheStateIsRenewed(t *testing.T) {
	renamed := sixQuestions()
	renamed[2].ID, renamed[2].Was = "renamed", []string{"three"}
	dropped := sixQuestions()
	dropped[2].ID = "renamed"
	for _, reach := range []func(*poll, int){(*poll).reach, (*poll).reachAgain} {
		for _, n := range []int{3, 5} {
			p := &poll{worker: talkTo(t, pollBook(sixQuestions())), given: map[string]string{}}
			reach(p, n)
			p.book = pollBook(slices.Clone(renamed))
			p.send(chat.Media{Kind: chat.MediaSticker})
			p.book = pollBook(slices.Clone(dropped))
			p.finish((*poll).typed)
			p.rightly(dropped)
		}
	}
}

func TestChangeAsideOutlivesItsFormerName(t *testing.T) {
	renamed := sixQuestions()
	renamed[2].ID, renamed[2].Was = "renamed", []string{"three"}
	dropped := sixQuestions()
	dropped[2].ID = "renamed"
	p := &poll{worker: talkTo(t, pollBook(sixQuestions())), given: map[string]string{}}
	p.reachAgain(3)
	p.commands("kunjung")
	p.book = pollBook(renamed)
	p.send(chat.Media{Kind: chat.MediaSticker})
	p.book = pollBook(dropped)
	p.types("Senin", "pagi hari")
	p.hears("visit.done", "talk.resumed", "poll.three")
}

func TestAnswerThatTheNewVersionDoesNotKnowIsAskedForAgain(t *testing.T) {
	w := talkTo(t, shop())
	w.commands("pesan")
	w.types("kue", "Siti")
	flow := order()
	flow.Steps[0].Accept = choose("order.sort", "tea", "nothing")
	flow.Steps[0].Next = dialogue.Routes(dialogue.On("nothing", dialogue.End("order.none")), dialogue.On("tea", dialogue.To("name")))
	w.book = dialogue.New(shopSetting(), flow, visit(), menu())
	w.types("Tenggarong")
	w.hears("order.sort")
	w.types("teh")
	w.hears("order.street")
	w.answers("district=Tenggarong name=Siti sort=tea")
}

func TestFlowThatLeadsBackDoesNotHang(t *testing.T) {
	s := faultless()
	s.step("phone").Next = dialogue.To("sort")
	w := talkTo(t, s.book())
	w.commands("pesan")
	w.types("teh", "Siti", "0812")
	w.hears("order.phone")
}
