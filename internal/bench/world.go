package bench

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"jagaetam/internal/faketelegram"
	"jagaetam/internal/identity"
)

// Bench is what trials need. Every field is required.
type Bench struct {
	Author  Author
	Servers *Servers
	// Program is this program with those arguments, to be started as a process of its own.
	Program func(args ...string) *exec.Cmd
	// Keyring is the file with the keys of Vault.
	Keyring string
	Vault   *identity.Vault
	// Address is one that nobody listens on.
	Address func() (string, error)
}

// world is a Telegram, a database and the bots of one trial.
type world struct {
	*Bench
	trial    Trial
	dir      string
	database string
	telegram *faketelegram.Server
	servers  []*http.Server
	balancer *Balancer
	replicas []*replica
	raw      Script
	journal  journal

	began      time.Time
	steps      int
	progress   atomic.Int64
	begun      atomic.Int64 // people, in a soak
	done       atomic.Int64
	over       atomic.Bool
	lastAnswer atomic.Int64
	calls      atomic.Int64
	mu         sync.Mutex
	latencies  []time.Duration
	notes      []string
	goer       *goer
}

// replica is one of the bots, which may have lived several times.
type replica struct {
	environment []string
	ops         string
	hook        string // where it listens for deliveries
	now         *Process
	past        Usage
	lives       int
	ready       time.Duration
}

const (
	hookSecret = "the-secret-of-the-webhook-of-the-bench"
	// hurry makes the pauses between deliveries short; what Telegram does in seconds takes tenths.
	hurry = 0.05
	// giveUp is how long the balancer waits for a replica, which has 7 s for an update.
	giveUp = 8 * time.Second
)

// open starts everything that the trial needs. The world is to be closed after an error too.
func (b *Bench) open(ctx context.Context, t Trial) (w *world, err error) {
	w = &world{Bench: b, trial: t}
	if w.dir, err = os.MkdirTemp("", "jagaetam-trial-"); err != nil {
		return w, fmt.Errorf("make a folder for the trial: %w", err)
	}
	if w.database, err = b.Servers.newDatabase(ctx, t.fault != nil); err != nil {
		return w, err
	}
	options := faketelegram.Options{RetryScale: hurry, OnCall: func(call faketelegram.Call) {
		if call.Method != "getUpdates" {
			w.calls.Add(1)
		}
	}}
	if t.fault != nil && t.fault.telegram != nil {
		t.fault.telegram(&options)
	}
	w.telegram = faketelegram.New(options)
	if t.Latency > 0 {
		w.telegram.Inject(faketelegram.Fault{Kind: faketelegram.Latency, Latency: t.Latency, Probability: 1})
	}
	api, err := w.serveTelegram()
	if err != nil {
		return w, err
	}
	if t.Bot == Raw {
		if err := w.writeRaw(ctx); err != nil {
			return w, err
		}
	}
	return w, w.startAll(ctx, api)
}

// serveTelegram serves the Bot API and gives its address.
func (w *world) serveTelegram() (string, error) {
	if w.trial.fault != nil && w.trial.fault.serve != nil {
		return w.trial.fault.serve(w)
	}
	return w.serve(w.telegram)
}

// serve serves on an address of its own.
func (w *world) serve(handler http.Handler) (string, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", fmt.Errorf("listen: %w", err)
	}
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 5 * time.Second}
	w.servers = append(w.servers, server)
	go func() { _ = server.Serve(listener) }()
	return "http://" + listener.Addr().String(), nil
}

// startAll starts the bots one after the other, as a deploy does.
func (w *world) startAll(ctx context.Context, api string) error {
	var hooks []string
	for range w.trial.replicas() {
		r := &replica{}
		var err error
		if r.hook, err = w.Address(); err != nil {
			return err
		}
		if r.ops, err = w.Address(); err != nil {
			return err
		}
		hooks = append(hooks, r.hook)
		w.replicas = append(w.replicas, r)
	}
	front := "http://" + hooks[0]
	if len(hooks) > 1 {
		w.balancer = NewBalancer(hooks, giveUp)
		var err error
		if front, err = w.serve(w.balancer); err != nil {
			return err
		}
	}
	for i, r := range w.replicas {
		r.environment = w.environment(api, front, r.hook)
		if err := w.start(ctx, i); err != nil {
			return err
		}
	}
	return nil
}

// environment is the settings of a bot. A trial with a fault goes through the proxies that break things.
func (w *world) environment(api, front, hook string) []string {
	database, cache := w.Servers.databaseURL(w.database), w.Servers.redis.RedisURL
	if w.trial.fault != nil {
		database, cache = w.Servers.brokenDatabaseURL(w.database), "redis://"+w.Servers.toRedis.Addr()+"/0"
	}
	return append(os.Environ(),
		"TELEGRAM_TOKEN="+w.telegram.Token(), "TELEGRAM_API_URL="+api, "TELEGRAM_MODE="+w.trial.mode(), "WEBHOOK_URL="+front,
		"WEBHOOK_LISTEN="+hook, "WEBHOOK_SECRET="+hookSecret, "KEYRING_FILE="+w.Keyring, "DATABASE_URL="+database, "REDIS_URL="+cache,
		"LOG_LEVEL=warn", "DEMO_CLOCK="+w.clock(), "SSL_CERT_FILE="+filepath.Join(w.dir, certificate), rawScript+"="+filepath.Join(w.dir, rawScript),
		"TELEGRAM_TOKEN_FILE=", "WEBHOOK_SECRET_FILE=", "DATABASE_URL_FILE=", "REDIS_URL_FILE=", // whatever else is set is for the real thing
	)
}

// clock is the file with how far the bots' clock is ahead, for a fault that steps it.
func (w *world) clock() string {
	if w.trial.fault == nil || !w.trial.fault.clock {
		return ""
	}
	path := filepath.Join(w.dir, "clock")
	if _, err := os.Stat(path); err != nil {
		_ = setClock(path, 0) // a bot that cannot read it says so
	}
	return path
}

// setClock puts the file in place in one step: a bot may be reading it.
func setClock(path string, ahead time.Duration) error {
	if err := os.WriteFile(path+".new", []byte(ahead.String()+"\n"), 0o600); err != nil {
		return err
	}
	return os.Rename(path+".new", path)
}

// start starts a bot, again where it has lived, and waits until it is ready.
func (w *world) start(ctx context.Context, i int) error {
	if err := w.launch(i); err != nil {
		return err
	}
	ready, err := w.replicas[i].now.awaitReady(ctx)
	if err != nil {
		return fmt.Errorf("%w; it says:\n%s", err, w.journal.end())
	}
	w.replicas[i].ready = ready
	return nil
}

func (w *world) launch(i int) error {
	r := w.replicas[i]
	args := []string{"serve"}
	if w.trial.Bot != Service {
		args = []string{"bench", "-as", string(w.trial.Bot)}
	}
	cmd := w.Program(args...)
	cmd.Env = slices.Clone(r.environment)
	cmd.Stdout, cmd.Stderr = &w.journal, &w.journal
	process, err := startProcess(cmd, r.ops)
	if err != nil {
		return err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	r.now = process
	r.lives++
	return nil
}

// end ends a bot by a signal and says how long that took.
func (w *world) end(i int, sig syscall.Signal) time.Duration {
	r := w.replicas[i]
	took := r.now.end(sig)
	w.mu.Lock()
	defer w.mu.Unlock()
	if left, err := r.now.usage(); err == nil {
		r.past.CPU += left.CPU
		r.past.Peak = max(r.past.Peak, left.Peak)
	}
	r.now = nil
	return took
}

// restart ends a bot and starts it again.
func (w *world) restart(ctx context.Context, i int, sig syscall.Signal) error {
	w.end(i, sig)
	return w.start(ctx, i)
}

// spent is what all bots have cost in all their lives.
func (w *world) spent() (Usage, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	var all Usage
	for _, r := range w.replicas {
		var now Usage
		if r.now != nil {
			var err error
			if now, err = r.now.usage(); err != nil {
				return all, err
			}
		}
		all.CPU += r.past.CPU + now.CPU
		all.Peak = max(all.Peak, r.past.Peak, now.Peak)
	}
	return all, nil
}

// disturb brings the trial's fault about, or takes a profile.
func (w *world) disturb(ctx context.Context) error {
	if w.trial.fault != nil && w.trial.fault.disturb != nil {
		return w.trial.fault.disturb(ctx, w)
	}
	if w.trial.Profile == "" || !w.at(ctx, 0.05) {
		return nil
	}
	return w.replicas[0].now.profile(ctx, profileLength, w.trial.Profile)
}

// profileLength is how much of a trial is profiled.
const profileLength = 5 * time.Second

// note keeps a sentence for the result.
func (w *world) note(format string, args ...any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.notes = append(w.notes, fmt.Sprintf(format, args...))
}

// writeRaw writes for the raw bot what it is to say. It says the same to everybody.
func (w *world) writeRaw(ctx context.Context) error {
	script, err := w.Author.Script(ctx, RegistrationOf(0))
	if err != nil {
		return err
	}
	for _, step := range script {
		for i, saying := range step.Says {
			step.Says[i].Text = Pattern{strings.Join(saying.Text, "…")}
		}
	}
	w.raw = script
	text, err := json.Marshal(script)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(w.dir, rawScript), text, 0o600)
}

// close ends everything in reverse order.
func (w *world) close() error {
	for i, r := range w.replicas {
		if r.now != nil {
			r.now.signal(syscall.SIGCONT)
			w.end(i, syscall.SIGKILL)
		}
	}
	if w.telegram != nil {
		w.telegram.Close()
	}
	if w.balancer != nil {
		w.balancer.Close()
	}
	var errs []error
	for _, server := range w.servers {
		errs = append(errs, server.Close())
	}
	if w.database != "" {
		errs = append(errs, w.Servers.dropDatabase(context.Background(), w.database))
	}
	return errors.Join(append(errs, os.RemoveAll(w.dir))...)
}
