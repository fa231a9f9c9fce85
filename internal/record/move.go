package record

import (
	"errors"
	"fmt"
	"strings"
)

// Why a record cannot be shown or changed.
var (
	ErrNotFound     = errors.New("there is none under this number")
	ErrCannotFollow = errors.New("the state cannot follow the present one")
	ErrNeedsReason  = errors.New("the state needs a reason for the worker")
	ErrNobody       = errors.New("it is not said who does it")
	ErrLost         = errors.New("it is in another's hand by now")
)

// CheckMove says why an application may not come from one state into another, for that reason, by that officer: ErrCannotFollow,
// ErrNeedsReason or ErrNobody; nil where it may.
func CheckMove(from, to ApplicationState, reason, by string) error {
	switch {
	case !from.CanFollow(to):
		return fmt.Errorf("from %s: %w", from, ErrCannotFollow)
	case to.NeedsReason() && strings.TrimSpace(reason) == "":
		return ErrNeedsReason
	case strings.TrimSpace(by) == "":
		return ErrNobody
	}
	return nil
}
