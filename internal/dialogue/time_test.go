package dialogue_test

import (
	"testing"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/record"
)

const day = 24 * time.Hour

func TestNudgeOnceAfterADay(t *testing.T) {
	w := talkTo(t, shop())
	w.commands("pesan")
	w.types("teh")
	touched := w.now
	if want := morning(touched.Add(day)); !w.turn.Wake.Equal(want) {
		t.Fatalf("it wants to be woken at %s, not %s", w.turn.Wake, want)
	}
	w.sendAfter(time.Hour, chat.Due{})
	w.hears()
	if !w.turn.Wake.Equal(morning(touched.Add(day))) {
		t.Errorf("woken too early, it wants to be woken again at %s", w.turn.Wake)
	}
	w.sendAfter(day, chat.Due{})
	w.hears("talk.nudge", "order.name")
	if !w.turn.Wake.IsZero() {
		t.Errorf("after the reminder it wants to be woken again at %s", w.turn.Wake)
	}
	for range 3 {
		w.sendAfter(day, chat.Due{})
		w.hears()
	}
	w.types("Siti")
	w.answers("name=Siti sort=tea")
	w.sendAfter(day, chat.Due{})
	w.hears("talk.nudge", "order.district")
}

func TestNudgeWaitsForTheMorning(t *testing.T) {
	w := talkTo(t, shop())
	w.now = time.Date(2026, 11, 23, 3, 0, 0, 0, wita)
	w.commands("pesan")
	if want := time.Date(2026, 11, 24, 8, 0, 0, 0, wita); !w.turn.Wake.Equal(want) {
		t.Fatalf("it wants to be woken at %s, not %s", w.turn.Wake, want)
	}
	w.sendAfter(day+time.Hour, chat.Due{})
	w.hears()
	w.sendAfter(4*time.Hour, chat.Due{})
	w.hears("talk.nudge", "order.sort")
}

func TestNudgeWithNothingUnderWay(t *testing.T) {
	w := talkTo(t, shop())
	w.types("halo")
	if !w.turn.Wake.IsZero() {
		t.Errorf("with nothing under way it wants to be woken at %s", w.turn.Wake)
	}
	w.sendAfter(2*day, chat.Due{})
	w.hears()
}

func TestNudgeShowsTheDoubt(t *testing.T) {
	w := talkTo(t, shop())
	w.commands("kunjung")
	w.types("Senin!")
	w.sendAfter(2*day, chat.Due{})
	w.hears("talk.nudge", "words.sure")
	w.taps("yes")
	w.answers("day=Senin!")
}

func TestNothingIsNudgedAgainByBeingBlocked(t *testing.T) {
	w := talkTo(t, shop())
	w.commands("pesan")
	w.sendAfter(2*day, chat.Due{})
	w.send(chat.Reach{})
	w.sendAfter(2*day, chat.Due{})
	w.hears()
}

func TestExpiry(t *testing.T) {
	w := atConfirm(t)
	w.commands("kunjung")
	w.sendAfter(30*day, chat.Text{Text: "Senin"})
	w.hears("visit.hour")
	w.sendAfter(30*day+time.Second, chat.Text{Text: "pagi hari"})
	w.hears("talk.expired", "menu")
	w.idle()
}

func TestTapAfterExpiry(t *testing.T) {
	w := atConfirm(t)
	send := w.button("send")
	w.sendAfter(31*day, chat.Tap{Query: "q", Press: send})
	w.notices("tap.stale")
	w.hears("talk.expired", "menu")
	if len(w.done) > 0 {
		t.Errorf("performed %v", w.done)
	}
}

func TestReach(t *testing.T) {
	for _, reachable := range []bool{true, false} {
		w := atConfirm(t)
		before := w.state
		w.sendAfter(40*day, chat.Reach{Reachable: reachable})
		w.hears()
		want := record.SetReachable{By: chat.Person{ID: "tg:1"}, Reachable: reachable, At: w.now.In(wita)}
		if len(w.done) != 1 || w.done[0] != want {
			t.Errorf("performed %v, not %v", w.done, want)
		}
		if w.state.Talk == nil || w.state.Touched != before.Touched {
			t.Error("to be reached or not is no sign of life, and ends no talk")
		}
	}
}
