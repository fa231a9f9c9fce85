package rehearsal

import (
	"slices"

	"jagaetam/internal/civil"
	"jagaetam/internal/record"
)

// Table counts a rehearsal.
type Table struct {
	// Rows are in the order of their days, those alone on which something is said.
	Rows []Row
	// Left are how many reminders are not said, by the reason.
	Left map[string]int
}

// Row is what is said on a day, or in a week that begins on it.
type Row struct {
	Day      civil.Date
	Messages int
	// Steps are how many workers are told each step.
	Steps map[record.ReminderStep]int
}

// Heard is what has the table count.
func (t *Table) Heard() Heard {
	t.Left = map[string]int{}
	return Heard{
		Said: func(s Said) {
			if last := len(t.Rows) - 1; last < 0 || t.Rows[last].Day != s.Day {
				t.Rows = append(t.Rows, Row{Day: s.Day, Steps: map[record.ReminderStep]int{}})
			}
			t.Rows[len(t.Rows)-1].add(s)
		},
		Left: func(_ civil.Date, _ About, why string) { t.Left[why]++ },
	}
}

func (r *Row) add(s Said) {
	r.Messages++
	for _, a := range s.About {
		r.Steps[a.Step]++
	}
}

// Total is the sum of all rows.
func (t *Table) Total() Row { return sum(t.Rows) }

// Weeks are the rows by weeks, each from its Monday on.
func (t *Table) Weeks() []Row {
	var weeks []Row
	for from := 0; from < len(t.Rows); {
		monday, to := mondayOf(t.Rows[from].Day), from
		for to < len(t.Rows) && mondayOf(t.Rows[to].Day) == monday {
			to++
		}
		week := sum(t.Rows[from:to])
		week.Day = monday
		weeks, from = append(weeks, week), to
	}
	return weeks
}

// Steps are those that are said at all, in the order of their days.
func (t *Table) Steps() []record.ReminderStep {
	total := t.Total()
	return slices.DeleteFunc(slices.Clone(record.ReminderSteps), func(s record.ReminderStep) bool { return total.Steps[s] == 0 })
}

func mondayOf(day civil.Date) civil.Date { return day.AddDays(-(int(day.Weekday()) + 6) % 7) }

func sum(rows []Row) Row {
	total := Row{Steps: map[record.ReminderStep]int{}}
	for _, r := range rows {
		total.Messages += r.Messages
		for step, n := range r.Steps {
			total.Steps[step] += n
		}
	}
	return total
}
