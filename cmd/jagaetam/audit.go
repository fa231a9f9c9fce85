package main

import (
	"context"
	"fmt"
	"os"
	"text/tabwriter"
	"time"

	"jagaetam/internal/civil"
	"jagaetam/internal/postgres"
	"jagaetam/internal/sheet"
)

// auditDays is how many days back the audit goes where nothing is said.
const auditDays = 30

// auditCommand prints who saw or changed what, or writes it into a file for a spreadsheet.
func auditCommand(ctx context.Context, c *console, args []string) error {
	set := c.flags("audit")
	var since civil.Date
	set.TextVar(&since, "since", civil.Date{}, "the first `day`, such as 2026-11-01; 30 days ago where none is said")
	subject := set.String("subject", "", "only what was done to this, such as case:KS-000017-4 or officer:tg:4711")
	path := set.String("csv", "", "write it into this `file`, which must not be there yet, for a spreadsheet")
	if err := parse(set, args, 0); err != nil {
		return err
	}
	o, done, err := openOffice(ctx)
	if err != nil {
		return err
	}
	defer done()
	zone := o.settings.Programme.Zone()
	if since.IsZero() {
		since = civil.DateOf(o.now().In(zone)).AddDays(-auditDays)
	}
	from := time.Date(since.Year, since.Month, since.Day, 0, 0, 0, 0, zone)
	if *path != "" {
		return exportAudit(ctx, c, o, from, *subject, *path)
	}
	table := tabwriter.NewWriter(c.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "AT\tWHO\tACT\tSUBJECT\tDETAIL\tREASON")
	err = o.records.Audit(ctx, from, *subject, o.by, o.now(), func(e postgres.AuditEntry) error {
		_, err := fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\t%s\n", e.At.In(zone).Format(time.DateTime), e.Actor, e.Act, e.Subject, e.Detail, e.Note)
		return err
	})
	if err != nil {
		return err
	}
	return table.Flush()
}

// exportAudit leaves no half of a file.
func exportAudit(ctx context.Context, c *console, o office, since time.Time, subject, path string) (err error) {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("audit: %w", err)
	}
	defer func() {
		if closed := file.Close(); err == nil {
			err = closed
		}
		if err != nil {
			_ = os.Remove(path)
		}
	}()
	table, err := sheet.NewWriter(file, sheet.CSV, sheet.Layout{Heading: []string{"at", "who", "act", "subject", "detail", "reason"}})
	if err != nil {
		return err
	}
	rows := 0
	err = o.records.Audit(ctx, since, subject, o.by, o.now(), func(e postgres.AuditEntry) error {
		rows++
		at := e.At.In(o.settings.Programme.Zone()).Format(time.RFC3339)
		return table.Write(sheet.TextCell(at), sheet.TextCell(e.Actor), sheet.TextCell(e.Act), sheet.TextCell(e.Subject), sheet.TextCell(e.Detail), sheet.TextCell(e.Note))
	})
	if closed := table.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(c.out, "%d rows are in %s.\n", rows, path)
	return nil
}
