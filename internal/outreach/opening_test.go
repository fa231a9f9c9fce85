package outreach_test

import (
	"slices"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"golang.org/x/sync/errgroup"

	"jagaetam/internal/civil"
	"jagaetam/internal/outreach"
	"jagaetam/internal/programme"
	"jagaetam/internal/record"
	"jagaetam/internal/record/recordtest"
)

// crowd is a line of accounts before a decree for which registration opens on 1 December 2026.
type crowd struct {
	*world
	programme programme.Programme
	decree    int64
	terms     record.DecreeTerms
}

func lineUp(t *testing.T, room int, accounts ...int) *crowd {
	q := &crowd{world: newWorld(t), programme: programme.Default()}
	q.Zone = q.programme.Zone()
	d := recordtest.YearOf2026(room)
	d.Opens, d.Last = civil.Date{Year: 2026, Month: time.December, Day: 1}, d.Last.Add(12)
	q.terms = d.Terms()
	var err error
	if q.decree, err = q.AddDecree(t.Context(), d, "officer:1", q.now); err != nil {
		t.Fatal(err)
	}
	for _, n := range accounts {
		q.apply(t, record.AskToBeTold{By: recordtest.Account(n), At: q.now})
	}
	return q
}

// at is a moment of a day of December 2026, by the office's clock.
func (q *crowd) at(day, hour, minute int) time.Time {
	return time.Date(2026, time.December, day, hour, minute, 0, 0, q.programme.Zone())
}

// look looks twice, has all that comes of it said, and gives that in the order in which it was put into the outbox.
func (q *crowd) look(t *testing.T, at time.Time) []string {
	t.Helper()
	q.now = at
	for range 2 {
		if err := q.openings().Look(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	rows, err := q.pool.Query(t.Context(), `select chat from outbox where state = 'waiting' order by id`)
	if err != nil {
		t.Fatal(err)
	}
	chats, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	q.settle(t, q.sender())
	return chats
}

func (q *crowd) openings() outreach.Openings {
	return outreach.Openings{Line: q.Store, Programme: q.programme, Now: func() time.Time { return q.now }}
}

func (q *crowd) want(t *testing.T, at time.Time, want ...string) {
	t.Helper()
	if got := q.look(t, at); !slices.Equal(got, want) {
		t.Errorf("at %s is said %q, want %q", at.In(q.programme.Zone()), got, want)
	}
}

func told(n int) string { return recordtest.Account(n).ID }

func TestOpeningIsToldInOrderAndOnce(t *testing.T) {
	q := lineUp(t, 2, 4, 1, 3, 2)
	q.want(t, q.at(1, 0, 0)) // in the night nobody is written to
	q.want(t, q.at(1, 8, 0), told(4), told(1))
	q.want(t, q.at(1, 9, 0))
	q.want(t, q.at(8, 7, 59))
	q.want(t, q.at(8, 8, 0), told(3), told(2))
	q.want(t, q.at(16, 8, 0))
}

// TestOpeningIsToldOnceByTwoAtOnce, and nobody beyond the room there is.
func TestOpeningIsToldOnceByTwoAtOnce(t *testing.T) {
	q := lineUp(t, 3, 4, 1, 3, 2)
	q.now = q.at(1, 8, 0)
	var both errgroup.Group
	for range 4 {
		both.Go(func() error { return q.openings().Look(t.Context()) })
	}
	if err := both.Wait(); err != nil {
		t.Fatal(err)
	}
	q.settle(t, q.sender())
	var heard []string
	for _, answer := range q.said {
		heard = append(heard, answer.Chat)
	}
	slices.Sort(heard)
	if want := []string{told(1), told(3), told(4)}; !slices.Equal(heard, want) {
		t.Errorf("%v hear of it, want %v", heard, want)
	}
}

func TestOpeningWithRoomForAll(t *testing.T) {
	q := lineUp(t, 0, 4, 1, 3)
	q.want(t, q.at(1, 16, 59), told(4), told(1), told(3))
	q.apply(t, record.AskToBeTold{By: recordtest.Account(2), At: q.now})
	q.want(t, q.at(1, 17, 0)) // the day is over
	q.want(t, q.at(2, 8, 0), told(2))
}

func TestQuotaThatGrows(t *testing.T) {
	q := lineUp(t, 1, 4, 1, 3)
	q.want(t, q.at(1, 8, 0), told(4))
	q.terms.Quota = 2
	if err := q.ChangeDecree(t.Context(), q.decree, q.terms, "officer:1", q.now); err != nil {
		t.Fatal(err)
	}
	q.want(t, q.at(1, 9, 0), told(1))
	q.terms.Closes = civil.Date{Year: 2026, Month: time.December, Day: 7}
	if err := q.ChangeDecree(t.Context(), q.decree, q.terms, "officer:1", q.now); err != nil {
		t.Fatal(err)
	}
	q.want(t, q.at(8, 9, 0)) // there would be room, and the window is closed
}

// TestUnreachableKeepTheirPlace has one who is known to be away, and one of whom that is found out while he is told.
func TestUnreachableKeepTheirPlace(t *testing.T) {
	q := lineUp(t, 1, 4, 1)
	q.apply(t, record.SetReachable{By: recordtest.Account(4), At: q.now})
	q.want(t, q.at(1, 8, 0), told(1))
	q.apply(t, record.SetReachable{By: recordtest.Account(4), Reachable: true, At: q.now})
	q.want(t, q.at(1, 9, 0))
	q.want(t, q.at(8, 8, 0), told(4))
}

// TestWhoHasAppliedKeepsHisPlace until his application was examined; who is on the list takes his place there.
func TestWhoHasAppliedKeepsHisPlace(t *testing.T) {
	q := lineUp(t, 1, 4, 1)
	q.want(t, q.at(1, 8, 0), told(4))
	receipt := q.apply(t, recordtest.Filing(t, recordtest.Account(4), "r", recordtest.NIK(t, 4))).Receipt
	q.want(t, q.at(15, 8, 0))
	if err := q.MoveApplication(t.Context(), receipt, record.StateRefused, "di luar Kukar", "officer:1", q.now); err != nil {
		t.Fatal(err)
	}
	q.want(t, q.at(15, 9, 0), told(1))
}
