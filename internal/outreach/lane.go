package outreach

import (
	"context"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/pace"
	"jagaetam/internal/record"
)

// Lane is one source of what is to be said to people who are not speaking: the outbox, the reminders, the broadcasts.
type Lane interface {
	// Claim takes at most so many parcels whose time has come, for nobody else to say until the lease ends. What somebody began to say
	// and whose lease ended is unknown from then on, and not claimed again.
	Claim(ctx context.Context, now time.Time, lease time.Duration, limit int) ([]Parcel, error)
}

// Parcel is one thing to be said to one account, claimed.
type Parcel interface {
	// Ready is what is to be said, by how things are at this moment. Where skip is one of record's reasons it is not to be said, and the
	// parcel is ended with it.
	Ready(ctx context.Context, now time.Time) (answer chat.Answer, skip string, err error)
	// Begin notes that it is about to be said. It is false where the claim does not hold any more, or where it is not to be said now: a
	// broadcast that was paused meanwhile.
	Begin(ctx context.Context, now time.Time) (bool, error)
	// End notes what has become of it. One that is waiting again may not have been begun; then it was not tried.
	End(ctx context.Context, d record.Delivery) error
	// Attempts is how often it was tried before.
	Attempts() int
}

// Ranked is a lane with its place among the others.
type Ranked struct {
	// Name tells the lane from the others, the same in all programs: a lane that the platform asks to wait does so everywhere.
	Name string
	Lane Lane
	// Weight is how many parcels are said of this lane while so many are of another, as long as both have some.
	Weight int
	// Paid says that the lane is one that the platform may charge for, if Sender.Paid allows it to.
	Paid bool
}

// The weights of the lanes: what was caused by somebody goes first, news last, and none has to wait for another to be empty.
const (
	WeightOutbox     = 8
	WeightReminders  = 4
	WeightBroadcasts = 1
)

// Pace gives everything its moment, by limits that all programs share. *pace.Limiter says what each promises.
type Pace interface {
	Take(ctx context.Context, ask pace.Ask) (pace.Moment, error)
	Freeze(ctx context.Context, what string, d time.Duration) error
	Frozen(ctx context.Context, lane string) time.Duration
}

// Unhurried is a Pace by which everything may be said at once, for those who say nothing to a platform: transcripts, whose clock stands
// still.
type Unhurried struct{}

// Take gives the moment that is now.
func (Unhurried) Take(context.Context, pace.Ask) (pace.Moment, error) {
	return pace.Moment{Given: true}, nil
}

// Freeze has nothing wait.
func (Unhurried) Freeze(context.Context, string, time.Duration) error { return nil }

// Frozen says that nothing has to wait.
func (Unhurried) Frozen(context.Context, string) time.Duration { return 0 }
