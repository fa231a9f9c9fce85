package recordtest

import (
	"fmt"
	"testing"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/identity"
	"jagaetam/internal/record"
)

// AsksToHelp is a made-up person's wish to help, with every field filled.
func AsksToHelp(t testing.TB, by chat.Person) record.AskToHelp {
	t.Helper()
	phone, err := identity.ParsePhone("081299990009")
	if err != nil {
		t.Fatal(err)
	}
	return record.AskToHelp{
		By: by, At: Noon, Kind: record.HelperRT, Name: "H. Rahman Karangan", Phone: phone, Village: "64.02.06.1001",
	}
}

// admit makes the account a helper.
func admit(t *testing.T, s Store, by chat.Person) record.HelperNumber {
	t.Helper()
	number := apply(t, s, "ask-"+by.ID, AsksToHelp(t, by)).Helper
	wantOutcome(t, s, "admit-"+by.ID, record.AnswerHelper{Officer: "test", At: Noon, Number: number, State: record.HelperAdmitted},
		record.Outcome{Name: record.OutcomeAnswered, Helper: number})
	return number
}

func filesFor(t *testing.T, by chat.Person, run string, n int) record.FileApplication {
	t.Helper()
	filing := Filing(t, by, run, NIK(t, n))
	filing.Relation = record.RelationHelper
	return filing
}

func testHelperComesAndGoes(t *testing.T, s Store) {
	rahman, budi := Account(3), Account(2)
	query := record.Query{Person: rahman, Helper: true}
	wantFacts(t, s, query, record.Facts{})
	wantOutcome(t, s, "k0", filesFor(t, rahman, "r0", 1), record.Outcome{Name: record.OutcomeNotAllowed})

	number := apply(t, s, "k1", AsksToHelp(t, rahman)).Helper
	if other := apply(t, s, "k2", AsksToHelp(t, budi)).Helper; other == number || number == 0 {
		t.Errorf("two helpers are %s and %s", number, other)
	}
	fact := record.Helper{Number: number, State: record.HelperAsked, Kind: record.HelperRT, Village: "64.02.06.1001", Since: Noon}
	wantFacts(t, s, query, record.Facts{Helper: fact})
	again := AsksToHelp(t, rahman)
	again.At, again.Kind = Noon.Add(time.Hour), record.HelperAgent
	wantOutcome(t, s, "k3", again, record.Outcome{Name: record.OutcomeAsked, Helper: number})
	wantFacts(t, s, query, record.Facts{Helper: fact})
	wantOutcome(t, s, "k4", filesFor(t, rahman, "r0", 1), record.Outcome{Name: record.OutcomeNotAllowed})

	hour := 0
	answer := func(state record.HelperState, want record.OutcomeName) {
		t.Helper()
		hour++
		told := record.Outcome{Name: want, Helper: number}
		if want == record.OutcomeNoMatch {
			told.Helper = 0
		}
		at := Noon.Add(time.Duration(hour) * time.Hour)
		wantOutcome(t, s, "answer-"+at.String(), record.AnswerHelper{Officer: "test", At: at, Number: number, State: state}, told)
		if want == record.OutcomeAnswered {
			fact.State, fact.Since = state, at
		}
		wantFacts(t, s, query, record.Facts{Helper: fact})
	}
	answer(record.HelperEnded, record.OutcomeNoMatch)
	answer(record.HelperRefused, record.OutcomeAnswered)
	answer(record.HelperRefused, record.OutcomeSame)
	apply(t, s, "k5", again)
	fact.State, fact.Since, fact.Kind = record.HelperAsked, again.At, record.HelperAgent
	answer(record.HelperAdmitted, record.OutcomeAnswered)
	answer(record.HelperAsked, record.OutcomeNoMatch)

	receipt := apply(t, s, "k6", filesFor(t, rahman, "r1", 1)).Receipt
	fact.People = 1
	wantFacts(t, s, query, record.Facts{Helper: fact})
	wantOutcome(t, s, "k7", filesFor(t, rahman, "r2", 1), record.Outcome{Name: record.OutcomeOwn, Receipt: receipt})
	wantOutcome(t, s, "k8", filesFor(t, budi, "r3", 1), record.Outcome{Name: record.OutcomeNotAllowed})
	admit(t, s, budi)
	wantOutcome(t, s, "k9", filesFor(t, budi, "r3", 1), record.Outcome{Name: record.OutcomeTaken})
	wantFacts(t, s, record.Query{Person: rahman, Applications: true, Kept: true}, record.Facts{})
	if insured := facts(t, s, record.Query{Person: rahman, Insured: true}).Insured; len(insured) != 1 || insured[0].Relation != record.RelationHelper {
		t.Errorf("the helper follows %+v", insured)
	}

	fact.People = 0
	answer(record.HelperEnded, record.OutcomeAnswered)
	if insured := facts(t, s, record.Query{Person: rahman, Insured: true}).Insured; len(insured) != 0 {
		t.Errorf("after his end the helper follows %+v", insured)
	}
	wantOutcome(t, s, "k10", filesFor(t, rahman, "r4", 2), record.Outcome{Name: record.OutcomeNotAllowed})
	wantOutcome(t, s, "k11", record.AnswerHelper{Officer: "test", At: Noon, Number: 99, State: record.HelperAdmitted},
		record.Outcome{Name: record.OutcomeNoMatch})
}

func testOrderOfTheInsured(t *testing.T, s Store) {
	rahman := Account(3)
	admit(t, s, rahman)
	var receipts []record.Receipt
	for n := range 60 {
		run := fmt.Sprint("r", n)
		filing := filesFor(t, rahman, run, n)
		if n == 20 {
			filing.Relation = record.RelationSelf
		}
		filing.At = Noon.Add(time.Duration(n) * time.Minute)
		receipts = append(receipts, apply(t, s, run, filing).Receipt)
	}
	insured := facts(t, s, record.Query{Person: rahman, Insured: true}).Insured
	if len(insured) != 50 || insured[0].Relation != record.RelationSelf || insured[0].Receipt != receipts[20] {
		t.Fatalf("%d are insured, the first %+v", len(insured), insured[0])
	}
	for n, i := range insured[1:] {
		want := receipts[59-n]
		if n >= 39 {
			want = receipts[58-n]
		}
		if i.Relation != record.RelationHelper || i.Receipt != want {
			t.Errorf("number %d is %s of %s, want %s", n+1, i.Relation, i.Receipt, want)
		}
	}
	wantReceipts(t, s, rahman, receipts[20])
}

func testClaim(t *testing.T, s Store) {
	siti, budi, rahman := Account(1), Account(2), Account(3)
	admit(t, s, rahman)
	receipt := apply(t, s, "k1", filesFor(t, rahman, "r1", 1)).Receipt
	card := func(person chat.Person) string { return facts(t, s, record.Query{Person: person, Card: receipt}).Card }
	code := card(rahman)
	if tidy, ok := identity.ParseCode(code); !ok || tidy != code {
		t.Fatalf("the card says %q", code)
	}
	if again := card(rahman); again != code {
		t.Errorf("and then %q", again)
	}
	if seen := card(siti); seen != "" {
		t.Errorf("another sees %q", seen)
	}
	wantOutcome(t, s, "k2", record.ClaimWorker{By: rahman, At: Noon, Code: code}, record.Outcome{Name: record.OutcomeOwn, Receipt: receipt})
	wantOutcome(t, s, "k3", record.ClaimWorker{By: siti, At: Noon, Code: "ZZZZ-ZZZZ"}, record.Outcome{Name: record.OutcomeNoMatch})
	typed := " " + code[:4] + " " + code[5:]
	wantOutcome(t, s, "k4", record.ClaimWorker{By: siti, At: Noon, Code: typed}, record.Outcome{Name: record.OutcomeClaimed, Receipt: receipt})
	wantReceipts(t, s, siti, receipt)
	wantReceipts(t, s, rahman)
	wantOutcome(t, s, "k5", record.ClaimWorker{By: siti, At: Noon, Code: code}, record.Outcome{Name: record.OutcomeOwn, Receipt: receipt})
	wantOutcome(t, s, "k6", record.ClaimWorker{By: budi, At: Noon, Code: code}, record.Outcome{Name: record.OutcomeNoMatch})
	if left := card(rahman); left != "" {
		t.Errorf("after the claim the card says %q", left)
	}
	if people := facts(t, s, record.Query{Person: rahman, Helper: true}).Helper.People; people != 1 {
		t.Errorf("the helper has %d people", people)
	}
	helpers := facts(t, s, record.Query{Person: siti, Kept: true}).Kept[0].Helpers
	if len(helpers) != 1 || helpers[0] != (record.HelpedBy{Name: "Rahman", Kind: record.HelperRT, Village: "64.02.06.1001", Since: Noon}) {
		t.Errorf("she is helped by %+v", helpers)
	}

	wantOutcome(t, s, "k7", record.EndHelp{By: rahman, At: Noon, Receipt: receipt}, record.Outcome{Name: record.OutcomeNoMatch})
	wantOutcome(t, s, "k8", record.EndHelp{By: siti, At: Noon, Receipt: receipt + 1}, record.Outcome{Name: record.OutcomeNoMatch})
	wantOutcome(t, s, "k9", record.EndHelp{By: siti, At: Noon, Receipt: receipt}, record.Outcome{Name: record.OutcomeAnswered, Receipt: receipt})
	if people := facts(t, s, record.Query{Person: rahman, Helper: true}).Helper.People; people != 0 {
		t.Errorf("after the end the helper has %d people", people)
	}
	wantReceipts(t, s, siti, receipt)
}

func testCodeOfAnEndedHelper(t *testing.T, s Store) {
	siti, rahman := Account(1), Account(3)
	number := admit(t, s, rahman)
	receipt := apply(t, s, "k1", filesFor(t, rahman, "r1", 1)).Receipt
	code := facts(t, s, record.Query{Person: rahman, Card: receipt}).Card
	apply(t, s, "k2", record.AnswerHelper{Officer: "test", At: Noon, Number: number, State: record.HelperEnded})
	wantOutcome(t, s, "k3", record.ClaimWorker{By: siti, At: Noon, Code: code}, record.Outcome{Name: record.OutcomeNoMatch})
	if card := facts(t, s, record.Query{Person: rahman, Card: receipt}).Card; card != "" {
		t.Errorf("the helper of before sees %q", card)
	}
}

func testGuessedCodes(t *testing.T, s Store) {
	siti, rahman := Account(1), Account(3)
	admit(t, s, rahman)
	receipt := apply(t, s, "k1", filesFor(t, rahman, "r1", 1)).Receipt
	code := facts(t, s, record.Query{Person: rahman, Card: receipt}).Card
	for i, guess := range []string{"ZZZZ-ZZZ1", "ZZZZ-ZZZ2", "no code at all"} {
		wantOutcome(t, s, guess, record.ClaimWorker{By: siti, At: Noon.Add(time.Duration(i) * time.Minute), Code: guess},
			record.Outcome{Name: record.OutcomeNoMatch})
	}
	until := Noon.Add(17 * time.Minute)
	claim := record.ClaimWorker{By: siti, At: until.Add(-time.Second), Code: code}
	wantOutcome(t, s, "early", claim, record.Outcome{Name: record.OutcomeWait, Until: until})
	claim.At = until
	wantOutcome(t, s, "late", claim, record.Outcome{Name: record.OutcomeClaimed, Receipt: receipt})
}
