// Package release makes the programs that are given away twice and compares them.
package release

import (
	"bytes"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const root = "../.."

// TestReleaseIsTheSameAnywhere makes a release in a checkout with a tag and a stray file, by a maker who has settings of his own, and another
// in a folder elsewhere, out of an archive of the same commit. Each has a cache of its own, so that each compiles all of the program; what it
// is made of besides is compiled once, before, which takes most of the time.
func TestReleaseIsTheSameAnywhere(t *testing.T) {
	checkout, archive := filepath.Join(t.TempDir(), "checkout"), filepath.Join(t.TempDir(), "somewhere", "else")
	copySource(t, checkout)
	git := func(args ...string) string {
		return run(t, checkout, nil, "git", append([]string{"-c", "user.name=Rekaan", "-c", "user.email=rekaan@example.org"}, args...)...)
	}
	git("init", "--quiet")
	git("add", "--all")
	git("commit", "--quiet", "--no-gpg-sign", "--message=Everything")
	git("tag", "v9.9.9")
	commit := strings.TrimSpace(git("rev-parse", "HEAD"))
	unpack(t, git("archive", "HEAD"), archive)
	write(t, filepath.Join(checkout, "stray.txt"), "not of the commit")

	mine, theirs := t.TempDir(), t.TempDir()
	compileOthers(t, checkout, mine)
	linkTree(t, mine, theirs)
	first := makeRelease(t, checkout, mine, "GOFLAGS=-buildvcs=true", "GOAMD64=v3")
	second := makeRelease(t, archive, theirs)
	if first != second || !strings.HasSuffix(first, "  jagaetam-linux-amd64\n") || strings.Count(first, "\n") != 1 {
		t.Errorf("the checkout makes\n%sand the archive\n%s", first, second)
	}
	program, err := os.ReadFile(filepath.Join(archive, "bin/release/jagaetam-linux-amd64"))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(program, []byte(commit)) {
		t.Errorf("the program does not know its commit, %s", commit)
	}

	// What differs from the commit must not pass for it.
	write(t, filepath.Join(checkout, "README.md"), "changed")
	if said := run(t, checkout, nil, "make", "--silent", "--eval", "commit: ; @echo $(COMMIT)", "commit"); said != commit+"-dirty\n" {
		t.Errorf("a changed checkout is of the commit %s", said)
	}
}

// makeRelease is the sums of what 'make release' makes for one architecture.
func makeRelease(t *testing.T, folder, cache string, environment ...string) string {
	t.Helper()
	run(t, folder, append(environment, "GOCACHE="+cache), "make", "release", "ARCHES=amd64")
	sums, err := os.ReadFile(filepath.Join(folder, "bin/release/SHA256SUMS"))
	if err != nil {
		t.Fatal(err)
	}
	return string(sums)
}

// compileOthers compiles what the program is made of that is not of its own module. Were its flags not those of the release, that would
// cost time and nothing else.
func compileOthers(t *testing.T, folder, cache string) {
	t.Helper()
	environment := []string{"GOCACHE=" + cache, "GOFLAGS=-trimpath", "GOOS=linux", "GOARCH=amd64", "CGO_ENABLED=0"}
	others := run(t, folder, environment, "go", "list", "-deps", "-f", "{{if or .Standard (not .Module.Main)}}{{.ImportPath}}{{end}}", "./cmd/jagaetam")
	run(t, folder, environment, "go", append([]string{"build"}, strings.Fields(others)...)...)
}

// run is what a command says.
func run(t *testing.T, folder string, environment []string, name string, args ...string) string {
	t.Helper()
	command := exec.CommandContext(t.Context(), name, args...)
	command.Dir = folder
	command.Env = append(slices.DeleteFunc(os.Environ(), ofTheMaker), environment...)
	var out, errs bytes.Buffer
	command.Stdout, command.Stderr = &out, &errs
	if err := command.Run(); err != nil {
		t.Fatalf("%s %s: %v: %s", name, args[0], err, errs.String())
	}
	return out.String()
}

// ofTheMaker says whether a variable is one that the test sets for one maker and not for the other, or comes from a make around the test.
func ofTheMaker(variable string) bool {
	name, _, _ := strings.Cut(variable, "=")
	return slices.Contains([]string{"GOFLAGS", "GOAMD64", "GOCACHE", "MAKEFLAGS", "MFLAGS", "MAKELEVEL", "GIT_DIR", "GIT_WORK_TREE"}, name)
}

// notSource are folders at the root that are not of the source.
var notSource = []string{".git", ".data", ".cache", "bin", "node_modules"}

func copySource(t *testing.T, to string) {
	t.Helper()
	each(t, root, func(path, name string, entry fs.DirEntry) error {
		switch {
		case slices.Contains(notSource, name) && entry.IsDir():
			return fs.SkipDir
		case name == ".git": // a file, in a second work tree
			return nil
		case entry.IsDir():
			return os.MkdirAll(filepath.Join(to, name), 0o755)
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, name), text, info.Mode().Perm())
	})
}

// linkTree gives a folder the files of another: the same ones, as a cache never changes a file.
func linkTree(t *testing.T, from, to string) {
	t.Helper()
	each(t, from, func(path, name string, entry fs.DirEntry) error {
		if entry.IsDir() {
			return os.MkdirAll(filepath.Join(to, name), 0o755)
		}
		return os.Link(path, filepath.Join(to, name))
	})
}

// each walks a folder, and gives each file with its path and its name within.
func each(t *testing.T, folder string, do func(path, name string, entry fs.DirEntry) error) {
	t.Helper()
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(folder, path)
		if err != nil {
			return err
		}
		return do(path, name, entry)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func unpack(t *testing.T, archive, folder string) {
	t.Helper()
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "source.tar")
	write(t, file, archive)
	run(t, folder, nil, "tar", "-xf", file)
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
