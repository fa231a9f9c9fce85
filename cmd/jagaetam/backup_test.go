package main

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"jagaetam/internal/bench"
	"jagaetam/internal/chat"
	"jagaetam/internal/faketelegram"
	"jagaetam/internal/localservices"
	"jagaetam/internal/postgres"
	"jagaetam/internal/record"
	"jagaetam/internal/testservices"
)

// TestBackupAndRestore does what docs/backup.md says: dumps the database, restores it into an empty one beside an empty Redis, and goes on with
// the keyring that was kept apart. Who was in the middle of a conversation is asked the next question, records are there, letters that waited
// are said and those that were said are not, and numbers go on behind the gap. Without the keyring nothing can be read.
func TestBackupAndRestore(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	store := postgres.New(openPool(t, w.settings["DATABASE_URL"]), readVault(t, w.settings["KEYRING_FILE"]))
	words := record.Text{Key: "office.pay-where", Language: "id", Text: "Bayar di kantor pos", By: "officer:1", At: time.Now()}
	if err := store.SetText(t.Context(), words); err != nil {
		t.Fatal(err)
	}
	first := w.serve(t)
	first.awaitStatus(t, "/readyz", 200)
	siti := register(t, w, "6402060107859123", "Zulaikha")
	udin := w.people(1)[0]
	tells(t, udin, "daftar", "Setuju?")
	tells(t, udin, "setuju", "Ketik NIK")
	tells(t, udin, "6402021708799002", "Nama lengkap")
	sendLetter(t, store, siti, "said")
	await(t, "the first letter", func() bool { return letters(siti) == 1 })
	first.signal(syscall.SIGTERM)
	if code := first.ended(t, patience); code != 0 {
		t.Fatalf("exit status %d", code)
	}
	sendLetter(t, store, siti, "waits")
	receipt := receiptOf(t, store, siti)

	w.settings["DATABASE_URL"], w.settings["REDIS_URL"] = restored(t, w.settings["DATABASE_URL"]), testservices.RedisURL(t)
	pool := openPool(t, w.settings["DATABASE_URL"])
	another, stranger := makeKeyring(t)
	if facts, err := postgres.New(pool, stranger).Facts(t.Context(), applicationsOf(siti)); err == nil {
		t.Errorf("without the keyring %s reads %+v", another, facts.Applications)
	}
	if _, err := pool.Exec(t.Context(), fromTheDocs(t, `(?m)^    (select setval.*)$`)); err != nil {
		t.Fatal(err)
	}
	w.serve(t).awaitStatus(t, "/readyz", 200)
	tells(t, udin, "Udin Karangan", "Tanggal lahir?")
	await(t, "the letter that waited", func() bool { return letters(siti) == 2 })
	siti.Text("status")
	await(t, "the status", func() bool {
		text := siti.Chat().Last().Text
		return strings.Contains(text, receipt.String()) && strings.Contains(text, "Zulaikha")
	})
	again := postgres.New(pool, readVault(t, w.settings["KEYRING_FILE"]))
	if next := receiptOf(t, again, register(t, w, "6402060107859124", "Rekaan")); next != receipt+1001 {
		t.Errorf("after %s and a gap of 1000 comes %s", receipt, next)
	}
	if n := letters(siti); n != 2 {
		t.Errorf("%d letters have been said", n)
	}
}

// register has somebody register from a telephone of his own.
func register(t *testing.T, w *world, nik, name string) *faketelegram.Person {
	t.Helper()
	script, err := author(t).Script(t.Context(), bench.Registration{
		NIK: nik, Name: name, Address: "Gang Karangan 77", Income: 1_234_567,
	})
	if err != nil {
		t.Fatal(err)
	}
	worker := bench.NewWorker(w.telegram, bench.Manner{})
	if err := worker.Register(t.Context(), script); err != nil {
		t.Fatal(err)
	}
	return worker.Person
}

func accountOf(p *faketelegram.Person) string { return fmt.Sprint("tg:", p.User().ID) }

func applicationsOf(p *faketelegram.Person) record.Query {
	return record.Query{Person: chat.Person{ID: accountOf(p)}, Applications: true}
}

func receiptOf(t *testing.T, store *postgres.Store, p *faketelegram.Person) record.Receipt {
	t.Helper()
	facts, err := store.Facts(t.Context(), applicationsOf(p))
	if err != nil || len(facts.Applications) != 1 {
		t.Fatalf("%d applications: %v", len(facts.Applications), err)
	}
	return facts.Applications[0].Receipt
}

// sendLetter puts a letter into the outbox.
func sendLetter(t *testing.T, store *postgres.Store, to *faketelegram.Person, once string) {
	t.Helper()
	tell := record.Tell{To: accountOf(to), Words: chat.Words{Key: "office.pay-where"}, Once: once}
	if _, err := store.Apply(t.Context(), "letter "+once, []record.Effect{record.Say{Tell: tell}}); err != nil {
		t.Fatal(err)
	}
}

func letters(p *faketelegram.Person) (n int) {
	for _, m := range p.Chat().Messages() {
		if m.Text == "Bayar di kantor pos" {
			n++
		}
	}
	return n
}

// restored dumps a database and restores it into an empty one, with the options of docs/backup.md.
func restored(t *testing.T, from string) string {
	t.Helper()
	to, file := testservices.EmptyPostgresURL(t), filepath.Join(t.TempDir(), "jagaetam.dump")
	dump := strings.Fields(fromTheDocs(t, `(?m)^    (pg_dump .*) "\$DATABASE_URL" > `))
	restore := strings.Fields(fromTheDocs(t, "&& (pg_restore .*) -d jagaetam FILE.dump`"))
	runTool(t, append(dump, "--file="+file, from))
	runTool(t, append(restore, "-d", to, file))
	return to
}

// fromTheDocs is what docs/backup.md says in the pattern's first group.
func fromTheDocs(t *testing.T, pattern string) string {
	t.Helper()
	found := regexp.MustCompile(pattern).FindSubmatch(read(t, filepath.Join("..", "..", "docs", "backup.md")))
	if found == nil {
		t.Fatalf("docs/backup.md does not say %s", pattern)
	}
	return string(found[1])
}

func runTool(t *testing.T, command []string) {
	t.Helper()
	path, err := localservices.Tool(t.Context(), command[0])
	if err != nil {
		t.Fatal(err)
	}
	tool := exec.CommandContext(t.Context(), path, command[1:]...)
	if said, err := tool.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v: %s", command[0], err, said)
	}
}
