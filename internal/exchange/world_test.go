package exchange

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5/pgxpool"

	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/identity"
	"jagaetam/internal/jamsostek"
	"jagaetam/internal/postgres"
	"jagaetam/internal/programme"
	"jagaetam/internal/record"
	"jagaetam/internal/region"
	"jagaetam/internal/reminder"
	"jagaetam/internal/sheet"
	"jagaetam/internal/testservices"
	"jagaetam/locales"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestMain(m *testing.M) {
	if os.Getenv(childKills) != "" {
		os.Exit(child())
	}
	testservices.Main(m, postgres.Migrate)
}

// officer is the account that sends files in these tests.
const officer = "tg:900"

var noon = time.Date(2026, time.November, 23, 4, 0, 0, 0, time.UTC)

// world is an engine over a database of its own, whose clock stands still unless it is moved.
type world struct {
	*Engine
	store *records
	pool  *pgxpool.Pool
	sent  map[string][]byte // what was sent in the chat, by the platform's name
	now   time.Time
	keys  int
}

// records are a store in which the officer is one.
type records struct {
	*postgres.Store
	roles []record.Role
	// districts are those that he works for; none is all.
	districts []string
	// fail, where set, may refuse a step that is about to be done.
	fail func(step string) error
}

func (r *records) Facts(ctx context.Context, query record.Query) (*record.Facts, error) {
	facts, err := r.Store.Facts(ctx, query)
	if query.Officer && query.Person.ID == officer {
		facts.Officer = record.Officer{Contact: officer, Roles: r.roles, Districts: r.districts}
	}
	return facts, err
}

func (r *records) step(name string) error {
	if r.fail == nil {
		return nil
	}
	return r.fail(name)
}

func (r *records) WriteImport(ctx context.Context, w record.ImportWork, at time.Time, lease time.Duration, effects []record.Effect,
	settle func([]record.Outcome) postgres.Settled,
) (record.ImportWork, error) {
	if err := r.step("before the batch"); err != nil {
		return w, err
	}
	next, err := r.Store.WriteImport(ctx, w, at, lease, effects, settle)
	if err == nil {
		err = r.step("after the batch")
	}
	return next, err
}

func (r *records) SaveImport(ctx context.Context, w record.ImportWork, at time.Time, lease time.Duration, effects ...record.Effect) error {
	if err := r.step("before saving"); err != nil {
		return err
	}
	if err := r.Store.SaveImport(ctx, w, at, lease, effects...); err != nil {
		return err
	}
	return r.step("after saving")
}

func newWorld(t testing.TB) *world {
	t.Helper()
	pool := testservices.Postgres(t)
	return worldOver(t, pool, vaultFor(t, identity.NewKeyring(civil.DateOf(noon))))
}

func vaultFor(t testing.TB, keys *identity.Keyring) *identity.Vault {
	t.Helper()
	vault, err := identity.NewVault(keys)
	if err != nil {
		t.Fatal(err)
	}
	return vault
}

func worldOver(t testing.TB, pool *pgxpool.Pool, vault *identity.Vault) *world {
	t.Helper()
	p := programme.Default()
	texts, err := locales.Load(p.Globals())
	if err != nil {
		t.Fatal(err)
	}
	kukar, err := region.Load(p.RegencyCode)
	if err != nil {
		t.Fatal(err)
	}
	columns, err := LoadColumns("")
	if err != nil {
		t.Fatal(err)
	}
	w := &world{pool: pool, sent: map[string][]byte{}, now: noon, store: &records{Store: postgres.New(pool, vault), roles: []record.Role{record.RoleVerifier}}}
	w.Engine = &Engine{
		Store: w.store, Columns: columns, Region: kukar, Texts: texts, Vault: vault, Zone: p.Zone(), Now: func() time.Time { return w.now },
		Log: slog.New(slog.DiscardHandler), Fetch: w, Calendar: reminder.Calendar{Programme: p},
	}
	return w
}

// Fetch gives what was sent in the chat.
func (w *world) Fetch(_ context.Context, file string, out io.Writer, _ int64) error {
	data, ok := w.sent[file]
	if !ok {
		return chat.ErrGone
	}
	_, err := out.Write(data)
	return err
}

func (w *world) apply(t testing.TB, effect record.Effect) record.Outcome {
	t.Helper()
	w.keys++
	outcome, err := w.store.Apply(t.Context(), fmt.Sprint("test:", w.keys), []record.Effect{effect})
	if err != nil {
		t.Fatal(err)
	}
	return outcome
}

// send has the officer send a file, and gives its number.
func (w *world) send(t testing.TB, kind record.FileKind, decree int64, name string, data []byte) int64 {
	t.Helper()
	id := "tg:" + strings.ReplaceAll(name, " ", "-") // a platform's id has no spaces
	w.sent[id] = data
	return w.apply(t, record.BeginImport{
		By: officer, At: w.now, Kind: kind, Decree: decree, File: chat.File{ID: id, Name: name, Size: int64(len(data))},
	}).Import
}

// work does all that is to be done.
func (w *world) work(t testing.TB) {
	t.Helper()
	for {
		did, err := w.Step(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if !did {
			return
		}
	}
}

func (w *world) answer(t testing.TB, id int64, write, double bool) record.OutcomeName {
	t.Helper()
	return w.apply(t, record.AnswerImport{By: officer, At: w.now, Import: id, Write: write, Double: double}).Name
}

func (w *world) of(t testing.TB, id int64) record.ImportWork {
	t.Helper()
	work, err := w.store.Import(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return work
}

// take sends a file, looks at it, saves it, and gives what became of it.
func (w *world) take(t testing.TB, kind record.FileKind, decree int64, name string, data []byte) record.ImportWork {
	t.Helper()
	id := w.send(t, kind, decree, name, data)
	w.work(t)
	looked := w.of(t, id)
	if looked.State != record.ImportAsking {
		t.Fatalf("%s is %s: %s %s", name, looked.State, looked.Problem, looked.Detail)
	}
	w.answer(t, id, true, false)
	w.work(t)
	done := w.of(t, id)
	if done.State != record.ImportDone {
		t.Fatalf("%s is %s: %s %s", name, done.State, done.Problem, done.Detail)
	}
	if looked.Counts != done.Counts {
		t.Errorf("%s: it was said that %+v, and came to %+v", name, looked.Counts, done.Counts)
	}
	return done
}

func (w *world) decree(t testing.TB, d record.Decree) int64 {
	t.Helper()
	if d.Sponsor == "" {
		d.Sponsor = jamsostek.Regency
	}
	if d.First.IsZero() {
		d.First, d.Last = civil.Month{Year: 2026, Month: 1}, civil.Month{Year: 2026, Month: 12}
	}
	id, err := w.store.AddDecree(t.Context(), d, "officer:1", noon)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// said is what is in the outbox, by the name under which it is said once.
func (w *world) said(t testing.TB) map[string]chat.Words {
	t.Helper()
	return saidIn(t, w.pool, w.Vault)
}

// result is the file with what became of each row, as text.
func (w *world) result(t testing.TB, id int64) string {
	t.Helper()
	var out bytes.Buffer
	if err := w.Result(t.Context(), w.of(t, id), sheet.CSV, &out); err != nil {
		t.Fatal(err)
	}
	return strings.TrimPrefix(out.String(), "\ufeff")
}

func read(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// golden holds a text to a file.
func golden(t testing.TB, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(string(read(t, name)), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}
