package main

import (
	"os"
	"strings"
	"testing"
	"time"

	"jagaetam/internal/bench"
)

// TestBench brings about every fault that takes some seconds only, with a few people, and has the bots to compare with led through the
// same conversation.
func TestBench(t *testing.T) {
	b, remove, err := openBench(t.Context(), func(line string) { t.Log(line) })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := remove(); err != nil {
			t.Error(err)
		}
	})
	const people = 20
	for _, fault := range bench.Faults {
		if fault.Slow {
			continue
		}
		t.Run(fault.Name, func(t *testing.T) {
			result, err := b.Run(t.Context(), fault.TrialOf(people))
			if err != nil {
				t.Fatal(err)
			}
			if wrong := fault.Wrong(result); len(wrong) > 0 || result.Rows.Right != people {
				t.Errorf("%s; %+v\n%s", strings.Join(wrong, ", "), result, result.Log)
			}
		})
	}
	t.Run("soak", func(t *testing.T) { testSoak(t, b) })
	for _, bot := range []bench.Kind{bench.Echo, bench.Raw} {
		t.Run(string(bot), func(t *testing.T) {
			for _, webhook := range []bool{true, false} {
				result, err := b.Run(t.Context(), bench.Trial{Bot: bot, Webhook: webhook, Workers: people})
				if err != nil {
					t.Fatal(err)
				}
				if result.Lost+result.Unregistered+result.Rows.Wrong+result.Rows.Missing+result.Rows.Double > 0 || result.CPU == 0 || result.Peak == 0 {
					t.Errorf("%+v", result)
				}
			}
		})
	}
}

// testSoak soaks for three seconds, in which everything is warming up: it looks at what is measured, and bench.TestGrown at what is made
// of it.
func testSoak(t *testing.T, b *bench.Bench) {
	var told int
	soaked, err := b.Soak(t.Context(), 3*time.Second, func(bench.Sample) { told++ })
	if err != nil {
		t.Fatal(err)
	}
	if soaked.Workers == 0 || soaked.Rows.Right != soaked.Workers || soaked.Lost+soaked.Twice+soaked.Reordered+soaked.Unregistered > 0 {
		t.Errorf("%+v\n%s", soaked.Result, soaked.Log)
	}
	if told != len(soaked.Samples) || told < 10 || len(soaked.Growth) == 0 {
		t.Fatalf("%d samples, of which %d were told, %d figures", len(soaked.Samples), told, len(soaked.Growth))
	}
	last := soaked.Samples[told-1]
	for name, figure := range map[string]float64{
		"people": last.AtOnce + last.Registered, "resident memory": last.Resident, "heap": last.HeapInUse, "goroutines": last.Goroutines,
		"files": last.Files, "connections to PostgreSQL": last.ToPostgres, "connections to Redis": last.ToRedis,
		"keys": last.Keys, "memory of Redis": last.Redis, "database": last.Database, "rows": last.LiveRows,
	} {
		if figure <= 0 {
			t.Errorf("there are no %s in %+v", name, last)
		}
	}
}

func TestBenchSaysWhatItCannotDo(t *testing.T) {
	runCommand("bench", "-fault", "locusts").expect(t, exitUsage, `there is no fault "locusts"`)
	runCommand("bench", "-soak", "5h").expect(t, exitUsage, "-soak is a duration of up to 4h")
	runCommand("bench", "-as", "spy").expect(t, exitUsage, "-as is echo or raw")
}

// TestBenchWritesWhatItFound brings one fault about with a few people, by the command itself.
func TestBenchWritesWhatItFound(t *testing.T) {
	file := t.TempDir() + "/results.json"
	ran := runCommand("bench", "-fault", "ahead", "-workers", "3", "-json", file)
	if ran.code != 0 || !strings.Contains(ran.out, "| ahead: three answers are typed ahead without waiting | 3 |") {
		t.Fatalf("exit status %d, it said: %s%s", ran.code, ran.out, ran.errs)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"fault": "ahead"`, `"cpu_us_per_update"`, `"right": 3`} {
		if !strings.Contains(string(text), want) {
			t.Errorf("the JSON has no %s", want)
		}
	}
}
