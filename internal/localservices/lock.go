package localservices

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"syscall"
	"time"
)

// How long to wait for a lock: briefly is for a process killed a moment ago, which still holds it; atLength for one
// that is making what we need.
const (
	notAtAll = time.Duration(0)
	briefly  = 2 * time.Second
	atLength = 10 * time.Minute
)

var errInUse = errors.New("in use")

// lock takes the file at path, made when it is missing, for this process alone, and writes its id in it. Closing the
// file gives it free, as does the end of the process. When another process keeps it, the error is errInUse.
func lock(ctx context.Context, path string, patience time.Duration) (*os.File, error) {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o644)
	if err != nil {
		return nil, fmt.Errorf("open lock: %w", err)
	}
	waiting, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	err = poll(waiting, func() (bool, error) {
		err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return false, nil
		}
		return err == nil, err
	})
	if err == nil {
		err = sign(file)
	} else if waiting.Err() != nil && ctx.Err() == nil {
		err = fmt.Errorf("%w by process %s", errInUse, signature(path))
	}
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return file, nil
}

func sign(file *os.File) error {
	if err := file.Truncate(0); err != nil {
		return fmt.Errorf("write lock: %w", err)
	}
	if _, err := fmt.Fprintf(file, "%d\n", os.Getpid()); err != nil {
		return fmt.Errorf("write lock: %w", err)
	}
	return nil
}

func signature(path string) string {
	text, err := os.ReadFile(path)
	if err != nil || len(text) == 0 {
		return "unknown"
	}
	return strings.TrimSpace(string(text))
}

// poll tries at once and then every few milliseconds, until it is done, fails, or ctx ends.
func poll(ctx context.Context, try func() (done bool, err error)) error {
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for {
		if done, err := try(); done || err != nil {
			return err
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
