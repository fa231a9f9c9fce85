package reminder_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/jamsostek"
	"jagaetam/internal/programme"
	"jagaetam/internal/record"
	"jagaetam/internal/reminder"
	"jagaetam/locales"
)

// enrolled is a worker of the trade, who earns a million, and whom the regency pays for as given, such as "2026-01..2026-12".
func enrolled(t testing.TB, occupation, months string) record.Enrolled {
	t.Helper()
	first, last, _ := strings.Cut(months, "..")
	from, err := civil.ParseMonth(first)
	to, wrong := civil.ParseMonth(last)
	if err != nil || wrong != nil {
		t.Fatal(err, wrong)
	}
	return record.Enrolled{ID: 7, Standing: record.Standing{
		Receipt: 17, Name: "Siti", Occupation: occupation, Income: 1_000_000, State: record.StateDecreed,
		Listings: []record.Listing{{ID: 1, Sponsor: jamsostek.Regency, First: from, Last: to, State: jamsostek.SpanActive}},
	}}
}

func paid(e record.Enrolled, state record.PaymentState, month string) record.Enrolled {
	m, _ := civil.ParseMonth(month)
	e.Payments = append(slices.Clone(e.Payments), record.Payment{Month: m, State: state})
	return e
}

// TestCheckSaysWhyNot has everything happen that keeps a reminder of January, due on the 8th, from being said.
func TestCheckSaysWhyNot(t *testing.T) {
	c := reminder.Calendar{Programme: programme.Default()}
	whole := enrolled(t, "fisher", "2026-01..2026-12")
	key := record.ReminderKey{Worker: 7, Month: civil.Month{Year: 2027, Month: 1}, Step: record.StepBefore}
	with := func(change func(e *record.Enrolled)) record.Enrolled {
		e := whole
		e.Listings = slices.Clone(e.Listings)
		change(&e)
		return e
	}
	for why, test := range map[string]struct {
		e   record.Enrolled
		day string
	}{
		"":                     {whole, "2027-01-14"},
		record.SkipOvertaken:   {whole, "2027-01-15"},
		record.SkipPaid:        {paid(whole, record.PaymentConfirmed, "2027-01"), "2027-01-08"},
		record.SkipReported:    {paid(whole, record.PaymentReported, "2027-01"), "2027-01-08"},
		record.SkipWithdrawn:   {with(func(e *record.Enrolled) { e.Unreminded = true }), "2027-01-08"},
		record.SkipSponsored:   {with(func(e *record.Enrolled) { e.Listings[0].Last = civil.Month{Year: 2027, Month: 6} }), "2027-01-08"},
		record.SkipLeft:        {with(func(e *record.Enrolled) { e.Left, e.LeftOn = jamsostek.LeftMoved, date("2027-01-02") }), "2027-01-08"},
		record.SkipLeft + " +": {with(func(e *record.Enrolled) { e.Left, e.LeftOn = jamsostek.LeftDied, date("2026-12-20") }), "2027-01-08"},
		record.SkipPaid + " +": {paid(whole, record.PaymentConfirmed, "2027-02"), "2027-02-08"},
		record.SkipUnpriced:    {with(func(e *record.Enrolled) { e.Listings[0].State = jamsostek.SpanRefused }), "2027-01-08"},
	} {
		due, got := c.Check(key, test.e, law, date(test.day))
		if want, _, _ := strings.Cut(why, " "); got != want || (got == "") != (due.ReminderKey == key) {
			t.Errorf("%q: it is %+v, %q", why, due.ReminderKey, got)
		}
	}
	if _, why := c.Check(key, whole, jamsostek.Tariff{}, date("2027-01-08")); why != record.SkipUnpriced {
		t.Errorf("without a tariff it is %q", why)
	}
}

// TestNextIsWhatComes walks the days of workers to whom anything may have happened: the next reminder is the first that falls due on a later
// day if nothing changes, and where there is none, none ever does.
func TestNextIsWhatComes(t *testing.T) {
	c := reminder.Calendar{Programme: programme.Default()}
	rapid.Check(t, func(t *rapid.T) {
		e, day := draw(t)
		next, ok := c.Next(e.Insured().Known, law, day)
		for d := day.AddDays(1); d.Before(day.AddDays(750)); d = d.AddDays(1) {
			begin := slices.DeleteFunc(c.Due(e, law, d), func(r reminder.Due) bool { return r.Day != d })
			switch {
			case len(begin) == 0 && !(ok && next.Day == d):
			case len(begin) == 0:
				t.Fatalf("after %s comes %v on %s, and then it does not", day, next.ReminderKey, d)
			case !ok || next.Step != begin[0].Step || next.Month != begin[0].Month || next.Day != d:
				t.Fatalf("after %s comes %v on %s, not %v (%t)", day, begin[0].ReminderKey, d, next.ReminderKey, ok)
			default:
				return
			}
		}
		if ok {
			t.Fatalf("after %s comes %v on %s, which is far away", day, next.ReminderKey, next.Day)
		}
	})
}

// TestNobodyIsAskedForWhatIsPaid draws workers to whom anything may have happened: what falls due is about a month that nobody pays, while
// it makes sense, has a price, and can be said in every language.
func TestNobodyIsAskedForWhatIsPaid(t *testing.T) {
	p := programme.Default()
	c := reminder.Calendar{Programme: p}
	texts, err := locales.Load(p.Globals())
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		e, from := draw(t)
		for day := from; day.Before(from.AddDays(60)); day = day.AddDays(1) {
			sound(t, c, texts, e, day)
		}
	})
}

// sound looks at what falls due on a day.
func sound(t *rapid.T, c reminder.Calendar, texts *locales.Catalogue, e record.Enrolled, day civil.Date) {
	all := c.Due(e, law, day)
	if !slices.IsSortedFunc(all, func(a, b reminder.Due) int { return reminder.Rank(a.Step) - reminder.Rank(b.Step) }) {
		t.Fatalf("out of order: %v", all)
	}
	for _, d := range all {
		own := func(p record.Payment) bool { return p.Month == d.Month && p.State != record.PaymentRejected }
		listed := func(l record.Listing) bool {
			gone := e.Left != "" && e.LeftOn.MonthOf().Before(d.Month)
			return l.State != jamsostek.SpanRefused && !gone && !d.Month.Before(l.First) && !l.Last.Before(d.Month)
		}
		switch {
		case slices.ContainsFunc(e.Payments, own) || slices.ContainsFunc(e.Listings, listed):
			t.Fatalf("%v is paid", d.ReminderKey)
		case day.Before(d.Day) || d.Until.Before(day) || e.Left == jamsostek.LeftDied && !day.Before(e.LeftOn):
			t.Fatalf("%v is due from %s to %s, and not on %s", d.ReminderKey, d.Day, d.Until, day)
		}
		for _, lang := range texts.Languages() {
			for _, words := range []chat.Words{
				c.Own(d, e, law, "K7M3QP", day), c.List([]reminder.Due{d, d}, []record.Enrolled{e, e}, law, "K7M3QP", day),
			} {
				if text := render(t, texts, lang, words); !strings.Contains(text, "Rp") || strings.Contains(text, "Rp0") {
					t.Fatalf("%v asks for nothing: %s", d.ReminderKey, text)
				}
			}
		}
	}
}

func render(t *rapid.T, texts *locales.Catalogue, lang string, words chat.Words) string {
	text, err := texts.Render(lang, words.Key, words.Args, locales.Escape)
	if err != nil || !strings.Contains(text, "K7M-3QP") {
		t.Fatalf("%s in %s: %v\n%s", words.Key, lang, err, text)
	}
	for _, o := range words.Options {
		if label, err := texts.Arg(lang, o.Label, nil); err != nil || label == "" || len(o.Press.String()) > chat.PressLimit {
			t.Fatalf("%s in %s: %+v, %v", words.Key, lang, o, err)
		}
	}
	return text
}

// draw has a worker to whom anything may have happened, and a day.
func draw(t *rapid.T) (record.Enrolled, civil.Date) {
	base := civil.Month{Year: 2026, Month: time.June}
	month := func(name string) civil.Month { return base.Add(rapid.IntRange(0, 10).Draw(t, name)) }
	e := record.Enrolled{ID: 7, Standing: record.Standing{
		Receipt: 17, Name: "Siti", State: record.StateDecreed, Income: rapid.Int64Range(0, 5_000_000).Draw(t, "income"),
		Occupation: rapid.SampledFrom([]string{"fisher", "ojek"}).Draw(t, "occupation"),
	}}
	for i := range rapid.IntRange(0, 3).Draw(t, "decrees") {
		first := month("first")
		e.Listings = append(e.Listings, record.Listing{
			ID: int64(i + 1), Sponsor: rapid.SampledFrom(jamsostek.Sponsors).Draw(t, "sponsor"), First: first,
			Last:  first.Add(rapid.IntRange(0, 8).Draw(t, "length")),
			State: rapid.SampledFrom([]jamsostek.SpanState{jamsostek.SpanListed, jamsostek.SpanActive, jamsostek.SpanRefused}).Draw(t, "state"),
		})
	}
	for i := range rapid.IntRange(0, 4).Draw(t, "payments") {
		state := rapid.SampledFrom([]record.PaymentState{record.PaymentReported, record.PaymentConfirmed, record.PaymentRejected})
		e.Payments = append(e.Payments, record.Payment{Month: month(fmt.Sprint("paid", i)), State: state.Draw(t, "payment")})
	}
	if rapid.IntRange(0, 3).Draw(t, "left") == 0 {
		e.Left = rapid.SampledFrom(jamsostek.Leavings).Draw(t, "why")
		e.LeftOn = base.First().AddDays(rapid.IntRange(0, 400).Draw(t, "left on"))
	}
	return e, base.First().AddDays(rapid.IntRange(0, 500).Draw(t, "day"))
}
