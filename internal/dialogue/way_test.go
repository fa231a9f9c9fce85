package dialogue_test

import (
	"strings"
	"testing"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
)

func TestBack(t *testing.T) {
	for _, back := range []func(*worker){
		func(w *worker) { w.commands("kembali") },
		func(w *worker) { w.commands("back") },
		func(w *worker) { w.types("kembali") },
	} {
		w := talkTo(t, shop())
		w.commands("pesan")
		w.types("teh", "Siti")
		back(w)
		w.hears("order.name")
		w.answers("sort=tea")
		back(w)
		w.hears("order.sort")
		back(w)
		w.hears("back.start", "order.sort")
		w.types("kue", "Budi")
		w.answers("name=Budi sort=cakes")
	}
}

func TestBackLeadsToNoQuestionThatWasNeverAsked(t *testing.T) {
	flows := shopFlows()
	flows[0].Begin = func(dialogue.Context) dialogue.Answers { return dialogue.Answers{"sort": {Value: "tea", Given: true}} }
	w := talkTo(t, dialogue.New(shopSetting(), flows...))
	w.commands("pesan")
	w.hears("order.name")
	w.types("kembali")
	w.hears("back.start", "order.name")
	w.types("Siti", "kembali")
	w.hears("order.name")
	w.types("Siti", "batal")
	w.hears("cancel.done")
}

func TestBackWithNothingUnderWay(t *testing.T) {
	w := talkTo(t, shop())
	w.commands("kembali")
	w.hears("back.nothing", "menu")
}

func TestBackFromADoubt(t *testing.T) {
	w := talkTo(t, shop())
	w.commands("pesan")
	w.types("teh", "Siti!")
	w.commands("kembali")
	w.hears("order.name")
	w.answers("sort=tea")
}

func TestBackFromAChange(t *testing.T) {
	w := atConfirm(t)
	w.taps("change")
	w.taps("name")
	w.commands("kembali")
	w.hears("order.confirm")
	w.answers("district=Tenggarong name=Siti number=4711 phone=0812 sort=tea street=Jl. Pesut")
}

func TestChangeFromTheSummary(t *testing.T) {
	w := atConfirm(t)
	w.taps("change")
	w.hears("order.field")
	w.taps("name")
	w.hears("order.name")
	w.types("?")
	w.hears("words.unread")
	w.types("Budi!")
	w.hears("words.sure")
	w.types("tidak", "Budiman")
	w.hears("order.name.noted", "order.confirm")
	w.answers("district=Tenggarong name=Budiman number=4711 phone=0812 sort=tea street=Jl. Pesut")
}

func TestCancelAtTheFirstQuestions(t *testing.T) {
	w := talkTo(t, shop())
	w.commands("pesan")
	w.types("teh")
	w.commands("batal")
	w.hears("cancel.done")
	w.idle()
	w.taps("menu")
	w.hears("menu")
}

func TestCancelAsksWhereAnswersWouldBeLost(t *testing.T) {
	for _, cancel := range []func(*worker){
		func(w *worker) { w.commands("batal") },
		func(w *worker) { w.commands("cancel") },
		func(w *worker) { w.types("batal") },
		func(w *worker) { w.types("gajadi") },
		func(w *worker) { w.types("stop") },
	} {
		w := atConfirm(t)
		cancel(w)
		w.hears("cancel.sure")
		w.taps("no")
		w.hears("order.confirm")
		w.answers("district=Tenggarong name=Siti number=4711 phone=0812 sort=tea street=Jl. Pesut")
		cancel(w)
		w.types("ya")
		w.hears("cancel.done")
		w.idle()
		cancel(w)
		w.hears("cancel.nothing", "menu")
	}
}

func TestCancelSaidAgainIsAYes(t *testing.T) {
	for _, texts := range [][]string{{"batal", "batal"}, {"gajadi", "batal"}, {"stop", "stop"}, {"batal", "gak jadi"}} {
		w := atConfirm(t)
		w.types(texts...)
		w.hears("cancel.done")
		w.idle()
	}
}

func TestCancelAmidADoubt(t *testing.T) {
	w := talkTo(t, shop())
	w.commands("pesan")
	w.types("teh", "Siti", "Kenohan", "Jl. Baru!", "batal")
	w.hears("cancel.sure")
	w.types("tidak")
	w.hears("order.street")
}

func TestWhatIsNoYesOrNoCancelsNothingAndAnswersNothing(t *testing.T) {
	w := talkTo(t, shop())
	w.commands("pesan")
	w.types("teh", "Siti", "Kenohan", "batal", "entah")
	w.hears("which", "cancel.sure")
	w.answers("district=Kenohan name=Siti sort=tea")
	w.types("ya")
	w.hears("cancel.done")
}

func TestRestart(t *testing.T) {
	for _, again := range []string{"ulang", "mulai lagi"} {
		w := atConfirm(t)
		run := w.state.Talk.Run
		w.types(again)
		w.hears("restart.sure")
		w.types("tidak")
		w.hears("order.confirm")
		w.commands("ulang")
		w.hears("restart.sure")
		w.taps("yes")
		w.hears("order.sort")
		w.answers("")
		if w.state.Talk.Run != run {
			t.Errorf("the run %s became %s, and with it another application", run, w.state.Talk.Run)
		}
	}
}

func TestRestartSaidAgainIsAYes(t *testing.T) {
	w := atConfirm(t)
	w.types("ulang", "ulang")
	w.hears("order.sort")
	w.answers("")
}

func TestRestartWithNothingToLose(t *testing.T) {
	w := talkTo(t, shop())
	w.commands("ulang")
	w.hears("menu")
	w.commands("pesan")
	w.types("teh")
	w.commands("restart")
	w.hears("order.sort")
}

func TestRestartKeepsWhatTheLinkBrought(t *testing.T) {
	w := talkTo(t, shop())
	w.send(chat.Command{Name: "start", Payload: "from-Kenohan"})
	w.types("teh", "5")
	w.commands("ulang")
	w.taps("yes")
	w.hears("order.sort")
	w.answers("district=Kenohan")
}

func TestDoubt(t *testing.T) {
	for _, then := range []struct {
		do      func(*worker)
		answers string
		hears   string
	}{
		{func(w *worker) { w.taps("yes") }, "day=Senin!", "visit.hour"},
		{func(w *worker) { w.types("iya pak") }, "day=Senin!", "visit.hour"},
		{func(w *worker) { w.types("1") }, "day=Senin!", "visit.hour"},
		{func(w *worker) { w.types("Senin!") }, "day=Senin!", "visit.hour"},
		{func(w *worker) { w.types("Selasa") }, "day=Selasa", "visit.hour"},
		{func(w *worker) { w.types("Selasa!") }, "", "words.sure"},
		{func(w *worker) { w.taps("no") }, "", "visit.day"},
		{func(w *worker) { w.types("bukan") }, "", "visit.day"},
		{func(w *worker) { w.types("2") }, "", "visit.day"},
	} {
		w := talkTo(t, shop())
		w.commands("kunjung")
		w.types("Senin!")
		w.hears("words.sure")
		then.do(w)
		w.hears(then.hears)
		w.answers(then.answers)
	}
}

func TestDoubtAcceptsWithItsFlags(t *testing.T) {
	w := talkTo(t, shop())
	w.commands("kunjung")
	w.types("Senin!", "ya")
	if flags := w.state.Talk.Answers["day"].Flags; len(flags) != 1 || flags[0] != "loud" {
		t.Errorf("the answer carries the flags %v", flags)
	}
	w.types("?")
	w.hears("words.unread")
}

func TestComplaintAmidADoubt(t *testing.T) {
	w := talkTo(t, shop())
	w.commands("kunjung")
	w.types("Senin!", "hujan?")
	w.hears("words.unread", "words.sure")
	w.types("ya")
	w.answers("day=Senin!")
}

// unsure is a list that asks back whatever ends in "!".
type unsure struct{ list }

func (u unsure) Read(c dialogue.Context, content chat.Content) dialogue.Reading {
	if text, ok := content.(chat.Text); ok && strings.HasSuffix(text.Text, "!") {
		return words{}.Read(c, content)
	}
	return u.list.Read(c, content)
}

func TestSeveralAmidADoubt(t *testing.T) {
	place := question("one")
	place.Accept = unsure{listOf(districts...)}
	w := talkTo(t, pollBook([]dialogue.Step{place}))
	w.commands("poll")
	w.types("Muara!")
	w.hears("words.sure")
	w.types("muara")
	w.hears("which")
	w.shows("Muara Badak", 5)
	w.types("2")
	w.answers("one=Muara Jawa")
}

func TestChangeOfWhatIsNoQuestion(t *testing.T) {
	flow := order()
	flow.Steps[8].Accept = choose("order.field", "name", "district", "number", "colour")
	w := atConfirm(t)
	w.book = dialogue.New(shopSetting(), flow, visit(), menu())
	w.taps("change")
	w.taps("colour")
	w.hears("order.confirm")
}

func TestCancelSurvivesADeploy(t *testing.T) {
	w := talkTo(t, shop())
	w.commands("pesan")
	w.types("teh", "Siti", "Kenohan", "batal")
	w.hears("cancel.sure")
	flow := order()
	flow.Steps = append(flow.Steps[:3:3], flow.Steps[4:]...)
	flow.Steps[2].Next = dialogue.To("number")
	w.book = dialogue.New(shopSetting(), flow, visit(), menu())
	w.types("ya")
	w.hears("cancel.done")
	w.idle()
}

func TestLinkAnswersWhatItKnows(t *testing.T) {
	w := talkTo(t, shop())
	w.send(chat.Command{Name: "start", Payload: "from-Tenggarong"})
	w.hears("order.sort")
	w.types("teh", "Siti")
	w.hears("order.name.noted", "order.street")
	w.answers("district=Tenggarong name=Siti sort=tea")

	w = talkTo(t, shop())
	w.send(chat.Command{Name: "start", Payload: "elsewhere"})
	w.hears("menu")
}

func TestDoubledText(t *testing.T) {
	w := talkTo(t, shop())
	w.commands("kunjung")
	w.types("Senin")
	w.sendAfter(2*time.Second, chat.Text{Text: "senin "})
	w.hears("again", "visit.hour")
	w.answers("day=Senin")
	w.sendAfter(3*time.Second, chat.Text{Text: "Senin"})
	w.hears("visit.done")
}
