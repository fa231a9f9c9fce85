package exchange

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"jagaetam/internal/record"
	"jagaetam/internal/sheet"
)

// benchRows is how many rows the benchmark takes; ROWS says another number.
const benchRows = 50_000

// BenchmarkVillageList takes a list in from the chat to the officer's rows with what became of each, and makes the list for BPJS of it.
func BenchmarkVillageList(b *testing.B) {
	n := benchRows
	if rows, err := strconv.Atoi(os.Getenv("ROWS")); err == nil {
		n = rows
	}
	for b.Loop() {
		w := newWorld(b)
		data := proposals(b, sheet.XLSX, 0, n)
		at := func(what string, from time.Time) time.Time {
			b.ReportMetric(time.Since(from).Seconds(), "s/"+what)
			return time.Now()
		}
		began := time.Now()
		id := w.send(b, record.FileProposal, 0, "bnba.xlsx", data)
		w.work(b)
		began = at("look", began)
		w.answer(b, id, true, false)
		w.work(b)
		began = at("write", began)
		if done := w.of(b, id); done.Counts.New != n {
			b.Fatalf("%+v", done.Counts)
		}
		decree := w.decree(b, record.Decree{Number: "560/91/2026"})
		w.take(b, record.FileDecree, decree, "sk.csv", lists(b, 0, n, nil, nil))
		began = at("list", began)
		w.apply(b, record.AskExport{By: officer, At: w.now, Kind: record.FileEnrolment, Decree: decree})
		w.work(b)
		at("export", began)
		b.ReportMetric(peak(b), "MB/peak")
	}
}

// peak is the most memory that the process has had, in megabytes.
func peak(b *testing.B) float64 {
	b.Helper()
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for line := range bytes.Lines(status) {
		if kilobytes, ok := strings.CutPrefix(string(line), "VmHWM:"); ok {
			var n float64
			if _, err := fmt.Sscan(kilobytes, &n); err != nil {
				b.Fatal(err)
			}
			return n / 1024
		}
	}
	return 0
}
