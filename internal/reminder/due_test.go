package reminder_test

import (
	"cmp"
	"slices"
	"strings"

	"jagaetam/internal/civil"
	"jagaetam/internal/synthetic"
)

// expected tells who is to be told what on which day of the year, from the lives and the tables.
type expected struct {
	oracles []oracle
	done    []int
	blocked map[string]bool
	stopped map[string]bool
	told    map[string]civil.Date // accounts, and when last
	kept    map[keyed]*waiting
	order   []*waiting
}

// keyed is what nobody is reminded of twice.
type keyed struct {
	worker int
	month  civil.Month
	step   string
}

type waiting struct {
	reminded
	place int // in the order in which they fell due
	ended bool
}

// message is what one account is told on a day.
type message struct {
	contact string
	about   []reminded // by worker
}

func expect(lives []synthetic.Life) *expected {
	x := &expected{
		done: make([]int, len(lives)), blocked: map[string]bool{}, stopped: map[string]bool{}, told: map[string]civil.Date{},
		kept: map[keyed]*waiting{},
	}
	for _, l := range lives {
		x.oracles = append(x.oracles, oracle{life: l})
	}
	return x
}

// scan has fall due what does, by what is known when the day begins.
func (x *expected) scan(day civil.Date) {
	var fresh []*waiting
	for i := range x.oracles {
		for _, r := range x.oracles[i].due(day) {
			if key := (keyed{r.worker, r.month, r.step}); x.kept[key] == nil {
				x.kept[key] = &waiting{reminded: r}
				fresh = append(fresh, x.kept[key])
			}
		}
	}
	opens := func(day civil.Date) civil.Date {
		for strings.Contains(closed, day.String()) {
			day = day.AddDays(1)
		}
		return day
	}
	slices.SortStableFunc(fresh, func(a, b *waiting) int {
		return cmp.Or(byDay(opens(a.day), opens(b.day)), cmp.Compare(a.worker, b.worker))
	})
	for _, w := range fresh {
		w.place = len(x.order)
		x.order = append(x.order, w)
	}
}

// happen takes in what happens up to the day.
func (x *expected) happen(day civil.Date) {
	for i := range x.oracles {
		for events := x.oracles[i].life.Events; x.done[i] < len(events) && !day.Before(events[x.done[i]].Day); x.done[i]++ {
			switch e := events[x.done[i]]; e.What {
			case synthetic.Blocked, synthetic.Unblocked:
				x.blocked[e.Who] = e.What == synthetic.Blocked
			case synthetic.Stopped, synthetic.Started, synthetic.Agreed:
				x.stopped[e.Who] = e.What == synthetic.Stopped
				x.oracles[i].happens(e)
			default:
				x.oracles[i].happens(e)
			}
		}
	}
}

// account is on which somebody is told something; empty for none.
func (x *expected) account(worker int) string {
	l := x.oracles[worker].life
	for _, account := range []string{l.Own, l.Helper} {
		if account != "" && !x.blocked[account] {
			return account
		}
	}
	return ""
}

// say is what is said on a day where that is possible, by account; nothing more to those who were told something that day already.
func (x *expected) say(day civil.Date, open bool) []message {
	if !open {
		return nil
	}
	accounts := map[string][]*waiting{}
	for _, w := range x.order {
		if w.ended {
			continue
		}
		account := x.account(w.worker)
		if account != "" && x.told[account] == day {
			continue
		}
		if account == "" || x.stopped[account] || !slices.Contains(x.oracles[w.worker].due(day), w.reminded) {
			w.ended = true // and that is all that is ever said of it
			continue
		}
		accounts[account] = append(accounts[account], w)
	}
	var all []message
	for account, ws := range accounts {
		all = append(all, x.choose(account, ws))
		x.told[account] = day
	}
	return all
}

// choose has one message a day: the most important, an own one first; those about workers whom the account helps come together, at most 25.
func (x *expected) choose(account string, ws []*waiting) message {
	helped := func(w *waiting) int {
		if x.oracles[w.worker].life.Own == account {
			return 0
		}
		return 1
	}
	slices.SortFunc(ws, func(a, b *waiting) int {
		return cmp.Or(byImportance(a.reminded, b.reminded), helped(a)-helped(b), a.place-b.place)
	})
	m, seen := message{contact: account}, map[int]bool{}
	for _, w := range ws {
		switch {
		case seen[w.worker]:
			w.ended = true
		case len(m.about) == 0, helped(ws[0]) == 1 && helped(w) == 1 && len(m.about) < 25:
			w.ended = true
			m.about = append(m.about, w.reminded)
		}
		seen[w.worker] = true
	}
	slices.SortFunc(m.about, func(a, b reminded) int { return cmp.Compare(a.worker, b.worker) })
	return m
}
