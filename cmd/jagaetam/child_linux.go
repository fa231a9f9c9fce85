package main

import "syscall"

// diesWithParent has the kernel end a process when the demo is killed, so that nothing is left behind. It is in a group of its own,
// so that a Ctrl-C reaches the demo alone, which then stops everything in order.
func diesWithParent() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
}
