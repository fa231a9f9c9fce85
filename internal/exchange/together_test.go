package exchange

import (
	"fmt"
	"testing"

	"golang.org/x/sync/errgroup"

	"jagaetam/internal/record"
	"jagaetam/internal/sheet"
)

// TestSeveralEnginesShareTheWork has three engines take up four files that name the same people in other orders, which collide.
func TestSeveralEnginesShareTheWork(t *testing.T) {
	const files, rows = 4, 120
	w := newWorld(t)
	var ids []int64
	for n := range files {
		data := tableOf(t, sheet.CSV, []string{"NIK", "Nama", "Tgl Lahir", "Desa"}, rows, func(i int) []string {
			if n%2 == 1 {
				i = rows - 1 - i
			}
			return []string{nikOf(i), nameOf(i), birthOf(i), "Maluhu"}
		})
		ids = append(ids, w.send(t, record.FileProposal, 0, fmt.Sprintf("bnba-%d.csv", n), append(data, fmt.Sprintf("%0*d\n", n+1, 0)...)))
	}
	share := func() {
		t.Helper()
		var engines errgroup.Group
		for range 3 {
			engines.Go(func() error {
				for {
					if did, err := w.Step(t.Context()); err != nil || !did {
						return err
					}
				}
			})
		}
		if err := engines.Wait(); err != nil {
			t.Fatal(err)
		}
	}
	share()
	for _, id := range ids {
		w.answer(t, id, true, false)
	}
	share()
	var total record.Counts
	for _, id := range ids {
		done := w.of(t, id)
		if done.State != record.ImportDone {
			t.Errorf("file %d is %s %s", id, done.State, done.Problem)
		}
		total.New, total.Same = total.New+done.Counts.New, total.Same+done.Counts.Same
	}
	if want := (record.Counts{New: rows, Same: (files - 1) * rows}); total != want {
		t.Errorf("together they come to %+v, want %+v", total, want)
	}
}
