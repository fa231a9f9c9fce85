package record

import (
	"fmt"
	"strings"
	"time"

	"jagaetam/internal/jamsostek"
)

// SamePlace says whether the village that somebody names, by its code, is a worker's. Where the worker's village is not known, because
// he did not find it in the list, one in his district is as good; where no place of his is known, none is.
func SamePlace(named, village, district string) bool {
	if village != "" || district == "" {
		return named != "" && named == village
	}
	return strings.HasPrefix(named, district+".")
}

// Looked is what somebody who has proved to know the worker is told of his cover on the day of the moment in the zone, UTC where that
// is nil. The error says what is wrong with what is known.
func (i Insured) Looked(rates Rates, at time.Time, zone *time.Location) (Looked, error) {
	cover, err := rates.Tariff().Cover(i.Known, Dated(at, zone), jamsostek.FixedHolidays())
	if err != nil {
		return Looked{}, fmt.Errorf("look up %s: %w", i.Receipt, err)
	}
	return Looked{State: cover.State, Until: cover.Until, AsOf: cover.AsOf}, nil
}
