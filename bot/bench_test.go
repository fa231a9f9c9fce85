package bot_test

import (
	"io"
	"log/slog"
	"testing"

	"jagaetam/internal/chat"
)

// One message from its arrival to its answer, on a Redis in this process.
func BenchmarkHandle(b *testing.B) {
	w := newWorld(b)
	w.bot.Log = slog.New(slog.NewTextHandler(io.Discard, nil))
	w.typed("daftar", "setuju", "6402062212849017", "Syahrudin", "22-12-1984")
	for b.Loop() {
		w.handle(w.incoming(chat.Text{Text: "Kota Mana Saja"}))
		w.answers = w.answers[:0]
	}
}
