package reading

// MaxSure is the largest amount, in rupiah, that is taken without asking back.
const MaxSure = 100_000_000

// MaxRupiah is the largest amount that is read at all.
const MaxRupiah = 999_999_999_999

// Per is the stretch of time an amount of money is for.
type Per string

const (
	// PerUnknown is the stretch of an amount that names none.
	PerUnknown Per = ""
	// PerDay is a day: "sehari", "/hari", "a day".
	PerDay Per = "day"
	// PerWeek is a week: "seminggu", "weekly".
	PerWeek Per = "week"
	// PerMonth is a month: "sebulan", "/bln", "per month".
	PerMonth Per = "month"
	// PerYear is a year: "setahun".
	PerYear Per = "year"
	// PerHarvest is a harvest: "sekali panen".
	PerHarvest Per = "harvest"
	// PerOther is any other measure: a trip, a job, a kilo, three months.
	PerOther Per = "other"
)

// Amount is a sum of money as it was typed.
//
//	Sure    Rupiah is what was meant, for the stretch in Per.
//	Guess   Rupiah is likely; ask "maksudnya Rp…?" first. DoubtRange runs from Rupiah to High.
//	Unread  There is no usable sum; Doubt says why where more is known than that.
type Amount struct {
	Rupiah    int64 // whole rupiah, from 0 to MaxRupiah
	High      int64 // the upper end of a range, otherwise the same as Rupiah
	Per       Per
	Certainty Certainty
	Doubt     Doubt
}

// NeedsMonth says whether the amount is for something other than a month, so that the amount for a month has to be asked for. An
// amount that names no stretch of time is for whatever the question was about.
func (a Amount) NeedsMonth() bool { return a.Per != PerUnknown && a.Per != PerMonth }

// Money reads an amount in the ways people type it: "Rp 1.500.000,-", "1,5jt", "1jt500", "500rb/hari", "satu setengah juta". An
// amount with its unit or written out in full is sure; a bare "500", "1,5" or "1.500" is a guess at thousands or millions, as
// suits an income. An amount among words that are not understood is a guess, and a bare number among them is not read.
func Money(text string) Amount {
	r := moneyReader{tokens: moneyTokens(text)}
	r.read()
	amount := r.amount()
	amount.Per = r.per
	if belowZero.MatchString(plain(text)) {
		return Amount{Per: r.per, Doubt: DoubtNegative}
	}
	if amount.Certainty == Unread && amount.Doubt == "" && saysNothing(words(text)) {
		return Amount{Per: r.per, Certainty: Guess, Doubt: DoubtZero}
	}
	return amount
}

// saysNothing says whether the words are "tidak ada", "belum punya penghasilan" or "nihil".
func saysNothing(all []string) bool {
	core := without(all, courtesy, self, moneyTalk)
	return len(core) == 1 && nothing[core[0]] || len(core) == 2 && denials[core[0]] && having[core[1]]
}
