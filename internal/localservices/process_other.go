//go:build unix && !linux

package localservices

import (
	"errors"
	"os/exec"
	"syscall"
)

// attributes are none: only Linux signals the death of a parent. What outlives a killed run is evicted by the next.
func attributes(syscall.Signal) *syscall.SysProcAttr {
	return &syscall.SysProcAttr{}
}

// serversIn lists the live processes of servers whose working folder is dir.
func serversIn(dir string) ([]int, error) {
	args := []string{"-w", "-a", "-d", "cwd", "-Fpn"}
	for _, name := range serverNames {
		args = append(args, "-c", name)
	}
	listing, err := exec.Command("lsof", args...).Output()
	if none := (*exec.ExitError)(nil); err != nil && !errors.As(err, &none) {
		return nil, err
	}
	return parseLsof(string(listing), dir)
}
