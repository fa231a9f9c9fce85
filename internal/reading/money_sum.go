package reading

import (
	"math/big"
	"strings"
	"unicode"
)

// term is a number and the unit after it.
type term struct {
	number literal
	spoken bool  // in words
	unit   int64 // 1 where there is none
}

// sum takes one amount: "1,5jt", "1jt500", "dua juta lima ratus ribu".
func (r *moneyReader) sum() bool {
	first, ok := r.term()
	if !ok {
		return false
	}
	s := first.alone()
	for unit := first.unit; unit > 1; {
		mark := r.at
		next, ok := r.after(unit)
		if !ok || !s.add(next, unit) {
			r.at = mark
			break
		}
		unit = next.unit
	}
	r.sums = append(r.sums, s)
	return true
}

// after takes the next term of a sum, which must be smaller than the unit before it.
func (r *moneyReader) after(unit int64) (term, bool) {
	if halves[r.peek(0)] && moneyUnits[r.peek(1)] == 0 {
		r.at++
		return term{number: literal{value: big.NewRat(unit, 2)}, unit: 1, spoken: true}, true
	}
	if r.counts() {
		return term{}, false
	}
	next, ok := r.term()
	return next, ok && next.unit < unit
}

// term takes a number with its multiples, half and unit.
func (r *moneyReader) term() (term, bool) {
	if unit := oneUnits[r.peek(0)]; unit > 0 {
		r.about = r.about || roughly[r.peek(0)]
		r.at++
		return term{number: literal{value: big.NewRat(1, 1), whole: true}, unit: unit, spoken: true}, true
	}
	number, ok := parseLiteral(r.peek(0))
	t := term{number: number, unit: 1}
	switch {
	case ok:
		r.at++
	case halves[r.peek(0)] && moneyUnits[r.peek(1)] > 0:
		t.number, t.spoken = literal{value: new(big.Rat)}, true
	default:
		n, taken := smallNumber(r.untilUnit())
		if taken == 0 {
			return term{}, false
		}
		r.at += taken
		t.number, t.spoken = literal{value: big.NewRat(int64(n), 1), whole: true}, true
	}
	if n := moneyMultiples[r.peek(0)]; n > 0 {
		r.at++
		t.number = literal{value: times(t.number.value, n), whole: true}
	}
	switch tenths, _ := smallNumber(words(r.peek(1))); {
	case halves[r.peek(0)] && moneyUnits[r.peek(1)] > 0:
		r.at++
		t.number = literal{value: new(big.Rat).Add(t.number.value, big.NewRat(1, 2))}
	case r.peek(0) == "koma" && tenths > 0 && tenths < 10:
		r.at += 2
		t.number = literal{value: new(big.Rat).Add(t.number.value, big.NewRat(int64(tenths), 10))}
	}
	if unit := moneyUnits[r.peek(0)]; unit > 0 {
		r.about = r.about || roughly[r.peek(0)]
		r.at++
		t.unit = unit
	}
	return t, true
}

// untilUnit is the tokens from here to the next unit, since "dua ribu" is a number of its own elsewhere.
func (r *moneyReader) untilUnit() []string {
	for i, token := range r.tokens[r.at:] {
		if moneyUnits[token] > 0 {
			return r.tokens[r.at : r.at+i]
		}
	}
	return r.tokens[r.at:]
}

// alone is what a term is worth at the start of a sum.
func (t term) alone() sum {
	n := t.number
	switch small := n.value.Cmp(big.NewRat(10_000, 1)) < 0; {
	case t.unit == 1:
		spelt := t.spoken && n.value.Cmp(big.NewRat(1000, 1)) >= 0
		return sum{value: n.value, bare: small && !spelt, tens: !n.whole && n.value.Cmp(big.NewRat(100, 1)) < 0}
	case n.other != nil && t.unit >= 1e6 && n.value.Cmp(big.NewRat(100_000, 1)) < 0:
		return sum{value: times(n.other, t.unit), vague: true} // "1.500jt"
	case n.whole && !small:
		return sum{value: n.value, vague: true} // "1.500.000 juta"
	}
	return sum{value: times(n.value, t.unit)}
}

// add puts a term after one with the unit before. Without a unit it counts in the next smaller one, as in "1jt500" and "dua juta
// lima ratus"; fewer than three digits may be tenths or thousandths.
func (s *sum) add(t term, before int64) bool {
	n := t.number
	part := times(n.value, t.unit)
	switch {
	case t.unit > 1 || !n.whole && t.spoken:
	case !n.whole:
		return false
	case n.value.Cmp(big.NewRat(10, 1)) < 0:
		part, s.vague = times(n.value, before/10), true
	case n.value.Cmp(big.NewRat(1000, 1)) < 0:
		part = times(n.value, before/1000)
		s.vague = s.vague || n.value.Cmp(big.NewRat(100, 1)) < 0
	case n.value.Cmp(big.NewRat(before, 1)) >= 0:
		return false
	}
	s.value = new(big.Rat).Add(s.value, part)
	return true
}

func isWord(token string) bool { return strings.IndexFunc(token, unicode.IsLetter) == 0 }
