package identity

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
)

// ErrExposed says that others than its owner may read a key file.
var ErrExposed = errors.New("readable by group or others; chmod 600 it")

// ReadKeyringFile reads a keyring from a file that nobody but its owner may read, else ErrExposed. Where the platform mounts
// secrets (/run/secrets, /var/run/secrets, /run/credentials) it sets the mode itself and the mode is not looked at.
func ReadKeyringFile(path string) (*Keyring, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("read keyring: %w", err)
	}
	if exposed(path, info.Mode()) {
		return nil, fmt.Errorf("read keyring %s: %w", path, ErrExposed)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read keyring: %w", err)
	}
	keys, err := ParseKeyring(string(text))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	return keys, nil
}

// WriteFile puts the keyring at path, readable by its owner alone. What was there is replaced as a whole or, on an error, not
// at all: a keyring half written would be every number lost.
func (k *Keyring) WriteFile(path string) error {
	file, err := os.CreateTemp(filepath.Dir(path), ".keyring-*") // with mode 0600
	if err != nil {
		return fmt.Errorf("write keyring: %w", err)
	}
	defer os.Remove(file.Name())
	if err := errors.Join(k.Write(file), file.Sync(), file.Close()); err != nil {
		return fmt.Errorf("write keyring: %w", err)
	}
	if err := os.Rename(file.Name(), path); err != nil {
		return fmt.Errorf("write keyring: %w", err)
	}
	return nil
}

func exposed(path string, mode fs.FileMode) bool {
	return mode.Perm()&0o077 != 0 && !secretMounts.MatchString(filepath.Clean(path))
}

// secretMounts are where Docker, Kubernetes and systemd put secrets.
var secretMounts = regexp.MustCompile(`^(/var)?/run/secrets/|^/run/credentials/`)
