package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"

	"jagaetam/internal/jamsostek"
	"jagaetam/internal/record"
)

const tariffUsage = "tariff: say list or add FILE; tariff -h explains"

// tariff lists what contributions cost, and adds what is decided after this program was made.
func tariff(ctx context.Context, c *console, args []string) error {
	set := c.flags("tariff")
	set.Usage = func() {
		fmt.Fprint(c.out, "jagaetam tariff list\njagaetam tariff add FILE\n\nFILE is JSON:\n"+
			`{"scales": [{"from": "2027-01", "tiers": [{"from": 0, "base": 1000000, "jkk": 10000, "jkm": 6800, "jht": 20000}], "source": "PP ..."}],`+"\n"+
			` "reliefs": [{"sector": "other", "payers": ["self"], "first": "2027-01", "last": "2027-06", "percent": 50, "source": "PP ..."}]}`+"\n"+
			"Amounts are whole rupiah, percent is what is still to be paid. What is added last counts first; a relief of 100 ends another.\n")
	}
	if err := parse(set, args, 2); err != nil {
		return err
	}
	switch do := set.Arg(0); {
	case do == "list" && set.NArg() == 1:
		return listTariff(ctx, c)
	case do == "add" && set.NArg() == 2:
		return addTariff(ctx, c, set.Arg(1))
	}
	return usageError{tariffUsage}
}

func listTariff(ctx context.Context, c *console) error {
	records, _, done, err := openRecords(ctx)
	if err != nil {
		return err
	}
	defer done()
	added, err := records.Rates(ctx)
	if err != nil {
		return err
	}
	table := tabwriter.NewWriter(c.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "ROW\tFROM\tTO\tSECTOR\tPAYERS\tSAYS\tSOURCE")
	law := jamsostek.Law()
	printRates(table, "law", law.Scales, law.Reliefs)
	printRates(table, "added", added.Scales, added.Reliefs)
	return table.Flush()
}

func printRates(out io.Writer, whose string, scales []jamsostek.Scale, reliefs []jamsostek.Relief) {
	for _, s := range scales {
		fmt.Fprintf(out, "%s scale\t%s\t\t\t\t%d tiers\t%s\n", whose, s.From, len(s.Tiers), s.Source)
	}
	for _, r := range reliefs {
		var payers []string
		for _, payer := range r.Payers {
			payers = append(payers, string(payer))
		}
		fmt.Fprintf(out, "%s relief\t%s\t%s\t%s\t%s\t%d%% to pay\t%s\n", whose, r.First, r.Last, r.Sector, strings.Join(payers, " "), r.Percent, r.Source)
	}
}

// addTariff adds the rows of a file, all of them or, where one is wrong, none.
func addTariff(ctx context.Context, c *console, path string) error {
	rates, err := readTariff(path)
	if err != nil {
		return usagef("tariff: %s", oneLine(err))
	}
	o, done, err := openOffice(ctx)
	if err != nil {
		return err
	}
	defer done()
	if err := o.records.AddRates(ctx, rates, o.by, o.now()); err != nil {
		return fmt.Errorf("tariff: %w", err)
	}
	fmt.Fprintf(c.out, "Added %d scales and %d reliefs.\n", len(rates.Scales), len(rates.Reliefs))
	return nil
}

func readTariff(path string) (record.Rates, error) {
	var rates record.Rates
	file, err := os.Open(path)
	if err != nil {
		return rates, err
	}
	defer file.Close()
	decoder := json.NewDecoder(file)
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&rates); err != nil {
		return rates, fmt.Errorf("read %s: %w", path, err)
	}
	if len(rates.Scales)+len(rates.Reliefs) == 0 {
		return rates, fmt.Errorf("read %s: it has no scales and no reliefs", path)
	}
	return rates, rates.Check()
}
