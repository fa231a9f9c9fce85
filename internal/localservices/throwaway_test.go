package localservices

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"

	"golang.org/x/sync/errgroup"
)

func TestThrowsAway(t *testing.T) {
	t.Parallel()
	s := start(t, Options{Throwaway: true})
	if err := remember(t.Context(), s, "satu"); err != nil {
		t.Error(err)
	}
	stop(t, s)
	if _, err := os.Stat(s.folder.path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("folder after Stop: %v", err)
	}
}

func TestSweepsWhatKilledRunsLeft(t *testing.T) {
	t.Parallel()
	parent := newDir(t)
	for _, dir := range []string{"ours-1", "ours-2", "theirs-1"} {
		if err := os.MkdirAll(filepath.Join(parent, dir, "postgres"), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	held, err := lock(t.Context(), filepath.Join(parent, "ours-2", "lock"), notAtAll)
	if err != nil {
		t.Fatal(err)
	}
	defer held.Close()
	if err := sweep(t.Context(), parent, "ours-"); err != nil {
		t.Fatal(err)
	}
	left, err := filepath.Glob(filepath.Join(parent, "*"))
	want := []string{filepath.Join(parent, "ours-2"), filepath.Join(parent, "theirs-1")}
	if err != nil || fmt.Sprint(left) != fmt.Sprint(want) {
		t.Errorf("left %v, want %v (error %v)", left, want, err)
	}
}

// Test binaries start at the same time; the cluster that all copy is made by one of them.
func TestMakesTheCachedClusterOnce(t *testing.T) {
	t.Parallel()
	owner, err := serversAccount("")
	if err != nil {
		t.Fatal(err)
	}
	p, err := findPostgres(t.Context(), owner, 0, Options{Offline: true})
	if err != nil {
		t.Fatal(err)
	}
	cached := filepath.Join(newDir(t), "cluster-of-this-test")
	var made atomic.Int32
	var g errgroup.Group
	for range 3 {
		g.Go(func() error {
			return cacheCluster(t.Context(), p, owner, cached, func(string) { made.Add(1) })
		})
	}
	if err := g.Wait(); err != nil || made.Load() != 1 {
		t.Errorf("made %d times, error %v", made.Load(), err)
	}
}
