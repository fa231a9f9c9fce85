package main

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"jagaetam/internal/bench"
	"jagaetam/internal/civil"
	"jagaetam/internal/faketelegram"
	"jagaetam/internal/identity"
	"jagaetam/internal/programme"
)

// patience is how long a test waits for what has to come soon, on a machine that has much else to do.
const patience = 30 * time.Second

// settingNames are the names of all settings, in their order.
func settingNames() []string {
	var names []string
	kind := reflect.TypeFor[settings]()
	for i := range kind.NumField() {
		if name := kind.Field(i).Tag.Get("env"); name != "" {
			names = append(names, name)
		}
	}
	return names
}

// environ is the environment of this process with these settings and no others.
func environ(given ...string) []string {
	var kept []string
	for _, pair := range os.Environ() {
		name, _, _ := strings.Cut(pair, "=")
		if !slices.Contains(settingNames(), strings.TrimSuffix(name, "_FILE")) && !slices.Contains(settingNames(), name) {
			kept = append(kept, pair)
		}
	}
	return append(kept, given...)
}

// setEnviron leaves this process with these settings and no others until the test ends.
func setEnviron(t *testing.T, given ...string) {
	t.Helper()
	for _, name := range settingNames() {
		for _, name := range []string{name, name + "_FILE"} {
			t.Setenv(name, "") // puts back what was there
			if err := os.Unsetenv(name); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, pair := range given {
		name, value, _ := strings.Cut(pair, "=")
		t.Setenv(name, value)
	}
}

// outcome is what came of a command.
type outcome struct {
	code      int
	out, errs string
}

// runCommand runs a command inside this process.
func runCommand(args ...string) outcome {
	var out, errs bytes.Buffer
	code := run(args, strings.NewReader(""), &out, &errs)
	return outcome{code, out.String(), errs.String()}
}

// expect fails the test unless the command ended so and said all of this, on the output where it did well and else on the other.
func (o outcome) expect(t *testing.T, code int, said ...string) {
	t.Helper()
	if o.code != code {
		t.Errorf("exit status %d, want %d", o.code, code)
	}
	text, silent := o.out, o.errs
	if code != 0 {
		text, silent = o.errs, o.out
	}
	for _, want := range said {
		if !strings.Contains(text, want) {
			t.Errorf("it does not say %q", want)
		}
	}
	if silent != "" {
		t.Errorf("it should not say %q", silent)
	}
	if t.Failed() {
		t.Fatalf("it said: %s%s", o.out, o.errs)
	}
}

// writeFile puts a file into the test's folder.
func writeFile(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// makeKeyring is the file of a new keyring, and a vault with its keys.
func makeKeyring(t *testing.T) (string, *identity.Vault) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "keyring")
	if err := identity.NewKeyring(civil.DateOf(time.Now())).WriteFile(path); err != nil {
		t.Fatal(err)
	}
	return path, readVault(t, path)
}

func readVault(t *testing.T, path string) *identity.Vault {
	t.Helper()
	vault, err := openVault(path)
	if err != nil {
		t.Fatal(err)
	}
	return vault
}

// author writes what is said to those who register.
func author(t *testing.T) bench.Author {
	t.Helper()
	book, err := openBook(programme.Default())
	if err != nil {
		t.Fatal(err)
	}
	return bench.Author{Book: book.book, Texts: book.texts}
}

// balanced is a balancer before n services, and where each of them is to listen.
func balanced(t *testing.T, n int) (listen []string, front string) {
	t.Helper()
	for range n {
		address, err := freeAddress()
		if err != nil {
			t.Fatal(err)
		}
		listen = append(listen, address)
	}
	balancer := bench.NewBalancer(listen, time.Minute)
	t.Cleanup(balancer.Close)
	server := httptest.NewServer(balancer)
	t.Cleanup(server.Close)
	return listen, server.URL
}

// program is the program as a process of its own.
type program struct {
	process *exec.Cmd
	ops     string
	done    chan struct{} // closed when it has ended

	mu   sync.Mutex
	text bytes.Buffer
}

// startProgram starts it with these settings and no others; it is killed when the test ends.
func startProgram(t *testing.T, args []string, given ...string) *program {
	t.Helper()
	ops, err := freeAddress()
	if err != nil {
		t.Fatal(err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	p := &program{process: exec.Command(self, args...), ops: ops, done: make(chan struct{})}
	p.process.Env = environ(append(given, "OPS_LISTEN="+ops)...)
	p.process.Stdout, p.process.Stderr = p, p
	if err := p.process.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		_ = p.process.Wait() // ProcessState has it
		close(p.done)
	}()
	t.Cleanup(func() {
		p.signal(syscall.SIGKILL)
		<-p.done
		if t.Failed() {
			text := p.said()
			t.Logf("process %d said: …%s", p.process.Process.Pid, text[max(0, len(text)-4000):])
		}
	})
	return p
}

// Write takes in what the process says.
func (p *program) Write(text []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.text.Write(text)
}

func (p *program) said() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.text.String()
}

func (p *program) signal(sig syscall.Signal) { _ = p.process.Process.Signal(sig) }

// ended waits until the process has ended, and gives its exit status: -1 where a signal ended it.
func (p *program) ended(t *testing.T, within time.Duration) int {
	t.Helper()
	select {
	case <-p.done:
		return p.process.ProcessState.ExitCode()
	case <-time.After(within):
		t.Fatalf("it has not ended within %s", within)
		return 0
	}
}

// ask asks the process for a page of its own; the status is 0 where nobody answers.
func (p *program) ask(path string) (int, string) {
	response, err := http.Get("http://" + p.ops + path)
	if err != nil {
		return 0, err.Error()
	}
	defer response.Body.Close()
	body, _ := io.ReadAll(response.Body)
	return response.StatusCode, string(body)
}

// awaitStatus waits until the page has that status, and gives its text.
func (p *program) awaitStatus(t *testing.T, path string, status int) string {
	t.Helper()
	var text string
	await(t, path+" of a process", func() bool {
		select {
		case <-p.done:
			t.Fatalf("it has ended with status %d before %s was %d", p.process.ProcessState.ExitCode(), path, status)
		default:
		}
		var got int
		got, text = p.ask(path)
		return got == status
	})
	return text
}

// tells has somebody write something, and waits until the answer is the last on his screen.
func tells(t *testing.T, p *faketelegram.Person, text, answer string) {
	t.Helper()
	p.Text(text)
	await(t, "the answer to "+text, func() bool { return strings.Contains(p.Chat().Last().Text, answer) })
}

// await waits until something is so.
func await(t *testing.T, what string, so func() bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for !so() {
		select {
		case <-tick.C:
		case <-ctx.Done():
			t.Fatalf("waited in vain: %s", what)
		}
	}
}
