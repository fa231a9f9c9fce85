package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"jagaetam/internal/bench"
	"jagaetam/internal/programme"
)

// benchOptions are what can be said to the bench.
type benchOptions struct {
	as, fault, json, profile string
	full, load               bool
	workers                  int
	soak                     time.Duration
}

// benchCommand measures the service and breaks what it stands on, both on this machine alone.
func benchCommand(ctx context.Context, c *console, args []string) error {
	var o benchOptions
	set := c.flags("bench")
	set.StringVar(&o.fault, "fault", "", "only the fault of this `name`, or all faults and no measurement")
	set.BoolVar(&o.load, "load", false, "only the measurements")
	set.BoolVar(&o.full, "full", false, "everything with 2,000 people too, and faults with 200; takes an hour")
	set.DurationVar(&o.soak, "soak", 0, "only let new people register all the time for a `duration` of up to 4h, and see whether the service grows; in less than ten minutes it only gets warm")
	set.IntVar(&o.workers, "workers", 0, "so many people at once instead")
	set.StringVar(&o.json, "json", "", "write the results to a `file` as JSON too")
	set.StringVar(&o.profile, "profile", "", "only measure the service by webhook, and write a profile of its processor to a `file`, and one of its memory to that with .heap")
	set.StringVar(&o.as, "as", "", "be a bot to compare with, echo or raw; the bench starts it so")
	set.Usage = func() {
		fmt.Fprintln(c.out, "jagaetam bench lets made-up people register with the service and measures it beside two other bots, and then breaks what it stands on\n"+
			"while they do. It runs its own PostgreSQL, Redis and Telegram, and prints tables in Markdown. The exit status is 1 where an answer is\n"+
			"lost, or a record lost, wrong or double, or the service grows. Measure on a machine that does nothing else. The faults:")
		for _, fault := range bench.Faults {
			fmt.Fprintf(c.out, "  %-18s %s\n", fault.Name, fault.About)
		}
		set.PrintDefaults()
	}
	if err := parse(set, args, 0); err != nil {
		return err
	}
	switch bench.Kind(o.as) {
	case bench.Echo:
		return bench.RunEcho(ctx)
	case bench.Raw:
		return bench.RunRaw(ctx)
	case "":
	default:
		return usagef("bench: -as is echo or raw")
	}
	if o.soak < 0 || o.soak > bench.LongestSoak {
		return usagef("bench: -soak is a duration of up to %.0fh", bench.LongestSoak.Hours())
	}
	faults, err := o.faults()
	if err != nil {
		return err
	}
	return runBench(ctx, c, o, faults)
}

// faults are those to be brought about.
func (o benchOptions) faults() ([]*bench.Fault, error) {
	switch o.fault {
	case "":
		if o.load || o.profile != "" || o.soak > 0 {
			return nil, nil
		}
		return bench.Faults, nil
	case "all":
		return bench.Faults, nil
	}
	fault, err := bench.Find(o.fault)
	if err != nil {
		return nil, usagef("bench: %v; bench -h lists them", err)
	}
	return []*bench.Fault{fault}, nil
}

func runBench(ctx context.Context, c *console, o benchOptions, faults []*bench.Fault) (err error) {
	b, remove, err := openBench(ctx, func(line string) { fmt.Fprintln(c.err, line) })
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, remove()) }()
	report := bench.Report{Machine: bench.Machine(), Servers: b.Servers.Describe(), Version: buildVersion()}
	fmt.Fprintf(c.out, "Measured on %s; %s.\n", report.Machine, strings.Join(report.Servers, "; "))
	for _, trial := range o.trials() {
		result, err := b.Run(ctx, trial)
		if err != nil {
			return err
		}
		progress(c.err, result)
		report.Load = append(report.Load, result)
		if trial.Bot == bench.Service {
			report.Judge(result, nil)
		}
	}
	if len(report.Load) > 0 {
		fmt.Fprint(c.out, "\n")
		bench.WriteLoad(c.out, report.Load)
	}
	if o.soak > 0 {
		if err := soak(ctx, c, b, o.soak, &report); err != nil {
			return err
		}
	}
	for _, fault := range faults {
		result, err := b.Run(ctx, fault.TrialOf(o.people()))
		if err != nil {
			return fmt.Errorf("%s: %w", fault.Name, err)
		}
		progress(c.err, result)
		report.Faults = append(report.Faults, result)
		report.Judge(result, fault)
	}
	if len(report.Faults) > 0 {
		fmt.Fprint(c.out, "\n")
		bench.WriteFaults(c.out, report.Faults)
	}
	return finish(o, report)
}

// soak lets people register all the time and says every minute how it goes.
func soak(ctx context.Context, c *console, b *bench.Bench, length time.Duration, report *bench.Report) error {
	soaked, err := b.Soak(ctx, length, func(s bench.Sample) {
		fmt.Fprintf(c.err, "%.1f minutes: %.0f registered, %.0f at it, %.0f MiB, %.0f goroutines\n", s.Minute, s.Registered, s.AtOnce, s.Resident, s.Goroutines)
	})
	if err != nil {
		return err
	}
	progress(c.err, soaked.Result)
	report.Soak = &soaked
	report.JudgeSoak(soaked)
	fmt.Fprint(c.out, "\n")
	bench.WriteSoak(c.out, soaked)
	return nil
}

// trials are what is measured.
func (o benchOptions) trials() []bench.Trial {
	switch {
	case o.profile != "":
		workers := o.workers
		if workers == 0 {
			workers = 1000
		}
		return []bench.Trial{{Bot: bench.Service, Webhook: true, Workers: workers, Profile: o.profile}}
	case o.fault != "", o.soak > 0:
		return nil
	}
	return bench.Plan(o.full, o.workers)
}

// people is how many register while something goes wrong.
func (o benchOptions) people() int {
	switch {
	case o.workers != 0:
		return o.workers
	case o.full:
		return 200
	}
	return 50
}

// openBench starts what the bench stands on; remove ends it and leaves nothing behind.
func openBench(ctx context.Context, say func(string)) (b *bench.Bench, remove func() error, err error) {
	spoken, err := openBook(programme.Default())
	if err != nil {
		return nil, nil, err
	}
	dir, err := os.MkdirTemp("", "jagaetam-keys-")
	if err != nil {
		return nil, nil, err
	}
	keyring := filepath.Join(dir, "keyring")
	if err := newKeys(&console{out: io.Discard}, keyring); err != nil {
		return nil, nil, errors.Join(err, os.RemoveAll(dir))
	}
	vault, err := openVault(keyring)
	if err != nil {
		return nil, nil, errors.Join(err, os.RemoveAll(dir))
	}
	servers, err := bench.StartServers(ctx, say)
	if err != nil {
		return nil, nil, errors.Join(err, os.RemoveAll(dir))
	}
	return &bench.Bench{
		Author: bench.Author{Book: spoken.book, Texts: spoken.texts}, Servers: servers, Keyring: keyring, Vault: vault, Address: freeAddress,
		Program: selfCommand,
	}, func() error { return errors.Join(servers.Stop(), os.RemoveAll(dir)) }, nil
}

// selfCommand is this program with other arguments, which ends with us.
func selfCommand(args ...string) *exec.Cmd {
	self, err := os.Executable()
	cmd := exec.Command(self, args...)
	cmd.Err = errors.Join(cmd.Err, err)
	cmd.SysProcAttr = diesWithParent()
	return cmd
}

// progress says that a trial is done.
func progress(out io.Writer, r bench.Result) {
	what := r.Fault
	if what == "" {
		what = fmt.Sprintf("%s by %s, %d ms, %d people", r.Bot, r.Mode, r.Latency, r.Workers)
	}
	fmt.Fprintf(out, "%s: %d updates in %.1f s, %d let down, %d lost, %d twice, %d rows right\n", what, r.Updates, r.Seconds, r.Unregistered, r.Lost, r.Twice, r.Rows.Right)
	if r.Unregistered > 0 || r.Unexpected > 0 {
		fmt.Fprintln(out, r.Example)
		fmt.Fprintln(out, r.Log)
	}
}

// finish writes the results down, and is an error where a promise was broken.
func finish(o benchOptions, report bench.Report) error {
	if o.json != "" {
		text, err := json.MarshalIndent(report, "", "  ")
		if err != nil {
			return err
		}
		if err := os.WriteFile(o.json, append(text, '\n'), 0o644); err != nil {
			return fmt.Errorf("write the results: %w", err)
		}
	}
	if len(report.Wrong) > 0 {
		return fmt.Errorf("the service broke its promises:\n  %s", strings.Join(report.Wrong, "\n  "))
	}
	return nil
}
