package bench

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"sync"
	"syscall"
	"time"
)

// Process is a bot as a process of its own.
type Process struct {
	cmd     *exec.Cmd
	ops     string
	began   time.Time
	started chan error
	done    chan struct{}
}

// Usage is what a process has cost up to now.
type Usage struct {
	CPU time.Duration
	// Peak is the most memory that it ever had resident, in bytes.
	Peak int64
}

// startProcess starts a command, whose pages for those who run it are to be at the address ops.
func startProcess(cmd *exec.Cmd, ops string) (*Process, error) {
	p := &Process{cmd: cmd, ops: ops, began: time.Now(), started: make(chan error, 1), done: make(chan struct{})}
	cmd.Env = append(cmd.Env, "OPS_LISTEN="+ops)
	go func() {
		// The kernel takes the death of the thread that started a process for that of its parent (golang/go#27505).
		runtime.LockOSThread()
		defer close(p.done)
		err := cmd.Start()
		p.started <- err
		if err == nil {
			_ = cmd.Wait() // ProcessState has it
		}
	}()
	if err := <-p.started; err != nil {
		return nil, fmt.Errorf("start a bot: %w", err)
	}
	return p, nil
}

// awaitReady waits until the process says that it is ready, and gives the time that took since it was started.
func (p *Process) awaitReady(ctx context.Context) (time.Duration, error) {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	tick := time.NewTicker(2 * time.Millisecond)
	defer tick.Stop()
	for {
		if body, err := p.ask(ctx, "/readyz"); err == nil {
			_ = body.Close()
			return time.Since(p.began), nil
		}
		select {
		case <-p.done:
			return 0, fmt.Errorf("a bot ended before it was ready: %v", p.cmd.ProcessState)
		case <-ctx.Done():
			return 0, fmt.Errorf("a bot does not get ready: %w", ctx.Err())
		case <-tick.C:
		}
	}
}

// ask asks the process for one of its pages.
func (p *Process) ask(ctx context.Context, path string) (io.ReadCloser, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+p.ops+path, nil)
	if err != nil {
		return nil, err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	if response.StatusCode != http.StatusOK {
		return nil, errors.Join(fmt.Errorf("%s: %s", path, response.Status), response.Body.Close())
	}
	return response.Body, nil
}

// profile writes a profile of the processor of so long to a file, and one of what is in memory then beside it.
func (p *Process) profile(ctx context.Context, length time.Duration, path string) error {
	err := p.fetch(ctx, fmt.Sprintf("/debug/pprof/profile?seconds=%d", max(1, int(length.Seconds()))), path)
	return errors.Join(err, p.fetch(ctx, "/debug/pprof/heap", path+".heap"))
}

// fetch writes one of the process's pages to a file.
func (p *Process) fetch(ctx context.Context, page, path string) error {
	body, err := p.ask(ctx, page)
	if err != nil {
		return fmt.Errorf("take a profile: %w", err)
	}
	defer body.Close()
	text, err := io.ReadAll(body)
	if err != nil {
		return fmt.Errorf("take a profile: %w", err)
	}
	return os.WriteFile(path, text, 0o600)
}

// usage asks the kernel; after the process has ended, what it left behind.
func (p *Process) usage() (Usage, error) {
	select {
	case <-p.done:
		state := p.cmd.ProcessState
		peak := int64(0)
		if left, ok := state.SysUsage().(*syscall.Rusage); ok {
			peak = left.Maxrss << 10
		}
		return Usage{CPU: state.UserTime() + state.SystemTime(), Peak: peak}, nil
	default:
		return usageOf(p.cmd.Process.Pid)
	}
}

// tick is the unit of times in /proc: USER_HZ, which is 100 wherever Go runs on Linux.
const tick = 10 * time.Millisecond

// usageOf reads /proc, as proc(5) describes it.
func usageOf(pid int) (Usage, error) {
	dir := "/proc/" + strconv.Itoa(pid)
	stat, err := os.ReadFile(dir + "/stat")
	if err != nil {
		return Usage{}, fmt.Errorf("read what a process costs, which only Linux tells: %w", err)
	}
	fields := bytes.Fields(stat[bytes.LastIndexByte(stat, ')')+1:]) // the name before may hold anything
	user, err := strconv.ParseInt(string(fields[11]), 10, 64)
	if err != nil {
		return Usage{}, err
	}
	system, err := strconv.ParseInt(string(fields[12]), 10, 64)
	if err != nil {
		return Usage{}, err
	}
	status, err := os.ReadFile(dir + "/status")
	if err != nil {
		return Usage{}, err
	}
	_, after, _ := bytes.Cut(status, []byte("VmHWM:"))
	words := bytes.Fields(after)
	if len(words) == 0 {
		return Usage{}, errors.New("read what a process costs: no VmHWM")
	}
	peak, err := strconv.ParseInt(string(words[0]), 10, 64)
	return Usage{CPU: time.Duration(user+system) * tick, Peak: peak << 10}, err
}

func (p *Process) signal(sig syscall.Signal) { _ = p.cmd.Process.Signal(sig) }

// end ends the process and says how long that took.
func (p *Process) end(sig syscall.Signal) time.Duration {
	began := time.Now()
	p.signal(sig)
	<-p.done
	return time.Since(began)
}

// journal is the end of what processes say, for when something goes wrong.
type journal struct {
	mu   sync.Mutex
	text []byte
}

// Write keeps the last of it.
func (j *journal) Write(text []byte) (int, error) {
	const most = 1 << 16
	j.mu.Lock()
	defer j.mu.Unlock()
	j.text = append(j.text, text...)
	if len(j.text) > 2*most {
		j.text = bytes.Clone(j.text[len(j.text)-most:])
	}
	return len(text), nil
}

func (j *journal) end() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return string(j.text[max(0, len(j.text)-4000):])
}
