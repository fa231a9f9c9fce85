package bench

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"jagaetam/internal/faketelegram"
)

func TestPattern(t *testing.T) {
	p := Pattern(unknown.Split("Nomor JE-000001-3, sampai 7 Desember 2026.", -1))
	for text, want := range map[string]bool{
		"Nomor JE-000042-9, sampai 31 Januari 2027.": true,
		"Nomor JE-000042-9, sampai kapan?":           false,
		"Nomor":                                      false,
		"":                                           false,
		"Halo. Nomor JE-000042-9, sampai 7 Mei 2027.": false,
	} {
		if p.Matches(text) != want {
			t.Errorf("%q: %v", text, !want)
		}
	}
	if exact := (Pattern{"Setuju?"}); !exact.Matches("Setuju?") || exact.Matches("Setuju? Ya") {
		t.Error("a text without a gap is not compared as a whole")
	}
}

func TestJudge(t *testing.T) {
	script := Script{{Says: []Saying{{Text: Pattern{"a"}}}}, {Says: []Saying{{Text: Pattern{"b"}}, {Text: Pattern{"c"}}}}, {Says: []Saying{{Text: Pattern{"d"}}}}}
	for screen, want := range map[string]Verdict{
		"a b c d":                     {},
		"a b d":                       {Lost: 1},
		"a b b c d":                   {Twice: 1},
		"a b Pesan yang sama b c d":   {}, // he sent the same twice
		"a c b d":                     {Reordered: 1},
		"a b x c d":                   {Unexpected: 1, Example: "x"},
		"a b me:6402065205859001 c d": {Kept: 1},
		"":                            {Lost: 4},
	} {
		var messages []faketelegram.Message
		for _, text := range strings.Fields(strings.ReplaceAll(screen, received, "Pesan_yang_sama")) {
			text, own := strings.CutPrefix(text, "me:")
			messages = append(messages, faketelegram.Message{From: &faketelegram.User{IsBot: !own}, Text: strings.ReplaceAll(text, "_", " ")})
		}
		if got := judge(messages, script, "6402065205859001"); got != want {
			t.Errorf("%s: %s", screen, cmp.Diff(want, got))
		}
	}
}

func TestRegistrationsDiffer(t *testing.T) {
	seen := map[string]bool{}
	for n := range 42_000 {
		r := RegistrationOf(n)
		if seen[r.NIK] || seen[r.Name] || seen[r.Address] {
			t.Fatalf("there was somebody like %+v before", r)
		}
		seen[r.NIK], seen[r.Name], seen[r.Address] = true, true, true
		if strings.ContainsAny(strings.TrimPrefix(r.Name, "Pekerja "), "AEIOU") {
			t.Fatalf("%q may be a word", r.Name)
		}
	}
}

func TestCompare(t *testing.T) {
	made := []Registration{RegistrationOf(0), RegistrationOf(1), RegistrationOf(2)}
	wrong := made[1]
	wrong.Income++
	kept := []Registration{made[0], made[0], wrong, RegistrationOf(9)}
	if got, want := compare(kept, made), (Rows{Right: 1, Wrong: 2, Double: 1, Missing: 1}); got != want {
		t.Error(cmp.Diff(want, got))
	}
}

func TestWrong(t *testing.T) {
	bad := Result{Verdict: Verdict{Lost: 1, Twice: 2, Unexpected: 3}, Again: 4, Rows: Rows{Double: 5}}
	for name, want := range map[string]string{
		"twice":         "1 answers lost, 5 registrations double, 3 answers that nobody should get, 4 questions asked again, 2 answers said twice",
		"crash":         "1 answers lost, 5 registrations double, 3 answers that nobody should get, 4 questions asked again",
		"redis-emptied": "1 answers lost, 5 registrations double",
	} {
		fault, err := Find(name)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(fault.Wrong(bad), ", "); got != want {
			t.Errorf("%s: %s", name, got)
		}
	}
}

func TestTables(t *testing.T) {
	var load, faults bytes.Buffer
	WriteLoad(&load, []Result{
		{Bot: Service, Mode: "webhook", Workers: 200, Replicas: 1, CPU: 300, Calls: 2, PerCoreSecond: 3000, P99: 30},
		{Bot: Echo, Mode: "webhook", Workers: 200, Replicas: 1, CPU: 200, Calls: 1, P99: 20}, {Bot: Raw, Mode: "webhook", Workers: 200, Replicas: 1, PerCoreSecond: 4000},
	})
	WriteFaults(&faults, []Result{{Fault: "crash", Workers: 50, Deaths: 3, Rows: Rows{Right: 50}}})
	if want := "| webhook | 0 ms | 200 | 1.50 | 0.75 | 0.75 | 1.50 |\n"; !strings.HasSuffix(load.String(), want) {
		t.Errorf("it does not end with %s: %s", want, load.String())
	}
	if want := "| 50 | 3 | 0 | 0 | 0 | 0 | 0 | 50 of 50 | 0 | 0 | 0 |  |\n"; !strings.HasSuffix(faults.String(), want) {
		t.Errorf("it does not end with %s: %s", want, faults.String())
	}
}
