package dialogue_test

import (
	"testing"

	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/record"
)

func TestTalkGoesOnAfterAnother(t *testing.T) {
	w := talkTo(t, shop())
	w.commands("pesan")
	w.types("teh")
	w.commands("kunjung")
	w.hears("visit.day")
	w.types("Senin", "pagi hari")
	w.hears("visit.done", "talk.resumed", "order.name")
	w.types("Siti")
	w.answers("name=Siti sort=tea")
}

func TestTalkGoesOnAfterAnotherIsCancelled(t *testing.T) {
	w := talkTo(t, shop())
	w.commands("pesan")
	w.types("teh")
	w.commands("kunjung")
	w.commands("batal")
	w.hears("cancel.done", "talk.resumed", "order.name")
}

func TestThreeTalksMayLieAside(t *testing.T) {
	w := talkTo(t, shop())
	for _, command := range []string{"pesan", "kunjung", "letter", "gift"} {
		w.commands(command)
	}
	if got := len(w.state.Aside); got != 3 {
		t.Fatalf("%d talks lie aside", got)
	}
	w.types("buku")
	w.hears("gift.done", "talk.resumed", "letter.text")
	w.types("halo kawan")
	w.hears("letter.done", "talk.resumed", "visit.day")
	w.types("Senin", "pagi hari")
	w.hears("visit.done", "talk.resumed", "order.sort")
}

func TestTheOldestOfFourIsDropped(t *testing.T) {
	extra := oneQuestion("note", "text")
	extra.Steps[0].Ask, extra.Steps[0].Next = "letter.text", dialogue.End("letter.done")
	w := talkTo(t, dialogue.New(shopSetting(), append(shopFlows(), extra)...))
	for _, command := range []string{"pesan", "kunjung", "letter", "gift", "note"} {
		w.commands(command)
	}
	if got := len(w.state.Aside); got != 3 || w.state.Aside[0].Flow != "visit" {
		t.Errorf("%d talks lie aside, from %s on", got, w.state.Aside[0].Flow)
	}
}

func TestOpeningWhatLiesAsideGoesOnWithIt(t *testing.T) {
	w := talkTo(t, shop())
	w.commands("pesan")
	w.types("teh")
	w.commands("kunjung")
	w.commands("pesan")
	w.hears("talk.resumed", "order.name")
	w.answers("sort=tea")
	if len(w.state.Aside) != 1 || w.state.Aside[0].Flow != "visit" {
		t.Errorf("aside lies %+v", w.state.Aside)
	}
}

func TestOpeningTheOldestOfThreeGoesOnWithIt(t *testing.T) {
	w := talkTo(t, shop())
	w.commands("pesan")
	w.types("teh")
	for _, command := range []string{"kunjung", "letter", "gift", "pesan"} {
		w.commands(command)
	}
	w.hears("talk.resumed", "order.name")
	w.answers("sort=tea")
	if len(w.state.Aside) != 3 {
		t.Errorf("%d talks lie aside", len(w.state.Aside))
	}
}

func TestOpeningWhatIsUnderWay(t *testing.T) {
	w := talkTo(t, shop())
	w.commands("pesan")
	w.types("teh")
	w.types("daftar")
	w.hears("talk.underway", "order.name")
	w.answers("sort=tea")
}

// A link or a button for something else begins anew as long as nothing would be lost by it.
func TestOpeningWhatIsUnderWayForSomethingElse(t *testing.T) {
	w := talkTo(t, shop())
	w.commands("pesan")
	w.presses(chat.Press{Kind: chat.PressOpen, Flow: "order", Value: "Tabang"})
	w.hears("order.sort")
	w.types("teh")
	w.presses(chat.Press{Kind: chat.PressOpen, Flow: "order", Value: "Sebulu"})
	w.hears("order.sort")
	w.types("kue", "Siti")
	w.presses(chat.Press{Kind: chat.PressOpen, Flow: "order", Value: "Tabang"})
	w.hears("talk.underway", "order.street")
	w.answers("district=Sebulu name=Siti sort=cakes")
}

func TestTellingLeavesTheQuestion(t *testing.T) {
	w := talkTo(t, shop())
	w.commands("pesan")
	w.types("teh")
	w.commands("tentang")
	w.hears("about", "order.name")
	w.types("menu")
	w.hears("menu")
	w.buttons = w.turn.Words[0].Options
	if last := w.buttons[len(w.buttons)-1]; last.Press.Kind != chat.PressResume {
		t.Fatalf("the last button is %+v", last)
	}
	w.presses(chat.Press{Kind: chat.PressResume})
	w.hears("order.name")
	w.types("Siti")
	w.answers("name=Siti sort=tea")
}

func TestAnswerAfterSomethingWasTold(t *testing.T) {
	w := talkTo(t, shop())
	w.commands("pesan")
	w.commands("menu")
	w.types("kue")
	w.answers("sort=cakes")
}

func TestNumbersOfAnOffer(t *testing.T) {
	for number, says := range map[string]string{"1": "order.sort", "2": "visit.day", "3": "about", "Kunjungan": "visit.day", "visit": "visit.day"} {
		w := talkTo(t, shop())
		w.commands("menu")
		w.types(number)
		w.hears(says)
	}
	w := talkTo(t, shop())
	w.commands("kunjung")
	w.types("Senin")
	w.commands("menu")
	w.types("4")
	w.hears("visit.hour")
	w.types("4")
	w.hears("visit.done")
	w.types("1")
	w.hears("menu")
}

func TestTellingWhatIsKnown(t *testing.T) {
	w := talkTo(t, shop())
	w.facts = record.Facts{Applications: make([]record.Application, 2)}
	w.types("status")
	w.hears("news")
	if got := w.turn.Words[0].Args["Count"].Text; got != "2" {
		t.Errorf("it tells of %s applications", got)
	}
	turn := w.book.Advance(w.state, dialogue.Event{In: chat.Incoming{From: chat.Person{ID: "tg:1"}, At: w.now, Content: chat.Command{Name: "kabar"}}, Now: w.now})
	if want := (record.Query{Person: chat.Person{ID: "tg:1"}, Applications: true}); turn.Wants != want {
		t.Errorf("it wants %+v, not %+v", turn.Wants, want)
	}
}

func TestLanguageInMidTalk(t *testing.T) {
	w := talkTo(t, shop())
	if w.types("halo"); w.state.Language != "id" {
		t.Errorf("the first language is %q", w.state.Language)
	}
	w.commands("pesan")
	w.types("teh")
	w.commands("english")
	w.hears("tongue.set", "order.name")
	if w.state.Language != "en" || len(w.done) != 1 {
		t.Errorf("the language is %q, %d effects", w.state.Language, len(w.done))
	}
	w.types("Siti")
	w.answers("name=Siti sort=tea")
}

func TestHelpExplainsTheQuestion(t *testing.T) {
	w := talkTo(t, shop())
	w.commands("pesan")
	w.types("bantuan")
	w.hears("help", "order.sort")
	w.types("teh", "bantuan")
	w.hears("order.name.help", "order.name")
}

func TestWordsThatAreATrade(t *testing.T) {
	w := talkTo(t, shop())
	w.commands("pesan")
	w.types("petugas")
	w.hears("about", "order.sort")
	w.types("teh", "operator")
	w.answers("name=operator sort=tea")
}

func TestFlowThatIsNoMore(t *testing.T) {
	w := talkTo(t, shop())
	w.commands("kunjung")
	w.types("Senin")
	w.book = dialogue.New(shopSetting(), order(), menu())
	w.types("pagi hari")
	w.hears("talk.gone", "menu")
	w.idle()
}

func TestTalkAsideOutlivesTheFlowOnTop(t *testing.T) {
	w := talkTo(t, shop())
	w.commands("pesan")
	w.types("teh", "Siti!")
	w.commands("kunjung")
	w.book = dialogue.New(shopSetting(), order(), menu())
	w.types("ya")
	w.hears("talk.gone", "order.name")
	w.answers("sort=tea")
	w.types("Siti")
	w.answers("name=Siti sort=tea")
}

func TestYesToAFlowThatIsNoMoreCancelsNothing(t *testing.T) {
	w := talkTo(t, shop())
	w.commands("pesan")
	w.types("teh", "Siti", "batal")
	w.hears("cancel.sure")
	w.commands("kunjung")
	w.types("Senin!")
	w.book = dialogue.New(shopSetting(), order(), menu())
	w.types("ya")
	w.hears("talk.gone", "order.district")
	w.answers("name=Siti sort=tea")
}

func TestFlowAsideThatIsNoMore(t *testing.T) {
	w := talkTo(t, shop())
	w.commands("kunjung")
	w.commands("pesan")
	w.book = dialogue.New(shopSetting(), order(), menu())
	w.types("batal")
	w.hears("cancel.done")
	w.idle()
}

func TestWhatIsToldStaysTheFlows(t *testing.T) {
	shared := make([]chat.Option, 1, 4)
	shared[0] = opening("order", "")
	flow := menu()
	flow.Tell = func(dialogue.Context) dialogue.Told {
		return dialogue.Told{Words: []chat.Words{{Key: "menu", Options: shared}}}
	}
	w := talkTo(t, dialogue.New(shopSetting(), order(), flow))
	w.commands("pesan")
	w.commands("menu")
	w.shows("", 2)
	if behind := shared[:2][1]; behind.Press != (chat.Press{}) {
		t.Errorf("the flow's own buttons are followed by %+v", behind)
	}
}
