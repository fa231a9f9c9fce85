package conformance

import (
	"os"
	"path/filepath"
	"testing"
)

// ForTest loads the description that BOTAPI_JSON names, or that lies at ../shared/botapi/api.json beside the repository.
// Without one the test is skipped, in CI it fails.
func ForTest(t testing.TB) *Description {
	t.Helper()
	path := os.Getenv("BOTAPI_JSON")
	if path == "" {
		path = filepath.Join(root(t), "..", "shared", "botapi", "api.json")
	}
	if _, err := os.Stat(path); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatalf("set BOTAPI_JSON to a description of the Bot API: %v", err)
		}
		t.Skipf("there is no description of the Bot API to check against; BOTAPI_JSON can name one: %v", err)
	}
	d, err := Load(path)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// root is the folder of go.mod.
func root(t testing.TB) string {
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above the test")
		}
		dir = filepath.Dir(dir)
	}
}
