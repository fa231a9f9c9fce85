package main

import (
	"os"
	"strings"
	"testing"

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

func TestBenchSaysWhatItCannotDo(t *testing.T) {
	runCommand("bench", "-fault", "locusts").expect(t, exitUsage, `there is no fault "locusts"`)
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
