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
	"github.com/riverqueue/river/rivertype"
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
	// rescueAfter is how long after it began somebody else takes a job up whose program is gone.
	rescueAfter = time.Minute
	// stopWithin is how long a job that is under way may go on when the program is told to stop.
	stopWithin = 8 * time.Second
)

// Job is something that is to be done every so often, by one program of all that can. It may be broken off anywhere, and done again.
type Job struct {
	// Name tells it from other jobs; programs of different versions know it by that.
	Name string
	// Every is how often it is done, at least a second. Where it takes longer than that it is not done twice at once.
	Every time.Duration
	// Within is how long it may take. One that takes longer than rescueAfter is taken for that of a program that is gone, and begun beside
	// itself: it has to bear that.
	Within time.Duration
	Do     func(context.Context) error
}

// RunJobs has the jobs done until ctx ends: by one of all programs that ask for it, whichever is there. What a job returns as an error is
// logged, and its next time is the next attempt.
func (s *Store) RunJobs(ctx context.Context, log *slog.Logger, jobs ...Job) error {
	worker := &jobWorker{jobs: map[string]Job{}}
	workers := river.NewWorkers()
	if err := river.AddWorkerSafely(workers, worker); err != nil {
		return fmt.Errorf("set up jobs: %w", err)
	}
	config := river.Config{
		Schema: jobsSchema, Workers: workers, Queues: map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: len(jobs)}},
		RescueStuckJobsAfter: rescueAfter, Logger: log,
	}
	for _, job := range jobs {
		worker.jobs[job.Name] = job
		config.PeriodicJobs = append(config.PeriodicJobs, river.NewPeriodicJob(river.PeriodicInterval(job.Every),
			func() (river.JobArgs, *river.InsertOpts) {
				return jobArgs{job.Name}, &river.InsertOpts{MaxAttempts: 1, UniqueOpts: river.UniqueOpts{ByArgs: true, ByState: underway}}
			}, &river.PeriodicJobOpts{RunOnStart: true}))
	}
	client, err := river.NewClient(riverpgxv5.New(s.pool), &config)
	if err != nil {
		return fmt.Errorf("set up jobs: %w", err)
	}
	if err := client.Start(context.WithoutCancel(ctx)); err != nil {
		return fmt.Errorf("start jobs: %w", err)
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

// underway are the states of a job beside which there is not to be the same once more.
var underway = []rivertype.JobState{
	rivertype.JobStateAvailable, rivertype.JobStatePending, rivertype.JobStateRunning, rivertype.JobStateRetryable, rivertype.JobStateScheduled,
}

// jobArgs name the job: there is nothing in them to seal.
type jobArgs struct {
	Name string `json:"name"`
}

// Kind is the name of all these jobs.
func (jobArgs) Kind() string { return "periodic" }

type jobWorker struct {
	river.WorkerDefaults[jobArgs]
	jobs map[string]Job
}

// Timeout is how long the job may take.
func (w *jobWorker) Timeout(job *river.Job[jobArgs]) time.Duration {
	return w.jobs[job.Args.Name].Within
}

// Work does the job once. One that only another version of the program knows is left to it.
func (w *jobWorker) Work(ctx context.Context, job *river.Job[jobArgs]) error {
	known, ok := w.jobs[job.Args.Name]
	if !ok {
		return nil
	}
	return known.Do(ctx)
}
