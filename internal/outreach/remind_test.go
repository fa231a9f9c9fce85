package outreach_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/jamsostek"
	"jagaetam/internal/outreach"
	"jagaetam/internal/programme"
	"jagaetam/internal/record"
	"jagaetam/internal/record/recordtest"
	"jagaetam/internal/reminder"
)

// reminded is a world in which people are reminded.
type reminded struct {
	*world
	reminders *outreach.Reminders
	decree    int64 // for all of 2026
}

func newReminded(t *testing.T) *reminded {
	w := newWorld(t)
	p := programme.Default()
	w.Zone = p.Zone()
	r := &reminded{world: w, reminders: &outreach.Reminders{Records: w, Calendar: reminder.Calendar{Programme: p}, Now: w.clock}}
	var err error
	if r.decree, err = w.AddDecree(t.Context(), recordtest.YearOf2026(0), "officer:1", w.now); err != nil {
		t.Fatal(err)
	}
	return r
}

// at sets the clock, such as to "2026-12-01 08:00".
func (r *reminded) at(t *testing.T, clock string) {
	t.Helper()
	now, err := time.ParseInLocation("2006-01-02 15:04", clock, programme.Default().Zone())
	if err != nil {
		t.Fatal(err)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.now = now
}

// covered has the account file for the n-th worker, for whom the decree pays, and gives his number.
func (r *reminded) covered(t *testing.T, account, n int, relation record.Relation) record.Receipt {
	t.Helper()
	filing := recordtest.Filing(t, recordtest.Account(account), fmt.Sprint("r", n), recordtest.NIK(t, n))
	filing.Relation = relation
	receipt := r.apply(t, filing).Receipt
	r.apply(t, record.ListWorker{By: "officer:1", At: r.now, NIK: recordtest.NIK(t, n), Decree: r.decree}, record.AnswerEnrolment{
		By: "officer:1", At: r.now, NIK: recordtest.NIK(t, n), Decree: r.decree, Accepted: true, DataDate: civil.DateOf(recordtest.Noon),
	})
	return receipt
}

// helper makes an account one.
func (r *reminded) helper(t *testing.T, account int) {
	t.Helper()
	number := r.apply(t, recordtest.AsksToHelp(t, recordtest.Account(account))).Helper
	r.apply(t, record.AnswerHelper{Officer: "officer:1", At: r.now, Number: number, State: record.HelperAdmitted})
}

// look looks for what falls due and says what is to be said now, in a new process.
func (r *reminded) look(t *testing.T) {
	t.Helper()
	r.scan(t)
	r.say(t)
}

func (r *reminded) scan(t *testing.T) int {
	t.Helper()
	n, err := r.reminders.Scan(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func (r *reminded) say(t *testing.T) {
	t.Helper()
	s := r.sender()
	s.Lanes = []outreach.Ranked{r.reminders.Ranked()}
	r.drain(t, s)
}

// kept are all reminders: "worker step state reason", and the day of one that is said.
func (r *reminded) kept(t *testing.T) []string {
	t.Helper()
	rows, _ := r.pool.Query(t.Context(), `
		select worker::text || ' ' || step || ' ' || state || case when reason = '' then '' else ' ' || reason end
		    || case when state = 'said' then ' ' || said_on::text else '' end
		from reminders order by worker, coalesce(said_on, day), day, id`)
	all, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func (r *reminded) wantKept(t *testing.T, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, r.kept(t)); diff != "" {
		t.Errorf("reminders (-want +got):\n%s", diff)
	}
}

// heard are the accounts that were told something since the last call, with what they were told last, and in which hour of which day.
func (r *reminded) heard(t *testing.T) []string {
	t.Helper()
	var all []string
	for _, answer := range r.said {
		all = append(all, answer.Chat)
	}
	r.said = nil
	return all
}

// TestEveryStepOnItsDay goes through the end of a decree and three unpaid months, looking several times a day with new processes, and on
// days on which nobody may be written to.
func TestEveryStepOnItsDay(t *testing.T) {
	r := newReminded(t)
	r.covered(t, 1, 1, record.RelationSelf)
	day := civil.Date{Year: 2026, Month: time.November, Day: 30}
	for ; day.Before(civil.Date{Year: 2027, Month: time.September, Day: 1}); day = day.AddDays(1) {
		for _, hour := range []string{"00:00", "07:59", "08:00", "12:30", "17:00"} {
			r.at(t, day.String()+" "+hour)
			before := len(r.said)
			r.look(t)
			if len(r.said) > before && hour != "08:00" {
				t.Errorf("at %s %s somebody was told something", day, hour)
			}
		}
	}
	r.wantKept(t, "1 ends-30 said 2026-12-01", "1 ends-7 said 2026-12-24", "1 ends-now said 2026-12-29", "1 before said 2027-01-08",
		"1 on said 2027-01-15", "1 after said 2027-01-22", "1 unpaid-1 said 2027-02-08", "1 unpaid-2 said 2027-03-08", "1 last said 2027-03-24",
		"1 again said 2027-04-08")
}

// TestNotOnAHoliday: what falls due on one is said on the next day, and not twice.
func TestNotOnAHoliday(t *testing.T) {
	r := newReminded(t)
	january := recordtest.YearOf2026(0)
	january.Number, january.Last = "560/93/2027", january.Last.Add(1)
	var err error
	if r.decree, err = r.AddDecree(t.Context(), january, "officer:1", r.now); err != nil {
		t.Fatal(err)
	}
	r.covered(t, 1, 1, record.RelationSelf)
	for _, clock := range []string{"2027-01-01 09:00", "2027-01-01 20:00", "2027-01-02 08:00", "2027-01-02 09:00"} {
		r.at(t, clock)
		r.look(t)
	}
	r.wantKept(t, "1 ends-30 said 2027-01-02")
}

// TestRecheckedWhenItIsSaid plans a reminder, changes how things are, and wants it kept why it was not said.
func TestRecheckedWhenItIsSaid(t *testing.T) {
	nik := recordtest.NIK(t, 1)
	january := civil.Month{Year: 2027, Month: time.January}
	for reason, change := range map[string]func(t *testing.T, r *reminded, receipt record.Receipt){
		record.SkipPaid: func(t *testing.T, r *reminded, _ record.Receipt) {
			r.apply(t, record.ConfirmMonths{By: "officer:1", At: r.now, NIK: nik, First: january, Months: 1, DataDate: civil.DateOf(recordtest.Noon)})
		},
		record.SkipReported: func(t *testing.T, r *reminded, receipt record.Receipt) {
			r.apply(t, record.ReportPayment{By: recordtest.Account(1), At: r.now, Receipt: receipt, First: january, Months: 1})
		},
		record.SkipSponsored: func(t *testing.T, r *reminded, _ record.Receipt) {
			d := recordtest.YearOf2026(0)
			d.Number, d.First, d.Last = "560/92/2027", january, january.Add(11)
			next, err := r.AddDecree(t.Context(), d, "officer:1", r.now)
			if err != nil {
				t.Fatal(err)
			}
			r.apply(t, record.ListWorker{By: "officer:1", At: r.now, NIK: nik, Decree: next})
		},
		record.SkipLeft: func(t *testing.T, r *reminded, receipt record.Receipt) {
			died := record.Leave{Receipt: receipt, Why: jamsostek.LeftDied, On: civil.DateOf(recordtest.Noon), By: "officer:1", At: r.now}
			if err := r.LeaveWorker(t.Context(), died); err != nil {
				t.Fatal(err)
			}
		},
		record.SkipWithdrawn: func(t *testing.T, r *reminded, receipt record.Receipt) {
			r.apply(t, record.SetConsent{By: recordtest.Account(1), At: r.now, Receipt: receipt, Purpose: record.PurposeReminders, Version: "2"})
		},
		record.SkipUnreachable: func(t *testing.T, r *reminded, _ record.Receipt) {
			r.apply(t, record.SetReachable{By: recordtest.Account(1), At: r.now})
		},
		record.SkipNoAccount: func(t *testing.T, r *reminded, _ record.Receipt) {
			if _, err := r.pool.Exec(t.Context(), "update worker_contacts set until = now()"); err != nil {
				t.Fatal(err)
			}
		},
		record.SkipOvertaken: func(t *testing.T, r *reminded, _ record.Receipt) { r.at(t, "2026-12-09 08:00") },
	} {
		t.Run(reason, func(t *testing.T) {
			r := newReminded(t)
			receipt := r.covered(t, 1, 1, record.RelationSelf)
			r.at(t, "2026-12-01 07:00")
			if n := r.scan(t); n != 1 {
				t.Fatalf("%d fall due", n)
			}
			change(t, r, receipt)
			if r.now.Hour() != 0 { // past the change
				r.now = r.now.Add(time.Hour)
			}
			r.say(t)
			r.wantKept(t, "1 ends-30 skipped "+reason)
			if said := r.heard(t); len(said) > 0 {
				t.Errorf("%v were told something", said)
			}
		})
	}
}

// TestStoppedHelperIsToldNothing: who helps can do without these messages; whom he helps has not taken back anything.
func TestStoppedHelperIsToldNothing(t *testing.T) {
	r := newReminded(t)
	r.helper(t, 9)
	r.covered(t, 9, 1, record.RelationHelper)
	r.apply(t, record.SetSubscription{By: recordtest.Account(9), At: r.now, Kind: record.Contribution, Version: "2"})
	r.at(t, "2026-12-01 08:00")
	r.look(t)
	r.wantKept(t, "1 ends-30 skipped stopped")
}

// TestBlockedMeanwhile: the platform knows first that an account is gone. The helper is told instead, where there is one.
func TestBlockedMeanwhile(t *testing.T) {
	r := newReminded(t)
	r.helper(t, 9)
	r.covered(t, 1, 1, record.RelationSelf)
	r.covered(t, 2, 2, record.RelationSelf)
	if _, err := r.pool.Exec(t.Context(), "insert into worker_contacts (worker, contact, relation, since) values (1, $1, 'helper', now())",
		recordtest.Account(9).ID); err != nil {
		t.Fatal(err)
	}
	r.at(t, "2026-12-01 08:00")
	r.world.say = func(_ context.Context, answer chat.Answer) (chat.Said, error) {
		if answer.Chat == recordtest.Account(9).ID {
			return chat.Said{Words: 1}, nil
		}
		return chat.Said{}, chat.ErrUnreachable
	}
	r.look(t)
	r.wantKept(t, "1 ends-30 said 2026-12-01", "2 ends-30 skipped unreachable")
}

// TestOnAnAccountOfHisOwnMeanwhile: who was to be told through his helper, and has an account of his own by the time, is told there.
func TestOnAnAccountOfHisOwnMeanwhile(t *testing.T) {
	r := newReminded(t)
	r.helper(t, 9)
	r.covered(t, 9, 1, record.RelationHelper)
	r.covered(t, 2, 2, record.RelationSelf)
	r.at(t, "2026-12-01 08:00")
	r.scan(t)
	parcels, err := r.reminders.Claim(t.Context(), r.now, time.Minute, 1)
	if err != nil || len(parcels) != 1 {
		t.Fatal(len(parcels), err)
	}
	if _, err := r.pool.Exec(t.Context(), "insert into worker_contacts (worker, contact, since) values (1, $1, now())", recordtest.Account(2).ID); err != nil {
		t.Fatal(err)
	}
	_, skip, err := parcels[0].Ready(t.Context(), r.now)
	if err != nil || skip == "" {
		t.Fatal(skip, err)
	}
	if err := parcels[0].End(t.Context(), record.Delivery{State: record.LetterSkipped, Reason: skip, At: r.now}); err != nil {
		t.Fatal(err)
	}
	r.look(t)
	if said := r.heard(t); len(said) != 1 || said[0] != recordtest.Account(2).ID {
		t.Errorf("%v were told", said)
	}
	r.wantKept(t, "1 ends-30 said 2026-12-01", "2 ends-30 waiting")
}

// TestOneMessageADay has a helper with a worker of his own and three others whose reminders fall due together.
func TestOneMessageADay(t *testing.T) {
	r := newReminded(t)
	r.helper(t, 9)
	r.covered(t, 9, 1, record.RelationSelf)
	for n := 2; n <= 4; n++ {
		r.covered(t, 9, n, record.RelationHelper)
	}
	r.at(t, "2026-12-01 08:00")
	r.look(t)
	r.wantKept(t, "1 ends-30 said 2026-12-01", "2 ends-30 waiting", "3 ends-30 waiting", "4 ends-30 waiting")
	r.at(t, "2026-12-01 16:00")
	r.covered(t, 9, 5, record.RelationHelper) // comes into it that day
	r.look(t)
	r.at(t, "2026-12-02 07:59")
	r.look(t)
	if said := r.heard(t); len(said) != 1 {
		t.Errorf("%v were told something on the first day", said)
	}
	r.apply(t, record.ConfirmMonths{By: "officer:1", At: r.now, NIK: recordtest.NIK(t, 3), First: civil.Month{Year: 2027, Month: time.January},
		Months: 1, DataDate: civil.DateOf(recordtest.Noon)})
	r.at(t, "2026-12-02 08:00")
	r.look(t)
	if said := r.heard(t); len(said) != 1 {
		t.Errorf("%v were told something on the second day", said)
	}
	r.wantKept(t, "1 ends-30 said 2026-12-01", "2 ends-30 said 2026-12-02", "3 ends-30 skipped paid", "4 ends-30 said 2026-12-02",
		"5 ends-30 said 2026-12-02")
}

// TestTheMostImportantGoesFirst: of two steps of one worker the other is not said at all; of two workers it waits for the next day.
func TestTheMostImportantGoesFirst(t *testing.T) {
	r := newReminded(t)
	r.covered(t, 1, 1, record.RelationSelf)
	r.covered(t, 1, 2, record.RelationSelf)
	r.at(t, "2026-12-29 07:00")
	january := civil.Month{Year: 2027, Month: time.January}
	planned := func(worker int64, step record.ReminderStep) record.PlannedReminder {
		return record.PlannedReminder{
			ReminderKey: record.ReminderKey{Worker: worker, Month: january, Step: step}, Day: january.First(), Until: january.Last(), NotBefore: r.now,
		}
	}
	if _, err := r.PlanReminders(t.Context(), []record.PlannedReminder{planned(1, record.StepEnds7), planned(2, record.StepEndsNow),
		planned(2, record.StepEnds7)}); err != nil {
		t.Fatal(err)
	}
	r.at(t, "2026-12-29 08:00")
	r.say(t)
	r.wantKept(t, "1 ends-7 waiting", "2 ends-now said 2026-12-29", "2 ends-7 skipped outranked")
	r.at(t, "2026-12-30 08:00")
	r.say(t)
	r.wantKept(t, "1 ends-7 said 2026-12-30", "2 ends-now said 2026-12-29", "2 ends-7 skipped outranked")
}

// TestWindowClosesInTheMiddle: what was claimed at the last moment is not said after it.
func TestWindowClosesInTheMiddle(t *testing.T) {
	r := newReminded(t)
	for n := 1; n <= 3; n++ {
		r.covered(t, n, n, record.RelationSelf)
	}
	r.at(t, "2026-12-04 10:59") // a Friday
	r.scan(t)
	parcels, err := r.reminders.Claim(t.Context(), r.now, time.Hour, 10)
	if err != nil || len(parcels) != 3 {
		t.Fatal(len(parcels), err)
	}
	r.at(t, "2026-12-04 11:00")
	for _, p := range parcels {
		if _, skip, err := p.Ready(t.Context(), r.now); skip != "" || err != nil {
			t.Fatal(skip, err)
		}
		if begun, err := p.Begin(t.Context(), r.now); begun || err != nil {
			t.Errorf("begun %t, %v", begun, err)
		}
	}
	for _, p := range parcels {
		if err := p.End(t.Context(), record.Delivery{State: record.LetterWaiting, Again: r.now, At: r.now}); err != nil {
			t.Fatal(err)
		}
	}
	r.at(t, "2026-12-04 12:59")
	r.look(t)
	if said := r.heard(t); len(said) > 0 {
		t.Errorf("%v were told something in the pause", said)
	}
	r.at(t, "2026-12-04 13:00")
	r.look(t)
	if said := r.heard(t); len(said) != 3 {
		t.Errorf("%v were told something after the pause", said)
	}
}

// TestAllOfADayCarryOneCode: whoever is asked for it answers from the announcements.
func TestAllOfADayCarryOneCode(t *testing.T) {
	r := newReminded(t)
	r.covered(t, 1, 1, record.RelationSelf)
	r.covered(t, 2, 2, record.RelationSelf)
	r.at(t, "2026-12-01 08:00")
	r.look(t)
	kept, err := r.Announce(t.Context(), record.Announcement{About: "reminders:2026-12-01", Kind: record.Contribution, At: r.now})
	if err != nil || len(r.said) != 2 {
		t.Fatalf("%d were told something, %v", len(r.said), err)
	}
	for _, answer := range r.said {
		if text := fmt.Sprint(answer.Words[0].Args); !strings.Contains(text, kept.Code.String()) {
			t.Errorf("the code is %s, said was %s", kept.Code, text)
		}
	}
}
