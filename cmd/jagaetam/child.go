package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

// child is the service as a process of its own, which may be killed and started again.
type child struct {
	environment map[string]string
	logPath     string
	// gone says that the process ended without having been told to.
	gone chan error

	mu       sync.Mutex
	ops      string
	process  *exec.Cmd
	done     <-chan struct{}
	expected bool
	watchers map[chan stageLine]struct{}
}

// stageLine is a line of the service's log about one stage of a message.
type stageLine struct {
	At     time.Time `json:"time"`
	Msg    string    `json:"msg"`
	Stage  string    `json:"stage"`
	Who    string    `json:"who"`
	Key    string    `json:"key"`
	Since  int64     `json:"since_us"`
	Detail string    `json:"detail"`
}

func newChild(environment map[string]string, logPath string) *child {
	return &child{environment: environment, logPath: logPath, gone: make(chan error, 1), watchers: map[chan stageLine]struct{}{}}
}

// start starts the process and waits until it is ready.
func (c *child) start(ctx context.Context) error {
	ops := os.Getenv("OPS_LISTEN")
	if ops == "" {
		var err error
		if ops, err = freeAddress(); err != nil {
			return err
		}
	}
	program, err := os.Executable()
	if err != nil {
		return err
	}
	log, err := os.OpenFile(c.logPath, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	process := exec.Command(program, "serve")
	process.Env = append(os.Environ(), "OPS_LISTEN="+ops)
	for name, value := range c.environment {
		process.Env = append(process.Env, name+"="+value)
	}
	process.SysProcAttr = diesWithParent()
	lines, err := process.StderrPipe()
	if err != nil {
		return err
	}
	started, done := make(chan error, 1), make(chan struct{})
	go c.live(process, tee{lines, log}, started, done)
	if err := <-started; err != nil {
		return fmt.Errorf("start the service: %w", err)
	}
	c.mu.Lock()
	c.ops = ops
	c.mu.Unlock()
	return c.awaitReady(ctx, "http://"+ops+"/readyz", done)
}

// awaitSweeps waits until the service has looked n times more for what fell due.
func (c *child) awaitSweeps(ctx context.Context, n int) error {
	first := -1
	for {
		swept, err := c.sweeps(ctx)
		if err != nil {
			return err
		}
		if first < 0 {
			first = swept
		}
		if swept >= first+n {
			return nil
		}
		sleep(ctx, 20*time.Millisecond)
	}
}

// sweeps reads the count of sweeps from the service's metrics.
func (c *child) sweeps(ctx context.Context) (int, error) {
	c.mu.Lock()
	address := "http://" + c.ops + "/metrics"
	c.mu.Unlock()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return 0, err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0, err
	}
	defer response.Body.Close()
	lines := bufio.NewScanner(response.Body)
	for lines.Scan() {
		if count, ok := strings.CutPrefix(lines.Text(), "jagaetam_sweeps_total "); ok {
			return strconv.Atoi(count)
		}
	}
	return 0, errors.New("the service's metrics have no count of sweeps")
}

// live starts the process and stays with it to its end.
func (c *child) live(process *exec.Cmd, log io.Reader, started chan<- error, done chan struct{}) {
	// The kernel takes the death of the thread that started a process for that of its parent (golang/go#27505).
	runtime.LockOSThread()
	defer close(done)
	err := process.Start()
	c.mu.Lock()
	if err == nil {
		c.process, c.done, c.expected = process, done, false
	}
	c.mu.Unlock()
	started <- err
	if err != nil {
		return
	}
	c.read(log)
	err = process.Wait()
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.expected {
		c.gone <- fmt.Errorf("%w; its log is %s", errors.Join(errors.New("it ended by itself"), err), c.logPath)
	}
}

// tee copies what is read to a file, which it closes at the end.
type tee struct {
	from io.Reader
	to   *os.File
}

func (t tee) Read(p []byte) (int, error) {
	n, err := t.from.Read(p)
	_, _ = t.to.Write(p[:n])
	if err != nil {
		_ = t.to.Close()
	}
	return n, err
}

// awaitReady waits until the service says that it is ready, or is gone.
func (c *child) awaitReady(ctx context.Context, address string, done <-chan struct{}) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	for {
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
		if err != nil {
			return err
		}
		if response, err := http.DefaultClient.Do(request); err == nil {
			_ = response.Body.Close()
			if response.StatusCode == http.StatusOK {
				return nil
			}
		}
		select {
		case <-done:
			return fmt.Errorf("the service ended before it was ready; its log is %s", c.logPath)
		case <-ctx.Done():
			return fmt.Errorf("the service does not get ready; its log is %s: %w", c.logPath, ctx.Err())
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// restart kills the process as a power cut would, and starts it again.
func (c *child) restart() error {
	c.end(syscall.SIGKILL)
	return c.start(context.Background())
}

// stop tells the process to stop in order and waits for it.
func (c *child) stop() { c.end(syscall.SIGTERM) }

func (c *child) end(signal syscall.Signal) {
	c.mu.Lock()
	process, done := c.process, c.done
	c.expected = true
	c.mu.Unlock()
	if process == nil {
		return
	}
	_ = process.Process.Signal(signal)
	<-done
}

// read hands the stages in the log on to whoever watches. A watcher that is too slow misses some.
func (c *child) read(log io.Reader) {
	scanner := bufio.NewScanner(log)
	scanner.Buffer(nil, 1<<20)
	for scanner.Scan() {
		var line stageLine
		if json.Unmarshal(scanner.Bytes(), &line) != nil || line.Msg != "stage" {
			continue
		}
		c.mu.Lock()
		for watcher := range c.watchers {
			select {
			case watcher <- line:
			default:
			}
		}
		c.mu.Unlock()
	}
}

// subscribe gives the stages of messages until ctx ends.
func (c *child) subscribe(ctx context.Context) <-chan stageLine {
	watcher := make(chan stageLine, 256)
	c.mu.Lock()
	c.watchers[watcher] = struct{}{}
	c.mu.Unlock()
	context.AfterFunc(ctx, func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		delete(c.watchers, watcher)
		close(watcher)
	})
	return watcher
}

// freeAddress is an address on this machine that nobody listens on. It lies below the ports that systems give to connections
// (IANA's begin at 49152, Linux's at 32768), one of which could take it before it is listened on.
func freeAddress() (string, error) {
	for {
		address := fmt.Sprintf("127.0.0.1:%d", 10_000+rand.IntN(22_000))
		listener, err := net.Listen("tcp", address)
		if errors.Is(err, syscall.EADDRINUSE) {
			continue
		}
		if err != nil {
			return "", err
		}
		return address, listener.Close()
	}
}
