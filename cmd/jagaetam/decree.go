package main

import (
	"context"
	"flag"
	"fmt"
	"slices"
	"strconv"
	"text/tabwriter"

	"jagaetam/internal/record"
)

// decree lists decrees, adds one, and changes the terms of one.
func decree(ctx context.Context, c *console, args []string) error {
	var d record.Decree
	set := c.flags("decree")
	set.StringVar(&d.Number, "number", "", "the number that is printed on it")
	set.StringVar(&d.Title, "title", "", "what it is about")
	set.StringVar((*string)(&d.Sponsor), "sponsor", "", "village, regency, province or company")
	set.TextVar(&d.First, "from", d.First, "the first contribution month it pays for, such as 2026-01")
	set.TextVar(&d.Last, "to", d.Last, "the last contribution month it pays for, such as 2026-12")
	set.IntVar(&d.Quota, "quota", 0, "how many workers it pays for at most; 0 is no limit")
	set.TextVar(&d.Opens, "opens", d.Opens, "the first day on which people can register for it, such as 2026-12-01; empty is from the beginning")
	set.TextVar(&d.Closes, "closes", d.Closes, "the last day on which people can register for it; empty is without an end")
	set.Usage = func() {
		fmt.Fprint(c.out, "jagaetam decree list\njagaetam decree add FLAGS\njagaetam decree set [-quota N] [-opens DAY] [-closes DAY] ID\n\n")
		set.PrintDefaults()
	}
	if len(args) == 0 {
		return usagef("decree: say list, add or set; decree -h explains")
	}
	rest := 0
	if args[0] == "set" {
		rest = 1
	}
	if err := parse(set, flagsFirst(args[1:]), rest); err != nil {
		return err
	}
	switch do := args[0]; {
	case do == "list" && set.NFlag() > 0:
		return usagef("decree: a list takes no flags")
	case do == "list":
		return listDecrees(ctx, c)
	case do == "add":
		return addDecree(ctx, c, d)
	case do == "set":
		return setDecree(ctx, c, set, d.Terms())
	case do == "-h" || do == "--help":
		set.Usage()
		return nil
	}
	return usagef("decree: say list, add or set; decree -h explains")
}

func listDecrees(ctx context.Context, c *console) error {
	records, _, done, err := openRecords(ctx)
	if err != nil {
		return err
	}
	defer done()
	all, err := records.Decrees(ctx)
	if err != nil {
		return err
	}
	table := tabwriter.NewWriter(c.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "ID\tNUMBER\tSPONSOR\tFROM\tTO\tLISTED\tQUOTA\tREGISTRATION\tTITLE")
	for _, d := range all {
		quota := "no limit"
		if d.Quota > 0 {
			quota = strconv.Itoa(d.Quota)
		}
		fmt.Fprintf(table, "%d\t%s\t%s\t%s\t%s\t%d\t%s\t%s\t%s\n", d.ID, d.Number, d.Sponsor, d.First, d.Last, d.Listed, quota, windowOf(d), d.Title)
	}
	if err := table.Flush(); err != nil {
		return err
	}
	line, err := records.Line(ctx)
	if n := record.StillWaiting(line); n > 0 {
		fmt.Fprintf(c.out, "%d wait to be told that registration opens.\n", n)
	}
	return err
}

// windowOf is when people can register for the decree.
func windowOf(d record.Decree) string {
	switch {
	case !d.HasWindow():
		return "always"
	case d.Closes.IsZero():
		return "from " + d.Opens.String()
	case d.Opens.IsZero():
		return "until " + d.Closes.String()
	default:
		return d.Opens.String() + " to " + d.Closes.String()
	}
}

// setDecree changes those of a decree's terms that are named.
func setDecree(ctx context.Context, c *console, set *flag.FlagSet, to record.DecreeTerms) error {
	id, err := strconv.ParseInt(set.Arg(0), 10, 64)
	if err != nil || id < 1 || set.NFlag() == 0 {
		return usagef("decree set: say what to set, and the ID that jagaetam decree list shows")
	}
	var wrong error
	set.Visit(func(f *flag.Flag) {
		if f.Name != "quota" && f.Name != "opens" && f.Name != "closes" {
			wrong = usagef("decree set: -%s stays as it is printed", f.Name)
		}
	})
	if wrong != nil {
		return wrong
	}
	o, done, err := openOffice(ctx)
	if err != nil {
		return err
	}
	defer done()
	all, err := o.records.Decrees(ctx)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(all, func(d record.Decree) bool { return d.ID == id })
	if i < 0 {
		return fmt.Errorf("decree %d: %w", id, record.ErrNotFound)
	}
	terms := all[i].Terms()
	set.Visit(func(f *flag.Flag) {
		switch f.Name {
		case "quota":
			terms.Quota = to.Quota
		case "opens":
			terms.Opens = to.Opens
		case "closes":
			terms.Closes = to.Closes
		}
	})
	if err := terms.Check(); err != nil {
		return usagef("decree set: %s", oneLine(err))
	}
	if err := o.records.ChangeDecree(ctx, id, terms, o.by, o.now()); err != nil {
		return fmt.Errorf("decree %s: %w", all[i].Number, err)
	}
	fmt.Fprintf(c.out, "Decree %s is changed.\n", all[i].Number)
	return nil
}

func addDecree(ctx context.Context, c *console, d record.Decree) error {
	if err := d.Check(); err != nil {
		return usagef("decree: %s", oneLine(err))
	}
	o, done, err := openOffice(ctx)
	if err != nil {
		return err
	}
	defer done()
	id, err := o.records.AddDecree(ctx, d, o.by, o.now())
	if err != nil {
		return fmt.Errorf("decree %s: %w", d.Number, err)
	}
	fmt.Fprintf(c.out, "Decree %s is kept under the ID %d.\n", d.Number, id)
	return nil
}
