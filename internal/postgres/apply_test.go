package postgres

import (
	"context"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"jagaetam/internal/chat"
	"jagaetam/internal/record"
	"jagaetam/internal/record/recordtest"
)

// waitingSQL has the backends that wait for a lock of another.
const waitingSQL = `
select pid from pg_stat_activity where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0`

// untilWaiting returns the backends that wait for a lock, as soon as there are n.
func untilWaiting(t *testing.T, s *Store, n int) []int {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	for {
		rows, _ := s.pool.Query(ctx, waitingSQL)
		waiting, err := pgx.CollectRows(rows, pgx.RowTo[int])
		if err != nil {
			t.Fatalf("see who waits for a lock: %v", err)
		}
		if len(waiting) == n {
			return waiting
		}
	}
}

// block opens a transaction that runs the statement and stays open.
func block(t *testing.T, s *Store, statement string, args ...any) pgx.Tx {
	t.Helper()
	tx, err := s.pool.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = tx.Rollback(context.WithoutCancel(t.Context())) })
	if _, err := tx.Exec(t.Context(), statement, args...); err != nil {
		t.Fatal(err)
	}
	return tx
}

// TestBrokenOffInTheMiddleLeavesNothing breaks off when receipt and worker are inserted and the application is not.
func TestBrokenOffInTheMiddleLeavesNothing(t *testing.T) {
	for name, breakOff := range map[string]func(t *testing.T, s *Store, cancel func()){
		"the caller gives up": func(_ *testing.T, _ *Store, cancel func()) { cancel() },
		"the connection is cut": func(t *testing.T, s *Store, _ func()) {
			exec(t, s, `select pg_terminate_backend($1)`, untilWaiting(t, s, 1)[0])
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStore(t)
			effects := []record.Effect{recordtest.Filing(t, recordtest.Account(1), "r1", recordtest.NIK(t, 1))}
			blocker := block(t, s, `lock table consents in exclusive mode`)

			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			failed := make(chan error, 1)
			go func() {
				_, err := s.Apply(ctx, "k1", effects)
				failed <- err
			}()
			untilWaiting(t, s, 1)
			breakOff(t, s, cancel)
			if err := <-failed; err == nil {
				t.Fatal("no error")
			}
			if err := blocker.Rollback(t.Context()); err != nil {
				t.Fatal(err)
			}

			for _, table := range []string{"receipts", "contacts", "workers", "applications", "application_history", "worker_contacts", "consents"} {
				if n := one[int](t, s, `select count(*) from `+table); n != 0 {
					t.Errorf("%d rows in %s", n, table)
				}
			}
			if outcome := apply(t, s, "k1", effects...); outcome.Name != record.OutcomeFiled {
				t.Errorf("afterwards: %+v", outcome)
			}
		})
	}
}

// TestVictimOfADeadlockTriesAgain has Apply hold account 1 and want account 2, and another transaction the reverse. PostgreSQL
// breaks off the one that has waited for its deadlock_timeout, which the other never does.
func TestVictimOfADeadlockTriesAgain(t *testing.T) {
	s := newStore(t)
	first, second := recordtest.Account(1), recordtest.Account(2)
	language := func(p chat.Person, l string) record.Effect { return record.SetLanguage{By: p, Language: l} }
	apply(t, s, "k0", language(first, "id"), language(second, "id"))

	other := block(t, s, `set local deadlock_timeout = '1h'`)
	if _, err := other.Exec(t.Context(), `update contacts set reachable = true where id = $1`, second.ID); err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() {
		_, err := s.Apply(t.Context(), "k1", []record.Effect{language(first, "en"), language(second, "en")})
		done <- err
	}()
	untilWaiting(t, s, 1)
	if _, err := other.Exec(t.Context(), `update contacts set reachable = true where id = $1`, first.ID); err != nil {
		t.Fatal(err)
	}
	if err := other.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	if n := one[int](t, s, `select count(*) from contacts where language = 'en'`); n != 2 {
		t.Errorf("%d contacts changed", n)
	}
}

// TestRunUnderTwoKeysAtOnce stops both where they have looked for the run and not filed it yet.
func TestRunUnderTwoKeysAtOnce(t *testing.T) {
	s, siti := newStore(t), recordtest.Account(1)
	apply(t, s, "k0", record.SetLanguage{By: siti, Language: "id"})
	blocker := block(t, s, `lock table applications in exclusive mode`)
	outcomes := make(chan record.Outcome, 2)
	for n, key := range []string{"k1", "k2"} {
		go func() {
			outcome, err := s.Apply(t.Context(), key, []record.Effect{recordtest.Filing(t, siti, "r1", recordtest.NIK(t, n))})
			if err != nil {
				t.Error(err)
			}
			outcomes <- outcome
		}()
	}
	untilWaiting(t, s, 2)
	if err := blocker.Rollback(t.Context()); err != nil {
		t.Fatal(err)
	}
	if first, second := <-outcomes, <-outcomes; first != second || first.Name != record.OutcomeFiled {
		t.Errorf("%+v and %+v, want the same application", first, second)
	}
}

func TestLatestWordOnReachabilityStands(t *testing.T) {
	s, siti := newStore(t), recordtest.Account(1)
	reach := func(key string, reachable bool, at time.Time) {
		apply(t, s, key, record.SetReachable{By: siti, Reachable: reachable, At: at})
	}
	reach("k1", false, recordtest.Noon.Add(time.Minute))
	reach("k2", true, recordtest.Noon)
	if one[bool](t, s, `select reachable from contacts where id = $1`, siti.ID) {
		t.Error("an older word stands")
	}
	reach("k3", true, recordtest.Noon.Add(time.Hour))
	if !one[bool](t, s, `select reachable from contacts where id = $1`, siti.ID) {
		t.Error("a newer word does not stand")
	}
}

// TestEndedBinding takes a worker from the account that filed for him.
func TestEndedBinding(t *testing.T) {
	s, siti, nik := newStore(t), recordtest.Account(1), recordtest.NIK(t, 1)
	file(t, s, 1)
	exec(t, s, `update worker_contacts set until = $1`, recordtest.Noon.Add(time.Hour))
	facts, err := s.Facts(t.Context(), record.Query{Person: siti, Applications: true, NIK: nik})
	if err != nil {
		t.Fatal(err)
	}
	if facts.Applications != nil || facts.NIK != record.RegisteredByOther || facts.NIKReceipt != 0 {
		t.Errorf("still sees %+v", facts)
	}
	if outcome := apply(t, s, "k2", recordtest.Filing(t, siti, "r2", nik)); outcome != (record.Outcome{Name: record.OutcomeTaken}) {
		t.Errorf("outcome %+v", outcome)
	}
}

// TestSchemaIsTheLastGuard goes past the store.
func TestSchemaIsTheLastGuard(t *testing.T) {
	s := newStore(t)
	fillCover(t, s, 1, file(t, s, 1), addDecree(t, s))
	exec(t, s, `insert into audit (at, actor, act, subject) values (now(), 'officer:1', 'look', 'application:1')`)
	for name, statement := range map[string]string{
		"a run twice": `insert into applications (worker, contact, run, state, since, filed_at)
			select worker, contact, run, state, since, filed_at from applications`,
		"a NIK twice": `insert into workers (nik_index, nik, name, birth, particulars, created_at)
			select nik_index, nik, name, birth, particulars, created_at from workers`,
		"a binding twice":     `insert into worker_contacts (worker, contact, since) select worker, contact, since from worker_contacts`,
		"an unknown state":    `update applications set state = 'lost'`,
		"a receipt of no key": `insert into receipts (key) values ('')`,
		"an act of nobody":    `insert into audit (at, actor, act, subject) values (now(), '', 'look', 'application:1')`,
		"a month paid twice":  `insert into payments (worker, month, state, by, at) select worker, month, state, by, at from payments`,
		"a month begun late":  `update payments set month = '2026-03-02'`,
		"a king pays":         `update decrees set sponsor = 'king'`,
		"a decree backwards":  `update decrees set first = '2027-01-01', last = '2026-01-01'`,
		"on a list twice": `insert into covers (worker, decree, first, last, listed_at)
			select worker, decree, first, last, listed_at from covers`,
		"left on no day":  `update workers set leaving = 'died'`,
		"words to two":    `update outbox set chat = 'tg:1', worker = (select min(id) from workers)`,
		"words to nobody": `update outbox set chat = null, worker = null`,
		"audit changed":   `update audit set actor = 'officer:2'`,
		"audit deleted":   `delete from audit`,
		"audit emptied":   `truncate audit`,
	} {
		if _, err := s.pool.Exec(t.Context(), statement); err == nil {
			t.Errorf("%s: the schema allows it", name)
		}
	}
}
