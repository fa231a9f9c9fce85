package record

import (
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/identity"
)

// Effect is something a turn wants done: one of FileApplication, RaiseDispute, SetLanguage, SetReachable. A store performs the
// effects of one turn in one transaction, once, however often it is asked.
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

// Outcome is what came of a turn's effects; the zero Outcome is nothing to tell. It is kept with the receipt of the update, so it
// holds nothing personal.
type Outcome struct {
	Name OutcomeName `json:"name,omitempty"`
	// Receipt is the application's number, where there is one that this account may see.
	Receipt Receipt `json:"receipt,omitempty"`
	// Case is the number of the matter that an officer will look into.
	Case CaseNumber `json:"case,omitempty"`
}

// OutcomeName says what came of an effect.
type OutcomeName string

// The outcomes of effects.
const (
	OutcomeFiled  OutcomeName = "filed"  // the application is kept under Receipt
	OutcomeOwn    OutcomeName = "own"    // this account has registered this NIK before, under Receipt
	OutcomeTaken  OutcomeName = "taken"  // another account has registered this NIK
	OutcomeRaised OutcomeName = "raised" // an officer will look into it under Case
)
