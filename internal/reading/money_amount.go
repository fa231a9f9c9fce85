package reading

import "math/big"

// amount is the reading of all that was found.
func (r *moneyReader) amount() Amount {
	switch {
	case r.broken || len(r.sums) == 0:
		return Amount{}
	case len(r.sums) == 2 && r.ranged:
		return r.span(r.sums[0], r.sums[1])
	case len(r.sums) > 1:
		return Amount{Doubt: DoubtSeveral}
	}
	s := r.sums[0]
	if s.bare && r.unknown && s.value.Sign() > 0 {
		return Amount{}
	}
	value := s.value
	if s.bare {
		value = scaled(s)
	}
	rupiah, ok := whole(value)
	if !ok {
		return Amount{Doubt: DoubtTooLarge}
	}
	doubt := r.doubt(s, rupiah)
	if doubt == "" {
		return Amount{Rupiah: rupiah, High: rupiah, Certainty: Sure}
	}
	return Amount{Rupiah: rupiah, High: rupiah, Certainty: Guess, Doubt: doubt}
}

func (r *moneyReader) doubt(s sum, rupiah int64) Doubt {
	switch {
	case rupiah == 0:
		return DoubtZero
	case s.bare || s.vague:
		return DoubtScale
	case rupiah > MaxSure:
		return DoubtSize
	case r.unknown:
		return DoubtWords
	case r.about:
		return DoubtAbout
	}
	return ""
}

// scaled is a bare number in the thousands or millions it is likely to be.
func scaled(s sum) *big.Rat {
	if s.tens || s.value.Cmp(big.NewRat(10, 1)) < 0 {
		return times(s.value, 1e6)
	}
	return times(s.value, 1e3)
}

// span reads a range, of which one end often lends the other its unit: "50-60rb", "1 - 1,5 juta", "500-1jt".
func (r *moneyReader) span(low, high sum) Amount {
	for _, l := range ends(low, high) {
		for _, h := range ends(high, low) {
			from, okFrom := whole(l)
			to, okTo := whole(h)
			if okFrom && okTo && 0 < from && from < to && to <= 20*from && !(low.bare && high.bare && r.unknown) {
				return Amount{Rupiah: from, High: to, Certainty: Guess, Doubt: DoubtRange}
			}
		}
	}
	return Amount{Doubt: DoubtSeveral}
}

// ends is what one end of a range may be worth, the likeliest first.
func ends(end, other sum) []*big.Rat {
	if !end.bare {
		return []*big.Rat{end.value}
	}
	likely := scaled(end)
	if other.bare && other.value.Sign() > 0 {
		likely = new(big.Rat).Quo(new(big.Rat).Mul(end.value, scaled(other)), other.value)
	}
	return []*big.Rat{likely, times(end.value, 1e3), times(end.value, 1e6), end.value}
}

func times(value *big.Rat, n int64) *big.Rat { return new(big.Rat).Mul(value, big.NewRat(n, 1)) }

// whole is value in whole rupiah, false above MaxRupiah. Whatever is left of a rupiah falls away.
func whole(value *big.Rat) (int64, bool) {
	n := new(big.Int).Quo(value.Num(), value.Denom())
	return n.Int64(), n.Cmp(big.NewInt(MaxRupiah)) <= 0
}
