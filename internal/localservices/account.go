package localservices

import (
	"errors"
	"fmt"
	"os"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// account is whom the servers run as.
type account struct {
	name     string
	uid, gid int
	switched bool // not who we are: we are root, and PostgreSQL refuses to be
}

// serversAccount is ourselves, or when we are root the owner of the cluster, else user postgres, which the packages
// make, else nobody. It must have an entry in the user database: PostgreSQL looks itself up.
func serversAccount(cluster string) (account, error) {
	if os.Getuid() != 0 {
		return account{name: strconv.Itoa(os.Getuid()), uid: os.Getuid(), gid: os.Getgid()}, nil
	}
	if info, err := os.Stat(cluster); err == nil {
		if uid, _, ok := ownedBy(info); ok && uid != 0 {
			return switchedTo(user.LookupId(strconv.Itoa(uid)))
		}
	}
	for _, name := range []string{"postgres", "nobody"} {
		if a, err := switchedTo(user.Lookup(name)); err == nil {
			return a, nil
		}
	}
	return account{}, errors.New("PostgreSQL refuses to run as root, and there is no user postgres or nobody")
}

func switchedTo(u *user.User, err error) (account, error) {
	if err != nil {
		return account{}, fmt.Errorf("find the servers' user: %w", err)
	}
	uid, err := strconv.Atoi(u.Uid)
	if err != nil {
		return account{}, fmt.Errorf("user %s: %w", u.Username, err)
	}
	gid, err := strconv.Atoi(u.Gid)
	if err != nil {
		return account{}, fmt.Errorf("user %s: %w", u.Username, err)
	}
	return account{name: u.Username, uid: uid, gid: gid, switched: true}, nil
}

func (a account) credential() *syscall.Credential {
	if !a.switched {
		return nil
	}
	return &syscall.Credential{Uid: uint32(a.uid), Gid: uint32(a.gid)}
}

// makeDir makes a folder that only the account enters, and root.
func (a account) makeDir(dir string) error {
	if err := os.Mkdir(dir, 0o700); err != nil {
		return fmt.Errorf("make folder: %w", err)
	}
	return a.give(dir)
}

// give makes a folder of ours the account's.
func (a account) give(dir string) error {
	if !a.switched {
		return nil
	}
	if err := os.Chown(dir, a.uid, a.gid); err != nil {
		return fmt.Errorf("give folder to user %s: %w", a.name, err)
	}
	return nil
}

// enters fails, naming the folder, when one on the way to path is closed to the account. It looks only when the
// account is not ours; our own doors the kernel names well enough.
func (a account) enters(path string) error {
	if !a.switched {
		return nil
	}
	at := "/"
	for _, part := range strings.Split(strings.TrimPrefix(path, "/"), "/") {
		at = filepath.Join(at, part)
		info, err := os.Stat(at)
		if err != nil {
			return err
		}
		uid, gid, _ := ownedBy(info)
		door := os.FileMode(0o001)
		switch {
		case uid == a.uid:
			door = 0o100
		case gid == a.gid:
			door = 0o010
		}
		if info.Mode()&door == 0 {
			return fmt.Errorf("user %s cannot enter %s", a.name, at)
		}
	}
	return nil
}
