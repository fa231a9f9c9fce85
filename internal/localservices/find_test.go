package localservices

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// fakePostgres is a folder of programs that only tell their version.
func fakePostgres(t *testing.T, says string) string {
	t.Helper()
	dir := t.TempDir()
	for _, program := range []string{"postgres", "initdb"} {
		script := "#!/bin/sh\necho '" + says + "'\n"
		if err := os.WriteFile(filepath.Join(dir, program), []byte(script), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestReadsVersions(t *testing.T) {
	for says, want := range map[string]program{
		"postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)": {version: "15.18", major: 15},
		"postgres (PostgreSQL) 18.4":                           {version: "18.4", major: 18},
		"postgres (PostgreSQL) 19beta3":                        {version: "19", major: 19},
		"Redis server v=7.0.15 sha=00000000:0 malloc=jemalloc": {version: "7.0.15", major: 7},
		"Valkey server v=8.1.1 sha=00000000:0 malloc=jemalloc": {version: "8.1.1", major: 8},
	} {
		folder := fakePostgres(t, says)
		want.path = filepath.Join(folder, "postgres")
		got, err := inspectOne(t.Context(), account{}, folder)
		if got != want || err != nil {
			t.Errorf("%s: %+v, error %v", says, got, err)
		}
	}
}

func TestSaysWhyAProgramIsOfNoUse(t *testing.T) {
	broken := fakePostgres(t, "oops")
	found, refused := inspect(t.Context(), account{}, []string{broken, filepath.Join(t.TempDir(), "nothing")})
	if len(found) != 0 || len(refused) != 1 || !strings.Contains(refused[0].Error(), broken) {
		t.Errorf("found %v, refused %v", found, refused)
	}
}

func TestChoosesTheVersionOfTheData(t *testing.T) {
	found := []program{{version: "18.1", major: 18}, {version: "15.18", major: 15}, {version: "13.2", major: 13}}
	for major, want := range map[int]string{0: "18.1", 15: "15.18", 13: "13.2"} {
		if got, ok := choose(found, major); !ok || got.version != want {
			t.Errorf("data of %d: %+v", major, got)
		}
	}
	if got, ok := choose(found, 17); ok {
		t.Errorf("data of 17: %+v", got)
	}
	if got, ok := choose(found[2:], 0); ok {
		t.Errorf("only one that is too old: %+v", got)
	}
}

func TestNamesTheClosedDoor(t *testing.T) {
	top := t.TempDir()
	closed := filepath.Join(top, "closed")
	inner := filepath.Join(closed, "inner")
	if err := os.MkdirAll(inner, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{filepath.Dir(top), top} { // the test's own folder is private
		if err := os.Chmod(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	stranger := account{name: "stranger", uid: 4_000_001, gid: 4_000_002, switched: true}
	owner := account{name: "owner", uid: os.Getuid(), gid: os.Getgid(), switched: true}
	if err := stranger.enters(inner); err != nil {
		t.Errorf("open doors: %v", err)
	}
	if err := os.Chmod(closed, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := owner.enters(inner); err != nil {
		t.Errorf("the owner's door: %v", err)
	}
	if err := stranger.enters(inner); err == nil || err.Error() != "user stranger cannot enter "+closed {
		t.Errorf("closed door: %v", err)
	}
	if err := (account{name: "we"}).enters(inner); err != nil {
		t.Errorf("ourselves: %v", err)
	}
}

func TestReadsLsof(t *testing.T) {
	listing := "p501\nfcwd\nn/data/postgres\np502\nfcwd\nn/data/postgres2\np77\nfcwd\nn/data/postgres\n"
	got, err := parseLsof(listing, "/data/postgres")
	if err != nil || !slices.Equal(got, []int{501, 77}) {
		t.Errorf("got %v, error %v", got, err)
	}
}

// npm's package lists its links, paths from the package's root.
func TestMakesTheLinksOfThePackage(t *testing.T) {
	pkg := t.TempDir()
	lib := filepath.Join(pkg, "native", "lib")
	if err := os.MkdirAll(lib, 0o755); err != nil {
		t.Fatal(err)
	}
	list := `[{"source":"native/lib/libpq.so.5.18","target":"native/lib/libpq.so.5"}]`
	for file, content := range map[string]string{
		filepath.Join(lib, "libpq.so.5.18"):              "library",
		filepath.Join(pkg, "native", "pg-symlinks.json"): list,
	} {
		if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := makeLinks(pkg); err != nil {
		t.Fatal(err)
	}
	if to, err := os.Readlink(filepath.Join(lib, "libpq.so.5")); to != "libpq.so.5.18" || err != nil {
		t.Errorf("link to %q, error %v", to, err)
	}
}
