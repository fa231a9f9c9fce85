//go:build !linux

package main

import "syscall"

// diesWithParent only keeps a Ctrl-C from the process; other systems have no signal for a parent's death.
func diesWithParent() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setpgid: true} }
