package main

import (
	"fmt"

	"golang.org/x/sys/unix"
)

// refuseDumps has the kernel write no memory of this process to a disk when it dies, and lets no other process of the same account read it:
// the memory holds the keys, the token and what people are writing.
func refuseDumps() error {
	if err := unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{}); err != nil {
		return fmt.Errorf("refuse core dumps: %w", err)
	}
	if err := unix.Prctl(unix.PR_SET_DUMPABLE, 0, 0, 0, 0); err != nil {
		return fmt.Errorf("refuse core dumps: %w", err)
	}
	return nil
}
