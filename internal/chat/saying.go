package chat

import (
	"errors"
	"fmt"
	"time"
)

// Said is how much of an Answer a platform has said.
type Said struct {
	// Words is how many of the answer's Words were taken by the platform.
	Words int
	// Messages are the platform's names for all messages that came of them, in order: a long text, or one that does not fit under a
	// picture, is more than one. One that the platform took without naming it is left out.
	Messages []string
	// Shown is the platform's name for the message that carries the buttons now on the person's screen; empty where none does.
	Shown string
	// Passing are the messages that came of Words with a Remove.
	Passing []Passing
}

// Passing is a message of ours that is to be deleted again.
type Passing struct {
	// Message is the platform's name for it.
	Message string
	// After is how many seconds after it was said.
	After int
}

var (
	// ErrUnreachable says that this person cannot be written to: he blocked the bot, or the account is gone.
	ErrUnreachable = errors.New("the person cannot be written to")
	// ErrRefused says that the platform will never take this message, however often it is tried.
	ErrRefused = errors.New("the platform refuses the message")
	// ErrUncertain says that it is not known whether the platform did what was asked. To say a message again risks saying it twice.
	ErrUncertain = errors.New("whether it was done is not known")
	// ErrGone says that a file cannot be had: it is no longer there, or too big.
	ErrGone = errors.New("the file cannot be had")
	// ErrTopicGone says that the topic is no longer there: somebody deleted it. It comes with ErrRefused.
	ErrTopicGone = errors.New("the topic is gone")
	// ErrNoRight says that the bot is not, or no longer, allowed to do that in the group. It comes with ErrRefused.
	ErrNoRight = errors.New("the bot has no right to that in the group")
)

// MovedError says that a group goes on under another name, such as "tg:-1002100000001". It comes with ErrRefused.
type MovedError struct{ To string }

func (e *MovedError) Error() string { return "the group has become " + e.To }

// WaitError says that the platform takes no more for a while. Every other error of a platform may be tried again at once.
type WaitError struct{ After time.Duration }

func (e *WaitError) Error() string { return fmt.Sprintf("the platform asks to wait %s", e.After) }
