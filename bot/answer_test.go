package bot_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"jagaetam/internal/chat"
)

// doings are what the platform is told to do besides saying words.
type doings struct {
	Edit, Forget, Tap string
	Retire            []string
}

func (w *world) did() doings {
	w.t.Helper()
	answers := w.take()
	if len(answers) != 1 {
		w.t.Fatalf("%d answers", len(answers))
	}
	return doings{answers[0].Edit, answers[0].Forget, answers[0].Tap, answers[0].Retire}
}

// tap is the button of that value under the messages said last.
func (w *world) tap(value string) chat.Incoming {
	w.t.Helper()
	for _, a := range w.take() {
		for _, words := range a.Words {
			for _, option := range words.Options {
				if option.Press.Value == value || option.Press.Flow == value {
					in := w.incoming(chat.Tap{Query: "query", Press: option.Press})
					in.Message = w.buttons()
					return in
				}
			}
		}
	}
	w.t.Fatalf("there is no button %s", value)
	return chat.Incoming{}
}

// buttons is the message whose buttons are live.
func (w *world) buttons() string {
	w.t.Helper()
	claimed, err := w.sessions.Claim(w.t.Context(), worker, "look")
	if err != nil {
		w.t.Fatal(err)
	}
	if err := w.sessions.Release(w.t.Context(), claimed); err != nil {
		w.t.Fatal(err)
	}
	return claimed.Shown
}

func (w *world) does(want doings) {
	w.t.Helper()
	if diff := cmp.Diff(want, w.did()); diff != "" {
		w.t.Errorf("expected (-), done (+):\n%s", diff)
	}
}

func TestButtonsOfAnsweredQuestionsGo(t *testing.T) {
	w := newWorld(t)
	w.typed("daftar")
	question := w.buttons()
	agree := w.tap("agree")
	w.handle(agree)
	w.does(doings{Tap: "query", Retire: []string{question}})

	// The same button again, which is gone from the screen: nothing is said, so nothing is taken away.
	again := w.incoming(agree.Content)
	again.Message = question
	w.handle(again)
	w.does(doings{Tap: "query"})
}

func TestTypedAnswerTakesTheButtonsAway(t *testing.T) {
	w := newWorld(t)
	w.typed("daftar")
	question := w.buttons()
	w.take()
	w.typed("setuju")
	w.does(doings{Retire: []string{question}})
}

// An old button that says something takes its own message's buttons away, and those of the question that stands below once more.
func TestStaleButtonGoes(t *testing.T) {
	w := newWorld(t)
	w.typed("daftar")
	consent := w.buttons()
	decline := w.tap("decline")
	w.typed("setuju", "6402062212849017", "Syahrudin", "22-12-1984")
	districts := w.buttons()
	w.take()
	decline.Key, decline.Message = "late", consent
	w.handle(decline)
	w.does(doings{Tap: "query", Retire: []string{districts, consent}})
}

func TestMenuKeepsItsButtons(t *testing.T) {
	w := newWorld(t)
	w.handle(w.incoming(menu))
	w.handle(w.tap("officer"))
	w.does(doings{Tap: "query"})
}

// The menu that interrupts a question can still be used after the question is answered.
func TestMenuInTheMiddleKeepsItsButtons(t *testing.T) {
	w := newWorld(t)
	w.typed("daftar", "menu")
	w.take()
	w.typed("setuju")
	w.does(doings{})
}

// What explains something and puts the question once more takes the buttons away from where it stood before.
func TestQuestionThatIsPutAnewLosesItsOldButtons(t *testing.T) {
	w := newWorld(t)
	w.typed("daftar")
	question := w.buttons()
	w.take()
	w.typed("petugas")
	w.does(doings{Retire: []string{question}})
}

func TestPageIsTurnedInItsPlace(t *testing.T) {
	w := newWorld(t)
	w.typed("daftar", "setuju", "6402062212849017", "Syahrudin", "22-12-1984")
	districts := w.buttons()
	w.handle(w.tap("1"))
	w.does(doings{Tap: "query", Edit: districts})
	if now := w.buttons(); now != districts {
		t.Errorf("the live buttons are those of %s", now)
	}
}

// A tap that is only answered over the chat leaves the buttons where they are.
func TestNoticeLeavesTheButtons(t *testing.T) {
	w := newWorld(t)
	w.typed("daftar", "setuju", "6402062212849017", "Syahrudin", "22-12-1984")
	districts := w.buttons()
	next := w.tap("1")
	w.handle(next)
	w.take()
	next.Key = "twice"
	w.handle(next)
	if answers := w.take(); len(answers) != 1 || answers[0].Notice.IsZero() || len(answers[0].Words) > 0 {
		t.Fatalf("answered: %+v", answers)
	}
	if now := w.buttons(); now != districts {
		t.Errorf("the live buttons are those of %q", now)
	}
}

func TestSecretIsForgotten(t *testing.T) {
	w := newWorld(t)
	w.typed("daftar", "setuju")
	w.take()
	in := w.incoming(chat.Text{Text: "6402062212849017"})
	w.handle(in)
	if did := w.did(); did.Forget != in.Message {
		t.Errorf("to be forgotten: %q", did.Forget)
	}
}

func TestAnswerGoesToItsChatInItsLanguage(t *testing.T) {
	w := newWorld(t)
	w.handle(w.incoming(english))
	for _, a := range w.take() {
		if a.Chat != worker || a.Language != "en" {
			t.Errorf("said in %s to %s", a.Language, a.Chat)
		}
	}
}

// What arrives in a group is for others to deal with.
func TestNoConversationIsLedInAGroup(t *testing.T) {
	w := newWorld(t)
	in := w.incoming(menu)
	in.Group = true
	w.handle(in)
	w.hears()
}
