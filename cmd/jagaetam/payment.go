package main

import (
	"context"
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"jagaetam/internal/civil"
	"jagaetam/internal/record"
)

const paymentUsage = "payment: say list, confirm NUMBER MONTH or reject NUMBER MONTH; payment -h explains"

// payment lists what workers say they have paid, and answers it.
func payment(ctx context.Context, c *console, args []string) error {
	set := c.flags("payment")
	reason := set.String("reason", "", "what the worker is told; needed to reject")
	set.Usage = func() {
		fmt.Fprint(c.out, "jagaetam payment list\njagaetam payment confirm NUMBER MONTH\njagaetam payment reject -reason TEXT NUMBER MONTH\n\n"+
			"NUMBER is that of the application, MONTH the contribution month, such as 2026-11. The worker is told.\n")
	}
	if len(args) == 0 {
		return usageError{paymentUsage}
	}
	if err := parse(set, flagsFirst(args[1:]), 2); err != nil {
		return err
	}
	switch do := args[0]; {
	case do == "list" && set.NArg() == 0:
		return listPayments(ctx, c)
	case (do == "confirm" || do == "reject") && set.NArg() == 2:
		return answerPayment(ctx, c, set.Args(), do == "confirm", *reason)
	case do == "-h" || do == "--help":
		set.Usage()
		return nil
	}
	return usageError{paymentUsage}
}

func listPayments(ctx context.Context, c *console) error {
	records, _, done, err := openRecords(ctx)
	if err != nil {
		return err
	}
	defer done()
	all, err := records.ReportedPayments(ctx)
	if err != nil {
		return err
	}
	table := tabwriter.NewWriter(c.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "NUMBER\tMONTH\tREPORTED\tPICTURE")
	for _, p := range all {
		picture := "no"
		if p.Evidence.ID != "" {
			picture = "yes"
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", p.Receipt, p.Month, p.At.Format(time.DateOnly), picture)
	}
	return table.Flush()
}

func answerPayment(ctx context.Context, c *console, words []string, accept bool, reason string) error {
	receipt, err := record.ParseReceipt(words[0])
	if err != nil {
		return usageError{err.Error()}
	}
	month, err := civil.ParseMonth(words[1])
	if err != nil {
		return usagef("payment: %v", err)
	}
	if !accept && strings.TrimSpace(reason) == "" {
		return usagef("payment: say -reason, which the worker reads")
	}
	o, done, err := openOffice(ctx)
	if err != nil {
		return err
	}
	defer done()
	answer := record.PaymentAnswer{Receipt: receipt, Month: month, Accept: accept, Reason: reason, By: o.by, At: o.now()}
	answer.Tell = record.Tell{Receipt: receipt, Words: record.PaymentAnswered(answer)}
	if err := o.records.AnswerPayment(ctx, answer); err != nil {
		return fmt.Errorf("payment: %w", err)
	}
	fmt.Fprintf(c.out, "The payment of %s for %s is %s now.\n", receipt, month, answer.State())
	return nil
}
