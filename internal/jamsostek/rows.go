package jamsostek

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// With is the tariff with rows laid on top, in their order; the tariff itself stays as it is. From its first month on, a scale counts
// before all that lie beneath it, and a relief before those beneath it in each of its months, for its sector and payers. A relief of
// 100 per cent thereby ends one that lies beneath. Rows are not checked here: Check says what is wrong with each.
func (t Tariff) With(scales []Scale, reliefs []Relief) Tariff {
	return Tariff{Scales: slices.Concat(t.Scales, scales), Reliefs: slices.Concat(t.Reliefs, reliefs)}
}

// Check says everything that is wrong with a scale that somebody typed, a sentence for each; nil if nothing is.
func (s Scale) Check() error {
	var wrong []error
	if s.From.IsZero() {
		wrong = append(wrong, errors.New("it holds from no month on"))
	}
	if len(s.Tiers) == 0 {
		wrong = append(wrong, errors.New("it has no tiers"))
	}
	for i, tier := range s.Tiers {
		switch {
		case i == 0 && tier.From != 0:
			wrong = append(wrong, fmt.Errorf("tier 1 begins at %d; the first has to begin at 0", tier.From))
		case i > 0 && tier.From <= s.Tiers[i-1].From:
			wrong = append(wrong, fmt.Errorf("tier %d begins at %d, which is not above %d of the one before", i+1, tier.From, s.Tiers[i-1].From))
		}
		if tier.Base <= 0 || tier.JKK <= 0 || tier.JKM <= 0 || tier.JHT <= 0 {
			wrong = append(wrong, fmt.Errorf("tier %d has a sum that is not above 0", i+1))
		}
	}
	return errors.Join(append(wrong, checkSource(s.Source))...)
}

// Check says everything that is wrong with a relief that somebody typed, a sentence for each; nil if nothing is.
func (r Relief) Check() error {
	var wrong []error
	if r.Sector != Transport && r.Sector != Others {
		wrong = append(wrong, fmt.Errorf("sector %q is neither %s nor %s", r.Sector, Transport, Others))
	}
	if len(r.Payers) == 0 {
		wrong = append(wrong, errors.New("it helps no payer"))
	}
	for _, payer := range r.Payers {
		if !slices.Contains(Payers, payer) {
			wrong = append(wrong, fmt.Errorf("payer %q is none of %v", payer, Payers))
		}
	}
	switch {
	case r.First.IsZero() || r.Last.IsZero():
		wrong = append(wrong, errors.New("its first or its last month is missing"))
	case r.Last.Before(r.First):
		wrong = append(wrong, fmt.Errorf("its last month %s is before its first, %s", r.Last, r.First))
	}
	if r.Percent < 0 || r.Percent > 100 {
		wrong = append(wrong, fmt.Errorf("%d per cent is not from 0 to 100", r.Percent))
	}
	return errors.Join(append(wrong, checkSource(r.Source))...)
}

func checkSource(source string) error {
	if strings.TrimSpace(source) == "" {
		return errors.New("it has no source, such as PP 50/2025")
	}
	return nil
}
