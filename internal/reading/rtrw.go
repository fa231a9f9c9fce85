package reading

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// Neighbourhood is the rukun tetangga and the rukun warga of an address, from 1 to 999, or 0 where there is none.
type Neighbourhood struct {
	RT, RW int
}

// String is the form of the identity card, "003/001".
func (n Neighbourhood) String() string { return fmt.Sprintf("%03d/%03d", n.RT, n.RW) }

// Each has the RT and the RW as its groups, or one of them.
var (
	labelledPair = regexp.MustCompile(`\brt(?: ?[/.]? ?rw)?[ .:]*(\d+) ?/ ?(\d+)`)
	labelledRT   = regexp.MustCompile(`\brt[ .:]*(\d+)`)
	labelledRW   = regexp.MustCompile(`(?:\b|\d)rw[ .:]*(\d+)`)
	barePair     = regexp.MustCompile(`^(\d{1,3})(?: ?[-/.,&] ?| (?:dan )?)(\d{1,3})$`)
	bareRT       = regexp.MustCompile(`^(\d{1,3})(?: ?/ ?-*)?$`)
	cardForm     = regexp.MustCompile(`^(\d{3})(\d{3})$`)
)

// RTRW reads the RT and RW of an address: "RT 03 RW 01", "003/001", "rt3", "3/1", the RT alone, or "tidak ada". Numbers with their
// label are found inside a longer address too; bare ones have to be the whole text. It is false where neither is said or one is
// above 999.
func RTRW(text string) (Neighbourhood, bool) {
	written := inDigits(plain(text))
	for _, pair := range []*regexp.Regexp{labelledPair, barePair, cardForm} {
		if m := pair.FindStringSubmatch(written); m != nil {
			return neighbourhood(m[1], m[2])
		}
	}
	if m := bareRT.FindStringSubmatch(written); m != nil {
		return neighbourhood(m[1], "")
	}
	rt, rw := firstGroup(labelledRT, written), firstGroup(labelledRW, written)
	if rt == "" && rw == "" {
		return Neighbourhood{}, saysNoRT(text)
	}
	return neighbourhood(rt, rw)
}

func neighbourhood(rt, rw string) (Neighbourhood, bool) {
	if len(rt) > 3 || len(rw) > 3 {
		return Neighbourhood{}, false
	}
	return Neighbourhood{RT: number(rt), RW: number(rw)}, true
}

func firstGroup(pattern *regexp.Regexp, text string) string {
	if m := pattern.FindStringSubmatch(text); m != nil {
		return m[1]
	}
	return ""
}

func saysNoRT(text string) bool {
	core := without(words(text), courtesy, self, set(`rt rw nya rtnya rwnya`))
	switch {
	case len(core) == 0:
		return strings.Trim(strings.TrimSpace(text), "-/") == "" && strings.Contains(text, "-")
	case len(core) == 1:
		return nothing[core[0]] || core[0] == "tanpa"
	}
	return len(core) == 2 && denials[core[0]] && having[core[1]]
}

// inDigits writes the numbers of a text that are in words in digits.
func inDigits(text string) string {
	all := strings.Fields(text)
	var written []string
	for len(all) > 0 {
		n, taken := smallNumber(all)
		if taken == 0 {
			written, all = append(written, all[0]), all[1:]
			continue
		}
		written, all = append(written, strconv.Itoa(n)), all[taken:]
	}
	return strings.Join(written, " ")
}
