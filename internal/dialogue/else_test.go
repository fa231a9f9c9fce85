package dialogue_test

import (
	"strings"
	"testing"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/record"
)

// desk is a shop where whatever else a person says goes to somebody, as long as he has a case open.
func desk() *dialogue.Book {
	rest := dialogue.Flow{
		ID: "rest", Open: []dialogue.Opening{{Else: true}}, Facts: func(dialogue.Context) record.Query { return record.Query{Case: true} },
		Tell: func(c dialogue.Context) dialogue.Told {
			if c.Facts.Case.Number == 0 {
				return dialogue.Told{}
			}
			return dialogue.Told{
				Effects: []record.Effect{record.SayInCase{By: c.Person, At: c.Now, Said: record.CaseMessage{Message: c.In.Message}}},
				Then: func(outcome record.Outcome) []chat.Words {
					switch {
					case outcome.Name != record.OutcomeRelayed:
						return []chat.Words{{Key: "rest.none"}}
					case c.Now.Sub(c.Else) < 10*time.Minute:
						return nil
					}
					return []chat.Words{{Key: "rest.relayed"}}
				},
			}
		},
	}
	stars := dialogue.Flow{
		ID: "stars", Open: []dialogue.Opening{{Case: true}},
		Tell: func(c dialogue.Context) dialogue.Told {
			return dialogue.Told{Words: []chat.Words{{Key: "stars", Args: chat.Args{"Given": chat.Literal(c.Payload)}}}, InPlace: true}
		},
	}
	return dialogue.New(shopSetting(), append(shopFlows(), rest, stars)...)
}

func withCase(t *testing.T) *worker {
	w := talkTo(t, desk())
	w.facts.Case.Number = 17
	w.outcome = record.Outcome{Name: record.OutcomeRelayed, Case: 17}
	return w
}

func (w *worker) relayed() int {
	n := len(w.done)
	w.done = nil
	return n
}

func TestWhateverElseIsSaidIsTaken(t *testing.T) {
	for _, content := range []chat.Content{
		chat.Text{Text: "kapan saya dijawab"}, chat.Media{Kind: chat.MediaPhoto}, chat.Media{Kind: chat.MediaVoice}, chat.Place{Latitude: 1}, chat.Edited{Text: "kapan"},
	} {
		w := withCase(t)
		w.send(content)
		w.hears("rest.relayed")
		if w.relayed() != 1 {
			t.Errorf("%T is not taken", content)
		}
	}
}

func TestWithoutACaseEverythingIsAsItWas(t *testing.T) {
	w := talkTo(t, desk())
	w.types("kapan saya dijawab")
	w.hears("unforeseen.text", "menu")
	w.send(chat.Media{Kind: chat.MediaPhoto})
	w.hears("unforeseen.photo", "menu")
	w.send(chat.Edited{Text: "kapan"})
	w.hears("unforeseen.other", "menu")
}

func TestOnlyTheFirstOfSeveralIsConfirmed(t *testing.T) {
	w := withCase(t)
	w.types("satu pertanyaan lagi")
	w.hears("rest.relayed")
	w.types("dan satu lagi")
	w.hears()
	w.sendAfter(9*time.Minute, chat.Text{Text: "masih ada satu"})
	w.hears()
	if w.relayed() != 3 {
		t.Error("one was not taken")
	}
	w.sendAfter(11*time.Minute, chat.Text{Text: "halo pak budi apa kabarnya"})
	w.hears("rest.relayed")
	w.outcome = record.Outcome{Name: record.OutcomeNoMatch}
	w.types("sudah ditutup rupanya")
	w.hears("rest.none")
}

// Commands, words that mean something anywhere, numbers that say who somebody is, and the answer to a question go their own way.
func TestWhatIsNotElse(t *testing.T) {
	w := withCase(t)
	w.commands("saldo")
	w.hears("unforeseen.command", "menu")
	w.types("menu")
	w.hears("menu")
	w.types("NIK saya 6402065205859001")
	w.hears("unforeseen.identity", "menu")
	w.send(chat.Media{Kind: chat.MediaPhoto, Caption: "NIK 6402065205859001"})
	w.hears("unforeseen.identity", "menu")
	if !w.turn.Forget {
		t.Error("a number under a photo stays in the chat")
	}
	w.commands("pesan")
	w.types("teh", "kapan saya dijawab")
	w.hears("order.name.noted", "order.district")
	if n := w.relayed(); n != 0 {
		t.Errorf("%d were taken", n)
	}
	w.send(chat.Media{Kind: chat.MediaPhoto}) // which no question is about
	w.hears("rest.relayed", "order.district")
	w.answers("name=kapan saya dijawab sort=tea")
}

func TestButtonsAboutACase(t *testing.T) {
	w := withCase(t)
	w.send(chat.Tap{Query: "q", Press: record.CasePress("5", 17)})
	w.hears("stars")
	if !w.turn.Edit || w.turn.Words[0].Args["Given"].Text != "5:KS-000017-4" {
		t.Errorf("%+v", w.turn)
	}
	w = talkTo(t, shop())
	w.send(chat.Tap{Query: "q", Press: record.CasePress("5", 17)})
	w.hears("menu")
	if w.turn.Notice.Key != "tap.stale" {
		t.Error("a button that nothing opens is taken")
	}
}

func TestTroublesAreThoseOfTheTalkThatWasLeft(t *testing.T) {
	var troubles []string
	ask := oneQuestion("letter", "text")
	ask.Open = dialogue.Commands("surat")
	ask.Begin = func(c dialogue.Context) dialogue.Answers {
		troubles = c.Troubles
		return dialogue.Answers{}
	}
	w := talkTo(t, dialogue.New(shopSetting(), order(), ask, menu()))
	w.commands("pesan")
	w.types("teh", "Siti", "Kenohan", "a?", "b?")
	w.commands("surat")
	if got := strings.Join(troubles, " "); got != "words.unread words.unread" {
		t.Errorf("%q", got)
	}
}

func TestOnlyATellingFlowTakesWhateverElse(t *testing.T) {
	asks := oneQuestion("letter", "text")
	asks.Open = []dialogue.Opening{{Else: true}}
	again := menu()
	again.Open = append(again.Open, dialogue.Opening{Else: true})
	found := strings.Join(dialogue.New(shopSetting(), again, asks).Check(shopTexts), "\n")
	for _, want := range []string{"letter: asks, so it cannot take whatever else there is", "letter: whatever else opens menu already"} {
		if !strings.Contains(found, want) {
			t.Errorf("%q is not found:\n%s", want, found)
		}
	}
}
