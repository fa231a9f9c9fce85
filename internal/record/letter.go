package record

import (
	"time"

	"jagaetam/internal/chat"
)

// Letter is something of the outbox that somebody has claimed to say now.
type Letter struct {
	ID int64
	// Chat is where it is to be said; empty where Skip says why it cannot be.
	Chat string
	// Topic is the thread of the group that it is said in. Case is the case whose topic that is, or is to be where Topic is empty; 0 where
	// it is not said in a case's topic. Group says that Chat is the officers' group.
	Topic string
	Case  CaseNumber
	Group bool
	// Reply is the message of the chat that it answers, and Edit the one that it takes the place of; either may be empty.
	Reply, Edit string
	// Language is the one that the reader has chosen; empty where he has chosen none.
	Language string
	Words    chat.Words
	// Attempts is how often it was tried before.
	Attempts int
	Skip     string
	// Lease is the end of the claim.
	Lease time.Time
}

// Why a letter is not said.
const (
	SkipNoAccount   = "no-account"  // no account is bound to the worker
	SkipUnreachable = "unreachable" // the account has blocked the bot, or is gone
	SkipDamaged     = "damaged"     // its seal does not open
	FailRefused     = "refused"     // the platform will never take it
	FailAttempts    = "attempts"    // it was tried for too long
	UnknownReply    = "no-reply"    // the platform may have taken it
	UnknownCut      = "cut-off"     // who was saying it ended in the middle
)

// LetterState is what has become of a letter. Every letter is in one state, so that their numbers add up.
type LetterState string

// The states of a letter.
const (
	LetterWaiting LetterState = "waiting"
	LetterSaid    LetterState = "said"
	LetterFailed  LetterState = "failed"
	LetterSkipped LetterState = "skipped"
	LetterUnknown LetterState = "unknown"
)

// Delivery is what has become of a claimed letter.
type Delivery struct {
	ID     int64
	State  LetterState
	Reason string
	At     time.Time
	// Again is when a letter that is waiting once more may be tried.
	Again time.Time
	// Messages are the platform's names for what was said.
	Messages []string
	// Passing are messages that are to be deleted again, all at once, after the longest of their times.
	Passing []chat.Passing
}

// Passed are messages whose time to be deleted has come.
type Passed struct {
	ID       int64 // of the letter
	Chat     string
	Messages []string
}
