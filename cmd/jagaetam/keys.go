package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"jagaetam/internal/civil"
	"jagaetam/internal/identity"
	"jagaetam/internal/session"
)

// keys makes the keyring, changes the key that seals and seals everything anew, or drops the older keys.
func keys(ctx context.Context, c *console, args []string) error {
	set := c.flags("keys")
	set.Usage = func() {
		fmt.Fprint(c.out, "jagaetam keys new FILE     makes a keyring; keep a copy apart from the database: without it nothing can be read\n"+
			"jagaetam keys add          adds a key to KEYRING_FILE that opens and does not seal yet; start the services anew with it, then rotate\n"+
			"jagaetam keys rotate       seals with the added key, or with a fresh one where the services are stopped, and seals everything anew\n"+
			"jagaetam keys reseal       seals anew what is still sealed with older keys, in the database and in Redis\n"+
			"jagaetam keys retire       drops the older keys, so that no older copy of the database can be read; refused while they are needed\n")
	}
	if err := parse(set, args, 2); err != nil {
		return err
	}
	switch {
	case set.Arg(0) == "new" && set.NArg() == 2:
		return newKeys(c, set.Arg(1))
	case set.NArg() != 1:
	case set.Arg(0) == "add":
		return addKey(c)
	case set.Arg(0) == "rotate":
		return rotateKeys(ctx, c)
	case set.Arg(0) == "reseal":
		return resealAll(ctx, c)
	case set.Arg(0) == "retire":
		return retireKeys(ctx, c)
	}
	return usagef("keys: say 'keys new FILE', 'keys add', 'keys rotate', 'keys reseal' or 'keys retire'")
}

func newKeys(c *console, path string) error {
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("make a keyring: %s is there already; a keyring is never written over", path)
	}
	if err := identity.NewKeyring(civil.DateOf(time.Now())).WriteFile(path); err != nil {
		return err
	}
	fmt.Fprintf(c.out, "Made %s. Keep a copy apart from the database: without it nothing that was sealed can be read.\n", path)
	return nil
}

// addKey adds a key that every service can be given before one seals with it: who has an older keyring could not open that.
func addKey(c *console) error {
	s, err := loadSettings("KEYRING_FILE")
	if err != nil {
		return err
	}
	keyring, err := readKeyring(s.KeyringFile)
	if err != nil {
		return err
	}
	if !keyring.Add(civil.DateOf(time.Now())) {
		return errors.New("add a key: there is one already that does not seal yet; 'jagaetam keys rotate' seals with it")
	}
	if err := keyring.WriteFile(s.KeyringFile); err != nil {
		return err
	}
	fmt.Fprintln(c.out, "Added a key, which does not seal yet. Start all services anew, one after the other; then 'jagaetam keys rotate'.")
	return nil
}

// rotateKeys changes the keyring first and seals anew after, so that a crash between the two leaves everything readable; "keys reseal" then
// goes on. Services that run seal with the older key until they are started anew.
func rotateKeys(ctx context.Context, c *console) error {
	o, _, done, err := openOfficeAndSessions(ctx) // nothing is done to the keys where nothing can be sealed
	if err != nil {
		return err
	}
	defer done()
	keyring, err := readKeyring(o.settings.KeyringFile)
	if err != nil {
		return err
	}
	keyring.Rotate(civil.DateOf(time.Now()))
	if err := keyring.WriteFile(o.settings.KeyringFile); err != nil {
		return err
	}
	if err := resealAll(ctx, c); err != nil {
		return err
	}
	fmt.Fprintln(c.out, "Start the services anew. Where they ran meanwhile, 'jagaetam keys reseal' seals what they have sealed with the older key.")
	return nil
}

// resealAll seals everything anew with the key that seals now, beside services that run.
func resealAll(ctx context.Context, c *console) error {
	o, sessions, done, err := openOfficeAndSessions(ctx)
	if err != nil {
		return err
	}
	defer done()
	dialogues, unread := sessions.Reseal(ctx)
	rows, err := o.records.Reseal(ctx, session.SnapshotPlace, func(table string, rows int) {
		fmt.Fprintf(c.out, "%s: %d rows\n", table, rows)
	})
	if err := errors.Join(unread, err); err != nil {
		return fmt.Errorf("sealed %d rows and %d dialogues anew ('jagaetam keys reseal' goes on): %w", rows, dialogues, err)
	}
	fmt.Fprintf(c.out, "Sealed %d rows and %d dialogues in Redis anew.\n", rows, dialogues)
	return nil
}

// retireKeys looks for anything that the older keys have sealed before it drops them: in the database and in Redis. A service that runs
// with a keyring from before the rotation would seal with a key that is gone, so all are started anew before.
func retireKeys(ctx context.Context, c *console) error {
	o, sessions, done, err := openOfficeAndSessions(ctx)
	if err != nil {
		return err
	}
	defer done()
	rows, err := o.records.CountStale(ctx)
	if err != nil {
		return err
	}
	dialogues, err := sessions.CountStale(ctx)
	switch {
	case err != nil:
		return err
	case rows > 0:
		return fmt.Errorf("retire keys: %d rows are sealed with older keys; 'jagaetam keys reseal' seals them anew", rows)
	case dialogues > 0:
		return fmt.Errorf("retire keys: %d dialogues in Redis are sealed with older keys; 'jagaetam keys reseal' seals them anew", dialogues)
	}
	keyring, err := readKeyring(o.settings.KeyringFile)
	if err != nil {
		return err
	}
	dropped := keyring.Retire()
	if err := keyring.WriteFile(o.settings.KeyringFile); err != nil {
		return err
	}
	fmt.Fprintf(c.out, "Dropped %d older keys. Destroy every copy of the keyring that still has them.\n", dropped)
	return nil
}
