package postgres

import (
	"context"
	"errors"
	"log/slog"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"
)

// TestOneOfManyDoesAJob has three programs do a job: each time it is one program's, and when the one that decides when to look is gone another
// takes over.
func TestOneOfManyDoesAJob(t *testing.T) {
	s := newStore(t)
	var looks, beside atomic.Int32
	seen := make(chan struct{}, 100)
	look := func(context.Context) error {
		if beside.Add(1) > 1 {
			t.Error("two look at once")
		}
		looks.Add(1)
		beside.Add(-1)
		seen <- struct{}{}
		return errors.New("the first time something is wrong")
	}
	var programs errgroup.Group
	var stops []context.CancelFunc
	start := func() {
		ctx, stop := context.WithCancel(t.Context())
		stops = append(stops, stop)
		programs.Go(func() error {
			err := s.RunJobs(ctx, slog.New(slog.DiscardHandler), Job{Name: "look", Every: time.Second, Within: 10 * time.Second, Do: look})
			if err != nil { // nobody looks any more
				close(seen)
			}
			return err
		})
	}
	start()
	<-seen
	start()
	<-seen
	<-seen
	stops[0]()
	<-seen
	<-seen
	stops[1]()
	if err := programs.Wait(); err != nil {
		t.Error(err)
	}
}
