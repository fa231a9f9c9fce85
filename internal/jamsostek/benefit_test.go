package jamsostek

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestBenefitsOfTheLowestTier(t *testing.T) {
	tier, err := Law().Tier(month(t, "2027-01"), 0)
	if err != nil {
		t.Fatal(err)
	}
	const accident, school = 70_000_000, 174_000_000
	none, funeral := Benefits{}, Benefits{10_000_000, accident, 0, school}
	full, all := Benefits{42_000_000, accident, 0, school}, Benefits{42_000_000, accident, school, school}
	for _, c := range []struct {
		since, day string
		want       Benefits
	}{
		{"2027-01-01", "2026-12-31", none},
		{"2027-01-01", "2027-01-01", funeral}, // an accident on the first day is covered
		{"2027-01-01", "2027-03-31", funeral},
		{"2027-01-01", "2027-04-01", full},
		{"2026-11-15", "2027-02-14", funeral},
		{"2026-11-15", "2027-02-15", full},
		{"2026-11-30", "2027-02-28", funeral}, // there is no 30 February
		{"2026-11-30", "2027-03-01", full},
		{"2027-11-30", "2028-02-29", funeral},
		{"2024-12-01", "2025-02-28", funeral},
		{"2024-11-24", "2025-02-24", full},
		{"2027-01-01", "2029-12-31", full},
		{"2027-01-01", "2030-01-01", all},
		{"2024-02-29", "2027-02-28", full},
		{"2024-02-29", "2027-03-01", all},
	} {
		got, err := Member{date(t, c.since), tier}.Benefits(date(t, c.day))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("member since %s, %s: %s", c.since, c.day, diff)
		}
	}
}

// A worker who earns 2,750,000 is reported with 2,950,000, one who earns 50 million with 20,700,000.
func TestAccidentDeathIsOfTheReportedBase(t *testing.T) {
	for income, want := range map[int64]int64{
		999_999: 70_000_000, 2_750_000: 48*2_950_000 + 22_000_000, 50_000_000: 48*20_700_000 + 22_000_000,
	} {
		tier, err := Law().Tier(month(t, "2027-01"), income)
		if err != nil {
			t.Fatal(err)
		}
		got, err := Member{date(t, "2027-01-01"), tier}.Benefits(date(t, "2027-01-02"))
		if err != nil || got.AccidentDeath != want {
			t.Errorf("income %d: %d (%v), want %d", income, got.AccidentDeath, err, want)
		}
	}
}

// A cover's benefits go by its paid months: those within the grace protect, but bring no membership.
func TestBenefitsOfACover(t *testing.T) {
	law := Law()
	tier, err := law.Tier(month(t, "2027-01"), 1_000_000)
	if err != nil {
		t.Fatal(err)
	}
	const funeral, full = 10_000_000, 42_000_000
	for _, c := range []struct {
		known, day string
		death      int64
		school     bool
	}{
		{"", "2027-01-20", 0, false},
		{"stage listed; regency 2027-01..2027-12 listed", "2027-01-20", 0, false},
		{"regency 2027-01..2027-12", "2026-12-31", 0, false},
		{"regency 2027-01..2027-12", "2027-01-01", funeral, false},
		{"regency 2027-01..2027-12", "2027-03-31", funeral, false},
		{"regency 2027-01..2027-12", "2027-04-01", full, false},
		{"regency 2027-01..2027-12", "2028-01-01", full, false}, // in the grace
		{"regency 2027-01..2027-12", "2028-03-31", full, false},
		{"regency 2027-01..2027-12", "2028-04-01", 0, false}, // lapsed
		{"own 2027-01", "2027-04-30", funeral, false},        // three months unpaid are no membership
		{"own 2027-01..2027-02", "2027-05-31", funeral, false},
		{"own 2027-01..2027-03", "2027-04-01", full, false},
		{"own 2027-01..2027-03", "2027-06-30", full, false},
		{"said 2027-01..2027-03", "2027-04-10", full, false},
		{"own 2027-01..2027-03; own 2027-05", "2027-05-20", funeral, false}, // April is a hole
		{"own 2027-01..2027-03; own 2027-05..2027-07", "2027-08-01", full, false},
		{"regency 2024-01..2026-12", "2026-12-31", full, false},
		{"regency 2024-01..2026-12", "2027-01-01", full, true},
		{"regency 2024-01..2026-11", "2027-02-28", full, false}, // 35 months and the grace
		{"regency 2024-01..2024-12; own 2025-01..2026-12", "2027-01-01", full, true},
		{"regency 2027-01..2027-12; left moved 2027-06-10", "2027-06-30", full, false},
		{"regency 2027-01..2027-12; left moved 2027-06-10", "2027-07-01", 0, false}, // no grace after leaving
		{"regency 2026-01..2026-12; regency 2027-03..2027-12 listed", "2027-03-31", full, false},
		{"regency 2026-01..2026-12; regency 2027-03..2027-12 listed", "2027-04-01", 0, false}, // decreed is not insured
	} {
		cover, err := law.Cover(read(t, c.known), date(t, c.day), FixedHolidays())
		if err != nil {
			t.Fatal(err)
		}
		got, err := cover.Benefits(tier, date(t, c.day))
		want := Benefits{Death: c.death}
		if c.death > 0 {
			want.AccidentDeath, want.AccidentScholarship = 70_000_000, 174_000_000
		}
		if c.school {
			want.Scholarship = 174_000_000
		}
		if diff := cmp.Diff(want, got); diff != "" || err != nil || cover.Protects(date(t, c.day)) != (c.death > 0) {
			t.Errorf("%s on %s (%v, %s): %s", c.known, c.day, err, say(cover), diff)
		}
	}
}

func TestBenefitsThatAreNotKnown(t *testing.T) {
	if _, err := (Member{}).Benefits(date(t, "2027-01-01")); err == nil {
		t.Error("somebody without a first day has benefits")
	}
	if _, err := (Member{Since: date(t, "2024-01-01")}).Benefits(date(t, "2025-02-23")); err == nil {
		t.Error("the rules of 2025 hold for the day before them")
	}
	if _, err := (Member{Since: date(t, "2024-01-01")}).Benefits(date(t, "2025-02-24")); err != nil {
		t.Error(err)
	}
}

func TestScholarship(t *testing.T) {
	if MaxScholarship() != 174_000_000 || ScholarshipChildren != 2 || ScholarshipAge != 23 {
		t.Errorf("%d for %d children under %d", MaxScholarship(), ScholarshipChildren, ScholarshipAge)
	}
}
