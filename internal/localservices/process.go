package localservices

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
)

// process is a child of ours that ends when we end. It is in a process group of its own, so that a Ctrl-C at the
// terminal reaches us and not the servers first.
type process struct {
	cmd  *exec.Cmd
	done chan struct{} // closed when it has ended and err is set
	err  error
}

// launch starts cmd as who; on Linux it is sent the signal last when we are gone.
func launch(cmd *exec.Cmd, who account, last syscall.Signal) (*process, error) {
	cmd.SysProcAttr = attributes(last)
	cmd.SysProcAttr.Setpgid = true
	cmd.SysProcAttr.Credential = who.credential()
	cmd.Env = environment()
	p := &process{cmd: cmd, done: make(chan struct{})}
	started := make(chan error)
	go func() {
		// The parent whose death is signalled is the thread that started the child, not the process (go.dev/issue/27505).
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := cmd.Start()
		started <- err
		if err == nil {
			p.err = cmd.Wait()
			close(p.done)
		}
	}()
	if err := <-started; err != nil {
		return nil, fmt.Errorf("start %s as user %s: %w", cmd.Path, who.name, err)
	}
	return p, nil
}

// environment is what a server needs of ours: neither our secrets nor a setting that would change what it does.
func environment() []string {
	env := []string{"LC_ALL=C"}
	for _, name := range []string{"PATH", "LD_LIBRARY_PATH"} {
		if value, ok := os.LookupEnv(name); ok {
			env = append(env, name+"="+value)
		}
	}
	return env
}

// run runs cmd to its end, at the latest that of ctx. The error holds what the command printed.
func run(ctx context.Context, cmd *exec.Cmd, who account) error {
	var printed bytes.Buffer
	cmd.Stdout, cmd.Stderr = &printed, &printed
	p, err := launch(cmd, who, syscall.SIGKILL)
	if err != nil {
		return err
	}
	if p.wait(ctx) {
		return fmt.Errorf("%s: %w", filepath.Base(cmd.Path), ctx.Err())
	}
	if p.err != nil {
		return fmt.Errorf("%s: %w\n%s", filepath.Base(cmd.Path), p.err, strings.TrimSpace(printed.String()))
	}
	return nil
}

// end asks the process to end and waits for it.
func (p *process) end(ctx context.Context, signal os.Signal) error {
	if err := p.cmd.Process.Signal(signal); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return fmt.Errorf("end %s: %w", p.cmd.Path, err)
	}
	if p.wait(ctx) {
		return fmt.Errorf("end %s: killed, it took too long", p.cmd.Path)
	}
	return nil
}

// wait waits until the process has ended; when ctx ends before, it is killed.
func (p *process) wait(ctx context.Context) (killed bool) {
	select {
	case <-p.done:
		return false
	case <-ctx.Done():
		_ = p.cmd.Process.Kill() // it fails when the process has just ended by itself
		<-p.done
		return true
	}
}
