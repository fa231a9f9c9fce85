package dialogue_test

import (
	"slices"
	"strings"
	"testing"

	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/reading"
	"jagaetam/internal/record"
)

// small is a service of one flow without a mistake, in which the tests plant theirs.
type small struct {
	texts   texts
	setting func(*dialogue.Setting)
	ask     dialogue.Flow
	more    []dialogue.Flow
}

func faultless() *small {
	return &small{
		texts:   shopTexts,
		setting: func(*dialogue.Setting) {},
		ask: dialogue.Flow{
			ID: "order", Open: append(dialogue.Commands("pesan"), dialogue.Intents(reading.Register)...),
			Steps: []dialogue.Step{
				{ID: "sort", Ask: "order.sort", Accept: choose("order.sort", "tea", "cakes"),
					Next: dialogue.Routes(dialogue.On("tea", dialogue.To("name")), dialogue.On("cakes", dialogue.To("phone")))},
				{ID: "name", Ask: "order.name", Noted: "order.name.noted", Accept: words{}, Forgets: []string{"phone"}, Next: dialogue.To("phone")},
				{ID: "phone", Ask: "order.phone", Accept: words{}, Next: dialogue.To("confirm")},
				{ID: "confirm", Ask: "order.confirm", Args: orderArgs, Accept: choose("order.confirm", "send", "change"),
					Next: dialogue.Routes(dialogue.On("send", dialogue.Perform("send")), dialogue.To("field"))},
				{ID: "field", Ask: "order.field", Accept: choose("order.field", "name"), Next: dialogue.Redo("confirm", "field")},
			},
			Finishes: map[string]dialogue.Finish{"send": {
				Effects:  func(c dialogue.Context) []record.Effect { return []record.Effect{sent{}.effect(c)} },
				Outcomes: map[record.OutcomeName]dialogue.Next{record.OutcomeFiled: dialogue.End("order.done", "menu", "about")},
			}},
			Args: order().Args,
		},
		more: []dialogue.Flow{visit(), menu(), about()},
	}
}

func (s *small) book() *dialogue.Book {
	setting := shopSetting()
	setting.Texts = dialogue.Texts{Catalogue: s.texts}
	s.setting(&setting)
	return dialogue.New(setting, append([]dialogue.Flow{s.ask}, s.more...)...)
}

func (s *small) step(id string) *dialogue.Step {
	i := slices.IndexFunc(s.ask.Steps, func(step dialogue.Step) bool { return step.ID == id })
	return &s.ask.Steps[i]
}

func TestCheckFindsNothingInFaultlessFlows(t *testing.T) {
	for _, found := range faultless().book().Check(shopTexts) {
		t.Error(found)
	}
	for _, found := range shop().Check(shopTexts) {
		t.Error(found)
	}
}

func TestCheckFindsEachMistake(t *testing.T) {
	send := func(s *small, change func(*dialogue.Finish)) {
		finish := s.ask.Finishes["send"]
		change(&finish)
		s.ask.Finishes["send"] = finish
	}
	for _, planted := range []struct {
		mistake string
		plant   func(*small)
		found   string
	}{
		{"a message missing in one language", func(s *small) { s.texts = s.texts.without("en", "order.phone") },
			`order.phone: message "order.phone" is missing in en`},
		{"a message of the machine missing", func(s *small) { s.texts = s.texts.without("en", "tap.stale") },
			`the machine: message "tap.stale" is missing in en`},
		{"a placeholder lost in translation", func(s *small) { s.texts = s.texts.with("en", "order.confirm", "{Name}. Send?") },
			`order.confirm: message "order.confirm" has the placeholders [Name] in en and [District Name] in id`},
		{"a placeholder that only the translation has", func(s *small) { s.texts = s.texts.with("en", "order.phone", "{Phone}?") },
			`order.phone: message "order.phone" has the placeholders [Phone] in en and [] in id`},
		{"a complaint without words", func(s *small) { s.texts = s.texts.without("id", "words.unread") },
			`order.name: message "words.unread" is missing in id`},
		{"a confirmation without words", func(s *small) { s.step("name").Noted = "order.name.note" },
			`order.name: message "order.name.note" is missing in id`},
		{"a button without a label", func(s *small) { s.texts = s.texts.without("en", "order.sort.tea") },
			`order.sort: the button "tea" has no label in en`},
		{"a misspelt prompt", func(s *small) { s.step("phone").Ask = "order.fone" },
			`order.phone: message "order.fone" is missing in id`},
		{"a misspelt last message", func(s *small) { s.step("phone").Next = dialogue.End("order.bye") },
			`order.phone: message "order.bye" is missing in id`},
		{"a flow without a name to read", func(s *small) { s.texts = s.texts.without("en", "open.visit") },
			`visit: message "open.visit" is missing in en`},
		{"something told without words", func(s *small) { s.texts = s.texts.without("en", "about") },
			`about: message "about" is missing in en`},
		{"a dialogue beside another", func(s *small) {
			s.ask.Open = append(s.ask.Open, dialogue.Opening{Intent: reading.Free, Beside: true})
		}, `order: asks, so it cannot stand beside another dialogue`},
		{"a route to nowhere", func(s *small) { s.step("name").Next = dialogue.To("fone") },
			`order.name: leads to "fone", which is no question`},
		{"a finish that is none", func(s *small) { s.step("phone").Next = dialogue.Perform("sent") },
			`order.phone: performs "sent", which is no finish of the flow`},
		{"a question no way leads to", func(s *small) { s.step("sort").Next = dialogue.To("phone") },
			`order.name: no way leads to this question`},
		{"a way back without Redo", func(s *small) { s.step("phone").Next = dialogue.To("name") },
			`order.phone: leads back to "name", which needs Redo`},
		{"a flow that cannot end", func(s *small) { s.step("phone").Next = dialogue.To("sort") },
			`order: no way leads to an end`},
		{"a question twice", func(s *small) { s.step("phone").ID = "name" },
			`order.name: the name "name" is used twice`},
		{"a former name that is another's", func(s *small) { s.step("phone").Was = []string{"name"} },
			`order.phone: the name "name" is used twice`},
		{"an answer without a route", func(s *small) { s.step("sort").Next = dialogue.On("tea", dialogue.To("name")) },
			`order.sort: the answer "cakes" has no way on`},
		{"a route for an answer that is none", func(s *small) {
			s.step("sort").Next = dialogue.Routes(dialogue.On("tee", dialogue.To("phone")), dialogue.To("name"))
		},
			`order.sort: has a way on for the answer "tee", which is none`},
		{"a free answer without a route", func(s *small) { s.step("phone").Next = dialogue.On("x", dialogue.To("confirm")) },
			`order.phone: not every answer has a way on`},
		{"a question without any route", func(s *small) { s.step("phone").Next = nil },
			`order.phone: has no way on`},
		{"a command claimed twice", func(s *small) { s.more[0].Open = dialogue.Commands("pesan") },
			`visit: /pesan opens order already`},
		{"a command of the machine", func(s *small) { s.more[0].Open = dialogue.Commands("batal") },
			`visit: /batal opens the machine already`},
		{"an intent claimed twice", func(s *small) { s.more[0].Open = dialogue.Intents(reading.Register) },
			`visit: the word for register opens order already`},
		{"a link claimed twice", func(s *small) {
			s.ask.Open, s.more[0].Open = []dialogue.Opening{{Start: "from-"}}, []dialogue.Opening{{Start: "from-"}}
		}, `visit: /start from- opens order already`},
		{"a kind of file claimed twice", func(s *small) {
			s.ask.Open, s.more[0].Open = []dialogue.Opening{{Media: chat.MediaPhoto}}, []dialogue.Opening{{Media: chat.MediaPhoto}}
		}, `visit: a photo opens order already`},
		{"what is looked for by two", func(s *small) {
			holds := []dialogue.Opening{{Holds: &dialogue.Find{What: "a ticket"}}}
			s.ask.Open, s.more[0].Open = holds, holds
		}, `visit: a ticket opens order already`},
		{"two labels that read alike", func(s *small) { s.texts = s.texts.with("en", "order.sort.cakes", "TEA!") },
			`order.sort: the buttons "tea" and "cakes" read alike in en`},
		{"a button that carries too much", func(s *small) {
			value := strings.Repeat("v", 41)
			s.texts = s.texts.with("id", "order.sort."+value, "Panjang").with("en", "order.sort."+value, "Long")
			s.step("sort").Accept = choose("order.sort", "tea", "cakes", value)
			s.step("sort").Next = dialogue.To("name")
		}, `order.sort: the button "` + strings.Repeat("v", 41) + `" carries 65 bytes, 1 more than a button can`},
		{"a colon in a flow's name", func(s *small) { s.ask.ID = "or:der" },
			`or:der: a colon in a flow's name would break its buttons`},
		{"a flow's name twice", func(s *small) { s.more[0].ID = "about" },
			`about: two flows have this name`},
		{"a finish without outcomes", func(s *small) { send(s, func(f *dialogue.Finish) { f.Outcomes = nil }) },
			`order finish send: has no effects, or no outcomes`},
		{"a finish without effects", func(s *small) { send(s, func(f *dialogue.Finish) { f.Effects = nil }) },
			`order finish send: has no effects, or no outcomes`},
		{"an outcome without words", func(s *small) {
			send(s, func(f *dialogue.Finish) { f.Outcomes[record.OutcomeOwn] = dialogue.End("order.mine") })
		}, `order finish send: message "order.mine" is missing in id`},
		{"an outcome that marks nothing", func(s *small) {
			send(s, func(f *dialogue.Finish) { f.Outcomes[record.OutcomeTaken] = dialogue.Flag("nik", "taken") })
		}, `order finish send: marks "nik", which is no question`},
		{"an outcome that asks", func(s *small) {
			send(s, func(f *dialogue.Finish) { f.Outcomes[record.OutcomeOwn] = dialogue.To("name") })
		}, `order finish send: an outcome can only end the talk or mark an answer`},
		{"a home that asks", func(s *small) { s.setting = func(set *dialogue.Setting) { set.Home = "order" } },
			`home flow "order": is no flow that tells`},
		{"a home that is none", func(s *small) { s.setting = func(set *dialogue.Setting) { set.Home = "start" } },
			`home flow "start": is no flow that tells`},
		{"a flow that asks and tells", func(s *small) { s.ask.Tell = about().Tell },
			`order: a flow either asks or tells`},
		{"a flow that does neither", func(s *small) { s.ask.Steps = nil },
			`order: a flow either asks or tells`},
		{"forgetting what is no question", func(s *small) { s.step("name").Forgets = []string{"fone"} },
			`order.name: forgets "fone", which is no question`},
		{"a change that forgets what is no question", func(s *small) { s.step("field").Next = dialogue.Redo("confrm") },
			`order.field: forgets "confrm", which is no question`},
		{"an offer of what is no flow", func(s *small) { s.step("phone").Next = dialogue.End("order.none", "abuot") },
			`order.phone: offers "abuot", which is no flow`},
	} {
		t.Run(planted.mistake, func(t *testing.T) {
			s := faultless()
			planted.plant(s)
			if found := s.book().Check(s.texts); !slices.Contains(found, planted.found) {
				t.Errorf("not found: %s\nbut: %s", planted.found, strings.Join(found, "\n     "))
			}
		})
	}
}

func TestWalkLeadsEveryWay(t *testing.T) {
	paths, found := faultless().book().Walk(noon)
	for _, line := range found {
		t.Error(line)
	}
	var ways []string
	for _, path := range paths {
		ways = append(ways, path.Flow+": "+strings.Join(append(path.Steps, path.End), " > "))
	}
	for _, way := range []string{
		"order: sort > name > phone > confirm > order.done",
		"order: sort > phone > confirm > order.done",
		"order: sort > name > phone > confirm > field > name > phone > confirm > order.done",
		"visit: day > hour > visit.done",
		"menu: menu",
		"about: about",
	} {
		if !slices.Contains(ways, way) {
			t.Errorf("the way %s was not led; but %s", way, strings.Join(ways, "\n"))
		}
	}
	if _, found := shop().Walk(noon); len(found) > 0 {
		t.Errorf("in the shop: %v", found)
	}
}

// deaf understands none of its own examples.
type deaf struct{ words }

func (deaf) Read(dialogue.Context, chat.Content) dialogue.Reading {
	return dialogue.Complain("words.unread", nil)
}

// dumb has no examples.
type dumb struct{ words }

func (dumb) Examples(dialogue.Context) []dialogue.Example { return nil }

// grown has a choice with too long a value, which only the walk meets: Check sees no answers.
type grown struct{ list }

func (g grown) Choices(c dialogue.Context) []dialogue.Choice {
	if !c.Has("sort") {
		return nil
	}
	return g.list.Choices(c)
}

func TestWalkFindsEachMistake(t *testing.T) {
	for _, planted := range []struct {
		mistake string
		plant   func(*small)
		found   string
	}{
		{"an example that is not understood", func(s *small) { s.step("name").Accept = deaf{} },
			`order.name: the example {kata} is not understood`},
		{"an input without examples", func(s *small) { s.step("name").Accept = dumb{} },
			`order.name: its input has no examples`},
		{"a placeholder that is not filled", func(s *small) { s.step("confirm").Args = nil },
			`order.phone: message "order.confirm": its placeholder District is not filled`},
		{"a placeholder of the last message", func(s *small) { s.ask.Args = nil },
			`order outcome filed: message "order.done": its placeholder Receipt is not filled`},
		{"a button grown too long", func(s *small) { s.step("name").Accept = grown{listOf(strings.Repeat("v", 47))} },
			`order.sort: the button "` + strings.Repeat("v", 47) + `" carries 71 bytes, more than 64`},
		{"an outcome that leads in a circle", func(s *small) {
			s.ask.Finishes["send"].Outcomes[record.OutcomeTaken] = dialogue.Flag("name", "taken")
		}, `order: the way sort > name > phone > confirm` + strings.Repeat(" > confirm", 12) + ` leads nowhere`},
		{"a flow that says nothing", func(s *small) {
			s.more[2].Tell = func(dialogue.Context) dialogue.Told { return dialogue.Told{} }
		}, `about: says nothing`},
		{"a label that only the walk meets", func(s *small) {
			s.more[2].Tell = func(dialogue.Context) dialogue.Told {
				return dialogue.Told{Words: []chat.Words{{Key: "about", Options: []chat.Option{opening("nowhere", "")}}}}
			}
		}, `about: message "open.nowhere" is missing in id`},
	} {
		t.Run(planted.mistake, func(t *testing.T) {
			s := faultless()
			planted.plant(s)
			if _, found := s.book().Walk(noon); !slices.Contains(found, planted.found) {
				t.Errorf("not found: %s\nbut: %s", planted.found, strings.Join(found, "\n     "))
			}
		})
	}
}

func TestGraphDrawsEveryRoute(t *testing.T) {
	graph := faultless().book().Graph()
	for _, line := range []string{
		"## order",
		"Opened by `/pesan`, the word for *register* or its button.",
		`    q_sort -->|"tea"| q_name`,
		`    q_confirm -->|"send"| finish_send`,
		`    q_field --> redo([the question chosen, then back])`,
		`    finish_send -->|"filed"| end_order_done([order.done])`,
		"It asks nothing; it says: `about`.",
	} {
		if !strings.Contains(graph, line+"\n") {
			t.Errorf("the graph lacks %q:\n%s", line, graph)
		}
	}
	drawn := shop().Graph()
	for _, line := range []string{
		"Opened by `/pesan`, the word for *register*, a link `?start=from-…` or its button.",
		`    q_number -->|"[taken]"| q_taken`,
		`    finish_send -->|"taken, marked taken"| q_number`,
	} {
		if !strings.Contains(drawn, line+"\n") {
			t.Errorf("the shop's graph lacks %q:\n%s", line, drawn)
		}
	}
}
