package localservices

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/sys/unix"
)

// memory is a folder that Linux keeps in memory; Docker's has 64 MB by default, which is too little.
const (
	memory     = "/dev/shm"
	memoryNeed = 1 << 30
)

// newThrowaway makes and locks a new folder, after it has removed those of killed runs.
func newThrowaway(ctx context.Context) (string, *os.File, error) {
	gate, err := lockMaking(ctx, filepath.Join(cacheDir(), "throwaway")) // a folder is never seen before its lock is taken
	if err != nil {
		return "", nil, err
	}
	defer gate.Close()
	parent := throwawayParent()
	prefix := fmt.Sprintf("%s-%d-", name, os.Getuid())
	if err := sweep(ctx, parent, prefix); err != nil {
		return "", nil, err
	}
	dir, err := os.MkdirTemp(parent, prefix)
	if err != nil {
		return "", nil, fmt.Errorf("make throwaway folder: %w", err)
	}
	if err := os.Chmod(dir, 0o711); err != nil { // the servers' user enters
		return "", nil, fmt.Errorf("open throwaway folder: %w", err)
	}
	file, err := lock(ctx, filepath.Join(dir, "lock"), notAtAll)
	if err != nil {
		return "", nil, fmt.Errorf("throwaway folder %s: %w", dir, err)
	}
	return dir, file, nil
}

func throwawayParent() string {
	var room unix.Statfs_t
	if err := unix.Statfs(memory, &room); err == nil && room.Bavail*uint64(room.Bsize) > memoryNeed {
		return memory
	}
	return os.TempDir()
}

// sweep removes the folders of ours that nobody holds.
func sweep(ctx context.Context, parent, prefix string) error {
	entries, err := os.ReadDir(parent)
	if err != nil {
		return fmt.Errorf("look for folders of killed runs: %w", err)
	}
	for _, entry := range entries {
		if !entry.IsDir() || !strings.HasPrefix(entry.Name(), prefix) {
			continue
		}
		if err := removeLeft(ctx, filepath.Join(parent, entry.Name())); err != nil {
			return fmt.Errorf("remove folder of a killed run: %w", err)
		}
	}
	return nil
}

func removeLeft(ctx context.Context, dir string) error {
	if info, err := os.Lstat(dir); err != nil || !ownedByUs(info) {
		return nil // gone meanwhile, or another user's, who may call it as he likes
	}
	file, err := lock(ctx, filepath.Join(dir, "lock"), notAtAll)
	if errors.Is(err, errInUse) {
		return nil
	}
	if err != nil {
		return err
	}
	defer file.Close()
	if err := evict(ctx, dir); err != nil {
		return err
	}
	return os.RemoveAll(dir)
}
