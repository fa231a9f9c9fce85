package main

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"jagaetam/internal/chat"
	"jagaetam/internal/record"
	"jagaetam/internal/transcript"
)

// What is in the outbox comes by itself, a moment later; the player waits for it, and has it on the right screens.
func TestPlayerWaitsForTheOutbox(t *testing.T) {
	s, err := openStage(t.Context(), stageOptions{throwaway: true, now: transcript.Began, say: func(line string) { t.Log(line) }})
	if err != nil {
		t.Fatal(err)
	}
	defer s.close()
	p := newStagePlayer(s)
	defer p.close()
	for who, doing := range map[string]transcript.Doing{"worker": {Text: "/menu"}, "officer": {Group: transcript.Joins}} {
		if err := p.Do(t.Context(), who, doing); err != nil {
			t.Fatal(err)
		}
	}
	p.Said()
	store, err := p.records(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for i, to := range []int64{p.group().ID(), p.person("worker").User().ID} {
		tell := record.Tell{To: fmt.Sprint("tg:", to), Words: chat.Words{Key: "back.start"}}
		if _, err := store.Apply(t.Context(), fmt.Sprint("test", i), []record.Effect{record.Say{Tell: tell}}); err != nil {
			t.Fatal(err)
		}
	}
	if err := p.settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, shown := range p.Said() {
		got[shown.Who] += shown.Text
	}
	want := "Ini pertanyaan pertama."
	if diff := cmp.Diff(map[string]string{"worker": want, transcript.Officers: want}, got); diff != "" {
		t.Errorf("expected (-), said (+):\n%s", diff)
	}
}
