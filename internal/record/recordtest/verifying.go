package recordtest

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/sync/errgroup"

	"jagaetam/internal/chat"
	"jagaetam/internal/record"
)

// Appoint makes the account an officer with the roles, for the districts.
func Appoint(t *testing.T, s Store, person chat.Person, roles []record.Role, districts ...string) {
	t.Helper()
	token, err := s.InviteOfficer(t.Context(), roles, districts, "test", Noon)
	if err != nil {
		t.Fatal(err)
	}
	join := record.JoinOffice{By: person, At: Noon, Token: token}
	wantOutcome(t, s, "join-"+person.ID+token, join, record.Outcome{Name: record.OutcomeAnswered})
}

var verifying = []record.Role{record.RoleVerifier}

// queued files so many applications, an hour apart, each by an account of its own from Account(1) on, before Noon.
func queued(t *testing.T, s Store, n int) []record.Receipt {
	t.Helper()
	var receipts []record.Receipt
	for i := range n {
		filing := Filing(t, Account(i+1), "r", NIK(t, i+1))
		filing.At = Noon.Add(time.Duration(i-n) * time.Hour)
		receipts = append(receipts, apply(t, s, fmt.Sprint("file", i), filing).Receipt)
	}
	return receipts
}

func work(t *testing.T, s Store, person chat.Person, now time.Time) record.Work {
	t.Helper()
	return facts(t, s, record.Query{Person: person, Work: true, Now: now}).Work
}

func outcomeOf(name record.OutcomeName, receipt record.Receipt) record.Outcome {
	return record.Outcome{Name: name, Receipt: receipt}
}

func testExamining(t *testing.T, s Store) {
	ani, budi := Account(21), Account(22)
	Appoint(t, s, ani, verifying)
	Appoint(t, s, budi, verifying, "64.02.06")
	receipts := queued(t, s, 3)
	if got := work(t, s, ani, Noon); got.Waiting != 3 || got.Held.Receipt != 0 {
		t.Fatalf("before: %+v", got)
	}
	lease := func(by chat.Person, at time.Time, after record.Receipt) record.Receipt {
		return apply(t, s, fmt.Sprint("lease", by.ID, at, after), record.LeaseApplication{By: by.ID, At: at, After: after}).Receipt
	}
	if got := lease(ani, Noon, 0); got != receipts[0] {
		t.Errorf("the oldest is %s, not %s", got, receipts[0])
	}
	if got := lease(budi, Noon.Add(time.Minute), 0); got != receipts[1] {
		t.Errorf("the second officer has %s, not %s", got, receipts[1])
	}
	if got := lease(budi, Noon.Add(2*time.Minute), receipts[1]); got != receipts[2] {
		t.Errorf("after a skip he has %s, not %s", got, receipts[2])
	}
	if got := lease(budi, Noon.Add(3*time.Minute), receipts[2]); got != receipts[1] {
		t.Errorf("after the last one he has %s, not %s", got, receipts[1])
	}
	held := work(t, s, ani, Noon).Held
	filing := Filing(t, Account(1), "r", NIK(t, 1))
	want := record.Held{
		Receipt: receipts[0], State: record.StateReceived, Since: Noon.Add(-3 * time.Hour), FiledAt: Noon.Add(-3 * time.Hour),
		Until: Noon.Add(record.LeaseHolds), Worker: filing.Worker, Flags: filing.Flags, Attribution: filing.Attribution,
		Twins: []record.Twin{
			{Receipt: receipts[2], Name: "Siti", State: record.StateReceived, SameBirth: true},
			{Receipt: receipts[1], Name: "Siti", State: record.StateReceived, SameBirth: true},
		},
		Insured: held.Insured,
	}
	if diff := cmp.Diff(want, held, numbers); diff != "" || held.Insured.Receipt != receipts[0] {
		t.Errorf("held (-want +got), insured %+v:\n%s", held.Insured, diff)
	}
	// The lease ends by the time that is handed in: another takes it, and who had it can decide no more.
	end := Noon.Add(record.LeaseHolds)
	if got := lease(budi, end.Add(-time.Second), receipts[1]); got != receipts[2] {
		t.Errorf("a second before the end of the lease he has %s, not %s", got, receipts[2])
	}
	if got := lease(budi, end, receipts[2]); got != receipts[0] {
		t.Errorf("at the end of the lease he has %s, not %s", got, receipts[0])
	}
	late := record.Decide{By: ani.ID, At: end.Add(time.Second), Receipt: receipts[0], To: record.StateVerifying}
	wantOutcome(t, s, "late", late, outcomeOf(record.OutcomeLost, receipts[0]))
	if got := work(t, s, ani, end).Held.Receipt; got != 0 {
		t.Errorf("who lost it still has %s", got)
	}
}

func testExaminedAtOnce(t *testing.T, s Store) {
	receipts := queued(t, s, 6)
	var officers []chat.Person
	for i := range 8 {
		officers = append(officers, Account(30+i))
		Appoint(t, s, officers[i], verifying)
	}
	var mu sync.Mutex
	leased := map[record.Receipt]int{}
	var all errgroup.Group
	for i, officer := range officers {
		all.Go(func() error {
			outcome, err := s.Apply(t.Context(), fmt.Sprint("lease", i), []record.Effect{record.LeaseApplication{By: officer.ID, At: Noon}})
			mu.Lock()
			defer mu.Unlock()
			leased[outcome.Receipt]++
			return err
		})
	}
	if err := all.Wait(); err != nil {
		t.Fatal(err)
	}
	for _, receipt := range receipts {
		if leased[receipt] != 1 {
			t.Errorf("%s is with %d officers", receipt, leased[receipt])
		}
	}
	if leased[0] != 2 {
		t.Errorf("%d officers have none, want 2", leased[0])
	}
}

func testDeciding(t *testing.T, s Store) {
	ani, siti := Account(21), Account(1)
	Appoint(t, s, ani, verifying)
	receipts := queued(t, s, 2)
	early := record.Decide{By: ani.ID, At: Noon, Receipt: receipts[0], To: record.StateVerifying}
	wantOutcome(t, s, "early", early, outcomeOf(record.OutcomeLost, receipts[0]))
	early.By = Account(99).ID
	wantOutcome(t, s, "a stranger", early, record.Outcome{Name: record.OutcomeNotAllowed})
	apply(t, s, "lease", record.LeaseApplication{By: ani.ID, At: Noon})
	at := Noon.Add(time.Minute)
	back := record.Decide{
		By: ani.ID, At: at, Receipt: receipts[0], To: record.StateReturned, Field: record.FieldAddress, Reason: "Nomor rumahnya belum ada 🙂",
	}
	wantOutcome(t, s, "back", back, outcomeOf(record.OutcomeDecided, receipts[0]))
	wantOutcome(t, s, "back", back, outcomeOf(record.OutcomeDecided, receipts[0])) // the same message again
	wantOutcome(t, s, "twice", back, outcomeOf(record.OutcomeLost, receipts[0]))
	insured := facts(t, s, record.Query{Person: siti, Insured: true}).Insured[0]
	if insured.Correct != record.FieldAddress || insured.Why != back.Reason {
		t.Errorf("the worker is to correct %q because of %q", insured.Correct, insured.Why)
	}
	history := facts(t, s, record.Query{Person: siti, Applications: true}).Applications[0].History
	if last := history[len(history)-1]; last != (record.Moved{State: record.StateReturned, At: at, Reason: back.Reason, Field: record.FieldAddress}) {
		t.Errorf("the last step is %+v", last)
	}
	if got := work(t, s, ani, at).Held.Receipt; got != receipts[1] {
		t.Errorf("after the decision %s is with him, not %s", got, receipts[1])
	}

	undo := record.UndoDecision{By: ani.ID, At: at.Add(record.UndoWithin + time.Second), Receipt: receipts[0]}
	wantOutcome(t, s, "too late", undo, outcomeOf(record.OutcomeLost, receipts[0]))
	undo.At = at.Add(record.UndoWithin)
	wantOutcome(t, s, "undo", undo, outcomeOf(record.OutcomeUndone, receipts[0]))
	wantOutcome(t, s, "undo twice", undo, outcomeOf(record.OutcomeLost, receipts[0]))
	if held := work(t, s, ani, undo.At).Held; held.Receipt != receipts[0] || held.State != record.StateReceived {
		t.Errorf("after the undoing %s is with him, %s", held.Receipt, held.State)
	}
	forward := record.Decide{By: ani.ID, At: undo.At, Receipt: receipts[0], To: record.StateVerifying}
	wantOutcome(t, s, "too far", record.Decide{By: ani.ID, At: undo.At, Receipt: receipts[0], To: record.StateDecreed}, outcomeOf(record.OutcomeLost, receipts[0]))
	wantOutcome(t, s, "forward", forward, outcomeOf(record.OutcomeDecided, receipts[0]))
	if got := work(t, s, ani, undo.At).Held.Receipt; got != receipts[1] {
		t.Errorf("what moved on goes to the end, but %s is with him", got)
	}
	forward.To = record.StateRefused
	if _, err := s.Apply(t.Context(), "no reason", []record.Effect{forward}); !errors.Is(err, record.ErrNeedsReason) {
		t.Errorf("a refusal without a reason: %v", err)
	}
}

// What has followed a decision makes it too late to take back: the worker has corrected, or another officer has it in hand.
func testUndoAfterwards(t *testing.T, s Store) {
	ani, budi, siti := Account(21), Account(22), Account(1)
	Appoint(t, s, ani, verifying)
	Appoint(t, s, budi, verifying)
	receipt := queued(t, s, 1)[0]
	apply(t, s, "lease", record.LeaseApplication{By: ani.ID, At: Noon})
	decide := record.Decide{By: ani.ID, At: Noon, Receipt: receipt, To: record.StateReturned, Field: record.FieldAddress, Reason: "reason.address.unclear"}
	wantOutcome(t, s, "decide", decide, outcomeOf(record.OutcomeDecided, receipt))
	undo := record.UndoDecision{By: budi.ID, At: Noon.Add(time.Minute), Receipt: receipt}
	wantOutcome(t, s, "another's", undo, outcomeOf(record.OutcomeLost, receipt))
	worker := Filing(t, siti, "r", NIK(t, 1)).Worker
	worker.Address = "Jalan Karangan 100"
	apply(t, s, "correct", record.CorrectWorker{Run: "c", By: siti, At: Noon.Add(time.Minute), Receipt: receipt, Field: record.FieldAddress, Worker: worker})
	undo.By = ani.ID
	wantOutcome(t, s, "after a correction", undo, outcomeOf(record.OutcomeLost, receipt))

	apply(t, s, "lease again", record.LeaseApplication{By: ani.ID, At: Noon.Add(2 * time.Minute)})
	decide = record.Decide{By: ani.ID, At: Noon.Add(2 * time.Minute), Receipt: receipt, To: record.StateVerifying}
	wantOutcome(t, s, "forward", decide, outcomeOf(record.OutcomeDecided, receipt))
	// The only one there is came back to ani at once; budi gets it when her lease ends.
	apply(t, s, "budi", record.LeaseApplication{By: budi.ID, At: Noon.Add(2*time.Minute + record.LeaseHolds)})
	undo.At = Noon.Add(2*time.Minute + record.UndoWithin)
	wantOutcome(t, s, "in another's hand", undo, outcomeOf(record.OutcomeLost, receipt))
}

func testDecidingOnADecree(t *testing.T, s Store) {
	ani, siti := Account(21), Account(1)
	Appoint(t, s, ani, verifying)
	receipts := queued(t, s, 2)
	decree := addDecree(t, s, YearOf2026(1))
	tries := 0
	to := func(receipt record.Receipt, state record.ApplicationState, decree int64) record.Outcome {
		t.Helper()
		tries++
		for range 3 { // whichever of the two is with her
			if work(t, s, ani, Noon).Held.Receipt == receipt {
				break
			}
			apply(t, s, fmt.Sprint("lease", tries, work(t, s, ani, Noon).Held.Receipt), record.LeaseApplication{By: ani.ID, At: Noon, After: work(t, s, ani, Noon).Held.Receipt})
		}
		return apply(t, s, fmt.Sprint("decide", tries), record.Decide{By: ani.ID, At: Noon, Receipt: receipt, To: state, Decree: decree})
	}
	for _, receipt := range receipts {
		for _, state := range []record.ApplicationState{record.StateVerifying, record.StateMatching} {
			if got := to(receipt, state, 0); got.Name != record.OutcomeDecided {
				t.Fatalf("%s to %s: %+v", receipt, state, got)
			}
		}
	}
	if got := to(receipts[0], record.StateDecreed, decree+1); got.Why != record.WhyNoDecree {
		t.Errorf("onto no decree: %+v", got)
	}
	if got := to(receipts[0], record.StateDecreed, decree); got.Name != record.OutcomeDecided {
		t.Errorf("onto the decree: %+v", got)
	}
	if spans := facts(t, s, record.Query{Person: siti, Insured: true}).Insured[0].Known.Spans; len(spans) != 1 {
		t.Errorf("the worker has the spans %v", spans)
	}
	if got := to(receipts[1], record.StateDecreed, decree); got.Name != record.OutcomeRefused || got.Why != record.WhyQuota {
		t.Errorf("onto a full decree: %+v", got)
	}
	wantOutcome(t, s, "undo", record.UndoDecision{By: ani.ID, At: Noon.Add(time.Minute), Receipt: receipts[0]}, outcomeOf(record.OutcomeUndone, receipts[0]))
	if known := facts(t, s, record.Query{Person: siti, Insured: true, Decrees: true}); len(known.Insured[0].Known.Spans) != 0 || known.Decrees[0].Listed != 0 {
		t.Errorf("after the undoing: %+v, %d listed", known.Insured[0].Known.Spans, known.Decrees[0].Listed)
	}
	if got := to(receipts[1], record.StateDecreed, decree); got.Name != record.OutcomeDecided {
		t.Errorf("the place that was given back is not free: %+v", got)
	}
}
