// Package exchange takes in the files of villages, registers and BPJS row by row, and makes the list for BPJS and those for calling.
//
// A file is looked at first: every row is performed and taken back, so that what an officer is told is what will come of it. After his
// yes it is written in batches, each in one transaction with what became of its rows and how far the file has come. Whoever dies in the
// middle leaves a file that another goes on with after the last batch.
package exchange

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/identity"
	"jagaetam/internal/postgres"
	"jagaetam/internal/record"
	"jagaetam/internal/region"
	"jagaetam/internal/reminder"
	"jagaetam/locales"
)

// Store keeps files and performs what they say. *postgres.Store says what each promises.
type Store interface {
	Facts(ctx context.Context, query record.Query) (*record.Facts, error)
	KeepFile(ctx context.Context, f record.KeptFile) (string, error)
	ReadFile(ctx context.Context, id string) (name, mime string, data []byte, err error)
	Import(ctx context.Context, id int64) (record.ImportWork, error)
	ClaimImport(ctx context.Context, id int64, at time.Time, lease time.Duration) (record.ImportWork, bool, error)
	SameImport(ctx context.Context, w record.ImportWork) (int64, error)
	SaveImport(ctx context.Context, w record.ImportWork, at time.Time, lease time.Duration, effects ...record.Effect) error
	Rehearse(ctx context.Context, effects []record.Effect) ([]record.Outcome, error)
	WriteImport(ctx context.Context, w record.ImportWork, at time.Time, lease time.Duration, effects []record.Effect,
		settle func([]record.Outcome) postgres.Settled) (record.ImportWork, error)
	ImportFates(ctx context.Context, id int64, after, limit int) ([]record.RowFate, error)
	ClaimExport(ctx context.Context, by string, at time.Time, lease time.Duration) (record.ExportWork, bool, error)
	MarkExport(ctx context.Context, w record.ExportWork) (int, error)
	EnrolmentRows(ctx context.Context, w record.ExportWork, after int64, limit int) ([]record.EnrolmentRow, error)
	HoldExport(ctx context.Context, w record.ExportWork, at time.Time, lease time.Duration) error
	EndExport(ctx context.Context, w record.ExportWork, at time.Time, effects ...record.Effect) error
	Rates(ctx context.Context) (record.Rates, error)
	Unreached(ctx context.Context, since civil.Date) (map[int64]record.PlannedReminder, error)
	Roll(ctx context.Context, after int64, limit int) ([]record.Enrolled, error)
	KeptReminders(ctx context.Context, from civil.Date) ([]record.KeptReminder, []record.Reminded, error)
	Particulars(ctx context.Context, ids []int64) (map[int64]record.Worker, error)
}

// Fetcher fetches what somebody sent. The error is chat.ErrGone where it cannot be had any more; any other may be tried again.
type Fetcher interface {
	Fetch(ctx context.Context, file string, w io.Writer, limit int64) error
}

// Engine takes files in and makes lists. All fields but Fetch and Progress are required. Several engines may work on one store.
type Engine struct {
	Store   Store
	Columns *Columns
	Region  *region.Region
	Texts   *locales.Catalogue
	Vault   *identity.Vault
	Zone    *time.Location
	Now     func() time.Time
	Log     *slog.Logger
	// Calendar tells what those who are to be called are reminded of.
	Calendar reminder.Calendar
	// Fetch fetches what was sent in a chat; nil where only kept files are taken in.
	Fetch Fetcher
	// Progress hears of every batch; nil where nobody wants to.
	Progress func(record.ImportWork)
}

const (
	// lease is how long a file is in one hand without a sign of life: a batch takes seconds, fetching up to a minute.
	lease = 2 * time.Minute
	// patience is how often a file is taken up without getting on, before the officer is told that it cannot be.
	patience = 5
	// idle is how long nothing is looked for after nothing was found.
	idle = 2 * time.Second

	sourceKept = 7 * 24 * time.Hour // an officer may think about his yes for so long
	resultKept = 24 * time.Hour
	listKept   = time.Hour
)

// keptPrefix begins the File.ID of a file that is kept already, such as one from the command line.
const keptPrefix = "kept:"

// KeptID is the File.ID of a file that the store keeps under that name.
func KeptID(kept string) string { return keptPrefix + kept }

// Run takes up whatever is to be done until ctx ends. It returns nil.
func (e *Engine) Run(ctx context.Context) error {
	for ctx.Err() == nil {
		did, err := e.Step(ctx)
		if err != nil && ctx.Err() == nil {
			e.Log.Warn("exchange of files", "cause", err)
		}
		if !did || err != nil {
			select {
			case <-ctx.Done():
			case <-time.After(idle):
			}
		}
	}
	return nil
}

// Step takes up one file or list, and says whether there was one. After an error it stays where it is until its lease ends.
func (e *Engine) Step(ctx context.Context) (bool, error) {
	w, found, err := e.Store.ClaimImport(ctx, 0, e.Now(), lease)
	if err != nil || found {
		if err == nil {
			err = e.work(ctx, w)
		}
		return true, err
	}
	list, found, err := e.Store.ClaimExport(ctx, "", e.Now(), lease)
	if err != nil || !found {
		return false, err
	}
	return true, e.send(ctx, list)
}

// work does what is next with a file.
func (e *Engine) work(ctx context.Context, w record.ImportWork) error {
	var err error
	switch {
	case w.Attempts > patience:
		_, err = e.drop(ctx, w, "stuck", "")
	case w.State == record.ImportReading:
		err = e.look(ctx, w)
	default:
		err = e.write(ctx, w)
	}
	if errors.Is(err, record.ErrLost) { // whoever has it now does the rest
		e.Log.Info("a file went into another's hand", "import", w.ID)
		return nil
	}
	return err
}

// save keeps how far the file has come.
func (e *Engine) save(ctx context.Context, w record.ImportWork, effects ...record.Effect) error {
	if e.Progress != nil {
		e.Progress(w)
	}
	return e.Store.SaveImport(ctx, w, e.Now(), lease, effects...)
}

// drop gives a file up and says why.
func (e *Engine) drop(ctx context.Context, w record.ImportWork, problem, detail string) (record.ImportWork, error) {
	w.State, w.Problem, w.Detail = record.ImportDropped, problem, detail
	return w, e.save(ctx, w, e.tell(w, "problem", chat.Words{Key: "import.problem", Args: chat.Args{
		"File": chat.Literal(w.File.Name), "Problem": ProblemOf(w.Import),
	}})...)
}

// tell says something to who sent the file, once; nothing where he sits before it.
func (e *Engine) tell(w record.ImportWork, once string, words chat.Words) []record.Effect {
	if w.Attended {
		return nil
	}
	return []record.Effect{record.Say{Tell: record.Tell{To: w.By, Words: words, Once: onceOf(w, once)}}}
}
