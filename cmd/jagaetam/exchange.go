package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/exchange"
	"jagaetam/internal/identity"
	"jagaetam/internal/postgres"
	"jagaetam/internal/record"
	"jagaetam/internal/reminder"
	"jagaetam/internal/sheet"
	"jagaetam/locales"
)

// openExchange opens what files are taken in with.
func openExchange(ctx context.Context, c *console) (*exchange.Engine, office, func(), error) {
	o, done, err := openOffice(ctx)
	if err != nil {
		return nil, o, nil, err
	}
	engine, err := o.engine()
	if err != nil {
		done()
		return nil, o, nil, err
	}
	engine.Log = newLogger(c.err, o.settings.LogLevel)
	return engine, o, done, nil
}

// engine opens what an engine needs beside the records.
func (o office) engine() (*exchange.Engine, error) {
	b, err := openBook(o.settings.Programme)
	if err != nil {
		return nil, err
	}
	vault, err := openVault(o.settings.KeyringFile)
	if err != nil {
		return nil, err
	}
	return newEngine(o.settings, b, o.records, vault, o.now)
}

// newEngine is an engine without a platform to fetch from and without a log.
func newEngine(s settings, b spoken, records *postgres.Store, vault *identity.Vault, now func() time.Time) (*exchange.Engine, error) {
	columns, err := exchange.LoadColumns(s.ColumnsFile)
	if err != nil {
		return nil, fmt.Errorf("COLUMNS_FILE: %w", err)
	}
	return &exchange.Engine{
		Store: records, Columns: columns, Region: b.region, Texts: b.texts, Vault: vault, Zone: s.Programme.Zone(), Now: now,
		Calendar: reminder.Calendar{Programme: s.Programme},
	}, nil
}

// importFile takes a file in, and says what came of it.
func importFile(ctx context.Context, c *console, args []string) error {
	set := c.flags("import")
	kind := set.String("kind", "", fmt.Sprintf("what the file holds: one of %v", record.FileKinds))
	decree := set.Int64("decree", 0, "the decree that it is about; for decree and answer")
	double := set.Bool("double", false, "list workers whom another sponsor pays for too; for decree")
	dry := set.Bool("dry-run", false, "say what would come of each row, and change nothing")
	out := set.String("out", "", "write the rows with what became of each into this file, .xlsx or .csv")
	if err := parse(set, args, 1); err != nil {
		return err
	}
	sort := record.FileKind(*kind)
	switch {
	case set.NArg() == 0:
		return usagef("import: say which file")
	case !slices.Contains(record.FileKinds, sort):
		return usagef("import: say -kind, one of %v", record.FileKinds)
	case sort.NeedsDecree() && *decree == 0:
		return usagef("import: say -decree; jagaetam decree list shows them")
	}
	data, err := readUpTo(set.Arg(0), sheet.MaxFile)
	if err != nil {
		return err
	}
	engine, o, done, err := openExchange(ctx, c)
	if err != nil {
		return err
	}
	defer done()
	now := engine.Now()
	kept, err := o.records.KeepFile(ctx, record.KeptFile{Name: filepath.Base(set.Arg(0)), Data: data, Expires: now.Add(7 * 24 * time.Hour)})
	if err != nil {
		return err
	}
	begun, err := o.records.Apply(ctx, "import:"+rand.Text(), []record.Effect{record.BeginImport{
		By: o.by, At: now, Kind: sort, Decree: *decree,
		File: chat.File{ID: exchange.KeptID(kept), Name: filepath.Base(set.Arg(0)), Size: int64(len(data))},
	}})
	if err != nil {
		return err
	}
	wish := exchange.Wish{Write: !*dry, Double: *double, Format: formatOf(*out)}
	var work record.ImportWork
	err = writeWhole(*out, func(file *os.File) error {
		if file != nil {
			wish.Result = file
		}
		work, err = engine.Attend(ctx, begun.Import, wish)
		if err == nil && work.Problem != "" {
			err = errors.New(english(engine, exchange.ProblemOf(work.Import)))
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("import %s: %w", set.Arg(0), err)
	}
	return printImport(c, engine, work, begun.Import)
}

// readUpTo reads a file of at most so many bytes.
func readUpTo(path string, most int64) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, fmt.Errorf("read the file: %w", err)
	case info.Size() > most:
		return nil, fmt.Errorf("%s has more than %d MB; split it", path, most>>20)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read the file: %w", err)
	}
	return data, nil
}

func formatOf(path string) sheet.Format {
	if strings.EqualFold(filepath.Ext(path), ".csv") {
		return sheet.CSV
	}
	return sheet.XLSX
}

// writeWhole writes a file that only this user may read, all of it or none; an empty path is no file.
func writeWhole(path string, write func(*os.File) error) error {
	if path == "" {
		return write(nil)
	}
	file, err := os.CreateTemp(filepath.Dir(path), ".jagaetam-*")
	if err != nil {
		return err
	}
	defer os.Remove(file.Name())
	if err := errors.Join(write(file), file.Close()); err != nil {
		return err
	}
	return os.Rename(file.Name(), path)
}

func english(e *exchange.Engine, arg chat.Arg) string {
	text, err := e.Texts.Arg(locales.English, arg, nil)
	if err != nil {
		return err.Error()
	}
	return locales.Plain(text)
}

func printImport(c *console, e *exchange.Engine, w record.ImportWork, begun int64) error {
	if w.ID != begun {
		fmt.Fprintf(c.out, "The very same file was imported before, as number %d. Nothing was changed now.\n", w.ID)
	}
	for _, column := range w.Columns {
		id, heading, _ := strings.Cut(column, "=")
		fmt.Fprintf(c.out, "%s ← %s\n", e.Columns.Title(id), heading)
	}
	if len(w.Unused) > 0 {
		fmt.Fprintf(c.out, "Not used: %s\n", strings.Join(w.Unused, ", "))
	}
	fmt.Fprintf(c.out, "%d rows: %d new, %d changed, %d same, %d refused.\n", w.Rows, w.Counts.New, w.Counts.Changed, w.Counts.Same, w.Counts.Refused)
	for _, reason := range exchange.Reasons(e.Columns, w) {
		fmt.Fprintln(c.out, english(e, reason))
	}
	for _, paid := range w.Paid {
		fmt.Fprintf(c.out, "%d are paid for by another sponsor, %s; -double lists them all the same.\n", paid.Rows, paid.Sponsor)
	}
	if w.State == record.ImportDropped {
		fmt.Fprintln(c.out, "Nothing was changed.")
	}
	return nil
}

// exportList writes the list for collective enrolment at BPJS, or the one for calling.
func exportList(ctx context.Context, c *console, args []string) error {
	set := c.flags("export")
	kind := set.String("kind", string(record.FileEnrolment), "enrolment, for BPJS, or calling: whom no message reaches, with what to tell them")
	decree := set.Int64("decree", 0, "the decree whose workers BPJS has not accepted yet; for enrolment")
	districts := set.String("district", "", "only these districts, by their codes with commas between them, such as 64.02.06; for calling")
	out := set.String("out", "", "the workbook to write; for calling it may be a .csv, which has no password")
	passwordFile := set.String("password-file", "", "has the password of the workbook; where there is no such file, one is made with a new password")
	if err := parse(set, args, 0); err != nil {
		return err
	}
	calls := record.FileKind(*kind) == record.FileCalling
	switch {
	case *kind != string(record.FileEnrolment) && !calls:
		return usagef("export: say -kind enrolment or calling")
	case calls && (*out == "" || *decree != 0 || (formatOf(*out) == sheet.XLSX) != (*passwordFile != "")):
		return usagef("export: say -out, and -password-file with a workbook alone; a list for calling is about no decree")
	case !calls && (*decree == 0 || *out == "" || *passwordFile == "" || *districts != ""):
		return usagef("export: say -decree, -out and -password-file")
	}
	password, err := passwordIn(*passwordFile)
	if err != nil {
		return err
	}
	engine, o, done, err := openExchange(ctx, c)
	if err != nil {
		return err
	}
	defer done()
	only := strings.FieldsFunc(*districts, func(r rune) bool { return r == ',' })
	for _, district := range only {
		if _, known := engine.Region.District(district); !known {
			return usagef("export: %q is no district", district)
		}
	}
	work, err := beginExport(ctx, engine, o, record.AskExport{By: o.by, Kind: record.FileKind(*kind), Decree: *decree})
	if err != nil {
		return err
	}
	if calls {
		work.Districts = only
		return writeCalls(ctx, c, engine, o, work, *out, password)
	}
	err = writeWhole(*out, func(file *os.File) (err error) {
		work, err = engine.Enrol(ctx, work, file, password)
		if err == nil && work.Rows == 0 {
			return errNobody
		}
		return err
	})
	if err != nil && !errors.Is(err, errNobody) {
		return fmt.Errorf("export: %w", err)
	}
	if err := o.records.EndExport(ctx, work, engine.Now()); err != nil {
		return err
	}
	if work.Rows == 0 {
		fmt.Fprintln(c.out, "Nobody on this decree's list waits for an answer of BPJS. No file was written.")
		return nil
	}
	fmt.Fprintf(c.out, "Wrote %d rows into %s. Its password is in %s.\n", work.Rows, *out, *passwordFile)
	return nil
}

// beginExport asks for a list and takes it in hand.
func beginExport(ctx context.Context, engine *exchange.Engine, o office, ask record.AskExport) (record.ExportWork, error) {
	ask.At = engine.Now()
	if _, err := o.records.Apply(ctx, "export:"+rand.Text(), []record.Effect{ask}); err != nil {
		return record.ExportWork{}, err
	}
	work, found, err := o.records.ClaimExport(ctx, o.by, engine.Now(), 2*time.Minute)
	switch {
	case err != nil:
		return work, err
	case !found && ask.Kind == record.FileCalling:
		return work, errors.New("export: the list is being made already")
	case !found:
		return work, fmt.Errorf("export: there is no decree %d, or its list is being made already", ask.Decree)
	}
	return work, nil
}

// writeCalls writes the list for calling. It is written down who has it before there is a file.
func writeCalls(ctx context.Context, c *console, engine *exchange.Engine, o office, work record.ExportWork, out, password string) error {
	err := writeWhole(out, func(file *os.File) (err error) {
		if work, err = engine.Call(ctx, work, file, formatOf(out), password); err != nil {
			return err
		}
		if err := o.records.EndExport(ctx, work, engine.Now()); err != nil {
			return err
		}
		if work.Rows == 0 {
			return errNobody
		}
		return nil
	})
	switch {
	case errors.Is(err, errNobody):
		fmt.Fprintln(c.out, "Nobody needs a call within 30 days. No file was written.")
		return nil
	case err != nil:
		return fmt.Errorf("export: %w", err)
	}
	fmt.Fprintf(c.out, "Wrote %d rows into %s.\n", work.Rows, out)
	return nil
}

var errNobody = errors.New("there is nobody to export")

// passwordIn is the password in the file, which is made where there is none; no file is no password.
func passwordIn(path string) (string, error) {
	if path == "" {
		return "", nil
	}
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		password := exchange.NewPassword()
		if err := os.WriteFile(path, []byte(password+"\n"), 0o600); err != nil {
			return "", fmt.Errorf("keep the password: %w", err)
		}
		return password, nil
	}
	if err != nil {
		return "", fmt.Errorf("read the password: %w", err)
	}
	password := strings.TrimSpace(string(text))
	if len(password) < 8 {
		return "", fmt.Errorf("the password in %s has fewer than 8 letters", path)
	}
	return password, nil
}
