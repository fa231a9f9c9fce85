package main

import (
	"context"
	"os"
	"os/exec"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"

	"jagaetam/internal/bench"
	"jagaetam/internal/identity"
	"jagaetam/internal/postgres"
)

const (
	// rotationWorkers are how many people register at once, again and again.
	rotationWorkers = 8
	// rotationMeanwhile is how many registrations are finished after each step before the next is taken.
	rotationMeanwhile = 6
)

// TestKeysAreRotatedWhilePeopleRegister does what docs/runbook.md says about changing the key while the service runs: two replicas are started
// anew one after the other with each keyring, and everything is sealed anew beside them. Nobody is let down, no process meets anything that it
// cannot open, and in the end every registration is right and opens with the new key alone, as does a conversation that stood still meanwhile.
func TestKeysAreRotatedWhilePeopleRegister(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	replicas, front := w.replicas(t, 2)
	first := read(t, w.settings["KEYRING_FILE"])
	udin := w.people(1)[0]
	tells(t, udin, "daftar", "Setuju?")
	tells(t, udin, "setuju", "Ketik NIK")

	crowd := w.crowd(t)
	step := func(said string, args ...string) {
		t.Helper()
		out, err := w.command(t, args...)
		if err != nil || !strings.Contains(out, said) {
			t.Fatalf("jagaetam %s: %v: %s", strings.Join(args, " "), err, out)
		}
		crowd.await(t, rotationMeanwhile)
	}
	anew := func() {
		t.Helper()
		for i, p := range replicas {
			p.signal(syscall.SIGTERM)
			if code := p.ended(t, patience); code != 0 {
				t.Fatalf("exit status %d", code)
			}
			checkOpened(t, p)
			replicas[i] = w.serveAt(t, front[i])
			replicas[i].awaitStatus(t, "/readyz", 200)
			crowd.await(t, rotationMeanwhile)
		}
	}
	crowd.await(t, rotationMeanwhile)
	step("Added a key", "keys", "add")
	anew()
	step("Start the services anew", "keys", "rotate")
	anew()
	step("dialogues in Redis anew", "keys", "reseal")
	step("Dropped 1 older keys", "keys", "retire")
	anew() // with the new key alone
	made := crowd.stop(t)
	tells(t, udin, "6402021708799002", "Nama lengkap")
	for _, p := range replicas {
		checkOpened(t, p)
	}

	ring := w.settings["KEYRING_FILE"]
	alone, pool := readVault(t, ring), openPool(t, w.settings["DATABASE_URL"])
	rows, err := bench.CompareRecords(t.Context(), pool, alone, made)
	if err != nil {
		t.Fatal(err)
	}
	if want := (bench.Rows{Right: len(made)}); rows != want {
		t.Errorf("records %+v; want %+v", rows, want)
	}
	t.Logf("%d registrations", len(made))
	records := postgres.New(pool, alone)
	if n, err := records.CountStale(t.Context()); n != 0 || err != nil {
		t.Errorf("%d rows are sealed with an older key, %v", n, err)
	}
	if aside, err := records.Quarantined(t.Context()); len(aside) > 0 || err != nil {
		t.Errorf("%d in quarantine, %v", len(aside), err)
	}
	if rows, err := bench.CompareRecords(t.Context(), pool, readVault(t, writeFile(t, "keyring", string(first))), made); err == nil {
		t.Errorf("the first keyring still opens %+v", rows)
	}
	out, err := w.command(t, "keys", "reseal")
	if want := "Sealed 0 rows and 0 dialogues in Redis anew."; err != nil || !strings.Contains(out, want) {
		t.Errorf("something is left to seal: %v: %s", err, out)
	}
}

// checkOpened looks in what a process said for anything that it could not open.
func checkOpened(t *testing.T, p *program) {
	t.Helper()
	for _, unread := range []error{identity.ErrUnknownKey, identity.ErrTampered} {
		if n := strings.Count(p.said(), unread.Error()); n > 0 {
			t.Errorf("process %d met %d times what it could not open: %s", p.process.Process.Pid, n, unread)
		}
	}
}

// replicas are n services behind a balancer, and where each listens to it.
func (w *world) replicas(t *testing.T, n int) (replicas []*program, listen []string) {
	t.Helper()
	listen, front := balanced(t, n)
	w.settings["TELEGRAM_MODE"], w.settings["WEBHOOK_URL"] = "webhook", front
	w.settings["WEBHOOK_SECRET"] = strings.Repeat("s", 32)
	for _, address := range listen {
		p := w.serveAt(t, address)
		p.awaitStatus(t, "/readyz", 200)
		replicas = append(replicas, p)
	}
	return replicas, listen
}

func (w *world) serveAt(t *testing.T, listen string) *program {
	t.Helper()
	w.settings["WEBHOOK_LISTEN"] = listen
	return w.serve(t)
}

// command runs a command in a process of its own with the world's settings, and gives what it said.
func (w *world) command(t *testing.T, args ...string) (string, error) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	command := exec.CommandContext(t.Context(), self, args...)
	for name, value := range w.settings {
		command.Env = append(command.Env, name+"="+value)
	}
	command.Env = environ(command.Env...)
	said, err := command.CombinedOutput()
	return string(said), err
}

// crowd is people who register again and again until they are told to stop.
type crowd struct {
	begun, done atomic.Int64
	stopping    atomic.Bool
	failed      chan error
	people      sync.WaitGroup
}

func (w *world) crowd(t *testing.T) *crowd {
	t.Helper()
	author := author(t)
	ctx, cancel := context.WithCancel(context.Background())
	c := &crowd{failed: make(chan error, rotationWorkers)}
	t.Cleanup(func() { cancel(); c.people.Wait() })
	for range rotationWorkers {
		c.people.Go(func() {
			worker := bench.NewWorker(w.telegram, bench.Manner{TapsTwice: true, Within: patience})
			for !c.stopping.Load() {
				script, err := author.Script(ctx, bench.RegistrationOf(int(c.begun.Add(1)-1)))
				if err == nil {
					err = worker.Register(ctx, script)
				}
				if err != nil {
					c.failed <- err
					return
				}
				c.done.Add(1)
			}
		})
	}
	return c
}

// await waits until so many more registrations are finished.
func (c *crowd) await(t *testing.T, more int64) {
	t.Helper()
	want := c.done.Load() + more
	await(t, "registrations", func() bool {
		select {
		case err := <-c.failed:
			t.Fatalf("somebody is let down: %v", err)
		default:
		}
		return c.done.Load() >= want
	})
}

// stop has everybody finish, and gives what was registered.
func (c *crowd) stop(t *testing.T) (made []bench.Registration) {
	t.Helper()
	c.stopping.Store(true)
	c.people.Wait()
	select {
	case err := <-c.failed:
		t.Fatalf("somebody is let down: %v", err)
	default:
	}
	for n := range c.begun.Load() {
		made = append(made, bench.RegistrationOf(int(n)))
	}
	return made
}
