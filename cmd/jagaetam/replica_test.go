package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"

	"jagaetam/bot"
)

const replicaCommand = "replica"

// crashStages are the points of the line at which replicas kill themselves in turn, and after about how many messages. Only the last
// message of a registration has effects.
var crashStages = []struct {
	at    bot.Stage
	after int
}{
	{bot.Arrived, crashAfter}, {bot.Claimed, crashAfter}, {bot.Advanced, crashAfter}, {bot.Applied, crashAfter / 25},
	{bot.Committed, crashAfter}, {bot.Said, crashAfter},
}

// crashAfter gives every stage its turn several times in one test.
const crashAfter = 2 * crashWorkers * crashRegistrations / 5

// runReplica is "serve" in a process that kills itself when a message comes to the stage KILL_AT for the KILL_AFTER-th time.
func runReplica() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	after, err := strconv.ParseInt(os.Getenv("KILL_AFTER"), 10, 64)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	set, err := loadSettings("TELEGRAM_TOKEN", "DATABASE_URL", "REDIS_URL", "KEYRING_FILE")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	s, err := openService(ctx, set, newLogger(os.Stderr, set.LogLevel))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	var reached atomic.Int64
	s.bot.Watch = func(m bot.Moment) {
		if string(m.Stage) == os.Getenv("KILL_AT") && reached.Add(1) == after {
			fmt.Fprintf(os.Stderr, "killed at %s\n", m.Stage)
			_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
			select {}
		}
	}
	if err := s.serve(ctx); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

// replica is a replica that is started again whenever it died.
type replica struct {
	listen, ops string
	environment []string
	first       int // the stage that its first life ends at
	log         *os.File
	mu          sync.Mutex
	process     *exec.Cmd
	deaths      atomic.Int64
	stopping    atomic.Bool
}

// keepAlive starts the replica again and again until it is told to stop.
func (r *replica) keepAlive(t *testing.T) {
	program, err := os.Executable()
	if err != nil {
		t.Error(err)
		return
	}
	runtime.LockOSThread() // a replica dies with the thread that started it, and so with the test
	defer runtime.UnlockOSThread()
	for life := r.first; !r.stopping.Load(); life++ {
		process := exec.Command(program, replicaCommand)
		process.SysProcAttr = diesWithParent()
		stage := crashStages[life%len(crashStages)]
		process.Env = append(append(os.Environ(), r.environment...),
			"KILL_AT="+string(stage.at), fmt.Sprintf("KILL_AFTER=%d", 1+stage.after/2+rand.IntN(stage.after)))
		process.Stderr = r.log
		r.mu.Lock()
		r.process = process
		err := process.Start()
		r.mu.Unlock()
		if err != nil {
			t.Error(err)
			return
		}
		_ = process.Wait()
		r.deaths.Add(1)
	}
}

func (r *replica) kill(sig syscall.Signal) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.process != nil && r.process.Process != nil {
		_ = r.process.Process.Signal(sig)
	}
}
