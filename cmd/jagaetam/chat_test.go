package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"jagaetam/internal/programme"
	"jagaetam/internal/transcript"
)

const typed = `
daftar
[Setuju]
6402062212849017
.worker sends a photo
[Deutsch]
Syahrudin
22-12-1984
  .two days later
.the bot restarts
tenggarong
.worker types twice: panji
.worker sleeps
.neighbour: status
`

// A talk that was printed plays back equal, on any day.
func TestChatPrintsATranscript(t *testing.T) {
	var out, errs bytes.Buffer
	if code := run([]string{"chat", "-transcript"}, strings.NewReader(typed), &out, &errs); code != 0 {
		t.Fatalf("exit %d: %s", code, &errs)
	}
	want := "there is no button \"Deutsch\"\n\"worker sleeps\" is nothing that anybody can do\n"
	if diff := cmp.Diff(want, errs.String()); diff != "" {
		t.Errorf("expected (-), said on the side (+):\n%s", diff)
	}
	script, err := transcript.Parse("chat", out.String())
	if err != nil {
		t.Fatal(err)
	}
	if n := len(script.Lines); n != 11 {
		t.Errorf("%d lines of 11", n)
	}
	b, err := openBook(programme.Default())
	if err != nil {
		t.Fatal(err)
	}
	played, err := transcript.Play(t.Context(), script, b.machine(transcript.Began))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(out.String(), played.String()); diff != "" {
		t.Errorf("printed (-), played (+):\n%s", diff)
	}
}

func TestChatTalks(t *testing.T) {
	var out, errs bytes.Buffer
	if code := run([]string{"chat"}, strings.NewReader("bantuan\n.the bot restarts\n\n[Menu]\n"), &out, &errs); code != 0 {
		t.Fatalf("exit %d: %s", code, &errs)
	}
	if got := out.String(); !strings.HasPrefix(got, "\nYang bisa diketik kapan saja:\n") || strings.Count(got, "\n\n") != 1 {
		t.Errorf("%q", got)
	}
	if !strings.Contains(errs.String(), "Ctrl-D") || !strings.Contains(errs.String(), `there is no button "Menu"`) {
		t.Errorf("%q", &errs)
	}
}
