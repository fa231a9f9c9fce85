package record

import (
	"fmt"
	"time"
)

// BroadcastNumber is the number of a broadcast, such as SR-000017-4.
type BroadcastNumber int64

// Broadcast is news of the office to many accounts.
type Broadcast struct {
	Number BroadcastNumber
	State  BroadcastState
	// Revision grows with every change of what is written. What an officer approves or starts is the revision that he has seen.
	Revision int
	// Writer and Approver are contacts of officers. Approver is empty until somebody else than Writer has approved this revision.
	Writer, Approver string
	Audience         Audience
	// Title is what it is about, in a few words: for the officers' lists and for whoever asks whether it is genuine.
	Title string
	// Texts are what is said, by language; Indonesian is always there, and is said to whom no other text fits.
	Texts map[string]string
	// Photo is the File.ID of a picture sent above the text; empty where there is none.
	Photo string
	// Opens are the flows whose buttons stand under it.
	Opens []string
	// StartAt is when it is to begin; zero where it begins when it is started.
	StartAt time.Time
	// Code is what it carries for whoever asks whether it is genuine.
	Code Code
	// Reach is what was counted last of the audience, at CountedAt; zero before it was counted.
	Reach     Reach
	CountedAt time.Time
	// Tally is what has become of the recipients; zero before it began.
	Tally            Tally
	BeganAt, EndedAt time.Time
	// RunsSince is when it began, or was resumed or retried last. What failed before that does not pause it again.
	RunsSince time.Time
	// ReportedAt is when the writer was told how it ended, or when there was nothing to tell; zero while that is to come.
	ReportedAt time.Time
	// Why says why it was paused: empty where an officer did it, else WhyFailures.
	Why string
}

// IsOver says whether nobody can act on it any more but to retry the failed ones.
func (b Broadcast) IsOver() bool { return b.State == BroadcastDone || b.State == BroadcastCancelled }

// About names the broadcast in its announcement.
func (b Broadcast) About() string { return fmt.Sprintf("broadcast:%d", b.Number) }

// Announcement is what is to be known of it by its code.
func (b Broadcast) Announcement(at time.Time) Announcement {
	return Announcement{About: b.About(), Kind: News, Title: b.Title, At: at}
}

// BroadcastState is how far a broadcast has come.
type BroadcastState string

// The states of a broadcast.
const (
	BroadcastDraft     BroadcastState = "draft"     // written; its audience is being counted or was
	BroadcastSubmitted BroadcastState = "submitted" // waits for a second officer
	BroadcastScheduled BroadcastState = "scheduled" // begins at StartAt, or as soon as may be
	BroadcastRunning   BroadcastState = "running"   // its recipients are frozen
	BroadcastPaused    BroadcastState = "paused"
	BroadcastDone      BroadcastState = "done"
	BroadcastCancelled BroadcastState = "cancelled"
)

// Reach is how many accounts a broadcast would go to, and who of its audience is left out and why.
type Reach struct {
	Planned int
	// Left are workers by reason: SkipNoAccount, SkipUnreachable, SkipStopped, SkipCapped, SkipDuplicate, SkipUnfilled.
	Left map[string]int
}

// Why somebody is left out of a broadcast, besides the reasons of letters and reminders.
const (
	SkipCapped    = "capped"    // the account has had as much news as it is to have in a week
	SkipDuplicate = "duplicate" // the account is in the broadcast already, by another worker
	SkipUnfilled  = "unfilled"  // the text names something that is not known of the worker
	SkipCancelled = "cancelled" // the broadcast was cancelled before its turn came
)

// WhyFailures says that a broadcast paused by itself because too many messages failed.
const WhyFailures = "failures"

// Tally is what has become of a broadcast's recipients: Planned = Waiting + Sent + Failed + Skipped + Unknown, at every moment.
type Tally struct {
	Planned, Waiting, Sent, Failed, Skipped, Unknown int
	// Reasons are Failed, Skipped and Unknown by their reasons.
	Reasons map[string]int
}

// Count adds so many recipients in that state.
func (t *Tally) Count(state LetterState, reason string, n int) {
	switch state {
	case LetterWaiting:
		t.Waiting += n
		return
	case LetterSaid:
		t.Sent += n
		return
	case LetterFailed:
		t.Failed += n
	case LetterSkipped:
		t.Skipped += n
	case LetterUnknown:
		t.Unknown += n
	}
	if t.Reasons == nil {
		t.Reasons = map[string]int{}
	}
	t.Reasons[reason] += n
}

// Closes says whether the numbers add up.
func (t Tally) Closes() bool { return t.Planned == t.Waiting+t.Sent+t.Failed+t.Skipped+t.Unknown }

// Done is how many have come to an end.
func (t Tally) Done() int { return t.Sent + t.Failed + t.Skipped + t.Unknown }

// Recipient is an account that a broadcast goes to, for the worker by whom it is in its audience. Nobody is in a broadcast twice.
type Recipient struct {
	Broadcast BroadcastNumber
	Contact   string
	Worker    int64 // his place in the roll
	Village   string
	Language  string // that the account had chosen when the recipients were frozen
	// Attempts is how often it was tried before; Lease the end of a claim.
	Attempts int
	Lease    time.Time
}

// VillageTally is how many recipients of a village came to an end with a reason, which is empty for what was said and what waits.
type VillageTally struct {
	Village string
	State   LetterState
	Reason  string
	Count   int
}

// BroadcastCard is the message by which the writer of a broadcast sees how far it has come, claimed to be said or edited.
type BroadcastCard struct {
	Broadcast Broadcast
	// Message is the platform's name for it; empty before it was said first.
	Message  string
	Language string // that the writer has chosen
	Lease    time.Time
}

// Shows is what tells the card from what it shows at another moment.
func (b Broadcast) Shows() string { return fmt.Sprintf("%s:%d", b.State, b.Tally.Done()) }
