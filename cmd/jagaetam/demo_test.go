package main

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"jagaetam/internal/testservices"
)

// startDemo starts the demo in a process of its own, at an address of its own.
func startDemo(t *testing.T, args []string, given ...string) *program {
	t.Helper()
	return startProgram(t, append([]string{"demo", "-offline", "-listen", "127.0.0.1:0"}, args...), given...)
}

// awaitPage waits until the demo says where its page is.
func (p *program) awaitPage(t *testing.T) string {
	t.Helper()
	var address string
	await(t, "the demo's page", func() bool {
		_, rest, found := strings.Cut(p.said(), "Open http://")
		address, _, _ = strings.Cut(rest, " ")
		return found
	})
	return address
}

// A data folder is one demo's at a time; and a demo that is killed leaves no process behind, so that the next can have it.
func TestDemoKilled(t *testing.T) {
	t.Parallel()
	if _, err := os.Stat("/proc/self/stat"); err != nil {
		t.Skip("processes are found under /proc, which only Linux has")
	}
	dir := sharedDir(t)
	first := startDemo(t, []string{"-data", dir})
	response, err := http.Get("http://" + first.awaitPage(t))
	if err != nil {
		t.Fatal(err)
	}
	_ = response.Body.Close()
	if response.StatusCode != http.StatusOK {
		t.Errorf("the page: %s", response.Status)
	}

	second := startDemo(t, []string{"-data", dir})
	if code := second.ended(t, patience); code != exitFailed {
		t.Errorf("exit status %d", code)
	}
	if want := fmt.Sprintf("jagaetam: data folder %s: in use by process %d", dir, first.process.Process.Pid); !strings.Contains(second.said(), want) {
		t.Errorf("it does not say %q: %s", want, second.said())
	}

	below := descendants(t, first.process.Process.Pid)
	for _, name := range []string{"postgres", filepath.Base(first.process.Path)} {
		name = name[:min(len(name), 15)] // Linux keeps no more
		if !slices.ContainsFunc(below, func(p running) bool { return p.name == name }) {
			t.Errorf("no %s is among the demo's processes, %v: this shows nothing", name, below)
		}
	}
	first.signal(syscall.SIGKILL)
	first.ended(t, patience)
	await(t, "the demo's processes to end", func() bool { return !slices.ContainsFunc(below, running.alive) })
}

// A demo that keeps nothing leaves nothing, and one that is told to stop does so in order.
func TestDemoFresh(t *testing.T) {
	t.Parallel()
	temporary := sharedDir(t)
	p := startDemo(t, []string{"-fresh"}, "TMPDIR="+temporary, "DATABASE_URL="+testservices.PostgresURL(t), "REDIS_URL="+testservices.RedisURL(t))
	p.awaitPage(t)
	if entries, err := os.ReadDir(temporary); err != nil || len(entries) == 0 {
		t.Errorf("it keeps nothing in %s while it runs (%v): this shows nothing", temporary, err)
	}
	p.signal(syscall.SIGTERM)
	if code := p.ended(t, patience); code != 0 {
		t.Errorf("exit status %d", code)
	}
	entries, err := os.ReadDir(temporary)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		t.Errorf("%s is left behind", entry.Name())
	}
}

func TestDemoPortTaken(t *testing.T) {
	t.Parallel()
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	p := startProgram(t, []string{"demo", "-offline", "-data", sharedDir(t), "-listen", taken.Addr().String()},
		"DATABASE_URL="+testservices.PostgresURL(t), "REDIS_URL="+testservices.RedisURL(t))
	if code := p.ended(t, patience); code != exitFailed {
		t.Errorf("exit status %d", code)
	}
	if said := p.said(); !strings.Contains(said, "jagaetam: -listen: listen tcp "+taken.Addr().String()) ||
		!strings.Contains(said, "(another demo may be running; -listen takes another address)") {
		t.Errorf("it does not say what to do: %s", said)
	}
}

// sharedDir is a folder of the test's own that the user of the servers can enter.
func sharedDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("/tmp", "demo-test-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

// running is a process, told from another that gets its number later by when it started.
type running struct {
	pid, parent int
	name, since string
}

// alive says whether it still runs; one that ended and waits for its parent to hear of it does not.
func (p running) alive() bool {
	now, state, ok := processOf(p.pid)
	return ok && state != "Z" && now.since == p.since
}

// processOf reads a line of proc(5) about a process: pid (name) state parent … since at field 22.
func processOf(pid int) (p running, state string, ok bool) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return p, "", false
	}
	line := string(text)
	open, end := strings.IndexByte(line, '('), strings.LastIndexByte(line, ')')
	fields := strings.Fields(line[end+1:])
	parent, _ := strconv.Atoi(fields[1])
	return running{pid, parent, line[open+1 : end], fields[19]}, fields[0], true
}

// descendants are the processes below one.
func descendants(t *testing.T, root int) []running {
	t.Helper()
	entries, err := os.ReadDir("/proc")
	if err != nil {
		t.Fatal(err)
	}
	var all []running
	for _, entry := range entries {
		if pid, err := strconv.Atoi(entry.Name()); err == nil {
			if p, _, ok := processOf(pid); ok {
				all = append(all, p)
			}
		}
	}
	var below []running
	for parents := []int{root}; len(parents) > 0; parents = parents[1:] {
		for _, p := range all {
			if p.parent == parents[0] {
				below, parents = append(below, p), append(parents, p.pid)
			}
		}
	}
	return below
}
