package bench

import (
	"fmt"
	"io"
)

// WriteSoak writes what came of a soak as tables in Markdown.
func WriteSoak(out io.Writer, s Soaked) {
	fmt.Fprintf(out, "| People | Updates | Updates/s | CPU µs/update | p50 ms | p95 ms | p99 ms | Peak MiB | Let down | Lost | Twice | Out of order | Rows right | wrong | double |\n"+
		"|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n| %d | %d | %.1f | %.0f | %.1f | %.1f | %.1f | %.0f | %d | %d | %d | %d | %d of %d | %d | %d |\n",
		s.Workers, s.Updates, s.PerSecond, s.CPU, s.P50, s.P95, s.P99, s.Peak, s.Unregistered, s.Lost, s.Twice, s.Reordered, s.Rows.Right, s.Workers, s.Rows.Wrong, s.Rows.Double)
	fmt.Fprint(out, "\n| | After a tenth | Half way | At the end | An hour | A person | May grow |\n|---|--:|--:|--:|--:|--:|---|\n")
	for _, g := range s.Growth {
		fmt.Fprintf(out, "| %s | %.1f | %.1f | %.1f | %+.1f | %+.3f | %s |\n", g.Figure, g.Early, g.Half, g.Late, g.PerHour, g.PerPerson, g.May)
	}
}

// JudgeSoak adds what a soak has that the service promises not to have.
func (r *Report) JudgeSoak(s Soaked) {
	r.Judge(s.Result, nil)
	for _, g := range s.Growth {
		if g.Wrong != "" {
			r.Wrong = append(r.Wrong, g.Figure+": "+g.Wrong)
		}
	}
}
