package record

import (
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/identity"
	"jagaetam/internal/jamsostek"

	"jagaetam/internal/civil"
)

// FileKind is what a file that is exchanged holds.
type FileKind string

// The kinds of files. The first five are taken in; the others are given out.
const (
	FileProposal  FileKind = "proposal"  // usulan: a village's list by name and address (BNBA)
	FileMatch     FileKind = "match"     // what Dukcapil or the social registry found
	FileDecree    FileKind = "decree"    // who is on a decree's list
	FileAnswer    FileKind = "answer"    // BPJS' answer: membership numbers, rows accepted and refused
	FilePayments  FileKind = "payments"  // months paid, by NIK
	FileEnrolment FileKind = "enrolment" // the list for collective enrolment at BPJS
	FileCalling   FileKind = "calling"   // whom no message reaches, by village, with what to tell them
	FileRehearsal FileKind = "rehearsal" // how many would be reminded of what in the months ahead
)

// FileKinds are the kinds that are taken in.
var FileKinds = []FileKind{FileProposal, FileMatch, FileDecree, FileAnswer, FilePayments}

// NeedsDecree says whether a file of this kind is about one decree.
func (k FileKind) NeedsDecree() bool { return k == FileDecree || k == FileAnswer || k == FileEnrolment }

// Role is what an officer has to be to be given a file of this kind, or to have it taken in.
func (k FileKind) Role() Role {
	if k == FileRehearsal {
		return RoleSupervisor
	}
	return RoleVerifier
}

// CommandLine begins the name of whoever does something at the command line rather than in a chat.
const CommandLine = "command line"

// Import is a file on its way in.
type Import struct {
	ID     int64
	Kind   FileKind
	Decree int64
	By     string // who sent it: a chat, or whoever sat at the command line
	File   chat.File
	State  ImportState
	// Rows is how many rows have been looked at, of Total, which is 0 until they are counted; Counts is their fate so far.
	Rows, Total int
	Counts      Counts
	// Reasons are why rows were refused, the commonest first.
	Reasons []Reason
	// Paid are the sponsors that pay for workers of a decree's list already, and for how many.
	Paid []PaidBy
	// Columns say which heading was taken for which column, as "id=heading"; Unused are the headings that were taken for none.
	Columns, Unused []string
	// Problem is the id of why the file cannot be read, with what it is about in Detail; empty where it can.
	Problem, Detail string
	At              time.Time
}

// ImportState is how far a file has come.
type ImportState string

// The states of a file. It is written only from ImportWriting on, after an officer has seen the counts.
const (
	ImportReading ImportState = "reading" // is looked at, nothing is changed
	ImportAsking  ImportState = "asking"  // waits for the officer's yes
	ImportWriting ImportState = "writing"
	ImportDone    ImportState = "done"
	ImportDropped ImportState = "dropped" // the officer said no, or it cannot be read
)

// Counts are how many rows had each fate.
type Counts struct {
	New     int `json:"new,omitempty"`
	Changed int `json:"changed,omitempty"`
	Same    int `json:"same,omitempty"`
	Refused int `json:"refused,omitempty"`
}

// The effects of the rows of a file. Each has the outcome OutcomeNew, OutcomeChanged, OutcomeSame or, with the id of a reason in
// Outcome.Why, OutcomeRefused. By is who sent the file.
type (
	// ProposeWorker keeps a worker that a village proposes, and an application for him that no account sent. Where his NIK is known,
	// what the list says anew fills what was empty and never overwrites what the worker said himself.
	ProposeWorker struct {
		By     string
		At     time.Time
		Worker Worker
	}

	// MatchWorker keeps what another register said of a worker, as flags and, where everything agrees, by moving an application that
	// is being verified on to matching.
	MatchWorker struct {
		By     string
		At     time.Time
		NIK    identity.NIK
		Source MatchSource
		Result MatchResult
		// Decile is the social registry's, 1 the poorest to 10; 0 unknown.
		Decile int
	}

	// ListWorker puts a worker on a decree's list. It is refused where another sponsor pays for one of its months already, unless
	// Double says that the officer has seen that and wants it all the same.
	ListWorker struct {
		By     string
		At     time.Time
		NIK    identity.NIK
		Decree int64
		Double bool
	}

	// AnswerEnrolment keeps BPJS' answer for a worker on a decree's list.
	AnswerEnrolment struct {
		By       string
		At       time.Time
		NIK      identity.NIK
		Decree   int64
		Accepted bool
		KPJ      identity.KPJ
		// Field is what is wrong where it was refused, empty where the answer does not say; Reason is BPJS' own words.
		Field  Field
		Reason string
		// DataDate is the day the answer speaks of.
		DataDate civil.Date
	}

	// ConfirmMonths keeps months that were paid for a worker. What he reported himself is confirmed by it.
	ConfirmMonths struct {
		By       string
		At       time.Time
		NIK      identity.NIK
		First    civil.Month
		Months   int
		Sponsor  jamsostek.Sponsor // empty: he paid himself
		DataDate civil.Date
	}
)

func (ProposeWorker) effect()   {}
func (MatchWorker) effect()     {}
func (ListWorker) effect()      {}
func (AnswerEnrolment) effect() {}
func (ConfirmMonths) effect()   {}

// MatchSource is a register that workers are matched with.
type MatchSource string

// The registers.
const (
	MatchDukcapil MatchSource = "dukcapil"
	MatchDTSEN    MatchSource = "dtsen"
)

// MatchResult is what a register said.
type MatchResult string

// What a register can say.
const (
	MatchAgrees       MatchResult = "agrees"
	MatchNotFound     MatchResult = "not-found"
	MatchNameDiffers  MatchResult = "name-differs"
	MatchBirthDiffers MatchResult = "birth-differs"
	MatchDied         MatchResult = "died"
	MatchMoved        MatchResult = "moved"
)

// The outcomes of a row, and why one is refused.
const (
	OutcomeNew     OutcomeName = "new"
	OutcomeChanged OutcomeName = "changed"
	OutcomeSame    OutcomeName = "same"
	OutcomeRefused OutcomeName = "refused"

	WhyUnknownNIK = "unknown-nik" // no worker has this NIK
	WhyNotListed  = "not-listed"  // the worker is not on the decree's list
	WhyQuota      = "quota"       // the decree's quota is full
	WhyPaidTwice  = "paid-twice"  // another sponsor pays for one of the months
	WhyNoDecree   = "no-decree"   // there is no such decree
	WhyNoNIK      = "no-nik"      // the row has none
	WhyRefused    = "refused"     // the application was refused by an officer
	WhyLeft       = "left"        // the worker has left: died, moved, became an employee
)
