package reminder_test

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/memory"
	"jagaetam/internal/outreach"
	"jagaetam/internal/record"
	"jagaetam/internal/reminder"
	"jagaetam/internal/synthetic"
	"jagaetam/locales"
)

// TestYearOfReminders leads people of every kind, 2,000 of them without the race detector, through a year with the program's own scan, lane
// and sender, started anew each day, and holds every message to the tables: to whom, on which day, at which hour, about whom, and what it says.
func TestYearOfReminders(t *testing.T) {
	w := newWorld(t, people)
	x, y := expect(w.lives), &lived{world: w, Store: w.store}
	w.happen(synthetic.LivesFrom.AddDays(-1))
	x.happen(synthetic.LivesFrom.AddDays(-1))
	for day := synthetic.LivesFrom; !synthetic.LivesTo.Before(day); day = day.AddDays(1) {
		y.begin(day, 0)
		x.scan(day)
		w.happen(day)
		x.happen(day)
		open := !strings.Contains(closed, day.String()) && !strings.Contains(down, day.String())
		want := x.say(day, open)
		if !strings.Contains(late+down, day.String()) {
			x.scan(day)
			want = append(want, x.say(day, open)...)
		}
		slices.SortFunc(want, func(a, b message) int { return cmp.Compare(a.contact, b.contact) })
		y.compare(day, y.day(day), want, x)
		if t.Failed() {
			return
		}
	}
	y.close(len(x.order))
}

const (
	// down are days on which the sender does not run at all, and late those, Fridays among them, on which it runs from half past eleven on.
	down = "2026-12-15 2027-01-24 2027-01-29 2027-02-24 2027-06-15 2027-07-08 2027-10-24"
	late = "2026-12-18 2027-01-08 2027-01-15 2027-01-22 2027-02-19 2027-04-23 2027-05-22 2027-07-15 2027-10-08 2027-10-15 2027-10-22"
)

// lived is the program in virtual time. It is the store and the platform of the sender too, to see what is planned and said.
type lived struct {
	*world
	*memory.Store

	mu    sync.Mutex
	now   time.Time
	begun map[string][]reminded // by account, of the message that is about to be said
	heard []heard
	said  map[keyed]civil.Date
	// steady has the sender run on all days and hours.
	steady bool
}

type heard struct {
	message
	at     time.Time
	answer chat.Answer
}

func (y *lived) clock() time.Time {
	y.mu.Lock()
	defer y.mu.Unlock()
	return y.now
}

func (y *lived) set(at time.Time) {
	y.mu.Lock()
	defer y.mu.Unlock()
	y.now = at
}

func (y *lived) reminders() *outreach.Reminders {
	return &outreach.Reminders{Records: y, Calendar: reminder.Calendar{Programme: y.programme}, Now: y.clock}
}

// begin looks for what falls due as the day begins, or in the middle of it.
func (y *lived) begin(day civil.Date, hour int) {
	y.set(y.at(day, hour, 10))
	_, err := y.reminders().Scan(y.Context())
	y.must(err)
}

// day has the sender say what it can in the hours of the day, and gives what was heard, by account. On most days it is looked again for what
// falls due when all is said, so that somebody who was told something is to be told more.
func (y *lived) day(day civil.Date) []heard {
	y.heard, y.begun = nil, map[string][]reminded{}
	hours := [][2]int{{0, 30}, {7, 59}, {8, 0}, {9, 30}, {16, 59}, {17, 0}, {23, 59}}
	switch {
	case y.steady:
	case strings.Contains(down, day.String()):
		hours = nil
	case strings.Contains(late, day.String()):
		hours = [][2]int{{11, 30}, {12, 59}, {13, 0}, {17, 30}}
	}
	sender := outreach.Sender{
		Records: y, Platform: y, Pace: outreach.Unhurried{}, Now: y.clock, Log: slog.New(slog.DiscardHandler),
		Lanes: []outreach.Ranked{y.reminders().Ranked()},
	}
	for i, at := range hours {
		if len(hours) > i+1 && at[0] >= 12 && hours[i-1][0] < 12 && !strings.Contains(late, day.String()) {
			y.begin(day, 12)
		}
		y.set(y.at(day, at[0], at[1]))
		for n := 1; n > 0; {
			var err error
			n, err = sender.Drain(y.Context())
			y.must(err)
		}
	}
	slices.SortFunc(y.heard, func(a, b heard) int { return cmp.Compare(a.contact, b.contact) })
	return y.heard
}

// BeginReminders sees which reminders are about to be said.
func (y *lived) BeginReminders(ctx context.Context, b record.ReminderBundle, ids []int64, today civil.Date, now time.Time) (bool, error) {
	ok, err := y.Store.BeginReminders(ctx, b, ids, today, now)
	y.mu.Lock()
	defer y.mu.Unlock()
	for _, r := range b.Reminders {
		if ok && slices.Contains(ids, r.ID) {
			y.begun[b.Contact] = append(y.begun[b.Contact], reminded{int(r.Worker) - 1, r.Month, string(r.Step), r.Day, r.Until})
		}
	}
	return ok, err
}

// Say hears an answer.
func (y *lived) Say(_ context.Context, answer chat.Answer) (chat.Said, error) {
	y.mu.Lock()
	defer y.mu.Unlock()
	about := y.begun[answer.Chat]
	delete(y.begun, answer.Chat)
	slices.SortFunc(about, func(a, b reminded) int { return cmp.Compare(a.worker, b.worker) })
	y.heard = append(y.heard, heard{message{answer.Chat, about}, y.now, answer})
	return chat.Said{Words: len(answer.Words)}, nil
}

// compare holds a day's messages to what is expected of it.
func (y *lived) compare(day civil.Date, got []heard, want []message, x *expected) {
	for i := range max(len(got), len(want)) {
		switch {
		case i >= len(got):
			y.Errorf("on %s nobody said: %v", day, want[i])
			return
		case i >= len(want):
			y.Errorf("on %s nobody was to say: %v", day, got[i].message)
			return
		case got[i].contact != want[i].contact || !equal(got[i].about, want[i].about):
			y.Errorf("on %s %v was said, want %v", day, got[i].message, want[i])
			return
		}
		y.hour(got[i].at)
		y.once(day, got[i].message)
		y.words(day, got[i], x)
	}
}

// hour holds the moment to the window.
func (y *lived) hour(at time.Time) {
	at = at.In(y.programme.Zone())
	friday := at.Weekday() == time.Friday && at.Hour() >= 11 && at.Hour() < 13
	if at.Hour() < 8 || at.Hour() >= 17 || friday || strings.Contains(closed, civil.DateOf(at).String()) {
		y.Errorf("somebody is written to at %s", at)
	}
}

// once sees that nothing is said twice.
func (y *lived) once(day civil.Date, m message) {
	if y.said == nil {
		y.said = map[keyed]civil.Date{}
	}
	for _, r := range m.about {
		key := keyed{r.worker, r.month, r.step}
		if before, twice := y.said[key]; twice {
			y.Errorf("%v is said on %s and on %s", r, before, day)
		}
		y.said[key] = day
	}
}

var (
	rupiahs = regexp.MustCompile(`Rp[0-9.]*[0-9]`)
	dates   = regexp.MustCompile(`[0-9]+ [A-Z][a-z]+ 20[0-9]{2}`)
	coded   = regexp.MustCompile(`Kode resmi: [0-9A-Z]{3}-[0-9A-Z]{3}$`)
)

// words holds every amount and every day that is said, and the buttons.
func (y *lived) words(day civil.Date, h heard, x *expected) {
	words := h.answer.Words[0]
	html, err := y.texts.Render(locales.Indonesian, words.Key, words.Args, locales.Escape)
	y.must(err)
	text := locales.Plain(html)
	if !coded.MatchString(text) || len(h.answer.Words) != 1 || len([]rune(text)) > 4000 {
		y.Errorf("%d messages, one of them %s", len(h.answer.Words), text)
	}
	if words.Options[len(words.Options)-1].Press.Flow != "pengingat" {
		y.Errorf("no button stops the reminders: %+v", words.Options)
	}
	if words.Key == "reminder.list" {
		if n := strings.Count(text, "•"); n != len(h.about) {
			y.Errorf("%d are listed of %v:\n%s", n, h.about, text)
		}
	} else if len(h.about) != 1 || words.Options[0].Press.Value != y.receipts[h.about[0].worker].String() {
		y.Errorf("%v is said with %+v", h.about, words.Options)
	}
	for _, r := range h.about {
		part, listed := text, words.Key == "reminder.list"
		if listed {
			part = line(text, y.receipts[r.worker].String())
		}
		y.figures(part, listed, r, day, x)
	}
}

// figures holds what is said about one reminder.
func (y *lived) figures(text string, listed bool, r reminded, day civil.Date, x *expected) {
	amount, others, named := x.oracles[r.worker].owed(r, day)
	want := []string{locales.Rupiah(amount)}
	for _, other := range others {
		if !listed {
			want = append(want, locales.Rupiah(other))
		}
	}
	if got := rupiahs.FindAllString(text, -1); !same(got, want) {
		y.Errorf("on %s %v names %v, want %v:\n%s", day, r, got, want, text)
	}
	var said []string
	for _, d := range named {
		if !(listed && r.step == "on") {
			said = append(said, locales.Date(locales.Indonesian, d))
		}
	}
	got := slices.DeleteFunc(dates.FindAllString(text, -1), func(d string) bool { // the end of membership comes with those three
		late := r.step == "unpaid-1" || r.step == "unpaid-2" || r.step == "last"
		return late && !listed && d == locales.Date(locales.Indonesian, r.month.Add(3).First())
	})
	if !same(got, said) {
		y.Errorf("on %s %v names %v, want %v:\n%s", day, r, got, said, text)
	}
}

// same says whether both have the same, however often and in which order.
func same(a, b []string) bool {
	a, b = slices.Clone(a), slices.Clone(b)
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(slices.Compact(a), slices.Compact(b))
}

// line is the line of a list that has the receipt.
func line(text, receipt string) string {
	for l := range strings.Lines(text) {
		if strings.Contains(l, receipt) {
			return l
		}
	}
	return ""
}

// close sees that everything that fell due was said or not for a reason, and that every step and every reason there is came up.
func (y *lived) close(planned int) {
	counts, err := y.ReminderCounts(y.Context())
	y.must(err)
	sum, reasons := 0, counts[record.LetterSkipped]
	for _, of := range counts {
		for _, n := range of {
			sum += n
		}
	}
	said := counts[record.LetterSaid][""]
	if sum != planned || said != len(y.said) || counts[record.LetterUnknown] != nil || counts[record.LetterFailed] != nil {
		y.Errorf("%d fell due and %d were said, and kept are %v", planned, len(y.said), counts)
	}
	for _, reason := range []string{
		record.SkipPaid, record.SkipReported, record.SkipSponsored, record.SkipLeft, record.SkipWithdrawn, record.SkipOvertaken, record.SkipOutranked,
		record.SkipNoAccount, record.SkipUnreachable, record.SkipStopped,
	} {
		if reasons[reason] == 0 {
			y.Errorf("nothing was left unsaid as %s", reason)
		}
	}
	steps := map[string]int{}
	for key := range y.said {
		steps[key.step]++
	}
	for _, step := range record.ReminderSteps {
		if steps[string(step)] < 20 {
			y.Errorf("%s was said %d times", step, steps[string(step)])
		}
	}
	y.Log(fmt.Sprint(counts), steps)
}

// What else a platform does, nobody asks for here.

// Delete is not asked for.
func (y *lived) Delete(context.Context, string, string) error { return nil }

// EditWords is not asked for.
func (y *lived) EditWords(context.Context, chat.Answer) error { return nil }

// OpenTopic is not asked for.
func (y *lived) OpenTopic(context.Context, string, string) (string, error) { return "", nil }

// CloseTopic is not asked for.
func (y *lived) CloseTopic(context.Context, string, string) error { return nil }

// Pin is not asked for.
func (y *lived) Pin(context.Context, string, string) error { return nil }
