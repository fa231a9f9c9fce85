package dialogue_test

import (
	"testing"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/identity"
	"jagaetam/internal/record"
)

// atConfirm is a worker who has answered everything and is asked whether to send.
func atConfirm(t testing.TB) *worker {
	w := talkTo(t, shop())
	w.commands("pesan")
	w.types("teh", "Siti", "Tenggarong", "Jl. Pesut", "4711", "0812")
	w.hears("order.confirm")
	return w
}

func TestTalkFromOpeningToEnd(t *testing.T) {
	w := talkTo(t, shop())
	w.commands("pesan")
	w.hears("order.sort")
	w.taps("tea")
	w.hears("order.name")
	w.types("Siti")
	w.hears("order.name.noted", "order.district")
	w.types("tenggarong")
	w.hears("order.street")
	w.types("Jl. Pesut")
	w.hears("order.number")
	w.types("4711")
	w.hears("order.phone")
	if w.turn.Words[0].Keyboard != chat.KeyboardContact {
		t.Error("the question for a phone number does not offer to share one")
	}
	w.send(chat.Contact{Phone: "0812", Own: true})
	w.hears("order.confirm")
	w.answers("district=Tenggarong name=Siti number=4711 phone=0812 sort=tea street=Jl. Pesut")
	if w.turn.Words[0].Keyboard != "" {
		t.Error("a message with buttons of its own changes the keyboard")
	}
	w.taps("send")
	w.hears("order.done")
	w.idle()
	want := record.SetLanguage{
		By:       chat.Person{ID: "tg:1"},
		Language: "tg:1 confirm=send district=Tenggarong name=Siti number=4711 phone=0812 sort=tea street=Jl. Pesut",
	}
	if len(w.done) != 1 || w.done[0] != want {
		t.Errorf("performed %v, not %v", w.done, want)
	}
	if !w.turn.Wake.IsZero() {
		t.Errorf("the chat wants to be woken at %s though nothing is under way", w.turn.Wake)
	}
}

func TestKeyboardGoesWhenItsQuestionIsAnswered(t *testing.T) {
	w := talkTo(t, shop())
	w.commands("pesan")
	w.types("teh", "Siti", "Tenggarong", "Jl. Pesut", "4711", "ha?")
	w.hears("words.unread")
	if w.turn.Words[0].Keyboard != chat.KeyboardContact {
		t.Error("the complaint does not offer to share a number")
	}
	w.types("kembali")
	w.hears("order.number")
	if w.turn.Words[0].Keyboard != chat.KeyboardRemove {
		t.Error("the offer to share a number stays")
	}
	w.types("?")
	if w.turn.Words[0].Keyboard != "" {
		t.Error("the offer to share a number is taken away twice")
	}
}

func TestAnswerOutOfAFew(t *testing.T) {
	for _, text := range []string{"Teh", "teh", "TEH!", "tea", "1", "yang pertama"} {
		w := talkTo(t, shop())
		w.commands("pesan")
		w.types(text)
		w.answers("sort=tea")
	}
}

func TestAnswersDifferByRoute(t *testing.T) {
	w := talkTo(t, shop())
	w.commands("pesan")
	w.taps("nothing")
	w.hears("order.none")
	w.idle()
	if len(w.done) > 0 {
		t.Errorf("something was performed: %v", w.done)
	}
	w.taps("visit")
	w.hears("visit.day")
}

func TestOutcomes(t *testing.T) {
	for _, outcome := range []struct {
		record.Outcome
		says string
	}{
		{record.Outcome{Name: record.OutcomeFiled, Receipt: 17}, "order.done"},
		{record.Outcome{Name: record.OutcomeOwn, Receipt: 17}, "order.own"},
		{record.Outcome{Name: "unheard of"}, "talk.done"},
	} {
		w := atConfirm(t)
		w.outcome = outcome.Outcome
		w.taps("send")
		w.hears(outcome.says)
		w.idle()
	}
}

func TestOutcomeThatMarksAnAnswer(t *testing.T) {
	w := atConfirm(t)
	w.outcome = record.Outcome{Name: record.OutcomeTaken}
	w.taps("send")
	w.hears("order.taken")
	if !w.state.Talk.Answers["number"].At.Equal(w.state.Talk.Answers["street"].At.Add(time.Minute)) {
		t.Error("the mark moved the time of the answer")
	}
	w.outcome = record.Outcome{Name: record.OutcomeRaised}
	w.taps("on")
	w.hears("order.raised")
	w.idle()
	if len(w.done) != 2 {
		t.Errorf("%d effects, not two", len(w.done))
	}
}

func TestWhatIsKnownDecides(t *testing.T) {
	w := talkTo(t, shop())
	w.commands("pesan")
	w.types("teh", "Siti", "Tenggarong", "Jl. Pesut")
	w.facts = record.Facts{NIK: record.RegisteredByOther}
	w.types("6402065205859001")
	w.hears("order.taken")
	w.taps("stop")
	w.hears("order.stopped")
	w.idle()
}

func TestWhatHasToBeKnownIsAskedForOnce(t *testing.T) {
	w := talkTo(t, shop())
	w.commands("pesan")
	w.types("teh", "Siti", "Tenggarong", "Jl. Pesut")
	who := chat.Person{ID: "tg:1"}
	event := dialogue.Event{In: chat.Incoming{From: who, At: w.now.Add(time.Minute), Content: chat.Text{Text: "6402065205859001"}}, Now: w.now}
	nik, err := identity.ParseNIK("6402065205859001")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := w.book.Advance(w.state, event).Wants, (record.Query{Person: who, NIK: nik}); got != want {
		t.Errorf("it wants %+v, not %+v", got, want)
	}
	event.Facts = &record.Facts{}
	if turn := w.book.Advance(w.state, event); !turn.Wants.IsZero() || turn.State.Talk.Asked != "phone" {
		t.Errorf("told that nothing is known, it asks %s and wants %+v", turn.State.Talk.Asked, turn.Wants)
	}
	event.In.Content, event.Facts = chat.Text{Text: "4711"}, nil
	if turn := w.book.Advance(w.state, event); !turn.Wants.IsZero() {
		t.Errorf("of what is no identity number it wants %+v", turn.Wants)
	}
}

func TestComplaintKeepsTheQuestion(t *testing.T) {
	w := talkTo(t, shop())
	w.commands("pesan")
	w.types("kopi")
	w.hears("choice.unread")
	w.taps("tea")
	w.types("siapa?")
	w.hears("words.unread")
	w.types("Siti")
	w.answers("name=Siti sort=tea")
}

func TestHelpAfterThreeMisunderstandings(t *testing.T) {
	w := talkTo(t, shop())
	w.commands("kunjung")
	w.types("a?", "b?")
	w.hears("words.unread")
	w.types("c?")
	w.hears("stumble", "words.unread")
	w.types("d?")
	w.hears("words.unread")
	w.types("Senin", "e?", "f?")
	w.hears("words.unread")
	w.types("g?")
	w.hears("stumble", "words.unread")
}

func TestPlaceNarrowedToSeveral(t *testing.T) {
	w := talkTo(t, shop())
	w.commands("pesan")
	w.types("teh", "Siti", "muara")
	w.hears("which")
	if got := len(w.turn.Words[0].Options); got != 5 {
		t.Fatalf("%d buttons for five places", got)
	}
	w.types("2")
	w.answers("district=Muara Jawa name=Siti sort=tea")

	w.commands("kembali")
	w.types("muara")
	w.commands("kembali")
	w.hears("order.district")
	if got := w.turn.Words[0].Options[0].Press.Value; got != "Anggana" {
		t.Errorf("after going back from several, the first button is %s", got)
	}
	w.types("muara", "kenohan")
	w.answers("district=Kenohan name=Siti sort=tea")
}

func TestForgetsWhatMeansNothingAnyMore(t *testing.T) {
	w := atConfirm(t)
	w.taps("change")
	w.taps("district")
	w.types("Kenohan")
	w.hears("order.street")
	w.types("Jl. Baru")
	w.hears("order.confirm")

	w.taps("change")
	w.taps("district")
	w.types("Kenohan")
	w.hears("order.confirm")
	w.answers("district=Kenohan name=Siti number=4711 phone=0812 sort=tea street=Jl. Baru")
}
