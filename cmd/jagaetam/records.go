package main

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"jagaetam/internal/civil"
	"jagaetam/internal/jamsostek"
	"jagaetam/internal/postgres"
	"jagaetam/internal/record"
)

// openRecords opens the records alone, for commands that need nothing else.
func openRecords(ctx context.Context) (*postgres.Store, settings, func(), error) {
	s, err := loadSettings("DATABASE_URL", "KEYRING_FILE")
	if err != nil {
		return nil, s, nil, err
	}
	vault, err := openVault(s.KeyringFile)
	if err != nil {
		return nil, s, nil, err
	}
	pool, err := postgres.Open(ctx, s.DatabaseURL.Reveal())
	if err != nil {
		return nil, s, nil, fmt.Errorf("DATABASE_URL: %w", err)
	}
	if err := postgres.CheckSchema(ctx, pool); err != nil {
		pool.Close()
		return nil, s, nil, err
	}
	records := postgres.New(pool, vault)
	records.Zone = s.Programme.Zone()
	return records, s, pool.Close, nil
}

// application lists applications, shows one, moves one along, and keeps that its worker has left.
func application(ctx context.Context, c *console, args []string) error {
	set := c.flags("application")
	reason := set.String("reason", "", "what the worker is told; needed for returned and refused")
	state := set.String("state", "", "only applications in this state")
	var on civil.Date
	set.TextVar(&on, "on", on, "the day on which the worker left, such as 2026-11-10; today if not said")
	set.Usage = func() {
		fmt.Fprintf(c.out, "jagaetam application list [-state STATE]\njagaetam application show NUMBER\n"+
			"jagaetam application set [-reason TEXT] NUMBER STATE\njagaetam application left [-on DAY] NUMBER WHY\n\n"+
			"STATE is one of %v.\nWHY is one of %v, or none to take it back.\n", record.ApplicationStates, jamsostek.Leavings)
	}
	if len(args) == 0 {
		return usagef("application: say list, show, set or left; application -h explains")
	}
	if err := parse(set, flagsFirst(args[1:]), 2); err != nil {
		return err
	}
	switch do := args[0]; {
	case do == "list" && set.NArg() == 0:
		return listApplications(ctx, c, record.ApplicationState(*state))
	case do == "show" && set.NArg() == 1:
		return showApplication(ctx, c, set.Arg(0))
	case do == "set" && set.NArg() == 2:
		return setApplication(ctx, c, set.Arg(0), record.ApplicationState(set.Arg(1)), *reason)
	case do == "left" && set.NArg() == 2:
		return leftApplication(ctx, c, set.Arg(0), jamsostek.Leaving(set.Arg(1)), on)
	case do == "-h" || do == "--help":
		set.Usage()
		return nil
	}
	return usagef("application: say list, show NUMBER, set NUMBER STATE or left NUMBER WHY")
}

// flagsFirst puts flags before the words, because people write them last.
func flagsFirst(args []string) []string {
	for i, arg := range args {
		if strings.HasPrefix(arg, "-") {
			return append(slices.Clone(args[i:]), args[:i]...)
		}
	}
	return args
}

// listedAtMost is how many applications a list shows.
const listedAtMost = 1000

func listApplications(ctx context.Context, c *console, state record.ApplicationState) error {
	if state != "" && !slices.Contains(record.ApplicationStates, state) {
		return usagef("application: %q is no state; there are %v", state, record.ApplicationStates)
	}
	records, _, done, err := openRecords(ctx)
	if err != nil {
		return err
	}
	defer done()
	entries, err := records.Applications(ctx, postgres.Filter{State: state, Limit: listedAtMost})
	if err != nil {
		return err
	}
	if len(entries) == listedAtMost {
		fmt.Fprintf(c.err, "The newest %d; -state shows fewer.\n", listedAtMost)
	}
	return printEntries(c, entries...)
}

func showApplication(ctx context.Context, c *console, number string) error {
	receipt, err := record.ParseReceipt(number)
	if err != nil {
		return usageError{err.Error()}
	}
	records, _, done, err := openRecords(ctx)
	if err != nil {
		return err
	}
	defer done()
	entry, err := records.Application(ctx, receipt)
	if err != nil {
		return fmt.Errorf("application %s: %w", receipt, err)
	}
	return printEntries(c, entry)
}

func printEntries(c *console, entries ...postgres.Entry) error {
	table := tabwriter.NewWriter(c.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "NUMBER\tSTATE\tSINCE\tFILED\tVILLAGE\tOCCUPATION\tFLAGS")
	for _, e := range entries {
		var flags []string
		for _, flag := range e.Flags {
			flags = append(flags, string(flag))
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", e.Receipt, e.State, e.Since.Format(time.DateOnly), e.FiledAt.Format(time.DateOnly),
			e.Village, e.Occupation, strings.Join(flags, " "))
	}
	return table.Flush()
}

func setApplication(ctx context.Context, c *console, number string, to record.ApplicationState, reason string) error {
	receipt, err := record.ParseReceipt(number)
	if err != nil {
		return usageError{err.Error()}
	}
	if !slices.Contains(record.ApplicationStates, to) {
		return usagef("application: %q is no state; there are %v", to, record.ApplicationStates)
	}
	o, done, err := openOffice(ctx)
	if err != nil {
		return err
	}
	defer done()
	if err := o.records.MoveApplication(ctx, receipt, to, reason, o.by, o.now()); err != nil {
		return fmt.Errorf("application %s: %w", receipt, err)
	}
	fmt.Fprintf(c.out, "%s is %s now.\n", receipt, to)
	return nil
}

// quarantine lists what could not be handled, prints one, and removes one.
func quarantine(ctx context.Context, c *console, args []string) error {
	set := c.flags("quarantine")
	set.Usage = func() {
		fmt.Fprint(c.out, "jagaetam quarantine list\njagaetam quarantine show ID      prints the update as it came: personal data\njagaetam quarantine remove ID\n")
	}
	if err := parse(set, args, 2); err != nil {
		return err
	}
	do, id := set.Arg(0), int64(0)
	switch {
	case do == "list" && set.NArg() == 1:
	case (do == "show" || do == "remove") && set.NArg() == 2:
		var err error
		if id, err = strconv.ParseInt(set.Arg(1), 10, 64); err != nil {
			return usagef("quarantine: %q is no ID; quarantine list shows them", set.Arg(1))
		}
	default:
		return usagef("quarantine: say list, show ID or remove ID")
	}
	records, _, done, err := openRecords(ctx)
	if err != nil {
		return err
	}
	defer done()
	switch do {
	case "list":
		return listQuarantine(ctx, c, records)
	case "show":
		return showQuarantined(ctx, c, records, id)
	}
	if err := records.RemoveQuarantined(ctx, id); err != nil {
		return fmt.Errorf("quarantine %d: %w", id, err)
	}
	return nil
}

func showQuarantined(ctx context.Context, c *console, records *postgres.Store, id int64) error {
	raw, err := records.QuarantinedRaw(ctx, id)
	if err != nil {
		return fmt.Errorf("quarantine %d: %w", id, err)
	}
	_, err = fmt.Fprintf(c.out, "%s\n", raw)
	return err
}

func listQuarantine(ctx context.Context, c *console, records *postgres.Store) error {
	all, err := records.Quarantined(ctx)
	if err != nil {
		return err
	}
	table := tabwriter.NewWriter(c.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "ID\tSOURCE\tKEY\tSINCE\tCAUSE")
	for _, q := range all {
		fmt.Fprintf(table, "%d\t%s\t%s\t%s\t%s\n", q.ID, q.Source, q.Key, q.At.Format(time.RFC3339), q.Cause)
	}
	return table.Flush()
}
