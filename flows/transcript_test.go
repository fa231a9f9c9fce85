package flows_test

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"jagaetam/internal/outreach"
	"jagaetam/internal/programme"
	"jagaetam/internal/transcript"
)

var update = flag.Bool("update", false, "write the bot's side of the transcripts anew")

// The transcripts in testdata are played on the machine alone. What differs is either a mistake or an improvement: the latter is
// written with -update and read before it is committed.
func TestTranscripts(t *testing.T) { playAll(t, "testdata/*.txt", programme.Default()) }

// Those of broadcasts are for a programme in which few are many already.
func TestTranscriptsOfBroadcasts(t *testing.T) {
	p := programme.Default()
	p.Broadcast.SecondOfficerAbove = 1
	playAll(t, "testdata/siaran/*.txt", p)
}

func playAll(t *testing.T, pattern string, p programme.Programme) {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("%d transcripts, %v", len(files), err)
	}
	b, texts := bookOf(t, p)
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			script, err := transcript.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			machine := transcript.NewMachine(b, texts, transcript.Began)
			machine.AtDesk(office(t))
			machine.Tend = func(ctx context.Context, now time.Time) error {
				return outreach.Openings{Line: machine.Records, Programme: p, Now: func() time.Time { return now }}.Look(ctx)
			}
			machine.Broadcast(p, regionOf(t, p))
			machine.Remind(p)
			played, err := transcript.Play(t.Context(), script, machine)
			if err != nil {
				t.Fatal(err)
			}
			if *update {
				if err := os.WriteFile(file, []byte(played.String()), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if diff := cmp.Diff(script.String(), played.String()); diff != "" && !*update {
				t.Errorf("what is written (-) is not what was said (+):\n%s", diff)
			}
		})
	}
}
