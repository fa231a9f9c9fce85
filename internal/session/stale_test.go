package session

import (
	"fmt"
	"testing"

	"jagaetam/internal/civil"
	"jagaetam/internal/identity"
)

func TestCountStale(t *testing.T) {
	onAll(t, Options{}, func(t *testing.T, w *world) {
		keys := identity.NewKeyring(civil.Date{Year: 2026, Month: 11, Day: 23})
		vault, err := identity.NewVault(keys)
		if err != nil {
			t.Fatal(err)
		}
		w.vault = vault
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
		keys.Rotate(civil.Date{Year: 2026, Month: 11, Day: 24})
		if w.vault, err = identity.NewVault(keys); err != nil {
			t.Fatal(err)
		}
		wantStale(chats)
		w.turn("tg:1", "2")
		wantStale(chats - 1)
	})
}
