package session

import (
	"errors"
	"fmt"
	"testing"

	"jagaetam/internal/civil"
	"jagaetam/internal/identity"
)

func TestCountStale(t *testing.T) {
	onAll(t, Options{}, func(t *testing.T, w *world) {
		keys := w.keyed()
		wantStale := func(want int) {
			t.Helper()
			if n, err := w.CountStale(t.Context()); n != want || err != nil {
				t.Errorf("%d are stale, %v, want %d", n, err, want)
			}
		}
		const chats = scanned + 20
		for n := range chats {
			w.turn(fmt.Sprint("tg:", n), "1")
		}
		wantStale(0)
		w.rotate(keys)
		wantStale(chats)
		w.turn("tg:1", "2")
		wantStale(chats - 1)
	})
}

// keyed gives the store a vault of its own, and gives back the keys.
func (w *world) keyed() *identity.Keyring {
	w.t.Helper()
	keys := identity.NewKeyring(civil.Date{Year: 2026, Month: 11, Day: 23})
	w.vault = w.vaultOf(keys)
	return keys
}

func (w *world) vaultOf(keys *identity.Keyring) *identity.Vault {
	w.t.Helper()
	vault, err := identity.NewVault(keys)
	if err != nil {
		w.t.Fatal(err)
	}
	return vault
}

// rotate gives the store a vault with a key more, and gives back one that has that key alone.
func (w *world) rotate(keys *identity.Keyring) *identity.Vault {
	w.t.Helper()
	keys.Rotate(civil.Date{Year: 2026, Month: 11, Day: 24})
	w.vault = w.vaultOf(keys)
	keys.Retire()
	return w.vaultOf(keys)
}

// What is sealed anew goes on where it was, with the new key alone: the state, the kept answer, and the claim of who has the chat meanwhile.
func TestReseal(t *testing.T) {
	onAll(t, Options{}, func(t *testing.T, w *world) {
		keys := w.keyed()
		const chats = scanned + 20
		for n := range chats {
			w.turn(fmt.Sprint("tg:", n), "1")
		}
		held := w.claim("tg:7", "2")
		alone := w.rotate(keys)
		if n, err := w.Reseal(t.Context()); n != chats || err != nil {
			t.Errorf("%d are sealed anew, %v", n, err)
		}
		if n, err := w.CountStale(t.Context()); n != 0 || err != nil {
			t.Errorf("%d are stale, %v", n, err)
		}
		w.vault = alone
		again := w.claim("tg:1", "1")
		if !again.Seen || again.State.Count != 1 || again.Kept == nil || len(again.Kept.Answer.Words) != 2 {
			t.Errorf("it goes on as %+v", again)
		}
		w.commit(held, Next{State: held.State})
		if n, err := w.Reseal(t.Context()); n != 0 || err != nil {
			t.Errorf("a second time: %d, %v", n, err)
		}
	})
}

// A dialogue that has gone on since it was read is left alone, and one that does not open keeps nobody else from being sealed anew.
func TestResealLeavesAlone(t *testing.T) {
	onAll(t, Options{}, func(t *testing.T, w *world) {
		strange := w.vault
		w.turn("tg:1", "1")
		keys := w.keyed()
		w.turn("tg:2", "1")
		w.turn("tg:3", "1")
		w.rotate(keys)
		read := w.staleOf("tg:2")
		w.turn("tg:2", "2")
		if changed, err := w.reseal(t.Context(), read); changed || err != nil {
			t.Errorf("it takes the place of what came after it: %t, %v", changed, err)
		}
		if got := w.claim("tg:2", "2").State.Count; got != 2 {
			t.Errorf("the second turn counts %d", got)
		}
		if err := w.rdb.HSet(t.Context(), keysOf("tg:1").chat, "state", strange.Seal("elsewhere", nil)).Err(); err != nil {
			t.Fatal(err)
		}
		n, err := w.Reseal(t.Context())
		if n != 1 || !errors.Is(err, identity.ErrTampered) {
			t.Errorf("%d are sealed anew, %v", n, err)
		}
	})
}

// staleOf is what a reseal reads of a chat.
func (w *world) staleOf(chat string) (found staleDialogue) {
	w.t.Helper()
	err := w.eachStale(w.t.Context(), func(d staleDialogue) error {
		if d.chat == chat {
			found = d
		}
		return nil
	})
	if err != nil || found.chat == "" {
		w.t.Fatalf("%s is not stale: %v", chat, err)
	}
	return found
}
