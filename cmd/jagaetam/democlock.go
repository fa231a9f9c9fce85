package main

import (
	"fmt"
	"os"
	"sync"
	"time"
)

// demoClock is the clock of the demo: the real one, set ahead. The service reads how far from the file.
type demoClock struct {
	path   string
	mu     sync.Mutex
	offset time.Duration
}

// newDemoClock goes on with the clock in the file; where now is set it shows that time.
func newDemoClock(path string, now time.Time) (*demoClock, error) {
	c := &demoClock{path: path}
	if offset, err := (clock{path}).offset(); err == nil {
		c.offset = offset
	}
	if !now.IsZero() {
		c.offset = time.Until(now)
	}
	return c, c.write()
}

func (c *demoClock) now() time.Time { return time.Now().Add(c.Offset()) }

// Offset is how far the clock is ahead.
func (c *demoClock) Offset() time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.offset
}

// Advance sets the clock ahead by d; it cannot be set back, as everything that was kept would lie in the future.
func (c *demoClock) Advance(d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if d < 0 {
		return fmt.Errorf("the clock cannot be set back by %s", -d)
	}
	c.offset += d
	return c.write()
}

// write puts the file in place in one step: the service may be reading it.
func (c *demoClock) write() error {
	if err := os.WriteFile(c.path+".new", []byte(c.offset.String()+"\n"), 0o600); err != nil {
		return err
	}
	return os.Rename(c.path+".new", c.path)
}
