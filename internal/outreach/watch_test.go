package outreach_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"jagaetam/internal/outreach"
	"jagaetam/internal/programme"
	"jagaetam/internal/record"
	"jagaetam/internal/record/recordtest"
)

// watched is a desk whose supervisor is tg:92, watched over anew at each look, as if the process had been started again.
type watched struct {
	*world
	programme programme.Programme
}

func watch(t *testing.T) *watched {
	w := &watched{desk(t), programme.Default()}
	w.joins(t, 92, record.RoleSupervisor)
	return w
}

// look looks twice at the moment, and gives all that is said of it.
func (w *watched) look(t *testing.T, at time.Time) []string {
	t.Helper()
	w.now = at
	for range 2 {
		watch := outreach.Watch{Cases: w.Store, Programme: w.programme, Now: func() time.Time { return w.now }}
		if err := watch.Look(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	w.settle(t, w.sender())
	lines := w.lines()
	slices.Sort(lines)
	return lines
}

func (w *watched) want(t *testing.T, at time.Time, want ...string) {
	t.Helper()
	if got := w.look(t, at); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("at %s is said %q, want %q", at.In(w.programme.Zone()), got, want)
	}
}

// here is a moment of Monday 23 November 2026 or the days after, by the office's clock.
func (w *watched) here(day, hour, minute int) time.Time {
	return time.Date(2026, time.November, 23+day, hour, minute, 0, 0, w.programme.Zone())
}

func TestPromiseThatIsNotKept(t *testing.T) {
	w := watch(t)
	w.now = w.here(0, 13, 0)
	due := w.programme.Promise(w.now, programme.Load{}, false)
	number := w.apply(t, record.OpenCase{By: recordtest.Account(1), At: w.now, Matter: record.MatterOther, DueAt: due}).Case
	in := group + "/100 "
	w.want(t, w.now, in+"case.opened")
	w.apply(t, record.TakeCase{By: "tg:90", At: w.now, Case: number})
	w.want(t, due.Add(-time.Second))
	w.want(t, due, "tg:90/ case.due")
	w.want(t, due.Add(29*time.Minute))
	w.want(t, due.Add(30*time.Minute), "tg:91/ case.late", "tg:92/ case.late")
	second := w.programme.NextAnswerBy(due)
	w.want(t, second.Add(-time.Second))
	w.want(t, second, in+"case.back", "tg:90/ case.taken-away")
	w.apply(t, record.TakeCase{By: "tg:90", At: w.now, Case: number})
	w.want(t, second.Add(10*time.Minute)) // who takes it up late has it
	w.apply(t, record.AnswerCase{By: "tg:90", At: w.now, Case: number, Said: record.CaseMessage{Text: "maaf"}})
	w.want(t, second.Add(12*time.Minute), "tg:1/ case.from-officer maaf")
	w.want(t, w.here(1, 23, 0))
}

func TestNightAndWeekendDoNotCount(t *testing.T) {
	w := watch(t)
	due := w.here(4, 11, 15) // Friday, a quarter of an hour before the office closes
	w.now = w.here(4, 10, 0)
	w.apply(t, record.OpenCase{By: recordtest.Account(1), At: w.now, Matter: record.MatterOther, DueAt: due})
	w.look(t, due)
	w.want(t, w.here(6, 12, 0))
	monday := w.programme.AfterOfficeTime(due, 30*time.Minute)
	if monday.Weekday() != time.Monday {
		t.Fatalf("half an hour of office time after %s is %s", due, monday)
	}
	w.want(t, monday.Add(-time.Second))
	w.want(t, monday, "tg:91/ case.late", "tg:92/ case.late")
}

func TestWhoSaysNothingIsDone(t *testing.T) {
	w := watch(t)
	w.now = w.here(0, 13, 0)
	number := w.apply(t, record.OpenCase{By: recordtest.Account(1), At: w.now, Matter: record.MatterOther, DueAt: w.here(0, 15, 0)}).Case
	w.apply(t, record.CloseCase{By: "tg:90", At: w.now, Case: number})
	closes := w.programme.ClosesAt(w.now)
	w.look(t, w.now)
	got := w.look(t, closes.Add(-time.Second))
	if slices.ContainsFunc(got, func(line string) bool { return line != group+"/ case.digest" }) {
		t.Errorf("before it closes is said %q", got)
	}
	w.want(t, closes, group+"/100 case.lapsed-desk", "tg:1/ case.lapsed")
	w.want(t, closes.Add(time.Hour))
}

func TestMorning(t *testing.T) {
	w := watch(t)
	w.now = w.here(0, 13, 0)
	number := w.apply(t, record.OpenCase{By: recordtest.Account(1), At: w.now, Matter: record.MatterOther, DueAt: w.here(3, 15, 0)}).Case
	w.apply(t, record.OpenCase{By: recordtest.Account(2), At: w.now.Add(time.Minute), Matter: record.MatterOther, DueAt: w.here(0, 15, 0)})
	w.look(t, w.here(0, 15, 0))
	w.look(t, w.here(0, 15, 45))
	w.want(t, w.here(1, 7, 59))
	w.now = w.here(1, 8, 0)
	if err := (outreach.Watch{Cases: w.Store, Programme: w.programme, Now: func() time.Time { return w.now }}).Look(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.settle(t, w.sender())
	if len(w.said) != 1 {
		t.Fatalf("in the morning is said %q", w.lines())
	}
	args := w.said[0].Words[0].Args
	if *args["Open"].Number != 2 || *args["Late"].Number != 1 || args["Lines"].List[1].Args["Case"].Text != number.String() {
		t.Errorf("the list is %+v", args)
	}
	w.wantLines(t, group+"/ case.digest")
	w.want(t, w.here(1, 9, 0))
	w.look(t, w.here(4, 13, 0))
	w.want(t, w.here(5, 9, 0)) // Saturday
}
