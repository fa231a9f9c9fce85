package jamsostek

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Rows laid on top count before those beneath, and no tariff changes another one by it.
func TestTariffWithRows(t *testing.T) {
	prolonged := Relief{Others, []Payer{Self}, month(t, "2027-01"), month(t, "2027-12"), 50, "prolonged"}
	ended := Relief{Others, []Payer{Self}, month(t, "2027-07"), month(t, "2027-12"), 100, "ended early"}
	raised := Scale{month(t, "2027-10"), []Tier{{0, 2_000_000, 20_000, 7_000, 40_000}}, "raised"}
	law := Law()
	first := law.With(nil, []Relief{prolonged})
	both := first.With([]Scale{raised}, []Relief{ended})
	other := first.With(nil, []Relief{{Others, []Payer{Self}, month(t, "2027-01"), month(t, "2027-12"), 0, "free"}})
	for name, c := range map[string]struct {
		tariff Tariff
		want   map[string]int64
	}{
		"law":   {law, map[string]int64{"2026-12": 8_400, "2027-01": 16_800, "2027-10": 16_800}},
		"first": {first, map[string]int64{"2026-12": 8_400, "2027-01": 8_400, "2027-12": 8_400, "2028-01": 16_800}},
		"both":  {both, map[string]int64{"2027-06": 8_400, "2027-07": 16_800, "2027-09": 16_800, "2027-10": 27_000}},
		"other": {other, map[string]int64{"2026-12": 8_400, "2027-01": 0, "2027-12": 0}},
	} {
		for text, want := range c.want {
			got, err := c.tariff.Contribution(month(t, text), Terms{Others, Self, 1_000_000, false})
			if err != nil || got.Total() != want {
				t.Errorf("%s, %s: %d (%v), want %d", name, text, got.Total(), err, want)
			}
		}
	}
	// Two tariffs laid on the same one, with room left in its lists, do not share rows.
	room := Tariff{Scales: append(make([]Scale, 0, 8), law.Scales...), Reliefs: append(make([]Relief, 0, 8), law.Reliefs...)}
	one := room.With([]Scale{raised}, []Relief{prolonged})
	room.With([]Scale{{raised.From, raised.Tiers, "another"}}, []Relief{ended})
	if one.Scales[1].Source != "raised" || one.Reliefs[2].Source != "prolonged" {
		t.Errorf("rows laid on one tariff are found in another: %v", one.Reliefs)
	}
}

func TestRowsAsJSON(t *testing.T) {
	law := Law()
	text, err := json.Marshal(law.Reliefs[1])
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(`{"sector":"other","payers":["self"],"first":"2026-04","last":"2026-12","percent":50,"source":"PP 50/2025"}`, string(text)); diff != "" {
		t.Error(diff)
	}
	text, err = json.Marshal(Scale{law.Scales[0].From, law.Scales[0].Tiers[:1], "x"})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(`{"from":"2015-07","tiers":[{"from":0,"base":1000000,"jkk":10000,"jkm":6800,"jht":20000}],"source":"x"}`, string(text)); diff != "" {
		t.Error(diff)
	}
	text, err = json.Marshal(law.Scales[0])
	var back Scale
	if err != nil || json.Unmarshal(text, &back) != nil || cmp.Diff(law.Scales[0], back) != "" {
		t.Errorf("%s came back as %+v (%v)", text, back, err)
	}
}

func TestLawIsRight(t *testing.T) {
	for _, scale := range Law().Scales {
		if err := scale.Check(); err != nil {
			t.Error(err)
		}
	}
	for _, relief := range Law().Reliefs {
		if err := relief.Check(); err != nil {
			t.Error(err)
		}
	}
}

func TestWrongScales(t *testing.T) {
	tier := func(from int64) Tier { return Tier{from, 1_000_000, 10_000, 6_800, 20_000} }
	from := month(t, "2028-01")
	for _, c := range []struct {
		scale Scale
		want  []string
	}{
		{Scale{from, []Tier{tier(0), tier(1)}, "PP 1/2028"}, nil},
		{Scale{}, []string{"it holds from no month on", "it has no tiers", "it has no source, such as PP 50/2025"}},
		{Scale{from, []Tier{tier(1)}, "x"}, []string{"tier 1 begins at 1; the first has to begin at 0"}},
		{Scale{from, []Tier{tier(0), tier(5), tier(5), tier(4)}, "x"},
			[]string{"tier 3 begins at 5, which is not above 5 of the one before", "tier 4 begins at 4, which is not above 5 of the one before"}},
		{Scale{from, []Tier{{0, 0, 1, 1, 1}, {1, 1, 0, 1, 1}, {2, 1, 1, 0, 1}, {3, 1, 1, 1, -1}}, "x"},
			[]string{"tier 1 has a sum that is not above 0", "tier 2 has a sum that is not above 0", "tier 3 has a sum that is not above 0", "tier 4 has a sum that is not above 0"}},
		{Scale{from, []Tier{tier(0)}, " "}, []string{"it has no source, such as PP 50/2025"}},
	} {
		if diff := cmp.Diff(c.want, sentences(c.scale.Check())); diff != "" {
			t.Errorf("%+v: %s", c.scale, diff)
		}
	}
}

func TestWrongReliefs(t *testing.T) {
	first, last := month(t, "2027-01"), month(t, "2027-12")
	for _, c := range []struct {
		relief Relief
		want   []string
	}{
		{Relief{Transport, []Payer{Self, Company}, first, first, 0, "x"}, nil},
		{Relief{Others, []Payer{Self}, first, last, 100, "x"}, nil},
		{Relief{}, []string{`sector "" is neither transport nor other`, "it helps no payer", "its first or its last month is missing", "it has no source, such as PP 50/2025"}},
		{Relief{"sea", []Payer{Self}, first, last, 50, "x"}, []string{`sector "sea" is neither transport nor other`}},
		{Relief{Others, []Payer{Self, "uncle"}, first, last, 50, "x"}, []string{`payer "uncle" is none of [self apbd apbn company]`}},
		{Relief{Others, []Payer{Self}, last, first, 50, "x"}, []string{"its last month 2027-01 is before its first, 2027-12"}},
		{Relief{Others, []Payer{Self}, first, last, 101, "x"}, []string{"101 per cent is not from 0 to 100"}},
		{Relief{Others, []Payer{Self}, first, last, -1, "\t"}, []string{"-1 per cent is not from 0 to 100", "it has no source, such as PP 50/2025"}},
	} {
		if diff := cmp.Diff(c.want, sentences(c.relief.Check())); diff != "" {
			t.Errorf("%+v: %s", c.relief, diff)
		}
	}
}

func sentences(err error) []string {
	if err == nil {
		return nil
	}
	return strings.Split(err.Error(), "\n")
}
