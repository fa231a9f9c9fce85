package main

import (
	"path/filepath"
	"strings"
	"testing"

	"jagaetam/internal/faketelegram"
	"jagaetam/internal/faketelegram/conformance"
	"jagaetam/internal/transcript"
)

// TestTranscripts plays every conversation that officers have read through the whole program: the service as a process of its own, a
// real PostgreSQL and Redis, and the fake Telegram.
func TestTranscripts(t *testing.T) {
	files, err := filepath.Glob("../../flows/testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no transcripts: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			t.Parallel()
			playFile(t, file, nil)
		})
	}
}

// TestCallsConform holds every call of the Bot API that two long conversations lead to against Telegram's own description.
func TestCallsConform(t *testing.T) {
	description := conformance.ForTest(t)
	for _, name := range []string{"register", "slips"} {
		t.Run(name, func(t *testing.T) {
			playFile(t, "../../flows/testdata/"+name+".txt", func(call faketelegram.Call) {
				for _, complaint := range description.Check(call.Method, call.Params) {
					t.Errorf("%s: %s", call.Method, complaint)
				}
			})
		})
	}
}

func playFile(t *testing.T, file string, onCall func(faketelegram.Call)) {
	t.Helper()
	script, err := transcript.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	played, err := playThrough(t.Context(), script, stageOptions{throwaway: true, say: func(line string) { t.Log(line) }, onCall: onCall})
	if err != nil {
		t.Fatalf("%v\n%s", err, played)
	}
	if err := differ(script, played); err != nil {
		t.Error(err)
	}
}
