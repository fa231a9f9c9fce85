package outreach

import (
	"context"
	"time"

	"jagaetam/internal/chat"
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
	// End notes what has become of it.
	End(ctx context.Context, d record.Delivery) error
}
