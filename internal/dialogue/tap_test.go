package dialogue_test

import (
	"strings"
	"testing"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
)

func TestStaleTapChangesNothing(t *testing.T) {
	w := talkTo(t, shop())
	w.commands("pesan")
	old := w.button("cakes")
	w.types("teh")
	w.presses(old)
	w.notices("tap.stale")
	w.hears("order.name")
	w.answers("sort=tea")
}

func TestTapOfAQuestionPutAgainIsStale(t *testing.T) {
	w := talkTo(t, shop())
	w.commands("pesan")
	old := w.button("nothing")
	w.types("teh", "kembali")
	w.hears("order.sort")
	w.presses(old)
	w.notices("tap.stale")
	w.hears("order.sort")
}

func TestDoubledTap(t *testing.T) {
	for _, pause := range []time.Duration{0, time.Second, time.Minute, 24 * time.Hour} {
		w := talkTo(t, shop())
		w.commands("pesan")
		tea := w.button("tea")
		w.presses(tea)
		w.sendAfter(pause, chat.Tap{Query: "q", Press: tea})
		w.notices("tap.twice")
		w.hears()
		w.answers("sort=tea")
	}
}

func TestMenuTappedTwiceInAMomentOpensOnce(t *testing.T) {
	w := talkTo(t, shop())
	w.commands("menu")
	about := w.button("about")
	w.presses(about)
	w.hears("about")
	w.sendAfter(2*time.Second, chat.Tap{Query: "q", Press: about})
	w.notices("tap.twice")
	w.hears()
	w.sendAfter(3*time.Second, chat.Tap{Query: "q", Press: about})
	w.hears("about")
}

func TestForgedTaps(t *testing.T) {
	w := talkTo(t, shop())
	w.commands("pesan")
	tea := w.button("tea")
	forge := func(change func(*chat.Press)) chat.Press {
		press := tea
		change(&press)
		return press
	}
	for name, press := range map[string]chat.Press{
		"nothing in it":            {},
		"a value never offered":    forge(func(p *chat.Press) { p.Value = "gold" }),
		"no value":                 forge(func(p *chat.Press) { p.Value = "" }),
		"the yes of a doubt":       forge(func(p *chat.Press) { p.Value = "yes" }),
		"a count to come":          forge(func(p *chat.Press) { p.Count++ }),
		"another question":         forge(func(p *chat.Press) { p.Step = "name" }),
		"a question of nobody":     forge(func(p *chat.Press) { p.Step = "x" }),
		"another flow":             forge(func(p *chat.Press) { p.Flow = "visit" }),
		"a flow of nobody":         {Kind: chat.PressOpen, Flow: "x"},
		"a page that is none":      forge(func(p *chat.Press) { p.Kind, p.Value = chat.PressPage, "x" }),
		"a page beyond the last":   forge(func(p *chat.Press) { p.Kind, p.Value = chat.PressPage, "1" }),
		"a page before the first":  forge(func(p *chat.Press) { p.Kind, p.Value = chat.PressPage, "-1" }),
		"a kind that there is not": {Kind: "z", Flow: "order"},
	} {
		t.Run(name, func(t *testing.T) {
			w := talkTo(t, shop())
			w.commands("pesan")
			w.presses(press)
			w.notices("tap.stale")
			w.hears("order.sort")
			w.answers("")
		})
	}
}

func TestForgedAnswerToADoubt(t *testing.T) {
	w := talkTo(t, shop())
	w.commands("kunjung")
	w.types("Senin!")
	yes := w.button("yes")
	yes.Value = "Minggu"
	w.presses(yes)
	w.notices("tap.stale")
	w.hears("words.sure")
	w.answers("")
}

func TestForgedPageAmidADoubt(t *testing.T) {
	w := atDistrict(t)
	w.commands("batal")
	w.hears("cancel.sure")
	page := w.button("yes")
	page.Kind, page.Value = chat.PressPage, "1"
	w.presses(page)
	w.notices("tap.stale")
	w.hears("cancel.sure")
}

func TestTapThatCannotBeReadIsNotTheLastThatWasDone(t *testing.T) {
	w := talkTo(t, shop())
	w.commands("kunjung")
	w.types("Senin")
	w.sendAfter(time.Second, chat.Tap{Query: "q"})
	w.notices("tap.stale")
	w.sendAfter(time.Second, chat.Text{Text: "Senin"})
	w.hears("again", "visit.hour")
}

// Taps overtake texts, as messages wait by chat and taps by person.
func TestTextSentTwiceIsKnownAfterATap(t *testing.T) {
	w := talkTo(t, shop())
	w.commands("pesan")
	w.presses(w.button("tea"))
	w.types("Siti")
	w.hears("order.name.noted", "order.district")
	w.sendAfter(0, chat.Tap{Query: "q", Press: w.button("Kenohan")})
	w.hears("order.street")
	w.sendAfter(time.Second, chat.Text{Text: "Siti"})
	w.hears("again", "order.street")
}

func TestTapOfAnotherFlow(t *testing.T) {
	w := talkTo(t, shop())
	w.commands("pesan")
	tea := w.button("tea")
	w.commands("kunjung")
	w.presses(tea)
	w.notices("tap.stale")
	w.hears("visit.day")
}

func TestTapWithNothingUnderWay(t *testing.T) {
	w := talkTo(t, shop())
	w.presses(chat.Press{Kind: chat.PressAnswer, Count: 0, Flow: "order", Step: "sort", Value: "tea"})
	w.notices("tap.stale")
	w.hears("menu")
	w.presses(chat.Press{Kind: chat.PressResume})
	w.notices("tap.stale")
}

// atDistrict is a worker who is to choose from a list of three pages.
func atDistrict(t testing.TB) *worker {
	w := talkTo(t, shop())
	w.commands("pesan")
	w.types("teh", "Siti")
	w.hears("order.name.noted", "order.district")
	return w
}

// first is the value of the first button on the screen, and all are their number.
func (w *worker) first() (value string, all int) {
	w.t.Helper()
	if len(w.turn.Words) == 0 || len(w.turn.Words[len(w.turn.Words)-1].Options) == 0 {
		w.t.Fatal("no buttons were shown")
	}
	options := w.turn.Words[len(w.turn.Words)-1].Options
	return options[0].Press.Value, len(options)
}

func (w *worker) shows(value string, all int) {
	w.t.Helper()
	if got, n := w.first(); got != value || n != all {
		w.t.Errorf("%d buttons from %s on, not %d from %s on", n, got, all, value)
	}
}

func TestPages(t *testing.T) {
	w := atDistrict(t)
	w.shows("Anggana", 9)
	w.taps("1")
	w.hears("order.district")
	w.shows("Muara Badak", 10)
	if !w.turn.Edit {
		t.Error("another page does not take the place of the first")
	}
	w.taps("2")
	w.shows("Sebulu", 4)
	w.taps("1")
	w.shows("Muara Badak", 10)
	w.types("sana situ")
	w.hears("choice.unread")
	w.shows("Muara Badak", 10)
	w.taps("Muara Wis")
	w.answers("district=Muara Wis name=Siti sort=tea")
}

func TestNumberTypedOnAPage(t *testing.T) {
	w := atDistrict(t)
	w.types("3")
	w.answers("district=Kenohan name=Siti sort=tea")

	w = atDistrict(t)
	w.taps("1")
	w.types("3")
	w.answers("district=Muara Kaman name=Siti sort=tea")
}

func TestNumberTypedBesideASingleButton(t *testing.T) {
	flow := oneQuestion("letter", "text")
	flow.Steps[0].Accept = pollInput{listOf("tidak ada")}
	flow.Steps[0].Next = dialogue.To("more")
	more := oneQuestion("letter", "text").Steps[0]
	more.ID = "more"
	flow.Steps = append(flow.Steps, more)
	w := talkTo(t, dialogue.New(shopSetting(), flow, menu()))
	w.commands("letter")
	w.types("1")
	w.answers("text=1")
}

func TestNumberTypedThatIsOnNoButton(t *testing.T) {
	w := atDistrict(t)
	w.types("12")
	w.hears("which")
	w.shows("Anggana", 9)
	w.answers("name=Siti sort=tea")
	w.types("0")
	w.answers("name=Siti sort=tea")
}

func TestPageTyped(t *testing.T) {
	for _, more := range []string{"lainnya", "Lainnya", "more", "9"} {
		w := atDistrict(t)
		w.types(more)
		w.hears("order.district")
		w.shows("Muara Badak", 10)
		w.types("sebelumnya")
		w.shows("Anggana", 9)
		if w.turn.Edit {
			t.Error("a page that was typed for takes the place of the message that was typed")
		}
	}
}

func TestNoButtonCarriesTooMuch(t *testing.T) {
	w := atDistrict(t)
	for _, option := range w.buttons {
		if n := len(option.Press.String()); n > chat.PressLimit {
			t.Errorf("%v carries %d bytes", option.Press, n)
		}
	}
}

func TestPageThatIsNoMore(t *testing.T) {
	w := atDistrict(t)
	w.taps("1")
	w.taps("2")
	flow := order()
	flow.Steps[2].Accept = listOf(districts[:3]...)
	w.book = dialogue.New(shopSetting(), flow, visit(), menu())
	w.types("?")
	w.hears("choice.unread")
	w.shows("Anggana", 3)
	w.taps("Kenohan")
	w.answers("district=Kenohan name=Siti sort=tea")
}

func TestEachListBeginsAtItsFirstPage(t *testing.T) {
	from, to := question("one"), question("two")
	from.Accept, to.Accept = listOf(districts...), listOf(districts...)
	w := talkTo(t, pollBook([]dialogue.Step{from, to}))
	w.commands("poll")
	w.taps("1")
	w.taps("Muara Wis")
	w.hears("poll.two")
	w.shows("Anggana", 9)
}

func TestManyButtonsStandInTwoColumns(t *testing.T) {
	w := atDistrict(t)
	if got := w.turn.Words[1].Columns; got != 2 {
		t.Errorf("nine buttons stand in %d columns", got)
	}
	w.commands("batal")
	if got := w.turn.Words[0].Columns; got != 1 {
		t.Errorf("two buttons stand in %d columns", got)
	}
}

func TestLabelsCanBeRead(t *testing.T) {
	w := atDistrict(t)
	for _, option := range w.buttons {
		for _, lang := range shopTexts.Languages() {
			if label, err := shopTexts.Arg(lang, option.Label, nil); err != nil || strings.TrimSpace(label) == "" {
				t.Errorf("the label of %v is %q, %v", option.Press, label, err)
			}
		}
	}
}

func TestDoubtAmidALongList(t *testing.T) {
	for _, before := range []func(*worker){
		func(*worker) {},
		func(w *worker) { w.taps("1") },
		func(w *worker) { w.types("muara") },
	} {
		w := atDistrict(t)
		before(w)
		w.commands("batal")
		w.shows("yes", 2)
		w.types("tidak")
		w.hears("order.district")
		w.shows("Anggana", 9)
	}
}

func TestYesToTheQuestionIsNoneToTheDoubt(t *testing.T) {
	w := talkTo(t, pollBook([]dialogue.Step{question("one"), question("two"), {ID: "three", Ask: "poll.three", Accept: listOf("yes", "no")}}))
	w.commands("poll")
	w.types("satu", "dua")
	yes := w.button("yes")
	w.commands("batal")
	w.hears("cancel.sure")
	w.presses(yes)
	w.notices("tap.stale")
	w.hears("cancel.sure")
}

// The same button again after something typed is no slip of the finger.
func TestSameButtonAfterATextIsMeant(t *testing.T) {
	w := talkTo(t, shop())
	w.commands("menu")
	open := chat.Press{Kind: chat.PressOpen, Flow: "order"}
	w.sendAfter(0, chat.Tap{Query: "q", Press: open})
	w.hears("order.sort")
	w.sendAfter(0, chat.Text{Text: "batal"})
	w.hears("cancel.done")
	w.sendAfter(0, chat.Tap{Query: "q", Press: open})
	w.hears("order.sort")
}

// Redis may lose the last second: then the question on the screen is unknown, and the one that is asked in its place later has its number.
func TestButtonOfALostQuestionAnswersTheSameAskedAnew(t *testing.T) {
	w := talkTo(t, shop())
	w.commands("pesan")
	before := w.state
	w.types("teh", "Siti")
	w.hears("order.name.noted", "order.district")
	lost := w.button("Anggana")
	w.state = before
	w.presses(lost)
	w.notices("tap.stale")
	w.hears("order.sort")
	w.sendAfter(time.Second, chat.Tap{Query: "q", Press: lost}) // his finger slips
	w.notices("tap.twice")
	w.types("teh", "Siti")
	if again := w.button("Anggana"); again != lost {
		t.Fatalf("the button is %+v, was %+v", again, lost)
	}
	w.presses(lost)
	w.hears("order.street")
	w.answers("district=Anggana name=Siti sort=tea")
}
