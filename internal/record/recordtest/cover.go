package recordtest

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/sync/errgroup"

	"jagaetam/internal/civil"
	"jagaetam/internal/identity"
	"jagaetam/internal/jamsostek"
	"jagaetam/internal/record"
)

// Officer is who works on files and lists in these tests.
const Officer = "officer:1"

// YearOf2026 is a decree of the regency for the whole of 2026, with room for so many; 0 is room for all.
func YearOf2026(quota int) record.Decree {
	return record.Decree{
		Number: "560/91/2026", Title: "Bantuan iuran rekaan", Sponsor: jamsostek.Regency, Quota: quota,
		First: civil.Month{Year: 2026, Month: time.January}, Last: civil.Month{Year: 2026, Month: time.December},
	}
}

func addDecree(t *testing.T, s Store, d record.Decree) int64 {
	t.Helper()
	id, err := s.AddDecree(t.Context(), d, Officer, Noon)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func month(m int) civil.Month { return civil.Month{Year: 2026, Month: time.Month(m)} }

func day(n int) civil.Date { return civil.Date{Year: 2026, Month: time.November, Day: n} }

// filed has account 1 file an application for the worker with NIK number n.
func filed(t *testing.T, s Store, n int) record.Receipt {
	t.Helper()
	run := fmt.Sprint("filed-", n)
	return apply(t, s, run, Filing(t, Account(1), run, NIK(t, n))).Receipt
}

// row applies one row of a file under a key of its own and wants what comes of it.
func row(t *testing.T, s Store, key string, effect record.Effect, want record.OutcomeName, why string) {
	t.Helper()
	if got := apply(t, s, key, effect); got.Name != want || got.Why != why {
		t.Errorf("%s: %s %s, want %s %s", key, got.Name, got.Why, want, why)
	}
}

func list(t *testing.T, n int, decree int64) record.ListWorker {
	return record.ListWorker{By: Officer, At: Noon.Add(time.Hour), NIK: NIK(t, n), Decree: decree}
}

// insured is what account 1 sees of its only worker.
func insured(t *testing.T, s Store) record.Insured {
	t.Helper()
	all := facts(t, s, record.Query{Person: Account(1), Insured: true}).Insured
	if len(all) != 1 {
		t.Fatalf("%d workers are insured, want 1", len(all))
	}
	return all[0]
}

func wantInsured(t *testing.T, s Store, want record.Insured) {
	t.Helper()
	got := insured(t, s)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("insured (-want +got):\n%s", diff)
	}
	if _, err := jamsostek.Law().Cover(got.Known, day(23), jamsostek.Holidays{}); err != nil {
		t.Errorf("what is known tells no cover: %v", err)
	}
}

// siti is what is known of the worker of Filing before anything came of it.
func siti(receipt record.Receipt) record.Insured {
	return record.Insured{
		Receipt: receipt, Name: "Siti", Relation: record.RelationSelf, Since: day(23),
		Known: jamsostek.Known{
			Stage: jamsostek.StageApplied, Terms: jamsostek.Terms{Sector: jamsostek.Others, Payer: jamsostek.Self, Income: 1_234_567},
		},
	}
}

func testListing(t *testing.T, s Store) {
	receipt := filed(t, s, 1)
	wantInsured(t, s, siti(receipt))
	decree := addDecree(t, s, YearOf2026(0))
	row(t, s, "k1", list(t, 1, decree), record.OutcomeNew, "")
	row(t, s, "k2", list(t, 1, decree), record.OutcomeSame, "")

	want := siti(receipt)
	want.Known.Stage, want.Decree = jamsostek.StageListed, "560/91/2026"
	want.Known.Spans = []jamsostek.Span{{Sponsor: jamsostek.Regency, First: month(1), Last: month(12), State: jamsostek.SpanListed}}
	wantInsured(t, s, want)
	history := facts(t, s, record.Query{Person: Account(1), Applications: true}).Applications[0].History
	if last := history[len(history)-1]; len(history) != 2 || last.State != record.StateDecreed || last.At != Noon.Add(time.Hour) {
		t.Errorf("history %+v", history)
	}
	wantListed(t, s, 1)
}

func wantListed(t *testing.T, s Store, want int) {
	t.Helper()
	if decrees := facts(t, s, record.Query{Decrees: true}).Decrees; decrees[0].Listed != want {
		t.Errorf("%d are on the list, want %d", decrees[0].Listed, want)
	}
}

func testNotListed(t *testing.T, s Store) {
	decree := addDecree(t, s, YearOf2026(0))
	refused, left := filed(t, s, 1), filed(t, s, 2)
	if err := s.MoveApplication(t.Context(), refused, record.StateRefused, "Bukan warga Kukar.", Officer, Noon); err != nil {
		t.Fatal(err)
	}
	leave(t, s, left, "moved")
	before := facts(t, s, record.Query{Person: Account(1), Applications: true, Insured: true, Decrees: true})
	row(t, s, "refused", list(t, 1, decree), record.OutcomeRefused, record.WhyRefused)
	row(t, s, "left", list(t, 2, decree), record.OutcomeRefused, record.WhyLeft)
	row(t, s, "unknown", list(t, 3, decree), record.OutcomeRefused, record.WhyUnknownNIK)
	row(t, s, "no decree", list(t, 2, decree+1), record.OutcomeRefused, record.WhyNoDecree)
	row(t, s, "no NIK", record.ListWorker{By: Officer, At: Noon, Decree: decree}, record.OutcomeRefused, record.WhyNoNIK)
	wantFacts(t, s, record.Query{Person: Account(1), Applications: true, Insured: true, Decrees: true}, before)
}

func testQuota(t *testing.T, s Store) {
	decree := addDecree(t, s, YearOf2026(2))
	first := filed(t, s, 1)
	filed(t, s, 2)
	filed(t, s, 3)
	row(t, s, "k1", list(t, 1, decree), record.OutcomeNew, "")
	row(t, s, "k2", list(t, 2, decree), record.OutcomeNew, "")
	row(t, s, "k3", list(t, 3, decree), record.OutcomeRefused, record.WhyQuota)
	row(t, s, "k4", list(t, 2, decree), record.OutcomeSame, "")
	wantListed(t, s, 2)
	leave(t, s, first, "died")
	wantListed(t, s, 1)
	row(t, s, "k5", list(t, 3, decree), record.OutcomeNew, "")
	wantListed(t, s, 2)
}

func testQuotaAtOnce(t *testing.T, s Store) {
	decree := addDecree(t, s, YearOf2026(5))
	for n := range 10 {
		filed(t, s, n)
	}
	var names [10]record.OutcomeName
	var officers errgroup.Group
	for n := range names {
		officers.Go(func() error {
			outcome, err := s.Apply(t.Context(), fmt.Sprint("list-", n), []record.Effect{list(t, n, decree)})
			names[n] = outcome.Name
			return err
		})
	}
	if err := officers.Wait(); err != nil {
		t.Fatal(err)
	}
	listed := 0
	for _, name := range names {
		if name == record.OutcomeNew {
			listed++
		}
	}
	if listed != 5 {
		t.Errorf("%d were listed where there is room for 5: %v", listed, names)
	}
	wantListed(t, s, 5)
}

func testPaidTwice(t *testing.T, s Store) {
	filed(t, s, 1)
	regency := addDecree(t, s, YearOf2026(0))
	d := YearOf2026(0)
	d.Sponsor, d.First, d.Last = jamsostek.Province, month(12), month(12)
	province := addDecree(t, s, d)
	d.Number, d.Sponsor = "560/92/2026", jamsostek.Regency
	more := addDecree(t, s, d)
	row(t, s, "k1", list(t, 1, regency), record.OutcomeNew, "")
	row(t, s, "k2", list(t, 1, province), record.OutcomeRefused, record.WhyPaidTwice)
	row(t, s, "k3", list(t, 1, more), record.OutcomeNew, "")
	wanted := list(t, 1, province)
	wanted.Double = true
	row(t, s, "k4", wanted, record.OutcomeNew, "")
}

func answer(t *testing.T, decree int64, accepted bool) record.AnswerEnrolment {
	e := record.AnswerEnrolment{By: Officer, At: Noon, NIK: NIK(t, 1), Decree: decree, Accepted: accepted, DataDate: day(20)}
	if !accepted {
		e.Field, e.Reason = record.FieldBirth, "TGL LAHIR TIDAK SESUAI 🙂"
	}
	return e
}

// KPJ is a made-up membership number ending in n, which is 0 to 9.
func KPJ(t testing.TB, n int) identity.KPJ {
	t.Helper()
	kpj, err := identity.ParseKPJ(fmt.Sprintf("2599999999%d", n))
	if err != nil {
		t.Fatal(err)
	}
	return kpj
}

func testAccepted(t *testing.T, s Store) {
	receipt, decree := filed(t, s, 1), addDecree(t, s, YearOf2026(0))
	row(t, s, "k1", list(t, 1, decree), record.OutcomeNew, "")
	yes := answer(t, decree, true)
	yes.KPJ = KPJ(t, 1)
	row(t, s, "k2", yes, record.OutcomeNew, "")
	row(t, s, "k3", yes, record.OutcomeSame, "")
	yes.DataDate = day(21)
	row(t, s, "k4", yes, record.OutcomeSame, "")
	yes.KPJ = KPJ(t, 2)
	row(t, s, "k5", yes, record.OutcomeChanged, "")
	yes.KPJ = identity.KPJ{}
	row(t, s, "k6", yes, record.OutcomeSame, "")

	want := siti(receipt)
	want.Known.Stage, want.Decree, want.Known.AsOf = jamsostek.StageListed, "560/91/2026", day(21)
	want.Known.Spans = []jamsostek.Span{{Sponsor: jamsostek.Regency, First: month(1), Last: month(12), State: jamsostek.SpanActive}}
	wantInsured(t, s, want)
}

func testRefused(t *testing.T, s Store) {
	receipt, decree := filed(t, s, 1), addDecree(t, s, YearOf2026(0))
	row(t, s, "k1", list(t, 1, decree), record.OutcomeNew, "")
	no := answer(t, decree, false)
	row(t, s, "k2", no, record.OutcomeNew, "")
	row(t, s, "k3", no, record.OutcomeSame, "")

	want := siti(receipt)
	want.Known.Stage, want.Known.AsOf = jamsostek.StageListed, day(20)
	want.Known.Spans = []jamsostek.Span{{Sponsor: jamsostek.Regency, First: month(1), Last: month(12), State: jamsostek.SpanRefused}}
	want.Correct, want.Why = record.FieldBirth, "TGL LAHIR TIDAK SESUAI 🙂"
	wantInsured(t, s, want)

	row(t, s, "k4", list(t, 1, decree), record.OutcomeChanged, "")
	if got := insured(t, s); got.Correct != "" || got.Known.Spans[0].State != jamsostek.SpanListed {
		t.Errorf("listed anew: %+v", got)
	}
	wantListed(t, s, 1)
	row(t, s, "k5", answer(t, decree, true), record.OutcomeNew, "")
	if got := insured(t, s); got.Correct != "" || got.Why != "" || got.Known.Spans[0].State != jamsostek.SpanActive || got.Decree == "" {
		t.Errorf("accepted in the end: %+v", got)
	}
}

func testAnswersOutOfOrder(t *testing.T, s Store) {
	filed(t, s, 1)
	decree := addDecree(t, s, YearOf2026(0))
	row(t, s, "k1", list(t, 1, decree), record.OutcomeNew, "")
	row(t, s, "k2", answer(t, decree, false), record.OutcomeNew, "")
	yes := answer(t, decree, true)
	yes.DataDate = day(22)
	row(t, s, "k3", yes, record.OutcomeChanged, "")
	before := insured(t, s)
	older := answer(t, decree, false)
	older.DataDate = day(21)
	row(t, s, "k4", older, record.OutcomeSame, "")
	wantInsured(t, s, before)
}

func testAnswersToNobody(t *testing.T, s Store) {
	filed(t, s, 1)
	decree := addDecree(t, s, YearOf2026(0))
	row(t, s, "not listed", answer(t, decree, true), record.OutcomeRefused, record.WhyNotListed)
	row(t, s, "no decree", answer(t, decree+1, true), record.OutcomeRefused, record.WhyNoDecree)
	unknown := answer(t, decree, true)
	unknown.NIK = NIK(t, 2)
	row(t, s, "unknown", unknown, record.OutcomeRefused, record.WhyUnknownNIK)
}

func leave(t *testing.T, s Store, receipt record.Receipt, why jamsostek.Leaving) {
	t.Helper()
	err := s.LeaveWorker(t.Context(), record.Leave{Receipt: receipt, Why: why, On: day(10), By: Officer, At: Noon})
	if err != nil {
		t.Fatal(err)
	}
}

func testLeaving(t *testing.T, s Store) {
	receipt := filed(t, s, 1)
	leave(t, s, receipt, "moved")
	want := siti(receipt)
	want.Known.Left, want.Known.LeftOn = "moved", day(10)
	wantInsured(t, s, want)
	for name, wrong := range map[string]record.Leave{
		"nobody":        {Receipt: receipt, Why: "died", On: day(1)},
		"no day":        {Receipt: receipt, Why: "died", By: Officer},
		"no reason":     {Receipt: receipt, On: day(1), By: Officer},
		"other reason":  {Receipt: receipt, Why: "bored", On: day(1), By: Officer},
		"other receipt": {Receipt: receipt + 1, Why: "died", On: day(1), By: Officer},
	} {
		if err := s.LeaveWorker(t.Context(), wrong); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	wantInsured(t, s, want)
	if err := s.LeaveWorker(t.Context(), record.Leave{Receipt: receipt, By: Officer, At: Noon}); err != nil {
		t.Fatal(err)
	}
	wantInsured(t, s, siti(receipt))
}

func testRates(t *testing.T, s Store) {
	d := YearOf2026(7)
	d.ID = addDecree(t, s, d)
	if _, err := s.AddDecree(t.Context(), d, Officer, Noon); err == nil {
		t.Error("a decree of the same number is kept twice")
	}
	village := YearOf2026(0)
	village.Sponsor = jamsostek.Village
	village.ID = addDecree(t, s, village)
	wantFacts(t, s, record.Query{Decrees: true}, record.Facts{Decrees: []record.Decree{village, d}})
	for name, spoil := range map[string]func(*record.Decree){
		"no number": func(d *record.Decree) { d.Number = "" }, "no sponsor": func(d *record.Decree) { d.Sponsor = "king" },
		"backwards": func(d *record.Decree) { d.First, d.Last = d.Last, d.First }, "a quota below zero": func(d *record.Decree) { d.Quota = -1 },
	} {
		wrong := YearOf2026(1)
		wrong.Number = name
		spoil(&wrong)
		if _, err := s.AddDecree(t.Context(), wrong, Officer, Noon); err == nil {
			t.Errorf("%s: no error", name)
		}
	}

	scale := jamsostek.Scale{From: month(6), Source: "rekaan 🙂", Tiers: []jamsostek.Tier{{From: 0, Base: 1, JKK: 2, JKM: 3, JHT: 4}}}
	relief := jamsostek.Relief{
		Sector: jamsostek.Transport, Payers: []jamsostek.Payer{jamsostek.Self}, First: month(1), Last: month(3), Percent: 0, Source: "rekaan",
	}
	wrong := record.Rates{Scales: []jamsostek.Scale{scale, {Source: "rekaan"}}}
	if err := s.AddRates(t.Context(), wrong, Officer, Noon); err == nil {
		t.Error("a scale without tiers is kept")
	}
	if err := s.AddRates(t.Context(), record.Rates{Reliefs: []jamsostek.Relief{relief}}, "", Noon); err == nil {
		t.Error("nobody adds a relief")
	}
	later := relief
	later.Percent = 50
	want := record.Rates{Scales: []jamsostek.Scale{scale}, Reliefs: []jamsostek.Relief{relief, later}}
	for _, rates := range []record.Rates{{Scales: want.Scales, Reliefs: want.Reliefs[:1]}, {Reliefs: want.Reliefs[1:]}} {
		if err := s.AddRates(t.Context(), rates, Officer, Noon); err != nil {
			t.Fatal(err)
		}
	}
	wantFacts(t, s, record.Query{Person: Account(9), Insured: true}, record.Facts{Rates: want})
}
