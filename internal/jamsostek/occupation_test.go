package jamsostek

import "testing"

func TestSectorOf(t *testing.T) {
	// The boatman is transport by PP 50/2025, the fisher in his own boat is not.
	for occupation, want := range map[string]Sector{
		"ojek": Transport, "boatman": Transport, "driver": Transport, "courier": Transport,
		"fisher": Others, "farmer": Others, OccupationOther: Others, "no such trade": Others,
	} {
		if got := SectorOf(occupation); got != want {
			t.Errorf("%s is in the sector %s, want %s", occupation, got, want)
		}
	}
	if Occupations[len(Occupations)-1].ID != OccupationOther {
		t.Error("the list must end with the occupation that fits everybody")
	}
}
