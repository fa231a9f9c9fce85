package bench

import (
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
)

// Report is everything that came of a run of the bench.
type Report struct {
	Machine string   `json:"machine"`
	Servers []string `json:"servers"`
	Version string   `json:"version"`
	Load    []Result `json:"load,omitempty"`
	Faults  []Result `json:"faults,omitempty"`
	Soak    *Soaked  `json:"soak,omitempty"`
	// Wrong is what broke a promise of the service, a sentence each.
	Wrong []string `json:"wrong,omitempty"`
}

// Judge adds what a result has that the service promises not to have. The fault is nil for a measurement.
func (r *Report) Judge(result Result, fault *Fault) {
	name := fmt.Sprintf("%d people by %s", result.Workers, result.Mode)
	if fault == nil {
		fault = &Fault{}
	} else {
		name = fault.Name
	}
	for _, wrong := range fault.Wrong(result) {
		r.Wrong = append(r.Wrong, name+": "+wrong)
	}
}

// Machine describes where the bench runs.
func Machine() string {
	model := runtime.GOARCH
	if text, err := os.ReadFile("/proc/cpuinfo"); err == nil {
		if _, after, ok := strings.Cut(string(text), "model name"); ok {
			name, _, _ := strings.Cut(after, "\n")
			model = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(name), ":"))
		}
	}
	return fmt.Sprintf("%d cores of %s, %s %s, %s", runtime.NumCPU(), model, runtime.GOOS, runtime.GOARCH, runtime.Version())
}

// WriteLoad writes the measurements as a table in Markdown, and below it how the service compares with its yardsticks.
func WriteLoad(out io.Writer, results []Result) {
	fmt.Fprint(out, "| Bot | Updates by | Telegram takes | People at once | Updates/s | CPU µs/update | Updates/core-second | Calls/update | p50 ms | p95 ms | p99 ms | Peak MiB "+
		"| Lost | Twice | Out of order | Rows right | wrong | double |\n|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n")
	for _, r := range results {
		people := fmt.Sprint(r.Workers) + thinking(r.Think)
		right := fmt.Sprintf("%d of %d", r.Rows.Right, r.Workers)
		if r.Bot == Echo {
			right = "–"
		}
		fmt.Fprintf(out, "| %s | %s | %d ms | %s | %.0f | %.0f | %.0f | %.2f | %.1f | %.1f | %.1f | %.0f | %d | %d | %d | %s | %d | %d |\n",
			r.Bot, r.Mode, r.Latency, people, r.PerSecond, r.CPU, r.PerCoreSecond, r.Calls, r.P50, r.P95, r.P99, r.Peak,
			r.Lost, r.Twice, r.Reordered, right, r.Rows.Wrong, r.Rows.Double)
	}
	fmt.Fprint(out, "\n| Updates by | Telegram takes | People at once | CPU/update of the echo's | per call | Updates/core-second of the raw bot's | p99 of the echo's |\n|---|--:|--:|--:|--:|--:|--:|\n")
	for _, r := range results {
		echo, raw := r.beside(results, Echo), r.beside(results, Raw)
		if r.Bot != Service || echo == nil && raw == nil {
			continue
		}
		var cpu, call, core, p99 string
		if echo != nil {
			cpu, call, p99 = ratio(r.CPU, echo.CPU), ratio(r.CPU/r.Calls, echo.CPU/echo.Calls), ratio(r.P99, echo.P99)
		}
		if raw != nil {
			core = ratio(r.PerCoreSecond, raw.PerCoreSecond)
		}
		fmt.Fprintf(out, "| %s | %d ms | %d%s | %s | %s | %s | %s |\n", r.Mode, r.Latency, r.Workers, thinking(r.Think), cpu, call, core, p99)
	}
}

func thinking(ms int64) string {
	if ms == 0 {
		return ""
	}
	return fmt.Sprintf(", who think %.0f s", float64(ms)/1000)
}

// beside is the measurement of another bot under the same conditions.
func (r Result) beside(results []Result, bot Kind) *Result {
	for i, other := range results {
		if other.Bot == bot && other.Mode == r.Mode && other.Latency == r.Latency && other.Workers == r.Workers && other.Think == r.Think && other.Replicas == r.Replicas {
			return &results[i]
		}
	}
	return nil
}

func ratio(of, to float64) string {
	if to == 0 {
		return "–"
	}
	return fmt.Sprintf("%.2f", of/to)
}

// WriteFaults writes what came of the faults as a table in Markdown.
func WriteFaults(out io.Writer, results []Result) {
	fmt.Fprint(out, "| Fault | People | Deaths | Let down | Lost | Twice | Out of order | Asked again | Rows right | wrong | double | p99 ms | Remarks |\n"+
		"|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|\n")
	for _, r := range results {
		fault, err := Find(r.Fault)
		if err != nil {
			continue
		}
		fmt.Fprintf(out, "| %s: %s | %d | %d | %d | %d | %d | %d | %d | %d of %d | %d | %d | %.0f | %s |\n", r.Fault, fault.About, r.Workers, r.Deaths, r.Unregistered,
			r.Lost, r.Twice, r.Reordered, r.Again, r.Rows.Right, r.Workers, r.Rows.Wrong, r.Rows.Double, r.P99, strings.Join(r.Notes, "; "))
	}
}
