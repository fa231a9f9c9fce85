package record

import (
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/jamsostek"
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
	// Why says why it was paused: empty where an officer did it, else WhyFailures.
	Why string
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

// Audience is who a broadcast is for: whoever fits all of its parts; an empty part fits everybody.
type Audience struct {
	States      []ApplicationState     `json:"states,omitempty"`
	Covers      []jamsostek.CoverState `json:"covers,omitempty"` // whether he is covered, and who pays
	EndsFrom    civil.Month            `json:"ends_from,omitzero"`
	EndsTo      civil.Month            `json:"ends_to,omitzero"` // the last month of cover, both included
	Districts   []string               `json:"districts,omitempty"`
	Villages    []string               `json:"villages,omitempty"`
	Occupations []string               `json:"occupations,omitempty"`
	Sectors     []jamsostek.Sector     `json:"sectors,omitempty"`
	Languages   []string               `json:"languages,omitempty"`
	// Relations are RelationSelf for workers with an account of their own, RelationHelper for helpers of the workers that fit.
	Relations []Relation `json:"relations,omitempty"`
	// Receipts, where there are any, are of the only workers it is for.
	Receipts []Receipt `json:"receipts,omitempty"`
}

// Reach is how many accounts a broadcast would go to, and who of its audience is left out and why.
type Reach struct {
	Planned int
	// Left are workers by reason: SkipNoAccount, SkipUnreachable, SkipStopped, SkipCapped, SkipDuplicate.
	Left map[string]int
}

// Why somebody is left out of a broadcast, besides the reasons of letters and reminders.
const (
	SkipCapped    = "capped"    // the account has had as much news as it is to have in a week
	SkipDuplicate = "duplicate" // the account is in the broadcast already, by another worker
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

type (
	// WriteBroadcast keeps what an officer has written, as a new broadcast or, where Number is set, in the place of what it said: that
	// withdraws its approval. The audience is counted afterwards, and the officer shown the preview and the count. Officers who may write
	// are operators, supervisors and admins. The outcome is OutcomeBegun with Broadcast, OutcomeNotAllowed, or OutcomeRefused with Why
	// where it has begun.
	WriteBroadcast struct {
		Run       string
		By        chat.Person
		At        time.Time
		Number    BroadcastNumber
		Broadcast Broadcast // Audience, Title, Texts, Photo, Opens and StartAt
	}

	// TurnBroadcast is an officer's act on a broadcast of the Revision that he has seen. The outcome is OutcomeAnswered with Broadcast,
	// OutcomeSame where it is so already, OutcomeNotAllowed, OutcomeNoMatch, or OutcomeRefused with Why.
	TurnBroadcast struct {
		By       chat.Person
		At       time.Time
		Number   BroadcastNumber
		Revision int
		Act      BroadcastAct
	}
)

func (WriteBroadcast) effect() {}
func (TurnBroadcast) effect()  {}

// BroadcastAct is what an officer can do with a broadcast.
type BroadcastAct string

// The acts.
const (
	ActStart   BroadcastAct = "start"   // now or at StartAt; where the audience is large, it waits for another officer first
	ActApprove BroadcastAct = "approve" // by another than the writer; it begins then
	ActPause   BroadcastAct = "pause"
	ActResume  BroadcastAct = "resume"
	ActCancel  BroadcastAct = "cancel"
	ActRetry   BroadcastAct = "retry" // the failed ones, once it is done; never the unknown ones
)

// Why an act on a broadcast is refused.
const (
	WhyChanged     = "changed"      // it was changed since the officer saw it
	WhyOwn         = "own"          // nobody approves his own
	WhyNotCounted  = "not-counted"  // the audience is still being counted
	WhyNobodyThere = "nobody-there" // no account is reached
	WhyBegun       = "begun"        // it has begun
	WhyOver        = "over"         // it is over
)
