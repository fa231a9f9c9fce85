package bench

import (
	"fmt"
	"strings"
)

// bound judges, and says in words what it allows.
type bound interface {
	wrong(g Growth, people [3]float64) string
	String() string
}

// anyhow is of figures that say how the rest is to be read.
type anyhow struct{}

func (anyhow) wrong(Growth, [3]float64) string { return "" }

func (anyhow) String() string { return "–" }

// level allows a share of the early figure, and some more: what it swings by itself.
type level struct{ share, slack float64 }

func (l level) wrong(g Growth, _ [3]float64) string {
	if g.Late-g.Early <= g.Early*l.share+l.slack {
		return ""
	}
	return fmt.Sprintf("it grew from %.1f to %.1f", g.Early, g.Late)
}

func (l level) String() string {
	var parts []string
	if l.share > 0 {
		parts = append(parts, fmt.Sprintf("%.0f%%", 100*l.share))
	}
	if l.slack > 0 {
		parts = append(parts, fmt.Sprintf("%.0f", l.slack))
	}
	return "not by more than " + strings.Join(parts, " and ")
}

// each allows so much for each who begins, and that those of the second half take no more each than those of the first.
type each struct{ most float64 }

// uneven is how much more a person of the second half may take: a table grows by pages, and what is dead in it is swept in rounds.
const uneven = 1.25

func (e each) wrong(g Growth, people [3]float64) string {
	before, after := per(g.Half-g.Early, people[1]-people[0]), per(g.Late-g.Half, people[2]-people[1])
	switch {
	case g.PerPerson > e.most:
		return fmt.Sprintf("each who began takes %.2f", g.PerPerson)
	case after > uneven*max(before, e.most/4):
		return fmt.Sprintf("each of the first half takes %.2f, and each of the second %.2f", before, after)
	}
	return ""
}

func (e each) String() string { return fmt.Sprintf("by %.4g a person", e.most) }

// per is 0 where there is nothing to divide by.
func per(of, by float64) float64 {
	if by <= 0 {
		return 0
	}
	return of / by
}
