package main

import (
	"context"
	"fmt"
	"time"

	"jagaetam/internal/postgres"
	"jagaetam/internal/record"
)

const (
	// purgeEvery is how often what is old is deleted.
	purgeEvery = 10 * time.Minute
	// snapshotsKept is how long the sealed copy of a dialogue is kept after its last change: a dialogue sleeps 30 days.
	snapshotsKept = 40 * 24 * time.Hour
	// rowsKept is how long it can be looked up what became of a row of a file.
	rowsKept = 90 * 24 * time.Hour
	// lettersKept is how long is kept what was said to people, to tell them what they were told.
	lettersKept = 90 * 24 * time.Hour
	// remindersKept is how long is kept who was reminded of what, or why not: over the year that a decree lasts.
	remindersKept = 400 * 24 * time.Hour
	// recipientsKept is how long is kept to which accounts a broadcast went after it has ended.
	recipientsKept = 90 * 24 * time.Hour
	// rememberedKept is how long is kept what was known when effects were decided on: Telegram delivers nothing again after a day.
	rememberedKept = 48 * time.Hour
)

// purges are the jobs that delete the copies of dialogues that nobody can go on with any more, what was said long ago, misses that count no
// more, and files that have expired.
func (s *service) purges() []postgres.Job {
	return []postgres.Job{
		s.purge("dialogues", snapshotsKept, s.records.PurgeSnapshots),
		s.purge("letters", lettersKept, s.records.PurgeLetters),
		s.purge("reminders", remindersKept, s.records.PurgeReminders),
		s.purge("recipients of broadcasts", recipientsKept, s.records.PurgeRecipients),
		s.purge("knowledge", rememberedKept, s.records.PurgeRemembered),
		s.purge("files", 0, s.records.PurgeFiles), // each says when it expires
		s.purge("rows of files", rowsKept, s.records.PurgeImportRows),
		s.purge("attempts", record.MissesForgottenAfter, s.records.PurgeAttempts),
	}
}

// purge is a job that deletes what is older than it is to be kept.
func (s *service) purge(what string, kept time.Duration, purge func(context.Context, time.Time) (int, error)) postgres.Job {
	return postgres.Job{Name: "purge " + what, Every: purgeEvery, Within: jobWithin, Do: func(ctx context.Context) error {
		n, err := purge(ctx, s.bot.Now().Add(-kept))
		if err != nil {
			return fmt.Errorf("purge old %s: %w", what, err)
		}
		if n > 0 {
			s.log.Info("purged old "+what, "count", n)
		}
		return nil
	}}
}
