package reminder_test

import (
	"testing"

	"jagaetam/internal/record"
	"jagaetam/internal/reminder"
	"jagaetam/internal/synthetic"
)

// TestCalendarKeepsToTheTables looks at people of every kind on each day of a year, and holds what falls due to the tables.
func TestCalendarKeepsToTheTables(t *testing.T) {
	w := newWorld(t, 30*8*2)
	c := reminder.Calendar{Programme: w.programme}
	oracles, known := make([]oracle, len(w.lives)), make([]record.Enrolled, len(w.lives))
	seen := map[record.ReminderStep]int{}
	for day := synthetic.LivesFrom; !synthetic.LivesTo.Before(day); day = day.AddDays(1) {
		for _, i := range w.happen(day) {
			oracles[i] = oracle{life: w.lives[i]}
			for _, e := range w.lives[i].Events[:w.done[i]] {
				oracles[i].happens(e)
			}
			all, err := w.store.RollOf(t.Context(), []int64{int64(i + 1)})
			w.must(err)
			known[i] = all[0]
		}
		for i := range w.lives {
			if known[i].ID == 0 {
				continue
			}
			var got []reminded
			for _, d := range c.Due(known[i], law, day) {
				got = append(got, reminded{int(d.Worker) - 1, d.Month, string(d.Step), d.Day, d.Until})
				seen[d.Step]++
				if again, why := c.Check(d.ReminderKey, known[i], law, day); why != "" || again.ReminderKey != d.ReminderKey {
					t.Fatalf("on %s %v is due, and not: %s", day, d.ReminderKey, why)
				}
			}
			want := oracles[i].due(day)
			if !equal(got, want) {
				t.Fatalf("on %s %q has %v, want %v\n%+v", day, w.lives[i].Story, got, want, w.lives[i].Events)
			}
		}
	}
	for _, step := range record.ReminderSteps {
		if seen[step] < 20 {
			t.Errorf("%s fell due %d times", step, seen[step])
		}
	}
}

func equal(a, b []reminded) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}
