package input

import (
	"strings"
	"testing"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/record"
)

func TestMessageIsFiledAsItWasSent(t *testing.T) {
	m := Message{Key: "officer.words.unread", Max: 50}
	file := chat.File{ID: "tg:AgAC", Type: "image/jpeg", Name: "ktp 6402065205859001.jpg"}
	for _, test := range []struct {
		content chat.Content
		want    record.CaseMessage
	}{
		{chat.Text{Text: "  Nama saya\nsalah <b> 🙂 "}, record.CaseMessage{Text: "Nama saya\nsalah <b> 🙂"}},
		{chat.Media{Kind: chat.MediaPhoto, File: file, Caption: "ini"},
			record.CaseMessage{Kind: chat.MediaPhoto, File: chat.File{ID: "tg:AgAC", Type: "image/jpeg", Name: "ktp [number].jpg"}, Text: "ini"}},
		{chat.Place{Latitude: -0.4, Longitude: 117}, record.CaseMessage{Place: chat.Place{Latitude: -0.4, Longitude: 117}}},
	} {
		test.want.Message, test.want.Reply = "5", "4"
		c := dialogue.Context{In: chat.Incoming{Message: "5", Reply: "4"}}
		if got := MessageOf(m.Read(c, test.content).Value); got != test.want {
			t.Errorf("%+v is filed as %+v", test.content, got)
		}
	}
	for _, content := range []chat.Content{
		chat.Media{Kind: chat.MediaSticker, File: file}, chat.Media{Kind: chat.MediaOther}, chat.Contact{Phone: "0812"},
	} {
		if r := m.Read(dialogue.Context{}, content); !r.None() {
			t.Errorf("%+v is filed: %+v", content, r)
		}
	}
	for _, text := range []string{"", "?", strings.Repeat("é", 51)} {
		if r := m.Read(dialogue.Context{}, chat.Text{Text: text}); r.Complaint == nil {
			t.Errorf("%q is filed: %+v", text, r)
		}
	}
	if got := MessageOf("yes"); got != (record.CaseMessage{}) {
		t.Errorf("an answer on a button is filed: %+v", got)
	}
}

func TestWhenKeepsTheWords(t *testing.T) {
	zone := time.FixedZone("WITA", 8*60*60)
	c := dialogue.Context{Now: time.Date(2026, 11, 25, 12, 0, 0, 0, zone)}
	for text, want := range map[string]string{
		"tadi  pagi": "2026-11-25T05:00 tadi pagi [rough]", "kemarin jam 3 sore": "2026-11-24T15:00 kemarin jam 3 sore []",
		"kemarin jam 3": "2026-11-24T15:00 kemarin jam 3 [] input.when.look", "tidak tahu pasti": "- tidak tahu pasti []",
		"jam 5 sore": "input.when.outside", "?": "input.when", strings.Repeat("a", 300): "input.when",
	} {
		r := (When{}).Read(c, chat.Text{Text: text})
		got := ""
		switch {
		case r.Complaint != nil:
			got = r.Complaint.Key
		default:
			got = r.Value + " [" + strings.Join(r.Flags, " ") + "]"
			if r.Doubt != nil {
				got += " " + r.Doubt.Key
			}
		}
		if got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
	if at, words := WhenOf("2026-11-24T15:00 kemarin jam 3", zone); at.Format(time.RFC3339) != "2026-11-24T15:00:00+08:00" || words != "kemarin jam 3" {
		t.Errorf("%s, %q", at, words)
	}
	if at, words := WhenOf("- entah", zone); !at.IsZero() || words != "entah" {
		t.Errorf("%s, %q", at, words)
	}
}

func TestVictimIsANumberOrAName(t *testing.T) {
	for text, want := range map[string]string{
		"6402065205859001": "6402065205859001|", "NIK 6402 0652 0585 9001": "6402065205859001|", "Siti Nur'aini": "|Siti Nur'aini",
		"64020652058590": "input.victim", "?": "input.victim",
	} {
		r := (Victim{}).Read(dialogue.Context{}, chat.Text{Text: text})
		got := ""
		if r.Complaint != nil {
			got = r.Complaint.Key
		} else {
			nik, name := VictimOf(r.Value)
			got = nik + "|" + name
		}
		if got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
	if shown := (Victim{}).Show(dialogue.Context{}, "nik 6402065205859001"); strings.Contains(shown.Text, "0652") {
		t.Errorf("%q shows the number", shown.Text)
	}
}
