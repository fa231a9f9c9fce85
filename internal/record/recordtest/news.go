package recordtest

import (
	"slices"
	"testing"
	"time"

	"jagaetam/internal/record"
)

func testNewsSent(t *testing.T, s Store) {
	b := running(t, s, 3)
	states := []record.LetterState{record.LetterSaid, record.LetterUnknown, record.LetterFailed}
	said := Noon.Add(time.Minute)
	for i, r := range claim(t, s, Noon, 10) {
		wantBegin(t, s, r, Noon, true)
		end(t, s, r, record.Delivery{State: states[i%3], Reason: "x", At: said})
	}
	had := map[int]bool{}
	for i := 1; i <= 3; i++ {
		ask := record.Query{Person: Account(i), News: true, Now: said.Add(time.Hour)}
		got := facts(t, s, ask).News
		if got.Number == 0 {
			continue
		}
		had[i] = true
		if got.Number != b.Number || got.Title != "Kartu baru" || !slices.Equal(got.Opens, []string{"status"}) || !got.At.Equal(said) {
			t.Errorf("the news of %d are %+v", i, got)
		}
		ask.Now = said.Add(record.NewsHolds)
		if old := facts(t, s, ask).News; old.Number != 0 {
			t.Errorf("after a week the news of %d are still %+v", i, old)
		}
	}
	if len(had) != 2 {
		t.Errorf("news had %v: one was said, one may have been, one failed", had)
	}
	if none := facts(t, s, record.Query{Person: Account(1), Now: said.Add(time.Hour), Officer: true}).News; none.Number != 0 {
		t.Errorf("nobody asked, and the news are %+v", none)
	}
}

func testNumbersOfNobody(t *testing.T, s Store) {
	mine := filed(t, s, 1)
	ask := record.Query{Person: Account(1), Numbers: record.Numbers([]record.Receipt{mine + 7, mine, mine + 3})}
	if got := facts(t, s, ask).Unknown; !slices.Equal(got, []record.Receipt{mine + 7, mine + 3}) {
		t.Errorf("unknown are %v", got)
	}
	ask.Numbers = record.Numbers([]record.Receipt{mine})
	if got := facts(t, s, ask).Unknown; len(got) > 0 {
		t.Errorf("unknown are %v", got)
	}
}
