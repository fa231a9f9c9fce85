package main

import (
	"context"
	"fmt"
	"math"
	"strings"
	"text/tabwriter"
	"time"

	"jagaetam/internal/record"
)

const requestUsage = "request: say list, show NUMBER, done NUMBER or delete NUMBER; request -h explains"

// request lists what people ask about their data, shows one, answers it, and deletes a person who asked for it.
func request(ctx context.Context, c *console, args []string) error {
	set := c.flags("request")
	all := set.Bool("all", false, "those that are done too")
	answer := set.String("answer", "", "what the person is told")
	correct := set.Bool("apply", false, "make the correction that is proposed")
	set.Usage = func() {
		fmt.Fprint(c.out, "jagaetam request list [-all]      with the hours that are left of the law's 72, or are over\n"+
			"jagaetam request show NUMBER      prints what is to be corrected: personal data; it is written down who looked\n"+
			"jagaetam request done -answer TEXT [-apply] NUMBER\n"+
			"jagaetam request delete NUMBER    deletes the person who asked for it, for good; a row on a decree's list stays, restricted\n\n"+
			"NUMBER is such as PD-000017-4.\n")
	}
	if len(args) == 0 {
		return usageError{requestUsage}
	}
	if err := parse(set, flagsFirst(args[1:]), 1); err != nil {
		return err
	}
	switch do := args[0]; {
	case do == "list" && set.NArg() == 0:
		return listRequests(ctx, c, *all)
	case do == "-h" || do == "--help":
		set.Usage()
		return nil
	case do != "show" && do != "done" && do != "delete" || set.NArg() != 1:
		return usageError{requestUsage}
	}
	number, err := record.ParseRequest(set.Arg(0))
	if err != nil {
		return usageError{err.Error()}
	}
	switch args[0] {
	case "show":
		return showRequest(ctx, c, number)
	case "delete":
		return deletePerson(ctx, c, number)
	}
	return completeRequest(ctx, c, number, *answer, *correct)
}

func listRequests(ctx context.Context, c *console, all bool) error {
	o, done, err := openOffice(ctx)
	if err != nil {
		return err
	}
	defer done()
	requests, err := o.records.Requests(ctx, all)
	if err != nil {
		return err
	}
	now := o.now()
	table := tabwriter.NewWriter(c.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "NUMBER\tKIND\tAPPLICATION\tFIELD\tASKED\tCLOCK")
	for _, r := range requests {
		clock := "done " + r.DoneAt.Format(time.DateOnly)
		if r.DoneAt.IsZero() {
			clock = hoursLeft(r.DueAt.Sub(now))
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\t%s\n", r.Number, r.Kind, aboutWhat(r.Receipt), r.Field, r.AskedAt.Format(time.RFC3339), clock)
	}
	return table.Flush()
}

// hoursLeft counts an hour that has begun as over, not as left.
func hoursLeft(left time.Duration) string {
	if left < 0 {
		return fmt.Sprintf("OVERDUE by %.0f h", math.Ceil(-left.Hours()))
	}
	return fmt.Sprintf("%.0f h left", math.Floor(left.Hours()))
}

func aboutWhat(receipt record.Receipt) string {
	if receipt == 0 {
		return "the account"
	}
	return receipt.String()
}

func showRequest(ctx context.Context, c *console, number record.RequestNumber) error {
	o, done, err := openOffice(ctx)
	if err != nil {
		return err
	}
	defer done()
	r, err := o.records.Request(ctx, number, o.by, o.now())
	if err != nil {
		return err
	}
	fmt.Fprintf(c.out, "%s %s, about %s, asked %s, due %s\n", r.Number, r.Kind, aboutWhat(r.Receipt), r.AskedAt.Format(time.RFC3339), r.DueAt.Format(time.RFC3339))
	if !r.DoneAt.IsZero() {
		fmt.Fprintf(c.out, "done %s: %s\n", r.DoneAt.Format(time.RFC3339), r.Answer)
	}
	if r.Field != "" {
		oneLine := strings.NewReplacer("\n", " | ").Replace
		fmt.Fprintf(c.out, "%s is:      %s\n%[1]s is to be: %[3]s\n", r.Field, oneLine(r.Present), oneLine(r.Proposed))
	}
	return nil
}

func completeRequest(ctx context.Context, c *console, number record.RequestNumber, answer string, apply bool) error {
	if strings.TrimSpace(answer) == "" {
		return usagef("request: say -answer, which the person reads")
	}
	o, done, err := openOffice(ctx)
	if err != nil {
		return err
	}
	defer done()
	if err := o.records.CompleteRequest(ctx, number, answer, apply, o.by, o.now()); err != nil {
		return err
	}
	fmt.Fprintf(c.out, "%s is done.\n", number)
	return nil
}

// deletePerson needs Redis too: what is kept there of the dialogue goes with the rest, or nothing does.
func deletePerson(ctx context.Context, c *console, number record.RequestNumber) error {
	o, sessions, done, err := openOfficeAndSessions(ctx)
	if err != nil {
		return err
	}
	defer done()
	deleted, err := o.records.DeletePerson(ctx, number, o.by, o.now(), sessions.Forget)
	if err != nil {
		return err
	}
	fmt.Fprintf(c.out, "%s is done: %d workers deleted, %d kept as a decree's entry only", number, deleted.Workers, deleted.Archived)
	if deleted.Account {
		fmt.Fprint(c.out, ", the account deleted")
	}
	fmt.Fprintln(c.out, ".\nOlder copies of the database can still be read: keys rotate and keys retire end that.")
	return nil
}
