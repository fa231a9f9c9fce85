package localservices

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// name is the program's, for the folders it has outside its data folder, and its user in PostgreSQL.
const name = "jagaetam"

// socketLimit is the longest path a unix socket may have, in bytes: 103 on macOS, 107 on Linux.
const socketLimit = 103

// folder is a data folder that is ours alone: locked, with nothing left running in it.
type folder struct {
	path      string
	sockets   string // 0700, empty until the servers start
	owner     account
	lock      *os.File
	throwaway bool
}

// DefaultDir is the data folder for those who name none: one that the servers' user can enter when we are root, whose
// home is closed to others, and else one beside the work at hand.
func DefaultDir() string {
	if os.Getuid() == 0 {
		return "/var/lib/" + name
	}
	return ".data"
}

func openFolder(ctx context.Context, o Options) (*folder, error) {
	f := &folder{throwaway: o.Throwaway}
	var err error
	if o.Throwaway {
		f.path, f.lock, err = newThrowaway(ctx)
	} else {
		f.path, f.lock, err = keepDir(ctx, o.Dir)
	}
	if err != nil {
		return nil, err
	}
	if err := f.prepare(ctx); err != nil {
		return nil, errors.Join(err, f.close())
	}
	return f, nil
}

func keepDir(ctx context.Context, dir string) (string, *os.File, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", nil, fmt.Errorf("find data folder: %w", err)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", nil, fmt.Errorf("make data folder: %w", err)
	}
	file, err := lock(ctx, filepath.Join(dir, "lock"), briefly)
	if err != nil {
		return "", nil, fmt.Errorf("data folder %s: %w", dir, err)
	}
	return dir, file, nil
}

func (f *folder) prepare(ctx context.Context) error {
	var err error
	if f.owner, err = serversAccount(f.postgres()); err != nil {
		return err
	}
	if err := f.owner.enters(f.path); err != nil {
		return fmt.Errorf("data folder %s: %w; choose another one", f.path, err)
	}
	if err := evict(ctx, f.path); err != nil {
		return err
	}
	f.sockets = socketFolder(f.path)
	if err := os.RemoveAll(f.sockets); err != nil {
		return fmt.Errorf("empty socket folder: %w", err)
	}
	return f.owner.makeDir(f.sockets)
}

func (f *folder) postgres() string { return filepath.Join(f.path, "postgres") }
func (f *folder) redis() string    { return filepath.Join(f.path, "redis") }

// socketFolder is in the data folder, or in /tmp under a name made from it when its path is too long for a socket. A
// comma would make two hosts of it in a PostgreSQL URL.
func socketFolder(dir string) string {
	sockets := filepath.Join(dir, "run")
	if len(filepath.Join(sockets, ".s.PGSQL.5432")) <= socketLimit && !strings.Contains(sockets, ",") {
		return sockets
	}
	sum := sha256.Sum256([]byte(dir))
	return fmt.Sprintf("/tmp/%s-%d-%x", name, os.Getuid(), sum[:8])
}

// openLog starts a server's log file anew.
func (f *folder) openLog(server string) (*os.File, error) {
	file, err := os.OpenFile(filepath.Join(f.path, server+".log"), os.O_CREATE|os.O_TRUNC|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open server log: %w", err)
	}
	return file, nil
}

// close gives the folder free, last of all by its lock.
func (f *folder) close() error {
	var err error
	if f.sockets != "" {
		err = os.RemoveAll(f.sockets)
	}
	if f.throwaway {
		err = errors.Join(err, os.RemoveAll(f.path))
	}
	return errors.Join(err, f.lock.Close())
}

// ownedBy tells whose a file is; false when that cannot be told.
func ownedBy(info fs.FileInfo) (uid, gid int, ok bool) {
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return 0, 0, false
	}
	return int(stat.Uid), int(stat.Gid), true
}

func ownedByUs(info fs.FileInfo) bool {
	uid, _, ok := ownedBy(info)
	return ok && uid == os.Getuid()
}
