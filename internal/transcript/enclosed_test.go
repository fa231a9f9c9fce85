package transcript_test

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"jagaetam/internal/chat"
	"jagaetam/internal/transcript"
)

// written is how the newest of what came onto the screen is written.
func written(t *testing.T, s *transcript.Screen) []string {
	t.Helper()
	script, err := transcript.Play(t.Context(), transcript.Script{Lines: []transcript.Line{{Text: "worker: ya"}}}, &scribe{said: s.Take()})
	if err != nil {
		t.Fatal(err)
	}
	return script.Lines[0].Said
}

// kept are stored texts.
type kept map[string]string

func (k kept) ReadFile(_ context.Context, id string) (name, mime string, data []byte, err error) {
	switch content, ok := k[id]; {
	case ok:
		return id, "", []byte(content), nil
	case id == "away":
		return "", "", nil, errors.New("the store is away")
	}
	return "", "", nil, chat.ErrGone
}

func TestScreenShowsPicturesAndFiles(t *testing.T) {
	s := newScreen(t)
	s.Files = kept{"hasil.xlsx": "PK"}
	ask := question("language", "id")
	ask.Picture = &chat.Picture{Title: chat.Message("open.officer"), Big: chat.Rupiah(16_800), Lines: []chat.Arg{chat.Literal("<b>"), chat.Number(2)}, Link: "klaim-ABC"}
	said := say(t, s, chat.Answer{Words: []chat.Words{
		ask,
		{Key: "back.start", Paper: &chat.Paper{Name: "data", Title: chat.Literal("Data"), Lines: []chat.Arg{chat.Literal("Siti")}}},
		{Key: "back.start", Document: "hasil.xlsx"}, {Key: "back.start", Document: "lama.xlsx"},
		{Key: "back.start", Photo: "tg:1"}, {Key: "back.start", Photo: "transcript:document"},
	}})
	const text = "Ini pertanyaan pertama."
	want := []string{
		"(picture: Bicara dengan petugas | Rp16.800 | <b> | 2 | t.me/…?start=klaim-ABC)", "Pilih bahasa. / Choose a language.", "[Bahasa Indonesia]", "--",
		"(file: data.txt)", "  Data", "  ", "  Siti", text, "--",
		"(file: hasil.xlsx)", text, "--",
		text, "", "Maaf, berkasnya sudah tidak ada atau tidak bisa dikirim.", "--",
		"(photo)", text, "--",
		"(file: berkas.pdf)", text,
	}
	if diff := cmp.Diff(want, written(t, s)); diff != "" || said.Words != 6 || said.Shown != "1" {
		t.Errorf("%+v, expected (-), shown (+):\n%s", said, diff)
	}
	for name, words := range map[string]chat.Words{
		"store away": {Key: "back.start", Document: "away"}, "picture": {Key: "back.start", Picture: &chat.Picture{Title: chat.Message("no.such")}},
		"paper": {Key: "back.start", Paper: &chat.Paper{Title: chat.Message("no.such")}},
	} {
		if said, err := s.Say(chat.Answer{Language: "id", Words: []chat.Words{words}}); err == nil || said.Words > 0 {
			t.Errorf("%s: %+v, no error", name, said)
		}
	}
}

func TestScreenNamesWhatIsToBeDeletedAgain(t *testing.T) {
	s := newScreen(t)
	said := say(t, s, chat.Answer{Words: []chat.Words{{Key: "back.start"}, {Key: "back.start", Photo: "tg:1", Remove: 60}}})
	if want := (chat.Said{Words: 2, Messages: []string{"1", "2"}, Passing: []chat.Passing{{Message: "2", After: 60}}}); !cmp.Equal(said, want) {
		t.Errorf("%+v", said)
	}
}

func TestPlayFindsFilesBesideTheTranscript(t *testing.T) {
	script, err := transcript.ParseFile("testdata/files.txt")
	if err != nil {
		t.Fatal(err)
	}
	s := &scribe{}
	if _, err := transcript.Play(t.Context(), script, s); err != nil {
		t.Fatal(err)
	}
	doing := transcript.Doing{Media: chat.MediaDocument, File: "testdata/files/daftar.csv"}
	if diff := cmp.Diff([]any{did{"officer", doing}}, s.did); diff != "" {
		t.Error(diff)
	}
	content, _, err := newScreen(t).Content(doing)
	media, _ := content.(chat.Media)
	if err != nil || media.File.Name != "daftar.csv" || media.File.Type != "text/csv" || media.File.Size != 8 {
		t.Fatalf("%+v: %v", content, err)
	}
	var got bytes.Buffer
	if err := transcript.Fetch(t.Context(), media.File.ID, &got, 8); err != nil || got.String() != "a;b\n1;2\n" {
		t.Errorf("%q: %v", got.String(), err)
	}
	if err := transcript.Fetch(t.Context(), media.File.ID, &got, 7); !errors.Is(err, chat.ErrGone) {
		t.Errorf("more than the limit: %v", err)
	}
	if _, _, err := newScreen(t).Content(transcript.Doing{Media: chat.MediaDocument, File: "testdata/files/none.csv"}); err == nil {
		t.Error("a file that is not there is sent")
	}
}

func TestMediaHaveNamesByWhichTheyCanBeFetched(t *testing.T) {
	for line, want := range map[string]chat.Media{
		"sends a photo":           {Kind: chat.MediaPhoto, File: chat.File{Type: "image/jpeg"}},
		"sends a photo: lunas: é": {Kind: chat.MediaPhoto, File: chat.File{Type: "image/jpeg"}, Caption: "lunas: é"},
		"sends a document":        {Kind: chat.MediaDocument, File: chat.File{Name: "berkas.pdf", Type: "application/pdf"}},
		"sends a voice note":      {Kind: chat.MediaVoice, File: chat.File{Type: "audio/ogg"}},
		"sends a video: a":        {Kind: chat.MediaVideo, File: chat.File{Type: "video/mp4"}, Caption: "a"},
	} {
		s := &scribe{}
		if _, err := play(t, s, "worker "+line); err != nil {
			t.Fatal(err)
		}
		content, _, err := newScreen(t).Content(s.did[0].(did).Doing)
		got, _ := content.(chat.Media)
		var data bytes.Buffer
		if fetchErr := transcript.Fetch(t.Context(), got.File.ID, &data, 100); err != nil || fetchErr != nil || int64(data.Len()) != got.File.Size || data.Len() == 0 {
			t.Errorf("%s: %d bytes of %+v: %v, %v", line, data.Len(), got, err, fetchErr)
		}
		got.File.ID, got.File.Size = "", 0
		if got != want {
			t.Errorf("%s: %+v", line, got)
		}
	}
	for _, id := range []string{"", "tg:1", "transcript:", "transcript:nothing", "transcript:aGFsbw"} {
		if err := transcript.Fetch(t.Context(), id, &bytes.Buffer{}, 100); !errors.Is(err, chat.ErrGone) {
			t.Errorf("%q: %v", id, err)
		}
	}
	for _, line := range []string{"worker sends the file: ../x.csv", "worker sends the file: /etc/hosts", "worker sends the file:", "worker sends the file", "worker sends a location: x"} {
		if _, err := play(t, &scribe{}, line); err == nil {
			t.Errorf("%s: no error", line)
		}
	}
}

func TestWrittenFilesAreReadBack(t *testing.T) {
	lines := transcript.FileLines("a.txt", []byte("\ufeffSatu\r\n\r\n# dua\r\n--\r\n"))
	if want := []string{"(file: a.txt)", "  Satu", "  ", "  # dua", "  --"}; !slices.Equal(lines, want) {
		t.Errorf("%q", lines)
	}
	script := transcript.Script{Name: "x", Lines: []transcript.Line{{Text: "worker: ya", Said: append(lines, "Baik.")}}}
	again, err := transcript.Parse("x", script.String())
	if err != nil || again.String() != script.String() || len(again.Lines) != 1 || len(again.Lines[0].Said) != 6 {
		t.Errorf("%q: %v", again.String(), err)
	}
	if got := transcript.PictureLine("A | t.me/jaga_etam_bot?start=x-1"); got != "(picture: A | t.me/…?start=x-1)" || strings.Contains(got, "jaga") {
		t.Errorf("%q", got)
	}
}
