package main

import (
	"context"
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"jagaetam/internal/postgres"
	"jagaetam/internal/record"
)

const disputeUsage = "dispute: say list or decide NUMBER keep|transfer; dispute -h explains"

// dispute lists the numbers that two accounts claim, and decides whose they are.
func dispute(ctx context.Context, c *console, args []string) error {
	set := c.flags("dispute")
	reason := set.String("reason", "", "what both sides are told; neither learns who the other is")
	set.Usage = func() {
		fmt.Fprint(c.out, "jagaetam dispute list\n"+
			"jagaetam dispute decide -reason TEXT NUMBER keep         the registration stays with the account it is in\n"+
			"jagaetam dispute decide -reason TEXT NUMBER transfer     it goes to the account that asked\n\nNUMBER is such as KS-000017-4.\n")
	}
	if len(args) == 0 {
		return usageError{disputeUsage}
	}
	if err := parse(set, flagsFirst(args[1:]), 2); err != nil {
		return err
	}
	switch do := args[0]; {
	case do == "list" && set.NArg() == 0:
		return listDisputes(ctx, c)
	case do == "decide" && set.NArg() == 2 && (set.Arg(1) == "keep" || set.Arg(1) == "transfer"):
		return decideDispute(ctx, c, set.Arg(0), set.Arg(1) == "transfer", *reason)
	case do == "-h" || do == "--help":
		set.Usage()
		return nil
	}
	return usageError{disputeUsage}
}

func listDisputes(ctx context.Context, c *console) error {
	records, _, done, err := openRecords(ctx)
	if err != nil {
		return err
	}
	defer done()
	disputes, err := records.Disputes(ctx)
	if err != nil {
		return err
	}
	table := tabwriter.NewWriter(c.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "NUMBER\tRAISED\tAPPLICATION")
	for _, d := range disputes {
		about := "none any more"
		if d.Receipt != 0 {
			about = d.Receipt.String()
		}
		fmt.Fprintf(table, "%s\t%s\t%s\n", d.Number, d.RaisedAt.Format(time.DateOnly), about)
	}
	return table.Flush()
}

func decideDispute(ctx context.Context, c *console, text string, transfer bool, reason string) error {
	number, err := record.ParseCase(text)
	if err != nil {
		return usageError{err.Error()}
	}
	if strings.TrimSpace(reason) == "" {
		return usagef("dispute: say -reason, which both sides read")
	}
	o, done, err := openOffice(ctx)
	if err != nil {
		return err
	}
	defer done()
	verdict := postgres.Verdict{Case: number, Transfer: transfer, Reason: reason, By: o.by, At: o.now()}
	if err := o.records.DecideDispute(ctx, verdict); err != nil {
		return fmt.Errorf("dispute %s: %w", number, err)
	}
	if transfer {
		fmt.Fprintf(c.out, "%s is decided: the registration is transferred.\n", number)
	} else {
		fmt.Fprintf(c.out, "%s is decided: the registration stays.\n", number)
	}
	return nil
}
