package synthetic

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"jagaetam/internal/civil"
	"jagaetam/internal/jamsostek"
	"jagaetam/internal/region"
)

// Life is a made-up worker with all that happens to him, as plain data that nothing is reckoned from here.
type Life struct {
	// Number is his place among the lives, and that of his Worker.
	Number int
	// Story says what kind of a life it is, and Access how he can be told something.
	Story, Access string
	Occupation    string
	Transport     bool // the sector of the occupation
	Income        int64
	// Own is his account, and Helper that of whoever helps him; empty for none.
	Own, Helper string
	// Events are in the order of their days.
	Events []Event
}

// Event is something that happens to a worker on a day.
type Event struct {
	Day  civil.Date
	What Happening
	// Sponsor is whose decree it is, and First and Last are its months; for payments the months that are paid.
	Sponsor     jamsostek.Sponsor
	First, Last civil.Month
	// Why is why he leaves, and On the day of it.
	Why jamsostek.Leaving
	On  civil.Date
	// Who is the account that it happens to.
	Who string
}

// Happening is a kind of event.
type Happening string

// What can happen.
const (
	Listed    Happening = "listed"    // a decree has him
	Accepted  Happening = "accepted"  // BPJS takes the decree's row
	Refused   Happening = "refused"   // BPJS does not
	Reported  Happening = "reported"  // he says that he has paid
	Confirmed Happening = "confirmed" // BPJS says that he has, or without a Sponsor's decree that the sponsor has
	Rejected  Happening = "rejected"  // an officer says that he has not
	Left      Happening = "left"      // it becomes known that he leaves
	Withdrew  Happening = "withdrew"  // he takes back that he may be reminded
	Agreed    Happening = "agreed"    // and gives it again
	Stopped   Happening = "stopped"   // the account wants no reminders
	Started   Happening = "started"   // and wants them again
	Blocked   Happening = "blocked"   // the account blocks the bot
	Unblocked Happening = "unblocked"
)

// LivesFrom and LivesTo are the days between which things happen to them; what they are at the beginning comes before.
var (
	LivesFrom = civil.Date{Year: 2026, Month: 11, Day: 1}
	LivesTo   = civil.Date{Year: 2027, Month: 10, Day: 31}
)

// Lives are n made-up workers over a year in which subsidies end and reliefs with them: each story with each way to tell somebody, in both
// sectors and with all incomes, if there are enough of them.
func Lives(r *region.Region, n int) []Life {
	all := make([]Life, n)
	for i := range all {
		all[i] = life(r, i)
	}
	return all
}

func life(r *region.Region, n int) Life {
	worker := Worker(r, n)
	story := stories[n%len(stories)]
	access := accesses[n/len(stories)%len(accesses)]
	l := Life{
		Number: n, Story: story.name, Access: access.name, Occupation: worker.Occupation,
		Transport: jamsostek.SectorOf(worker.Occupation) == jamsostek.Transport, Income: worker.Income,
	}
	shift := n / len(stories) / len(accesses) // makes the days differ within a kind
	access.lay(&l, shift)
	story.lay(&l, shift)
	slices.SortStableFunc(l.Events, func(a, b Event) int { return a.Day.In(time.UTC).Compare(b.Day.In(time.UTC)) })
	return l
}

// add has something happen on a day.
func (l *Life) add(day civil.Date, e Event) {
	e.Day = day
	if e.What == Reported || e.What == Rejected {
		if e.Who = cmp.Or(l.Own, l.Helper); e.Who == "" {
			return // nobody to say so
		}
	}
	l.Events = append(l.Events, e)
}

// decree has a sponsor pay for months: by the list of one day and BPJS' answer of another; the zero day is none.
func (l *Life) decree(sponsor jamsostek.Sponsor, first, last string, listed, answered civil.Date) {
	from, to := month(first), month(last)
	l.add(listed, Event{What: Listed, Sponsor: sponsor, First: from, Last: to})
	if !answered.IsZero() {
		l.add(answered, Event{What: Accepted, Sponsor: sponsor, First: from, Last: to})
	}
}

// past has a decree that was settled before the year began.
func (l *Life) past(sponsor jamsostek.Sponsor, first, last string) {
	l.decree(sponsor, first, last, before, before)
}

// pays has the worker pay for months on a day, as BPJS says on it.
func (l *Life) pays(day civil.Date, first civil.Month, months int) {
	l.add(day, Event{What: Confirmed, First: first, Last: first.Add(months - 1)})
}

// monthly has him pay each month alone on that day of it.
func (l *Life) monthly(first, last string, day int) {
	for m := month(first); !month(last).Before(m); m = m.Add(1) {
		l.pays(civil.Date{Year: m.Year, Month: m.Month, Day: day}, m, 1)
	}
}

// before is the day on which everything is as the year begins.
var before = civil.Date{Year: 2026, Month: 10, Day: 20}

func month(text string) civil.Month { return must(civil.ParseMonth(text)) }

func day(text string) civil.Date { return must(civil.ParseDate(text)) }

// must is for the literals below, all of which the tests read.
func must[T any](value T, err error) T {
	if err != nil {
		panic(fmt.Errorf("read a life: %w", err))
	}
	return value
}
