package recordtest

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/sync/errgroup"

	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/record"
)

func line(t *testing.T, s Store) []record.Waiting {
	t.Helper()
	all, err := s.Line(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// tell tells the n-th in line, and wants that outcome.
func tell(t *testing.T, s Store, key string, n int, at time.Time, want record.OutcomeName) {
	t.Helper()
	effect := record.TellOpening{Place: line(t, s)[n-1].Place, At: at, Words: chat.Words{Key: "opening.register"}}
	wantOutcome(t, s, key, effect, record.Outcome{Name: want})
}

func wantLine(t *testing.T, s Store, account int, at time.Time, want record.Line) {
	t.Helper()
	got := facts(t, s, record.Query{Person: Account(account), Line: true, Now: at}).Line
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the line as account %d sees it (-want +got):\n%s", account, diff)
	}
}

// asks has the accounts ask to be told, in that order.
func asks(t *testing.T, s Store, accounts ...int) {
	t.Helper()
	for i, n := range accounts {
		wantOutcome(t, s, Account(n).ID+" asks", record.AskToBeTold{By: Account(n), At: Noon}, record.Outcome{Name: record.OutcomeAsked, Place: i + 1})
	}
}

func testLine(t *testing.T, s Store) {
	asks(t, s, 1, 2, 3)
	wantOutcome(t, s, "again", record.AskToBeTold{By: Account(2), At: Noon.Add(time.Hour)}, record.Outcome{Name: record.OutcomeSame, Place: 2})
	wantLine(t, s, 3, Noon, record.Line{Place: 3, Ahead: 2})
	wantLine(t, s, 4, Noon, record.Line{Ahead: 3})

	apply(t, s, "blocks", record.SetReachable{By: Account(2), At: Noon})
	wantLine(t, s, 3, Noon, record.Line{Place: 3, Ahead: 1})
	if got := line(t, s)[1]; got.Reachable || !got.Since.Equal(Noon) || got.Contact != Account(2).ID {
		t.Errorf("the second is %+v", got)
	}

	tell(t, s, "told", 1, Noon, record.OutcomeAnswered)
	wantLine(t, s, 1, Noon, record.Line{Holds: true, Ahead: 1})
	wantLine(t, s, 3, Noon, record.Line{Place: 2, Held: 1})
	wantLine(t, s, 3, Noon.Add(record.PlaceHolds), record.Line{Place: 2})

	wantOutcome(t, s, "leaves", record.LeaveLine{By: Account(2), At: Noon}, record.Outcome{Name: record.OutcomeAnswered})
	wantOutcome(t, s, "leaves again", record.LeaveLine{By: Account(2), At: Noon}, record.Outcome{Name: record.OutcomeNoMatch})
	wantLine(t, s, 3, Noon, record.Line{Place: 1, Held: 1})
	if got := facts(t, s, record.Query{Person: Account(1), Line: true}); len(got.Decrees) != 0 {
		t.Errorf("there are the decrees %+v", got.Decrees)
	}
}

// testToldOnce tells by different keys, as two jobs at once would.
func testToldOnce(t *testing.T, s Store) {
	asks(t, s, 1)
	tell(t, s, "told", 1, Noon, record.OutcomeAnswered)
	tell(t, s, "told again", 1, Noon.Add(time.Hour), record.OutcomeSame)
	wantOutcome(t, s, "nobody", record.TellOpening{Place: 4711, At: Noon, Words: chat.Words{Key: "opening.register"}}, record.Outcome{Name: record.OutcomeSame})
	said := letters(t, s, Noon.Add(2*time.Hour))
	if len(said) != 1 || said[0].Chat != Account(1).ID || said[0].Words.Key != "opening.register" {
		t.Errorf("is said: %+v", said)
	}
	wantOutcome(t, s, "asks anew", record.AskToBeTold{By: Account(1), At: Noon.Add(time.Hour)}, record.Outcome{Name: record.OutcomeAsked, Place: 1})
	tell(t, s, "told anew", 1, Noon.Add(time.Hour), record.OutcomeAnswered)
}

// testToldInVain has somebody block the bot between being told and hearing of it: he waits at his place as before.
func testToldInVain(t *testing.T, s Store) {
	asks(t, s, 1, 2)
	tell(t, s, "told", 1, Noon, record.OutcomeAnswered)
	apply(t, s, "blocks", record.SetReachable{By: Account(1), At: Noon})
	for _, l := range letters(t, s, Noon) {
		if err := s.EndLetter(t.Context(), record.Delivery{ID: l.ID, State: record.LetterSkipped, Reason: l.Skip, At: Noon}); err != nil || l.Skip == "" {
			t.Fatalf("%+v: %v", l, err)
		}
	}
	if got := line(t, s)[0]; !got.Lost || got.Told() || got.Reachable {
		t.Errorf("who has not heard it is %+v", got)
	}
	wantLine(t, s, 2, Noon, record.Line{Place: 2})
	apply(t, s, "is back", record.SetReachable{By: Account(1), Reachable: true, At: Noon.Add(time.Hour)})
	wantLine(t, s, 1, Noon.Add(time.Hour), record.Line{Place: 1})
	tell(t, s, "told at last", 1, Noon.Add(time.Hour), record.OutcomeAnswered)
	tell(t, s, "told once more", 1, Noon.Add(2*time.Hour), record.OutcomeSame)
}

// testLineOfApplicants says who has filed an application and keeps his place until it was examined.
func testLineOfApplicants(t *testing.T, s Store) {
	asks(t, s, 1, 9)
	helps(t, s, 9)
	receipt := filed(t, s, 1)
	helped := Filing(t, Account(9), "r9", NIK(t, 9))
	helped.Relation = record.RelationHelper
	other := apply(t, s, "helped", helped).Receipt
	if all := line(t, s); all[0].Receipt != receipt || all[1].Receipt != other || all[1].State != record.StateReceived {
		t.Errorf("in line are %+v", all)
	}
	tell(t, s, "told", 1, Noon, record.OutcomeAnswered)
	late := Noon.Add(2 * record.PlaceHolds)
	wantLine(t, s, 1, late, record.Line{Holds: true, Ahead: 1})
	if err := s.MoveApplication(t.Context(), receipt, record.StateRefused, "di luar Kukar", Officer, Noon); err != nil {
		t.Fatal(err)
	}
	wantLine(t, s, 1, late, record.Line{Ahead: 1})
}

func helps(t *testing.T, s Store, account int) {
	t.Helper()
	asked := apply(t, s, "asks to help", record.AskToHelp{By: Account(account), At: Noon, Kind: record.HelperRT, Name: "Slamet", Village: "64.02.06.1001"})
	apply(t, s, "helps", record.AnswerHelper{Officer: Officer, At: Noon, Number: asked.Helper, State: record.HelperAdmitted})
}

func testLineAtOnce(t *testing.T, s Store) {
	var all errgroup.Group
	places := make([]int, 8)
	for i := range places {
		all.Go(func() error {
			outcome, err := s.Apply(t.Context(), Account(i).ID+" asks", []record.Effect{record.AskToBeTold{By: Account(i), At: Noon}})
			places[i] = outcome.Place
			return err
		})
	}
	if err := all.Wait(); err != nil {
		t.Fatal(err)
	}
	for i, place := range places {
		wantLine(t, s, i, Noon, record.Line{Place: place, Ahead: place - 1})
	}
}

func letters(t *testing.T, s Store, now time.Time) []record.Letter {
	t.Helper()
	all, err := s.ClaimLetters(t.Context(), now, time.Minute, 100)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func testDecreeTerms(t *testing.T, s Store) {
	d := YearOf2026(5)
	d.Opens, d.Closes = day(1), day(30)
	d.ID = addDecree(t, s, d)
	want := func(d record.Decree) {
		t.Helper()
		if diff := cmp.Diff([]record.Decree{d}, facts(t, s, record.Query{Line: true}).Decrees); diff != "" {
			t.Errorf("decrees (-want +got):\n%s", diff)
		}
	}
	want(d)
	change := func(id int64, terms record.DecreeTerms) error {
		return s.ChangeDecree(t.Context(), id, terms, Officer, Noon)
	}
	d.Quota, d.Opens, d.Closes = 9, day(2), d.Opens.AddDays(-1)
	if err := change(d.ID, d.Terms()); err == nil {
		t.Error("registration closes before it opens")
	}
	d.Closes = civil.Date{}
	if err := change(d.ID, d.Terms()); err != nil {
		t.Fatal(err)
	}
	want(d)
	if err := change(4711, d.Terms()); !errors.Is(err, record.ErrNotFound) {
		t.Errorf("a decree that is none: %v", err)
	}
}

// testUnreached has one worker without an account, and one whose reminder was skipped for another reason.
func testUnreached(t *testing.T, s Store) {
	apply(t, s, "k1", record.ProposeWorker{By: Officer, At: Noon, Worker: Filing(t, Account(1), "", NIK(t, 1)).Worker})
	apply(t, s, "k2", Filing(t, Account(2), "r2", NIK(t, 2)))
	plan(t, s, 2, due(1, record.StepEnds30), due(2, record.StepEnds30))
	for _, b := range claimAt(t, s, 0) {
		reason := record.SkipPaid
		if b.Contact == "" {
			reason = b.Skip
		}
		endAll(t, s, b, record.ReminderEnd{State: record.LetterSkipped, Reason: reason})
	}
	want := map[int64]record.PlannedReminder{1: {ReminderKey: due(1, record.StepEnds30).ReminderKey, Day: day(23)}}
	for since, want := range map[civil.Date]map[int64]record.PlannedReminder{day(23): want, day(24): {}} {
		got, err := s.Unreached(t.Context(), since)
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("since %s (-want +got): %v\n%s", since, err, diff)
		}
	}
}
