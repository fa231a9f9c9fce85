package main

import (
	"context"
	"fmt"
	"io"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"jagaetam/bot/telegram"
	"jagaetam/internal/chat"
	"jagaetam/internal/faketelegram"
	"jagaetam/internal/faketelegram/conformance"
	"jagaetam/internal/programme"
	"jagaetam/internal/transcript"
	"jagaetam/locales"
)

// stored is the only stored file.
type stored struct{}

func (stored) ReadFile(_ context.Context, id string) (name, mime string, data []byte, err error) {
	if id != "f1" {
		return "", "", nil, fmt.Errorf("file %s: %w", id, chat.ErrGone)
	}
	return "hasil.xlsx", "application/octet-stream", []byte("PK"), nil
}

// TestFilesAreShownAlikeAtEveryHeight says answers with pictures and files on a Screen and through Telegram, and holds what a transcript
// shows of the one against the other.
func TestFilesAreShownAlikeAtEveryHeight(t *testing.T) {
	texts, err := locales.Load(programme.Default().Globals())
	if err != nil {
		t.Fatal(err)
	}
	server := faketelegram.New(faketelegram.Options{})
	defer server.Close()
	api := httptest.NewServer(server)
	defer api.Close()
	platform, err := telegram.New(telegram.Options{Token: faketelegram.DefaultToken, APIURL: api.URL, Locales: texts, Files: stored{}})
	if err != nil {
		t.Fatal(err)
	}
	defer platform.Close()
	player := newStagePlayer(&stage{telegram: server})
	defer player.close()
	worker := player.person("worker")
	worker.Start("")
	screens := &transcript.Screens{Texts: texts, Files: stored{}}

	picture := &chat.Picture{Title: chat.Message("thanks"), Big: chat.Rupiah(16_800), Lines: []chat.Arg{chat.Literal("<b> & é 🙂"), {}}, Link: "klaim-ABC"}
	paper := &chat.Paper{Name: "data saya", Title: chat.Message("status.none"), Lines: []chat.Arg{chat.Literal("# Siti"), {}, chat.Number(2)}}
	option := []chat.Option{{Label: chat.Message("open.officer"), Press: chat.Press{Kind: chat.PressResume}}}
	photo := worker.Photo([]byte("receipt"), "").Photo[0].FileID
	document := worker.Document(transcript.SampleName, "", []byte("receipt"), "").Document.FileID
	sent := map[string]string{"tg:" + photo: "transcript:photo", "tg:" + document: "transcript:document"}

	var onTelegram, onScreen string
	for name, words := range map[string]chat.Words{
		"picture": {Picture: picture}, "paper": {Paper: paper}, "document": {Document: "f1"}, "gone": {Document: "f2"},
		"photo": {Photo: "tg:" + photo}, "file shown again": {Photo: "tg:" + document}, "keyboard": {Picture: picture, Keyboard: chat.KeyboardContact},
	} {
		for length, reason := range map[string]string{"short": "", "too long for a caption": strings.Repeat("é 🙂 ", 300)} {
			t.Run(name+", "+length, func(t *testing.T) {
				words, nothing := words, chat.Literal("")
				words.Key = "status.application"
				words.Args = chat.Args{"Receipt": chat.Literal("1"), "Cover": chat.Literal("S"), "Steps": nothing, "Reason": chat.Literal(reason), "Fix": nothing, "Next": nothing}
				if words.Keyboard == "" {
					words.Options = option
				}
				a := chat.Answer{Chat: fmt.Sprint("tg:", worker.User().ID), Language: "id", Edit: onTelegram, Words: []chat.Words{words}}
				first, err := platform.Say(t.Context(), a)
				if err != nil {
					t.Fatal(err)
				}
				a.Edit, a.Words = first.Shown, []chat.Words{{Key: "status.none", Options: option}}
				second, err := platform.Say(t.Context(), a)
				if err != nil {
					t.Fatal(err)
				}
				player.look()

				if words.Photo != "" {
					words.Photo = sent[words.Photo]
				}
				a.Chat, a.Edit, a.Words = "worker", onScreen, []chat.Words{words}
				if first, err = screens.Say(t.Context(), a); err != nil {
					t.Fatal(err)
				}
				a.Edit, a.Words = first.Shown, []chat.Words{{Key: "status.none", Options: option}}
				third, err := screens.Say(t.Context(), a)
				if err != nil {
					t.Fatal(err)
				}
				onTelegram, onScreen = second.Shown, third.Shown
				if diff := cmp.Diff(screens.Take(), player.Said()); diff != "" {
					t.Errorf("on a screen (-), through Telegram (+):\n%s", diff)
				}
			})
		}
	}
}

// TestFilesConform holds every call that files lead to against Telegram's own description.
func TestFilesConform(t *testing.T) {
	description := conformance.ForTest(t)
	texts, err := locales.Load(programme.Default().Globals())
	if err != nil {
		t.Fatal(err)
	}
	called := map[string]bool{}
	server := faketelegram.New(faketelegram.Options{OnCall: func(call faketelegram.Call) {
		called[call.Method] = true
		for _, complaint := range description.Check(call.Method, call.Params) {
			t.Errorf("%s: %s", call.Method, complaint)
		}
	}})
	defer server.Close()
	api := httptest.NewServer(server)
	defer api.Close()
	platform, err := telegram.New(telegram.Options{Token: faketelegram.DefaultToken, APIURL: api.URL, Locales: texts, Files: stored{}})
	if err != nil {
		t.Fatal(err)
	}
	defer platform.Close()
	worker := server.NewUser(faketelegram.User{FirstName: "worker"})
	worker.Start("")
	photo := "tg:" + worker.Document("a.pdf", "", []byte("receipt"), "").Document.FileID
	said, err := platform.Say(t.Context(), chat.Answer{Chat: fmt.Sprint("tg:", worker.User().ID), Language: "id", Words: []chat.Words{
		{Key: "status.none", Picture: &chat.Picture{Title: chat.Message("thanks"), Link: "a"}, Keyboard: chat.KeyboardContact},
		{Key: "status.none", Document: "f1", Remove: 60}, {Key: "status.none", Photo: photo},
	}})
	if err != nil {
		t.Fatal(err)
	}
	if err := platform.Delete(t.Context(), fmt.Sprint("tg:", worker.User().ID), said.Passing[0].Message); err != nil {
		t.Error(err)
	}
	if err := platform.Fetch(t.Context(), photo, io.Discard, 100); err != nil {
		t.Error(err)
	}
	for _, method := range []string{"getMe", "sendPhoto", "sendDocument", "deleteMessage", "getFile"} {
		if !called[method] {
			t.Errorf("%s was not called", method)
		}
	}
}
