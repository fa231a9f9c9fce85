package memory_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/memory"
	"jagaetam/internal/record"
	"jagaetam/internal/record/recordtest"
)

// outbox is a store whose letters are claimed and said by hand.
type outbox struct {
	*memory.Store
	t   *testing.T
	now time.Time
	key int
}

func newOutbox(t *testing.T) *outbox { return &outbox{Store: memory.New(), t: t, now: recordtest.Noon} }

func (o *outbox) apply(effects ...record.Effect) record.Outcome {
	o.t.Helper()
	o.key++
	outcome, err := o.Apply(o.t.Context(), fmt.Sprint("k", o.key), effects)
	if err != nil {
		o.t.Fatal(err)
	}
	return outcome
}

func (o *outbox) tell(tell record.Tell) { o.apply(record.Say{Tell: tell}) }

// claim are the letters that are claimed now, as chat, key and why they are not said.
func (o *outbox) claim() (claimed []record.Letter, got []string) {
	o.t.Helper()
	claimed, err := o.ClaimLetters(o.t.Context(), o.now, time.Minute, 10)
	if err != nil {
		o.t.Fatal(err)
	}
	for _, l := range claimed {
		got = append(got, fmt.Sprintf("%s %s %s %s", l.Chat, l.Language, l.Words.Key, l.Skip))
	}
	return claimed, got
}

// end says what is claimed, and gives what it was.
func (o *outbox) end(d record.Delivery) []string {
	o.t.Helper()
	claimed, got := o.claim()
	for _, l := range claimed {
		if begun, err := o.BeginLetter(o.t.Context(), l, o.now); err != nil || !begun {
			o.t.Errorf("letter %d begun %t: %v", l.ID, begun, err)
		}
		if again, err := o.BeginLetter(o.t.Context(), l, o.now); err != nil || again {
			o.t.Errorf("letter %d is begun twice: %v", l.ID, err)
		}
		d.ID, d.At = l.ID, o.now
		if err := o.EndLetter(o.t.Context(), d); err != nil {
			o.t.Error(err)
		}
	}
	return got
}

func (o *outbox) wants(got []string, want ...string) {
	o.t.Helper()
	if !slices.Equal(got, want) {
		o.t.Errorf("claimed %q, want %q", got, want)
	}
}

func TestLettersOfOneAddresseeFollowOneAnother(t *testing.T) {
	o := newOutbox(t)
	said := record.Delivery{State: record.LetterSaid}
	for _, tell := range []record.Tell{
		{To: "tg:1", Words: chat.Words{Key: "a"}}, {To: "tg:1", Words: chat.Words{Key: "b"}}, {To: "tg:2", Words: chat.Words{Key: "c"}},
		{To: "tg:3", Words: chat.Words{Key: "later"}, At: o.now.Add(time.Hour), Once: "x"}, {To: "tg:3", Words: chat.Words{Key: "twice"}, Once: "x"},
	} {
		o.tell(tell)
	}
	o.wants(o.end(record.Delivery{State: record.LetterWaiting, Again: o.now.Add(time.Second)}), "tg:1  a ", "tg:2  c ")
	o.wants(o.end(said)) // they wait for their next try
	o.now = o.now.Add(time.Second)
	o.wants(o.end(said), "tg:1  a ", "tg:2  c ")
	o.wants(o.end(said), "tg:1  b ")
	o.now = o.now.Add(time.Hour)
	o.wants(o.end(said), "tg:3  later ")
	o.wants(o.end(said))
}

func TestWorkerIsToldWhereHeIs(t *testing.T) {
	o := newOutbox(t)
	said := record.Delivery{State: record.LetterSaid}
	receipt := o.apply(recordtest.Filing(t, recordtest.Account(1), "r1", recordtest.NIK(t, 1))).Receipt
	o.apply(record.SetLanguage{By: recordtest.Account(1), Language: "en"})
	o.tell(record.Tell{Receipt: receipt, Words: chat.Words{Key: "news"}})
	o.wants(o.end(said), "tg:1 en news ")
	o.apply(record.SetReachable{By: recordtest.Account(1), At: o.now})
	o.tell(record.Tell{Receipt: receipt, Words: chat.Words{Key: "news"}})
	o.wants(o.end(said), "tg:1 en news "+record.SkipUnreachable)
	o.tell(record.Tell{Receipt: 99, Words: chat.Words{Key: "news"}})
	o.wants(o.end(said), "  news "+record.SkipNoAccount)
}

func TestPassingMessagesAreClaimedWhenTheirTimeIsOver(t *testing.T) {
	o := newOutbox(t)
	o.tell(record.Tell{To: "tg:1", Words: chat.Words{Key: "a"}})
	o.end(record.Delivery{State: record.LetterSaid, Passing: []chat.Passing{{Message: "7", After: 60}, {Message: "8", After: 30}}})
	for _, step := range []struct {
		after time.Duration
		want  int
	}{{59 * time.Second, 0}, {time.Second, 1}, {time.Second, 0}} {
		o.now = o.now.Add(step.after)
		passed, err := o.ClaimPassed(t.Context(), o.now, 10)
		if err != nil || len(passed) != step.want {
			t.Fatalf("claimed %+v: %v", passed, err)
		}
		for _, p := range passed {
			if p.Chat != "tg:1" || !slices.Equal(p.Messages, []string{"7", "8"}) {
				t.Errorf("claimed %+v", p)
			}
			if err := o.ForgetPassed(t.Context(), p.ID); err != nil {
				t.Error(err)
			}
		}
	}
}
