// Package record has what the service keeps, and the effects it can perform, as values. Stores perform them; nothing here does.
package record

import (
	"slices"
	"time"

	"jagaetam/internal/civil"
	"jagaetam/internal/identity"
)

// Worker is what an application says of a person.
type Worker struct {
	NIK   identity.NIK
	Name  identity.Name
	Birth civil.Date
	Sex   identity.Sex
	// Village is the code of the desa or kelurahan on the identity card, such as "64.02.06.1001"; empty where the worker did
	// not find it in the list, and then VillageText has what he wrote.
	Village     string
	VillageText string
	// District is the code of the kecamatan, such as "64.02.06".
	District string
	// Neighbourhood is RT and RW, such as "RT 03 RW 01"; empty where there is none.
	Neighbourhood string
	Address       string
	Phone         identity.Phone
	PhoneOwner    PhoneOwner
	// Occupation is an id of jamsostek's list; OccupationText has the worker's words where it is "other".
	Occupation     string
	OccupationText string
	Workplace      string
	// Income is what the worker says he earns in an average month, in whole rupiah.
	Income int64
	// Member is what he answered to "already a member of BPJS Ketenagakerjaan?".
	Member Membership
	// Employment is what he answered to "civil servant, soldier, police, or employed by a company?".
	Employment Employment
}

// PhoneOwner is whose a phone number is.
type PhoneOwner string

// Whose a phone number can be.
const (
	PhoneOwn       PhoneOwner = "own"
	PhoneFamily    PhoneOwner = "family"
	PhoneNeighbour PhoneOwner = "neighbour"
)

// Membership is what a worker says of his being a member of BPJS Ketenagakerjaan already.
type Membership string

// What a worker can say of his membership.
const (
	MemberNo     Membership = "no"
	MemberYes    Membership = "yes"
	MemberUnsure Membership = "unsure"
)

// Employment is what a worker says of a job with an employer, for those are insured by their employer, not by the regency.
type Employment string

// What a worker can say of his employment.
const (
	EmploymentNone    Employment = "none"
	EmploymentState   Employment = "state"   // civil servant, soldier or police
	EmploymentCompany Employment = "company" // paid a wage by a company
)

// Flag marks an application for the officer's eye. It decides nothing.
type Flag string

// The flags of an application.
const (
	FlagNIKBirth    Flag = "nik-birth"    // the NIK's digits say another birth date (domain: digits are never corrected)
	FlagNIKSex      Flag = "nik-sex"      // the NIK's digits say another sex
	FlagNIKFamily   Flag = "nik-family"   // the NIK looks like the number of a family card
	FlagAge64       Flag = "age-64"       // the last year before the age limit
	FlagAge65       Flag = "age-65"       // at or over the age limit
	FlagUnder18     Flag = "under-18"     // a minor
	FlagMember      Flag = "member"       // says he is a member already, or does not know
	FlagEmployed    Flag = "employed"     // says he has an employer, or serves the state
	FlagVillage     Flag = "village"      // village not in the list
	FlagPhoneOthers Flag = "phone-others" // the phone is somebody else's
	FlagOccupation  Flag = "occupation"   // occupation in the worker's own words
	FlagCorrected   Flag = "corrected"    // the worker corrected something after he had filed

	// What other registers said of him; see MatchWorker.
	FlagDukcapilMissing Flag = "dukcapil-missing" // Dukcapil does not find the NIK
	FlagDukcapilName    Flag = "dukcapil-name"    // has another name under it
	FlagDukcapilBirth   Flag = "dukcapil-birth"   // has another birth date under it
	FlagDTSENMissing    Flag = "dtsen-missing"    // the social registry does not find the NIK
	FlagDTSENName       Flag = "dtsen-name"
	FlagDTSENBirth      Flag = "dtsen-birth"
	FlagDied            Flag = "died"  // a register says that he has died
	FlagMoved           Flag = "moved" // a register says that he has moved away
)

// Flags are all flags, in the order in which an officer wants to look into them.
var Flags = []Flag{
	FlagNIKBirth, FlagNIKSex, FlagNIKFamily, FlagDukcapilMissing, FlagDukcapilName, FlagDukcapilBirth, FlagDTSENMissing, FlagDTSENName,
	FlagDTSENBirth, FlagDied, FlagMoved, FlagAge65, FlagAge64, FlagUnder18, FlagMember, FlagEmployed, FlagVillage, FlagOccupation,
	FlagPhoneOthers, FlagCorrected,
}

// Consent is a permission the worker gave.
type Consent struct {
	// Version names the text he saw, or that was read to him.
	Version string
	// At is when he agreed.
	At time.Time
	// Purpose is what he agreed to; empty is PurposeProcessing.
	Purpose Purpose
	// WithdrawnAt is when he took it back; zero while it stands.
	WithdrawnAt time.Time
}

// Application is one worker's application as the account that sent it may see it.
type Application struct {
	Receipt Receipt
	// Name is how the worker is addressed: the first word of his name.
	Name  string
	State ApplicationState
	// Since is when it came into State.
	Since time.Time
	// Reason is what the officer wrote for the worker with State; empty where he wrote nothing.
	Reason string
	// History is every state it has been in, the first first, the present one last.
	History []Moved
}

// Moved is one step of an application's history.
type Moved struct {
	State  ApplicationState
	At     time.Time
	Reason string
	// Field is what an officer wants corrected, for StateReturned; empty where he named nothing.
	Field Field
}

// ApplicationState is how far an application has come.
type ApplicationState string

// The states of an application, in their usual order.
const (
	StateReceived  ApplicationState = "received"  // diterima
	StateVerifying ApplicationState = "verifying" // diperiksa dinas sektor
	StateMatching  ApplicationState = "matching"  // dicocokkan: Dukcapil, DTSEN, BPJS
	StateDecreed   ApplicationState = "decreed"   // masuk SK
	StateWaiting   ApplicationState = "waiting"   // daftar tunggu
	StateReturned  ApplicationState = "returned"  // dikembalikan kepada pekerja
	StateRefused   ApplicationState = "refused"   // ditolak, with a reason
)

// ApplicationStates are all states in their usual order.
var ApplicationStates = []ApplicationState{
	StateReceived, StateVerifying, StateMatching, StateDecreed, StateWaiting, StateReturned, StateRefused,
}

// moves says which state may follow which. Every mistake can be mended: a refused application can be taken up again.
var moves = map[ApplicationState][]ApplicationState{
	StateReceived:  {StateVerifying, StateReturned, StateRefused},
	StateVerifying: {StateMatching, StateReturned, StateRefused},
	StateMatching:  {StateDecreed, StateWaiting, StateReturned, StateRefused},
	StateWaiting:   {StateMatching, StateDecreed, StateRefused},
	StateReturned:  {StateReceived, StateRefused},
	StateRefused:   {StateReceived},
	StateDecreed:   {StateRefused},
}

// CanFollow says whether an application in state s may come into state next.
func (s ApplicationState) CanFollow(next ApplicationState) bool {
	return slices.Contains(moves[s], next)
}

// Examinable says whether an application in the state waits for a verifier.
func (s ApplicationState) Examinable() bool { return slices.Contains(Examinable, s) }

// Next are the states that may follow s.
func (s ApplicationState) Next() []ApplicationState { return moves[s] }

// NeedsReason says whether an application may come into s only with words for the worker.
func (s ApplicationState) NeedsReason() bool { return s == StateRefused || s == StateReturned }
