package main

import (
	"context"
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"jagaetam/bot/telegram"
	"jagaetam/internal/chat"
	"jagaetam/internal/faketelegram"
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
	screen := &transcript.Screen{Texts: texts, Files: stored{}}

	picture := &chat.Picture{Title: chat.Message("menu"), Big: chat.Rupiah(16_800), Lines: []chat.Arg{chat.Literal("<b> & é 🙂"), {}}, Link: "klaim-ABC"}
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
				words.Args = chat.Args{"Receipt": nothing, "Name": chat.Literal("S"), "Steps": nothing, "Reason": chat.Literal(reason), "Next": nothing}
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
				a.Edit, a.Words = onScreen, []chat.Words{words}
				if first, err = screen.Say(a); err != nil {
					t.Fatal(err)
				}
				a.Edit, a.Words = first.Shown, []chat.Words{{Key: "status.none", Options: option}}
				third, err := screen.Say(a)
				if err != nil {
					t.Fatal(err)
				}
				onTelegram, onScreen = second.Shown, third.Shown
				if diff := cmp.Diff(screen.Take(), player.Said()); diff != "" {
					t.Errorf("on a screen (-), through Telegram (+):\n%s", diff)
				}
			})
		}
	}
}
