package record

import (
	"errors"
	"fmt"

	"jagaetam/internal/civil"
	"jagaetam/internal/jamsostek"
)

// Insured is what is known of one worker's cover, as an account that is bound to him may see it.
type Insured struct {
	// Receipt is the number of his latest application, by which the account names him.
	Receipt Receipt
	// Name is how he is addressed: the first word of his name.
	Name string
	// Relation is what the account is to him.
	Relation Relation
	// Known is what his cover is reckoned from.
	Known jamsostek.Known
	// Decree is the number of the decree that pays, or paid last; empty where none did.
	Decree string
	// Correct is the particular that BPJS or an officer wants corrected; empty where none. Why says in words what is wrong with it.
	Correct Field
	Why     string
	// Since is when the worker came into the service.
	Since civil.Date
	// Plan is what he means to pay himself.
	Plan Plan
}

// Relation is what an account is to a worker it is bound to.
type Relation string

// The relations of an account.
const (
	RelationSelf   Relation = "self"
	RelationHelper Relation = "helper" // village staff, RT, an agent of BPJS: registered him and follows his states
)

// Rates are the rows that an admin has laid on top of the law; the latest last.
type Rates struct {
	Scales  []jamsostek.Scale  `json:"scales,omitempty"`
	Reliefs []jamsostek.Relief `json:"reliefs,omitempty"`
}

// Check says everything that is wrong with the rows, a sentence for each; nil if nothing is.
func (r Rates) Check() error {
	var wrong []error
	for i, scale := range r.Scales {
		if err := scale.Check(); err != nil {
			wrong = append(wrong, fmt.Errorf("scale %d: %w", i+1, err))
		}
	}
	for i, relief := range r.Reliefs {
		if err := relief.Check(); err != nil {
			wrong = append(wrong, fmt.Errorf("relief %d: %w", i+1, err))
		}
	}
	return errors.Join(wrong...)
}

// Tariff is the law with the rates on top.
func (r Rates) Tariff() jamsostek.Tariff { return jamsostek.Law().With(r.Scales, r.Reliefs) }

// Decree is a decision (SK) by which a sponsor pays for workers.
type Decree struct {
	ID      int64
	Number  string // as it is printed on it
	Title   string
	Sponsor jamsostek.Sponsor
	// First and Last are the contribution months it pays for, both included. They are rarely a clean year.
	First, Last civil.Month
	// Quota is how many workers it pays for at most; 0 is no limit.
	Quota int
	// Opens and Closes are the first and the last day on which people can register for it; a zero day is no bound on that side, and where
	// both are, registration is open always. See IntakeOn.
	Opens, Closes civil.Date
	// Listed is how many are on its list and have not left: who leaves makes room for another.
	Listed int
}

// DecreeTerms are what can change of a decree that is in force: how many it pays for, and when people can register for it.
type DecreeTerms struct {
	Quota         int
	Opens, Closes civil.Date
}

// Terms are the decree's as they are.
func (d Decree) Terms() DecreeTerms { return DecreeTerms{d.Quota, d.Opens, d.Closes} }

// Field is a particular of a worker that can be corrected alone, by the name of the question that asks it.
type Field string

// The particulars that can be corrected alone.
const (
	FieldNIK           Field = "nik"
	FieldName          Field = "name"
	FieldBirth         Field = "birth"
	FieldVillage       Field = "village"
	FieldNeighbourhood Field = "neighbourhood"
	FieldAddress       Field = "address"
	FieldPhone         Field = "phone"
	FieldOccupation    Field = "occupation"
	FieldWorkplace     Field = "workplace"
	FieldIncome        Field = "income"
)

// Fields are all particulars that can be corrected alone.
var Fields = []Field{
	FieldNIK, FieldName, FieldBirth, FieldVillage, FieldNeighbourhood, FieldAddress, FieldPhone, FieldOccupation, FieldWorkplace, FieldIncome,
}

// Identifies says whether the field says who the worker is: once a decree or BPJS knows him by it, a change is a request to an officer.
func (f Field) Identifies() bool { return f == FieldNIK || f == FieldName || f == FieldBirth }
