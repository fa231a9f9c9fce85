package main

import (
	"context"
	"fmt"
	"slices"
	"text/tabwriter"

	"jagaetam/internal/record"
	"jagaetam/locales"
)

const textUsage = "text: say list, show KEY, set KEY LANGUAGE TEXT or reset KEY; text -h explains"

// text lists, shows and changes the texts that officers may write anew.
func text(ctx context.Context, c *console, args []string) error {
	set := c.flags("text")
	set.Usage = func() {
		fmt.Fprint(c.out, "jagaetam text list\njagaetam text show KEY\njagaetam text set KEY LANGUAGE TEXT\njagaetam text reset KEY\n\n"+
			"LANGUAGE is id or en. Only <b> and <i>, and & is written &amp;. A running service takes a text over within a minute.\n")
	}
	// A text may begin with a dash, so nothing after the verb is taken for a flag.
	if len(args) > 0 && (args[0] == "-h" || args[0] == "--help" || slices.Contains(args[1:], "-h") || slices.Contains(args[1:], "--help")) {
		set.Usage()
		return nil
	}
	s, err := loadSettings()
	if err != nil {
		return err
	}
	texts, err := locales.Load(s.Programme.Globals())
	if err != nil {
		return err
	}
	if len(args) > 1 && !slices.Contains(texts.OfficeKeys(), args[1]) {
		return usagef("text: %q cannot be written anew; those are %v", args[1], texts.OfficeKeys())
	}
	switch {
	case len(args) == 1 && args[0] == "list":
		return listTexts(ctx, c, texts)
	case len(args) == 2 && args[0] == "show":
		return showText(ctx, c, texts, args[1])
	case len(args) == 4 && args[0] == "set":
		return setText(ctx, c, texts, record.Text{Key: args[1], Language: args[2], Text: args[3]})
	case len(args) == 2 && args[0] == "reset":
		return resetText(ctx, c, args[1])
	}
	return usageError{textUsage}
}

// overlaid has the officers' texts in their places. What is wrong with one is said, and the program's own stands there.
func overlaid(ctx context.Context, c *console, texts *locales.Catalogue) error {
	records, _, done, err := openRecords(ctx)
	if err != nil {
		return err
	}
	defer done()
	written, err := records.Texts(ctx)
	if err != nil {
		return err
	}
	if err := texts.Overlay(written); err != nil {
		fmt.Fprintf(c.err, "jagaetam: %s\n", oneLine(err))
	}
	return nil
}

func listTexts(ctx context.Context, c *console, texts *locales.Catalogue) error {
	if err := overlaid(ctx, c, texts); err != nil {
		return err
	}
	table := tabwriter.NewWriter(c.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "KEY\tLANGUAGE\tWHOSE")
	for _, key := range texts.OfficeKeys() {
		for _, lang := range texts.Languages() {
			fmt.Fprintf(table, "%s\t%s\t%s\n", key, lang, whose(texts, lang, key))
		}
	}
	return table.Flush()
}

func showText(ctx context.Context, c *console, texts *locales.Catalogue, key string) error {
	if err := overlaid(ctx, c, texts); err != nil {
		return err
	}
	for _, lang := range texts.Languages() {
		text, _ := texts.Text(lang, key)
		fmt.Fprintf(c.out, "%s, %s:\n%s\n\n", lang, whose(texts, lang, key), text)
	}
	return nil
}

func whose(texts *locales.Catalogue, lang, key string) string {
	if _, written := texts.Text(lang, key); written {
		return "written anew"
	}
	return "the program's own"
}

func setText(ctx context.Context, c *console, texts *locales.Catalogue, text record.Text) error {
	if err := texts.CheckText(text.Language, text.Key, text.Text); err != nil {
		return usagef("text: %v", err)
	}
	o, done, err := openOffice(ctx)
	if err != nil {
		return err
	}
	defer done()
	text.By, text.At = o.by, o.now()
	if err := o.records.SetText(ctx, text); err != nil {
		return fmt.Errorf("text: %w", err)
	}
	fmt.Fprintf(c.out, "%s in %s is written anew.\n", text.Key, text.Language)
	return nil
}

func resetText(ctx context.Context, c *console, key string) error {
	o, done, err := openOffice(ctx)
	if err != nil {
		return err
	}
	defer done()
	if err := o.records.ResetText(ctx, key, o.by, o.now()); err != nil {
		return fmt.Errorf("text: %w", err)
	}
	fmt.Fprintf(c.out, "%s is the program's own again.\n", key)
	return nil
}
