package localservices

import (
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
)

// Tool finds a program that comes with PostgreSQL, such as pg_dump: of the newest version that is installed, as they work with older servers
// but not with newer ones.
func Tool(ctx context.Context, name string) (string, error) {
	var best program
	consider := func(path string) {
		version, err := askVersion(ctx, path)
		if err != nil {
			return // another may do
		}
		if major, err := majorOf(version); err == nil && major > best.major {
			best = program{path, version, major}
		}
	}
	for _, folder := range installedFolders() {
		if path := filepath.Join(folder, name); isFile(path) {
			consider(path)
		}
	}
	if path, err := exec.LookPath(name); err == nil {
		consider(path)
	}
	if best.path == "" {
		return "", fmt.Errorf("there is no %s on this machine: tools/prepare test installs it", name)
	}
	return best.path, nil
}
