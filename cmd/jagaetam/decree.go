package main

import (
	"context"
	"fmt"
	"strconv"
	"text/tabwriter"

	"jagaetam/internal/record"
)

// decree lists decrees and adds one.
func decree(ctx context.Context, c *console, args []string) error {
	var d record.Decree
	set := c.flags("decree")
	set.StringVar(&d.Number, "number", "", "the number that is printed on it")
	set.StringVar(&d.Title, "title", "", "what it is about")
	set.StringVar((*string)(&d.Sponsor), "sponsor", "", "village, regency, province or company")
	set.TextVar(&d.First, "from", d.First, "the first contribution month it pays for, such as 2026-01")
	set.TextVar(&d.Last, "to", d.Last, "the last contribution month it pays for, such as 2026-12")
	set.IntVar(&d.Quota, "quota", 0, "how many workers it pays for at most; 0 is no limit")
	set.Usage = func() {
		fmt.Fprint(c.out, "jagaetam decree list\njagaetam decree add FLAGS\n\n")
		set.PrintDefaults()
	}
	if len(args) == 0 {
		return usagef("decree: say list or add; decree -h explains")
	}
	if err := parse(set, flagsFirst(args[1:]), 0); err != nil {
		return err
	}
	switch do := args[0]; {
	case do == "list" && set.NFlag() > 0:
		return usagef("decree: a list takes no flags")
	case do == "list":
		return listDecrees(ctx, c)
	case do == "add":
		return addDecree(ctx, c, d)
	case do == "-h" || do == "--help":
		set.Usage()
		return nil
	}
	return usagef("decree: say list or add; decree -h explains")
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
	fmt.Fprintln(table, "ID\tNUMBER\tSPONSOR\tFROM\tTO\tLISTED\tQUOTA\tTITLE")
	for _, d := range all {
		quota := "no limit"
		if d.Quota > 0 {
			quota = strconv.Itoa(d.Quota)
		}
		fmt.Fprintf(table, "%d\t%s\t%s\t%s\t%s\t%d\t%s\t%s\n", d.ID, d.Number, d.Sponsor, d.First, d.Last, d.Listed, quota, d.Title)
	}
	return table.Flush()
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
