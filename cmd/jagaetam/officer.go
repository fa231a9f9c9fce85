package main

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"jagaetam/internal/record"
)

const officerUsage = "officer: say invite, list or remove ACCOUNT; officer -h explains"

// officer invites officers, lists them, and takes them off the list.
func officer(ctx context.Context, c *console, args []string) error {
	set := c.flags("officer")
	role := set.String("role", "", "what the officer may do, several with commas between")
	district := set.String("district", "", "codes of the kecamatan he works for, several with commas between; empty: all")
	set.Usage = func() {
		fmt.Fprintf(c.out, "jagaetam officer invite -role ROLE[,ROLE] [-district CODE[,CODE]]     prints a link that makes one account an officer\n"+
			"jagaetam officer list\njagaetam officer remove ACCOUNT     an account as the list shows it, such as tg:4711\n\nROLE is one of %v.\n", record.Roles)
	}
	if len(args) == 0 {
		return usageError{officerUsage}
	}
	if err := parse(set, flagsFirst(args[1:]), 1); err != nil {
		return err
	}
	switch do := args[0]; {
	case do == "invite" && set.NArg() == 0:
		return inviteOfficer(ctx, c, *role, *district)
	case do == "list" && set.NArg() == 0:
		return listOfficers(ctx, c)
	case do == "remove" && set.NArg() == 1:
		return removeOfficer(ctx, c, set.Arg(0))
	case do == "-h" || do == "--help":
		set.Usage()
		return nil
	}
	return usageError{officerUsage}
}

var districtForm = regexp.MustCompile(`^\d{2}\.\d{2}\.\d{2}$`)

func inviteOfficer(ctx context.Context, c *console, role, district string) error {
	var roles []record.Role
	for _, one := range listed(role) {
		if !slices.Contains(record.Roles, record.Role(one)) {
			return usagef("officer: %q is no role; there are %v", one, record.Roles)
		}
		roles = append(roles, record.Role(one))
	}
	if len(roles) == 0 {
		return usagef("officer: say -role; there are %v", record.Roles)
	}
	districts := listed(district)
	for _, code := range districts {
		if !districtForm.MatchString(code) {
			return usagef("officer: %q is no code of a kecamatan like 64.02.06", code)
		}
	}
	o, done, err := openOffice(ctx)
	if err != nil {
		return err
	}
	defer done()
	now := o.now()
	token, err := o.records.InviteOfficer(ctx, roles, districts, o.by, now)
	if err != nil {
		return err
	}
	const prefix = "petugas-" // what the conversation for officers opens with
	fmt.Fprintf(c.out, "https://t.me/BOT?start=%s%s\n\nPut the bot's name, which @BotFather shows, in the place of BOT, and send the link to nobody but the officer.\n"+
		"It makes the first account that opens it an officer, until %s.\n", prefix, token, now.Add(record.InvitationHolds).Format(time.RFC3339))
	return nil
}

// listed are the words of a list with commas.
func listed(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' })
}

func listOfficers(ctx context.Context, c *console) error {
	records, _, done, err := openRecords(ctx)
	if err != nil {
		return err
	}
	defer done()
	officers, err := records.Officers(ctx)
	if err != nil {
		return err
	}
	table := tabwriter.NewWriter(c.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "ACCOUNT\tROLES\tDISTRICTS")
	for _, o := range officers {
		var roles []string
		for _, role := range o.Roles {
			roles = append(roles, string(role))
		}
		districts := strings.Join(o.Districts, ",")
		if districts == "" {
			districts = "all"
		}
		fmt.Fprintf(table, "%s\t%s\t%s\n", o.Contact, strings.Join(roles, ","), districts)
	}
	return table.Flush()
}

func removeOfficer(ctx context.Context, c *console, account string) error {
	o, done, err := openOffice(ctx)
	if err != nil {
		return err
	}
	defer done()
	if err := o.records.RemoveOfficer(ctx, account, o.by, o.now()); err != nil {
		return fmt.Errorf("officer %s: %w", account, err)
	}
	fmt.Fprintf(c.out, "%s is no officer any more.\n", account)
	return nil
}
