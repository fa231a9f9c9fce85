package session

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
)

// plantedNIK is what must not be readable anywhere; its serial is none that is given to a person.
const plantedNIK = "6402055204859001"

func equal[T any](t testing.TB, got, want T) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// moved demands that a claim is refused, and that it left no trace.
func (w *world) moved(c Claimed) {
	w.t.Helper()
	before := w.dump()
	if _, err := w.Commit(w.t.Context(), c, Next{State: dialogue.State{Count: 99}}); !errors.Is(err, ErrMoved) {
		w.t.Errorf("an overtaken commit gave %v", err)
	}
	if w.dump() != before {
		w.t.Error("an overtaken commit left a trace")
	}
}

func TestCommittedDeliveryIsSeenWithItsAnswer(t *testing.T) {
	onAll(t, Options{}, func(t *testing.T, w *world) {
		kept := w.turn(worker, "1")
		equal(t, kept.Answer, answer(worker, "1"))
		c := w.claim(worker, "1")
		if !c.Seen || c.Kept == nil {
			t.Fatalf("a committed delivery comes back as %+v", c)
		}
		equal(t, c.Kept.Answer, answer(worker, "1"))

		w.said(*c.Kept, chat.Said{Words: 2, Shown: "71"})
		w.said(kept, chat.Said{Words: 1, Shown: "70"}) // another process was at it too, and was slower
		if c := w.claim(worker, "1"); !c.Seen || c.Kept != nil {
			t.Errorf("after all is said the delivery comes back as %+v", c)
		}
		if c := w.claim(worker, "2"); c.Shown != "71" || c.Kept != nil {
			t.Errorf("the next delivery finds %+v", c)
		}
	})
}

func TestSeenLeasesNothing(t *testing.T) {
	onAll(t, Options{Wait: time.Millisecond}, func(t *testing.T, w *world) {
		w.turn(worker, "1")
		w.claim(worker, "1")
		w.claim(worker, "2")
		if c := w.claim(worker, "1"); !c.Seen {
			t.Error("a lease hides that a delivery was committed")
		}
	})
}

func TestShownIsWhatWasSaidLast(t *testing.T) {
	onAll(t, Options{}, func(t *testing.T, w *world) {
		w.said(w.turn(worker, "1"), chat.Said{Words: 2, Shown: "71"})
		kept := w.turn(worker, "2")
		if c := w.claim(worker, "3"); c.Shown != "71" {
			t.Errorf("before the next answer is said the buttons are at %q", c.Shown)
		} else {
			w.release(c)
		}
		w.said(kept, chat.Said{Words: 2})
		if c := w.claim(worker, "4"); c.Shown != "" {
			t.Errorf("after an answer without buttons they are at %q", c.Shown)
		}
	})
}

func TestHalfSaidAnswerKeepsItsRest(t *testing.T) {
	onAll(t, Options{}, func(t *testing.T, w *world) {
		kept := w.turn(worker, "1")
		w.said(kept, chat.Said{Words: 1})
		w.said(kept, chat.Said{}) // an older note comes late
		half := w.claim(worker, "1").Kept
		if half == nil {
			t.Fatal("nothing is left of a half said answer")
		}
		rest := answer(worker, "1")
		rest.Words, rest.Edit = rest.Words[1:], ""
		equal(t, half.Answer, rest)

		w.said(*half, chat.Said{Words: 1, Shown: "72"})
		if c := w.claim(worker, "1"); c.Kept != nil {
			t.Errorf("of both halves is left %+v", c.Kept)
		}
		if c := w.claim(worker, "2"); c.Shown != "72" {
			t.Errorf("the buttons are at %q", c.Shown)
		}
	})
}

func TestHalfSaidAnswerMayShowButtons(t *testing.T) {
	onAll(t, Options{}, func(t *testing.T, w *world) {
		w.said(w.turn(worker, "1"), chat.Said{Words: 2, Shown: "71"})
		kept := w.turn(worker, "2")
		for _, step := range []struct {
			said chat.Said
			want string
		}{{chat.Said{}, "71"}, {chat.Said{Words: 1, Shown: "72"}, "72"}, {chat.Said{Words: 1}, "72"}} {
			w.said(kept, step.said)
			c := w.claim(worker, "3")
			w.release(c)
			if c.Shown != step.want {
				t.Errorf("after %+v the buttons are at %q, want %q", step.said, c.Shown, step.want)
			}
		}
	})
}

func TestLaterAnswerTakesThePlace(t *testing.T) {
	onAll(t, Options{}, func(t *testing.T, w *world) {
		first := w.turn(worker, "1")
		w.turn(worker, "2")
		if c := w.claim(worker, "1"); !c.Seen || c.Kept != nil {
			t.Errorf("an answer that is not the last comes back as %+v", c)
		}
		w.said(first, chat.Said{Words: 2, Shown: "71"})
		c := w.claim(worker, "2")
		if c.Kept == nil || c.Shown != "" {
			t.Fatalf("an earlier answer was said, and the later is %+v", c)
		}
		equal(t, c.Kept.Answer, answer(worker, "2"))
	})
}

func TestSilentAnswerIsNotKept(t *testing.T) {
	onAll(t, Options{}, func(t *testing.T, w *world) {
		w.turn(worker, "1")
		w.commit(w.claim(worker, "2"), Next{Answer: chat.Answer{Chat: worker, Language: "id"}})
		if c := w.claim(worker, "2"); !c.Seen || c.Kept != nil {
			t.Errorf("a silent answer is kept: %+v", c)
		}
		if chats := w.unsaid(0); len(chats) != 0 {
			t.Errorf("%v has something to say", chats)
		}
	})
}

func TestAnswerWithoutWordsIsKept(t *testing.T) {
	onAll(t, Options{}, func(t *testing.T, w *world) {
		want := chat.Answer{Chat: worker, Tap: "q1", Notice: chat.Message("tap.stale")}
		w.commit(w.claim(worker, "1"), Next{Answer: want})
		c := w.claim(worker, "1")
		if c.Kept == nil {
			t.Fatal("the answer to a tap is lost")
		}
		equal(t, c.Kept.Answer, want)
		w.said(*c.Kept, chat.Said{})
		if c := w.claim(worker, "1"); c.Kept != nil {
			t.Error("the answer to a tap is kept for ever")
		}
	})
}

func TestVersionIsCompared(t *testing.T) {
	onAll(t, Options{}, func(t *testing.T, w *world) {
		w.turn(worker, "1")
		c := w.claim(worker, "2")
		w.rdb.HIncrBy(t.Context(), keysOf(worker).chat, "version", 1)
		w.moved(c)
	})
}

func TestLastDeliveriesAreRemembered(t *testing.T) {
	onAll(t, Options{}, func(t *testing.T, w *world) {
		for i := range ringSize + 1 {
			w.turn(worker, strconv.Itoa(i))
		}
		for i := 1; i <= ringSize; i++ {
			if c := w.claim(worker, strconv.Itoa(i)); !c.Seen {
				t.Fatalf("%d of %d is forgotten", i, ringSize)
			}
		}
		if c := w.claim(worker, "0"); c.Seen {
			t.Errorf("more than %d are remembered", ringSize)
		}
	})
}

func TestDeliveriesComeOutOfOrder(t *testing.T) {
	onAll(t, Options{}, func(t *testing.T, w *world) {
		keys := []string{"500", "30", "499", "7", "501"}
		for _, key := range keys {
			w.turn(worker, key)
		}
		for _, key := range keys {
			if c := w.claim(worker, key); !c.Seen {
				t.Errorf("%s is not seen", key)
			}
		}
		if c := w.claim(worker, "31"); c.Seen || c.State.Count != len(keys) {
			t.Errorf("one that came late is %+v", c)
		}
	})
}

func TestNothingIsReadable(t *testing.T) {
	onAll(t, Options{}, func(t *testing.T, w *world) {
		c := w.claim(worker, "1")
		state := dialogue.State{Talk: &dialogue.Talk{Answers: dialogue.Answers{"nik": {Value: plantedNIK}}}}
		said := chat.Answer{Chat: worker, Words: []chat.Words{{Key: "register.confirm", Args: chat.Args{"NIK": chat.Literal(plantedNIK)}}}}
		w.commit(c, Next{State: state, Answer: said, Wake: time.Now()})
		if err := w.behind.flush(t.Context()); err != nil {
			t.Fatal(err)
		}
		_, snapshot := w.archive.saved(worker)
		all := w.dump() + string(snapshot.Sealed)
		if len(snapshot.Sealed) == 0 || !strings.Contains(all, "state") || !strings.Contains(all, worker) {
			t.Fatalf("this cannot be all: %q", all)
		}
		for _, secret := range []string{plantedNIK, plantedNIK[:8], "register", "nik"} {
			if strings.Contains(all, secret) {
				t.Errorf("%q is readable", secret)
			}
		}
		if c := w.claim(worker, "2"); c.State.Talk.Answers["nik"].Value != plantedNIK {
			t.Error("the state was not kept at all")
		}
	})
}

func TestChatLivesItsTimeAfterTheLastCommit(t *testing.T) {
	onAll(t, Options{TTL: time.Hour}, func(t *testing.T, w *world) {
		key := keysOf(worker).chat
		w.turn(worker, "1")
		w.rdb.PExpire(t.Context(), key, time.Minute)
		w.turn(worker, "2")
		if left := w.rdb.PTTL(t.Context(), key).Val(); left > time.Hour || left < 59*time.Minute {
			t.Errorf("the chat lives %s more", left)
		}
	})
}

func TestChatIsKeptForFortyDays(t *testing.T) {
	w := miniWorld(t, Options{})
	w.turn(worker, "1")
	w.mini.FastForward(40*24*time.Hour - time.Minute)
	c := w.claim(worker, "2")
	w.release(c)
	if c.Version != 1 {
		t.Errorf("before its time the chat is %+v", c)
	}
	w.mini.FastForward(time.Minute)
	if c := w.claim(worker, "3"); c.Version != 0 {
		t.Errorf("after its time the chat is %+v", c)
	}
}

// Whoever only looks at new chats leaves nothing in Redis.
func TestClaimOfANewChatLeavesNothing(t *testing.T) {
	w := miniWorld(t, Options{Lease: time.Minute})
	for i := range 10 {
		w.release(w.claim(fmt.Sprint("tg:", i), "1"))
	}
	w.mini.FastForward(time.Minute)
	if keys := w.mini.Keys(); len(keys) != 0 {
		t.Errorf("left: %v", keys)
	}
}

func TestForget(t *testing.T) {
	onAll(t, Options{}, func(t *testing.T, w *world) {
		w.commit(w.claim(worker, "1"), Next{Answer: answer(worker, "1"), Wake: time.Now()})
		w.turn(someone, "1")
		underWay := w.claim(worker, "2")
		if err := w.Forget(t.Context(), worker); err != nil {
			t.Fatal(err)
		}
		if all := w.dump(); strings.Contains(all, worker) || !strings.Contains(all, someone) {
			t.Errorf("what is left: %q", all)
		}
		w.moved(underWay)
		w.lose()
		if _, snapshot := w.archive.saved(worker); snapshot.Version != 0 {
			t.Error("the forgotten chat was written behind")
		}
		if _, snapshot := w.archive.saved(someone); snapshot.Version != 1 {
			t.Error("another chat was not written behind")
		}
	})
}

func TestPing(t *testing.T) {
	onAll(t, Options{}, func(t *testing.T, w *world) {
		if err := w.Ping(t.Context()); err != nil {
			t.Error(err)
		}
	})
}
