package postgres

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"golang.org/x/sync/errgroup"

	"jagaetam/internal/chat"
	"jagaetam/internal/identity"
	"jagaetam/internal/record"
	"jagaetam/internal/record/recordtest"
)

func dialoguePlace(chat string) string { return "test:" + chat }

func sealedSnapshot(vault *identity.Vault, chat string, version int64) record.Snapshot {
	sealed := vault.Seal(dialoguePlace(chat), fmt.Appendf(nil, "%s version %d", chat, version))
	return record.Snapshot{Chat: chat, Version: version, Sealed: sealed, At: recordtest.Noon}
}

// rotated fills a store with rows sealed with one key, and returns a store with the next.
func rotated(t *testing.T, rows int) *Store {
	t.Helper()
	keys := identity.NewKeyring(today)
	old := newStore(t)
	old.vault = vaultOf(t, keys)
	decree := addDecree(t, old)
	for n := range rows {
		receipt := file(t, old, n)
		fillCover(t, old, n, receipt, decree)
		fillPeople(t, old, n, receipt)
		if err := old.MoveApplication(t.Context(), receipt, record.StateRefused, fmt.Sprint("reason ", n), "officer:1", recordtest.Noon); err != nil {
			t.Fatal(err)
		}
		save(t, old, sealedSnapshot(old.vault, fmt.Sprintf("tg:%03d", n), 1))
		if err := old.Quarantine(t.Context(), "telegram", fmt.Sprint(n), []byte("raw"), "cause"); err != nil {
			t.Fatal(err)
		}
	}
	apply(t, old, "import", record.Remember{By: recordtest.Account(1), Facts: record.Facts{Card: "ABCD-EFGH"}}, record.BeginImport{By: "tg:1", At: recordtest.Noon, Kind: record.FileProposal, File: chat.File{ID: "tg:b", Name: "Siti.xlsx"}})
	for range 5 { // more than one batch has
		if _, err := old.KeepFile(t.Context(), record.KeptFile{Name: "Siti.xlsx", Data: []byte("Siti"), Expires: recordtest.Noon}); err != nil {
			t.Fatal(err)
		}
	}
	keys.Rotate(today.AddDays(1))
	return New(old.pool, vaultOf(t, keys))
}

// fillCover fills each sealed column of what is kept of a worker's cover: two rows of payments, one of each other table.
func fillCover(t *testing.T, s *Store, n int, receipt record.Receipt, decree int64) {
	t.Helper()
	by, at, nik := "officer:1", recordtest.Noon, recordtest.NIK(t, n)
	month, key := recordtest.YearOf2026(0).First, fmt.Sprint("cover-", n)
	apply(t, s, key,
		record.MatchWorker{By: by, At: at, NIK: nik, Source: record.MatchDTSEN, Result: record.MatchAgrees, Decile: 3},
		record.ListWorker{By: by, At: at, NIK: nik, Decree: decree},
		record.AnswerEnrolment{By: by, At: at, NIK: nik, Decree: decree, Accepted: true, KPJ: recordtest.KPJ(t, 7)},
		record.AnswerEnrolment{By: by, At: at, NIK: nik, Decree: decree, Field: record.FieldName, Reason: "NAMA TIDAK SESUAI: SITI"},
		record.ReportPayment{By: recordtest.Account(1), At: at, Receipt: receipt, First: month, Months: 2, Evidence: chat.File{ID: "tg:a", Name: "struk Siti.jpg"}},
		record.Say{Tell: record.Tell{Receipt: receipt, Words: chat.Words{Key: "k", Args: chat.Args{"Name": chat.Literal("Ibu Siti")}}}})
	no := record.PaymentAnswer{Receipt: receipt, Month: month, Reason: "Struk Siti tidak terbaca", By: by, At: at}
	if err := s.AnswerPayment(t.Context(), no); err != nil {
		t.Fatal(err)
	}
}

func TestResealBesideWriters(t *testing.T) {
	const rows = resealBatchSize + 50
	s := rotated(t, rows)
	var work errgroup.Group
	resealed := 0
	work.Go(func() (err error) {
		resealed, err = s.Reseal(t.Context(), dialoguePlace, func(string, int) {})
		return err
	})
	work.Go(func() error { // against the order of the reseal, to meet it
		for n := rows - 1; n >= 0; n-- {
			if err := s.SaveSnapshots(t.Context(), []record.Snapshot{sealedSnapshot(s.vault, fmt.Sprintf("tg:%03d", n), 2)}); err != nil {
				return err
			}
		}
		return nil
	})
	work.Go(func() error {
		for n := range 20 {
			file(t, s, rows+n)
			at := recordtest.Noon.Add(time.Hour)
			if err := s.MoveApplication(t.Context(), record.Receipt(n+1), record.StateReceived, "taken up again", "officer:1", at); err != nil {
				return err
			}
		}
		return nil
	})
	if err := work.Wait(); err != nil {
		t.Fatal(err)
	}
	if n, err := s.CountStale(t.Context()); n != 0 || err != nil {
		t.Errorf("%d rows are left with the older key, %v", n, err)
	}
	if resealed < 3*rows {
		t.Errorf("%d rows sealed anew", resealed)
	}
	wantAllFresh(t, s)
	for n := range rows {
		wantVersion(t, s, fmt.Sprintf("tg:%03d", n), 2)
	}
	again, err := s.Reseal(t.Context(), dialoguePlace, func(string, int) {})
	if again != 0 || err != nil {
		t.Errorf("a second time: %d rows, %v", again, err)
	}
}

func wantVersion(t *testing.T, s *Store, chat string, version int64) {
	t.Helper()
	kept, _, err := s.Snapshot(t.Context(), chat)
	if err != nil {
		t.Fatal(err)
	}
	plain, err := s.vault.Open(dialoguePlace(chat), kept.Sealed)
	if want := fmt.Sprintf("%s version %d", chat, version); string(plain) != want {
		t.Errorf("%s holds %q, %v, want %q", chat, plain, err, want)
	}
}

// TestResealKeepsWhatIsWrittenMeanwhile stops the reseal where it has read two snapshots and is about to write the first, and
// has somebody save the second.
func TestResealKeepsWhatIsWrittenMeanwhile(t *testing.T) {
	s := rotated(t, 2)
	exec(t, s, `create function stop_here() returns trigger language plpgsql as
		$$ begin perform pg_advisory_xact_lock(1); return new; end $$`)
	exec(t, s, `create trigger stop_here before update on snapshots for each row when (old.chat = 'tg:000') execute function stop_here()`)
	blocker := block(t, s, `select pg_advisory_xact_lock(1)`)
	var work errgroup.Group
	work.Go(func() error {
		_, err := s.Reseal(t.Context(), dialoguePlace, func(string, int) {})
		return err
	})
	untilWaiting(t, s, 1)
	work.Go(func() error {
		return s.SaveSnapshots(t.Context(), []record.Snapshot{sealedSnapshot(s.vault, "tg:001", 2)})
	})
	untilWaiting(t, s, 2)
	if err := blocker.Rollback(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := work.Wait(); err != nil {
		t.Fatal(err)
	}
	wantVersion(t, s, "tg:000", 1)
	wantVersion(t, s, "tg:001", 2)
	wantAllFresh(t, s)
}

// wantAllFresh goes over every bytea column of the schema but the indexes, so that a new sealed column cannot be forgotten.
func wantAllFresh(t *testing.T, s *Store) {
	t.Helper()
	rows, _ := s.pool.Query(t.Context(), `select table_name, column_name from information_schema.columns
		where table_schema = 'public' and data_type = 'bytea' and column_name not like '%\_index'`)
	columns, err := pgx.CollectRows(rows, pgx.RowToStructByPos[struct{ Table, Column string }])
	if err != nil || len(columns) < 14 {
		t.Fatalf("%d sealed columns, %v", len(columns), err)
	}
	for _, c := range columns {
		rows, _ := s.pool.Query(t.Context(), fmt.Sprintf(`select %s from %s where %[1]s is not null`, c.Column, c.Table))
		values, err := pgx.CollectRows(rows, pgx.RowTo[[]byte])
		if err != nil || len(values) == 0 {
			t.Errorf("%s.%s: %d values, %v", c.Table, c.Column, len(values), err)
		}
		for _, sealed := range values {
			if s.vault.Stale(sealed) {
				t.Errorf("%s.%s is sealed with an older key", c.Table, c.Column)
				break
			}
		}
	}
	facts, err := s.Facts(t.Context(), record.Query{Person: recordtest.Account(1), Applications: true})
	if err != nil || len(facts.Applications) == 0 || facts.Applications[0].Name != "Siti" {
		t.Errorf("names do not open: %v", err)
	}
}

func TestResealGoesPastADamagedRow(t *testing.T) {
	s := rotated(t, 3)
	exec(t, s, `update workers set name = nik where id = (select min(id) from workers)`)
	var told int
	n, err := s.Reseal(t.Context(), dialoguePlace, func(_ string, rows int) { told += rows })
	if !errors.Is(err, identity.ErrTampered) {
		t.Errorf("%v, want that a row is damaged", err)
	}
	const people = 3 * (1 + 1 + 2 + 1 + 2 + 3) // helpers, changes, requests, disputes, what is said of the last two, and a case with what is said of it
	if want := 2 + 3 + 3 + 2*3 + 3 + 3 + 3 + people + 5 + 1 + 1; n != want || told != want {
		t.Errorf("%d rows sealed anew, %d told, want %d", n, told, want)
	}
}
