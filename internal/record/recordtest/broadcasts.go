package recordtest

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/sync/errgroup"

	"jagaetam/internal/record"
)

var supervising = []record.Role{record.RoleSupervisor}

// Writing is a broadcast of the account to everybody.
func Writing(by int, run string) record.WriteBroadcast {
	return record.WriteBroadcast{Run: run, By: Account(by), At: Noon, Broadcast: record.Broadcast{
		Title: "Kartu baru", Texts: map[string]string{"id": "Halo {nama}, kartu baru sudah ada."}, Opens: []string{"status"},
	}}
}

// wrote keeps what was written, and has it counted to reach so many accounts.
func wrote(t *testing.T, s Store, e record.WriteBroadcast, planned int) record.Broadcast {
	t.Helper()
	outcome := apply(t, s, "write-"+e.Run, e)
	if outcome.Name != record.OutcomeBegun || outcome.Broadcast == 0 {
		t.Fatalf("writing ends with %+v", outcome)
	}
	b := broadcastOf(t, s, outcome.Broadcast)
	count := record.BroadcastCount{Revision: b.Revision, Reach: record.Reach{Planned: planned, Left: map[string]int{record.SkipStopped: 1}}, At: Noon}
	conduct(t, s, b.Number, func(b record.Broadcast, _ []record.Officer) record.BroadcastTurn { return b.Counted(count) })
	return broadcastOf(t, s, b.Number)
}

func broadcastOf(t *testing.T, s Store, number record.BroadcastNumber) record.Broadcast {
	t.Helper()
	b, err := s.Broadcast(t.Context(), number)
	if err != nil {
		t.Fatal(err)
	}
	if !b.Tally.Closes() {
		t.Errorf("%s does not add up: %+v", number, b.Tally)
	}
	return b
}

func conduct(t *testing.T, s Store, number record.BroadcastNumber, decide func(record.Broadcast, []record.Officer) record.BroadcastTurn) {
	t.Helper()
	if err := s.ConductBroadcast(t.Context(), number, Noon, decide); err != nil {
		t.Fatal(err)
	}
}

func act(by int, b record.Broadcast, act record.BroadcastAct) record.TurnBroadcast {
	return record.TurnBroadcast{By: Account(by), At: Noon, Number: b.Number, Revision: b.Revision, Act: act, Above: 5}
}

func testBroadcastWritten(t *testing.T, s Store) {
	join(t, s, 10, nil, record.RoleOperator)
	e := Writing(10, "r1")
	number := apply(t, s, "k1", e).Broadcast
	first := broadcastOf(t, s, number)
	if _, err := record.ParseCode(first.Code.String()); err != nil {
		t.Error(err)
	}
	want := e.Broadcast
	want.Number, want.State, want.Revision, want.Writer, want.Code = number, record.BroadcastDraft, 1, Account(10).ID, first.Code
	wantFacts(t, s, record.Query{Person: Account(10), Broadcast: number, Broadcasts: true}, record.Facts{
		Broadcast: want, Broadcasts: []record.Broadcast{want},
	})
	wantFacts(t, s, record.Query{Person: Account(1), Broadcast: number, Broadcasts: true}, record.Facts{})
	wantFacts(t, s, record.Query{Person: Account(1), Code: first.Code}, record.Facts{Announcement: record.Announcement{
		Code: first.Code, About: "broadcast:1", Kind: record.News, Title: "Kartu baru", At: Noon,
	}})
	wantOutcome(t, s, "k2", e, record.Outcome{Name: record.OutcomeBegun, Broadcast: number}) // the run again
	if under := underWay(t, s); !slices.Equal(under, []record.BroadcastNumber{number}) {
		t.Errorf("under way are %v", under)
	}
	b := wrote(t, s, e, 3)
	if b.Reach.Planned != 3 || b.Reach.Left[record.SkipStopped] != 1 || !b.CountedAt.Equal(Noon) {
		t.Errorf("counted: %+v at %s", b.Reach, b.CountedAt)
	}
	if under := underWay(t, s); len(under) > 0 {
		t.Errorf("counted and under way are %v", under)
	}

	e.Run, e.Number, e.Broadcast.Title, e.Broadcast.StartAt = "r2", number, "Kartu lama", Noon.Add(time.Hour)
	wantOutcome(t, s, "k3", e, record.Outcome{Name: record.OutcomeBegun, Broadcast: number})
	again := broadcastOf(t, s, number)
	if again.Revision != 2 || again.Title != "Kartu lama" || again.Code != first.Code || !again.CountedAt.IsZero() || again.Reach.Planned != 0 {
		t.Errorf("written anew it is %+v", again)
	}
	if a := facts(t, s, record.Query{Code: first.Code}).Announcement; a.Title != "Kartu lama" {
		t.Errorf("it is announced as %q", a.Title)
	}
	wantOutcome(t, s, "k4", act(10, b, record.ActStart), record.Outcome{Name: record.OutcomeRefused, Broadcast: number, Why: record.WhyChanged})
	wantOutcome(t, s, "k5", act(10, again, record.ActStart), record.Outcome{Name: record.OutcomeRefused, Broadcast: number, Why: record.WhyNotCounted})
	e.Number, e.Run = 99, "r3"
	wantOutcome(t, s, "k6", e, record.Outcome{Name: record.OutcomeNoMatch})
	e.Number, e.Broadcast.Texts = 0, nil
	if _, err := s.Apply(t.Context(), "k7", []record.Effect{e}); err == nil {
		t.Error("a broadcast without a text is kept")
	}
}

func underWay(t *testing.T, s Store) []record.BroadcastNumber {
	t.Helper()
	numbers, err := s.BroadcastsUnderWay(t.Context(), Noon)
	if err != nil {
		t.Fatal(err)
	}
	return numbers
}

func testBroadcastApproved(t *testing.T, s Store) {
	join(t, s, 10, nil, record.RoleSupervisor)
	b := wrote(t, s, Writing(10, "r1"), 6)
	refused := func(why string) record.Outcome {
		return record.Outcome{Name: record.OutcomeRefused, Broadcast: b.Number, Why: why}
	}
	wantOutcome(t, s, "k1", act(10, b, record.ActStart), refused(record.WhyNobodyToApprove))
	second := join(t, s, 11, nil, record.RoleSupervisor)
	join(t, s, 12, nil, record.RoleOperator)
	wantOutcome(t, s, "k2", act(10, b, record.ActStart), record.Outcome{Name: record.OutcomeAsked, Broadcast: b.Number})
	if got := toldTo(t, s, 3); got[second] != 2 || len(got) != 1 {
		t.Errorf("asked to approve were %v", got)
	}
	wantOutcome(t, s, "k3", act(10, b, record.ActStart), record.Outcome{Name: record.OutcomeSame, Broadcast: b.Number})
	wantOutcome(t, s, "k4", act(10, b, record.ActApprove), refused(record.WhyOwn))
	wantOutcome(t, s, "k5", act(12, b, record.ActApprove), record.Outcome{Name: record.OutcomeNotAllowed, Broadcast: b.Number})
	stale := b
	stale.Revision--
	wantOutcome(t, s, "k6", act(11, stale, record.ActApprove), refused(record.WhyChanged))
	wantOutcome(t, s, "k7", act(11, b, record.ActApprove), record.Outcome{Name: record.OutcomeAnswered, Broadcast: b.Number})
	if b = broadcastOf(t, s, b.Number); b.State != record.BroadcastScheduled || b.Approver != second {
		t.Errorf("approved it is %s by %q", b.State, b.Approver)
	}
	wantOutcome(t, s, "k8", act(11, b, record.ActApprove), record.Outcome{Name: record.OutcomeSame, Broadcast: b.Number})

	e := Writing(10, "r2")
	e.Number = b.Number
	b = wrote(t, s, e, 6)
	if b.State != record.BroadcastDraft || b.Approver != "" {
		t.Errorf("changed it is %s, approved by %q", b.State, b.Approver)
	}
	apply(t, s, "k9", act(10, b, record.ActStart))
	wantOutcome(t, s, "k10", act(11, b, record.ActDecline), record.Outcome{Name: record.OutcomeAnswered, Broadcast: b.Number})
	if b = broadcastOf(t, s, b.Number); b.State != record.BroadcastDraft {
		t.Errorf("declined it is %s", b.State)
	}
	// What the second officer writes is approved by the first.
	e = Writing(11, "r3")
	e.Number = b.Number
	b = wrote(t, s, e, 6)
	apply(t, s, "k11", act(11, b, record.ActStart))
	wantOutcome(t, s, "k12", act(11, b, record.ActApprove), refused(record.WhyOwn))
	wantOutcome(t, s, "k13", act(10, b, record.ActApprove), record.Outcome{Name: record.OutcomeAnswered, Broadcast: b.Number})
}

// toldTo says how many letters each account has, and has them said.
func toldTo(t *testing.T, s Store, most int) map[string]int {
	t.Helper()
	told := map[string]int{}
	for range most {
		letters, err := s.ClaimLetters(t.Context(), Noon, time.Minute, 100)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range letters {
			told[l.Chat]++
			if err := s.EndLetter(t.Context(), record.Delivery{ID: l.ID, State: record.LetterSaid, At: Noon}); err != nil {
				t.Fatal(err)
			}
		}
	}
	return told
}

func testWhoMayBroadcast(t *testing.T, s Store) {
	join(t, s, 10, nil, record.RoleVerifier)
	join(t, s, 11, []string{"64.02.06"}, record.RoleOperator)
	join(t, s, 12, []string{"64.02.07"}, record.RoleSupervisor)
	for by, run := range map[int]string{10: "verifier", 1: "nobody"} {
		wantOutcome(t, s, run, Writing(by, run), record.Outcome{Name: record.OutcomeNotAllowed})
	}
	b := wrote(t, s, Writing(11, "r1"), 1)
	if !slices.Equal(b.Audience.Districts, []string{"64.02.06"}) {
		t.Errorf("an officer of one district writes to %v", b.Audience.Districts)
	}
	e := Writing(11, "r2")
	e.Broadcast.Audience.Districts = []string{"64.02.07"}
	wantOutcome(t, s, "k2", e, record.Outcome{Name: record.OutcomeNotAllowed})
	e.Broadcast.Audience.Districts = []string{"64.02.06", "64.02.07"}
	if cut := wrote(t, s, e, 1); !slices.Equal(cut.Audience.Districts, []string{"64.02.06"}) {
		t.Errorf("he writes to %v", cut.Audience.Districts)
	}
	wantOutcome(t, s, "k3", act(12, b, record.ActStart), record.Outcome{Name: record.OutcomeNotAllowed, Broadcast: b.Number})
	if seen := facts(t, s, record.Query{Person: Account(12), Broadcast: b.Number, Broadcasts: true}); seen.Broadcast.Number != 0 || len(seen.Broadcasts) > 0 {
		t.Errorf("an officer of another district sees %+v", seen)
	}
	if seen := facts(t, s, record.Query{Person: Account(11), Broadcasts: true}).Broadcasts; len(seen) != 2 || seen[0].Number < seen[1].Number {
		t.Errorf("the writer sees %+v", seen)
	}
	e = Writing(12, "r4")
	e.Number = b.Number
	wantOutcome(t, s, "k4", e, record.Outcome{Name: record.OutcomeNotAllowed, Broadcast: b.Number})
}

// running is a broadcast to so many accounts, from Account(1) on, that has begun.
func running(t *testing.T, s Store, n int) record.Broadcast {
	t.Helper()
	join(t, s, 90, nil, supervising...)
	for i := range n {
		apply(t, s, fmt.Sprint("file-", i), Filing(t, Account(i+1), fmt.Sprint("file-", i), NIK(t, i)))
	}
	b := wrote(t, s, Writing(90, "running"), n)
	start := act(90, b, record.ActStart)
	start.Above = n
	wantOutcome(t, s, "start", start, record.Outcome{Name: record.OutcomeAnswered, Broadcast: b.Number})
	if under := underWay(t, s); !slices.Equal(under, []record.BroadcastNumber{b.Number}) {
		t.Errorf("under way are %v", under)
	}
	conduct(t, s, b.Number, begins(t, s, b, n))
	return broadcastOf(t, s, b.Number)
}

func begins(t *testing.T, s Store, b record.Broadcast, above int) func(record.Broadcast, []record.Officer) record.BroadcastTurn {
	t.Helper()
	var all []record.Recipient
	for _, e := range roll(t, s) {
		all = append(all, record.Recipient{Contact: e.Accounts[0].Contact, Worker: e.ID, Village: e.Village, Language: "en"})
	}
	count := record.BroadcastCount{Revision: b.Revision, Reach: record.Reach{Planned: len(all)}, At: Noon}
	return func(b record.Broadcast, office []record.Officer) record.BroadcastTurn {
		return b.Begun(count, all, above, office)
	}
}

func claim(t *testing.T, s Store, at time.Time, limit int) []record.Recipient {
	t.Helper()
	claimed, err := s.ClaimRecipients(t.Context(), at, time.Minute, limit)
	if err != nil {
		t.Fatal(err)
	}
	return claimed
}

func wantBegin(t *testing.T, s Store, r record.Recipient, at time.Time, want bool) {
	t.Helper()
	if begun, err := s.BeginRecipient(t.Context(), r, at); err != nil || begun != want {
		t.Errorf("%s begins: %t, %v", r.Contact, begun, err)
	}
}

func end(t *testing.T, s Store, r record.Recipient, d record.Delivery) {
	t.Helper()
	if d.At.IsZero() {
		d.At = Noon.Add(time.Second)
	}
	if err := s.EndRecipient(t.Context(), r, d); err != nil {
		t.Fatal(err)
	}
}

func wantTally(t *testing.T, s Store, number record.BroadcastNumber, want record.Tally) {
	t.Helper()
	if diff := cmp.Diff(want, broadcastOf(t, s, number).Tally); diff != "" {
		t.Errorf("tally (-want +got):\n%s", diff)
	}
}

func testRecipients(t *testing.T, s Store) {
	b := running(t, s, 6)
	if b.State != record.BroadcastRunning || !b.BeganAt.Equal(Noon) || b.Tally.Planned != 6 || b.Tally.Waiting != 6 {
		t.Fatalf("begun it is %+v", b)
	}
	first, second := claim(t, s, Noon, 4), claim(t, s, Noon, 4)
	if len(first) != 4 || len(second) != 2 || first[0].Contact != Account(1).ID || first[0].Worker == 0 || first[0].Language != "en" {
		t.Fatalf("claimed are %+v and %+v", first, second)
	}
	wantBegin(t, s, first[0], Noon, true)
	wantBegin(t, s, first[0], Noon, false) // twice
	end(t, s, first[0], record.Delivery{State: record.LetterSaid})
	wantBegin(t, s, first[0], Noon, false)
	wantBegin(t, s, first[1], Noon, true)
	end(t, s, first[1], record.Delivery{State: record.LetterFailed, Reason: record.FailRefused})
	end(t, s, first[2], record.Delivery{State: record.LetterSkipped, Reason: record.SkipStopped})
	wantBegin(t, s, first[3], Noon, true)
	wantBegin(t, s, second[0], Noon, true)
	end(t, s, second[0], record.Delivery{State: record.LetterWaiting, Again: Noon.Add(10 * time.Second)})

	if early := claim(t, s, Noon, 4); len(early) > 0 {
		t.Errorf("claimed too early: %+v", early)
	}
	later := Noon.Add(30 * time.Second)
	tried := claim(t, s, later, 4)
	if len(tried) != 1 || tried[0].Contact != second[0].Contact || tried[0].Attempts != 1 {
		t.Fatalf("tried again are %+v", tried)
	}
	wantBegin(t, s, second[0], later, false) // by the old claim
	wantBegin(t, s, second[1], Noon.Add(time.Minute), false)
	over := Noon.Add(61 * time.Second)
	if over := claim(t, s, over, 4); len(over) != 1 || over[0].Contact != second[1].Contact {
		t.Errorf("after the lease %+v are claimed, want the one that was not begun", over)
	}
	wantTally(t, s, b.Number, record.Tally{Planned: 6, Waiting: 2, Sent: 1, Failed: 1, Skipped: 1, Unknown: 1, Reasons: map[string]int{
		record.FailRefused: 1, record.SkipStopped: 1, record.UnknownCut: 1,
	}})
	if tried, failed, err := s.LastDeliveries(t.Context(), b.Number, Noon, 10); tried != 2 || failed != 1 || err != nil {
		t.Errorf("of the last %d, %d failed, %v: what was cut off counts for neither", tried, failed, err)
	}
	end(t, s, first[3], record.Delivery{State: record.LetterSaid, At: over}) // who said it knows best
	wantTally(t, s, b.Number, record.Tally{Planned: 6, Waiting: 2, Sent: 2, Failed: 1, Skipped: 1, Reasons: map[string]int{
		record.FailRefused: 1, record.SkipStopped: 1,
	}})

	tallies, err := s.VillageTallies(t.Context(), b.Number)
	want := []record.VillageTally{
		{Village: "64.02.06.1001", State: record.LetterFailed, Reason: record.FailRefused, Count: 1},
		{Village: "64.02.06.1001", State: record.LetterSaid, Count: 2},
		{Village: "64.02.06.1001", State: record.LetterSkipped, Reason: record.SkipStopped, Count: 1},
		{Village: "64.02.06.1001", State: record.LetterWaiting, Count: 2},
	}
	if diff := cmp.Diff(want, tallies); diff != "" || err != nil {
		t.Errorf("by village (-want +got), %v:\n%s", err, diff)
	}
	if tried, failed, err := s.LastDeliveries(t.Context(), b.Number, Noon, 10); tried != 3 || failed != 1 || err != nil {
		t.Errorf("of the last %d, %d failed, %v", tried, failed, err)
	}
	if tried, failed, err := s.LastDeliveries(t.Context(), b.Number, over.Add(-time.Second), 10); tried != 1 || failed != 0 || err != nil {
		t.Errorf("of the last since then %d, %d failed, %v", tried, failed, err)
	}
	had, err := s.NewsHad(t.Context(), Noon)
	if err != nil || had[Account(1).ID] != 1 || had[Account(2).ID] != 0 || had[Account(3).ID] != 0 || had[Account(6).ID] != 1 {
		t.Errorf("news had are %v, %v", had, err)
	}
	if had, err = s.NewsHad(t.Context(), over); err != nil || had[Account(1).ID] != 0 || had[Account(6).ID] != 1 {
		t.Errorf("news had since are %v, %v", had, err)
	}
}

func testBroadcastPaused(t *testing.T, s Store) {
	b := running(t, s, 3)
	claimed := claim(t, s, Noon, 2)
	wantBegin(t, s, claimed[0], Noon, true)
	wantOutcome(t, s, "pause", act(90, b, record.ActPause), record.Outcome{Name: record.OutcomeAnswered, Broadcast: b.Number})
	wantOutcome(t, s, "pause-again", act(90, b, record.ActPause), record.Outcome{Name: record.OutcomeSame, Broadcast: b.Number})
	wantBegin(t, s, claimed[1], Noon, false)
	if more := claim(t, s, Noon, 2); len(more) > 0 {
		t.Errorf("claimed while it is paused: %+v", more)
	}
	end(t, s, claimed[0], record.Delivery{State: record.LetterSaid})
	if under := underWay(t, s); len(under) > 0 {
		t.Errorf("paused and under way are %v", under)
	}
	e := Writing(90, "r9")
	e.Number = b.Number
	wantOutcome(t, s, "write", e, record.Outcome{Name: record.OutcomeRefused, Broadcast: b.Number, Why: record.WhyBegun})

	resume := act(90, b, record.ActResume)
	resume.At = Noon.Add(time.Minute)
	wantOutcome(t, s, "resume", resume, record.Outcome{Name: record.OutcomeAnswered, Broadcast: b.Number})
	if got := broadcastOf(t, s, b.Number).RunsSince; !got.Equal(resume.At) {
		t.Errorf("it runs since %s", got)
	}
	if more := claim(t, s, Noon, 5); len(more) != 2 {
		t.Errorf("claimed after it was resumed: %+v", more)
	}
	failing := func(b record.Broadcast, _ []record.Officer) record.BroadcastTurn {
		return b.Failing(b.RunsSince, Noon, 50, 3)
	}
	conduct(t, s, b.Number, failing)
	conduct(t, s, b.Number, failing)
	if got := broadcastOf(t, s, b.Number); got.State != record.BroadcastPaused || got.Why != record.WhyFailures {
		t.Errorf("failing it is %s: %q", got.State, got.Why)
	}
	if told := toldTo(t, s, 3); told[b.Writer] != 1 {
		t.Errorf("the writer was told %v", told)
	}
}

func testBroadcastCancelled(t *testing.T, s Store) {
	b := running(t, s, 4)
	claimed := claim(t, s, Noon, 3)
	wantBegin(t, s, claimed[0], Noon, true)
	wantBegin(t, s, claimed[1], Noon, true)
	wantOutcome(t, s, "cancel", act(90, b, record.ActCancel), record.Outcome{Name: record.OutcomeAnswered, Broadcast: b.Number})
	wantBegin(t, s, claimed[2], Noon, false)
	cancelled := record.Tally{Planned: 4, Waiting: 2, Skipped: 2, Reasons: map[string]int{record.SkipCancelled: 2}}
	wantTally(t, s, b.Number, cancelled)
	conduct(t, s, b.Number, func(b record.Broadcast, _ []record.Officer) record.BroadcastTurn { return b.Finished(Noon, "") })
	if got := broadcastOf(t, s, b.Number); !got.ReportedAt.IsZero() {
		t.Error("it is reported while messages are on their way")
	}
	end(t, s, claimed[0], record.Delivery{State: record.LetterSaid})
	end(t, s, claimed[1], record.Delivery{State: record.LetterWaiting, Again: Noon})
	wantTally(t, s, b.Number, record.Tally{Planned: 4, Sent: 1, Skipped: 3, Reasons: map[string]int{record.SkipCancelled: 3}})
	for _, again := range []string{"cancel-again", "resume", "retry"} {
		a := map[string]record.BroadcastAct{"cancel-again": record.ActCancel, "resume": record.ActResume, "retry": record.ActRetry}[again]
		want := record.Outcome{Name: record.OutcomeRefused, Broadcast: b.Number, Why: record.WhyOver}
		if a == record.ActCancel {
			want = record.Outcome{Name: record.OutcomeSame, Broadcast: b.Number}
		}
		wantOutcome(t, s, again, act(90, b, a), want)
	}
	finish := func(b record.Broadcast, _ []record.Officer) record.BroadcastTurn { return b.Finished(Noon, "") }
	conduct(t, s, b.Number, finish)
	conduct(t, s, b.Number, finish)
	if told := toldTo(t, s, 3); told[b.Writer] != 1 {
		t.Errorf("the end was told %v times", told)
	}
	if under := underWay(t, s); len(under) > 0 {
		t.Errorf("reported and under way are %v", under)
	}
}

func testFrozenAtOnce(t *testing.T, s Store) {
	b := running(t, s, 3)
	conduct(t, s, b.Number, begins(t, s, b, 3)) // it has begun
	wantTally(t, s, b.Number, record.Tally{Planned: 3, Waiting: 3})
	for _, r := range claim(t, s, Noon, 3) {
		wantBegin(t, s, r, Noon, true)
		d := record.Delivery{State: record.LetterUnknown, Reason: record.UnknownReply}
		if r.Contact != Account(1).ID {
			d = record.Delivery{State: record.LetterFailed, Reason: record.FailRefused}
		}
		end(t, s, r, d)
	}
	conduct(t, s, b.Number, func(b record.Broadcast, _ []record.Officer) record.BroadcastTurn { return b.Finished(Noon, "file") })
	if b = broadcastOf(t, s, b.Number); b.State != record.BroadcastDone || !b.EndedAt.Equal(Noon) {
		t.Errorf("finished it is %s", b.State)
	}
	wantOutcome(t, s, "retry", act(90, b, record.ActRetry), record.Outcome{Name: record.OutcomeAnswered, Broadcast: b.Number})
	wantTally(t, s, b.Number, record.Tally{Planned: 3, Waiting: 2, Unknown: 1, Reasons: map[string]int{record.UnknownReply: 1}})
	if again := claim(t, s, Noon, 3); len(again) != 2 {
		t.Errorf("tried again are %+v", again)
	}

	// What has grown above the limit since it was started waits for a second officer.
	e := wrote(t, s, Writing(90, "grown"), 2)
	apply(t, s, "start-grown", act(90, e, record.ActStart))
	join(t, s, 91, nil, supervising...)
	var at errgroup.Group
	for range 4 {
		decide := begins(t, s, e, 2)
		at.Go(func() error { return s.ConductBroadcast(t.Context(), e.Number, Noon, decide) })
	}
	if err := at.Wait(); err != nil {
		t.Fatal(err)
	}
	if e = broadcastOf(t, s, e.Number); e.State != record.BroadcastSubmitted || e.Tally.Planned != 0 {
		t.Errorf("outgrown it is %s with %+v", e.State, e.Tally)
	}
	apply(t, s, "approve-grown", act(91, e, record.ActApprove))
	for range 4 {
		decide := begins(t, s, e, 2)
		at.Go(func() error { return s.ConductBroadcast(t.Context(), e.Number, Noon, decide) })
	}
	if err := at.Wait(); err != nil {
		t.Fatal(err)
	}
	wantTally(t, s, e.Number, record.Tally{Planned: 3, Waiting: 3})
}

func testBroadcastCard(t *testing.T, s Store) {
	b := running(t, s, 2)
	cards := func(at time.Time) []record.BroadcastCard {
		t.Helper()
		cards, err := s.ClaimBroadcastCards(t.Context(), at, time.Minute, 3*time.Second, 9)
		if err != nil {
			t.Fatal(err)
		}
		return cards
	}
	show := func(card record.BroadcastCard, message string, at time.Time) {
		t.Helper()
		if err := s.ShowBroadcastCard(t.Context(), card, message, at); err != nil {
			t.Fatal(err)
		}
	}
	first := cards(Noon)
	if len(first) != 1 || first[0].Message != "" || first[0].Broadcast.Tally.Waiting != 2 {
		t.Fatalf("the first card is %+v", first)
	}
	if twice := cards(Noon); len(twice) > 0 {
		t.Errorf("claimed twice: %+v", twice)
	}
	if err := s.UnclaimBroadcastCard(t.Context(), first[0], Noon.Add(time.Second)); err != nil || len(cards(Noon)) > 0 {
		t.Errorf("given back for a second it is claimed at once: %v", err)
	}
	first = cards(Noon.Add(time.Second))
	show(first[0], "m1", Noon)
	if idle := cards(Noon.Add(time.Minute)); len(idle) > 0 {
		t.Errorf("nothing has changed, and claimed are %+v", idle)
	}
	for _, r := range claim(t, s, Noon, 1) {
		wantBegin(t, s, r, Noon, true)
		end(t, s, r, record.Delivery{State: record.LetterSaid})
	}
	if early := cards(Noon.Add(2 * time.Second)); len(early) > 0 {
		t.Errorf("claimed too early: %+v", early)
	}
	second := cards(Noon.Add(3 * time.Second))
	if len(second) != 1 || second[0].Message != "m1" || second[0].Broadcast.Tally.Sent != 1 {
		t.Fatalf("the second card is %+v", second)
	}
	show(second[0], "m1", Noon.Add(3*time.Second))
	apply(t, s, "cancel", act(90, b, record.ActCancel))
	conduct(t, s, b.Number, func(b record.Broadcast, _ []record.Officer) record.BroadcastTurn { return b.Finished(Noon, "") })
	last := cards(Noon.Add(time.Minute))
	if len(last) != 1 {
		t.Fatalf("the last card is %+v", last)
	}
	show(last[0], "m1", Noon.Add(time.Minute))
	if over := cards(Noon.Add(time.Hour)); len(over) > 0 {
		t.Errorf("shown for good and claimed: %+v", over)
	}
}
