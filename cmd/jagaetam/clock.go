package main

import (
	"fmt"
	"os"
	"strings"
	"time"
)

// clock tells the time, which in a demonstration is ahead by what a file says.
type clock struct{ offsetFile string }

func newClock(offsetFile string) (clock, error) {
	c := clock{offsetFile}
	if offsetFile == "" {
		return c, nil
	}
	if _, err := c.offset(); err != nil {
		return clock{}, fmt.Errorf("DEMO_CLOCK: %w", err)
	}
	return c, nil
}

func (c clock) now() time.Time {
	if c.offsetFile == "" {
		return time.Now()
	}
	offset, _ := c.offset()
	return time.Now().Add(offset)
}

func (c clock) offset() (time.Duration, error) {
	text, err := os.ReadFile(c.offsetFile)
	if err != nil {
		return 0, err
	}
	return time.ParseDuration(strings.TrimSpace(string(text)))
}
