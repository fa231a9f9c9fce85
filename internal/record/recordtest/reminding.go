package recordtest

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"jagaetam/internal/civil"
	"jagaetam/internal/record"
)

// due is that a worker is to be reminded of a step of January 2027, from Noon on.
func due(worker int64, step record.ReminderStep) record.PlannedReminder {
	return record.PlannedReminder{
		ReminderKey: record.ReminderKey{Worker: worker, Month: civil.Month{Year: 2027, Month: time.January}, Step: step},
		Day:         day(23), Until: day(29), NotBefore: Noon,
	}
}

func plan(t *testing.T, s Store, want int, planned ...record.PlannedReminder) {
	t.Helper()
	if n, err := s.PlanReminders(t.Context(), planned); err != nil || n != want {
		t.Fatalf("%d of %d are new, want %d; %v", n, len(planned), want, err)
	}
}

// claimAt claims so many minutes after Noon, for ten minutes.
func claimAt(t *testing.T, s Store, minutes int) []record.ReminderBundle {
	t.Helper()
	now := Noon.Add(time.Duration(minutes) * time.Minute)
	bundles, err := s.ClaimReminders(t.Context(), record.ReminderClaim{
		Now: now, Today: civil.DateOf(now), Next: Noon.Add(24 * time.Hour), Lease: 10 * time.Minute, Limit: 10,
	})
	if err != nil {
		t.Fatal(err)
	}
	return bundles
}

func begin(t *testing.T, s Store, b record.ReminderBundle, minutes int, want bool) {
	t.Helper()
	now := Noon.Add(time.Duration(minutes) * time.Minute)
	begun, err := s.BeginReminders(t.Context(), b, idsOf(b), civil.DateOf(now), now)
	if err != nil || begun != want {
		t.Fatalf("begun: %t, %v", begun, err)
	}
}

func idsOf(b record.ReminderBundle) (ids []int64) {
	for _, r := range b.Reminders {
		ids = append(ids, r.ID)
	}
	return ids
}

func endAll(t *testing.T, s Store, b record.ReminderBundle, end record.ReminderEnd) {
	t.Helper()
	var ends []record.ReminderEnd
	for _, id := range idsOf(b) {
		end.ID = id
		ends = append(ends, end)
	}
	if err := s.EndReminders(t.Context(), b, ends, Noon); err != nil {
		t.Fatal(err)
	}
}

// wantBundles compares bundles by their accounts, and the steps of their workers.
func wantBundles(t *testing.T, got []record.ReminderBundle, want map[string][]string) {
	t.Helper()
	found := map[string][]string{}
	for _, b := range got {
		for _, r := range b.Reminders {
			name := b.Contact + b.Skip
			found[name] = append(found[name], fmt.Sprint(r.Worker, " ", r.Step))
		}
	}
	if diff := cmp.Diff(want, found); diff != "" {
		t.Errorf("claimed (-want +got):\n%s", diff)
	}
}

func wantCounts(t *testing.T, s Store, want map[record.LetterState]map[string]int) {
	t.Helper()
	got, err := s.ReminderCounts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("counts (-want +got):\n%s", diff)
	}
}

func testPlanned(t *testing.T, s Store) {
	filed(t, s, 1)
	siti := roll(t, s)[0].ID
	first := due(siti, record.StepEnds60)
	plan(t, s, 1, first)
	moved := first
	moved.Day, moved.NotBefore = day(24), Noon.Add(time.Hour)
	plan(t, s, 1, moved, due(siti, record.StepEnds30))
	plan(t, s, 0, moved)
	plan(t, s, 0)
	got := claimAt(t, s, 0)
	wantBundles(t, got, map[string][]string{Account(1).ID: {fmt.Sprint(siti, " ends-60"), fmt.Sprint(siti, " ends-30")}})
	r := got[0].Reminders[0]
	r.NotBefore = r.NotBefore.UTC()
	if diff := cmp.Diff(first, r.PlannedReminder); diff != "" {
		t.Errorf("planned (-), claimed (+):\n%s", diff)
	}
	wantBundles(t, claimAt(t, s, 1), map[string][]string{})
	wantCounts(t, s, map[record.LetterState]map[string]int{record.LetterWaiting: {"": 2}})
}

// testBundled has a worker with an account that cannot be reached, one with a helper besides, a helper's own two, and one with nobody.
func testBundled(t *testing.T, s Store) {
	blocked, siti, helper := Account(1), Account(2), Account(9)
	apply(t, s, "k1", Filing(t, blocked, "r1", NIK(t, 1)))
	apply(t, s, "k2", record.SetReachable{By: blocked, At: Noon})
	asked := apply(t, s, "k3", record.AskToHelp{By: helper, At: Noon, Kind: record.HelperRT, Name: "Slamet", Village: "64.02.06.1001"})
	apply(t, s, "k4", record.AnswerHelper{Officer: Officer, At: Noon, Number: asked.Helper, State: record.HelperAdmitted},
		record.SetLanguage{By: helper, Language: "en"})
	for n := 2; n <= 3; n++ {
		helped := Filing(t, helper, fmt.Sprint("r", n), NIK(t, n))
		helped.Relation = record.RelationHelper
		apply(t, s, fmt.Sprint("f", n), helped)
	}
	apply(t, s, "k5", Filing(t, siti, "r4", NIK(t, 4)))
	apply(t, s, "k6", propose(t, 5))
	all := roll(t, s)
	var planned []record.PlannedReminder
	for _, e := range all {
		planned = append(planned, due(e.ID, record.StepEnds60))
	}
	later := due(all[3].ID, record.StepEnds30)
	later.NotBefore = Noon.Add(time.Hour)
	plan(t, s, 6, append(planned, later)...)
	step := func(i int) string { return fmt.Sprint(all[i].ID, " ends-60") }
	bundles := claimAt(t, s, 0)
	wantBundles(t, bundles, map[string][]string{
		blocked.ID + record.SkipUnreachable: {step(0)}, helper.ID: {step(1), step(2)}, siti.ID: {step(3)}, record.SkipNoAccount: {step(4)},
	})
	for _, b := range bundles {
		if want := map[string]string{helper.ID: "en"}[b.Contact]; b.Language != want {
			t.Errorf("%s is told in %q", b.Contact, b.Language)
		}
		if b.Skip != "" {
			endAll(t, s, b, record.ReminderEnd{State: record.LetterSkipped, Reason: b.Skip})
		}
	}
	wantCounts(t, s, map[record.LetterState]map[string]int{
		record.LetterWaiting: {"": 4}, record.LetterSkipped: {record.SkipUnreachable: 1, record.SkipNoAccount: 1},
	})
}

func testOneADay(t *testing.T, s Store) {
	filed(t, s, 1)
	siti := roll(t, s)[0].ID
	plan(t, s, 1, due(siti, record.StepEnds60))
	first := claimAt(t, s, 0)[0]
	plan(t, s, 1, due(siti, record.StepEnds30))
	second := claimAt(t, s, 0)[0] // the first is not said yet
	begin(t, s, first, 1, true)
	begin(t, s, second, 1, false)
	endAll(t, s, first, record.ReminderEnd{State: record.LetterSaid})
	begin(t, s, second, 2, false)
	plan(t, s, 1, due(siti, record.StepEnds7))
	wantBundles(t, claimAt(t, s, 20), map[string][]string{})
	wantBundles(t, claimAt(t, s, 23*60), map[string][]string{}) // another day, but not before Next
	next := claimAt(t, s, 24*60)
	wantBundles(t, next, map[string][]string{Account(1).ID: {fmt.Sprint(siti, " ends-30"), fmt.Sprint(siti, " ends-7")}})
	begin(t, s, next[0], 24*60, true)
}

func testReminderCutOff(t *testing.T, s Store) {
	filed(t, s, 1)
	siti := roll(t, s)[0].ID
	plan(t, s, 1, due(siti, record.StepEnds60))
	slept := claimAt(t, s, 0)[0]
	begin(t, s, slept, 10, false) // its lease is over
	b := claimAt(t, s, 10)[0]
	begin(t, s, slept, 11, false)
	begin(t, s, b, 11, true)
	begin(t, s, b, 11, false)
	endAll(t, s, slept, record.ReminderEnd{State: record.LetterSkipped, Reason: record.SkipPaid})
	wantCounts(t, s, map[record.LetterState]map[string]int{record.LetterWaiting: {"": 1}})
	wantBundles(t, claimAt(t, s, 30), map[string][]string{})
	wantCounts(t, s, map[record.LetterState]map[string]int{record.LetterUnknown: {record.UnknownCut: 1}})
	endAll(t, s, slept, record.ReminderEnd{State: record.LetterSkipped, Reason: record.SkipPaid})
	wantCounts(t, s, map[record.LetterState]map[string]int{record.LetterUnknown: {record.UnknownCut: 1}})
	plan(t, s, 1, due(siti, record.StepEnds30))
	wantBundles(t, claimAt(t, s, 31), map[string][]string{}) // it may have been told
	endAll(t, s, b, record.ReminderEnd{State: record.LetterSaid})
	wantCounts(t, s, map[record.LetterState]map[string]int{record.LetterSaid: {"": 1}, record.LetterWaiting: {"": 1}})
	plan(t, s, 0, due(siti, record.StepEnds60))
}

func testPutOff(t *testing.T, s Store) {
	filed(t, s, 1)
	siti := roll(t, s)[0].ID
	plan(t, s, 2, due(siti, record.StepEnds60), due(siti, record.StepEnds30))
	both := claimAt(t, s, 0)[0]
	one, other := both, both
	one.Reminders, other.Reminders = both.Reminders[:1], both.Reminders[1:]
	begin(t, s, one, 1, true)
	endAll(t, s, one, record.ReminderEnd{State: record.LetterWaiting, Again: Noon.Add(5 * time.Minute)})
	endAll(t, s, other, record.ReminderEnd{State: record.LetterWaiting, Again: Noon.Add(3 * time.Minute)})
	wantBundles(t, claimAt(t, s, 2), map[string][]string{})
	now := claimAt(t, s, 3)
	wantBundles(t, now, map[string][]string{Account(1).ID: {fmt.Sprint(siti, " ends-30")}})
	begin(t, s, now[0], 3, true) // what was put off has left it its message of the day
	first := claimAt(t, s, 5)    // and waits for tomorrow now
	wantBundles(t, first, map[string][]string{})
	endAll(t, s, now[0], record.ReminderEnd{State: record.LetterFailed, Reason: record.FailRefused})
	next := claimAt(t, s, 24*60)
	wantBundles(t, next, map[string][]string{Account(1).ID: {fmt.Sprint(siti, " ends-60")}})
	if attempts := next[0].Reminders[0].Attempts; attempts != 1 {
		t.Errorf("tried %d times before", attempts)
	}
	begin(t, s, next[0], 24*60, true)
	endAll(t, s, next[0], record.ReminderEnd{State: record.LetterSaid})
	wantCounts(t, s, map[record.LetterState]map[string]int{record.LetterSaid: {"": 1}, record.LetterFailed: {record.FailRefused: 1}})
}

func testKept(t *testing.T, s Store) {
	filed(t, s, 1)
	filed(t, s, 2)
	all := roll(t, s)
	said, waits := due(all[0].ID, record.StepEnds60), due(all[1].ID, record.StepEnds60)
	later := due(all[1].ID, record.StepEnds30)
	later.NotBefore = Noon.Add(time.Hour)
	plan(t, s, 3, said, waits, later)
	both := claimAt(t, s, 0)[0]
	begin(t, s, both, 0, true)
	if err := s.EndReminders(t.Context(), both, []record.ReminderEnd{{ID: idsOf(both)[0], State: record.LetterSaid}}, Noon); err != nil {
		t.Fatal(err)
	}
	for from, want := range map[civil.Date]struct {
		kept []record.KeptReminder
		told []record.Reminded
	}{
		day(23): {
			[]record.KeptReminder{{PlannedReminder: said, State: record.LetterSaid, Begun: true}, {PlannedReminder: waits, State: record.LetterWaiting, Begun: true}, {PlannedReminder: later, State: record.LetterWaiting}},
			[]record.Reminded{{Contact: Account(1).ID, Day: day(23)}},
		},
		day(30): {[]record.KeptReminder{{PlannedReminder: waits, State: record.LetterWaiting, Begun: true}, {PlannedReminder: later, State: record.LetterWaiting}}, nil},
	} {
		kept, told, err := s.KeptReminders(t.Context(), from)
		if err != nil {
			t.Fatal(err)
		}
		for i := range kept {
			kept[i].NotBefore = kept[i].NotBefore.UTC()
			kept[i].Begun = kept[i].Begun || kept[i].State == record.LetterSaid // what is said was begun, however that is kept
		}
		if diff := cmp.Diff(want.kept, kept, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("kept from %s on (-want +got):\n%s", from, diff)
		}
		if diff := cmp.Diff(want.told, told, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("told from %s on (-want +got):\n%s", from, diff)
		}
	}
}
