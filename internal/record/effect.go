package record

import (
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/identity"
	"jagaetam/internal/jamsostek"
)

// Effect is something that is to be done, in a chat, from a file or from the command line. A store performs the effects of one turn in
// one transaction, once, however often it is asked.
type Effect interface{ effect() }

type (
	// FileApplication keeps a worker and his application. Its outcome is OutcomeFiled, OutcomeOwn or OutcomeTaken.
	FileApplication struct {
		// Run names the dialogue that led to it: a second effect with the same Run is the same application.
		Run         string
		By          chat.Person
		At          time.Time
		Consent     Consent
		Worker      Worker
		Flags       []Flag
		Attribution string // code of the village whose link or poster brought the worker; may be empty
		// Relation is what the account is to the worker; empty is RelationSelf. A helper must be admitted, else the outcome is
		// OutcomeNotAllowed.
		Relation Relation
	}

	// ReportPayment keeps that a worker says he has paid for months himself. It counts as reported until a file or an officer confirms
	// it. The outcome is OutcomeReported, or OutcomeSame where all the months are kept already.
	ReportPayment struct {
		By       chat.Person
		At       time.Time
		Receipt  Receipt
		First    civil.Month
		Months   int
		Evidence chat.File // the picture of the receipt; zero where there is none
	}

	// LookUp is somebody's question about the cover of another, who proves that he knows him by NIK, birth date and village. Attempts
	// are counted by account and by NIK, with growing waits. The outcome is OutcomeLooked with Looked, OutcomeNoMatch, which is also
	// that of a NIK nobody has, or OutcomeWait with Until; OutcomeWait says nothing of the NIK.
	LookUp struct {
		By      chat.Person
		At      time.Time
		NIK     identity.NIK
		Birth   civil.Date
		Village string
	}

	// JoinOffice puts the account on the officers' allowlist by an invitation that the command line gave out. Attempts are counted by
	// account, with growing waits; an invitation that the account has used before ends no row of misses. The outcome is OutcomeAnswered,
	// for the same account again too, OutcomeNoMatch where the invitation is none, used, or over, or OutcomeWait with Until.
	JoinOffice struct {
		By    chat.Person
		At    time.Time
		Token string
	}

	// AskToHelp asks to be admitted as a helper. The outcome is OutcomeAsked with Helper, the same again for one who asked before. One
	// who was refused or ended asks anew under his old number; of one who is admitted nothing changes.
	AskToHelp struct {
		By      chat.Person
		At      time.Time
		Kind    HelperKind
		Name    identity.Name
		Phone   identity.Phone
		Village string
	}

	// AnswerHelper admits or refuses a helper, or ends one. Officer is who does it. The outcome is OutcomeAnswered, OutcomeSame where
	// nothing changes, or OutcomeNoMatch where there is none or his state cannot follow. Ending closes his bindings for good, and
	// the claim codes that he has seen are worth nothing from then on.
	AnswerHelper struct {
		Officer string
		At      time.Time
		Number  HelperNumber
		State   HelperState
	}

	// ClaimWorker binds the account to the worker whose card has this code, beside his helper. A code works once. Attempts are counted
	// by account; a code that the account has used before ends no row of misses: who has one could guess on with it. The outcome is OutcomeClaimed with Receipt, OutcomeOwn with Receipt where the account is bound to that worker already,
	// OutcomeNoMatch or OutcomeWait with Until.
	ClaimWorker struct {
		By   chat.Person
		At   time.Time
		Code string
	}

	// EndHelp ends the bindings of a worker's helpers, as the worker. The outcome is OutcomeAnswered, or OutcomeNoMatch where By is not
	// bound to him as himself.
	EndHelp struct {
		By      chat.Person
		At      time.Time
		Receipt Receipt
	}

	// CorrectWorker changes one particular: the field of Worker that Field names. Where it says who the worker is and a decree or BPJS
	// knows him by it, it becomes a request to an officer, unless BPJS refused the row because of this field. The outcome is
	// OutcomeCorrected, OutcomeAsked with Request, OutcomeTaken where the NIK is another's, or OutcomeNoMatch where By is not bound.
	CorrectWorker struct {
		Run     string
		By      chat.Person
		At      time.Time
		Receipt Receipt
		Field   Field
		Worker  Worker
	}

	// AskData keeps a request about one's data and starts its clock. The outcome is OutcomeAsked with Request and Until; asking for the
	// same while it is open gives the same. It is OutcomeNoMatch where Receipt is set and By is not bound to that worker as himself.
	AskData struct {
		By      chat.Person
		At      time.Time
		Kind    DataRequestKind
		Receipt Receipt
		Field   Field
	}

	// SetConsent gives or withdraws a consent of the account's own worker. Withdrawing PurposeProcessing asks for RequestStop as well:
	// its outcome is OutcomeAsked with Request and Until, and giving it again takes the open request back. Giving PurposeReminders starts
	// Contribution again for the account. Else the outcome is
	// OutcomeAnswered, OutcomeSame where nothing changes, or OutcomeNoMatch where By is not bound to the worker as himself.
	SetConsent struct {
		By      chat.Person
		At      time.Time
		Receipt Receipt
		Purpose Purpose
		Version string
		Given   bool
	}

	// BeginImport takes a file in to be looked at. The outcome is OutcomeBegun with Import; the very same file of that kind again gives
	// the same.
	BeginImport struct {
		By     string
		At     time.Time
		Kind   FileKind
		Decree int64
		File   chat.File
	}

	// AnswerImport is the officer's yes or no to what he saw of a file. The outcome is OutcomeAnswered, or OutcomeSame where it was
	// answered before.
	AnswerImport struct {
		By     string
		At     time.Time
		Import int64
		Write  bool
		// Double says that workers whom another sponsor pays for are to be listed all the same.
		Double bool
	}

	// AskExport asks for a list, made and sent as soon as may be: for BPJS by a Decree, for calling, or a rehearsal of so many Months, 1 to 12. The outcome is
	// OutcomeBegun.
	AskExport struct {
		By     string
		At     time.Time
		Kind   FileKind
		Decree int64
		Months int
	}

	// Remember keeps with the receipt of a message what was known when its effects were decided on. Facts about the same Key answer with
	// that from then on, so that a message delivered again is understood as it was the first time, whatever its effects have changed.
	Remember struct {
		By    chat.Person
		Facts Facts
	}

	// Say puts something into the outbox, for somebody who is not speaking.
	Say struct {
		Tell
	}

	// RaiseDispute asks an officer to look into a NIK that another account has registered. Its outcome is OutcomeRaised; the same
	// account raising the same NIK again gets the same case.
	RaiseDispute struct {
		Run string
		By  chat.Person
		At  time.Time
		NIK identity.NIK
	}

	// SetLanguage keeps the language the person wants to be written to in.
	SetLanguage struct {
		By       chat.Person
		Language string
	}

	// VerifyCode is somebody's question whether an announcement carries the code. Attempts are counted by account, with growing waits,
	// and a code that is one ends no row of misses: who has one could guess on with it. The outcome is OutcomeAnswered, OutcomeNoMatch,
	// or OutcomeWait with Until, which says nothing of the code.
	VerifyCode struct {
		By   chat.Person
		At   time.Time
		Code Code
	}

	// SetSubscription has the account sent a kind of message or no more of them. Stopping Contribution takes back PurposeReminders of the
	// account's own workers as well, as SetConsent does, and starting it gives that again under Version. The outcome is OutcomeAnswered.
	SetSubscription struct {
		By      chat.Person
		At      time.Time
		Kind    Subscription
		On      bool
		Version string
	}

	// SetReachable keeps whether the person can be written to.
	SetReachable struct {
		By        chat.Person
		Reachable bool
		At        time.Time
	}
)

func (FileApplication) effect() {}
func (RaiseDispute) effect()    {}
func (SetLanguage) effect()     {}
func (SetReachable) effect()    {}
func (SetSubscription) effect() {}
func (VerifyCode) effect()      {}
func (ReportPayment) effect()   {}
func (LookUp) effect()          {}
func (JoinOffice) effect()      {}
func (AskToHelp) effect()       {}
func (AnswerHelper) effect()    {}
func (ClaimWorker) effect()     {}
func (EndHelp) effect()         {}
func (CorrectWorker) effect()   {}
func (AskData) effect()         {}
func (SetConsent) effect()      {}
func (BeginImport) effect()     {}
func (AnswerImport) effect()    {}
func (AskExport) effect()       {}
func (Remember) effect()        {}
func (Say) effect()             {}

// Outcome is what came of a turn's effects; the zero Outcome is nothing to tell. It is kept with the receipt of the update, so it
// holds nothing personal.
type Outcome struct {
	Name OutcomeName `json:"name,omitempty"`
	// Receipt is the application's number, where there is one that this account may see.
	Receipt Receipt `json:"receipt,omitempty"`
	// Case is the number of the matter that an officer will look into.
	Case CaseNumber `json:"case,omitempty"`
	// Request and Helper are the numbers of a request about one's data and of a helper.
	Request RequestNumber `json:"request,omitempty"`
	Helper  HelperNumber  `json:"helper,omitempty"`
	// Broadcast is the number of a broadcast.
	Broadcast BroadcastNumber `json:"broadcast,omitempty"`
	// Place is the account's place in the line of those who wait for registration to open.
	Place int `json:"place,omitempty"`
	// Import is the file that was begun.
	Import int64 `json:"import,omitempty"`
	// Until is the end of a wait or of a clock.
	Until time.Time `json:"until,omitzero"`
	// Looked is what a look-up may tell.
	Looked Looked `json:"looked,omitzero"`
	// Who is the contact of the officer who has the case.
	Who string `json:"who,omitempty"`
	// Why is the id of a reason.
	Why string `json:"why,omitempty"`
	// Sponsor is who pays already, for WhyPaidTwice.
	Sponsor jamsostek.Sponsor `json:"sponsor,omitempty"`
}

// Looked is all that somebody who proves to know a worker is told of him: no name, no address.
type Looked struct {
	State jamsostek.CoverState `json:"state,omitempty"`
	Until civil.Month          `json:"until,omitzero"`
	AsOf  civil.Date           `json:"as_of,omitzero"`
}

// OutcomeName says what came of an effect.
type OutcomeName string

// The outcomes of effects.
const (
	OutcomeFiled  OutcomeName = "filed"  // the application is kept under Receipt
	OutcomeOwn    OutcomeName = "own"    // this account has registered this NIK before, under Receipt
	OutcomeTaken  OutcomeName = "taken"  // another account has registered this NIK
	OutcomeRaised OutcomeName = "raised" // an officer will look into it under Case

	OutcomeNotAllowed OutcomeName = "not-allowed"
	OutcomeReported   OutcomeName = "reported"
	OutcomeLooked     OutcomeName = "looked"
	OutcomeNoMatch    OutcomeName = "no-match"
	OutcomeWait       OutcomeName = "wait"
	OutcomeAsked      OutcomeName = "asked"
	OutcomeAnswered   OutcomeName = "answered"
	OutcomeClaimed    OutcomeName = "claimed"
	OutcomeCorrected  OutcomeName = "corrected"
	OutcomeBegun      OutcomeName = "begun"
)
