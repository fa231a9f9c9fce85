package region

import (
	"testing"

	"pgregory.net/rapid"
)

func TestWithin(t *testing.T) {
	for _, c := range []struct {
		a, b  string
		slips int
	}{
		{"", "", 0}, {"perian", "perian", 0}, {"perian", "peria", 1}, {"perian", "pperian", 1}, {"perian", "derian", 1},
		{"perian", "preian", 1}, {"perian", "eprina", 2}, {"perian", "prean", 2}, {"", "abc", 3}, {"abc", "xyz", 3},
		{"ca", "abc", 3}, {"é🙏", "🙏é", 1},
	} {
		for most := range 5 {
			if got := within(most, c.a, c.b); got != (c.slips <= most) {
				t.Errorf("%q and %q within %d: %t, though %d apart", c.a, c.b, most, got, c.slips)
			}
		}
	}
}

func TestWithinIsTheSameBothWays(t *testing.T) {
	text := rapid.StringOfN(rapid.SampledFrom([]rune("abc")), 0, 8, -1)
	rapid.Check(t, func(t *rapid.T) {
		a, b, most := text.Draw(t, "a"), text.Draw(t, "b"), rapid.IntRange(0, 4).Draw(t, "most")
		if within(most, a, b) != within(most, b, a) {
			t.Fatalf("%q and %q differ by the way round", a, b)
		}
	})
}
