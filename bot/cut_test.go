package bot_test

import (
	"fmt"
	"testing"

	"github.com/alicebob/miniredis/v2"
	"github.com/google/go-cmp/cmp"

	"jagaetam/internal/chat"
	"jagaetam/internal/memory"
	"jagaetam/internal/session"
	"jagaetam/internal/transcript"
)

// Wherever the work on a message is cut off, another process goes on from there: all is said, nothing twice, and nothing is done twice.
func TestEveryMessageIsCutOffAndMended(t *testing.T) {
	for _, c := range []cut{
		{call: "claim"}, {call: "claim", after: true}, {call: "facts"}, {call: "facts", after: true}, {call: "apply"}, {call: "apply", after: true},
		{call: "commit"}, {call: "commit", after: true}, {call: "say"},
	} {
		t.Run(fmt.Sprintf("%s done %t", c.call, c.after), func(t *testing.T) {
			for _, name := range []string{"register.txt", "same-nik.txt", "redis.txt", "officer.txt", "emergency.txt"} {
				script, err := transcript.ParseFile("../flows/testdata/" + name)
				if err != nil {
					t.Fatal(err)
				}
				r := newReplicas(t, openRedis(t, "redis://"+miniredis.RunT(t).Addr()), newArchive(), memory.New(), newVault(t))
				r.cut = &c
				r.start()
				played, err := transcript.Play(t.Context(), script, r)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(script.String(), played.String()); diff != "" {
					t.Errorf("what is written (-) is not what was said (+):\n%s", diff)
				}
			}
		})
	}
}

// A message that fails before its turn is committed gives the chat back at once; one whose commit has an unknown outcome does not,
// for it may be that the next delivery of its own key has to find it.
func TestLeaseAfterAnError(t *testing.T) {
	for call, given := range map[string]bool{"facts": true, "apply": true, "commit": false} {
		t.Run(call, func(t *testing.T) {
			w := newWorld(t)
			w.cut.call, w.cut.armed = call, true
			failing := map[string]chat.Content{"facts": status, "apply": english, "commit": menu}[call]
			if err := w.bot.Handle(t.Context(), w.incoming(failing)); err == nil {
				t.Fatal("no error")
			}
			if w.called("release") != given {
				t.Errorf("released: %t, want %t", !given, given)
			}
			_, err := w.sessions.Claim(t.Context(), worker, "another")
			if (err == nil) != given {
				t.Errorf("another delivery: %v", err)
			}
		})
	}
}

// The lease is given back even where the time for the message is over.
func TestLeaseAfterTheDeadline(t *testing.T) {
	w := newWorld(t)
	ctx, cancel := contextCutBy(w, "facts")
	defer cancel()
	if err := w.bot.Handle(ctx, w.incoming(status)); err == nil {
		t.Fatal("no error")
	}
	if _, err := w.sessions.Claim(t.Context(), worker, "another"); err != nil {
		t.Error(err)
	}
}

func TestPanicGivesTheLeaseBack(t *testing.T) {
	w := newWorld(t)
	w.bot.Book = panickingBook(t)
	func() {
		defer func() {
			if recover() == nil {
				t.Error("the panic was swallowed")
			}
		}()
		_ = w.bot.Handle(t.Context(), w.incoming(menu))
	}()
	if _, err := w.sessions.Claim(t.Context(), worker, "another"); err != nil {
		t.Error(err)
	}
}

// Whoever meets another delivery of the chat is asked to wait and not told of a failure.
func TestWaitsForAnotherDelivery(t *testing.T) {
	t.Run("busy", func(t *testing.T) {
		w := newWorld(t)
		if _, err := w.sessions.Claim(t.Context(), worker, "another"); err != nil {
			t.Fatal(err)
		}
		wantWait(t, w.bot.Handle(t.Context(), w.incoming(menu)), session.ErrBusy)
	})
	t.Run("moved", func(t *testing.T) {
		w := newWorld(t)
		in := w.incoming(menu)
		overtaken := overtaking{w.bot.Sessions, in.Key}
		w.bot.Sessions = overtaken
		wantWait(t, w.bot.Handle(t.Context(), in), session.ErrMoved)
		w.hears()
		w.bot.Sessions = overtaken.Sessions
		w.handle(in)
		w.hears("menu")
	})
	t.Run("another error", func(t *testing.T) {
		w := newWorld(t)
		w.cut.call, w.cut.armed = "claim", true
		if err := w.bot.Handle(t.Context(), w.incoming(menu)); isWait(err) {
			t.Errorf("%v asks to wait", err)
		}
	})
}
