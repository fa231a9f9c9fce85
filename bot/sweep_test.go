package bot_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"jagaetam/bot"
	"jagaetam/internal/chat"
	"jagaetam/internal/session"
)

// cutOff has a message whose answer is committed and never said, because the process died between the two.
func (w *world) cutOff(content chat.Content) {
	w.t.Helper()
	w.cut.call, w.cut.armed = "say", true
	if err := w.bot.Handle(w.t.Context(), w.incoming(content)); !errors.Is(err, errCut) {
		w.t.Fatal(err)
	}
	w.cut.armed = false
}

func TestSweepSaysWhatWasLeft(t *testing.T) {
	w := newWorld(t)
	w.cutOff(menu)
	w.sweepLater(29 * time.Second)
	w.hears() // another process may just be saying it
	w.sweepLater(31 * time.Second)
	w.hears("menu")
	w.sweepLater(time.Hour)
	w.hears()
	w.typed("status")
	w.hears("status.none")
}

func TestTwoSweepsSayItOnce(t *testing.T) {
	w := newWorld(t)
	w.cutOff(menu)
	w.say = func(_ context.Context, a chat.Answer) (chat.Said, error) {
		w.sweepLater(31 * time.Second) // the other one, in the middle of the first
		return w.sayAll(a), nil
	}
	w.sweepLater(31 * time.Second)
	w.hears("menu")
}

func TestSweepGivesTheChatBack(t *testing.T) {
	for name, say := range map[string]func(context.Context, chat.Answer) (chat.Said, error){
		"said": nil, "failed": func(context.Context, chat.Answer) (chat.Said, error) { return chat.Said{}, errCut },
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.cutOff(menu)
			w.say = say
			w.sweepLater(31 * time.Second)
			w.say = nil
			w.take()
			w.typed("status")
			w.hears("status.none")
		})
	}
}

// A chat that cannot be dealt with keeps no other waiting.
func TestSweepGoesOnAfterAFailure(t *testing.T) {
	t.Run("unsaid", func(t *testing.T) {
		w := newWorld(t)
		w.cutOff(menu)
		other := w.incoming(status)
		other.Chat = "test:neighbour"
		w.cut.armed = true
		if err := w.bot.Handle(t.Context(), other); !errors.Is(err, errCut) {
			t.Fatal(err)
		}
		w.cut.armed = false
		w.say = func(_ context.Context, a chat.Answer) (chat.Said, error) {
			if a.Chat == worker {
				return chat.Said{}, errCut
			}
			return w.sayAll(a), nil
		}
		w.sweepLater(31 * time.Second)
		w.hears("menu", "status.none")
	})
	t.Run("due", func(t *testing.T) {
		w := newWorld(t)
		w.typed("daftar")
		other := w.incoming(chat.Text{Text: "daftar"})
		other.Chat = "test:neighbour"
		w.handle(other)
		w.take()
		w.bot.Sessions = spoiltState{w.bot.Sessions}
		w.sweepLater(48 * time.Hour)
		w.hears("talk.nudge", "register.consent")
		if !strings.Contains(w.log.String(), worker) {
			t.Error("the log does not say which chat failed")
		}
	})
}

// spoiltState is a dialogue of the worker's that cannot be opened.
type spoiltState struct{ bot.Sessions }

func (s spoiltState) Claim(ctx context.Context, id, key string) (session.Claimed, error) {
	if id == worker {
		return session.Claimed{}, errCut
	}
	return s.Sessions.Claim(ctx, id, key)
}

func TestPanicInASweepEndsNoProcess(t *testing.T) {
	w := newWorld(t)
	w.typed("daftar")
	w.bot.Book = nil
	w.sweepLater(48 * time.Hour)
	if log := w.log.String(); !strings.Contains(log, "panic") || !strings.Contains(log, worker) {
		t.Errorf("the log says %s", log)
	}
	if w.bot.Sweeps() != 1 {
		t.Errorf("%d sweeps", w.bot.Sweeps())
	}
}

// A reminder that was committed and not said is said by a later sweep, and is not committed twice.
func TestReminderIsSaidInTheEnd(t *testing.T) {
	w := newWorld(t)
	w.typed("daftar")
	w.take()
	w.cut.call, w.cut.armed = "say", true
	w.sweepLater(48 * time.Hour)
	w.cut.armed = false
	w.sweepLater(31 * time.Second)
	w.hears()
	w.mini.SetTime(time.Now().Add(49 * time.Hour))
	w.bot.Sweep(t.Context())
	w.hears("talk.nudge", "register.consent")
	w.sweepLater(200 * time.Hour)
	w.hears()
}

// That another process is at a chat is nothing to be logged.
func TestSweepThatComesSecond(t *testing.T) {
	w := newWorld(t)
	w.typed("daftar")
	w.cutOff(status)
	w.bot.Sessions = busy{w.bot.Sessions}
	w.sweepLater(48 * time.Hour)
	if log := w.log.String(); strings.Contains(log, "WARN") || strings.Contains(log, "ERROR") {
		t.Errorf("the log says %s", log)
	}
}

// busy are sessions in which another process works on every chat.
type busy struct{ bot.Sessions }

func (busy) Claim(context.Context, string, string) (session.Claimed, error) {
	return session.Claimed{}, session.ErrBusy
}

func (busy) Reclaim(context.Context, string) (session.Claimed, error) {
	return session.Claimed{}, session.ErrBusy
}

func TestSweepThatCannotLook(t *testing.T) {
	for _, call := range []string{"unsaid", "due"} {
		w := newWorld(t)
		w.cut.call, w.cut.armed = call, true
		w.bot.Sweep(t.Context())
		if !strings.Contains(w.log.String(), errCut.Error()) {
			t.Errorf("%s: the log says %s", call, w.log.String())
		}
	}
}

// Run sweeps every second, and ends with its context.
func TestRun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		began := time.Now()
		idle := &idle{enough: 3, cancel: cancel}
		b := &bot.Bot{Sessions: idle, Now: time.Now}
		if err := b.Run(ctx); err != nil {
			t.Error(err)
		}
		if took := time.Since(began); took != 3*time.Second || b.Sweeps() != 3 {
			t.Errorf("%d sweeps in %s", b.Sweeps(), took)
		}
	})
}

// idle are sessions in which there is nothing to do. After so many looks it ends the bot.
type idle struct {
	bot.Sessions
	enough int
	cancel context.CancelFunc
}

func (*idle) Unsaid(context.Context, time.Duration, int) ([]string, error) { return nil, nil }

func (i *idle) Due(context.Context, time.Time, int) ([]session.Wake, error) {
	if i.enough--; i.enough == 0 {
		i.cancel()
	}
	return nil, nil
}
