package outreach_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"jagaetam/internal/chat"
	"jagaetam/internal/outreach"
	"jagaetam/internal/record"
)

func TestTwoSendersSayEverythingOnceAndInOrder(t *testing.T) {
	w := newWorld(t)
	const chats, each = 12, 5
	for n := range each {
		for c := range chats {
			w.tell(t, fmt.Sprint("tg:", c), fmt.Sprint(n))
		}
	}
	var senders errgroup.Group
	for range 2 {
		s := w.sender()
		senders.Go(func() error {
			for {
				// An empty batch may only mean that the other has the rest in hand.
				if _, err := s.Drain(t.Context()); err != nil {
					return err
				}
				if counts, err := w.LetterCounts(t.Context()); err != nil || counts[record.LetterWaiting] == 0 {
					return err
				}
			}
		})
	}
	if err := senders.Wait(); err != nil {
		t.Fatal(err)
	}
	next := map[string]int{}
	for _, answer := range w.said {
		if want := fmt.Sprint(next[answer.Chat]); answer.Words[0].Key != want {
			t.Errorf("%s is told %s where %s is next", answer.Chat, answer.Words[0].Key, want)
		}
		next[answer.Chat]++
	}
	if len(w.said) != chats*each {
		t.Errorf("%d letters were said, want %d", len(w.said), chats*each)
	}
	w.wantCounts(t, map[record.LetterState]int{record.LetterSaid: chats * each})
}

// errKilled is the end of a process.
var errKilled = errors.New("killed")

// doomed is a process that is killed at one call, before it or after.
type doomed struct {
	at     string
	after  bool
	killed bool
}

func (d *doomed) die(call string, do func() error) error {
	if d.killed {
		return errKilled
	}
	if call != d.at {
		return do()
	}
	d.killed = true
	if d.after {
		if err := do(); err != nil {
			return err
		}
	}
	return errKilled
}

// dying are records that a process loses.
type dying struct {
	outreach.Records
	doomed
}

func (d *dying) ClaimLetters(ctx context.Context, now time.Time, lease time.Duration, limit int) (letters []record.Letter, err error) {
	err = d.die("claim", func() error { letters, err = d.Records.ClaimLetters(ctx, now, lease, limit); return err })
	return letters, err
}

func (d *dying) BeginLetter(ctx context.Context, letter record.Letter, now time.Time) (begun bool, err error) {
	err = d.die("begin", func() error { begun, err = d.Records.BeginLetter(ctx, letter, now); return err })
	return begun, err
}

func (d *dying) EndLetter(ctx context.Context, delivery record.Delivery) error {
	return d.die("end", func() error { return d.Records.EndLetter(ctx, delivery) })
}

// TestKilledAnywhere kills a sender at every call and has another go on when the lease is over.
func TestKilledAnywhere(t *testing.T) {
	for name, kill := range map[string]struct {
		at    string
		after bool
		said  int // before and after the kill
		state record.LetterState
	}{
		"before the claim":        {"claim", false, 1, record.LetterSaid},
		"after the claim":         {"claim", true, 1, record.LetterSaid},
		"before it is begun":      {"begin", false, 1, record.LetterSaid},
		"begun and not said":      {"begin", true, 0, record.LetterUnknown},
		"said and not noted":      {"end", false, 1, record.LetterUnknown},
		"said and noted, just so": {"end", true, 1, record.LetterSaid},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.tell(t, "tg:1", "news")
			s := w.sender()
			s.Records = &dying{w, doomed{at: kill.at, after: kill.after}}
			if _, err := s.Drain(t.Context()); !errors.Is(err, errKilled) {
				t.Fatal(err)
			}
			w.now = w.now.Add(time.Hour)
			w.drain(t, w.sender())
			if len(w.said) != kill.said {
				t.Errorf("said %d times, want %d", len(w.said), kill.said)
			}
			w.wantCounts(t, map[record.LetterState]int{kill.state: 1})
			w.said = nil
			w.tell(t, "tg:1", "more") // what is unknown stands in nobody's way
			w.drain(t, w.sender())
			w.wantSaid(t, "tg:1 more")
		})
	}
}

// TestSlowSenderOverrulesItsEnd: whoever slept through his lease and comes to an end after all knows best.
func TestSlowSenderOverrulesItsEnd(t *testing.T) {
	w := newWorld(t)
	w.tell(t, "tg:1", "news")
	w.say = func(context.Context, chat.Answer) (chat.Said, error) {
		w.now = w.now.Add(time.Hour)
		w.say = nil
		if letters, err := w.ClaimLetters(t.Context(), w.now, time.Minute, 9); err != nil || len(letters) > 0 {
			t.Errorf("another claims %v, %v", letters, err)
		}
		w.wantCounts(t, map[record.LetterState]int{record.LetterUnknown: 1})
		return chat.Said{Words: 1}, nil
	}
	w.drain(t, w.sender())
	w.wantCounts(t, map[record.LetterState]int{record.LetterSaid: 1})
}

// TestSleptThroughTheLeaseBeforeSaying: whoever slept through his lease says nothing, whether another has claimed the letter or not.
func TestSleptThroughTheLeaseBeforeSaying(t *testing.T) {
	w := newWorld(t)
	w.tell(t, "tg:1", "news")
	claim := func() record.Letter {
		t.Helper()
		letters, err := w.ClaimLetters(t.Context(), w.now, time.Minute, 9)
		if err != nil || len(letters) != 1 {
			t.Fatal(letters, err)
		}
		return letters[0]
	}
	wantBegun := func(letter record.Letter, want bool) {
		t.Helper()
		if begun, err := w.BeginLetter(t.Context(), letter, w.now); err != nil || begun != want {
			t.Errorf("begun %t, %v, want %t", begun, err, want)
		}
	}
	first := claim()
	w.now = w.now.Add(time.Hour)
	wantBegun(first, false)
	second := claim()
	wantBegun(first, false)
	wantBegun(second, true)
	wantBegun(second, false)
}

func TestWhatBecomesOfALetter(t *testing.T) {
	for name, test := range map[string]struct {
		err  error
		want record.LetterState
	}{
		"unreachable": {chat.ErrUnreachable, record.LetterSkipped},
		"refused":     {fmt.Errorf("write: %w", chat.ErrRefused), record.LetterFailed},
		"uncertain":   {fmt.Errorf("send: %w", chat.ErrUncertain), record.LetterUnknown},
		"in trouble":  {errors.New("502"), record.LetterWaiting},
		"to wait":     {&chat.WaitError{After: time.Millisecond}, record.LetterWaiting},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.tell(t, "tg:1", "news")
			w.tell(t, "tg:1", "more")
			w.say = func(context.Context, chat.Answer) (chat.Said, error) {
				w.say = nil
				return chat.Said{}, test.err
			}
			s := w.sender()
			if _, err := s.Drain(t.Context()); err != nil {
				t.Fatal(err)
			}
			counts, err := w.LetterCounts(t.Context())
			if err != nil || counts[test.want] == 0 {
				t.Errorf("%v, %v, want one %s", counts, err, test.want)
			}
			w.said, w.now = nil, w.now.Add(time.Minute)
			w.drain(t, s)
			switch test.want {
			case record.LetterWaiting:
				w.wantSaid(t, "tg:1 news", "tg:1 more")
			case record.LetterSkipped: // he has blocked the bot, and nobody knocks a second time
				w.wantSaid(t)
			default:
				w.wantSaid(t, "tg:1 more")
			}
		})
	}
}

func TestTriedLessAndLessOftenAndNotForEver(t *testing.T) {
	w := newWorld(t)
	w.tell(t, "tg:1", "news")
	w.say = func(context.Context, chat.Answer) (chat.Said, error) { return chat.Said{}, errors.New("502") }
	began := w.now
	var tries []time.Duration
	for w.now.Sub(began) < 24*time.Hour {
		before := len(w.said)
		if _, err := w.sender().Drain(t.Context()); err != nil {
			t.Fatal(err)
		}
		if len(w.said) > before {
			tries = append(tries, w.now.Sub(began))
		}
		w.now = w.now.Add(5 * time.Second * time.Duration(max(1, len(tries)*len(tries)/4)))
	}
	if len(tries) < 10 || len(tries) > 40 || tries[1] != 5*time.Second {
		t.Errorf("tried at %v", tries)
	}
	w.wantCounts(t, map[record.LetterState]int{record.LetterFailed: 1})
}

func TestPanicOverALetterEndsIt(t *testing.T) {
	w := newWorld(t)
	w.tell(t, "tg:1", "news")
	w.say = func(context.Context, chat.Answer) (chat.Said, error) { panic("odd") }
	w.drain(t, w.sender())
	w.wantCounts(t, map[record.LetterState]int{record.LetterFailed: 1})
}

func TestStoppedSenderGivesBackWhatItHasNotBegun(t *testing.T) {
	w := newWorld(t)
	for n := range 10 {
		w.tell(t, fmt.Sprint("tg:", n), "news")
	}
	ctx, stop := context.WithCancel(t.Context())
	w.say = func(ctx context.Context, _ chat.Answer) (chat.Said, error) {
		stop()
		return chat.Said{Words: 1}, ctx.Err() // what is on its way is finished
	}
	if _, err := w.sender().Drain(ctx); err != nil && !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	if n := len(w.said); n == 10 {
		t.Fatal("the stopped sender says everything")
	}
	w.say = nil
	w.drain(t, w.sender())
	if len(w.said) != 10 {
		t.Errorf("%d letters were said", len(w.said))
	}
	w.wantCounts(t, map[record.LetterState]int{record.LetterSaid: 10})
}

func TestRunEndsWithItsContext(t *testing.T) {
	w := newWorld(t)
	w.tell(t, "tg:1", "news")
	ctx, stop := context.WithCancel(t.Context())
	w.say = func(context.Context, chat.Answer) (chat.Said, error) { stop(); return chat.Said{Words: 1}, nil }
	if err := w.sender().Run(ctx); err != nil {
		t.Error(err)
	}
	w.wantCounts(t, map[record.LetterState]int{record.LetterSaid: 1})
}
