package rehearsal

import (
	"cmp"
	"slices"

	"jagaetam/internal/civil"
	"jagaetam/internal/jamsostek"
	"jagaetam/internal/record"
	"jagaetam/internal/reminder"
)

// days tell who is to be looked at on which day, so that not everybody is on each: on the first day all, from then on whoever has a reminder
// whose day has come, as the calendar's Next says. As nobody pays meanwhile, nothing else can fall due.
type days struct {
	calendar reminder.Calendar
	tariff   jamsostek.Tariff
	next     map[civil.Date][]record.Enrolled
	today    []record.Enrolled // in the order of their IDs
}

// begin has the workers looked at on the first day.
func (d *days) begin(workers []record.Enrolled) {
	d.today, d.next = workers, map[civil.Date][]record.Enrolled{}
}

// turn goes on to the days up to and with one, and leaves the one before.
func (d *days) turn(from, to civil.Date) {
	for _, e := range d.today {
		if e.Unreminded {
			continue
		}
		if due, ok := d.calendar.Next(e.Insured().Known, d.tariff, from); ok {
			d.next[due.Day] = append(d.next[due.Day], e)
		}
	}
	d.today = nil
	for day := from.AddDays(1); !to.Before(day); day = day.AddDays(1) {
		d.today = append(d.today, d.next[day]...)
		delete(d.next, day)
	}
	slices.SortFunc(d.today, func(a, b record.Enrolled) int { return cmp.Compare(a.ID, b.ID) })
	d.today = slices.CompactFunc(d.today, func(a, b record.Enrolled) bool { return a.ID == b.ID })
}

// roll is those after the one with that ID.
func (d *days) roll(after int64, limit int) []record.Enrolled {
	at, _ := slices.BinarySearchFunc(d.today, after+1, func(e record.Enrolled, id int64) int { return cmp.Compare(e.ID, id) })
	return d.today[at:min(at+limit, len(d.today))]
}
