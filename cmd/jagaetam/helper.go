package main

import (
	"context"
	"fmt"
	"slices"
	"text/tabwriter"
	"time"

	"jagaetam/internal/record"
)

const helperUsage = "helper: say list, admit NUMBER, refuse NUMBER or end NUMBER; helper -h explains"

// helperAnswers are the words for an officer's answers.
var helperAnswers = map[string]record.HelperState{
	"admit": record.HelperAdmitted, "refuse": record.HelperRefused, "end": record.HelperEnded,
}

// helper lists who asked to register others, and answers them.
func helper(ctx context.Context, c *console, args []string) error {
	set := c.flags("helper")
	state := set.String("state", "", "only helpers in this state")
	set.Usage = func() {
		fmt.Fprintf(c.out, "jagaetam helper list [-state STATE]     prints names and telephones: personal data; it is written down who looked\n"+
			"jagaetam helper admit NUMBER\njagaetam helper refuse NUMBER\n"+
			"jagaetam helper end NUMBER     he sees his workers no more, and the codes on their cards are worth nothing\n\n"+
			"NUMBER is such as PB-000017-4, STATE one of %v. The helper is told.\n", record.HelperStates)
	}
	if len(args) == 0 {
		return usageError{helperUsage}
	}
	if err := parse(set, flagsFirst(args[1:]), 1); err != nil {
		return err
	}
	switch do := args[0]; {
	case do == "list" && set.NArg() == 0:
		return listHelpers(ctx, c, record.HelperState(*state))
	case helperAnswers[do] != "" && set.NArg() == 1:
		return answerHelper(ctx, c, set.Arg(0), helperAnswers[do])
	case do == "-h" || do == "--help":
		set.Usage()
		return nil
	}
	return usageError{helperUsage}
}

func listHelpers(ctx context.Context, c *console, state record.HelperState) error {
	if state != "" && !slices.Contains(record.HelperStates, state) {
		return usagef("helper: %q is no state; there are %v", state, record.HelperStates)
	}
	o, done, err := openOffice(ctx)
	if err != nil {
		return err
	}
	defer done()
	helpers, err := o.records.Helpers(ctx, state, o.by, o.now())
	if err != nil {
		return err
	}
	table := tabwriter.NewWriter(c.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "NUMBER\tSTATE\tSINCE\tKIND\tVILLAGE\tWORKERS\tNAME\tTELEPHONE")
	for _, h := range helpers {
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\t%d\t%s\t%s\n", h.Number, h.State, h.Since.Format(time.DateOnly), h.Kind, h.Village, h.People,
			string(h.Name), h.Phone)
	}
	return table.Flush()
}

func answerHelper(ctx context.Context, c *console, text string, to record.HelperState) error {
	number, err := record.ParseHelper(text)
	if err != nil {
		return usageError{err.Error()}
	}
	o, done, err := openOffice(ctx)
	if err != nil {
		return err
	}
	defer done()
	if err := o.records.AnswerHelper(ctx, record.AnswerHelper{Officer: o.by, At: o.now(), Number: number, State: to}); err != nil {
		return fmt.Errorf("helper %s: %w", number, err)
	}
	fmt.Fprintf(c.out, "%s is %s now.\n", number, to)
	return nil
}
