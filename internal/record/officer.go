package record

import (
	"slices"
	"time"

	"jagaetam/internal/chat"
)

// Officer is an account on the allowlist. The zero Officer is none.
type Officer struct {
	Contact string
	Roles   []Role
	// Districts are the codes of the kecamatan he works for; none is all.
	Districts []string
}

// Role is what an officer may do.
type Role string

// The roles of officers. An admin may do everything.
const (
	RoleOperator   Role = "operator"   // answers people
	RoleVerifier   Role = "verifier"   // examines applications, exchanges files
	RoleSupervisor Role = "supervisor" // approves what others did
	RoleAdmin      Role = "admin"      // admits officers, sets tariffs and texts
)

// Roles are all roles.
var Roles = []Role{RoleOperator, RoleVerifier, RoleSupervisor, RoleAdmin}

// May says whether the officer has the role.
func (o Officer) May(role Role) bool {
	return slices.Contains(o.Roles, role) || slices.Contains(o.Roles, RoleAdmin)
}

// MayHandle says whether the officer may act on the case: he answers people, or watches over those who do, and works for its district. A
// case whose district is not known is everybody's.
func (o Officer) MayHandle(c Case) bool {
	if o.Contact == "" || !o.May(RoleOperator) && !o.May(RoleSupervisor) {
		return false
	}
	return len(o.Districts) == 0 || c.District == "" || slices.Contains(o.Districts, c.District)
}

// InvitationHolds is how long an invitation into office can be used.
const InvitationHolds = 48 * time.Hour

// Helper is an account that asked to register workers of its village, or does. The zero Helper is none.
type Helper struct {
	Number  HelperNumber
	State   HelperState
	Kind    HelperKind
	Village string
	Since   time.Time
	// People is how many workers it is bound to.
	People int
}

// HelperState is whether a helper may register workers.
type HelperState string

// The states of a helper.
const (
	HelperAsked    HelperState = "asked"
	HelperAdmitted HelperState = "admitted"
	HelperRefused  HelperState = "refused"
	HelperEnded    HelperState = "ended"
)

// helperMoves says which state of a helper may follow which. Who was refused or ended can be admitted after all.
var helperMoves = map[HelperState][]HelperState{
	HelperAsked:    {HelperAdmitted, HelperRefused},
	HelperAdmitted: {HelperEnded},
	HelperRefused:  {HelperAdmitted},
	HelperEnded:    {HelperAdmitted},
}

// CanFollow says whether a helper in state s may come into state next.
func (s HelperState) CanFollow(next HelperState) bool { return slices.Contains(helperMoves[s], next) }

// HelperStates are all states of helpers.
var HelperStates = []HelperState{HelperAsked, HelperAdmitted, HelperRefused, HelperEnded}

// HelperKind is what a helper is in the village.
type HelperKind string

// The kinds of helpers.
const (
	HelperRT      HelperKind = "rt"
	HelperVillage HelperKind = "village" // staff of the village office
	HelperAgent   HelperKind = "agent"   // PERISAI agent of BPJS Ketenagakerjaan
	HelperOther   HelperKind = "other"
)

// HelperKinds are all kinds.
var HelperKinds = []HelperKind{HelperRT, HelperVillage, HelperAgent, HelperOther}

// Kept is everything that is kept of one worker and of the account that asks, for the worker to see, take away and correct.
type Kept struct {
	Receipt  Receipt
	Relation Relation
	Worker   Worker
	Consents []Consent
	// Helpers are the first names of the helpers who are bound to him, with what they are, in the order they came.
	Helpers []HelpedBy
	// Archived says that a decree lists him, so that the law on archives keeps his entry whatever is deleted.
	Archived bool
	// Plan is what he means to pay himself.
	Plan Plan
	// Requests are what the account has asked for.
	Requests []DataRequest
}

// HelpedBy is a helper as the worker he registered sees him.
type HelpedBy struct {
	Name    string // first word
	Kind    HelperKind
	Village string
	Since   time.Time
}

// DataRequest is a person's request about his data (UU PDP 27/2022), with a clock of 3 x 24 hours.
type DataRequest struct {
	Number  RequestNumber
	Kind    DataRequestKind
	Receipt Receipt // the application it is about; 0 is the whole account
	Field   Field   // what is to be corrected, for RequestCorrect
	AskedAt time.Time
	DueAt   time.Time
	DoneAt  time.Time // zero while open
	// Answer is what the officer wrote.
	Answer string
}

// DataRequestKind is what a person asks for.
type DataRequestKind string

// What can be asked for.
const (
	RequestCorrect  DataRequestKind = "correct"
	RequestStop     DataRequestKind = "stop"   // stop processing: the consent is withdrawn
	RequestDelete   DataRequestKind = "delete" // and all that no law on archives keeps
	RequestDecision DataRequestKind = "object" // objects to a decision
)

// RequestWithin is the law's time for a request (UU PDP 27/2022, articles 30, 32, 40).
const RequestWithin = 3 * 24 * time.Hour

// Purpose is what a consent is for. Each can be withdrawn without the others.
type Purpose string

// The purposes of consents.
const (
	PurposeProcessing Purpose = "processing" // examining the application and passing it on to BPJS
	PurposeReminders  Purpose = "reminders"  // being reminded of contributions; given with the first until withdrawn
)

// Tell is something to say to somebody who is not the one speaking: it becomes a row of the outbox in the same transaction. Exactly one of
// To, Receipt, Case and Office says who is told.
type Tell struct {
	// To is the chat.
	To string
	// Receipt names the worker, who is told on his own account or, where he has none, on his helper's.
	Receipt Receipt
	// Case names the case in whose topic of the officers' group it is said; the topic is opened where there is none. Office is the thread
	// that the group has from the beginning. Both wait until there is a group.
	Case   CaseNumber
	Office bool
	Words  chat.Words
	// Relays is the id of the message of a case that this says on the other side; 0 where it relays none. Edits says that it is a new
	// wording of one that was relayed before.
	Relays int64
	Edits  bool
	// Once names the message: a second one of that name is not said.
	Once string
	// At is the first moment it may be said; zero is now.
	At time.Time
}
