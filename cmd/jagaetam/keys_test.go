package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"jagaetam/internal/identity"
	"jagaetam/internal/postgres"
	"jagaetam/internal/record"
	"jagaetam/internal/record/recordtest"
	"jagaetam/internal/session"
)

func TestKeysNew(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keyring")
	runCommand("keys", "new", path).expect(t, 0, "Made "+path, "Keep a copy apart from the database")
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm() != 0o600 {
		t.Errorf("others may read the keys: %v", info.Mode())
	}
	before := read(t, path)
	runCommand("keys", "new", path).expect(t, exitFailed, path+" is there already; a keyring is never written over")
	if after := read(t, path); !bytes.Equal(before, after) {
		t.Error("the keys were written over")
	}
	runCommand("keys", "new", filepath.Join(path, "below")).expect(t, exitFailed, "keyring")
}

// Without its keys the service does not start, and says what to do.
func TestServeRefusesWithoutKeys(t *testing.T) {
	gone := filepath.Join(t.TempDir(), "gone")
	exposed, _ := makeKeyring(t)
	if err := os.Chmod(exposed, 0o644); err != nil {
		t.Fatal(err)
	}
	broken := writeFile(t, "broken", "index 2026-11-23 c2VjcmV0\n")
	for path, said := range map[string]string{
		"":      "KEYRING_FILE is missing: the keys that seal personal data; 'jagaetam keys new FILE' makes it",
		gone:    "(jagaetam keys new " + gone + " makes one)",
		exposed: "readable by group or others; chmod 600 it",
		broken:  "not a keyring",
	} {
		setEnviron(t, "TELEGRAM_TOKEN=1:a", "DATABASE_URL=postgres://h/d", "REDIS_URL=redis://h", "KEYRING_FILE="+path)
		got := runCommand("serve")
		got.expect(t, exitFailed, "KEYRING_FILE", said)
		if strings.Contains(got.errs, "c2VjcmV0") {
			t.Error("a key is told")
		}
		if there := path == exposed || path == broken; there && strings.Contains(got.errs, "keys new") {
			t.Errorf("new keys are no help where there are some: %s", got.errs)
		}
	}
}

// After a rotation, and after another, everything is sealed with a key that the rings before do not have, and opens.
func TestKeysRotate(t *testing.T) {
	store, sessions, _ := redisWorld(t)
	path := setting(t, "KEYRING_FILE")
	pool := openPool(t, setting(t, "DATABASE_URL"))
	files := sealSomething(t, store, readVault(t, path))
	keepsDialogue(t, sessions, "tg:2", "k1")
	for range 2 {
		old := readVault(t, path)
		runCommand("keys", "rotate").expect(t, 0, "workers: 1 rows", "application_history: ", "quarantine: 1 rows", "snapshots: 1 rows",
			"Sealed 4 rows and 1 dialogues in Redis anew.\nStart the services anew. Where they ran meanwhile, 'jagaetam keys reseal' seals")
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("the new keyring: %v, %v", info, err)
		}
		if err := opens(t, pool, old, files); err == nil {
			t.Error("the old ring still opens everything")
		}
		if err := opens(t, pool, readVault(t, path), files); err != nil {
			t.Errorf("the new ring does not open: %v", err)
		}
	}
	runCommand("keys", "reseal").expect(t, 0, "Sealed 0 rows and 0 dialogues in Redis anew.")
}

// What a rotation seals opens with the ring from before it, if the key was added first; and the ring has one key to come at a time.
func TestKeysAdd(t *testing.T) {
	store, _, _ := redisWorld(t)
	path := setting(t, "KEYRING_FILE")
	pool := openPool(t, setting(t, "DATABASE_URL"))
	files := sealSomething(t, store, readVault(t, path))
	runCommand("keys", "add").expect(t, 0, "Added a key, which does not seal yet.")
	ready := readVault(t, path)
	before := read(t, path)
	runCommand("keys", "add").expect(t, exitFailed, "there is one already that does not seal yet")
	if !bytes.Equal(before, read(t, path)) {
		t.Error("the keys were changed")
	}
	runCommand("keys", "rotate").expect(t, 0, "Sealed 4 rows and 0 dialogues")
	if err := opens(t, pool, ready, files); err != nil {
		t.Errorf("the ring from before does not open: %v", err)
	}
	runCommand("keys", "retire").expect(t, 0, "Dropped 1 older keys.")
	if err := opens(t, pool, readVault(t, path), files); err != nil {
		t.Errorf("the new ring does not open: %v", err)
	}
}

// Nothing is done to the keys where the rows cannot be had.
func TestKeysRotateLeavesTheRingWhereNothingCanBeSealed(t *testing.T) {
	path, _ := makeKeyring(t)
	before := read(t, path)
	setEnviron(t, "DATABASE_URL=postgres:///none?host="+t.TempDir(), "REDIS_URL=redis://h", "KEYRING_FILE="+path)
	runCommand("keys", "rotate").expect(t, exitFailed, "check schema: ")
	if !bytes.Equal(before, read(t, path)) {
		t.Error("the keys were changed")
	}
	setEnviron(t, "DATABASE_URL=postgres:///none", "REDIS_URL=redis://h", "KEYRING_FILE="+path+"-gone")
	runCommand("keys", "rotate").expect(t, exitFailed, "KEYRING_FILE: read keyring: ")
	if _, err := os.Stat(path + "-gone"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a rotation made a keyring: %v", err)
	}
}

// sealed is what sealSomething sealed.
type sealed struct {
	chat   string
	answer record.Receipt
}

// sealSomething keeps one row of every kind that is sealed.
func sealSomething(t *testing.T, store *postgres.Store, vault *identity.Vault) sealed {
	t.Helper()
	ctx, s := t.Context(), sealed{chat: "tg:1"}
	s.answer = fileApplicationOf(t, store, 1)
	err := errors.Join(
		store.MoveApplication(ctx, s.answer, record.StateReturned, "Foto KTP buram.", "test", recordtest.Noon.Add(time.Hour)),
		store.Quarantine(ctx, "telegram", "tg:9", []byte("as it came"), "a cause"),
		store.SaveSnapshots(ctx, []record.Snapshot{
			{Chat: s.chat, Version: 1, Sealed: vault.Seal(session.SnapshotPlace(s.chat), []byte("where we were")), At: recordtest.Noon},
		}),
	)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// opens says whether the keys of the vault alone open every one of those rows.
func opens(t *testing.T, pool *pgxpool.Pool, vault *identity.Vault, s sealed) error {
	t.Helper()
	ctx, store := context.Background(), postgres.New(pool, vault)
	facts, err := store.Facts(ctx, record.Query{Person: recordtest.Account(1), Applications: true, NIK: recordtest.NIK(t, 1)})
	switch {
	case err != nil:
		return err
	case len(facts.Applications) != 1 || facts.NIKReceipt != s.answer:
		return fmt.Errorf("the application is not found: %+v", facts)
	case facts.Applications[0].Reason != "Foto KTP buram.":
		return fmt.Errorf("the reason reads %q", facts.Applications[0].Reason)
	}
	snapshot, _, err := store.Snapshot(ctx, s.chat)
	if err != nil {
		return err
	}
	if plain, err := vault.Open(session.SnapshotPlace(s.chat), snapshot.Sealed); err != nil || string(plain) != "where we were" {
		return fmt.Errorf("the dialogue reads %q: %w", plain, err)
	}
	aside, err := store.Quarantined(ctx)
	if err != nil || len(aside) != 1 {
		return fmt.Errorf("%d in quarantine: %w", len(aside), err)
	}
	if raw, err := store.QuarantinedRaw(ctx, aside[0].ID); err != nil || string(raw) != "as it came" {
		return fmt.Errorf("the update reads %q: %w", raw, err)
	}
	return nil
}

func openPool(t *testing.T, url string) *pgxpool.Pool {
	t.Helper()
	pool, err := postgres.Open(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	return pool
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return text
}
