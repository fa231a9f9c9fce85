package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"jagaetam/internal/civil"
	"jagaetam/internal/localservices"
	"jagaetam/internal/postgres"
	"jagaetam/internal/record"
	"jagaetam/internal/rehearsal"
	"jagaetam/internal/reminder"
	"jagaetam/locales"
)

// rehearse prints who would be reminded of what on which day, or all that one worker would be told. It changes nothing.
func rehearse(ctx context.Context, c *console, args []string) error {
	var r rehearsal.Rehearsal
	var receipt, district, dir string
	set := c.flags("rehearse")
	set.TextVar(&r.From, "from", r.From, "the first `day`, such as 2026-11-01; today if not said")
	set.TextVar(&r.To, "to", r.To, "the last `day`, such as 2027-06-30; 90 days on if not said")
	set.StringVar(&receipt, "worker", "", "print all that the worker of this `number`, such as JE-000017-4, would be told")
	set.StringVar(&district, "district", "", "only workers of the kecamatan with this `code`, such as 64.02.06")
	set.StringVar(&dir, "data", "", "the data `folder` of a demo, in place of DATABASE_URL and KEYRING_FILE")
	if err := parse(set, args, 0); err != nil {
		return err
	}
	var err error
	if receipt != "" {
		if r.Only, err = record.ParseReceipt(receipt); err != nil {
			return usagef("rehearse: %v", err)
		}
		if district != "" {
			return usagef("rehearse: say -worker or -district")
		}
	}
	s, err := loadSettings()
	if err != nil {
		return err
	}
	if district != "" {
		of, err := openRegion(s.Programme)
		if err != nil {
			return err
		}
		if _, ok := of.District(district); !ok {
			return usagef("rehearse: there is no kecamatan %q in %s", district, of.Name)
		}
		r.Districts = []string{district}
	}
	records, now, done, err := openCopied(ctx, dir)
	if err != nil {
		return err
	}
	defer done()
	r.Calendar, r.Today = reminder.Calendar{Programme: s.Programme}, record.Dated(now, s.Programme.Zone())
	if r.From.IsZero() {
		r.From = r.Today
	}
	if r.To.IsZero() {
		r.To = r.From.AddDays(90)
	}
	if r.Only != 0 {
		err = rehearseWorker(ctx, c, r, records)
	} else {
		err = rehearseAll(ctx, c, r, records)
	}
	if errors.Is(err, rehearsal.ErrTooLong) || errors.Is(err, rehearsal.ErrBackwards) {
		return usagef("rehearse: %v", err)
	}
	return err
}

// openCopied opens the records of the settings, or those of a demo, for reading alone, and tells the time of who keeps them.
func openCopied(ctx context.Context, dir string) (records *postgres.Store, now time.Time, done func(), err error) {
	var given settings
	offset := filepath.Join(dir, "clock")
	if dir == "" {
		if given, err = loadSettings("DATABASE_URL", "KEYRING_FILE"); err != nil {
			return nil, now, nil, err
		}
		offset = given.DemoClock
	} else if given, err = loadSettings(); err != nil {
		return nil, now, nil, err
	}
	url, keyring, stop := given.DatabaseURL.Reveal(), given.KeyringFile, func() {}
	if dir != "" {
		keyring = filepath.Join(dir, "keyring")
		if url, stop, err = openDemo(ctx, dir); err != nil {
			return nil, now, nil, err
		}
	}
	defer func() {
		if err != nil {
			stop()
		}
	}()
	clock, err := newClock(offset)
	if err != nil {
		return nil, now, nil, err
	}
	vault, err := openVault(keyring)
	if err != nil {
		return nil, now, nil, err
	}
	pool, err := postgres.OpenReading(ctx, url)
	if err != nil {
		return nil, now, nil, err
	}
	if err := postgres.CheckSchema(ctx, pool); err != nil {
		pool.Close()
		return nil, now, nil, err
	}
	records = postgres.New(pool, vault)
	records.Zone = given.Programme.Zone()
	return records, clock.now(), func() { pool.Close(); stop() }, nil
}

// openDemo is the database of a demo: that of one that runs, or one that is started for it.
func openDemo(ctx context.Context, dir string) (string, func(), error) {
	if url, ok := localservices.Running(ctx, dir); ok {
		return url, func() {}, nil
	}
	if _, err := os.Stat(filepath.Join(dir, "postgres")); err != nil {
		return "", nil, fmt.Errorf("%s is no data folder of a demo ('jagaetam demo -h' says which it has where none is named): %w", dir, err)
	}
	services, err := localservices.Start(ctx, localservices.Options{Dir: dir, NoRedis: true, Offline: true})
	if err != nil {
		return "", nil, err
	}
	return services.PostgresURL, func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 20*time.Second)
		defer cancel()
		_ = services.Stop(ctx)
	}, nil
}

func announceRehearsal(c *console, r rehearsal.Rehearsal) {
	fmt.Fprintf(c.out, "A rehearsal from %s to %s, by the records as they are on %s. Nothing is sent and nothing is kept.\n"+
		"Nobody pays, comes or leaves meanwhile; what was said before is not said again.\n\n", r.From, r.To, r.Today)
}

// rehearseAll prints how many are told what on each day.
func rehearseAll(ctx context.Context, c *console, r rehearsal.Rehearsal, records rehearsal.Records) error {
	var t rehearsal.Table
	if err := r.Play(ctx, records, t.Heard()); err != nil {
		return err
	}
	announceRehearsal(c, r)
	table, steps := tabwriter.NewWriter(c.out, 0, 0, 2, ' ', 0), t.Steps()
	fmt.Fprint(table, "DAY\tMESSAGES")
	for _, step := range steps {
		fmt.Fprint(table, "\t", step)
	}
	row := func(name any, r rehearsal.Row) {
		fmt.Fprintf(table, "\n%v\t%d", name, r.Messages)
		for _, step := range steps {
			fmt.Fprint(table, "\t", r.Steps[step])
		}
	}
	for _, r := range t.Rows {
		row(r.Day, r)
	}
	row("all", t.Total())
	fmt.Fprintln(table)
	if err := table.Flush(); err != nil {
		return err
	}
	if len(t.Left) > 0 {
		fmt.Fprintln(c.out, "\nReminders that fall due and are not said:")
	}
	for _, why := range slices.Sorted(maps.Keys(t.Left)) {
		fmt.Fprintf(c.out, "  %s: %d\n", why, t.Left[why])
	}
	return nil
}

// rehearseWorker prints what one worker is told, word for word. Of who he is it tells his first name.
func rehearseWorker(ctx context.Context, c *console, r rehearsal.Rehearsal, records rehearsal.Records) error {
	texts, err := locales.Load(r.Calendar.Programme.Globals())
	if err != nil {
		return err
	}
	rates, err := records.Rates(ctx)
	if err != nil {
		return err
	}
	announced, n := false, 0
	entry := func(day civil.Date, a rehearsal.About, more string) {
		if !announced {
			announceRehearsal(c, r)
			announced = true
		}
		n++
		fmt.Fprintf(c.out, "%s: %s of %s, %s\n", day, a.Step, a.Month, more)
	}
	var failed error
	err = r.Play(ctx, records, rehearsal.Heard{
		Said: func(s rehearsal.Said) {
			for _, a := range s.About {
				how := "to him"
				if a.Account.Relation == record.RelationHelper {
					how = "in his helper's list"
				}
				entry(s.Day, a, how)
				words := r.Words(s.Day, a, rates.Tariff())
				text, err := texts.Render(locales.Indonesian, words.Key, words.Args, locales.Escape)
				failed = errors.Join(failed, err)
				fmt.Fprintf(c.out, "\n%s\n\n", indented(locales.Plain(text)))
			}
		},
		Left: func(day civil.Date, a rehearsal.About, why string) { entry(day, a, "not said: "+why+"\n") },
	})
	if err != nil {
		return err
	}
	if n == 0 {
		announceRehearsal(c, r)
		fmt.Fprintf(c.out, "%s is told nothing.\n", r.Only)
	}
	return failed
}

func indented(text string) string { return "    " + strings.ReplaceAll(text, "\n", "\n    ") }
