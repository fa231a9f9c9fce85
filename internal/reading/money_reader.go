package reading

import "math/big"

// sum is one amount found in a text.
type sum struct {
	value *big.Rat
	bare  bool // without a unit, and too small to be written out in full
	tens  bool // decimals, which are millions when bare
	vague bool // the unit contradicts the number, or is missing after one: "1.500jt", "1jt5"
}

// moneyReader walks through the tokens once and keeps what it finds.
type moneyReader struct {
	tokens []string
	at     int

	sums    []sum
	ranged  bool // a range sign stood between two sums
	per     Per
	about   bool
	unknown bool // words that were not understood
	broken  bool // a number that is none
}

func (r *moneyReader) read() {
	for r.at < len(r.tokens) {
		switch {
		case r.period(), r.sum():
		case ranging[r.tokens[r.at]] && len(r.sums) == 1:
			r.ranged = true
			r.at++
		default:
			r.word(r.tokens[r.at])
			r.at++
		}
	}
}

func (r *moneyReader) word(word string) {
	switch {
	case roughly[word]:
		r.about = true
	case word[0] >= '0' && word[0] <= '9':
		r.broken = true
	case each[word], ranging[word], courtesy[word], self[word], thanks[word], moneyTalk[word]:
	default:
		r.unknown = true
	}
}

// peek is the token n places ahead, or nothing.
func (r *moneyReader) peek(n int) string {
	if r.at+n < len(r.tokens) {
		return r.tokens[r.at+n]
	}
	return ""
}

// period takes "per bulan", "a month", "sehari", "3 bulan", "2 kali" or "per karung".
func (r *moneyReader) period() bool {
	word, next := r.peek(0), r.peek(1)
	switch per, known := periods[word]; {
	case known:
		r.take(per, 1)
	case r.counts() && periods[next] != "":
		if word == "1" {
			r.take(periods[next], 2)
		} else {
			r.take(PerOther, 2)
		}
	case r.counts():
		r.unknown = true
		r.at += 2
	case (each[word] || article[word]) && periods[next] != "":
		r.take(periods[next], 2)
	case each[word] && isWord(next):
		r.take(PerOther, 2)
	default:
		return false
	}
	return true
}

func (r *moneyReader) take(per Per, tokens int) {
	switch {
	case r.per == PerUnknown || r.per == PerOther && per == PerHarvest:
		r.per = per
	case r.per != per && r.per != PerHarvest:
		r.unknown = true // "sehari" and "sebulan" in one text: which of them?
	}
	r.at += tokens
}

// counts says whether a number of things stands ahead: "26 hari", "2 kali". Above 31 it is money: "500 hari".
func (r *moneyReader) counts() bool {
	n, ok := parseLiteral(r.peek(0))
	return ok && n.whole && n.value.Cmp(big.NewRat(31, 1)) <= 0 && countable[r.peek(1)]
}
