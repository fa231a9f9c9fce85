package dialogue_test

import (
	"regexp"
	"strings"
	"testing"

	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/reading"
	"jagaetam/internal/record"
)

var ticket = regexp.MustCompile(`T-\d+`)

// attentive is a shop that looks for tickets in whatever is written, and at words that mean something only where nothing else is made of
// them.
func attentive(more ...dialogue.Flow) *dialogue.Book {
	about := about()
	about.Open = append(about.Open, dialogue.Opening{Intent: reading.Stop}, dialogue.Opening{Intent: reading.Onward, Last: true})
	gift := oneQuestion("gift", "what")
	gift.Open = append(gift.Open, dialogue.Opening{Holds: &dialogue.Find{What: "a ticket", In: func(text string) string { return ticket.FindString(text) }}})
	flows := append([]dialogue.Flow{order(), visit(), oneQuestion("letter", "text"), gift, menu(), about, news(), tongue(), help()}, more...)
	return dialogue.New(shopSetting(), flows...)
}

func TestWhatIsHeldOpensItsFlow(t *testing.T) {
	for name, content := range map[string]chat.Content{
		"alone":        chat.Text{Text: "T-1"},
		"a sentence":   chat.Text{Text: "pak, ini dapat T-1 dari mana ya?"},
		"under a file": chat.Media{Kind: chat.MediaPhoto, Caption: "kartu T-1"},
	} {
		w := talkTo(t, attentive())
		w.send(content)
		w.hears("gift.what")
		if w.state.Talk == nil || w.state.Talk.Payload != "T-1" {
			t.Errorf("%s: the flow was given %+v", name, w.state.Talk)
		}
	}
}

// Whatever stands on the screen, the ticket is not filed as the answer to it, and afterwards the talk goes on.
func TestWhatIsHeldIsNoAnswer(t *testing.T) {
	w := talkTo(t, attentive())
	w.commands("pesan")
	w.types("teh", "ini apa: T-1")
	w.hears("gift.what")
	w.types("bunga")
	w.hears("gift.done", "talk.resumed", "order.name")
	w.answers("sort=tea")
	w.send(chat.Media{Kind: chat.MediaPhoto, Caption: "T-1"})
	w.hears("gift.what")
}

func TestWhatIsHeldBesideAnIdentityNumber(t *testing.T) {
	for _, content := range []chat.Content{
		chat.Text{Text: "NIK 6402065205859001 T-1"}, chat.Media{Kind: chat.MediaPhoto, Caption: "6402065205859001 T-1"},
	} {
		w := talkTo(t, attentive())
		w.send(content)
		w.hears("gift.what")
		if !w.turn.Forget {
			t.Errorf("%+v stays in the chat", content)
		}
	}
}

func TestStopOpensItsFlowOnlyOutsideADialogue(t *testing.T) {
	w := talkTo(t, attentive())
	w.types("berhenti")
	w.hears("about")
	w.commands("pesan")
	w.types("teh", "Siti", "stop")
	w.hears("cancel.sure")
	w.types("stop")
	w.hears("cancel.done")
	w = talkTo(t, shop())
	w.types("stop")
	w.hears("cancel.nothing", "menu")
}

func TestTheLastWordsWaitForEverythingElse(t *testing.T) {
	w := talkTo(t, attentive())
	w.types("lanjut")
	w.hears("about")
	w.commands("pesan")
	w.types("teh", "lanjut")
	w.answers("name=lanjut sort=tea")
	w.types("Tenggarong", "Jl. Pesut", "batal")
	w.hears("cancel.sure")
	w.types("lanjut") // and not be cancelled
	w.hears("order.number")

	rest := dialogue.Flow{
		ID: "rest", Open: []dialogue.Opening{{Else: true}}, Says: []string{"about"},
		Tell: func(c dialogue.Context) dialogue.Told {
			return dialogue.Told{Effects: []record.Effect{record.SetLanguage{By: c.Person}}, Words: []chat.Words{{Key: "news"}}}
		},
	}
	w = talkTo(t, attentive(rest))
	w.types("lanjut")
	w.hears("news")
}

func TestGraphOfWhatIsHeld(t *testing.T) {
	graph := attentive().Graph()
	for _, want := range []string{
		"Opened by `/gift`, a ticket in anything written or its button.", "the word for *onward* where nothing else is made of it",
	} {
		if !strings.Contains(graph, want) {
			t.Errorf("the graph does not say %q", want)
		}
	}
}
