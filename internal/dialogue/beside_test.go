package dialogue_test

import (
	"strings"
	"testing"

	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/reading"
	"jagaetam/internal/record"
)

// anyWords is words that take a question for an answer, unless they are the person's own.
type anyWords struct {
	words
	own bool
}

func (anyWords) Read(_ dialogue.Context, content chat.Content) dialogue.Reading {
	if text := content.(chat.Text).Text; len(text) < 80 {
		return dialogue.Read(text)
	}
	return dialogue.Complain("words.unread", nil)
}

func (a anyWords) OwnWords() bool { return a.own }

// counter answers questions: "free" of what people ask, and in the middle of a dialogue how much of it is left, and "later".
func counter() *dialogue.Book {
	tells := func(id string, opening dialogue.Opening, rests bool) dialogue.Flow {
		return dialogue.Flow{ID: id, Open: []dialogue.Opening{opening}, Tell: func(c dialogue.Context) dialogue.Told {
			return dialogue.Told{Words: []chat.Words{{Key: id, Args: chat.Args{"Left": chat.Number(c.Left)}}}, Rests: rests}
		}}
	}
	form := dialogue.Flow{ID: "form", Open: dialogue.Commands("isi"), Steps: []dialogue.Step{
		{ID: "name", Ask: "form.name", Accept: anyWords{}, Keeps: []reading.Intent{reading.Free}, Next: dialogue.To("day")},
		{ID: "day", Ask: "form.day", Accept: words{},
			Next: dialogue.Routes(dialogue.On("never", dialogue.End("form.never")), dialogue.To("said"))},
		{ID: "said", Ask: "form.said", Accept: anyWords{own: true}, Next: dialogue.End("form.done")},
	}}
	return dialogue.New(shopSetting(), append(shopFlows(), form, tells("free", dialogue.Opening{Intent: reading.Free}, false),
		tells("how-long", dialogue.Opening{Intent: reading.HowLong, Beside: true}, false),
		tells("later", dialogue.Opening{Intent: reading.Later, Beside: true}, true))...)
}

func TestQuestionIsNotTakenForAName(t *testing.T) {
	w := talkTo(t, counter())
	w.commands("isi")
	w.types("ini gratis?")
	w.hears("free", "form.name")
	w.types("masih lama")
	w.hears("how-long", "form.name")
	w.answers("")
	w.types("Gratia") // which only looks like it
	w.hears("form.day")
	w.answers("name=Gratia")
}

func TestQuestionBesideAnAnswerThatIsJudged(t *testing.T) {
	w := talkTo(t, counter())
	w.commands("isi")
	w.types("Siti", "ada biaya lain?")
	w.hears("free", "form.day")
	w.types("hujan?")
	w.hears("words.unread")
	w.types("masih berapa pertanyaan lagi?")
	w.hears("how-long", "form.day")
	if n := w.state.Talk.Stumbles; n != 1 {
		t.Errorf("%d answers count as misunderstood, want 1", n)
	}
	w.types("biaya") // the question takes it
	w.hears("form.said")
	w.answers("day=biaya name=Siti")
	w = talkTo(t, counter())
	w.commands("pesan")
	w.types("teh", "Siti", "gratis") // no question by its form, and no district
	w.hears("free", "order.district")
}

func TestQuestionIsAPartOfOnesOwnWords(t *testing.T) {
	w := talkTo(t, counter())
	w.commands("isi")
	w.types("Siti", "Senin", "apakah gratis?")
	w.hears("form.done")
	w.commands("isi")
	w.types("Siti", "Senin", "apakah gratis?"+strings.Repeat("?", 80)) // too long, and told so
	w.hears("words.unread")
}

func TestSoManyQuestionsAreLeft(t *testing.T) {
	for _, answers := range [][]string{{}, {"Siti"}} {
		w := talkTo(t, counter())
		w.commands("isi")
		w.types(append(answers, "berapa lama lagi?")...)
		w.hears("how-long", [...]string{"form.name", "form.day"}[len(answers)])
		if got, want := *w.turn.Words[0].Args["Left"].Number, int64(3-len(answers)); got != want {
			t.Errorf("after %d answers %d questions are said to be left, want %d", len(answers), got, want)
		}
	}
}

func TestWhoHasNoTimeIsNotAskedAgain(t *testing.T) {
	w := talkTo(t, counter())
	w.commands("isi")
	w.types("nanti saja")
	w.hears("later")
	options := w.turn.Words[0].Options
	if len(options) != 1 || options[0].Press.Kind != chat.PressResume {
		t.Fatalf("the buttons are %+v, want the one that goes on", options)
	}
	w.presses(options[0].Press)
	w.hears("form.name")
	w.types("nanti saja", "Siti") // he may as well just answer
	w.hears("form.day")
	w.answers("name=Siti")
}

func TestWhatIsSaidBesideADialogueMeansNothingOutsideOfOne(t *testing.T) {
	w := talkTo(t, counter())
	w.types("nanti saja")
	w.hears("unforeseen.text", "menu")
	w.types("apa ini gratis")
	w.hears("free")
}

func TestOfficerAtHisWorkAsksNothingBesideIt(t *testing.T) {
	work := oneQuestion("letter", "text")
	work.Facts = func(dialogue.Context) record.Query { return record.Query{Officer: true} }
	free := dialogue.Flow{ID: "free", Open: dialogue.Intents(reading.Free), Tell: func(dialogue.Context) dialogue.Told {
		return dialogue.Told{Words: []chat.Words{{Key: "free"}}}
	}}
	for _, officer := range []bool{false, true} {
		w := talkTo(t, dialogue.New(shopSetting(), work, menu(), free))
		if officer {
			w.facts.Officer.Roles = []record.Role{record.RoleVerifier}
		}
		w.commands("letter")
		w.types("gratis?")
		if officer {
			w.hears("words.unread")
		} else {
			w.hears("free", "letter.text")
		}
	}
}

// A dialogue is not led into another one by a guess.
func TestGuessLeadsIntoNoOtherDialogue(t *testing.T) {
	w := talkTo(t, counter())
	w.commands("isi")
	w.types("bagaimana cara daftarnya?") // orders open at it
	w.hears("form.day")
}
