package exchange

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5/pgxpool"

	"jagaetam/internal/civil"
	"jagaetam/internal/identity"
	"jagaetam/internal/postgres"
	"jagaetam/internal/record"
	"jagaetam/internal/sheet"
	"jagaetam/internal/testservices"
)

// crashRows are three batches.
const crashRows = 3 * batchSize

var errCrash = errors.New("the process dies here")

// answers is a world with an answer of BPJS about three batches of people, of which every tenth is refused, ready to be written.
func answers(t *testing.T, w *world) (id int64) {
	t.Helper()
	w.take(t, record.FileProposal, 0, "bnba.csv", proposals(t, sheet.CSV, 0, crashRows))
	decree := w.decree(t, record.Decree{Number: "560/91/2026"})
	w.take(t, record.FileDecree, decree, "sk.csv", lists(t, 0, crashRows, nil, nil))
	return w.send(t, record.FileAnswer, decree, "bpjs.csv", lists(t, 0, crashRows, []string{"Status", "KPJ", "Keterangan"}, func(i int) []string {
		if i%10 == 0 {
			return []string{"Gagal", "", "Nama tidak sesuai"}
		}
		return []string{"Berhasil", fmt.Sprintf("%011d", 20_000_000_000+i), ""}
	}))
}

// traces are all that a file leaves behind, but for ids and moments.
func (w *world) traces(t *testing.T) []string {
	t.Helper()
	rows, err := w.pool.Query(t.Context(), `
		select concat_ws(' ', 'cover', c.worker, c.state, c.field) from covers c
		union all select concat_ws(' ', 'row', import, row, fate, reason, about) from import_rows
		union all select concat_ws(' ', 'import', id, state, looked_at, counts) from imports
		union all select concat_ws(' ', 'say', once) from outbox
		union all select concat_ws(' ', 'audit', act, subject) from audit
		order by 1`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var all []string
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			t.Fatal(err)
		}
		all = append(all, line)
	}
	return all
}

// whole is what the file leaves behind where nobody dies.
func whole(t *testing.T) []string {
	t.Helper()
	w := newWorld(t)
	id := answers(t, w)
	w.work(t)
	w.answer(t, id, true, false)
	w.work(t)
	return w.traces(t)
}

// TestDyingDoesNothingTwice holds what a file leaves behind that engines died over against one that none did.
func TestDyingDoesNothingTwice(t *testing.T) {
	want := whole(t)
	t.Run("at every step", func(t *testing.T) { dieAtEveryStep(t, want) })
	t.Run("by kill -9", func(t *testing.T) { dieByKill(t, want) })
}

// dieAtEveryStep has the engine die at every step that touches the store, with the step done and undone, and another one go on after
// its lease.
func dieAtEveryStep(t *testing.T, want []string) {
	w := newWorld(t)
	id := answers(t, w)
	steps := 0
	for {
		var died int
		w.store.fail = func(step string) error {
			if died++; died > steps%5 { // to prepare takes two steps, which each engine does anew
				return fmt.Errorf("%s: %w", step, errCrash)
			}
			return nil
		}
		did, err := w.Step(t.Context())
		if err != nil && !errors.Is(err, errCrash) {
			t.Fatal(err)
		}
		w.now = w.now.Add(lease + time.Second)
		if work := w.of(t, id); work.State == record.ImportAsking {
			w.store.fail = nil
			w.answer(t, id, true, false)
		}
		if !did {
			break
		}
		if steps++; steps > 200 {
			t.Fatalf("it does not get done: %+v", w.of(t, id).Import)
		}
	}
	if steps < 12 {
		t.Errorf("it died %d times only", steps)
	}
	w.store.fail = nil
	if diff := cmp.Diff(want, w.traces(t)); diff != "" {
		t.Errorf("what it leaves behind (-want +got):\n%s", diff)
	}
}

// childKills is how many batches a child writes before it is killed.
const childKills = "EXCHANGE_CHILD_KILLED_AFTER"

// child is a process of its own that takes up what is to be done, and is killed after a number of batches, as kill -9 does.
func child() int {
	ctx := context.Background()
	after, _ := strconv.Atoi(os.Getenv(childKills))
	t := &testing.T{}
	pool, err := pgxpool.New(ctx, os.Getenv("EXCHANGE_CHILD_DATABASE"))
	if err != nil {
		return 3
	}
	keys, err := identity.ReadKeyringFile(os.Getenv("EXCHANGE_CHILD_KEYS"))
	if err != nil {
		return 4
	}
	vault, err := identity.NewVault(keys)
	if err != nil {
		return 5
	}
	w := worldOver(t, pool, vault)
	w.now = noon.Add(time.Hour)
	batches := 0
	w.store.fail = func(step string) error {
		if step == "after the batch" {
			if batches++; batches == after {
				_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
				select {}
			}
		}
		return nil
	}
	for {
		if did, err := w.Step(ctx); err != nil || !did {
			return 6
		}
	}
}

// dieByKill has a process killed with SIGKILL after one batch, another after one more, and a third finish the file.
func dieByKill(t *testing.T, want []string) {
	url := testservices.PostgresURL(t)
	pool, err := pgxpool.New(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	keys := identity.NewKeyring(civil.DateOf(noon))
	keyFile := filepath.Join(t.TempDir(), "keys")
	if err := keys.WriteFile(keyFile); err != nil {
		t.Fatal(err)
	}
	w := worldOver(t, pool, vaultFor(t, keys))
	id := answers(t, w)
	w.work(t)
	w.answer(t, id, true, false)
	for range 2 {
		cmd := exec.CommandContext(t.Context(), os.Args[0])
		cmd.Env = append(os.Environ(), childKills+"=1", "EXCHANGE_CHILD_DATABASE="+url, "EXCHANGE_CHILD_KEYS="+keyFile)
		err := cmd.Run()
		var exit *exec.ExitError
		if !errors.As(err, &exit) || exit.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL {
			t.Fatalf("the child ended with %v", err)
		}
		if _, err := pool.Exec(t.Context(), `update imports set leased_until = '-infinity'`); err != nil {
			t.Fatal(err)
		}
	}
	if work := w.of(t, id); work.Rows != 2*batchSize {
		t.Errorf("two children wrote %d rows", work.Rows)
	}
	w.work(t)
	if diff := cmp.Diff(want, w.traces(t)); diff != "" {
		t.Errorf("what it leaves behind (-want +got):\n%s", diff)
	}
}

// TestWhoSleptThroughHisLeaseWritesNothing has an engine come back to a file that another has taken up.
func TestWhoSleptThroughHisLeaseWritesNothing(t *testing.T) {
	w := newWorld(t)
	id := answers(t, w)
	w.work(t)
	w.answer(t, id, true, false)
	slept, found, err := w.store.ClaimImport(t.Context(), id, w.now, lease)
	if err != nil || !found {
		t.Fatal(found, err)
	}
	w.now = w.now.Add(lease + time.Second)
	if _, found, err := w.store.ClaimImport(t.Context(), id, w.now, lease); err != nil || !found {
		t.Fatal(found, err)
	}
	before := w.traces(t)
	_, err = w.store.WriteImport(t.Context(), slept, w.now, lease, nil, func([]record.Outcome) postgres.Settled {
		return postgres.Settled{Work: slept, Fates: []record.RowFate{{Row: 9_999, Hash: []byte{}, Fate: record.OutcomeNew}}}
	})
	if !errors.Is(err, record.ErrLost) {
		t.Errorf("it writes: %v", err)
	}
	if diff := cmp.Diff(before, w.traces(t)); diff != "" {
		t.Error(diff)
	}
}
