package main

import (
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"jagaetam/internal/postgres"
	"jagaetam/internal/record"
	"jagaetam/internal/record/recordtest"
	"jagaetam/internal/testservices"
)

// fileApplicationOf has account 1 file an application for the n-th worker.
func fileApplicationOf(t *testing.T, store *postgres.Store, n int) record.Receipt {
	t.Helper()
	key := fmt.Sprintf("tg:%d", n)
	filed, err := store.Apply(t.Context(), key, []record.Effect{recordtest.Filing(t, recordtest.Account(1), key, recordtest.NIK(t, n))})
	if err != nil {
		t.Fatal(err)
	}
	return filed.Receipt
}

// openedRecords is a database of the test's own, which the commands of this process use too.
func openedRecords(t *testing.T) *postgres.Store {
	t.Helper()
	url := testservices.PostgresURL(t)
	path, vault := makeKeyring(t)
	setEnviron(t, "DATABASE_URL="+url, "KEYRING_FILE="+path)
	return postgres.New(openPool(t, url), vault)
}

func TestApplicationMoves(t *testing.T) {
	store := openedRecords(t)
	first, second := fileApplicationOf(t, store, 1), fileApplicationOf(t, store, 2)

	list := runCommand("application", "list")
	list.expect(t, 0, "NUMBER", first.String(), second.String(), "64.02.06.1001", "member phone-others")
	for _, personal := range []string{"Siti", recordtest.NIK(t, 1).Reveal(), "81299990000"} {
		if strings.Contains(list.out, personal) {
			t.Errorf("the list tells who the worker is: %s", list.out)
		}
	}
	move := func(args ...string) outcome { return runCommand(append([]string{"application", "set"}, args...)...) }
	move(first.String(), "verifying").expect(t, 0, first.String()+" is verifying now.\n")
	move(first.String(), "returned").expect(t, exitFailed, first.String(), record.ErrNeedsReason.Error())
	move("-reason", "Foto KTP buram.", strings.ToLower(first.String()), "returned").expect(t, 0, " is returned now.")
	move(first.String(), "decreed").expect(t, exitFailed, record.ErrCannotFollow.Error())

	show := runCommand("application", "show", first.String())
	show.expect(t, 0, first.String(), "returned")
	if strings.Contains(show.out, second.String()) {
		t.Errorf("more than one is shown: %s", show.out)
	}
	returned := runCommand("application", "list", "-state", "returned")
	if returned.expect(t, 0, first.String()); strings.Contains(returned.out, second.String()) {
		t.Errorf("another state is listed: %s", returned.out)
	}
	facts, err := store.Facts(t.Context(), record.Query{Person: recordtest.Account(1), Applications: true})
	if err != nil {
		t.Fatal(err)
	}
	if told := facts.Applications[len(facts.Applications)-1]; told.Receipt != first || told.Reason != "Foto KTP buram." {
		t.Errorf("the worker is told %+v", told)
	}
}

func TestApplicationMistakes(t *testing.T) {
	number := fileApplicationOf(t, openedRecords(t), 1).String()
	wrong := number[:len(number)-1] + string('0'+(number[len(number)-1]-'0'+1)%10)
	runCommand("application", "show", wrong).expect(t, exitUsage)
	runCommand("application", "set", wrong, "verifying").expect(t, exitUsage)
	runCommand("application", "set", number, "lost").expect(t, exitUsage, `"lost" is no state; there are [received verifying`)
	runCommand("application", "set", number, "verifying", "returned").expect(t, exitUsage)
	runCommand("application", "show", record.Receipt(999_999).String()).expect(t, exitFailed, record.ErrNotFound.Error())
	runCommand("application", "list").expect(t, 0, number, "received")
}

func TestApplicationFlagsMayStandLast(t *testing.T) {
	number := fileApplicationOf(t, openedRecords(t), 1).String()
	runCommand("application", "set", number, "returned", "-reason", "foto KTP buram").expect(t, 0, number+" is returned now.")
	runCommand("application", "list", "-state", "returned").expect(t, 0, number)
}

func TestQuarantine(t *testing.T) {
	store := openedRecords(t)
	if err := store.Quarantine(t.Context(), "telegram", "tg:77", []byte(`{"update_id":77}`), "decode: too odd"); err != nil {
		t.Fatal(err)
	}
	all, err := store.Quarantined(t.Context())
	if err != nil || len(all) != 1 {
		t.Fatal(all, err)
	}
	id := fmt.Sprint(all[0].ID)
	list := runCommand("quarantine", "list")
	list.expect(t, 0, id, "telegram", "tg:77", "decode: too odd")
	if strings.Contains(list.out, "update_id") {
		t.Errorf("the list has the update itself: %s", list.out)
	}
	runCommand("quarantine", "show", id).expect(t, 0, `{"update_id":77}`)
	runCommand("quarantine", "remove", id).expect(t, 0)
	runCommand("quarantine", "show", id).expect(t, exitFailed, "quarantine "+id+": "+record.ErrNotFound.Error())
	runCommand("quarantine", "remove", id).expect(t, exitFailed, record.ErrNotFound.Error())
}

func TestMigrate(t *testing.T) {
	url := testservices.PostgresURL(t)
	pool := openPool(t, url)
	path, _ := makeKeyring(t)
	setEnviron(t, "DATABASE_URL="+url, "KEYRING_FILE="+path, "TELEGRAM_TOKEN=1:a", "REDIS_URL="+testservices.RedisURL(t), "OPS_LISTEN=127.0.0.1:0")
	exec := func(statement string) {
		t.Helper()
		if _, err := pool.Exec(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	exec("drop schema public cascade")
	exec("create schema public")
	runCommand("application", "list").expect(t, exitFailed, postgres.ErrSchemaOlder.Error())
	runCommand("migrate").expect(t, 0, "The database has this program's schema.\n")
	runCommand("migrate").expect(t, 0, "The database has this program's schema.\n")
	runCommand("application", "list").expect(t, 0, "NUMBER")

	exec("insert into goose_db_version (version_id, is_applied) values (20990101, true)")
	for _, line := range []string{"migrate", "application list", "quarantine list", "keys rotate", "serve"} {
		got := runCommand(strings.Fields(line)...)
		if got.code != exitFailed || !strings.Contains(got.errs, postgres.ErrSchemaNewer.Error()+" (database 20990101, program ") {
			t.Errorf("%s: %d: %s", line, got.code, got.errs)
		}
	}
}

func TestMigrateWhereNobodyAnswers(t *testing.T) {
	setEnviron(t, "DATABASE_URL=postgres://jaga:geheim@/none?host="+t.TempDir())
	got := runCommand("migrate")
	got.expect(t, exitFailed, "migrate database: ")
	if strings.Contains(got.errs, "geheim") {
		t.Errorf("the password is told: %s", got.errs)
	}
}

func TestHealthcheck(t *testing.T) {
	status := http.StatusOK
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/readyz" {
			http.NotFound(w, r)
			return
		}
		w.WriteHeader(status)
		fmt.Fprintln(w, "not ready: Redis does not answer")
	}))
	defer server.Close()
	setEnviron(t, "OPS_LISTEN="+server.Listener.Addr().String())
	runCommand("healthcheck").expect(t, 0, "ready\n")
	status = http.StatusServiceUnavailable
	runCommand("healthcheck").expect(t, exitFailed, "the service is not ready: ", "Redis does not answer")

	_, port, err := net.SplitHostPort(server.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	status = http.StatusOK
	setEnviron(t, "OPS_LISTEN=:"+port) // as in a container
	runCommand("healthcheck").expect(t, 0, "ready\n")
	server.Close()
	runCommand("healthcheck").expect(t, exitFailed, "ask whether the service is ready: ")
}
