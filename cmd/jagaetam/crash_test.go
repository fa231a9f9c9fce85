package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"jagaetam/internal/bench"
	"jagaetam/internal/faketelegram"
	"jagaetam/internal/testservices"
)

const (
	crashReplicas = 2
	crashEvery    = 4 * time.Second // a SIGKILL at random besides
)

// TestCrash lets 200 people register five times each (fewer under the race detector), every button tapped twice, with two replicas behind a balancer that kill
// themselves at named stages of the line and are killed at random besides. Every registration must be there once and right, and every
// question answered: a person who is not answered stops, and fails the test.
func TestCrash(t *testing.T) {
	keyring := filepath.Join(t.TempDir(), "keyring")
	if err := newKeys(&console{out: os.Stderr}, keyring); err != nil {
		t.Fatal(err)
	}
	author := author(t)
	pool, redis := testservices.Postgres(t), testservices.RedisURL(t)
	telegram := faketelegram.New(faketelegram.Options{RetryScale: 0.05})
	t.Cleanup(telegram.Close)
	api := httptest.NewServer(telegram)
	t.Cleanup(api.Close)

	log, err := os.Create(filepath.Join(t.TempDir(), "replicas.log"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = log.Close() })
	var replicas []*replica
	listen, front := balanced(t, crashReplicas)
	for _, address := range listen {
		ops, err := freeAddress()
		if err != nil {
			t.Fatal(err)
		}
		replicas = append(replicas, &replica{listen: address, ops: ops, log: log, first: len(replicas) * len(crashStages) / crashReplicas})
	}
	var alive sync.WaitGroup
	for _, r := range replicas {
		r.environment = []string{
			"TELEGRAM_TOKEN=" + telegram.Token(), "TELEGRAM_API_URL=" + api.URL, "TELEGRAM_MODE=webhook", "WEBHOOK_URL=" + front,
			"WEBHOOK_LISTEN=" + r.listen, "WEBHOOK_SECRET=" + strings.Repeat("s", 32), "OPS_LISTEN=" + r.ops, "KEYRING_FILE=" + keyring,
			"DATABASE_URL=" + pool.Config().ConnString(), "REDIS_URL=" + redis, "LOG_LEVEL=warn",
		}
	}
	// One after the other, as a deploy does; both migrate.
	for _, r := range replicas {
		alive.Go(func() { r.keepAlive(t) })
	}
	stopKilling := killAtRandom(replicas)

	ctx, cancel := context.WithTimeout(context.Background(), 8*time.Minute)
	defer cancel()
	var people sync.WaitGroup
	began := time.Now()
	for i := range crashWorkers {
		people.Go(func() {
			if err := registerWorker(ctx, author, telegram, i); err != nil {
				t.Errorf("worker %d: %v", i, err)
			}
		})
	}
	people.Wait()
	took := time.Since(began)
	stopKilling()
	deaths := int64(0)
	for _, r := range replicas {
		r.stopping.Store(true)
		r.kill(syscall.SIGTERM)
	}
	alive.Wait()
	for _, r := range replicas {
		deaths += r.deaths.Load() - 1
	}
	text, err := os.ReadFile(log.Name())
	if err != nil {
		t.Fatal(err)
	}
	killed := ""
	for _, stage := range crashStages {
		n := strings.Count(string(text), "killed at "+string(stage.at))
		killed += fmt.Sprintf(", %d at %s", n, stage.at)
		if n == 0 {
			t.Errorf("no replica was killed at %s: this shows nothing of it", stage.at)
		}
	}
	t.Logf("%d registrations in %s; %d deaths%s", crashWorkers*crashRegistrations, took.Round(time.Millisecond), deaths, killed)
	checkCrashRecords(t, pool, keyring)
	checkCrashScreens(t, telegram)
	if t.Failed() {
		t.Logf("the replicas' log ends:\n%s", text[max(0, len(text)-4000):])
	}
}

// registerWorker has the i-th worker register several times, tapping every button twice, as trembling fingers do.
func registerWorker(ctx context.Context, author bench.Author, telegram *faketelegram.Server, i int) error {
	var registrations []bench.Registration
	for n := range crashRegistrations {
		registrations = append(registrations, bench.RegistrationOf(i*crashRegistrations+n))
	}
	script, err := author.Script(ctx, registrations...)
	if err != nil {
		return err
	}
	return bench.NewWorker(telegram, bench.Manner{TapsTwice: true, Within: 90 * time.Second}).Register(ctx, script)
}

// killAtRandom kills one replica after the other until it is told to stop.
func killAtRandom(replicas []*replica) (stop func()) {
	done := make(chan struct{})
	var killing sync.WaitGroup
	killing.Go(func() {
		for {
			select {
			case <-done:
				return
			case <-time.After(time.Duration(float64(crashEvery) * (0.5 + rand.Float64()))):
				replicas[rand.IntN(len(replicas))].kill(syscall.SIGKILL)
			}
		}
	})
	return func() { close(done); killing.Wait() }
}

// checkCrashScreens looks for signs that a message was taken for two: nobody here types the same twice, so nobody may be told so.
func checkCrashScreens(t *testing.T, telegram *faketelegram.Server) {
	t.Helper()
	told := 0
	for _, person := range telegram.People() {
		for _, message := range person.Chat().Messages() {
			if message.From.IsBot && strings.HasPrefix(message.Text, "Pesan yang sama") {
				told++
			}
		}
	}
	if told > 0 {
		t.Errorf("%d messages that were delivered again were taken for new ones", told)
	}
}

// checkCrashRecords compares every record with what was typed.
func checkCrashRecords(t *testing.T, pool *pgxpool.Pool, keyring string) {
	t.Helper()
	vault, err := openVault(keyring)
	if err != nil {
		t.Fatal(err)
	}
	var made []bench.Registration
	for n := range crashWorkers * crashRegistrations {
		made = append(made, bench.RegistrationOf(n))
	}
	rows, err := bench.CompareRecords(t.Context(), pool, vault, made)
	if err != nil {
		t.Fatal(err)
	}
	if want := (bench.Rows{Right: len(made)}); rows != want {
		t.Errorf("records %+v; want %+v", rows, want)
	}
}
