package transcript_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"jagaetam/internal/transcript"
)

const small = `# What it shows.

worker: ya
  The first line.

  The third line.
  [A] [B]
  --
  Another message.
# Between.
two days later
worker taps: A
  (over the chat: ok)
# The end.
`

func TestParse(t *testing.T) {
	got, err := transcript.Parse("small.txt", small)
	if err != nil {
		t.Fatal(err)
	}
	want := transcript.Script{
		Name: "small.txt",
		Lines: []transcript.Line{
			{
				Number: 3, Text: "worker: ya", Comment: []string{"# What it shows.", ""},
				Said: []string{"The first line.", "", "The third line.", "[A] [B]", "--", "Another message."},
			},
			{Number: 11, Text: "two days later", Comment: []string{"# Between."}},
			{Number: 12, Text: "worker taps: A", Said: []string{"(over the chat: ok)"}},
		},
		End: []string{"# The end."},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("expected (-), read (+):\n%s", diff)
	}
	if diff := cmp.Diff(small, got.String()); diff != "" {
		t.Errorf("read (-) is not what is written (+):\n%s", diff)
	}
}

func TestParseMendsLineEnds(t *testing.T) {
	s, err := transcript.Parse("windows.txt", "worker: ya \r\n  Baik.\t\r\n")
	if err != nil || s.String() != "worker: ya\n  Baik.\n" {
		t.Errorf("%q, %v", s, err)
	}
}

func TestParseSaysFileAndLine(t *testing.T) {
	for text, want := range map[string]string{
		"":                                 "x.txt: nothing is done in it",
		"# nothing\n\n":                    "x.txt: nothing is done in it",
		"# c\n  Halo.\nworker: ya\n":       "x.txt:2: what the bot says must stand below what was done",
		"worker: ya\n# c\n  Halo.\n":       "x.txt:3: what the bot says must stand below what was done",
		"worker: ya\n Halo.\n":             "x.txt:2: what the bot says must be indented by two spaces",
		"worker: ya\n  Halo.\n\tTabbed.\n": "x.txt:3: what the bot says must be indented by two spaces",
	} {
		if _, err := transcript.Parse("x.txt", text); err == nil || err.Error() != want {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

func TestParseFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "small.txt")
	if _, err := transcript.ParseFile(path); err == nil || !strings.Contains(err.Error(), "read transcript") {
		t.Errorf("a missing file: %v", err)
	}
	if err := os.WriteFile(path, []byte(small), 0o600); err != nil {
		t.Fatal(err)
	}
	if s, err := transcript.ParseFile(path); err != nil || s.Name != "small.txt" || s.String() != small {
		t.Errorf("%q, %v", s, err)
	}
}

// What is read is written so that it reads the same again.
func FuzzParse(f *testing.F) {
	f.Add(small)
	f.Add("worker: ya\n  \n  x\n\n\n#\n")
	f.Add("a\n    deeper\n  x\n")
	f.Fuzz(func(t *testing.T, text string) {
		first, err := transcript.Parse("fuzz", text)
		if err != nil {
			return
		}
		second, err := transcript.Parse("fuzz", first.String())
		if err != nil {
			t.Fatalf("%q: %v", first, err)
		}
		if diff := cmp.Diff(first, second); diff != "" {
			t.Errorf("%q changes:\n%s", text, diff)
		}
	})
}
