package localservices

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// serverNames are what the servers' processes are called, those of PostgreSQL's sessions too.
var serverNames = []string{"postgres", "redis-server", "valkey-server"}

// The files in their folders in which the servers write their process id.
const (
	postgresPIDFile = "postmaster.pid"
	redisPIDFile    = "redis.pid"
)

// evict ends what an earlier run left working in the data folder at path and waits until it is gone. Most often it is
// on its way out already: the kernel told it that we died. The caller holds the folder's lock.
func evict(ctx context.Context, path string) error {
	cluster := filepath.Join(path, "postgres")
	if err := evictFrom(ctx, cluster, postgresPIDFile, syscall.SIGINT); err != nil {
		return err
	}
	// A zombie counts as alive for PostgreSQL, where the machine's first process reaps none. Nobody works here now.
	if err := os.Remove(filepath.Join(cluster, postgresPIDFile)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("remove stale lock of PostgreSQL: %w", err)
	}
	return evictFrom(ctx, filepath.Join(path, "redis"), redisPIDFile, syscall.SIGTERM)
}

// evictFrom signals the server whose id stands in pidFile, once, and only if it is a server that works in dir: the
// number alone may be anybody's by now.
func evictFrom(ctx context.Context, dir, pidFile string, signal syscall.Signal) error {
	dir, err := filepath.EvalSymlinks(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("look for servers of an earlier run: %w", err)
	}
	waiting, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	var pids []int
	signalled := false
	err = poll(waiting, func() (bool, error) {
		var err error
		if pids, err = serversIn(dir); err != nil || len(pids) == 0 {
			return true, err
		}
		if main := readPID(filepath.Join(dir, pidFile)); !signalled && slices.Contains(pids, main) {
			signalled = true
			err = syscall.Kill(main, signal)
		}
		if errors.Is(err, syscall.ESRCH) {
			err = nil
		}
		return false, err
	})
	if err != nil {
		return fmt.Errorf("wait for servers of an earlier run to leave %s (processes %d): %w", dir, pids, err)
	}
	return nil
}

// readPID is the number in the first line, 0 when there is none.
func readPID(path string) int {
	text, err := os.ReadFile(path)
	if err != nil {
		return 0
	}
	first, _, _ := strings.Cut(string(text), "\n")
	pid, err := strconv.Atoi(strings.TrimSpace(first))
	if err != nil {
		return 0
	}
	return pid
}

// parseLsof picks the processes whose folder is dir from lsof's output for programs: a line p and the process id, then
// a line n and the folder.
func parseLsof(listing, dir string) ([]int, error) {
	var pids []int
	pid := 0
	for line := range strings.Lines(listing) {
		line = strings.TrimSuffix(line, "\n")
		switch {
		case strings.HasPrefix(line, "p"):
			var err error
			if pid, err = strconv.Atoi(line[1:]); err != nil {
				return nil, fmt.Errorf("read lsof's output: %w", err)
			}
		case line == "n"+dir:
			pids = append(pids, pid)
		}
	}
	return pids, nil
}
