package localservices

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"
)

// startLimit is how long a server may take until it answers: recovery after a crash is part of it.
const startLimit = 2 * time.Minute

// server is a server to run as a child.
type server struct {
	kind    string
	program program
	args    []string
	dir     string         // its data and its working folder
	url     string         // for clients
	stop    syscall.Signal // an orderly end
	answers func(context.Context) bool
}

// serve starts s in the folder and returns once it answers.
func serve(ctx context.Context, f *folder, s server) (*service, error) {
	log, err := f.openLog(strings.ToLower(s.kind))
	if err != nil {
		return nil, err
	}
	defer log.Close()
	cmd := exec.Command(s.program.path, s.args...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = s.dir, log, log
	child, err := launch(cmd, f.owner, s.stop)
	if err != nil {
		return nil, err
	}
	if err := await(ctx, child, s.answers); err != nil {
		_ = child.end(ctx, s.stop) // that it did not start says more
		return nil, fmt.Errorf("start %s %s: %w: %s (see %s)", s.kind, s.program.version, err, lastLines(log.Name()), log.Name())
	}
	return &service{
		url:   s.url,
		about: fmt.Sprintf("%s %s (%s)", s.kind, s.program.version, s.program.path),
		done:  child.done,
		fate:  func() error { return fmt.Errorf("%v (see %s)", child.cmd.ProcessState, log.Name()) },
		stop:  func(ctx context.Context) error { return child.end(ctx, s.stop) },
	}, nil
}

func await(ctx context.Context, child *process, answers func(context.Context) bool) error {
	ctx, cancel := context.WithTimeout(ctx, startLimit)
	defer cancel()
	return poll(ctx, func() (bool, error) {
		select {
		case <-child.done:
			return false, fmt.Errorf("it ended: %v", child.cmd.ProcessState)
		default:
			return answers(ctx), nil
		}
	})
}

// lastLines of a log say why a server ended.
func lastLines(log string) string {
	text, err := os.ReadFile(log)
	if err != nil {
		return ""
	}
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	return strings.Join(lines[max(0, len(lines)-3):], "; ")
}
