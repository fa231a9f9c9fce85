package localservices

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

func TestMakesAFolderWholeOrNotAtAll(t *testing.T) {
	parent := t.TempDir()
	path := filepath.Join(parent, "cluster")
	if err := os.Mkdir(path+half+"of-a-killed-run", 0o755); err != nil {
		t.Fatal(err)
	}
	broken := errors.New("disk full")
	if err := makeWhole(path, func(string) error { return broken }); !errors.Is(err, broken) {
		t.Errorf("the filling failed, makeWhole says %v", err)
	}
	if entries, err := os.ReadDir(parent); len(entries) != 0 || err != nil {
		t.Errorf("%v left, error %v", entries, err)
	}
	err := makeWhole(path, func(dir string) error {
		if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("seen before it was whole: %v", err)
		}
		return os.WriteFile(filepath.Join(dir, "file"), nil, 0o600)
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(path, "file")); err != nil {
		t.Error(err)
	}
}
