package reminder_test

import (
	"cmp"
	"fmt"
	"slices"
	"testing"

	"jagaetam/internal/civil"
	"jagaetam/internal/record"
	"jagaetam/internal/rehearsal"
	"jagaetam/internal/reminder"
	"jagaetam/internal/synthetic"
)

// TestRehearsedIsWhatHappens leads people of every kind through some months, rehearses what comes, and has it happen: each day's messages are
// those of the rehearsal, which has changed nothing.
func TestRehearsedIsWhatHappens(t *testing.T) {
	w := newWorld(t, 400)
	y := &lived{world: w, Store: w.store, steady: true}
	from := civil.Date{Year: 2026, Month: 12, Day: 8}
	w.happen(synthetic.LivesFrom.AddDays(-1))
	for day := synthetic.LivesFrom; day.Before(from); day = day.AddDays(1) {
		y.begin(day, 0)
		w.happen(day)
		y.day(day)
	}
	y.begin(from, 0) // so that some wait already
	to := from.AddDays(250)
	before, err := w.store.ReminderCounts(t.Context())
	w.must(err)
	rehearse := func(r rehearsal.Rehearsal) map[civil.Date][]message {
		said := map[civil.Date][]message{}
		r.Calendar, r.Today = reminder.Calendar{Programme: w.programme}, from
		w.must(r.Play(t.Context(), w.store, rehearsal.Heard{Said: func(s rehearsal.Said) {
			m := message{contact: s.About[0].Account.Contact}
			for _, a := range s.About {
				m.about = append(m.about, reminded{int(a.PlannedReminder.Worker) - 1, a.Month, string(a.Step), a.Day, a.Until})
			}
			slices.SortFunc(m.about, func(a, b reminded) int { return cmp.Compare(a.worker, b.worker) })
			said[s.Day] = append(said[s.Day], m)
		}}))
		return said
	}
	said := rehearse(rehearsal.Rehearsal{From: from, To: to})
	part := rehearse(rehearsal.Rehearsal{From: from.AddDays(40), To: from.AddDays(90)})
	one := rehearse(rehearsal.Rehearsal{From: from, To: to, Only: w.receipts[7]})
	if after, err := w.store.ReminderCounts(t.Context()); err != nil || fmt.Sprint(after) != fmt.Sprint(before) {
		t.Fatalf("the rehearsal changed %v into %v, %v", before, after, err)
	}
	messages, steps := 0, map[string]int{}
	for day := from; !to.Before(day); day = day.AddDays(1) {
		y.begin(day, 0)
		var happened []message
		for _, h := range y.day(day) {
			happened = append(happened, h.message)
		}
		for _, m := range happened {
			for _, r := range m.about {
				steps[r.step]++
			}
		}
		alike(t, day, said[day], happened)
		if within := !day.Before(from.AddDays(40)) && !from.AddDays(90).Before(day); within != (len(part[day]) > 0) && len(happened) > 0 {
			t.Errorf("on %s the part has %v", day, part[day])
		} else if within {
			alike(t, day, part[day], happened)
		}
		alike(t, day, one[day], about(happened, 7))
		messages += len(happened)
		if t.Failed() {
			return
		}
	}
	for _, step := range record.ReminderSteps {
		if steps[string(step)] == 0 {
			t.Errorf("%s was not said: %v", step, steps)
		}
	}
	t.Logf("%d messages", messages)
}

func alike(t *testing.T, day civil.Date, rehearsed, happened []message) {
	t.Helper()
	byContact := func(a, b message) int { return cmp.Compare(a.contact, b.contact) }
	slices.SortFunc(rehearsed, byContact)
	slices.SortFunc(happened, byContact)
	if fmt.Sprint(rehearsed) != fmt.Sprint(happened) {
		t.Errorf("on %s\n%v was rehearsed, and it was\n%v", day, rehearsed, happened)
	}
}

// about keeps of messages what is about one worker.
func about(all []message, worker int) []message {
	var kept []message
	for _, m := range all {
		for _, r := range m.about {
			if r.worker == worker {
				kept = append(kept, message{m.contact, []reminded{r}})
			}
		}
	}
	return kept
}
