package session

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
)

// later is a write-behind with a clock of its own; stop ends it and gives what run returned.
type later struct {
	*behind
	archive *memoryArchive
	log     *bytes.Buffer
	stop    func() error
}

// startBehind is called in a bubble of synctest.
func startBehind(t *testing.T, backlog int) *later {
	t.Helper()
	archive := newArchive()
	var log bytes.Buffer
	s := New(nil, newVault(t), archive, Options{Backlog: backlog, Log: slog.New(slog.NewTextHandler(&log, nil))})
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx) }()
	return &later{s.behind, archive, &log, func() error { cancel(); return <-ended }}
}

// pass lets the clock go on until everything has settled.
func pass(d time.Duration) {
	time.Sleep(d) // in a bubble: nobody waits
	synctest.Wait()
}

func (l *later) change(id string, version int64) {
	l.put(id, document{Version: version, State: dialogue.State{Count: int(version)}})
}

func TestChangesOfASecondGoInOneCall(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := startBehind(t, 0)
		for version := range int64(5) {
			l.change(worker, version+1)
		}
		l.change(worker, 3) // an older change comes late
		l.change(someone, 1)
		pass(999 * time.Millisecond)
		if calls, _ := l.archive.saved(worker); calls != 0 {
			t.Errorf("%d calls within the second", calls)
		}
		pass(time.Millisecond)
		calls, last := l.archive.saved(worker)
		if calls != 1 || len(l.archive.calls[0]) != 2 || last.Version != 5 || last.At.IsZero() {
			t.Errorf("%d calls, the first with %d chats; version %d", calls, len(l.archive.calls[0]), last.Version)
		}
		pass(time.Minute)
		if calls, _ := l.archive.saved(worker); calls != 1 {
			t.Errorf("%d calls although nothing changed", calls)
		}
		if err := l.stop(); err != nil {
			t.Error(err)
		}
	})
}

func TestManyDoNotWaitForTheSecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := startBehind(t, 0)
		for n := range many - 1 {
			l.change(fmt.Sprint("tg:", n), 1)
		}
		synctest.Wait()
		if calls := len(l.archive.calls); calls != 0 {
			t.Errorf("%d calls for less than many", calls)
		}
		l.change(worker, 1)
		synctest.Wait()
		if calls, last := l.archive.saved(worker); calls != 1 || len(l.archive.calls[0]) != many || last.Version != 1 {
			t.Errorf("%d calls, version %d", calls, last.Version)
		}
		if err := l.stop(); err != nil {
			t.Error(err)
		}
	})
}

func TestWriteBehindOutlastsTheArchive(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := startBehind(t, 0)
		l.archive.setAway(errors.New("the archive is away"))
		l.change(worker, 1)
		l.change(someone, 1)
		pass(time.Hour)
		l.change(worker, 2)
		l.archive.setAway(nil)
		pass(time.Second)
		if calls, last := l.archive.saved(worker); calls != 1 || last.Version != 2 {
			t.Errorf("%d calls, version %d", calls, last.Version)
		}
		if _, last := l.archive.saved(someone); last.Version != 1 {
			t.Error("what was to be written before is lost")
		}
		pass(time.Minute)
		if n := strings.Count(l.log.String(), "\n"); n != 2 {
			t.Errorf("going and coming back took %d lines of log:\n%s", n, l.log)
		}
		if err := l.stop(); err != nil {
			t.Error(err)
		}
	})
}

func TestWhatIsLeftIsWrittenAtTheEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := startBehind(t, 0)
		l.change(worker, 1)
		if err := l.stop(); err != nil {
			t.Error(err)
		}
		if _, last := l.archive.saved(worker); last.Version != 1 {
			t.Error("lost at the end")
		}
	})
}

func TestEndWithoutTheArchiveIsAnError(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := startBehind(t, 0)
		away := errors.New("the archive is away")
		l.archive.setAway(away)
		l.change(worker, 1)
		if err := l.stop(); !errors.Is(err, away) {
			t.Errorf("ended with %v", err)
		}
	})
}

func TestBacklogIsBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := startBehind(t, 10)
		l.archive.setAway(errors.New("the archive is away"))
		for i := range 15 {
			l.change(fmt.Sprint("tg:", i), 1)
		}
		l.change("tg:0", 2) // a chat that waits takes no more room
		pass(time.Second)
		l.archive.setAway(nil)
		pass(time.Second)
		if n := len(l.archive.calls[0]); n != 10 {
			t.Errorf("%d dialogues were held", n)
		}
		if _, last := l.archive.saved("tg:0"); last.Version != 2 {
			t.Errorf("version %d of a chat that waited", last.Version)
		}
		if strings.Count(l.log.String(), "count=5") != 1 {
			t.Errorf("the log does not say once how many found no room:\n%s", l.log)
		}
		if err := l.stop(); err != nil {
			t.Error(err)
		}
	})
}

// While a batch is written, a chat changes and another is forgotten.
func TestChangesWhileWriting(t *testing.T) {
	archive := newArchive()
	b := New(nil, newVault(t), archive, Options{}).behind
	b.put(worker, document{Version: 1, Answer: &chat.Answer{}})
	b.put(someone, document{Version: 1})
	archive.during = func() {
		b.put(worker, document{Version: 1}) // its answer was said
		b.forget(someone)
	}
	if err := b.flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	archive.during = nil
	if err := b.flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	if len(archive.calls) != 2 || len(archive.calls[1]) != 1 || archive.calls[1][0].Chat != worker {
		t.Errorf("written: %v", archive.calls)
	}
}

func TestForgottenChatDoesNotWaitAgain(t *testing.T) {
	archive := newArchive()
	b := New(nil, newVault(t), archive, Options{}).behind
	b.put(worker, document{Version: 1})
	archive.setAway(errors.New("the archive is away"))
	archive.during = func() { b.forget(worker) }
	if err := b.flush(t.Context()); err == nil {
		t.Error("written to an archive that is away")
	}
	if left := b.batch(); len(left) != 0 {
		t.Errorf("waits again: %v", left)
	}
}
