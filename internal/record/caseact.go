package record

import (
	"time"

	"jagaetam/internal/chat"
)

// CaseActor is who does what a case effect says, and when. For what falls due of itself that is the service.
type CaseActor struct {
	// Person is the one the case is about; zero where somebody else acts.
	Person chat.Person
	// Officer is a contact, and To the one whom he names; both may be empty.
	Officer, To string
	// Case is the number; 0 is the person's open case.
	Case CaseNumber
	At   time.Time
}

// Who is written down as having acted where it is no officer: what falls due of itself, and a person, whose account is not named, as what is
// written down stays when he is deleted.
const (
	Service   = "service"
	ThePerson = "person"
)

// By is who is written down.
func (a CaseActor) By() string {
	switch {
	case a.Person.ID != "":
		return ThePerson
	case a.Officer != "":
		return a.Officer
	}
	return Service
}

// Actor is who acts on what.
func (e OpenCase) Actor() CaseActor { return CaseActor{Person: e.By, At: e.At} }

// Actor is who acts on what.
func (e SayInCase) Actor() CaseActor { return CaseActor{Person: e.By, At: e.At} }

// Actor is who acts on what.
func (e SettleCase) Actor() CaseActor { return CaseActor{Person: e.By, Case: e.Case, At: e.At} }

// Actor is who acts on what.
func (e RateCase) Actor() CaseActor { return CaseActor{Person: e.By, Case: e.Case, At: e.At} }

// Actor is who acts on what.
func (e TakeCase) Actor() CaseActor { return CaseActor{Officer: e.By, Case: e.Case, At: e.At} }

// Actor is who acts on what.
func (e PassCase) Actor() CaseActor {
	return CaseActor{Officer: e.By, To: e.To, Case: e.Case, At: e.At}
}

// Actor is who acts on what.
func (e NoteCase) Actor() CaseActor { return CaseActor{Officer: e.By, Case: e.Case, At: e.At} }

// Actor is who acts on what.
func (e AnswerCase) Actor() CaseActor { return CaseActor{Officer: e.By, Case: e.Case, At: e.At} }

// Actor is who acts on what.
func (e CloseCase) Actor() CaseActor { return CaseActor{Officer: e.By, Case: e.Case, At: e.At} }

// Actor is who acts on what.
func (e LookInto) Actor() CaseActor { return CaseActor{Officer: e.By, Case: e.Case, At: e.At} }

// Actor is who acts on what.
func (e ReturnCase) Actor() CaseActor { return CaseActor{Case: e.Case, At: e.At} }

// Actor is who acts on what.
func (e LapseCase) Actor() CaseActor { return CaseActor{Case: e.Case, At: e.At} }
