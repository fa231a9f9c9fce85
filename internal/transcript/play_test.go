package transcript_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/identity"
	"jagaetam/internal/jamsostek"
	"jagaetam/internal/record"
	"jagaetam/internal/transcript"
)

// scribe is a player that writes down what it is told to do.
type scribe struct {
	did  []any
	said []transcript.Shown
	err  error
}

type did struct {
	Who   string
	Doing transcript.Doing
}

func (s *scribe) Do(_ context.Context, who string, doing transcript.Doing) error {
	s.did = append(s.did, did{who, doing})
	return s.err
}

func (s *scribe) Later(_ context.Context, d time.Duration) error {
	s.did = append(s.did, d)
	return s.err
}

func (s *scribe) Restart(context.Context) error {
	s.did = append(s.did, "restart")
	return s.err
}

func (s *scribe) LoseRedis(context.Context) error {
	s.did = append(s.did, "lose Redis")
	return s.err
}

func (s *scribe) Officer(_ context.Context, number, state, reason string) error {
	s.did = append(s.did, []string{number, state, reason})
	return s.err
}

func (s *scribe) Given(_ context.Context, given transcript.Given) error {
	s.did = append(s.did, given)
	return s.err
}

func (s *scribe) Said() []transcript.Shown { return s.said }

func play(t *testing.T, s *scribe, line string) (transcript.Script, error) {
	t.Helper()
	return transcript.Play(t.Context(), transcript.Script{Name: "x.txt", Lines: []transcript.Line{{Number: 7, Text: line}}}, s)
}

func TestDoings(t *testing.T) {
	nik, err := identity.ParseNIK("6402065205859001")
	if err != nil {
		t.Fatal(err)
	}
	month := func(n int) civil.Month { return civil.Month{Year: 2027, Month: time.Month(n)} }
	one := func(doing transcript.Doing) []any { return []any{did{"worker", doing}} }
	for line, want := range map[string][]any{
		"worker: ya":                          one(transcript.Doing{Text: "ya"}),
		"worker: jam 10: di pasar":            one(transcript.Doing{Text: "jam 10: di pasar"}),
		"worker: call me 5 minutes later":     one(transcript.Doing{Text: "call me 5 minutes later"}),
		"worker: /start daftar-6402062005":    one(transcript.Doing{Text: "/start daftar-6402062005"}),
		"neighbour: ya":                       {did{"neighbour", transcript.Doing{Text: "ya"}}},
		"worker types twice: ya":              {did{"worker", transcript.Doing{Text: "ya"}}, did{"worker", transcript.Doing{Text: "ya", AtOnce: true}}},
		"worker taps: Setuju":                 one(transcript.Doing{Tap: "Setuju"}),
		"worker taps: Lanjutkan: Pendaftaran": one(transcript.Doing{Tap: "Lanjutkan: Pendaftaran"}),
		"worker taps again: Setuju":           one(transcript.Doing{Tap: "Setuju", Again: true}),
		"worker taps twice: Setuju": {
			did{"worker", transcript.Doing{Tap: "Setuju"}}, did{"worker", transcript.Doing{Tap: "Setuju", Again: true, AtOnce: true}},
		},
		"worker shares his contact":                                one(transcript.Doing{Own: true}),
		"worker shares a contact of somebody else: 0812-5000-9002": one(transcript.Doing{Contact: "0812-5000-9002"}),
		"worker sends a photo":                                     one(transcript.Doing{Media: chat.MediaPhoto}),
		"worker sends a voice note":                                one(transcript.Doing{Media: chat.MediaVoice}),
		"worker sends a sticker":                                   one(transcript.Doing{Media: chat.MediaSticker}),
		"worker sends a document":                                  one(transcript.Doing{Media: chat.MediaDocument}),
		"worker sends a video":                                     one(transcript.Doing{Media: chat.MediaVideo}),
		"worker sends a location":                                  one(transcript.Doing{Place: true}),
		"worker blocks the bot":                                    one(transcript.Doing{Reach: transcript.Block}),
		"worker unblocks the bot":                                  one(transcript.Doing{Reach: transcript.Unblock}),
		"the bot restarts":                                         {"restart"},
		"Redis is emptied":                                         {"lose Redis"},
		"officer: JE-000001-3 verifying":                           {[]string{"JE-000001-3", "verifying", ""}},
		"officer: JE-000001-3 returned - Nama - tidak sama":        {[]string{"JE-000001-3", "returned", "Nama - tidak sama"}},
		"given: 6402065205859001 paid 2027-01":                     {transcript.Given{NIK: nik, First: month(1), Last: month(1)}},
		"given: 6402065205859001 is on decree 12/2026 of the regency from 2027-01 to 2027-12": {transcript.Given{
			NIK: nik, Decree: "12/2026", Sponsor: jamsostek.Regency, First: month(1), Last: month(12), State: jamsostek.SpanListed,
		}},
		"given: 6402065205859001 is on decree 3 of the village from 2027-01 to 2027-12, active": {transcript.Given{
			NIK: nik, Decree: "3", Sponsor: jamsostek.Village, First: month(1), Last: month(12), State: jamsostek.SpanActive,
		}},
		"given: 6402065205859001 is on decree 3 of the village from 2027-01 to 2027-12, refused: birth - Tanggal lahir beda": {transcript.Given{
			NIK: nik, Decree: "3", Sponsor: jamsostek.Village, First: month(1), Last: month(12), State: jamsostek.SpanRefused,
			Field: record.FieldBirth, Reason: "Tanggal lahir beda",
		}},
		"an hour later":    {time.Hour},
		"5 minutes later":  {5 * time.Minute},
		"30 seconds later": {30 * time.Second},
		"two days later":   {48 * time.Hour},
		"a week later":     {7 * 24 * time.Hour},
		"31 days later":    {31 * 24 * time.Hour},
	} {
		s := &scribe{}
		if _, err := play(t, s, line); err != nil {
			t.Errorf("%s: %v", line, err)
		}
		if diff := cmp.Diff(want, s.did, cmp.Comparer(func(a, b identity.NIK) bool { return a == b })); diff != "" {
			t.Errorf("%s: expected (-), done (+):\n%s", line, diff)
		}
	}
}

func TestWhatNobodyCanDo(t *testing.T) {
	for _, line := range []string{
		"worker", "worker sleeps", "worker sends a car", "worker taps Setuju", "worker:", "worker taps:", "worker types twice:", ": ya",
		"given: rain", "given: 640206520585900 paid 2027-01", "given: 6402065205859001 paid 2027-13", "given: 6402065205859001 paid",
		"given: 6402065205859001 is on decree 3 of the village from 2027-01 to 2027-12, lost",
		"worker shares his contact: 0812", "worker shouts: ya", "the bot stops", "Redis is full",
		"later", "0 days later", "-2 days later", "some days later", "two later", "two years later", "1001 weeks later", "9999999999999999999 days later",
	} {
		s := &scribe{}
		_, err := play(t, s, line)
		if err == nil || !strings.HasPrefix(err.Error(), "x.txt:7: ") || len(s.did) > 0 {
			t.Errorf("%s: %v, done: %v", line, err, s.did)
		}
	}
}

func TestErrorOfThePlayerSaysFileAndLine(t *testing.T) {
	broken := errors.New("broken")
	for _, line := range []string{"worker: ya", "worker taps twice: A", "two days later", "the bot restarts", "Redis is emptied", "officer: JE-000001-3 verifying", "given: 6402065205859001 paid 2027-01"} {
		_, err := play(t, &scribe{err: broken}, line)
		if !errors.Is(err, broken) || !strings.HasPrefix(err.Error(), "x.txt:7: ") {
			t.Errorf("%s: %v", line, err)
		}
	}
}

func TestWhatIsSaidIsWrittenDown(t *testing.T) {
	s := &scribe{said: []transcript.Shown{
		{Kind: transcript.Notices, Text: "Sudah."},
		{Kind: transcript.Edits, Text: "Satu\n\ndua", Buttons: [][]string{{"A", "B"}, {"C"}}},
		{Kind: transcript.Says, Text: "Tiga", Keyboard: "Bagikan"},
		{Kind: transcript.Deletes},
	}}
	played, err := play(t, s, "worker: ya")
	if err != nil {
		t.Fatal(err)
	}
	want := `worker: ya
  (over the chat: Sudah.)
  --
  (in the place of the message before:)
  Satu

  dua
  [A] [B]
  [C]
  --
  Tiga
  [below: Bagikan]
  --
  (the message is deleted)
`
	if diff := cmp.Diff(want, fmt.Sprint(played)); diff != "" {
		t.Errorf("expected (-), written (+):\n%s", diff)
	}
}

// Every service derives its claim codes from keys of its own; in a transcript they have names.
func TestCodesHaveNames(t *testing.T) {
	s := &scribe{said: []transcript.Shown{
		{Kind: transcript.Says, Text: "Kode: 7K20-9XQ1", Above: []string{"(picture: 7K20-9XQ1 | t.me/…?start=klaim-7K20-9XQ1)"}},
		{Kind: transcript.Says, Text: "Contoh: 7K2P-9XQ4", Above: []string{"(picture: AAAA-0000 | t.me/…?start=klaim-AAAA-0000)"}},
	}}
	script, err := transcript.Parse("x.txt", "worker: CODE-1\nworker: /start klaim-CODE-2\nworker: code-1 ya\n")
	if err != nil {
		t.Fatal(err)
	}
	played, err := transcript.Play(t.Context(), script, s)
	if err != nil {
		t.Fatal(err)
	}
	want := []any{
		did{"worker", transcript.Doing{Text: "CODE-1"}}, // none has come so far
		did{"worker", transcript.Doing{Text: "/start klaim-AAAA-0000"}}, did{"worker", transcript.Doing{Text: "7k2o 9xql ya"}},
	}
	if diff := cmp.Diff(want, s.did); diff != "" {
		t.Errorf("expected (-), done (+):\n%s", diff)
	}
	if got := played.String(); strings.Contains(got, "7K20") || !strings.Contains(got, "Kode: CODE-1") || !strings.Contains(got, "klaim-CODE-2") ||
		!strings.Contains(got, "Contoh: 7K2P-9XQ4") || !strings.Contains(got, "worker: code-1 ya") {
		t.Errorf("written:\n%s", got)
	}
}

// What the bot said when the transcript was written does not count, only comments and doings stay.
func TestPlayWritesAnew(t *testing.T) {
	script, err := transcript.Parse("x.txt", "# c\nworker: ya\n  Dulu.\n# end\n")
	if err != nil {
		t.Fatal(err)
	}
	played, err := transcript.Play(t.Context(), script, &scribe{said: []transcript.Shown{{Kind: transcript.Says, Text: "Kini."}}})
	if err != nil || played.String() != "# c\nworker: ya\n  Kini.\n# end\n" {
		t.Errorf("%s, %v", played, err)
	}
	if script.Lines[0].Said[0] != "Dulu." {
		t.Error("the script that was played has changed")
	}
}
