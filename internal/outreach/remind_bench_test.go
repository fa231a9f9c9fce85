package outreach_test

import (
	"fmt"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"jagaetam/internal/civil"
	"jagaetam/internal/identity"
	"jagaetam/internal/outreach"
	"jagaetam/internal/postgres"
	"jagaetam/internal/programme"
	"jagaetam/internal/record"
	"jagaetam/internal/record/recordtest"
	"jagaetam/internal/region"
	"jagaetam/internal/reminder"
	"jagaetam/internal/synthetic"
	"jagaetam/internal/testservices"
)

// benchWorkers are a sixth of those that the programme hopes for: the time goes with their number, and settling more takes long.
const benchWorkers = 10_000

// BenchmarkScan looks through all workers on a day on which nothing is new, and on one on which most have something due.
func BenchmarkScan(b *testing.B) {
	vault, err := identity.NewVault(identity.NewKeyring(civil.DateOf(recordtest.Noon)))
	if err != nil {
		b.Fatal(err)
	}
	store := postgres.New(testservices.Postgres(b), vault)
	settle(b, store, benchWorkers)
	now := recordtest.Noon
	r := &outreach.Reminders{
		Records: store, Calendar: reminder.Calendar{Programme: programme.Default()}, Now: func() time.Time { return now },
	}
	b.Run("nothing new", func(b *testing.B) {
		for b.Loop() {
			if _, err := r.Scan(b.Context()); err != nil {
				b.Fatal(err)
			}
		}
	})
	now = time.Date(2026, time.December, 1, 0, 0, 0, 0, time.UTC) // thirty days before the end of most
	b.Run("many due", func(b *testing.B) {
		planned := 0
		for b.Loop() {
			n, err := r.Scan(b.Context())
			if err != nil {
				b.Fatal(err)
			}
			planned = max(planned, n)
		}
		b.ReportMetric(float64(planned), "planned")
	})
}

// settle makes a town of so many workers.
func settle(b *testing.B, store *postgres.Store, workers int) {
	b.Helper()
	p := programme.Default()
	villages, err := region.Load(p.RegencyCode)
	if err != nil {
		b.Fatal(err)
	}
	town := synthetic.Town{Region: villages, Now: recordtest.Noon, Month: civil.DateOf(recordtest.Noon).MonthOf(), By: "bench"}
	for _, d := range synthetic.Decrees(town.Month) {
		id, err := store.AddDecree(b.Context(), d, town.By, town.Now)
		if err != nil {
			b.Fatal(err)
		}
		town.Decrees = append(town.Decrees, id)
	}
	const batch = 100
	var filling errgroup.Group
	filling.SetLimit(4)
	for first := 0; first < workers; first += batch {
		filling.Go(func() error {
			var effects []record.Effect
			for n := first; n < min(first+batch, workers); n++ {
				effects = append(effects, town.Effects(n)...)
			}
			_, err := store.Apply(b.Context(), fmt.Sprint("settle:", first), effects)
			return err
		})
	}
	if err := filling.Wait(); err != nil {
		b.Fatal(err)
	}
}
