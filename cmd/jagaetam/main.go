// Command jagaetam is a chat service on which vulnerable workers of a regency register for government-paid BPJS Ketenagakerjaan.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // the programme's zone, on machines and images that have none
)

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

// command is one of the program's subcommands.
type command struct {
	name string
	help string
	run  func(ctx context.Context, c *console, args []string) error
}

var commands = []command{
	{"serve", "answer people on Telegram", serve},
	{"demo", "run everything on this machine, with a telephone in the browser; needs no token", demo},
	{"bench", "measure the service, and break what it stands on, on this machine", benchCommand},
	{"chat", "talk to the conversations in this terminal", chatCommand},
	{"migrate", "bring the database to this program's schema", migrate},
	{"application", "list, show and move applications", application},
	{"decree", "list and add decrees by which a sponsor pays for workers", decree},
	{"payment", "list, confirm and reject payments that workers report", payment},
	{"tariff", "list and add what is laid on top of the law's contributions", tariff},
	{"text", "list, show and write anew the texts that officers may change", text},
	{"officer", "invite, list and remove officers", officer},
	{"office", "show and set the officers' group", officeCommand},
	{"audit", "print or export who saw or changed what", auditCommand},
	{"helper", "list and answer those who ask to register others", helper},
	{"dispute", "list and decide whose a registered number is", dispute},
	{"request", "list, show and answer requests about personal data, and delete a person", request},
	{"import", "take in a file of a village, a register or BPJS", importFile},
	{"export", "write the list for collective enrolment at BPJS, or the one of people to call", exportList},
	{"rehearse", "say who would be reminded of what on which day, and send nothing", rehearse},
	{"quarantine", "list, show and remove updates that could not be handled", quarantine},
	{"keys", "make, rotate and retire the keys that seal personal data", keys},
	{"check", "look for mistakes in conversations, texts and settings", check},
	{"graph", "print the conversations as charts", graph},
	{"healthcheck", "ask a running service whether it is ready", healthcheck},
	{"contribution", "say what months of membership cost, by sector, payer and income", contribution},
	{"due", "say by when a month is to be paid", due},
	{"nik", "say what the digits of a NIK mean", nik},
	{"version", "print the version", version},
}

// console is where a command reads and writes.
type console struct {
	in       io.Reader
	out, err io.Writer
}

// Exit statuses.
const (
	exitFailed = 1
	exitUsage  = 2
)

// usageError is a mistake in how a command was called.
type usageError struct{ message string }

func (e usageError) Error() string { return e.message }

func usagef(format string, args ...any) error { return usageError{fmt.Sprintf(format, args...)} }

// run runs a command and returns the process's exit status. The first SIGINT or SIGTERM ends it in order, the second at once.
func run(args []string, in io.Reader, out, errs io.Writer) int {
	c := &console{in, out, errs}
	if len(args) == 0 || args[0] == "-h" || args[0] == "--help" || args[0] == "help" {
		usage(out)
		return 0
	}
	for _, cmd := range commands {
		if cmd.name == args[0] {
			ctx, stop := untilSignal()
			defer stop()
			return c.exit(cmd.run(ctx, c, args[1:]))
		}
	}
	return c.exit(usagef("there is no command %q; jagaetam -h lists them", args[0]))
}

// untilSignal is a context that the first SIGINT or SIGTERM ends. From then on, and before anybody can notice that it has ended, such
// a signal ends the process as it does any other.
func untilSignal() (context.Context, func()) {
	ctx, cancel := context.WithCancel(context.Background())
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		select {
		case <-ctx.Done():
		case <-signals:
		}
		signal.Stop(signals)
		if len(signals) > 0 {
			os.Exit(exitFailed)
		}
		cancel()
	}()
	return ctx, cancel
}

func (c *console) exit(err error) int {
	var wrong usageError
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
		return 0
	case errors.As(err, &wrong):
		fmt.Fprintf(c.err, "jagaetam: %v\n", err)
		return exitUsage
	}
	fmt.Fprintf(c.err, "jagaetam: %v\n", err)
	return exitFailed
}

// flags is a flag set whose help goes to the console.
func (c *console) flags(name string) *flag.FlagSet {
	set := flag.NewFlagSet(name, flag.ContinueOnError)
	set.SetOutput(c.out)
	set.Usage = func() {
		fmt.Fprintf(c.out, "Usage: jagaetam %s\n", name)
		set.PrintDefaults()
		fmt.Fprintln(c.out, "jagaetam -h explains the commands and the settings.")
	}
	return set
}

// parse parses flags; a mistake is a usageError, which run reports, and what is left over one too unless rest allows it. Help is
// printed once, and only to those who asked for it.
func parse(set *flag.FlagSet, args []string, rest int) error {
	out, help := set.Output(), set.Usage
	set.SetOutput(io.Discard)
	set.Usage = func() {}
	err := set.Parse(args)
	set.SetOutput(out)
	set.Usage = help
	switch {
	case errors.Is(err, flag.ErrHelp):
		help()
		return err
	case err != nil:
		return usagef("%s: %v", set.Name(), err)
	case set.NArg() > rest:
		return usagef("%s: %q is too much", set.Name(), set.Arg(rest))
	}
	return nil
}

func usage(out io.Writer) {
	fmt.Fprint(out, "jagaetam registers vulnerable workers for government-paid BPJS Ketenagakerjaan, on Telegram.\n\nUsage: jagaetam COMMAND\n\n")
	for _, cmd := range commands {
		fmt.Fprintf(out, "  %-12s %s\n", cmd.name, cmd.help)
	}
	fmt.Fprint(out, "\nSettings, from the environment:\n\n")
	printSettings(out)
	fmt.Fprint(out, "\nA secret may stand in a file instead: NAME_FILE names it, for TELEGRAM_TOKEN, WEBHOOK_SECRET, DATABASE_URL and REDIS_URL.\n")
}
