package synthetic

import (
	"testing"

	"jagaetam/internal/record"
	"jagaetam/internal/region"
)

func TestEverybodyIsWholeAndAlone(t *testing.T) {
	r, err := region.Load("64.02")
	if err != nil {
		t.Fatal(err)
	}
	niks, phones := map[string]int{}, map[string]int{}
	districts, occupations := map[string]int{}, map[string]int{}
	for n := range 60_000 {
		w := Worker(r, n)
		if w.NIK.IsZero() || w.Phone.IsZero() || w.Name == "" || !w.Birth.IsValid() {
			t.Fatalf("worker %d is not whole: %+v", n, w)
		}
		if !w.NIK.BirthMatches(w.Birth) || w.NIK.Sex() != w.Sex || w.NIK.Reveal()[12] != '9' {
			t.Fatalf("worker %d, born %s, has the NIK %s", n, w.Birth, w.NIK.Reveal())
		}
		if other, taken := niks[w.NIK.Reveal()]; taken {
			t.Fatalf("workers %d and %d have one NIK", other, n)
		}
		if other, taken := phones[w.Phone.Reveal()]; taken {
			t.Fatalf("workers %d and %d have one phone", other, n)
		}
		niks[w.NIK.Reveal()], phones[w.Phone.Reveal()] = n, n
		districts[w.District]++
		occupations[w.Occupation]++
	}
	if len(districts) != len(r.Districts) || len(occupations) < 15 || occupations[""] > 0 {
		t.Errorf("they live in %d districts and have %d trades", len(districts), len(occupations))
	}
	again := Worker(r, 17)
	if again != Worker(r, 17) || again.PhoneOwner != record.PhoneOwn {
		t.Error("the same worker is another the second time")
	}
}
