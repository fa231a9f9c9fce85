package record

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/identity"
)

// LeaseHolds is how long an application stays with the officer who took it. Afterwards another may take it; until one does, it is still
// his to decide on.
const LeaseHolds = 15 * time.Minute

// UndoWithin is how long an officer can take his decision back.
const UndoWithin = 5 * time.Minute

// Examinable are the states in which an application waits for a verifier.
var Examinable = []ApplicationState{StateReceived, StateVerifying, StateMatching}

// Work is what there is to do for an officer. It is empty for everybody else.
type Work struct {
	// Waiting is how many applications of his districts are to be examined and are with nobody.
	Waiting int
	// Held is the application that is with him; zero where none is.
	Held Held
	// Tasks are the other matters of his districts, in the order in which they came, at most 50.
	Tasks []Task
}

// Held is an application as the officer who examines it sees it.
type Held struct {
	Receipt Receipt
	State   ApplicationState
	Since   time.Time
	FiledAt time.Time
	// Until is when another officer may take it.
	Until time.Time
	// Worker is what was answered. Its NIK is to be shown masked.
	Worker Worker `json:"-"`
	Flags  []Flag
	// Attribution is the code of the village whose link or poster brought the worker.
	Attribution string
	Helpers     []HelpedBy
	// Twins are other workers with the same phone, the newest first.
	Twins []Twin
	// Insured is what is known of his cover.
	Insured Insured
}

// Twin is a worker who may be the same as another.
type Twin struct {
	Receipt Receipt
	Name    string // first word
	State   ApplicationState
	// SameBirth says that the birth date is the same too.
	SameBirth bool
}

// Task is something besides applications that an officer answers. Only what Query.Task asks for has more than numbers and times in it.
type Task struct {
	TaskName
	At time.Time
	// DueAt is the end of the clock of a request.
	DueAt time.Time
	// Receipt is the application it is about; 0 where there is none.
	Receipt Receipt
	// District is the code of the kecamatan; empty where none is known.
	District string
	// Request and Field are what is asked for; Approved says that one officer has approved it and another is needed.
	Request  DataRequestKind
	Field    Field
	Approved bool

	// Worker is the first word of the worker's name; Present and Proposed are the particular as it is and as it is to become, of which a
	// NIK is masked.
	Worker            string
	Present, Proposed string
	Evidence          chat.File // of a payment
	Kind              HelperKind
	Village           string
	Name              identity.Name // of who asks to help, in full
	Phone             string
}

// TaskName names something that an officer answers.
type TaskName struct {
	Sort   TaskSort
	Number int64
	// Month is that of a payment, whose Number is that of the application.
	Month civil.Month
}

// TaskSort is what kind of task it is.
type TaskSort string

// The sorts of tasks. Disputes, requests and helpers are named by their numbers.
const (
	TaskDispute TaskSort = "dispute"
	TaskRequest TaskSort = "request"
	TaskPayment TaskSort = "payment"
	TaskHelper  TaskSort = "helper"
)

// TaskSorts are all sorts, the most urgent first.
var TaskSorts = []TaskSort{TaskDispute, TaskRequest, TaskPayment, TaskHelper}

// String is the name in a button, such as "request-17" or "payment-17-2026-12"; empty for the zero TaskName.
func (n TaskName) String() string {
	switch n.Sort {
	case "":
		return ""
	case TaskPayment:
		return fmt.Sprintf("%s-%d-%s", n.Sort, n.Number, n.Month)
	default:
		return fmt.Sprintf("%s-%d", n.Sort, n.Number)
	}
}

// ParseTask reads what String wrote. It reports false for anything else: buttons can be forged.
func ParseTask(text string) (TaskName, bool) {
	sort, rest, _ := strings.Cut(text, "-")
	number, month, _ := strings.Cut(rest, "-")
	n := TaskName{Sort: TaskSort(sort)}
	var err error
	if n.Number, err = strconv.ParseInt(number, 10, 64); err != nil || n.Number < 1 || !slices.Contains(TaskSorts, n.Sort) {
		return TaskName{}, false
	}
	if n.Sort == TaskPayment {
		if n.Month, err = civil.ParseMonth(month); err != nil {
			return TaskName{}, false
		}
	}
	if n.String() != text {
		return TaskName{}, false
	}
	return n, true
}

// Shown is the number of it that people know.
func (n TaskName) Shown() string {
	switch n.Sort {
	case TaskDispute:
		return CaseNumber(n.Number).String()
	case TaskRequest:
		return RequestNumber(n.Number).String()
	case TaskHelper:
		return HelperNumber(n.Number).String()
	default:
		return Receipt(n.Number).String()
	}
}

// Urgent puts tasks in the order in which they are to be answered: what is overdue, then by sort, and what came first before what came
// later.
func Urgent(tasks []Task, now time.Time) []Task {
	rank := func(t Task) int {
		if !t.DueAt.IsZero() && t.DueAt.Before(now) {
			return -1
		}
		return slices.Index(TaskSorts, t.Sort)
	}
	ordered := slices.Clone(tasks)
	slices.SortStableFunc(ordered, func(a, b Task) int {
		if by := rank(a) - rank(b); by != 0 {
			return by
		}
		return a.At.Compare(b.At)
	})
	return ordered
}

// Examines says whether the officer may examine applications of the district, or do what else is a verifier's there.
func (o Officer) Examines(district string) bool { return o.May(RoleVerifier) && o.serves(district) }

// Answers says whether the officer may answer tasks of the district. A supervisor may: he approves what others did.
func (o Officer) Answers(district string) bool {
	return (o.May(RoleVerifier) || o.May(RoleSupervisor)) && o.serves(district)
}

// serves is true where no district is known: somebody has to look at it.
func (o Officer) serves(district string) bool {
	return district == "" || len(o.Districts) == 0 || slices.Contains(o.Districts, district)
}

// Summary is how many applications there are, for all officers.
type Summary struct {
	States map[ApplicationState]int
	// Districts are those that wait for a verifier, by the code of the kecamatan, the most first.
	Districts []DistrictCount
	// Ages are those that wait for a verifier, by how many whole days they have been in their state: 0 to 2, 3 to 7, 8 to 14, more.
	Ages [4]int
	// Line is how many accounts wait to be told that registration opens.
	Line int
}

// DistrictCount is how many applications of a kecamatan wait.
type DistrictCount struct {
	District string
	Waiting  int
}

// AgeBounds are the first days of all ages of Summary but the first.
var AgeBounds = [3]int{3, 8, 15}

// AgeOf is the place in Summary.Ages of what has been in its state since then.
func AgeOf(since, now time.Time) int {
	days := int(now.Sub(since).Hours() / 24)
	age := 0
	for age < len(AgeBounds) && days >= AgeBounds[age] {
		age++
	}
	return age
}

// The effects of officers who examine. Whether By may is found out where they are performed: the outcome of somebody who may not, or not
// any more, or not in that district, is OutcomeNotAllowed.
type (
	// LeaseApplication gives the officer the application that has waited longest, in the place of what is with him. With After it is the one
	// that has waited longest but for that. The outcome is OutcomeLeased with Receipt, or OutcomeNoMatch where none waits.
	LeaseApplication struct {
		By    string
		At    time.Time
		After Receipt
	}

	// Decide moves an application that is with the officer on, tells the worker, and gives the officer the next one. The outcome is
	// OutcomeDecided with Receipt, OutcomeLost where it is not with him, or OutcomeRefused with Why where the decree cannot take the worker.
	Decide struct {
		By      string
		At      time.Time
		Receipt Receipt
		To      ApplicationState
		// Field is what is to be corrected, for StateReturned.
		Field  Field
		Reason string
		// Decree is whose list the worker comes onto, for StateDecreed.
		Decree int64
	}

	// UndoDecision takes the officer's decision back, if it is his, not older than UndoWithin, and nothing has followed it; the worker is
	// told, and the application is with the officer again. The outcome is OutcomeUndone with Receipt, or OutcomeLost.
	UndoDecision struct {
		By      string
		At      time.Time
		Receipt Receipt
	}

	// RevealNIK sends the NIK of an application that is with the officer to him, in a message that is deleted after a minute; with Task that
	// of a request to correct one, as it is and as it is to become. Why is the id of a reason. The outcome is OutcomeAnswered with Receipt,
	// or OutcomeLost where the application is not with him, or the request is answered.
	RevealNIK struct {
		By      string
		At      time.Time
		Receipt Receipt
		Task    TaskName
		Why     string
	}

	// LookAtTask writes down that the officer has seen what a task is about.
	LookAtTask struct {
		By   string
		At   time.Time
		Task TaskName
	}

	// AnswerTask is the officer's yes or no to a task, and his reason, which the person it is about is told: a dispute is decided for who
	// raised it or for who was there, a request is done as proposed or without it, a payment is confirmed or rejected, a helper admitted or
	// refused. What says who a worker is needs two officers: the first yes has OutcomeApproved, and so has his second. Nobody answers what
	// he asked for himself, or without words where the person needs some: OutcomeNotAllowed. Other outcomes are OutcomeAnswered, OutcomeSame
	// where it is answered already, OutcomeTaken where the NIK is another's, and OutcomeNoMatch where nothing can be done any more.
	AnswerTask struct {
		By     string
		At     time.Time
		Task   TaskName
		Yes    bool
		Reason string
	}
)

func (LeaseApplication) effect() {}
func (Decide) effect()           {}
func (UndoDecision) effect()     {}
func (RevealNIK) effect()        {}
func (LookAtTask) effect()       {}
func (AnswerTask) effect()       {}

// The outcomes of examining.
const (
	OutcomeLeased   OutcomeName = "leased"
	OutcomeDecided  OutcomeName = "decided"
	OutcomeUndone   OutcomeName = "undone"
	OutcomeLost     OutcomeName = "lost" // it is with another, or went on
	OutcomeApproved OutcomeName = "approved"
)

// Check says why the officer's decision cannot be one, whatever the application's state; nil where it can.
func (e Decide) Check() error {
	switch {
	case e.By == "":
		return fmt.Errorf("decide: %w", ErrNobody)
	case e.Field != "" && !slices.Contains(Fields, e.Field):
		return fmt.Errorf("decide: %q is no particular", e.Field)
	case e.To.NeedsReason() && strings.TrimSpace(e.Reason) == "":
		return fmt.Errorf("decide: %w", ErrNeedsReason)
	}
	return nil
}

// NeedsReason says whether the answer needs words for the person it is about. What is done as proposed speaks for itself.
func (n TaskName) NeedsReason(request DataRequestKind, yes bool) bool {
	switch n.Sort {
	case TaskHelper:
		return false
	case TaskPayment:
		return !yes
	case TaskRequest:
		return !yes || request != RequestCorrect
	default:
		return true
	}
}

// NeedsTwo says whether two officers have to say yes: the field says who the worker is, and a decree or BPJS knows him by it.
func (k DataRequestKind) NeedsTwo(field Field) bool { return k == RequestCorrect && field.Identifies() }

// Suits says whether the answer is one to the task: with words for the person where he needs some, and no yes to a deletion, which is
// carried out by whoever runs the service.
func (e AnswerTask) Suits(t Task) bool {
	if e.Yes && t.Request == RequestDelete {
		return false
	}
	return !t.NeedsReason(t.Request, e.Yes) || strings.TrimSpace(e.Reason) != ""
}
