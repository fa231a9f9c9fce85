package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"jagaetam/internal/civil"
	"jagaetam/internal/identity"
	"jagaetam/internal/postgres"
	"jagaetam/internal/session"
)

// keys makes the keyring, gives it a new key and seals everything anew, or drops the older ones.
func keys(ctx context.Context, c *console, args []string) error {
	set := c.flags("keys")
	set.Usage = func() {
		fmt.Fprint(c.out, "jagaetam keys new FILE     makes a keyring; keep a copy apart from the database: without it nothing can be read\n"+
			"jagaetam keys rotate       adds a key to KEYRING_FILE and seals everything anew with it\n"+
			"jagaetam keys retire       drops the older keys, so that no older copy of the database can be read; refused while they are needed\n")
	}
	if err := parse(set, args, 2); err != nil {
		return err
	}
	switch {
	case set.Arg(0) == "new" && set.NArg() == 2:
		return newKeys(c, set.Arg(1))
	case set.Arg(0) == "rotate" && set.NArg() == 1:
		return rotateKeys(ctx, c)
	case set.Arg(0) == "retire" && set.NArg() == 1:
		return retireKeys(ctx, c)
	}
	return usagef("keys: say 'keys new FILE', 'keys rotate' or 'keys retire'")
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

// rotateKeys adds a key first and seals anew after, so that a crash between the two leaves everything readable; running it again goes
// on. Services that run read the new key when they are started anew, so they are stopped first.
func rotateKeys(ctx context.Context, c *console) error {
	s, err := loadSettings("DATABASE_URL", "KEYRING_FILE")
	if err != nil {
		return err
	}
	keyring, err := identity.ReadKeyringFile(s.KeyringFile)
	if err != nil {
		return fmt.Errorf("KEYRING_FILE: %w", err)
	}
	keyring.Rotate(civil.DateOf(time.Now()))
	vault, err := identity.NewVault(keyring)
	if err != nil {
		return err
	}
	pool, err := postgres.Open(ctx, s.DatabaseURL.Reveal())
	if err != nil {
		return fmt.Errorf("DATABASE_URL: %w", err)
	}
	defer pool.Close()
	if err := postgres.CheckSchema(ctx, pool); err != nil {
		return err
	}
	if err := keyring.WriteFile(s.KeyringFile); err != nil {
		return err
	}
	n, err := postgres.New(pool, vault).Reseal(ctx, session.SnapshotPlace, func(table string, rows int) {
		fmt.Fprintf(c.out, "%s: %d rows\n", table, rows)
	})
	if err != nil {
		return fmt.Errorf("seal anew after %d rows (run it again to go on): %w", n, err)
	}
	fmt.Fprintf(c.out, "Sealed %d rows with a new key. Start the services anew.\n", n)
	return nil
}

// retireKeys looks for anything that the older keys have sealed before it drops them: in the database and in Redis. Services that run
// with an older keyring would seal with a key that is gone, so they are stopped first.
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
		return fmt.Errorf("retire keys: %d rows are sealed with older keys; 'jagaetam keys rotate' seals them anew", rows)
	case dialogues > 0:
		return fmt.Errorf("retire keys: %d dialogues in Redis are sealed with older keys; stop the services and empty Redis: dialogues come back from the database", dialogues)
	}
	keyring, err := identity.ReadKeyringFile(o.settings.KeyringFile)
	if err != nil {
		return fmt.Errorf("KEYRING_FILE: %w", err)
	}
	dropped := keyring.Retire()
	if err := keyring.WriteFile(o.settings.KeyringFile); err != nil {
		return err
	}
	fmt.Fprintf(c.out, "Dropped %d older keys. Destroy every copy of the keyring that still has them.\n", dropped)
	return nil
}
