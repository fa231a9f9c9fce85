package input_test

import (
	"testing"

	"jagaetam/internal/chat"
	"jagaetam/internal/input"
	"jagaetam/internal/record"
)

func TestIncome(t *testing.T) {
	asking{accept: input.Income{}}.reads(t, map[string]string{
		"Rp 1.500.000":          "1500000",
		"1500000":               "1500000",
		"1.500.000,-":           "1500000",
		"1,5jt":                 "1500000",
		"1.5jt":                 "1500000",
		"1jt500":                "1500000",
		"500rb":                 "500000",
		"500 ribu sebulan":      "500000",
		"500k/bln":              "500000",
		"sejuta":                "1000000",
		"satu setengah juta":    "1500000",
		"±1jt":                  "1000000 ?input.income.guess",
		"1 juta lebih":          "1000000 ?input.income.guess",
		"500":                   "500000 ?input.income.guess",
		"1,5":                   "1500000 ?input.income.guess",
		"1.500":                 "1500000 ?input.income.guess",
		"150 juta":              "150000000 ?input.income.guess",
		"50-60rb":               "!input.income.range",
		"1-2 juta":              "!input.income.range",
		"100rb sehari":          "!input.income.per-day",
		"50-60rb sehari":        "!input.income.per-day",
		"80rb/hari":             "!input.income.per-day",
		"500rb seminggu":        "!input.income.per-week",
		"18 juta setahun":       "!input.income.per-year",
		"sekali panen 5 juta":   "!input.income.per-harvest",
		"200rb per trip":        "!input.income.per-other",
		"0":                     "0 ?input.income.zero",
		"tidak ada penghasilan": "0 ?input.income.zero",
		"-500rb":                "!input.income.unread",
		"6402065205859001":      "!input.income.unread",
		"tidak tentu":           "!input.income.unread",
		"":                      "!input.income.unread",
	})
}

func TestIncomeIsSaidBack(t *testing.T) {
	for text, want := range map[string][2]int64{"1.500": {1500000, 1500000}, "50-60rb": {50000, 60000}, "100rb sehari": {100000, 100000}} {
		r := asking{accept: input.Income{}}.read(t, chat.Text{Text: text}, record.Facts{})
		say := r.Doubt
		if say == nil {
			say = r.Complaint
		}
		if got := [2]int64{*say.Args["Amount"].Rupiah, *say.Args["High"].Rupiah}; got != want {
			t.Errorf("%q is said back as %v, not %v", text, got, want)
		}
	}
}

func FuzzIncome(f *testing.F) {
	asking{accept: input.Income{}}.fuzz(f, "1jt500", "50-60rb sehari", "-1", "999999999999999999999")
}
