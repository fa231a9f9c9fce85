package jamsostek

import "testing"

func TestSponsorsPay(t *testing.T) {
	for sponsor, want := range map[Sponsor]Payer{Village: APBD, Regency: APBD, Province: APBD, Enterprise: Company, "": Self} {
		if got := sponsor.Payer(); got != want {
			t.Errorf("%q pays as %s, want %s", sponsor, got, want)
		}
	}
	if len(Sponsors) != 4 {
		t.Errorf("there are %v", Sponsors)
	}
	// No sponsor's contribution is halved.
	for _, sponsor := range Sponsors {
		got, err := Law().Contribution(month(t, "2026-11"), Terms{Others, sponsor.Payer(), 1_000_000, false})
		if err != nil || got.Total() != 16_800 {
			t.Errorf("%s pays %d (%v)", sponsor, got.Total(), err)
		}
	}
}

func TestOverlaps(t *testing.T) {
	for _, c := range []struct{ spans, with, want string }{
		{"", "regency 2027-01..2027-12", ""},
		{"village 2026-01..2026-12", "regency 2027-01..2027-12", ""},
		{"village 2026-01..2027-01", "regency 2027-01..2027-12", "2027-01"},
		{"village 2027-12..2028-05", "regency 2027-01..2027-12", "2027-12"},
		{"village 2027-03..2027-04; province 2027-04..2027-06", "regency 2027-01..2027-12", "2027-03..2027-06"},
		{"village 2027-02; company 2027-05", "regency 2027-01..2027-12", "2027-02,2027-05"},
		{"village 2026-01..2028-12 listed", "regency 2027-11..2028-02", "2027-11..2028-02"},
		{"village 2026-01..2028-12 refused", "regency 2027-01..2027-12", ""},
		{"regency 2027-01..2027-06", "regency 2027-06..2027-12", "2027-06"}, // another decree of the same sponsor
	} {
		if got := ranges(Overlaps(read(t, c.spans).Spans, read(t, c.with).Spans[0])); got != c.want {
			t.Errorf("%s with %s: %s, want %s", c.spans, c.with, got, c.want)
		}
	}
}
