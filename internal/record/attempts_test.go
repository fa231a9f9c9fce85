package record

import (
	"testing"
	"time"
)

func TestWaitsGrow(t *testing.T) {
	for misses, want := range []time.Duration{0, 0, 0, 15 * time.Minute, time.Hour, 6 * time.Hour, 24 * time.Hour, 24 * time.Hour} {
		if got := WaitAfter(misses); got != want {
			t.Errorf("after %d misses %s, want %s", misses, got, want)
		}
	}
}

func TestMissesAreForgotten(t *testing.T) {
	noon := time.Date(2026, time.November, 23, 4, 0, 0, 0, time.UTC)
	three := Attempts{}.Missed(noon).Missed(noon).Missed(noon)
	if want := (Attempts{3, noon.Add(15 * time.Minute)}); three != want {
		t.Fatalf("%+v, want %+v", three, want)
	}
	if late := three.Missed(three.Until.Add(MissesForgottenAfter)); late.Misses != 4 {
		t.Errorf("a week later it is miss %d", late.Misses)
	}
	if late := three.Missed(three.Until.Add(MissesForgottenAfter + time.Second)); late.Misses != 1 {
		t.Errorf("after that it is miss %d", late.Misses)
	}
}
