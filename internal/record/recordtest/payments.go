package recordtest

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/jamsostek"
	"jagaetam/internal/record"
)

func report(receipt record.Receipt, first, months int) record.ReportPayment {
	return record.ReportPayment{
		By: Account(1), At: Noon, Receipt: receipt, First: month(first), Months: months,
		Evidence: chat.File{ID: "tg:AgAC", Type: "image/jpeg", Size: 7, Name: "struk Siti.jpg"},
	}
}

func paid(months ...int) []jamsostek.Paid {
	var all []jamsostek.Paid
	for _, m := range months {
		all = append(all, jamsostek.Paid{Month: month(m)})
	}
	return all
}

func wantPaid(t *testing.T, s Store, want []jamsostek.Paid) {
	t.Helper()
	if diff := cmp.Diff(want, insured(t, s).Known.Paid); diff != "" {
		t.Errorf("paid (-want +got):\n%s", diff)
	}
}

func testReportedPayments(t *testing.T, s Store) {
	receipt := filed(t, s, 1)
	wantOutcome(t, s, "k1", report(receipt, 10, 3), record.Outcome{Name: record.OutcomeReported, Receipt: receipt})
	wantOutcome(t, s, "k2", report(receipt, 11, 1), record.Outcome{Name: record.OutcomeSame, Receipt: receipt})
	wantOutcome(t, s, "k3", report(receipt, 12, 2), record.Outcome{Name: record.OutcomeReported, Receipt: receipt})
	want := append(paid(10, 11, 12), jamsostek.Paid{Month: civil.Month{Year: 2027, Month: time.January}})
	wantPaid(t, s, want)
	stranger := report(receipt, 1, 1)
	stranger.By = Account(2)
	wantOutcome(t, s, "k4", stranger, record.Outcome{Name: record.OutcomeNoMatch})
	wantOutcome(t, s, "k5", report(receipt+1, 1, 1), record.Outcome{Name: record.OutcomeNoMatch})
	wantPaid(t, s, want)
}

func testAnsweredPayments(t *testing.T, s Store) {
	receipt := filed(t, s, 1)
	apply(t, s, "k1", report(receipt, 10, 2))
	without := report(receipt, 12, 1)
	without.Evidence, without.At = chat.File{}, Noon.Add(time.Hour)
	apply(t, s, "k2", without)
	wantReported(t, s, []record.ReportedPayment{
		{Receipt: receipt, Month: month(10), At: Noon, Evidence: report(receipt, 1, 1).Evidence},
		{Receipt: receipt, Month: month(11), At: Noon, Evidence: report(receipt, 1, 1).Evidence},
		{Receipt: receipt, Month: month(12), At: Noon.Add(time.Hour)},
	})
	yes := record.PaymentAnswer{Receipt: receipt, Month: month(10), Accept: true, By: Officer, At: Noon}
	no := record.PaymentAnswer{Receipt: receipt, Month: month(11), Reason: "Struk tidak terbaca.", By: Officer, At: Noon}
	for _, answer := range []record.PaymentAnswer{yes, no, no} {
		if err := s.AnswerPayment(t.Context(), answer); err != nil {
			t.Fatal(err)
		}
	}
	wantPaid(t, s, []jamsostek.Paid{{Month: month(10), Confirmed: true}, {Month: month(12)}})
	wantReported(t, s, []record.ReportedPayment{{Receipt: receipt, Month: month(12), At: Noon.Add(time.Hour)}})

	unsaid, nobody, other, never := no, yes, yes, yes
	unsaid.Reason, nobody.By, other.Receipt, never.Month = " ", "", receipt+1, month(1)
	for _, wrong := range []struct {
		answer record.PaymentAnswer
		want   error
	}{{unsaid, record.ErrNeedsReason}, {nobody, record.ErrNobody}, {other, record.ErrNotFound}, {never, record.ErrNotFound}} {
		if err := s.AnswerPayment(t.Context(), wrong.answer); !errors.Is(err, wrong.want) {
			t.Errorf("%v, want %v", err, wrong.want)
		}
	}
	wantOutcome(t, s, "k3", report(receipt, 11, 1), record.Outcome{Name: record.OutcomeReported, Receipt: receipt})
	wantPaid(t, s, []jamsostek.Paid{{Month: month(10), Confirmed: true}, {Month: month(11)}, {Month: month(12)}})
}

func wantReported(t *testing.T, s Store, want []record.ReportedPayment) {
	t.Helper()
	got, err := s.ReportedPayments(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("reported payments (-want +got):\n%s", diff)
	}
}

func confirm(t *testing.T, first, months int, sponsor jamsostek.Sponsor) record.ConfirmMonths {
	return record.ConfirmMonths{
		By: Officer, At: Noon, NIK: NIK(t, 1), First: month(first), Months: months, Sponsor: sponsor, DataDate: day(15),
	}
}

func testConfirmedMonths(t *testing.T, s Store) {
	receipt := filed(t, s, 1)
	apply(t, s, "k1", report(receipt, 10, 1))
	row(t, s, "k2", confirm(t, 9, 2, ""), record.OutcomeChanged, "")
	row(t, s, "k3", confirm(t, 9, 2, ""), record.OutcomeSame, "")
	row(t, s, "k4", confirm(t, 10, 2, ""), record.OutcomeNew, "")
	later := confirm(t, 9, 1, "")
	later.DataDate = day(18)
	row(t, s, "k5", later, record.OutcomeSame, "")
	row(t, s, "k6", confirm(t, 9, 1, ""), record.OutcomeSame, "")
	unknown := confirm(t, 9, 1, "")
	unknown.NIK = NIK(t, 2)
	row(t, s, "k7", unknown, record.OutcomeRefused, record.WhyUnknownNIK)
	wantOutcome(t, s, "k8", report(receipt, 9, 1), record.Outcome{Name: record.OutcomeSame, Receipt: receipt})

	want := siti(receipt)
	want.Known.AsOf = day(18)
	want.Known.Paid = []jamsostek.Paid{
		{Month: month(9), Confirmed: true}, {Month: month(10), Confirmed: true}, {Month: month(11), Confirmed: true},
	}
	wantInsured(t, s, want)
}

func testSponsoredMonths(t *testing.T, s Store) {
	filed(t, s, 1)
	row(t, s, "k1", confirm(t, 3, 1, jamsostek.Village), record.OutcomeNew, "")
	row(t, s, "k2", confirm(t, 3, 1, ""), record.OutcomeNew, "")
	got := insured(t, s).Known
	spans := []jamsostek.Span{{Sponsor: jamsostek.Village, First: month(3), Last: month(3), State: jamsostek.SpanActive}}
	if diff := cmp.Diff(spans, got.Spans); diff != "" || len(got.Paid) != 1 {
		t.Errorf("paid %+v, spans (-want +got):\n%s", got.Paid, diff)
	}
	decree := addDecree(t, s, YearOf2026(0))
	row(t, s, "k3", list(t, 1, decree), record.OutcomeRefused, record.WhyPaidTwice)
}

func testImpossibleRows(t *testing.T, s Store) {
	receipt := filed(t, s, 1)
	decree := addDecree(t, s, YearOf2026(0))
	before := facts(t, s, record.Query{Person: Account(1), Applications: true, Insured: true})
	words := chat.Words{Key: "k"}
	for name, bad := range map[string]record.Effect{
		"thirteen months":        report(receipt, 1, 13),
		"no months":              report(receipt, 1, 0),
		"no first month":         record.ReportPayment{By: Account(1), At: Noon, Receipt: receipt, Months: 1},
		"no receipt":             report(0, 1, 1),
		"a king pays":            confirm(t, 1, 1, "king"),
		"nobody lists":           record.ListWorker{At: Noon, NIK: NIK(t, 1), Decree: decree},
		"nobody proposes":        record.ProposeWorker{At: Noon, Worker: Filing(t, Account(1), "r", NIK(t, 2)).Worker},
		"a wrong field":          record.AnswerEnrolment{By: Officer, At: Noon, NIK: NIK(t, 1), Decree: decree, Field: "shoe"},
		"another register":       record.MatchWorker{By: Officer, At: Noon, NIK: NIK(t, 1), Source: "oracle", Result: record.MatchAgrees},
		"another result":         record.MatchWorker{By: Officer, At: Noon, NIK: NIK(t, 1), Source: record.MatchDTSEN, Result: "maybe"},
		"the eleventh decile":    record.MatchWorker{By: Officer, At: Noon, NIK: NIK(t, 1), Source: record.MatchDTSEN, Result: record.MatchAgrees, Decile: 11},
		"words to nobody":        record.Say{Tell: record.Tell{Words: words}},
		"words to two":           record.Say{Tell: record.Tell{To: "tg:1", Receipt: receipt, Words: words}},
		"no words":               record.Say{Tell: record.Tell{To: "tg:1"}},
		"confirmed for no month": record.ConfirmMonths{By: Officer, At: Noon, NIK: NIK(t, 1), Months: 1},
	} {
		if outcome, err := s.Apply(t.Context(), name, []record.Effect{list(t, 1, decree), bad}); err == nil {
			t.Errorf("%s: %+v and no error", name, outcome)
		}
	}
	wantFacts(t, s, record.Query{Person: Account(1), Applications: true, Insured: true}, before)
}

// testPlans has a worker and his helper plan, and a stranger try.
func testPlans(t *testing.T, s Store) {
	siti, helper := Account(1), Account(9)
	receipt := apply(t, s, "k1", Filing(t, siti, "r1", NIK(t, 1))).Receipt
	plan := func(by int, months int, jht bool) record.PlanMonths {
		return record.PlanMonths{By: Account(by), At: Noon, Receipt: receipt, Plan: record.Plan{First: civil.Month{Year: 2027, Month: 1}, Months: months, JHT: jht}}
	}
	answered := record.Outcome{Name: record.OutcomeAnswered, Receipt: receipt}
	want := func(want record.Plan) {
		t.Helper()
		if got := facts(t, s, record.Query{Person: siti, Insured: true}).Insured[0].Plan; got != want {
			t.Errorf("the plan is %+v, want %+v", got, want)
		}
		if got := facts(t, s, record.Query{Person: siti, Kept: true}).Kept[0].Plan; got != want {
			t.Errorf("the plan is kept as %+v, want %+v", got, want)
		}
		if got := roll(t, s)[0].Plan; got != want {
			t.Errorf("the roll has the plan %+v, want %+v", got, want)
		}
	}
	want(record.Plan{})
	wantOutcome(t, s, "k2", plan(1, 6, true), answered)
	want(plan(1, 6, true).Plan)
	wantOutcome(t, s, "k3", plan(1, 3, false), answered)
	want(plan(1, 3, false).Plan)
	wantOutcome(t, s, "k4", plan(2, 12, false), record.Outcome{Name: record.OutcomeNoMatch})
	want(plan(1, 3, false).Plan)
	wantOutcome(t, s, "k5", record.PlanMonths{By: siti, At: Noon, Receipt: receipt}, answered)
	want(record.Plan{})

	helped := Filing(t, helper, "r2", NIK(t, 2))
	helped.Relation = record.RelationHelper
	asked := apply(t, s, "k6", record.AskToHelp{By: helper, At: Noon, Kind: record.HelperRT, Name: "Slamet", Village: "64.02.06.1001"})
	apply(t, s, "k7", record.AnswerHelper{Officer: Officer, At: Noon, Number: asked.Helper, State: record.HelperAdmitted})
	receipt = apply(t, s, "k8", helped).Receipt
	wantOutcome(t, s, "k9", plan(9, 12, false), record.Outcome{Name: record.OutcomeAnswered, Receipt: receipt})

	for name, wrong := range map[string]record.PlanMonths{"two months": plan(1, 2, false), "nobody": {Receipt: receipt}, "no month": {By: siti, Plan: record.Plan{Months: 3}}} {
		if _, err := s.Apply(t.Context(), name, []record.Effect{wrong}); err == nil {
			t.Errorf("%s can be planned", name)
		}
	}
}
