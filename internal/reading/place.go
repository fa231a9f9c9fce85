package reading

import (
	"regexp"
	"strings"
)

// The dot needs its space: "1.5 juta" is no list number.
var listNumbered = regexp.MustCompile(`^[^\p{L}\p{N}]*(\d{1,2})(?:[.)]\s+|\x{FE0F}?\x{20E3}\s*)(.*)$`)

// A number may be glued to its sign: "no2", "ke2".
var numbered = regexp.MustCompile(`^(?:nomor|nomer|nmr|no|ke)?(\d{1,3})$`)

// listNumber is the number a label is listed under, or -1, and the label without it.
func listNumber(label string) (place int, bare string) {
	m := listNumbered.FindStringSubmatch(label)
	if m == nil {
		return -1, label
	}
	return number(m[1]), m[2]
}

// place reads the place in a list of n that the words name and nothing else.
func place(text string, n int) (int, bool) {
	named := without(strings.Fields(text), numberSigns)
	if len(named) != 1 {
		return 0, false
	}
	if k, ok := places[named[0]]; ok {
		return k, true
	}
	if m := numbered.FindStringSubmatch(named[0]); m != nil {
		return number(m[1]), true
	}
	return n, named[0] == "terakhir"
}
