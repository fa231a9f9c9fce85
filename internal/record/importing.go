package record

import (
	"time"

	"jagaetam/internal/jamsostek"
)

// ImportWork is a file that somebody has in hand, with all that is needed to go on with it.
type ImportWork struct {
	Import
	// Attended says that somebody sits before it at the command line: nobody else takes it up, and nothing is told in a chat.
	Attended bool
	// Double says that workers whom another sponsor pays for are to be listed all the same.
	Double bool
	// Last is the number of the last row that was looked at.
	Last int
	// Kept is the name that its content is kept under; empty until it was fetched. Sum is the SHA-256 of it.
	Kept string
	Sum  []byte
	// Claim proves that the file is still in the hand of whoever took it up; Attempts are how often it was taken up since it last
	// got on.
	Claim    string
	Attempts int
}

// RowFate is what became of a row.
type RowFate struct {
	// Row is its number in the spreadsheet, from 1.
	Row int
	// Hash is keyed and the same for all rows of a file that are about the same.
	Hash []byte
	Fate OutcomeName
	// Why is the id of a reason: that of a refusal, or of what was not used where the row was taken, of which there may be several with
	// commas between them. About is the id of the column that it is about, or the number of another row; either may be empty.
	Why, About string
}

// Reason is why rows were refused, with how many they are and the first of them.
type Reason struct {
	Why   string `json:"why"`
	About string `json:"about,omitempty"`
	Rows  int    `json:"rows"`
	First int    `json:"first"`
}

// PaidBy is how many workers of a file a sponsor pays for already.
type PaidBy struct {
	Sponsor jamsostek.Sponsor `json:"sponsor"`
	Rows    int               `json:"rows"`
}

// ExportWork is a list that somebody has in hand.
type ExportWork struct {
	ID       int64
	Kind     FileKind
	Decree   int64
	By       string
	Attended bool
	At       time.Time
	// Rows is how many were written.
	Rows     int
	Claim    string
	Attempts int
	// Months are those of a rehearsal.
	Months int
	// Districts are those that a list for calling and a rehearsal are limited to, by their codes; none is all. They are those of who asked when it is made.
	Districts []string `db:"-"`
}

// EnrolmentRow is a worker on the list for BPJS.
type EnrolmentRow struct {
	// ID is his place in the order of the list.
	ID     int64
	Worker Worker
	Decree Decree
}

// KeptFile is a file that is kept for a while, such as a list that is sent.
type KeptFile struct {
	Name, Type string
	Data       []byte
	// Expires is when it is deleted.
	Expires time.Time
}
