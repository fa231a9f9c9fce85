package reminder_test

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"jagaetam/internal/civil"
	"jagaetam/internal/synthetic"
)

// oracle tells for one life which reminders fall due, by the tables alone: it knows nothing of how the program reckons.
type oracle struct {
	life synthetic.Life
	// What has become known so far.
	decrees    []row
	own        map[civil.Month]bool // that he says or BPJS says he has paid
	left       synthetic.Event
	unreminded bool
}

// row is months that a sponsor pays for, or has promised to.
type row struct {
	sponsor     string
	first, last civil.Month
	accepted    bool
	refused     bool
}

// happens takes an event in.
func (o *oracle) happens(e synthetic.Event) {
	if o.own == nil {
		o.own = map[civil.Month]bool{}
	}
	switch e.What {
	case synthetic.Listed:
		o.decrees = append(o.decrees, row{sponsor: string(e.Sponsor), first: e.First, last: e.Last})
	case synthetic.Accepted, synthetic.Refused:
		for i, d := range o.decrees {
			if d.sponsor == string(e.Sponsor) && d.first == e.First {
				o.decrees[i].accepted, o.decrees[i].refused = e.What == synthetic.Accepted, e.What == synthetic.Refused
			}
		}
	case synthetic.Confirmed, synthetic.Reported, synthetic.Rejected:
		if e.Sponsor != "" {
			o.decrees = append(o.decrees, row{sponsor: string(e.Sponsor), first: e.First, last: e.Last, accepted: true})
			return
		}
		for m := e.First; !e.Last.Before(m); m = m.Add(1) {
			o.own[m] = e.What != synthetic.Rejected
		}
	case synthetic.Left:
		o.left = e
	case synthetic.Withdrew, synthetic.Stopped: // stopping takes the consent of one's own back as well
		o.unreminded = o.unreminded || e.Who == o.life.Own
	case synthetic.Agreed, synthetic.Started:
		o.unreminded = o.unreminded && e.Who != o.life.Own
	case synthetic.Blocked, synthetic.Unblocked: // changes how he is told, and not of what
	}
}

// sponsor says whether one pays for the month or has promised to; who leaves is not paid for after that month.
func (o *oracle) sponsor(m civil.Month) bool {
	if o.left.Why != "" && o.left.On.MonthOf().Before(m) {
		return false
	}
	return slices.ContainsFunc(o.decrees, func(r row) bool { return !r.refused && !m.Before(r.first) && !r.last.Before(m) })
}

func (o *oracle) covered(m civil.Month) bool { return o.own[m] || o.sponsor(m) }

// first is the first month that nobody pays, after the last that somebody does up to the present; false where there is nothing to say.
func (o *oracle) first(day civil.Date) (civil.Month, bool) {
	now := day.MonthOf()
	at, found := civil.Month{}, false
	for m := now.Add(-18); m.Before(now.Add(18)); m = m.Add(1) {
		if o.covered(m) && (!found || !now.Before(m)) {
			at, found = m, true
		}
	}
	for found && o.covered(at) {
		at = at.Add(1)
	}
	if o.left.Why == "" {
		return at, found
	}
	goesOn := o.left.Why == "moved" || o.left.Why == "withdrawn"
	paysOn := false
	for m, paid := range o.own {
		paysOn = paysOn || paid && o.left.On.MonthOf().Before(m)
	}
	gone := !day.Before(o.left.On) && !(goesOn && paysOn)
	return at, found && !gone && (goesOn || !o.left.On.MonthOf().Before(at))
}

// due are the reminders whose days the day is one of, the most important first.
func (o *oracle) due(day civil.Date) []reminded {
	first, ok := o.first(day)
	if !ok || o.unreminded {
		return nil
	}
	p := calendar[first]
	var all []reminded
	for _, step := range strings.Fields(importance) {
		if (strings.HasPrefix(step, "ends-")) && !o.sponsor(first.Add(-1)) {
			continue
		}
		if step == "again" && !o.ended(day) {
			continue
		}
		if from, until := p.day[step], p.until(step); !day.Before(from) && !until.Before(day) {
			all = append(all, reminded{worker: o.life.Number, month: first, step: step, day: from, until: until})
		}
	}
	return all
}

// ended says whether he was a member and nobody pays for a month to come: only then he is asked to begin again.
func (o *oracle) ended(day civil.Date) bool {
	for m := day.MonthOf(); m.Before(day.MonthOf().Add(18)); m = m.Add(1) {
		if o.covered(m) {
			return false
		}
	}
	for _, paid := range o.own {
		if paid {
			return true
		}
	}
	return slices.ContainsFunc(o.decrees, func(r row) bool { return r.accepted })
}

// reminded is a reminder of a worker.
type reminded struct {
	worker     int
	month      civil.Month
	step       string
	day, until civil.Date
}

func (r reminded) String() string {
	return fmt.Sprintf("%d %s %s (%s..%s)", r.worker, r.month, r.step, r.day, r.until)
}

// owed is what a message on the day has to name: the amount, others that explain it, and days.
func (o *oracle) owed(r reminded, day civil.Date) (amount int64, others []int64, dates []civil.Date) {
	now, p := day.MonthOf(), calendar[r.month]
	switch r.step {
	case "ends-60", "ends-30", "ends-7", "ends-now":
		for m := r.month; m.Before(r.month.Add(12)) && others == nil; m = m.Add(1) {
			if o.price(m) != o.price(r.month) {
				others = append(others, o.price(m))
			}
		}
		return o.price(r.month), others, []civil.Date{p.day["ends-now"].AddDays(2), p.day["on"]}
	case "before", "on":
		return o.price(r.month), nil, []civil.Date{p.day["on"]}
	case "again":
		return o.price(now), nil, nil
	}
	for m := r.month; !now.Before(m); m = m.Add(1) {
		amount += o.price(m)
		if !slices.Contains(others, o.price(m)) {
			others = append(others, o.price(m))
		}
	}
	if len(others) == 1 { // one price needs no explanation
		others = nil
	}
	switch r.step {
	case "after":
		return amount, others, []civil.Date{p.day["on"]}
	case "last":
		return amount, others, []civil.Date{p.until("last")}
	}
	return amount, others, []civil.Date{calendar[now].day["on"]}
}

func (o *oracle) price(m civil.Month) int64 {
	sector, full := "other", int64(0)
	if o.life.Transport {
		sector = "transport"
	}
	for line := range strings.Lines(strings.TrimSpace(prices)) {
		if f := strings.Fields(line); number(f[0]) <= o.life.Income {
			full = number(f[1])
		}
	}
	for line := range strings.Lines(strings.TrimSpace(months)) {
		f := strings.Fields(line)
		if f[2] == sector && f[0] <= m.String() && m.String() <= f[1] {
			return full * number(f[3]) / 100
		}
	}
	panic("no price for " + m.String())
}

// plan is a line of days.
type plan struct{ day map[string]civil.Date }

// until is the last day of a step.
func (p plan) until(step string) civil.Date {
	switch step {
	case "ends-now":
		return p.day[step].AddDays(2)
	case "before":
		return p.day["on"].AddDays(-1)
	case "on":
		return p.day[step]
	case "last":
		return p.day[step].AddDays(7)
	}
	return p.day[step].AddDays(6)
}

var calendar = func() map[civil.Month]plan {
	all := map[civil.Month]plan{}
	steps := strings.Fields("ends-60 ends-30 ends-7 ends-now before on after unpaid-1 unpaid-2 last again")
	for line := range strings.Lines(strings.TrimSpace(days)) {
		cells := strings.Split(strings.TrimSpace(line), " | ")
		month, err := civil.ParseMonth(cells[0])
		if err != nil || len(cells) != len(steps)+1 {
			panic(line)
		}
		p := plan{map[string]civil.Date{}}
		for i, step := range steps {
			p.day[step] = date(cells[i+1])
		}
		all[month] = p
	}
	return all
}()

func date(text string) civil.Date {
	d, err := civil.ParseDate(text)
	if err != nil {
		panic(err)
	}
	return d
}

func number(text string) int64 {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		panic(err)
	}
	return n
}

// rank is the place of a step in importance.
func rank(step string) int { return slices.Index(strings.Fields(importance), step) }

func byDay(a, b civil.Date) int { return a.In(time.UTC).Compare(b.In(time.UTC)) }

func byImportance(a, b reminded) int { return cmp.Compare(rank(a.step), rank(b.step)) }
