package main

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"

	"jagaetam/bot"
	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/identity"
	"jagaetam/internal/memory"
	"jagaetam/internal/programme"
	"jagaetam/internal/record"
	"jagaetam/internal/session"
	"jagaetam/internal/transcript"
)

// What the demo shows of a whole registration, stage by stage, has nothing in it that the person said, even before anything is masked.
func TestStageLogTellsNothingOfPeople(t *testing.T) {
	var log bytes.Buffer
	b := silentBot(t, slog.New(slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug})))
	said := []string{
		"daftar", "setuju", "6402062212849017", "Syahrudin", "22-12-1984", "Tenggarong", "Panji", "RT 03 RW 01", "Jl. Pesut Gg. 5",
		"0812-5000-9017", "sendiri", "juru kunci makam", "ya", "Makam Raja", "1.750.000", "belum", "bukan", "kirim", "status",
	}
	for i, text := range said {
		in := chat.Incoming{
			Key: fmt.Sprint("update:", i), Chat: "test:worker", From: chat.Person{ID: "test:worker"}, Content: chat.Text{Text: text},
			At: transcript.Began.Add(time.Duration(i) * transcript.Pause),
		}
		if err := b.Handle(t.Context(), in); err != nil {
			t.Fatal(err)
		}
	}
	got := strings.ToLower(log.String())
	for _, want := range []string{`"stage":"applied"`, "filed je-000001-3", "6402••••••••9017", "status.application", "text, 9 characters"} {
		if !strings.Contains(got, want) {
			t.Errorf("the log lacks %s", want)
		}
	}
	for _, text := range append(said[2:17], "081250009017", "1984-12-22", "003/001", "1750000") {
		if len(text) > 2 && strings.Contains(got, strings.ToLower(text)) {
			t.Errorf("the log has %q", text)
		}
	}
}

func TestStageLogCostsNothingWhereNobodyReads(t *testing.T) {
	if stageLog(slog.New(slog.NewJSONHandler(&bytes.Buffer{}, nil))) != nil {
		t.Error("the stages are described above debug level")
	}
}

// silentBot is a bot on a Redis in this process, with records in memory and nobody to talk to.
func silentBot(t *testing.T, log *slog.Logger) *bot.Bot {
	t.Helper()
	spoken, err := openBook(programme.Default())
	if err != nil {
		t.Fatal(err)
	}
	vault, err := identity.NewVault(identity.NewKeyring(civil.Date{Year: 2026, Month: 11, Day: 23}))
	if err != nil {
		t.Fatal(err)
	}
	rdb, err := session.Open("redis://" + miniredis.RunT(t).Addr())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := rdb.Close(); err != nil {
			t.Error(err)
		}
	})
	return &bot.Bot{
		Book: spoken.book, Sessions: session.New(rdb, vault, noArchive{}, session.Options{Log: log}), Records: memory.New(), Platform: silence{},
		Now: func() time.Time { return transcript.Began }, Log: log, Watch: stageLog(log),
	}
}

type silence struct{}

func (silence) Say(_ context.Context, a chat.Answer) (chat.Said, error) {
	return chat.Said{Words: len(a.Words)}, nil
}

type noArchive struct{}

func (noArchive) SaveSnapshots(context.Context, []record.Snapshot) error { return nil }

func (noArchive) Snapshot(context.Context, string) (record.Snapshot, bool, error) {
	return record.Snapshot{}, false, nil
}
