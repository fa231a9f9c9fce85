package postgres

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivermigrate"
)

// jobsSchema is where River keeps its jobs, apart from the records.
const jobsSchema = "river"

// migrateJobs brings River's tables to River's version of them. One program works, the others wait.
func migrateJobs(ctx context.Context, url string) error {
	pool, err := pgxpool.New(ctx, url)
	if err != nil {
		return err
	}
	defer pool.Close()
	_, release, err := New(pool, nil).HoldLock(ctx, "migrate jobs")
	if err != nil {
		return err
	}
	defer release()
	migrator, err := rivermigrate.New(riverpgxv5.New(pool), &rivermigrate.Config{Schema: jobsSchema, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return err
	}
	_, err = migrator.Migrate(ctx, rivermigrate.DirectionUp, nil)
	return err
}

const (
	// jobWithin is how long a job may take, and rescueAfter how long after it began somebody else takes it up.
	jobWithin   = 30 * time.Second
	rescueAfter = time.Minute
	// stopWithin is how long a job that is under way may go on when the program is told to stop.
	stopWithin = 8 * time.Second
)

// WatchCases has look done every so often until ctx ends: by one of all programs that ask for it, whichever is there. What look returns as
// an error is logged, and the next time is the next attempt.
func (s *Store) WatchCases(ctx context.Context, every time.Duration, log *slog.Logger, look func(context.Context) error) error {
	workers := river.NewWorkers()
	if err := river.AddWorkerSafely(workers, &caseWatcher{look: look}); err != nil {
		return fmt.Errorf("set up the watch over cases: %w", err)
	}
	periodic := river.NewPeriodicJob(river.PeriodicInterval(every), func() (river.JobArgs, *river.InsertOpts) {
		return watchCases{}, &river.InsertOpts{MaxAttempts: 1}
	}, &river.PeriodicJobOpts{RunOnStart: true})
	client, err := river.NewClient(riverpgxv5.New(s.pool), &river.Config{
		Schema: jobsSchema, Workers: workers, Queues: map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: 1}},
		JobTimeout: jobWithin, RescueStuckJobsAfter: rescueAfter, PeriodicJobs: []*river.PeriodicJob{periodic}, Logger: log,
	})
	if err != nil {
		return fmt.Errorf("set up the watch over cases: %w", err)
	}
	if err := client.Start(context.WithoutCancel(ctx)); err != nil {
		return fmt.Errorf("start the watch over cases: %w", err)
	}
	<-ctx.Done()
	stopping, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopWithin)
	defer cancel()
	if client.Stop(stopping) == nil {
		return nil
	}
	cutting, cancelCut := context.WithTimeout(context.WithoutCancel(ctx), stopWithin)
	defer cancelCut()
	return client.StopAndCancel(cutting)
}

// watchCases is a job without arguments: there is nothing in it to seal.
type watchCases struct{}

// Kind is the job's name.
func (watchCases) Kind() string { return "watch_cases" }

type caseWatcher struct {
	river.WorkerDefaults[watchCases]
	look func(context.Context) error
}

// Work looks once.
func (w *caseWatcher) Work(ctx context.Context, _ *river.Job[watchCases]) error { return w.look(ctx) }
