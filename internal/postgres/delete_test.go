package postgres

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"golang.org/x/sync/errgroup"

	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/identity"
	"jagaetam/internal/record"
	"jagaetam/internal/record/recordtest"
)

// leaving is the account that is deleted. Its number stands nowhere else.
var leaving = recordtest.Account(7_777_001)

// fillPerson does all that a person can do who registered himself and helps another, and what others do about him. It returns his
// receipt and that of the other.
func fillPerson(t *testing.T, s *Store, archived bool) (own, helped record.Receipt) {
	t.Helper()
	at, nik, neighbour := recordtest.Noon, recordtest.NIK(t, 1), recordtest.Account(2)
	own = apply(t, s, "wake:1790000000000:"+leaving.ID, recordtest.Filing(t, leaving, "r1", nik),
		record.SetLanguage{By: leaving, Language: "en"}, record.SetReachable{By: leaving, Reachable: true, At: at}).Receipt
	if archived {
		decree, err := s.AddDecree(t.Context(), recordtest.YearOf2026(0), "officer:1", at)
		if err != nil {
			t.Fatal(err)
		}
		apply(t, s, "list", record.ListWorker{By: "officer:1", At: at, NIK: nik, Decree: decree},
			record.AnswerEnrolment{By: "officer:1", At: at, NIK: nik, Decree: decree, Accepted: true, KPJ: recordtest.KPJ(t, 7)},
			record.AnswerEnrolment{By: "officer:1", At: at, NIK: nik, Decree: decree, Field: record.FieldAddress, Reason: "kata BPJS"})
	}
	correct := func(field record.Field, to record.Worker) record.CorrectWorker {
		return record.CorrectWorker{By: leaving, At: at, Receipt: own, Field: field, Worker: to}
	}
	miss := record.LookUp{By: leaving, At: at, NIK: recordtest.NIK(t, 9), Birth: today, Village: "64.02.06.1001"}
	missed := miss
	missed.By, missed.NIK = neighbour, nik
	apply(t, s, "much", record.AskToBeTold{By: leaving, At: at}, correct(record.FieldAddress, record.Worker{Address: "Jalan Pindahan 5"}),
		correct(record.FieldName, record.Worker{Name: "Siti Usulan Ujicoba"}),
		record.SetConsent{By: leaving, At: at, Receipt: own, Purpose: record.PurposeReminders},
		record.AskData{By: leaving, At: at, Kind: record.RequestDecision, Receipt: own},
		miss, missed, record.ClaimWorker{By: leaving, At: at, Code: "ABCD-EFGH"},
		record.RaiseDispute{By: leaving, At: at, NIK: recordtest.NIK(t, 9)}, record.RaiseDispute{By: neighbour, At: at, NIK: nik},
		record.MatchWorker{By: "officer:1", At: at, NIK: nik, Source: record.MatchDTSEN, Result: record.MatchAgrees, Decile: 3},
		record.ReportPayment{By: leaving, At: at, Receipt: own, First: recordtest.YearOf2026(0).First, Months: 2, Evidence: chat.File{ID: "tg:a", Name: "struk.jpg"}},
		record.PlanMonths{By: leaving, At: at, Receipt: own, Plan: record.Plan{First: recordtest.YearOf2026(0).Last.Add(1), Months: 6, JHT: true}},
		record.VerifyCode{By: leaving, At: at, Code: "K7M3QP"},
		record.Say{Tell: record.Tell{To: leaving.ID, Words: chat.Words{Key: "ucapan"}}},
		record.Say{Tell: record.Tell{Receipt: own, Words: chat.Words{Key: "ucapan"}}})
	if err := s.MoveApplication(t.Context(), own, stateFor(archived), "alasan petugas", "officer:1", at); err != nil {
		t.Fatal(err)
	}
	fillCase(t, s, own)
	number := apply(t, s, "help", recordtest.AsksToHelp(t, leaving)).Helper
	apply(t, s, "admit", record.AnswerHelper{Officer: "officer:1", At: at, Number: number, State: record.HelperAdmitted})
	filing := recordtest.Filing(t, leaving, "r2", recordtest.NIK(t, 2))
	filing.Relation, filing.Worker = record.RelationHelper, record.Worker{
		NIK: recordtest.NIK(t, 2), Name: "Tetangga Lain", Birth: today.AddDays(-10_000), Village: "64.02.07.2001", District: "64.02.07",
	}
	filing.Flags, filing.Attribution = nil, ""
	helped = apply(t, s, "file", filing).Receipt
	apply(t, s, "pay", record.ReportPayment{By: leaving, At: at, Receipt: helped, First: recordtest.YearOf2026(0).First, Months: 1},
		record.CorrectWorker{By: leaving, At: at, Receipt: helped, Field: record.FieldWorkplace, Worker: record.Worker{Workplace: "Sungai"}})
	apply(t, s, "tell", record.Say{Tell: record.Tell{Receipt: helped, Words: chat.Words{Key: "kabar"}}})
	sayLetters(t, s)
	sayReminders(t, s)
	save(t, s, sealedSnapshot(s.vault, leaving.ID, 1))
	raw := fmt.Appendf(nil, `{"from":{"id":%s},"text":"tak terbaca"}`, strings.TrimPrefix(leaving.ID, "tg:"))
	if err := s.Quarantine(t.Context(), "telegram", "k4", raw, "cannot decode"); err != nil {
		t.Fatal(err)
	}
	return own, helped
}

// fillCase has the person turn to an officer, who was his neighbour's officer too.
func fillCase(t *testing.T, s *Store, own record.Receipt) {
	t.Helper()
	at := recordtest.Noon
	token, err := s.InviteOfficer(t.Context(), []record.Role{record.RoleOperator}, nil, "officer:1", at)
	if err != nil {
		t.Fatal(err)
	}
	officer := recordtest.Account(3)
	number := apply(t, s, "case", record.JoinOffice{By: officer, At: at, Token: token}, record.OpenCase{
		By: leaving, At: at, Matter: record.MatterData, Receipt: own, DueAt: at.Add(time.Hour),
		Said: []record.CaseMessage{{Message: "71", Text: "keluhan saya", File: chat.File{ID: "tg:keluhan"}}},
	}).Case
	apply(t, s, "answers", record.AnswerCase{By: officer.ID, At: at, Case: number, Said: record.CaseMessage{Message: "72", Text: "jawaban meja"}},
		record.LookInto{By: officer.ID, At: at, Case: number, Reason: "alasan melihat"})
}

// sayLetters has all that is in the outbox said, in messages that are to be deleted again.
func sayLetters(t *testing.T, s *Store) {
	t.Helper()
	at := recordtest.Noon
	letters, err := s.ClaimLetters(t.Context(), at, time.Minute, 9)
	if err != nil || len(letters) == 0 {
		t.Fatalf("claimed %d letters, %v", len(letters), err)
	}
	for _, letter := range letters {
		if begun, err := s.BeginLetter(t.Context(), letter, at); err != nil || !begun {
			t.Fatal(begun, err)
		}
		said := record.Delivery{ID: letter.ID, State: record.LetterSaid, At: at, Passing: []chat.Passing{{Message: "7", After: 60}}}
		if err := s.EndLetter(t.Context(), said); err != nil {
			t.Fatal(err)
		}
	}
}

// sayReminders has everybody told a reminder, the person of his own and of who he helps on two days.
func sayReminders(t *testing.T, s *Store) {
	t.Helper()
	all, err := s.Roll(t.Context(), 0, 100)
	if err != nil {
		t.Fatal(err)
	}
	at := recordtest.Noon
	for i, e := range all {
		key := record.ReminderKey{Worker: e.ID, Month: recordtest.YearOf2026(0).Last, Step: record.StepEnds60}
		day := civil.DateOf(at).AddDays(i)
		if n, err := s.PlanReminders(t.Context(), []record.PlannedReminder{{ReminderKey: key, Day: day, Until: day, NotBefore: at}}); n != 1 || err != nil {
			t.Fatal(n, err)
		}
		bundles, err := s.ClaimReminders(t.Context(), record.ReminderClaim{Now: at, Today: day, Next: at, Lease: time.Minute, Limit: 9})
		if err != nil || len(bundles) != 1 {
			t.Fatalf("claimed %d bundles, %v", len(bundles), err)
		}
		id := bundles[0].Reminders[0].ID
		if begun, err := s.BeginReminders(t.Context(), bundles[0], []int64{id}, day, at); err != nil || !begun {
			t.Fatal(begun, err)
		}
		if err := s.EndReminders(t.Context(), bundles[0], []record.ReminderEnd{{ID: id, State: record.LetterSaid}}, at); err != nil {
			t.Fatal(err)
		}
	}
}

func stateFor(archived bool) record.ApplicationState {
	if archived {
		return record.StateRefused // a decreed one can come into no other
	}
	return record.StateReturned
}

func noForgetting(context.Context, string) error { return nil }

// everything is the contents of all tables, with all that is sealed opened beside it.
func everything(t *testing.T, s *Store) string {
	t.Helper()
	var all strings.Builder
	all.WriteString(contents(t, s))
	for _, table := range sealedTables(dialoguePlace) {
		rows, _ := s.pool.Query(t.Context(), `select * from (`+strings.TrimSuffix(table.batch, "for update")+`) as all_of_them`, table.first, 1_000_000)
		found, err := pgx.CollectRows(rows, pgx.RowToStructByPos[sealedRow])
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range found {
			for i, sealed := range row.Columns {
				text, err := s.open(table.place(table.name, table.columns[i], row.Key), sealed)
				if err != nil {
					t.Fatal(err)
				}
				fmt.Fprintln(&all, table.name, table.columns[i], text)
			}
		}
	}
	return all.String()
}

// planted are the values of the person, with those that an archive keeps apart.
func planted(t *testing.T, s *Store) (archive, all []string) {
	t.Helper()
	w := recordtest.Filing(t, leaving, "", recordtest.NIK(t, 1)).Worker
	index := func(kind identity.Kind, value string) string { return string(s.vault.Index(kind, value)) }
	archive = []string{w.NIK.Reveal(), index(identity.KindNIK, w.NIK.Reveal()), "Nur'aini", w.Birth.String(), w.Village}
	return archive, []string{
		w.Phone.Reveal(), index(identity.KindPhone, w.Phone.Reveal()), w.VillageText, w.Neighbourhood, "Karangan 99", w.OccupationText,
		w.Workplace, "1234567", "phone-others", "64.02.06.1002",
		strings.TrimPrefix(leaving.ID, "tg:"), index(identity.KindAttempts, leaving.ID), "Rahman", "99990009", "Jalan Pindahan", "Siti Usulan",
		"kata BPJS", "struk.jpg", "ucapan", "alasan petugas", "tak terbaca", "keluhan saya", "jawaban meja", "alasan melihat", "tg:keluhan", recordtest.KPJ(t, 7).Reveal(),
	}
}

func ask(t *testing.T, s *Store, receipt record.Receipt) record.RequestNumber {
	t.Helper()
	return apply(t, s, "ask to be deleted", record.AskData{By: leaving, At: recordtest.Noon, Kind: record.RequestDelete, Receipt: receipt}).Request
}

func TestDeletePerson(t *testing.T) {
	for name, archived := range map[string]bool{"on no list": false, "on a decree's list": true} {
		t.Run(name, func(t *testing.T) {
			s := newStore(t)
			own, helped := fillPerson(t, s, archived)
			archive, all := planted(t, s)
			before := everything(t, s)
			for _, value := range append(archive, all...) {
				optional := !archived && (value == "kata BPJS" || value == recordtest.KPJ(t, 7).Reveal())
				if !optional && !strings.Contains(before, value) {
					t.Errorf("%q was not planted", value)
				}
			}
			number := ask(t, s, 0)
			var forgotten []string
			done, err := s.DeletePerson(t.Context(), number, "officer:1", recordtest.Noon, func(_ context.Context, chat string) error {
				forgotten = append(forgotten, chat)
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			want := Deleted{Workers: 1, Account: true}
			if archived {
				want = Deleted{Archived: 1, Account: true}
			} else {
				all = append(all, archive...)
			}
			if done != want || len(forgotten) != 1 || forgotten[0] != leaving.ID {
				t.Errorf("deleted %+v, want %+v; forgotten %v", done, want, forgotten)
			}
			after := everything(t, s)
			for _, value := range all {
				if i := strings.Index(after, value); i >= 0 {
					t.Errorf("%q is left: …%.80q", value, after[max(0, i-40):])
				}
			}
			wantKept(t, s, archived, own, helped)
			if _, err := s.DeletePerson(t.Context(), number, "officer:1", recordtest.Noon, noForgetting); !errors.Is(err, ErrDone) {
				t.Errorf("a second time: %v", err)
			}
		})
	}
}

// wantKept looks at what is to stay: the archive's entry, and the worker whom the account helped.
func wantKept(t *testing.T, s *Store, archived bool, own, helped record.Receipt) {
	t.Helper()
	var entry record.Worker
	err := s.transact(t.Context(), func(tx pgx.Tx) (err error) {
		var worker int64
		if err := tx.QueryRow(t.Context(), workerOfSQL, helped).Scan(&worker); err != nil {
			return err
		}
		if _, entry, err = s.readWorker(t.Context(), tx, worker); err != nil || entry.Workplace != "Sungai" || entry.Name != "Tetangga Lain" {
			t.Errorf("the other worker is %+v, %v", entry.Workplace, err)
		}
		entry = record.Worker{}
		err = tx.QueryRow(t.Context(), workerOfSQL, own).Scan(&worker)
		if !archived {
			if !errors.Is(err, pgx.ErrNoRows) {
				t.Errorf("the application is found: %v", err)
			}
			return nil
		}
		_, entry, err = s.readWorker(t.Context(), tx, worker)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if n := one[int](t, s, `select count(*) from consents`); n != 1 {
		t.Errorf("%d consents are kept, not that of the other worker", n)
	}
	if !archived {
		return
	}
	full := recordtest.Filing(t, leaving, "", recordtest.NIK(t, 1)).Worker
	if want := (record.Worker{NIK: full.NIK, Name: full.Name, Birth: full.Birth, Village: full.Village, District: full.District}); entry != want {
		t.Errorf("the archive keeps %+v", entry)
	}
	if n := one[int](t, s, `select count(*) from covers`); n != 1 {
		t.Errorf("%d rows are on the list", n)
	}
	if n := one[int](t, s, `select listed from decrees`); n != 0 {
		t.Errorf("who is deleted takes one of the list's places, for there are %d", n)
	}
	if !one[bool](t, s, `select restricted_at is not null and leaving = 'withdrawn' and plan_first is null and not plan_jht from workers where restricted_at is not null`) {
		t.Error("the worker is not restricted")
	}
	w := recordtest.Filing(t, leaving, "", recordtest.NIK(t, 1)).Worker
	looked := apply(t, s, "look", record.LookUp{By: recordtest.Account(3), At: recordtest.Noon, NIK: w.NIK, Birth: w.Birth, Village: w.Village})
	if looked.Name != record.OutcomeNoMatch {
		t.Errorf("the archive is looked up: %+v", looked)
	}
}

// TestDeleteOneOfTwoWorkers leaves the account to the other worker.
func TestDeleteOneOfTwoWorkers(t *testing.T) {
	s := newStore(t)
	first := apply(t, s, "k1", recordtest.Filing(t, leaving, "r1", recordtest.NIK(t, 1))).Receipt
	second := apply(t, s, "k2", recordtest.Filing(t, leaving, "r2", recordtest.NIK(t, 2))).Receipt
	done, err := s.DeletePerson(t.Context(), ask(t, s, first), "officer:1", recordtest.Noon, func(context.Context, string) error {
		return errors.New("the dialogue is not to be forgotten")
	})
	if err != nil || done != (Deleted{Workers: 1}) {
		t.Fatalf("%+v, %v", done, err)
	}
	left := facts(t, s, record.Query{Person: leaving, Applications: true}).Applications
	if len(left) != 1 || left[0].Receipt != second {
		t.Errorf("left are %+v", left)
	}
}

func TestDeleteNothing(t *testing.T) {
	s := newStore(t)
	receipt := apply(t, s, "k1", recordtest.Filing(t, leaving, "r1", recordtest.NIK(t, 1))).Receipt
	number := ask(t, s, 0)
	other := apply(t, s, "k2", record.AskData{By: leaving, At: recordtest.Noon, Kind: record.RequestStop, Receipt: receipt}).Request
	broken := errors.New("Redis is away")
	fails := func(context.Context, string) error { return broken }
	try := func(number record.RequestNumber, by string, want error) {
		t.Helper()
		if _, err := s.DeletePerson(t.Context(), number, by, recordtest.Noon, fails); !errors.Is(err, want) {
			t.Errorf("%v, want %v", err, want)
		}
		if len(facts(t, s, record.Query{Person: leaving, Kept: true}).Kept) != 1 {
			t.Error("something is deleted")
		}
	}
	try(number, "officer:1", broken)
	try(number, "", record.ErrNobody)
	try(other, "officer:1", ErrNotDelete)
	try(99, "officer:1", record.ErrNotFound)
	token, err := s.InviteOfficer(t.Context(), []record.Role{record.RoleVerifier}, nil, "officer:1", recordtest.Noon)
	if err != nil {
		t.Fatal(err)
	}
	apply(t, s, "k3", record.JoinOffice{By: leaving, At: recordtest.Noon, Token: token})
	try(number, "officer:1", ErrOfficer)
}

// TestDeletedDialogueDoesNotComeBack saves a copy while the chat is being forgotten, and another right after.
func TestDeletedDialogueDoesNotComeBack(t *testing.T) {
	s := newStore(t)
	apply(t, s, "k1", recordtest.Filing(t, leaving, "r1", recordtest.NIK(t, 1)))
	var saving errgroup.Group
	_, err := s.DeletePerson(t.Context(), ask(t, s, 0), "officer:1", recordtest.Noon, func(context.Context, string) error {
		saving.Go(func() error {
			return s.SaveSnapshots(t.Context(), []record.Snapshot{sealedSnapshot(s.vault, leaving.ID, 2)})
		})
		untilWaiting(t, s, 1)
		return nil
	})
	if err == nil {
		err = saving.Wait()
	}
	if err == nil {
		err = s.SaveSnapshots(t.Context(), []record.Snapshot{sealedSnapshot(s.vault, leaving.ID, 3), sealedSnapshot(s.vault, "tg:2", 1)})
	}
	if err != nil {
		t.Fatal(err)
	}
	if _, found, err := s.Snapshot(t.Context(), leaving.ID); found || err != nil {
		t.Errorf("the dialogue is back: %t, %v", found, err)
	}
	wantVersion(t, s, "tg:2", 1)
	exec(t, s, `update forgotten set at = now() - interval '6 minutes'`)
	save(t, s, sealedSnapshot(s.vault, leaving.ID, 1))
	wantVersion(t, s, leaving.ID, 1)
	exec(t, s, `update forgotten set at = now() - interval '2 hours'`)
	if _, err := s.PurgeSnapshots(t.Context(), time.Time{}); err != nil {
		t.Fatal(err)
	}
	if n := one[int](t, s, `select count(*) from forgotten`); n != 0 {
		t.Errorf("%d chats are still remembered as forgotten", n)
	}
}
