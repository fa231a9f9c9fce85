package record

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/jamsostek"
)

// Plan is what a worker means to pay himself; the zero Plan is nothing. It binds nobody: it is what he is reminded of, and it is over once
// First is paid.
type Plan struct {
	First  civil.Month // the first contribution month
	Months int         // one of jamsostek.Periods
	JHT    bool        // with old age savings
}

// PlanMonths keeps a worker's plan in the place of the one before; the zero Plan takes that back. The outcome is OutcomeAnswered with
// Receipt, or OutcomeNoMatch where By is not bound to the worker.
type PlanMonths struct {
	By      chat.Person
	At      time.Time
	Receipt Receipt
	Plan    Plan
}

func (PlanMonths) effect() {}

// Check says why no store can perform the effect; nil where one can.
func (e PlanMonths) Check() error {
	switch {
	case e.By.ID == "":
		return fmt.Errorf("plan months: %w", ErrNobody)
	case e.Plan == Plan{}:
		return nil
	case e.Plan.First.IsZero():
		return errors.New("plan months: no first month")
	case !slices.Contains(jamsostek.Periods, e.Plan.Months):
		return fmt.Errorf("plan months: %d is none of %v", e.Plan.Months, jamsostek.Periods)
	}
	return nil
}
