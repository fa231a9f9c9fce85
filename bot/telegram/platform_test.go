package telegram

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"testing"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/faketelegram"
	"jagaetam/internal/faketelegram/conformance"
	"jagaetam/internal/identity"
)

func TestNewWantsATokenInItsForm(t *testing.T) {
	for _, token := range []identity.Secret{"", "abc", "12:", ":abc", "x12:abc", "12 :abc"} {
		if _, err := New(Options{Token: token, Locales: testTexts}); !errors.Is(err, ErrToken) {
			t.Errorf("token of %d letters: %v", len(token), err)
		}
	}
	if _, err := New(Options{Token: "12:abc\n", Locales: testTexts}); err != nil {
		t.Errorf("token from a file: %v", err)
	}
	if _, err := New(Options{Token: "12:abc"}); err == nil {
		t.Error("without locales")
	}
}

func TestMeKnowsTheBot(t *testing.T) {
	w := newWorld(t)
	me, err := w.p.Me(t.Context())
	if err != nil || me != (Bot{ID: w.Bot().ID, Username: "jagaetam_bot", Name: "jagaetam_bot"}) {
		t.Errorf("%+v: %v", me, err)
	}
	for _, code := range []int{http.StatusUnauthorized, http.StatusNotFound} {
		p := w.platform(t, http.HandlerFunc(func(rw http.ResponseWriter, _ *http.Request) {
			rw.WriteHeader(code)
			fmt.Fprintf(rw, `{"ok":false,"error_code":%d,"description":%q}`, code, http.StatusText(code))
		}))
		if _, err := p.Me(t.Context()); !errors.Is(err, ErrToken) {
			t.Errorf("%d: %v", code, err)
		}
	}
}

// A connection that Telegram closes while a call is on its way makes the outcome of that call uncertain, and a new one costs a
// handshake.
func TestConnectionsAreKeptButNotTooLong(t *testing.T) {
	tr := transport(32)
	if tr.MaxIdleConnsPerHost < 2*32+1 || tr.IdleConnTimeout >= time.Minute || tr.IdleConnTimeout == 0 {
		t.Errorf("keeps %d connections for %s", tr.MaxIdleConnsPerHost, tr.IdleConnTimeout)
	}
}

var testProfile = Profile{
	Name: "bot.name", About: "bot.about", Short: "bot.short", Commands: []Command{{"start", "menu.start"}, {"menu", "other"}},
}

func TestProfileIsSetWhereItDiffers(t *testing.T) {
	w := newWorld(t)
	for range 2 {
		if err := w.p.SetProfile(t.Context(), testProfile); err != nil {
			t.Fatal(err)
		}
	}
	for lang, want := range map[string]faketelegram.Profile{
		"ms": {Name: "Jaga Etam", Description: "Pendaftaran <gratis>", ShortDescription: "Gratis", Commands: []faketelegram.Command{{Command: "start", Description: "Mulai"}, {Command: "menu", Description: "Lain"}}},
		"id": {Name: "Jaga Etam", Description: "Pendaftaran <gratis>", ShortDescription: "Gratis", Commands: []faketelegram.Command{{Command: "start", Description: "Mulai"}, {Command: "menu", Description: "Lain"}}},
		"en": {Name: "Jaga Etam", Description: "Registration", ShortDescription: "Gratis", Commands: []faketelegram.Command{{Command: "start", Description: "Begin"}, {Command: "menu", Description: "Lain"}}},
	} {
		got := w.Profile(lang)
		if got.Name != want.Name || got.Description != want.Description || got.ShortDescription != want.ShortDescription || !slices.Equal(got.Commands, want.Commands) {
			t.Errorf("%s: %+v", lang, got)
		}
	}
	for method, most := range map[string]int{"setMyName": 1, "setMyDescription": 2, "setMyShortDescription": 1, "setMyCommands": 3} {
		if got := len(w.called(method)); got == 0 || got > most {
			t.Errorf("%s was called %d times", method, got)
		}
	}
}

func TestProfileThatCannotBeWrittenIsAnError(t *testing.T) {
	w := newWorld(t)
	for _, p := range []Profile{{Name: "unwritten"}, {About: "unwritten"}, {Short: "unwritten"}, {Commands: []Command{{"start", "unwritten"}}}} {
		if err := w.p.SetProfile(t.Context(), p); err == nil {
			t.Errorf("%+v", p)
		}
	}
	if err := w.p.SetProfile(t.Context(), Profile{}); err != nil || len(w.called("setMyName"))+len(w.called("setMyCommands")) > 0 {
		t.Errorf("an empty profile changes something: %v", err)
	}
}

func TestEveryCallConforms(t *testing.T) {
	api := conformance.ForTest(t)
	w := begun(t)
	in := &inbox{}
	if _, err := w.p.Me(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := w.p.SetProfile(t.Context(), testProfile); err != nil {
		t.Fatal(err)
	}
	if err := w.p.SetWebhook(t.Context(), "http://127.0.0.1:9/hook", secret); err != nil {
		t.Fatal(err)
	}
	stop := w.poll(t, in.handle, &shelf{})
	first := w.must(t, chat.Answer{Words: []chat.Words{question}})
	w.must(t, chat.Answer{Words: []chat.Words{{Key: "other", Keyboard: chat.KeyboardContact}, {Key: "other", Keyboard: chat.KeyboardRemove}}})
	query, err := w.siti.Tap(w.shown(t, first).ID, "Ya & setuju")
	if err != nil {
		t.Fatal(err)
	}
	nik := strconv.Itoa(w.siti.Text("6402069001909001").ID)
	w.must(t, chat.Answer{Tap: query, Notice: chat.Message("stale"), Edit: first.Shown, Forget: nik, Words: []chat.Words{question}})
	w.must(t, chat.Answer{Retire: []string{first.Shown}, Words: []chat.Words{{Key: "broken"}}})
	w.idle(t)
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	methods := map[string]bool{}
	for _, c := range w.called("") {
		methods[c.Method] = true
		for _, complaint := range api.Check(c.Method, c.Params) {
			t.Errorf("%s: %s", c.Method, complaint)
		}
	}
	if len(methods) != 18 {
		t.Errorf("called %d methods: %v", len(methods), methods)
	}
}

func BenchmarkSay(b *testing.B) {
	server := faketelegram.New(faketelegram.Options{KeepMessages: 10})
	defer server.Close()
	siti := server.NewUser(faketelegram.User{FirstName: "Siti"})
	siti.Start("")
	p, stop := benchmarked(b, server)
	defer stop()
	a := chat.Answer{Chat: name(siti.User().ID), Language: "id", Words: []chat.Words{question}}
	b.ReportAllocs()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			if _, err := p.Say(b.Context(), a); err != nil {
				b.Error(err)
				return
			}
		}
	})
}

func BenchmarkWrite(b *testing.B) {
	p := &Platform{locales: testTexts}
	a := chat.Answer{Language: "id", Words: []chat.Words{question}}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := p.write(b.Context(), a); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkSplit(b *testing.B) {
	text := "<b>" + string(slices.Repeat([]rune("satu dua 🙂\n\n"), 1000)) + "</b>"
	b.ReportAllocs()
	for b.Loop() {
		split(text, textLimit)
	}
}

// benchmarked is a platform without the journal of a world.
func benchmarked(b *testing.B, api http.Handler) (p *Platform, stop func()) {
	server := httptest.NewServer(api)
	p, err := New(Options{Token: faketelegram.DefaultToken, APIURL: server.URL, Locales: testTexts})
	if err != nil {
		b.Fatal(err)
	}
	return p, func() {
		p.Close()
		server.Close()
	}
}
