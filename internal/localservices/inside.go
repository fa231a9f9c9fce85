package localservices

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/url"
	"time"

	"github.com/alicebob/miniredis/v2"
)

// serveInside runs a Redis in this process, on a port of this machine that is closed by a password of this run.
func serveInside() (*service, error) {
	m := miniredis.NewMiniRedis()
	password := rand.Text()
	m.RequireAuth(password)
	if err := m.Start(); err != nil {
		return nil, fmt.Errorf("start Redis inside the program: %w", err)
	}
	done := make(chan struct{})
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		passTime(m, done)
	}()
	at := url.URL{Scheme: "redis", User: url.UserPassword("", password), Host: m.Addr()}
	return &service{
		url:   at.String(),
		about: "Redis inside the program (keeps nothing)",
		done:  done,
		fate:  func() error { return nil },
		stop: func(context.Context) error {
			close(done)
			<-stopped
			m.Close()
			return nil
		},
	}, nil
}

// passTime lets keys expire, which miniredis leaves to its caller.
func passTime(m *miniredis.Miniredis, done <-chan struct{}) {
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	last := time.Now()
	for {
		select {
		case now := <-tick.C:
			m.FastForward(now.Sub(last))
			last = now
		case <-done:
			return
		}
	}
}
