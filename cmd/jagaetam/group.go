package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"jagaetam/internal/record"
)

const officeUsage = "office: say show or group CHAT, such as tg:-1002100000001; office -h explains"

// officeCommand shows and sets the officers' group.
func officeCommand(ctx context.Context, c *console, args []string) error {
	set := c.flags("office")
	set.Usage = func() {
		fmt.Fprint(c.out, "jagaetam office show\n"+
			"jagaetam office group CHAT     make a group the officers': cases get topics in it\n\n"+
			"CHAT is such as tg:-1002100000001. An admin who types /kantor in the group does the same.\n"+
			"The bot must be an administrator there who may manage topics.\n")
	}
	if len(args) == 0 {
		return usageError{officeUsage}
	}
	if err := parse(set, flagsFirst(args[1:]), 1); err != nil {
		return err
	}
	switch {
	case args[0] == "show" && set.NArg() == 0:
		return showOffice(ctx, c)
	case args[0] == "group" && set.NArg() == 1 && strings.HasPrefix(set.Arg(0), "tg:-"):
		return setGroup(ctx, c, set.Arg(0))
	case args[0] == "-h" || args[0] == "--help":
		set.Usage()
		return nil
	}
	return usageError{officeUsage}
}

func showOffice(ctx context.Context, c *console) error {
	records, _, done, err := openRecords(ctx)
	if err != nil {
		return err
	}
	defer done()
	office, err := records.Office(ctx)
	switch {
	case err != nil:
		return err
	case office.Chat == "":
		fmt.Fprintln(c.out, "The officers have no group yet; what people write waits.")
	case !office.Member || !office.Topics:
		fmt.Fprintf(c.out, "The officers' group is %s, but the bot cannot work there; what people write waits.\n", office.Chat)
	default:
		fmt.Fprintf(c.out, "The officers' group is %s.\n", office.Chat)
	}
	return nil
}

func setGroup(ctx context.Context, c *console, chat string) error {
	o, done, err := openOffice(ctx)
	if err != nil {
		return err
	}
	defer done()
	at := o.now()
	effect := record.SetOffice{By: o.by, At: at, Chat: chat}
	outcome, err := o.records.Apply(ctx, fmt.Sprintf("command line:office:%s:%s", chat, at.Format(time.RFC3339Nano)), []record.Effect{effect})
	switch {
	case err != nil:
		return fmt.Errorf("office: %w", err)
	case outcome.Name == record.OutcomeSame:
		fmt.Fprintf(c.out, "The officers' group is %s already.\n", chat)
	default:
		fmt.Fprintf(c.out, "The officers' group is %s now.\n", chat)
	}
	return nil
}
