package bench

import (
	"bytes"
	"slices"
	"strings"
	"testing"
)

// hour is the samples of one in which nothing grows but with the people, though everything swings.
func hour() []Sample {
	samples := make([]Sample, 60)
	for i := range samples {
		swing := float64(i * 7 % 5) // 0 to 4, in no order
		people := 157 * float64(i+1)
		samples[i] = Sample{
			Minute: float64(i + 1), Registered: people, AtOnce: 56 + swing, P95: 100 + swing,
			Resident: 70 + swing, HeapInUse: 24 + 2*swing, HeapLive: 13 + swing/2, Goroutines: 130 + 3*swing, Files: 80 + swing, ToPostgres: 9, ToRedis: 14 + swing/2,
			Keys: people + 56 + 128 + swing, Redis: 2 + people/512, Database: 10 + people/100, LiveRows: 20 * people, DeadRows: people * (1 + swing/2),
			Letters: people / 2, Waiting: swing,
		}
	}
	return samples
}

func TestGrown(t *testing.T) {
	late := func(i int) float64 { return float64(i) / 60 }
	for name, c := range map[string]struct {
		change func(i int, s *Sample)
		want   string
	}{
		"nothing grows":                      {func(int, *Sample) {}, ""},
		"the first tenth is warming up":      {func(i int, s *Sample) { s.Resident -= 30 * max(0, 1-float64(i)/6) }, ""},
		"a burst when somebody looks":        {func(i int, s *Sample) { s.Goroutines += map[int]float64{55: 500, 58: 500}[i] }, ""},
		"a kilobyte and a half of everybody": {func(_ int, s *Sample) { s.Resident += s.Registered * 1.5 / 1024 }, "resident memory, MiB"},
		"half a kilobyte of everybody":       {func(_ int, s *Sample) { s.HeapLive += s.Registered / 2 / 1024 }, "heap alive, MiB"},
		"garbage that nobody collects":       {func(i int, s *Sample) { s.HeapInUse += 20 * late(i) }, "heap in use, MiB"},
		"a goroutine of every 200":           {func(_ int, s *Sample) { s.Goroutines += s.Registered / 200 }, "goroutines"},
		"a file of every 300":                {func(_ int, s *Sample) { s.Files += s.Registered / 300 }, "open files"},
		"a connection in ten minutes":        {func(i int, s *Sample) { s.ToPostgres += float64(i / 10) }, "connections to PostgreSQL"},
		"one in three minutes to Redis":      {func(i int, s *Sample) { s.ToRedis += float64(i / 3) }, "connections to Redis"},
		"letters that nobody sends":          {func(_ int, s *Sample) { s.Waiting += s.Registered / 500 }, "letters waiting in the outbox"},
		"rows that nobody sweeps":            {func(i int, s *Sample) { s.DeadRows += s.LiveRows * late(i) / 3 }, "dead rows of 100 living"},
		"two letters each":                   {func(_ int, s *Sample) { s.Letters = 2 * s.Registered }, "rows of the outbox"},
		"two keys each":                      {func(_ int, s *Sample) { s.Keys += s.Registered }, "keys in Redis"},
		"ten kilobytes each in Redis":        {func(_ int, s *Sample) { s.Redis = 2 + s.Registered/100 }, "memory of Redis, KiB"},
		"a megabyte each in the database":    {func(_ int, s *Sample) { s.Database += s.Registered }, "database, KiB"},
		"more and more each":                 {func(i int, s *Sample) { s.Database += s.Registered / 200 * late(i) }, "database, KiB"},
	} {
		samples := hour()
		for i := range samples {
			c.change(i, &samples[i])
		}
		var wrong []string
		for _, g := range Grown(samples) {
			if g.Wrong != "" {
				wrong = append(wrong, g.Figure)
			}
		}
		if got := strings.Join(wrong, "; "); got != c.want {
			t.Errorf("%s: what grows is %q, and should be %q", name, got, c.want)
		}
	}
}

func TestGrowthOfAnHour(t *testing.T) {
	samples := hour()
	for i := range samples {
		samples[i].Goroutines = float64(100 + i)
	}
	growth := Grown(samples)
	at := slices.IndexFunc(growth, func(g Growth) bool { return g.Figure == "goroutines" })
	g := growth[at]
	if g.Early != 108.5 || g.Half != 129.5 || g.Late != 156.5 || g.PerHour != 60 {
		t.Errorf("%+v", g)
	}
	var out bytes.Buffer
	soaked := Soaked{Result: Result{Workers: 9500, Rows: Rows{Right: 9499}}, Growth: growth}
	WriteSoak(&out, soaked)
	for _, want := range []string{"| 9499 of 9500 |", "| goroutines | 108.5 | 129.5 | 156.5 | +60.0 | +0.006 | not by more than 30 |\n", "| by 1.1 a person |\n"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the tables lack %s: %s", want, out.String())
		}
	}
	var report Report
	report.JudgeSoak(soaked)
	if want := []string{"goroutines: it grew from 108.5 to 156.5"}; !slices.Equal(report.Wrong, want) {
		t.Errorf("%q", report.Wrong)
	}
}
