package bot_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/record"
	"jagaetam/internal/session"
)

func TestUnreachablePersonIsNotedAndAcknowledged(t *testing.T) {
	w := newWorld(t)
	var noted []record.SetReachable
	w.records = unreachables{w.records, &noted}
	w.say = func(context.Context, chat.Answer) (chat.Said, error) { return chat.Said{}, chat.ErrUnreachable }
	in := w.incoming(menu)
	w.handle(in)
	if len(noted) != 1 || noted[0].By.ID != worker || noted[0].Reachable || !noted[0].At.Equal(w.now) {
		t.Errorf("noted: %v", noted)
	}
	w.nothingUnsaid()
	w.handle(in)
	if n := len(w.take()); n != 1 {
		t.Errorf("tried %d times", n)
	}
}

// TestAnswersAreCharged where they are said, with all their words, before they are said.
func TestAnswersAreCharged(t *testing.T) {
	w := newWorld(t)
	var told charges
	w.bot.Pace = &told
	w.say = func(_ context.Context, a chat.Answer) (chat.Said, error) {
		if want := (charge{worker, false, len(a.Words)}); len(told) != 1 || told[0] != want {
			t.Errorf("charged is %v, want %v", told, want)
		}
		return chat.Said{Words: len(a.Words)}, nil
	}
	w.handle(w.incoming(menu))
	if len(w.take()) != 1 {
		t.Error("nothing was said")
	}
}

type charge struct {
	chat     string
	group    bool
	messages int
}

type charges []charge

func (c *charges) Charge(chat string, group bool, messages int) {
	*c = append(*c, charge{chat, group, messages})
}

// What cannot be noted about an unreachable person is noted when the message comes again.
func TestUnreachablePersonIsNotedInTheEnd(t *testing.T) {
	w := newWorld(t)
	var noted []record.SetReachable
	w.records = unreachables{w.records, &noted}
	w.say = func(context.Context, chat.Answer) (chat.Said, error) { return chat.Said{}, chat.ErrUnreachable }
	w.cut.call, w.cut.armed = "apply", true
	in := w.incoming(menu)
	if err := w.bot.Handle(t.Context(), in); !errors.Is(err, errCut) {
		t.Fatal(err)
	}
	w.cut.armed = false
	w.handle(in)
	if len(noted) != 1 {
		t.Errorf("noted: %v", noted)
	}
}

// A message that the platform will never take is dropped, so that it does not stand in the way for ever.
func TestRefusedAnswerIsDropped(t *testing.T) {
	w := newWorld(t)
	w.say = func(context.Context, chat.Answer) (chat.Said, error) { return chat.Said{}, chat.ErrRefused }
	in := w.incoming(menu)
	w.handle(in)
	w.handle(in)
	w.nothingUnsaid()
	if n := len(w.take()); n != 1 {
		t.Errorf("tried %d times", n)
	}
	if log := w.log.String(); !strings.Contains(log, "refuses") || !strings.Contains(log, worker) {
		t.Errorf("the log says %s", log)
	}
}

func TestPlatformThatAsksToWait(t *testing.T) {
	w := newWorld(t)
	w.say = func(context.Context, chat.Answer) (chat.Said, error) {
		return chat.Said{}, &chat.WaitError{After: 7 * time.Second}
	}
	in := w.incoming(menu)
	var wait *chat.WaitError
	if err := w.bot.Handle(t.Context(), in); !errors.As(err, &wait) || wait.After != 7*time.Second {
		t.Fatalf("%v", err)
	}
	w.say = nil
	w.take()
	w.handle(in)
	w.hears("menu")
}

// Of an answer that broke off in the middle the rest is said, even where the time for the message was over by then.
func TestRestOfAnAnswer(t *testing.T) {
	w := newWorld(t)
	ctx, cancel := context.WithCancel(t.Context())
	w.say = func(_ context.Context, a chat.Answer) (chat.Said, error) {
		cancel()
		return chat.Said{Words: 1}, context.Canceled
	}
	in := w.incoming(chat.Text{Text: "entahlah"})
	if err := w.bot.Handle(ctx, in); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	w.hears("unforeseen.text", "menu")
	w.say = nil
	w.handle(in)
	w.hears("menu")
	w.handle(in)
	w.hears()
}

// An answer of which nobody knows whether it was said is said once more: of the two mistakes that is the smaller.
func TestAnswerOfUnknownFate(t *testing.T) {
	w := newWorld(t)
	w.say = func(context.Context, chat.Answer) (chat.Said, error) { return chat.Said{}, errCut }
	in := w.incoming(menu)
	if err := w.bot.Handle(t.Context(), in); !errors.Is(err, errCut) {
		t.Fatal(err)
	}
	w.say = nil
	w.handle(in)
	w.hears("menu", "menu")
}

// What was said and cannot be noted is no reason to fail: the message is acknowledged.
func TestSaidButNotNoted(t *testing.T) {
	w := newWorld(t)
	w.cut.call, w.cut.armed = "said", true
	w.handle(w.incoming(menu))
	w.hears("menu")
	if !strings.Contains(w.log.String(), "note what was said") {
		t.Errorf("the log says %s", w.log.String())
	}
}

// Once all words are said, that the person's message could not be deleted keeps nobody from going on.
func TestWordsSaidButNotComplete(t *testing.T) {
	w := newWorld(t)
	w.say = func(_ context.Context, a chat.Answer) (chat.Said, error) { return w.sayAll(a), errCut }
	in := w.incoming(menu)
	w.handle(in)
	w.handle(in)
	w.hears("menu")
}

// The answer of an older message is never said after that of a newer one.
func TestOldAnswerIsNotSaidLate(t *testing.T) {
	w := newWorld(t)
	w.cut.call, w.cut.armed = "say", true
	old := w.incoming(status)
	if err := w.bot.Handle(t.Context(), old); !errors.Is(err, errCut) {
		t.Fatal(err)
	}
	w.cut.armed = false
	w.handle(w.incoming(menu))
	w.handle(old)
	w.hears("menu")
}

// nothingUnsaid demands that nothing waits for the sweep.
func (w *world) nothingUnsaid() {
	w.t.Helper()
	w.mini.SetTime(time.Now().Add(time.Hour))
	if chats, err := w.sessions.Unsaid(w.t.Context(), 0, 10); err != nil || slices.Contains(chats, worker) {
		w.t.Errorf("unsaid: %v, %v", chats, err)
	}
}

// A button tapped twice is answered by a notice alone. Where its second tap overtakes a text whose answer was committed and cut off, that answer
// is not lost: the tap comes again, after the text.
func TestNoticeDoesNotTakeThePlaceOfWordsLeftUnsaid(t *testing.T) {
	w := newWorld(t)
	w.typed("daftar")
	agree := w.tap("agree")
	w.handle(agree)
	w.hears("register.nik")
	text := w.incoming(chat.Text{Text: "6402062212849017"})
	w.cut.call, w.cut.armed = "say", true
	if err := w.bot.Handle(t.Context(), text); !errors.Is(err, errCut) {
		t.Fatal(err)
	}
	w.cut.armed = false
	again := agree
	again.Key = "update:tapped-again"
	wantWait(t, w.bot.Handle(t.Context(), again), session.ErrBusy)
	w.hears()
	w.handle(text)
	w.hears("register.nik.noted", "register.name")
	w.handle(again)
	if answers := w.take(); len(answers) != 1 || len(answers[0].Words) > 0 || answers[0].Notice.IsZero() {
		t.Errorf("the second tap is answered by %+v", answers)
	}
}

// Somebody may tap a button of a question before it is noted that the question was said: he has seen it, and is not kept waiting.
func TestAnswerToQuestionOnTheScreenIsTakenBeforeItIsNotedAsSaid(t *testing.T) {
	w := newWorld(t)
	w.cut.call, w.cut.armed = "said", true
	w.typed("daftar")
	w.cut.armed = false
	agree := w.tap("agree")
	w.take()
	w.handle(agree)
	w.hears("register.nik")
}

// The same where the second tap opens once more what it has opened before: it says the question again, but not what came before it.
func TestOpeningAgainDoesNotTakeThePlaceOfWordsLeftUnsaid(t *testing.T) {
	w := newWorld(t)
	w.handle(w.incoming(menu))
	open := w.tap("register")
	w.handle(open)
	w.handle(w.tap("agree"))
	w.take()
	text := w.incoming(chat.Text{Text: "6402062212849017"})
	w.cut.call, w.cut.armed = "say", true
	if err := w.bot.Handle(t.Context(), text); !errors.Is(err, errCut) {
		t.Fatal(err)
	}
	w.cut.armed = false
	open.Key = "update:tapped-again"
	wantWait(t, w.bot.Handle(t.Context(), open), session.ErrBusy)
	w.handle(text)
	w.hears("register.nik.noted", "register.name")
}
