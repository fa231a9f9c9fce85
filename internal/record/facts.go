package record

import (
	"jagaetam/internal/chat"
	"jagaetam/internal/identity"
)

// Query is what a turn needs to know. The zero Query is nothing.
type Query struct {
	// Person is who asks.
	Person chat.Person
	// Applications asks for the person's own applications.
	Applications bool
	// NIK, where set, asks whether it is registered, and by whom.
	NIK identity.NIK
}

// IsZero says whether nothing is asked.
func (q Query) IsZero() bool { return !q.Applications && q.NIK.IsZero() }

// Facts is what is known in answer to a Query.
type Facts struct {
	// Applications are those this account sent, the newest first.
	Applications []Application
	// NIK says whether the NIK asked for is registered.
	NIK Registration
	// NIKReceipt is the number of the application under that NIK; set only where NIK is RegisteredByAsker.
	NIKReceipt Receipt
}

// Registration says whether a NIK is registered, and never by whom.
type Registration int

// Whether a NIK is registered.
const (
	NotRegistered Registration = iota
	RegisteredByAsker
	RegisteredByOther
)
