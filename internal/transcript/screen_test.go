package transcript_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"jagaetam/internal/chat"
	"jagaetam/internal/programme"
	"jagaetam/internal/transcript"
	"jagaetam/locales"
)

func newScreen(t *testing.T) *transcript.Screen {
	t.Helper()
	texts, err := locales.Load(programme.Default().Globals())
	if err != nil {
		t.Fatal(err)
	}
	return &transcript.Screen{Texts: texts}
}

func question(key string, values ...string) chat.Words {
	words := chat.Words{Key: key, Columns: 2}
	for i, value := range values {
		words.Options = append(words.Options, chat.Option{
			Label: chat.Message("language." + value), Press: chat.Press{Kind: chat.PressAnswer, Count: i, Value: value},
		})
	}
	return words
}

func say(t *testing.T, s *transcript.Screen, a chat.Answer) chat.Said {
	t.Helper()
	a.Language = locales.Indonesian
	said, err := s.Say(a)
	if err != nil {
		t.Fatal(err)
	}
	return said
}

func TestScreenShowsWhatIsSaid(t *testing.T) {
	s := newScreen(t)
	said := say(t, s, chat.Answer{
		Notice: chat.Message("tap.twice"), Forget: "5",
		Words: []chat.Words{{Key: "back.start"}, question("language", "id", "en", "id"), {Key: "register.phone", Keyboard: chat.KeyboardContact}},
	})
	if want := (chat.Said{Words: 3, Messages: []string{"1", "2", "3"}, Shown: "2"}); !cmp.Equal(said, want) {
		t.Errorf("%+v, want %+v", said, want)
	}
	want := []transcript.Shown{
		{Kind: transcript.Notices, Text: "Sudah kami terima."},
		{Kind: transcript.Says, Text: "Ini pertanyaan pertama."},
		{Kind: transcript.Says, Text: "Pilih bahasa. / Choose a language.", Buttons: [][]string{{"Bahasa Indonesia", "English"}, {"Bahasa Indonesia"}}},
		{
			Kind: transcript.Says, Keyboard: "📱 Bagikan nomor HP saya",
			Text: "Nomor HP yang bisa dihubungi? Tekan tombol di bawah, atau ketik nomornya. Contoh: 0812 3456 7890",
		},
		{Kind: transcript.Deletes},
	}
	if diff := cmp.Diff(want, s.Take()); diff != "" {
		t.Errorf("expected (-), shown (+):\n%s", diff)
	}
	if again := s.Take(); again != nil {
		t.Errorf("shown twice: %v", again)
	}
}

// A button can be tapped as long as it is on the screen, and what was tapped before can arrive once more even then.
func TestScreenKnowsItsButtons(t *testing.T) {
	s := newScreen(t)
	first := say(t, s, chat.Answer{Words: []chat.Words{question("language", "id", "en")}})
	second := say(t, s, chat.Answer{Words: []chat.Words{question("language", "en")}})
	if _, message, err := s.Content(transcript.Doing{Tap: "English"}); err != nil || message != second.Shown {
		t.Errorf("the newest is in %s, %v", message, err)
	}
	say(t, s, chat.Answer{Retire: []string{second.Shown}})
	if _, message, err := s.Content(transcript.Doing{Tap: "English"}); err != nil || message != first.Shown {
		t.Errorf("what is left is in %s, %v", message, err)
	}
	edited := say(t, s, chat.Answer{Edit: first.Shown, Words: []chat.Words{question("language", "id")}})
	if edited.Shown != first.Shown {
		t.Errorf("the edit is message %s", edited.Shown)
	}
	if _, _, err := s.Content(transcript.Doing{Tap: "English"}); err == nil {
		t.Error("a button that is gone can be tapped")
	}
	content, message, err := s.Content(transcript.Doing{Tap: "English", Again: true})
	if want := (chat.Tap{Query: "tap", Press: chat.Press{Kind: chat.PressAnswer, Value: "en"}}); err != nil || content != want || message != second.Shown {
		t.Errorf("%v in %s, %v", content, message, err)
	}
	if _, _, err := s.Content(transcript.Doing{Tap: "Deutsch", Again: true}); err == nil {
		t.Error("a button that never was can be tapped")
	}
}

func TestScreenOfWhoBlocksTheBot(t *testing.T) {
	s := newScreen(t)
	if content, _, err := s.Content(transcript.Doing{Reach: transcript.Block}); err != nil || content != (chat.Reach{}) {
		t.Errorf("%v, %v", content, err)
	}
	if _, err := s.Say(chat.Answer{Language: "id", Words: []chat.Words{{Key: "thanks"}}}); !errors.Is(err, chat.ErrUnreachable) || s.Take() != nil {
		t.Errorf("%v", err)
	}
	if content, _, err := s.Content(transcript.Doing{Reach: transcript.Unblock}); err != nil || content != (chat.Reach{Reachable: true}) {
		t.Errorf("%v, %v", content, err)
	}
	say(t, s, chat.Answer{Words: []chat.Words{{Key: "thanks"}}})
}

func TestContents(t *testing.T) {
	s := newScreen(t)
	for _, test := range []struct {
		doing transcript.Doing
		want  chat.Content
	}{
		{transcript.Doing{Text: "ya"}, chat.Text{Text: "ya"}},
		{transcript.Doing{Text: "/"}, chat.Text{Text: "/"}},
		{transcript.Doing{Text: "/Start daftar-64"}, chat.Command{Name: "start", Payload: "daftar-64"}},
		{transcript.Doing{Own: true}, chat.Contact{Phone: transcript.OwnPhone, Own: true}},
		{transcript.Doing{Contact: "0812"}, chat.Contact{Phone: "0812"}},
		{transcript.Doing{Media: chat.MediaPhoto}, chat.Media{Kind: chat.MediaPhoto, File: chat.File{ID: "transcript:photo", Type: "image/jpeg", Size: 40}}},
		{transcript.Doing{Place: true}, chat.Place{Latitude: -0.41, Longitude: 116.98}},
	} {
		if got, _, err := s.Content(test.doing); err != nil || got != test.want {
			t.Errorf("%+v: %v, %v", test.doing, got, err)
		}
	}
}

func TestScreenRefusesWhatCannotBeWritten(t *testing.T) {
	for name, a := range map[string]chat.Answer{
		"words":  {Words: []chat.Words{{Key: "no.such"}}},
		"label":  {Words: []chat.Words{{Key: "menu", Options: []chat.Option{{Label: chat.Message("no.such")}}}}},
		"notice": {Notice: chat.Message("no.such")},
	} {
		a.Language = locales.Indonesian
		if _, err := newScreen(t).Say(a); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
