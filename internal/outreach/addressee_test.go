package outreach_test

import (
	"context"
	"testing"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/record"
	"jagaetam/internal/record/recordtest"
)

func (w *world) reach(t *testing.T, n int, reachable bool) {
	t.Helper()
	w.apply(t, record.SetReachable{By: recordtest.Account(n), Reachable: reachable, At: w.now})
}

func (w *world) tellWorker(t *testing.T, receipt record.Receipt) {
	t.Helper()
	w.apply(t, record.Say{Tell: record.Tell{Receipt: receipt, Words: chat.Words{Key: "news"}}})
	w.drain(t, w.sender())
}

func TestWorkerIsToldWhereHeCanBeReached(t *testing.T) {
	w := newWorld(t)
	receipt := w.apply(t, recordtest.Filing(t, recordtest.Account(1), "r1", recordtest.NIK(t, 1))).Receipt
	w.apply(t, record.SetLanguage{By: recordtest.Account(1), Language: "en"})
	w.tellWorker(t, receipt)
	if w.said[0].Language != "en" {
		t.Errorf("is told in %s", w.said[0].Language)
	}
	w.wantSaid(t, "tg:1 news")

	w.reach(t, 1, false)
	w.tellWorker(t, receipt)
	w.wantSaid(t)

	exec(t, w, `insert into contacts (id) values ('tg:2')`)
	exec(t, w, `insert into worker_contacts (worker, contact, relation, since) select id, 'tg:2', 'helper', now() from workers`)
	w.tellWorker(t, receipt)
	if w.said[0].Language != "id" {
		t.Errorf("is told in %s", w.said[0].Language)
	}
	w.wantSaid(t, "tg:2 news")
	w.reach(t, 1, true)
	w.tellWorker(t, receipt)
	w.wantSaid(t, "tg:1 news")

	exec(t, w, `update worker_contacts set until = now()`)
	w.tellWorker(t, receipt)
	w.wantSaid(t)
	w.wantCounts(t, map[record.LetterState]int{record.LetterSaid: 3, record.LetterSkipped: 2})
	wantReasons(t, w, "no-account unreachable")
}

func exec(t *testing.T, w *world, statement string) {
	t.Helper()
	if _, err := w.pool.Exec(t.Context(), statement); err != nil {
		t.Fatal(err)
	}
}

func wantReasons(t *testing.T, w *world, want string) {
	t.Helper()
	var got string
	row := w.pool.QueryRow(t.Context(), `select string_agg(reason, ' ' order by reason) from outbox where state = 'skipped'`)
	if err := row.Scan(&got); err != nil || got != want {
		t.Errorf("skipped for %s, %v, want %s", got, err, want)
	}
}

func TestWorkerOfAListHasNoAccount(t *testing.T) {
	w := newWorld(t)
	proposed := w.apply(t, record.ProposeWorker{
		By: recordtest.Officer, At: w.now, Worker: recordtest.Filing(t, recordtest.Account(1), "", recordtest.NIK(t, 1)).Worker,
	})
	w.tellWorker(t, proposed.Receipt)
	w.wantSaid(t)
	wantReasons(t, w, "no-account")
}

func TestDamagedLetterStandsInNobodysWay(t *testing.T) {
	w := newWorld(t)
	w.tell(t, "tg:1", "news")
	exec(t, w, `update outbox set words = 'x'`)
	w.tell(t, "tg:1", "more")
	w.drain(t, w.sender())
	w.wantSaid(t, "tg:1 more")
	wantReasons(t, w, "damaged")
}

func TestSaidOnceAndNotBeforeItsTime(t *testing.T) {
	w := newWorld(t)
	later := record.Tell{To: "tg:1", Words: chat.Words{Key: "later"}, Once: "due-1", At: w.now.Add(time.Hour)}
	w.apply(t, record.Say{Tell: later})
	w.apply(t, record.Say{Tell: later})
	w.tell(t, "tg:1", "now")
	w.wantDue(t, 1)
	w.drain(t, w.sender())
	w.wantSaid(t, "tg:1 now")
	w.wantDue(t, 0)
	w.now = w.now.Add(time.Hour)
	w.wantDue(t, 1)
	w.drain(t, w.sender())
	w.wantSaid(t, "tg:1 later")
	w.apply(t, record.Say{Tell: later})
	w.drain(t, w.sender())
	w.wantSaid(t)
}

func TestPassingMessageIsDeletedWhenItsTimeIsOver(t *testing.T) {
	w := newWorld(t)
	w.tell(t, "tg:1", "secret")
	w.say = func(context.Context, chat.Answer) (chat.Said, error) {
		return chat.Said{Words: 1, Passing: []chat.Passing{{Message: "7", After: 60}, {Message: "8", After: 60}}}, nil
	}
	w.drain(t, w.sender())
	w.now = w.now.Add(59 * time.Second)
	w.drain(t, w.sender())
	if len(w.deleted) > 0 {
		t.Errorf("deleted too early: %v", w.deleted)
	}
	w.now = w.now.Add(time.Second)
	w.drain(t, w.sender())
	w.now = w.now.Add(time.Hour)
	w.drain(t, w.sender())
	if len(w.deleted) != 2 || w.deleted[0] != "tg:1 7" || w.deleted[1] != "tg:1 8" {
		t.Errorf("deleted %v", w.deleted)
	}
}

func TestPurgeLeavesWhatIsWaiting(t *testing.T) {
	w := newWorld(t)
	w.tell(t, "tg:1", "news")
	w.drain(t, w.sender())
	w.tell(t, "tg:1", "more")
	if n, err := w.PurgeLetters(t.Context(), time.Now().Add(time.Hour)); err != nil || n != 1 {
		t.Errorf("purged %d, %v", n, err)
	}
	w.drain(t, w.sender())
	w.wantSaid(t, "tg:1 news", "tg:1 more")
}

func (w *world) wantDue(t *testing.T, want int) {
	t.Helper()
	if due, err := w.LettersDue(t.Context(), w.now); err != nil || due != want {
		t.Errorf("%d letters are due, want %d: %v", due, want, err)
	}
}

// What was tried in vain is not waited for, and what is being said is.
func TestLettersDueAreThoseToBeSaidNow(t *testing.T) {
	w := newWorld(t)
	w.tell(t, "tg:1", "news")
	w.say = func(context.Context, chat.Answer) (chat.Said, error) {
		w.wantDue(t, 1)
		return chat.Said{}, &chat.WaitError{After: time.Minute}
	}
	w.drain(t, w.sender())
	w.wantDue(t, 0)
	w.now = w.now.Add(time.Minute)
	w.wantDue(t, 1)
}
