package record

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/jamsostek"
)

// ErrExists says that there is one of this name already.
var ErrExists = errors.New("there is one of this number already")

// ReportedPayment is a month that a worker says he has paid, for an officer to look into.
type ReportedPayment struct {
	Receipt  Receipt
	Month    civil.Month
	At       time.Time // when he said so
	Evidence chat.File // zero where he sent no picture
}

// PaymentAnswer is an officer's word on a month that a worker says he has paid.
type PaymentAnswer struct {
	Receipt Receipt
	Month   civil.Month
	Accept  bool
	// Reason is what the worker is told; a payment is not rejected without one.
	Reason string
	By     string
	At     time.Time
	// Tell, where it has words, is put into the outbox together with the answer.
	Tell Tell
}

// Check says why the answer cannot be kept: ErrNeedsReason or ErrNobody; nil where it can.
func (a PaymentAnswer) Check() error {
	switch {
	case !a.Accept && strings.TrimSpace(a.Reason) == "":
		return ErrNeedsReason
	case strings.TrimSpace(a.By) == "":
		return ErrNobody
	}
	return nil
}

// State is what the payment becomes.
func (a PaymentAnswer) State() PaymentState {
	if a.Accept {
		return PaymentConfirmed
	}
	return PaymentRejected
}

// Leave says that a worker is no longer among those the programme is for. Without a Why it takes that back.
type Leave struct {
	Receipt Receipt
	Why     jamsostek.Leaving
	On      civil.Date
	By      string
	At      time.Time
}

// Check says what is wrong with it; nil if nothing is.
func (l Leave) Check() error {
	switch {
	case strings.TrimSpace(l.By) == "":
		return ErrNobody
	case l.Why != "" && !slices.Contains(jamsostek.Leavings, l.Why):
		return fmt.Errorf("reason to leave %q is none of %v", l.Why, jamsostek.Leavings)
	case (l.Why == "") != l.On.IsZero():
		return errors.New("a reason to leave needs a day, and a day a reason")
	}
	return nil
}

// Text is a text that an officer writes in the place of one of the program's own.
type Text struct {
	Key, Language, Text string
	By                  string
	At                  time.Time
}
