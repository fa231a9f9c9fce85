package localservices

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// cacheDir is for what can be made again: a fetched PostgreSQL, the cluster that throwaway ones are copied from. Root's
// own is closed to the servers' user.
func cacheDir() string {
	if os.Getuid() == 0 {
		return "/var/cache/" + name
	}
	dir, err := os.UserCacheDir()
	if err != nil { // neither a cache folder nor a home is named
		return filepath.Join(os.TempDir(), fmt.Sprintf("%s-cache-%d", name, os.Getuid()))
	}
	return filepath.Join(dir, name)
}

// lockMaking lets one process at a time make the thing at path; the folder it goes in is made first.
func lockMaking(ctx context.Context, path string) (*os.File, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return nil, fmt.Errorf("make cache folder: %w", err)
	}
	file, err := lock(ctx, path+".lock", atLength)
	if err != nil {
		return nil, fmt.Errorf("wait for %s to be made: %w", path, err)
	}
	return file, nil
}

// makeWhole makes a folder that is there whole or not at all, whenever we are killed: in a folder of ours beside it,
// renamed at the end. The caller sees to it that nobody else makes the same.
func makeWhole(path string, fill func(dir string) error) error {
	removeHalves(path)
	dir, err := os.MkdirTemp(filepath.Dir(path), filepath.Base(path)+half)
	if err != nil {
		return fmt.Errorf("make folder: %w", err)
	}
	if err := fill(dir); err != nil {
		return errors.Join(err, os.RemoveAll(dir))
	}
	if err := os.Rename(dir, path); err != nil {
		return fmt.Errorf("name folder: %w", err)
	}
	return nil
}

const half = ".new-"

// removeHalves removes what killed runs left, as far as it can: an initdb that is just dying may still write there, and
// then the next run removes it.
func removeHalves(path string) {
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		return
	}
	for _, entry := range entries {
		if strings.HasPrefix(entry.Name(), filepath.Base(path)+half) {
			_ = os.RemoveAll(filepath.Join(filepath.Dir(path), entry.Name()))
		}
	}
}
