package transcript

import (
	"cmp"
	"slices"
	"strings"
)

// block is how a line begins under which stands what somebody else sees.
func block(who string) string {
	if who == Officers {
		return Officers + " see:"
	}
	return who + " sees:"
}

// isBlock says whether a line is such a one, and no doing.
func isBlock(line string) bool {
	who, ok := strings.CutSuffix(line, " sees:")
	return line == block(Officers) || ok && who != "" && !strings.Contains(who, " ")
}

// layOut writes what was shown: below the line of who did something what came onto his own telephone, and after it a block for the
// officers and one for everybody else. What came at the same time in several topics stands topic by topic.
func layOut(who string, all []Shown) (own []string, others []Line) {
	screens := map[string][]Shown{}
	for _, shown := range all {
		if shown.Who == who {
			shown.Who = ""
		}
		screens[shown.Who] = append(screens[shown.Who], shown)
	}
	for i, shown := range screens[""] {
		if i > 0 {
			own = append(own, separator)
		}
		own = append(own, shown.lines()...)
	}
	delete(screens, "")
	names := make([]string, 0, len(screens))
	for name := range screens {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int {
		return cmp.Or(order(a)-order(b), strings.Compare(a, b))
	})
	for _, name := range names {
		others = append(others, Line{Text: block(name), Said: blockLines(screens[name])})
	}
	return own, others
}

const separator = "--"

// order has the officers first.
func order(name string) int {
	if name == Officers {
		return 0
	}
	return 1
}

// blockLines are what one screen shows, with a heading where the topic changes.
func blockLines(all []Shown) (lines []string) {
	slices.SortStableFunc(all, func(a, b Shown) int { return cmp.Or(len(a.Thread)-len(b.Thread), strings.Compare(a.Thread, b.Thread)) })
	for i, shown := range all {
		first := i == 0 || all[i-1].Thread != shown.Thread
		switch {
		case shown.Kind.ofTopic():
			lines = append(lines, "(topic "+shown.Topic+" "+string(shown.Kind)+")")
			continue
		case shown.Who == Officers && first:
			lines = append(lines, heading(shown))
		case !first && shown.Kind != Pins && !all[i-1].Kind.ofTopic():
			lines = append(lines, separator)
		}
		lines = append(lines, shown.lines()...)
	}
	return lines
}

func heading(s Shown) string {
	if s.Thread == "" {
		return "(" + General + ")"
	}
	return "(topic " + s.Topic + ")"
}

// ofTopic says whether it happened to a topic.
func (k Kind) ofTopic() bool {
	return k == Opens || k == Closes || k == Reopens || k == Renames
}
