package transcript_test

import (
	"strings"
	"testing"

	"jagaetam/flows"
	"jagaetam/internal/programme"
	"jagaetam/internal/region"
	"jagaetam/internal/transcript"
	"jagaetam/locales"
)

func newMachine(t *testing.T) *transcript.Machine {
	t.Helper()
	p := programme.Default()
	texts, err := locales.Load(p.Globals())
	if err != nil {
		t.Fatal(err)
	}
	r, err := region.Load(p.RegencyCode)
	if err != nil {
		t.Fatal(err)
	}
	return transcript.NewMachine(flows.Book(flows.Setting{Programme: p, Region: r, Texts: texts}), texts, transcript.Began)
}

// playOn plays lines and returns what was said to the last of them.
func playOn(t *testing.T, m *transcript.Machine, lines ...string) (string, error) {
	t.Helper()
	script, err := transcript.Parse("x.txt", strings.Join(lines, "\n"))
	if err != nil {
		t.Fatal(err)
	}
	played, err := transcript.Play(t.Context(), script, m)
	if err != nil {
		return "", err
	}
	var said []string
	for _, line := range played.Lines[len(lines)-1:] { // with the blocks after it
		said = append(said, line.Said...)
	}
	return strings.Join(said, "\n"), nil
}

// Everybody is woken when his own time has come: once, and not before.
func TestMachineWakes(t *testing.T) {
	m := newMachine(t)
	said, err := playOn(t, m, "worker: daftar", "two hours later", "neighbour: daftar", "23 hours later")
	if err != nil || strings.Count(said, "Isian kami simpan") != 1 {
		t.Errorf("%s, %v", said, err)
	}
	said, err = playOn(t, m, "two days later")
	if err != nil || strings.Count(said, "Isian kami simpan") != 1 {
		t.Errorf("%s, %v", said, err)
	}
	if said, err = playOn(t, m, "two days later"); err != nil || said != "" {
		t.Errorf("%s, %v", said, err)
	}
}

// The same text is one slip of the finger in the same moment, and two texts ten seconds apart.
func TestMachineKeepsTime(t *testing.T) {
	if said, err := playOn(t, newMachine(t), "worker types twice: halo"); err != nil || !strings.Contains(said, "Pesan yang sama") {
		t.Errorf("%s, %v", said, err)
	}
	if said, err := playOn(t, newMachine(t), "worker: halo", "worker: halo"); err != nil || strings.Contains(said, "Pesan yang sama") {
		t.Errorf("%s, %v", said, err)
	}
}

func TestMachineRefuses(t *testing.T) {
	for line, want := range map[string]string{
		"worker taps: Kirim":             "no button",
		"officer: JE-000001-4 verifying": "wrong digit",
		"officer: JE-000001-3 verifying": "none under this number",
	} {
		if _, err := playOn(t, newMachine(t), line); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", line, err)
		}
	}
}
