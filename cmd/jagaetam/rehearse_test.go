package main

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"jagaetam/internal/civil"
	"jagaetam/internal/postgres"
	"jagaetam/internal/programme"
	"jagaetam/internal/record"
	"jagaetam/internal/record/recordtest"
	"jagaetam/internal/testservices"
)

// rehearsed is a database with three workers whose decree ends with 2026: one with an account, two with a helper. It is the 1st of December.
func rehearsed(t *testing.T) (*pgxpool.Pool, []record.Receipt) {
	t.Helper()
	url := testservices.PostgresURL(t)
	keyring, vault := makeKeyring(t)
	path := filepath.Join(t.TempDir(), "clock")
	if _, err := newDemoClock(path, civil.Date{Year: 2026, Month: time.December, Day: 1}.In(programme.Default().Zone()).Add(7*time.Hour)); err != nil {
		t.Fatal(err)
	}
	setEnviron(t, "DATABASE_URL="+url, "KEYRING_FILE="+keyring, "DEMO_CLOCK="+path, "TELEGRAM_API_URL=http://127.0.0.1:1")
	pool := openPool(t, url)
	store := postgres.New(pool, vault)
	decree, err := store.AddDecree(t.Context(), recordtest.YearOf2026(0), "officer:1", recordtest.Noon)
	if err != nil {
		t.Fatal(err)
	}
	perform := func(key string, effects ...record.Effect) record.Outcome {
		outcome, err := store.Apply(t.Context(), key, effects)
		if err != nil {
			t.Fatal(err)
		}
		return outcome
	}
	helper := recordtest.Account(2)
	number := perform("asks", recordtest.AsksToHelp(t, helper)).Helper
	perform("admitted", record.AnswerHelper{Officer: "officer:1", At: recordtest.Noon, Number: number, State: record.HelperAdmitted})
	var receipts []record.Receipt
	for n := 1; n <= 3; n++ {
		nik := recordtest.NIK(t, n)
		filing := recordtest.Filing(t, recordtest.Account(min(n, 2)), fmt.Sprint("r", n), nik)
		if n > 1 {
			filing.Relation = record.RelationHelper
		}
		receipts = append(receipts, perform(fmt.Sprint("files", n), filing).Receipt)
		perform(fmt.Sprint("accepted", n), record.ListWorker{By: "officer:1", At: recordtest.Noon, NIK: nik, Decree: decree}, record.AnswerEnrolment{
			By: "officer:1", At: recordtest.Noon, NIK: nik, Decree: decree, Accepted: true, DataDate: civil.DateOf(recordtest.Noon),
		})
	}
	return pool, receipts
}

func TestRehearse(t *testing.T) {
	pool, receipts := rehearsed(t)
	before := contents(t, pool)
	all := runCommand("rehearse", "-to", "2027-06-30")
	all.expect(t, 0, "A rehearsal from 2026-12-01 to 2027-06-30", "Nothing is sent", "Nobody pays")
	for _, line := range []string{
		"DAY MESSAGES ends-30 ends-7 ends-now before on after unpaid-1 unpaid-2 last again", "2026-12-01 2 3 0 0", "2026-12-29 2 0 0 3",
		"2027-01-08 2 0 0 0 3", "2027-04-08 2 0 0 0 0 0 0 0 0 0 3",
	} {
		if !strings.Contains(strings.Join(strings.Fields(all.out), " "), line) {
			t.Errorf("the table has no %q:\n%s", line, all.out)
		}
	}
	own := runCommand("rehearse", "-from", "2026-12-20", "-to", "2027-01-31", "-worker", receipts[0].String())
	own.expect(t, 0, "2026-12-24: ends-7 of 2027-01, to him", "31 Desember 2026", "Rp18.800", "2027-01-15: on of 2027-01", "Siti", "???-???")
	helped := runCommand("rehearse", "-to", "2026-12-10", "-worker", receipts[2].String())
	helped.expect(t, 0, "2026-12-01: ends-30 of 2027-01, in his helper's list", receipts[2].String())
	for _, told := range []outcome{all, own, helped} {
		for _, personal := range []string{recordtest.NIK(t, 1).Reveal(), "81299990000", "Nur'aini", "tg:"} {
			if strings.Contains(told.out, personal) {
				t.Errorf("it tells who the worker is, %q:\n%s", personal, told.out)
			}
		}
	}
	if strings.Contains(own.out, "2026-12-01: ") || strings.Contains(helped.out, receipts[1].String()) {
		t.Errorf("it tells more than what was asked for:\n%s%s", own.out, helped.out)
	}
	runCommand("rehearse", "-district", "64.02.06").expect(t, 0, "2026-12-01  2")
	if other := runCommand("rehearse", "-district", "64.02.01"); strings.Contains(other.out, "2026-12-01  2") {
		t.Errorf("another kecamatan is told of: %s", other.out)
	}
	runCommand("rehearse", "-from", "2026-09-15", "-to", "2026-11-30").expect(t, 0, "2026-11-01")
	if after := contents(t, pool); after != before {
		t.Errorf("it changed what is kept:\n%s\n%s", before, after)
	}
	records, _, done, err := openCopied(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	defer done()
	if _, err := records.Announce(t.Context(), record.Announcement{About: "reminders:2026-12-01", Kind: record.Contribution, At: recordtest.Noon}); err == nil {
		t.Error("something can be kept")
	}
}

// contents are all rows of all tables, with who wrote them last.
func contents(t *testing.T, pool *pgxpool.Pool) string {
	t.Helper()
	rows, _ := pool.Query(t.Context(), "select tablename from pg_tables where schemaname = 'public' order by 1") // CollectRows has the error
	tables, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil || len(tables) < 20 {
		t.Fatalf("%d tables, %v", len(tables), err)
	}
	var all strings.Builder
	for _, table := range tables {
		var n int
		var sum string
		sql := fmt.Sprintf("select count(*), coalesce(md5(string_agg(t.xmin::text || t::text, '|' order by t.ctid)), '') from %s t", pgx.Identifier{table}.Sanitize())
		if err := pool.QueryRow(context.WithoutCancel(t.Context()), sql).Scan(&n, &sum); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintln(&all, table, n, sum)
	}
	return all.String()
}

func TestRehearseMistakes(t *testing.T) {
	rehearsed(t)
	runCommand("rehearse", "-to", "2028-06-30").expect(t, exitUsage, "at most 400 days")
	runCommand("rehearse", "-to", "2026-11-30").expect(t, exitUsage, "ends before it begins")
	runCommand("rehearse", "-worker", "JE-000917-X").expect(t, exitUsage)
	runCommand("rehearse", "-worker", record.Receipt(999_999).String()).expect(t, exitFailed, record.ErrNotFound.Error())
	runCommand("rehearse", "-district", "11.01.01").expect(t, exitUsage, `there is no kecamatan "11.01.01"`)
	runCommand("rehearse", "-data", t.TempDir()).expect(t, exitFailed)
}
