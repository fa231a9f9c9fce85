package record

import "time"

// Snapshot is a sealed copy of a chat's dialogue, kept beside the records for the day the session store has lost it.
type Snapshot struct {
	Chat string
	// Version grows with every change of the dialogue.
	Version int64
	// Sealed is unreadable without the vault.
	Sealed []byte
	At     time.Time
}
