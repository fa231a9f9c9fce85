package record

import (
	"time"

	"jagaetam/internal/civil"
)

// PlannedReminder is a reminder that has fallen due.
type PlannedReminder struct {
	ReminderKey
	// Day is the day on which it falls due, and Until the last one on which it makes sense.
	Day, Until civil.Date
	// NotBefore is the first moment at which it may be said.
	NotBefore time.Time
}

// ReminderClaim asks for reminders that are to be said now.
type ReminderClaim struct {
	Now time.Time
	// Today is Now's day where the workers live. Who was told something on it is told more from Next on.
	Today civil.Date
	Next  time.Time
	Lease time.Duration
	Limit int // accounts
}

// ReminderBundle is all that one account is to be reminded of, claimed by somebody to say it now.
type ReminderBundle struct {
	// Contact is the account; empty where Skip says that there is none.
	Contact string
	// Language is the one that the account has chosen; empty where it has chosen none.
	Language string
	// Skip is SkipNoAccount or SkipUnreachable where nothing can be said.
	Skip      string
	Reminders []ClaimedReminder
	// Lease is the end of the claim.
	Lease time.Time
}

// ClaimedReminder is a reminder that somebody has claimed to say now.
type ClaimedReminder struct {
	ID int64
	PlannedReminder
	// Attempts is how often it was tried before.
	Attempts int
}

// ReminderEnd is what has become of a claimed reminder. Again is when one that is waiting once more may be said.
type ReminderEnd struct {
	ID     int64
	State  LetterState
	Reason string
	Again  time.Time
}

// KeptReminder is a reminder as it is kept, with what has become of it so far.
type KeptReminder struct {
	PlannedReminder
	State LetterState
	// Begun says that somebody began to say it and has not come back yet.
	Begun bool
}

// Reminded is a day on which an account was told something.
type Reminded struct {
	Contact string
	Day     civil.Date
}
