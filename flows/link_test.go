package flows_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/record"
)

// FuzzDeepLink lets anything stand behind t.me/…?start=, which anybody can write: whoever follows it is told something that can be written,
// and nothing is done in his name that he was not asked about, but to try a code.
func FuzzDeepLink(f *testing.F) {
	for _, payload := range append(payloads, "petugas-undangan", "petugas-", "\xff", "klaim-\xff", "resmi-K7M3QP-x", "data", "<b>", "register") {
		f.Add(payload)
	}
	b, texts := book(f)
	now := time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, payload string) {
		event := dialogue.Event{
			In: chat.Incoming{
				Key: "tg:1", Chat: "tg:1", From: chat.Person{ID: "tg:1"}, At: now, Content: chat.Command{Name: "start", Payload: strings.ToValidUTF8(payload, "?")},
			},
			Now: now,
		}
		turn := b.Advance(dialogue.State{}, event)
		if !turn.Wants.IsZero() {
			event.Facts = &record.Facts{}
			turn = b.Advance(dialogue.State{}, event)
		}
		for _, effect := range turn.Effects {
			switch effect.(type) {
			case record.Remember, record.SetLanguage, record.ClaimWorker, record.VerifyCode:
			default:
				t.Errorf("%q alone makes it %T", payload, effect)
			}
		}
		if len(turn.Words) == 0 && len(turn.Effects) == 0 {
			t.Errorf("%q is left without a word", payload)
		}
		for _, lang := range texts.Languages() {
			for _, words := range turn.Words {
				if text, err := texts.Arg(lang, chat.MessageWith(words.Key, words.Args), nil); err != nil || strings.TrimSpace(text) == "" {
					t.Errorf("%q is answered %s, which is %q, %v", payload, words.Key, text, err)
				}
			}
		}
		if state, err := json.Marshal(turn.State); err != nil || len(state) > largest {
			t.Errorf("%q leads to a state of %d bytes, %v", payload, len(state), err)
		}
	})
}
