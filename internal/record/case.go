package record

import (
	"time"

	"jagaetam/internal/chat"
)

// Case is a matter that an officer looks into, until the person it is about says that it is settled.
type Case struct {
	Number CaseNumber
	Matter Matter
	State  CaseState
	Urgent bool
	// Chat is the person's; Language is the one he is written to in.
	Chat     string
	Language string
	// Receipt is the application it is about; 0 where there is none. First is the first word of the worker's name, Village and District the
	// codes of his village and kecamatan, Stage the state of his application: all that the officers' group is shown of him.
	Receipt  Receipt
	First    string
	Village  string
	District string
	Stage    ApplicationState
	// Troubles are the keys of what the person was told last that he was not understood.
	Troubles []string
	OpenedAt time.Time
	// DueAt is when the office has promised its next word by; zero while the person is the one to speak.
	DueAt time.Time
	// AskedAt is when the person was asked whether it is settled; zero unless it is CaseClosing.
	AskedAt time.Time
	// Taker is the contact of the officer who has it; empty while nobody has. TakerName is how he is called: the number that he has in the
	// office, as no names of officers are kept.
	Taker, TakerName string
	// Topic names the thread in the officers' group; empty before it has been opened. Card names the message with the card in it.
	Topic, Card string
	// Answered says that an officer has written to the person at least once; Reopened is how often he said that it was not settled.
	Answered bool
	Reopened int
	// Rating is how satisfied he was, 1 to 5; 0 before he said so.
	Rating int
}

// Matter is what a case is about.
type Matter string

// The matters of cases.
const (
	MatterRegistration Matter = "registration"
	MatterCover        Matter = "cover"
	MatterPayment      Matter = "payment"
	MatterData         Matter = "data"
	MatterAccident     Matter = "accident"
	MatterDeath        Matter = "death"
	MatterOther        Matter = "other"
)

// Matters are the matters that a person chooses from. Accidents and deaths have a conversation of their own.
var Matters = []Matter{MatterRegistration, MatterCover, MatterPayment, MatterData, MatterOther}

// CaseState is how far a case has come.
type CaseState string

// The states of a case.
const (
	CaseOpen    CaseState = "open"    // nobody has taken it
	CaseTaken   CaseState = "taken"   // an officer has it
	CaseClosing CaseState = "closing" // the person was asked whether it is settled
	CaseClosed  CaseState = "closed"
)

// CaseMessage is one message of a case. It is relayed and kept sealed.
type CaseMessage struct {
	// Message is the platform's name for it in the chat it was written in, and Reply that of the message it answers; either may be empty.
	Message string
	Reply   string
	Text    string
	// Kind and File are those of what was sent; zero for mere words. Text is then its caption.
	Kind  chat.MediaKind
	File  chat.File
	Place chat.Place // zero for none
}

// Mark is how a case stands against the promise on it.
type Mark string

// The marks of cases.
const (
	MarkInTime  Mark = "in-time"
	MarkSoon    Mark = "soon"    // less than an hour is left
	MarkLate    Mark = "late"    // the promise is broken
	MarkWaiting Mark = "waiting" // the person is the one to speak
	MarkClosed  Mark = "closed"
)

// soon is how long before a promise is due that it is marked.
const soon = time.Hour

// Mark is how the case stands at now.
func (c Case) Mark(now time.Time) Mark {
	switch {
	case c.State == CaseClosed:
		return MarkClosed
	case c.DueAt.IsZero():
		return MarkWaiting
	case !now.Before(c.DueAt):
		return MarkLate
	case c.DueAt.Sub(now) < soon:
		return MarkSoon
	}
	return MarkInTime
}

// Card is a case whose card is not as it is to be.
type Card struct {
	Case
	// Group is the officers' group. Version is that of the case, which is to be noted once it is shown.
	Group   string
	Version int64
	// Lease is the end of the claim.
	Lease time.Time
}

// Desk is how busy the officers are.
type Desk struct {
	Waiting  int // cases that wait for the office's word
	Urgent   int // of them the urgent ones
	Officers int // who answer
}

// The effects on cases. By is the person for the first four, and the officer's contact for the others, whose right is checked where
// they are performed: the outcome of somebody who is none, or not any more, is OutcomeNotAllowed.
type (
	// OpenCase opens a case with what the person has written so far. Where he has one open, what he wrote goes there. The outcome is
	// OutcomeOpened with Case and Until, the promise, or OutcomeSame with the one he has.
	OpenCase struct {
		By       chat.Person
		At       time.Time
		Matter   Matter
		Urgent   bool
		Receipt  Receipt
		Said     []CaseMessage
		Troubles []string
		DueAt    time.Time
	}

	// SayInCase adds what the person writes to his open case. The outcome is OutcomeRelayed with Case, or OutcomeNoMatch where none is
	// open. DueAt is the promise where the office had no word to say.
	SayInCase struct {
		By     chat.Person
		At     time.Time
		Said   CaseMessage
		Edited bool // it is a new wording of an earlier message
		DueAt  time.Time
	}

	// SettleCase is the person's answer to whether his case is settled. The outcome is OutcomeAnswered, or OutcomeNoMatch.
	SettleCase struct {
		By      chat.Person
		At      time.Time
		Case    CaseNumber
		Settled bool
		DueAt   time.Time // the promise where it is not
	}

	// RateCase keeps how satisfied the person was, 1 to 5.
	RateCase struct {
		By    chat.Person
		At    time.Time
		Case  CaseNumber
		Stars int
	}

	// TakeCase gives a case to the officer. The outcome is OutcomeAnswered, or OutcomeTaken with Who where another has it. Here and below it
	// is OutcomeNoMatch where there is no such case, or none that is open.
	TakeCase struct {
		By   string
		At   time.Time
		Case CaseNumber
	}

	// PassCase gives a case of the officer's to another, or with an empty To back to the desk. A supervisor may pass on anybody's. The
	// outcome is OutcomeAnswered, OutcomeTaken with Who where it is another's, or OutcomeNoMatch where To may not have it.
	PassCase struct {
		By   string
		At   time.Time
		Case CaseNumber
		To   string
	}

	// NoteCase keeps an internal note, which the person never sees.
	NoteCase struct {
		By   string
		At   time.Time
		Case CaseNumber
		Said CaseMessage
	}

	// AnswerCase relays an officer's message to the person. An untaken case becomes the officer's; one that another has stays his, and it
	// is said in the topic that somebody else has answered. The outcome is OutcomeRelayed with Who, who has it, or OutcomeSame for an
	// Edited message that was never relayed.
	AnswerCase struct {
		By     string
		At     time.Time
		Case   CaseNumber
		Said   CaseMessage
		Edited bool
	}

	// CloseCase asks the person whether it is settled. Who says nothing for three days counts as saying yes.
	CloseCase struct {
		By   string
		At   time.Time
		Case CaseNumber
	}

	// LookInto lets one officer see the worker's masked data, for a reason, which is written down.
	LookInto struct {
		By     string
		At     time.Time
		Case   CaseNumber
		Reason string
	}

	// ReturnCase gives a case back to the desk, if Taker has it and the promise on it is still that of DueAt.
	ReturnCase struct {
		At    time.Time
		Case  CaseNumber
		Taker string
		DueAt time.Time
	}

	// LapseCase closes a case whose person has said nothing since he was asked at AskedAt whether it is settled.
	LapseCase struct {
		At      time.Time
		Case    CaseNumber
		AskedAt time.Time
	}
)

func (OpenCase) effect()   {}
func (SayInCase) effect()  {}
func (SettleCase) effect() {}
func (RateCase) effect()   {}
func (TakeCase) effect()   {}
func (PassCase) effect()   {}
func (NoteCase) effect()   {}
func (AnswerCase) effect() {}
func (CloseCase) effect()  {}
func (LookInto) effect()   {}
func (ReturnCase) effect() {}
func (LapseCase) effect()  {}

// The outcomes of cases.
const (
	OutcomeOpened  OutcomeName = "opened"
	OutcomeRelayed OutcomeName = "relayed"
)

// CaseEntry is a message that is kept of a case.
type CaseEntry struct {
	Side CaseSide
	Said CaseMessage
	At   time.Time
}
